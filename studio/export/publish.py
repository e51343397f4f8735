"""Moving a finished draft into place: every file, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path


def publish(draft: Path, folder: Path, stale: Sequence[str]) -> list[Path]:
    """Renames everything in the draft into the folder; on failure restores what it replaced.

    `stale` names what an earlier export may have left behind: it goes unless the draft has it, so
    that no folder mixes two runs. Returns the new paths, sorted. Raises OSError.
    """
    new = sorted(path.name for path in draft.iterdir())
    old = draft / "old"
    old.mkdir()
    moved: list[str] = []
    try:
        for name in [*new, *(each for each in stale if each not in new)]:
            if (folder / name).exists():
                os.replace(folder / name, old / name)
            moved.append(name)
            if name in new:
                os.replace(draft / name, folder / name)
    except OSError:
        for name in moved:
            if name in new and (folder / name).exists():
                _remove(folder / name)
            if (old / name).exists():
                os.replace(old / name, folder / name)
        raise
    _sync(folder)
    shutil.rmtree(old, ignore_errors=True)
    return [folder / name for name in new]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
