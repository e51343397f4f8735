"""Publishing by one switch: a folder shows one version of its export, whole, at every moment.

The versions are in `.exports`, and `.exports/current` is a link to the one that is shown. The files
of an export, such as `style_core.jsonl`, are links through it, so that one rename changes all of
them at once. Nothing else is ever renamed while it can be seen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from uuid import uuid4

from generators import catalog, held, registry
from generators.atomic import write_atomic
from generators.errors import PluginError
from generators.held import Held
from generators.store.place import ALONE, OWN
from studio.validation.expectation import COMPANION, MANIFEST

from . import forms

VERSIONS, CURRENT, LINK = ".exports", "current", ".link"
# Where earlier versions of the product wrote their drafts.
DRAFTS = ".export-*"
IGNORED = ".gitignore"
"""The file that keeps what is no part of the dataset out of git, and out of an upload to the Hub,
which follows it too."""
OUT = f"# What web4-studio keeps here besides the dataset.\n{OWN}/\n{VERSIONS}/\n{ALONE}/\n"
COMPANIONS = [
    *(MANIFEST, "README.md", "croissant.json"),
    *(COMPANION, "validation.txt"),
]


@contextmanager
def draft(folder: Path) -> Iterator[Held]:
    """A folder for a new version, gone after the block unless it was published. Raises OSError."""
    heal(folder)
    try:
        with held.held(folder / VERSIONS, "") as new:
            yield new
    finally:
        heal(folder)


def publish(new: Held, folder: Path) -> list[Path]:
    """Shows the draft's files in the folder instead of what an earlier export has there.

    Returns their paths, sorted; a folder of them as one. Raises OSError, and then the folder shows
    what it has shown before.
    """
    versions = folder / VERSIONS
    names = [path.relative_to(new.path).as_posix() for path in _files(new.path)]
    _sync(new.path)
    if not os.path.lexists(folder / IGNORED):
        write_atomic(folder / IGNORED, [OUT], sync=True)
    _sync_one(versions)
    _sync_one(folder)
    with held.locked(versions):
        _adopt(folder)
        for name in names:
            _link(folder, name)
        for parent in sorted({(folder / name).parent for name in names}):
            _sync_one(parent)
        # Before the switch: what may be shown is not removed, whatever fails from here on.
        new.kept = True
        _show(versions, new.path.name)
    return sorted({folder / Path(name).parts[0] for name in names})


@contextmanager
def steady(folder: Path) -> Iterator[None]:
    """While the block runs, no other process publishes into the folder. Raises OSError."""
    versions = folder / VERSIONS
    with held.locked(versions) if versions.is_dir() else nullcontext():
        yield


def heal(folder: Path) -> None:
    """Removes versions that are not shown and links that lead nowhere, unless a process is at it.
    Never raises.
    """
    held.clear(folder, DRAFTS)
    versions = folder / VERSIONS
    if not versions.is_dir() or (handle := held.lock(versions)) is None:
        return
    try:
        # What is wrong with a package is said where its dataset is asked for.
        with suppress(OSError, PluginError):
            _tidy(folder)
    finally:
        os.close(handle)


def _tidy(folder: Path) -> None:
    versions = folder / VERSIONS
    (versions / LINK).unlink(missing_ok=True)
    shown = versions / CURRENT
    kept = {CURRENT, os.readlink(shown)} if shown.is_symlink() else set()
    held.clear(versions, *(path.name for path in versions.iterdir() if path.name not in kept))
    names = possible(folder)
    for name in names:
        path = folder / name
        if _is_link(folder, name) and not path.exists():
            path.unlink()
    # The deepest first, as they are emptied.
    parents = {str(parent) for name in names for parent in Path(name).parents[:-1]}
    for empty in (*(folder / name for name in sorted(parents, reverse=True)), versions):
        with suppress(OSError):
            empty.rmdir()


def _adopt(folder: Path) -> None:
    """Makes what the folder shows a version of its own where it is not behind links yet, as earlier
    versions of the product wrote it. What can be seen stays the same at every step.
    """
    there = [name for name in possible(folder) if (folder / name).is_file()]
    if all(_is_link(folder, name) for name in there):
        return
    former = folder / VERSIONS / uuid4().hex[:12]
    for name in there:
        target = former / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link((folder / name).resolve(), target)
        except OSError:
            shutil.copyfile(folder / name, target)
    _sync(former)
    _show(folder / VERSIONS, former.name)
    for name in there:
        _link(folder, name)


def possible(folder: Path) -> list[str]:
    """All that an export into the folder may consist of. A dataset that is shown there may be of a
    package that is not installed any more.
    """
    shown = (path.stem for path in folder.glob("*.jsonl") if _is_link(folder, path.name))
    stems = list(dict.fromkeys((*registry.names(), *shown, catalog.EVAL)))
    return [*(f"{stem}.jsonl" for stem in stems), *forms.copies(stems), *COMPANIONS]


def _target(folder: Path, name: str) -> str:
    return os.path.relpath(folder / VERSIONS / CURRENT / name, (folder / name).parent)


def _is_link(folder: Path, name: str) -> bool:
    path = folder / name
    return path.is_symlink() and os.readlink(path) == _target(folder, name)


def _link(folder: Path, name: str) -> None:
    if not _is_link(folder, name):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _put_link(folder / VERSIONS, _target(folder, name), folder / name)


def _show(versions: Path, name: str) -> None:
    """The switch."""
    _put_link(versions, name, versions / CURRENT)
    _sync_one(versions)


def _put_link(versions: Path, target: str, path: Path) -> None:
    made = versions / LINK
    made.unlink(missing_ok=True)
    made.symlink_to(target)
    os.replace(made, path)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sync(folder: Path) -> None:
    """A version is on the disk, its files and their folders."""
    for path in [*_files(folder), *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        _sync_one(path)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
