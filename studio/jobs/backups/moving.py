"""Moves what earlier versions kept in `data/` itself into `data/.studio`, when a workspace is
opened.

Each file goes by one rename, and is used where it stands (`Place.own_file`): a move that fails or
is killed half way leaves nothing to undo, and the next opening goes on. The staging store goes only
while no other process has it open, and as one file, its write-ahead log written back first.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import nullcontext, suppress
from pathlib import Path

from generators import held
from generators.store.place import OWN, STORE
from studio import log
from studio.store.database import alone

from .. import checkpoint, measuring

STAGING = "staging.db"
WITH_STAGING = (STAGING, measuring.NAME)
"""The store, and what is looked for beside it."""
SINGLE = ("queries.json", "connection.json", "left_out.json", "building.json")
FOLDERS = (log.FOLDER, checkpoint.FOLDER)


def move(data: Path) -> None:
    """Moves what can be moved. Never raises."""
    if not left_behind(data) and not (data / STORE).is_dir():
        return
    own = data / OWN
    with suppress(OSError):
        own.mkdir(exist_ok=True)
        with held.locked(own):
            if _moved(data, STAGING):
                _moved(data, measuring.NAME)
                # Made again when needed; where the store is in use, so may these be.
                _clear_copies(data / STORE)
            for name in (*SINGLE, *FOLDERS):
                _moved(data, name)


def left_behind(data: Path) -> list[str]:
    """The names of what stands in `data/` and belongs into `data/.studio`."""
    return [name for name in (*WITH_STAGING, *SINGLE, *FOLDERS) if os.path.lexists(data / name)]


def _moved(data: Path, name: str) -> bool:
    """Whether nothing of this name is left in `data/`. What is a link stays one, and what stands in
    both places stays where it is: a person has to say which counts.
    """
    old, new = data / name, data / OWN / name
    if not os.path.lexists(old):
        return True
    if old.is_symlink() or os.path.lexists(new):
        return False
    try:
        with alone(old) if name == STAGING else nullcontext():
            old.rename(new)
        for folder in (new.parent, data):
            _sync(folder)
    except (OSError, sqlite3.Error) as error:
        log.say(f"{name} stays in {data}: {error}")
        return False
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear_copies(store: Path) -> None:
    for copy in [*store.glob("chroma_*"), *store.glob("draft_*")]:
        shutil.rmtree(copy, ignore_errors=True)
    with suppress(OSError):
        store.rmdir()
