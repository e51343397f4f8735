"""Files and folders that a process holds: a lock says whether their owner lives.

The system frees the lock with the process, however it ends. What nobody holds any more is what a
dead process left, and may be cleared.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4


@dataclass
class Held:
    """A folder that this process holds; it is removed at the end unless it is to be `kept`."""

    path: Path
    kept: bool = False


@contextmanager
def held(parent: Path, prefix: str, name: str = "") -> Iterator[Held]:
    """A new folder `parent/PREFIXNAME`, held while the block runs; the name is drawn if there is
    none. Makes the parent. Raises OSError.
    """
    folder, handle = _taken(parent, prefix, name)
    it = Held(folder)
    try:
        yield it
    finally:
        if not it.kept:
            shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Waits until no other process is in such a block on the same folder. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Where the file system has no locks, there is no waiting.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def alive(path: Path) -> bool:
    """Whether a process holds a file or folder. Where that cannot be told, one does."""
    if not path.exists():
        return False
    handle = lock(path)
    if handle is None:
        return path.exists()
    os.close(handle)
    return False


def clear(parent: Path, *patterns: str) -> list[Path]:
    """Removes the files and folders of these names that nobody holds; returns them."""
    gone = []
    for path in sorted(path for pattern in patterns for path in parent.glob(pattern)):
        handle = lock(path)
        if handle is None:
            continue
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
            gone.append(path)
        os.close(handle)
    return gone


def lock(path: Path) -> int | None:
    """An open handle that holds the file or folder until it is closed; None where another has it,
    or the file system has no locks.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    if hold(handle):
        return handle
    os.close(handle)
    return None


def hold(handle: int) -> bool:
    """Holds what an open handle is of, until it is closed; says whether it could."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _taken(parent: Path, prefix: str, name: str) -> tuple[Path, int | None]:
    """A new folder and the handle that holds it.

    Somebody who clears may come between the making and the lock; then another folder is made.
    """
    tries = 9
    while True:
        tries -= 1
        folder = parent / f"{prefix}{name or uuid4().hex[:12]}"
        try:
            parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir()
        except FileNotFoundError:
            if not tries:
                raise
            continue
        handle = lock(folder)
        if folder.exists() or not tries:
            return folder, handle
        if handle is not None:
            os.close(handle)
