"""A workspace: the store and settings of one dataset, and what the studio keeps beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generators import reading
from generators.atomic import write_atomic
from generators.errors import StoreError
from generators.settings import Settings
from generators.store import index_marker
from generators.store.place import FIRST, Place, chroma_at

from .errors import NothingStagedError, StudioError

if TYPE_CHECKING:
    from generators.store.corpus import Corpus


@dataclass(frozen=True)
class Workspace(Place):
    """A place with a staging store. Nothing is created before it is needed."""

    @property
    def staging_path(self) -> Path:
        return self.own_file("staging.db")

    @property
    def left_out_path(self) -> Path:
        """What the last `index` or `connect` left out."""
        return self.own_file("left_out.json")

    @property
    def building_path(self) -> Path:
        """The repositories of an `index` that has not come to its end."""
        return self.own_file("building.json")

    @property
    def has_whole_store(self) -> bool:
        """Whether there is a store that can be generated from: a connected one, or one that was
        indexed to its end.
        """
        chroma = self.chroma
        if isinstance(chroma, str):
            return True
        try:
            marker = index_marker.read(chroma)
        except StoreError:
            return False
        return chroma.is_dir() and (marker is None or marker.complete)

    @property
    def unfinished(self) -> list[Path]:
        """The repositories of a build that was broken off; empty where there is none to resume."""
        try:
            return [Path(each) for each in reading.document(self.building_path, list[str])]
        except (OSError, ValueError):
            return []

    def require_staged(self) -> None:
        """Raises StudioError where there is no staging store."""
        if not self.staging_path.exists():
            raise self.without_samples()

    def without_samples(self) -> StudioError:
        """What to say where nothing is staged: the step that comes first here."""
        if self.has_whole_store:
            return NothingStagedError(self.staging_path)
        return StudioError(
            f"nothing is staged in {self.root}, and there is no store to generate from: run "
            f"{FIRST} first (`web4-studio import FILE` for a dataset from elsewhere)"
        )

    @contextmanager
    def written(self) -> Iterator[None]:
        """While the block runs, files can be written into `data/`. What fails before it has written
        any leaves no folder. Raises StudioError.
        """
        try:
            self.require_writable()
            yield
        except BaseException:
            for folder in (self.own, self.data):
                with suppress(OSError):
                    folder.rmdir()
            raise

    def require_writable(self) -> None:
        """Raises StudioError where files cannot be written into `data/`."""
        try:
            self.own.mkdir(parents=True, exist_ok=True)
            for folder in (self.own, self.data):
                probe = folder / f".probe-{os.getpid()}"
                probe.write_bytes(b"")
                probe.unlink()
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise StudioError(
                f"cannot write into {self.data} ({why}); choose another folder with --workspace"
            ) from None

    def connect(self, chroma: str, timeline: Path, settings: Settings) -> Corpus:
        """Remembers an existing store after opening it once. Raises StudioError or StoreError, and
        then remembers nothing.
        """
        with self.written():
            corpus = self.opened(chroma, timeline, settings)
            at = chroma_at(chroma)
            named = {
                "chroma": at if isinstance(at, str) else str(at.resolve()),
                "timeline": str(timeline.resolve()),
            }
            write_atomic(self.connection_path, [json.dumps(named, indent=2) + "\n"])
            return corpus
