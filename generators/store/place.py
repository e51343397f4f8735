"""Where a workspace keeps its store and settings, and how they are opened."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from generators import reading
from generators import settings as settings_module
from generators.errors import StoreError
from generators.settings import Settings

if TYPE_CHECKING:
    from .corpus import Corpus
    from .embedding import Embedder

VARIABLE = "WEB4_STUDIO_WORKSPACE"
SERVER = ("http://", "https://")
OWN_TIMELINE = "pdca_timeline.db"
OWN = ".studio"
"""Below `data/`: what is kept there and is no part of the dataset."""
STORE = "store"
"""Below that, private copies of stores."""
ALONE = "alone"
"""Below `data/`: datasets generated alone, for reading only."""
FIRST = "`web4-studio index REPO`, `web4-studio connect` or `web4-studio demo`"
"""The commands that bring a store."""
BARE = re.compile(r"(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\]):\d{1,5}")
"""A host with its port and no scheme."""


class _Connection(BaseModel):
    """`connection.json`: the store that `connect` named; empty for the workspace's own."""

    chroma: str = ""
    timeline: str = ""


@dataclass(frozen=True)
class Place:
    """Paths below one folder. Nothing is created before it is needed."""

    root: Path

    @classmethod
    def find(cls, folder: str | Path | None = None) -> Self:
        """The given folder, else `$WEB4_STUDIO_WORKSPACE`, else the nearest workspace at or above
        the current directory, else that directory.

        Raises StoreError where it is not a folder.
        """
        root = Path(folder or os.environ.get(VARIABLE) or _nearest(Path.cwd()))
        if root.exists() and not root.is_dir():
            raise StoreError(f"{root} is a file; name a folder with --workspace")
        return cls(root)

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def own(self) -> Path:
        """The folder of what is no part of the dataset, so that `data/` holds nothing else."""
        return self.data / OWN

    def own_file(self, name: str) -> Path:
        """One of these files; in `data/` itself as long as it stands only there, as earlier
        versions wrote it.
        """
        new, old = self.own / name, self.data / name
        return old if old.exists() and not new.exists() else new

    @property
    def config_path(self) -> Path:
        return self.root / settings_module.CONFIG_NAME

    @property
    def connection_path(self) -> Path:
        return self.own_file("connection.json")

    @property
    def own_chroma(self) -> Path:
        """The directory that `index` writes, whatever is connected."""
        return self.root / "chroma_db"

    @property
    def chroma(self) -> str | Path:
        """The store's directory, or a server's address when `connect` named one."""
        return chroma_at(self._connection().chroma or self.own_chroma)

    @property
    def timeline(self) -> Path:
        return Path(self._connection().timeline or self.root / OWN_TIMELINE)

    @property
    def has_store(self) -> bool:
        """Whether a store is connected or indexed here; says nothing about its content."""
        # Of a name that no file system takes `is_dir` would raise.
        return isinstance(self.chroma, str) or os.path.isdir(self.chroma)

    def settings(self, **overrides: Any) -> Settings:
        """`web4-studio.toml` with overrides on top; None leaves a key alone. Raises ConfigError."""
        return settings_module.load(self.config_path, **overrides)

    def corpus(self, settings: Settings) -> Corpus:
        """Opens the store for reading. Raises StoreError where there is none or it is unusable."""
        if not self.has_store:
            raise StoreError(f"no store in {self.root}: run {FIRST}")
        return self.opened(self.chroma, self.timeline, settings)

    def opened(self, chroma: str | Path, timeline: Path, settings: Settings) -> Corpus:
        """Opens any store for this workspace. Raises StoreError where it is unusable."""
        from .corpus import Corpus

        return Corpus.open(
            chroma_at(chroma),
            timeline,
            embedder=self.embedder(settings),
            private_dir=self.own / STORE,
            governance=settings.governance,
            limits=settings.limits,
        )

    def embedder(self, settings: Settings) -> Embedder:
        """The model, with the queries that were embedded here before."""
        from .embedding import Embedder

        return Embedder(settings.embedding_model, self.own_file("queries.json"))

    def _connection(self) -> _Connection:
        try:
            return reading.document(self.connection_path, _Connection)
        except FileNotFoundError:
            return _Connection()
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{self.connection_path} cannot be read ({reading.why(error)}); delete it and "
                "connect again"
            ) from None


def _nearest(folder: Path) -> Path:
    """The first folder, going up, that has settings or a staging store of a workspace."""
    kept = [
        f"data/{own}{name}" for own in (f"{OWN}/", "") for name in ("staging.db", "connection.json")
    ]
    signs = (settings_module.CONFIG_NAME, *kept, OWN_TIMELINE)
    return next(
        (at for at in (folder, *folder.parents) if any((at / sign).is_file() for sign in signs)),
        folder,
    )


def chroma_at(named: str | Path) -> str | Path:
    """A server's address as it is, or with its scheme where only host and port are named and there
    is no such folder; anything else as a path.
    """
    if isinstance(named, str) and named.startswith(SERVER):
        return named
    if isinstance(named, str) and BARE.fullmatch(named) and not os.path.exists(named):
        return SERVER[0] + named
    return Path(named)
