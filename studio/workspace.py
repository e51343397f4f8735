"""A workspace: where the store, the settings and the data of one dataset stand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generators import settings as settings_module
from generators.atomic import write_atomic
from generators.settings import Settings

from .errors import StudioError

if TYPE_CHECKING:
    from generators.store.corpus import Corpus
    from generators.store.embedding import Embedder

VARIABLE = "WEB4_STUDIO_WORKSPACE"


@dataclass(frozen=True)
class Workspace:
    """Paths below one folder. Nothing is created before it is needed."""

    root: Path

    @classmethod
    def find(cls, folder: str | Path | None = None) -> Workspace:
        """The given folder, else `$WEB4_STUDIO_WORKSPACE`, else the current directory.

        Raises StudioError where it is not a folder.
        """
        root = Path(folder or os.environ.get(VARIABLE) or Path.cwd())
        if root.exists() and not root.is_dir():
            raise StudioError(f"{root} is a file; name a folder with --workspace")
        return cls(root)

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def staging_path(self) -> Path:
        return self.data / "staging.db"

    @property
    def config_path(self) -> Path:
        return self.root / settings_module.CONFIG_NAME

    @property
    def connection_path(self) -> Path:
        return self.data / "connection.json"

    @property
    def chroma(self) -> str | Path:
        """The store's directory, or a server's address when `connect` named one."""
        named = self._connection().get("chroma")
        if named is None:
            return self.root / "chroma_db"
        return named if named.startswith(("http://", "https://")) else Path(named)

    @property
    def timeline(self) -> Path:
        return Path(self._connection().get("timeline") or self.root / "pdca_timeline.db")

    @property
    def has_store(self) -> bool:
        """Whether a store is connected or indexed here; says nothing about its content."""
        return isinstance(self.chroma, str) or self.chroma.is_dir()

    def settings(self, **overrides: Any) -> Settings:
        """`web4-studio.toml` with overrides on top; None leaves a key alone. Raises StudioError."""
        try:
            return settings_module.load(self.config_path, **overrides)
        except settings_module.ConfigError as error:
            raise StudioError(str(error)) from None

    def require_writable(self) -> None:
        """Raises StudioError where files cannot be written into `data/`."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            probe = self.data / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise StudioError(
                f"cannot write into {self.data} ({_why(error)}); choose another folder with --workspace"
            ) from None

    def corpus(
        self, settings: Settings, progress: Callable[[str, int, int], None] | None = None
    ) -> Corpus:
        """Opens the store for reading. Raises StudioError where there is none, StoreError where it
        is unusable.
        """
        from generators.store.corpus import Corpus

        if not self.has_store:
            raise StudioError(
                f"no store in {self.root}: run `web4-studio index REPO`, `web4-studio connect`, or `web4-studio demo`"
            )
        return Corpus.open(
            self.chroma,
            self.timeline,
            embedder=self.embedder(settings),
            private_dir=self.data / "store",
            only_untrained=settings.only_untrained,
        )

    def connect(self, chroma: str, timeline: Path, settings: Settings) -> Corpus:
        """Remembers an existing store after opening it once. Raises StudioError or StoreError,
        remembering nothing.
        """
        from generators.store.corpus import Corpus

        self.require_writable()
        server = chroma.startswith(("http://", "https://"))
        corpus = Corpus.open(
            chroma if server else Path(chroma),
            timeline,
            embedder=self.embedder(settings),
            private_dir=self.data / "store",
            only_untrained=settings.only_untrained,
        )
        named = {
            "chroma": chroma if server else str(Path(chroma).resolve()),
            "timeline": str(timeline.resolve()),
        }
        write_atomic(self.connection_path, [json.dumps(named, indent=2) + "\n"])
        return corpus

    def embedder(self, settings: Settings) -> Embedder:
        """The model, with the queries that were embedded here before."""
        from generators.store.embedding import Embedder

        return Embedder(settings.embedding_model, self.data / "queries.json")

    def _connection(self) -> dict[str, str]:
        try:
            return json.loads(self.connection_path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise StudioError(
                f"{self.connection_path} cannot be read ({error}); delete it and connect again"
            ) from None


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
