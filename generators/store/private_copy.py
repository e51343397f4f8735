"""Private copies of other people's Chroma directories, which opening would migrate."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from generators.errors import StoreError


def copy(source: Path, folder: Path) -> Path:
    """A copy of the directory in `folder`, taken again whenever the source's files differ in name,
    size or time.

    Each state has a name of its own: Chroma keeps what it opened by path for as long as the process
    lives. Raises StoreError where it cannot be written, and where the source changes meanwhile.
    """
    try:
        stamp = _stamp(source)
        target = folder / f"chroma_{stamp}"
        if target.exists():
            return target
        draft = folder / f"draft_{stamp}"
        for old in [*folder.glob("draft_*"), *folder.glob("chroma_*")]:
            _remove(old)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, draft, copy_function=shutil.copyfile)
        _make_writable(draft)
        if _stamp(source) != stamp:
            _remove(draft)
            raise StoreError(
                f"{source} changed while it was copied; stop the program that writes it and try "
                "again"
            )
        draft.rename(target)
    except OSError as error:
        why = (error.strerror or str(error).split("\n")[0]).lower()
        raise StoreError(
            f"cannot copy {source} to {folder} ({why}); free space or choose another --workspace"
        ) from None
    return target


def _make_writable(folder: Path) -> None:
    """Lets the owner write into folders that were copied with the modes of a read-only source."""
    for path, _, _ in os.walk(folder):
        os.chmod(path, os.stat(path).st_mode | stat.S_IRWXU)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        _make_writable(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _stamp(source: Path) -> str:
    files = [
        (str(path.relative_to(source)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(source.rglob("*"))
        if path.is_file()
    ]
    return hashlib.sha256(json.dumps([str(source.resolve()), files]).encode()).hexdigest()[:16]
