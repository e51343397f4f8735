"""Backups of a workspace's data: consistent while other processes write, verified by hash.

A backup is a folder with copies of the settings and of everything in `data/` that cannot be made
again at will, and `backup.json` with the SHA-256 of each file. SQLite databases are copied through
SQLite, so that a run in progress does no harm.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generators import held, reading
from generators.atomic import write_atomic
from generators.store.place import OWN, STORE
from studio import log
from studio.errors import StudioError
from studio.export import publish
from studio.store.database import copy_database
from studio.workspace import Workspace

from .. import checkpoint

MANIFEST = "backup.json"
# Private copies of a store and pools of unfinished runs are made again when needed; the log tells
# of this machine.
PASSED_OVER = (STORE, checkpoint.FOLDER, log.FOLDER)
HIDDEN = (publish.IGNORED, OWN)
DATABASES = (".db",)
SQLITE_LOGS = ("-wal", "-shm", "-journal")


# A restore in progress: a folder in the workspace with the copies, what they replace, and the plan
# of the swap, which is there from the moment on that the copies are whole.
RESTORING, DRAFT, OLD, PLAN = ".restore-", "draft", "old", "plan.json"
BACKING_UP = ".backup-"


class _Plan(BaseModel):
    """Names in the workspace: those that a restore puts there, and those that were there."""

    new: list[str]
    old: list[str]


class _Backup(BaseModel):
    """`backup.json`: SHA-256 of each file, by its name."""

    files: dict[str, str]


@dataclass(frozen=True)
class Copied:
    """What a backup or a restore copied: files and bytes."""

    folder: Path
    files: int
    size: int


def backup(workspace: Workspace, folder: Path) -> Copied:
    """Copies settings and data into a new folder, whole or not at all.

    Raises StudioError where there is nothing to copy, the folder holds anything, or it cannot be
    written.
    """
    sources = list(_sources(workspace))
    if not sources:
        raise StudioError(f"{workspace.root} has no data to back up; generate or export first")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudioError(f"{folder} is not empty; name a new folder for the backup")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        held.clear(folder.parent, f"{BACKING_UP}*")
        with held.held(folder.parent, BACKING_UP) as taken, publish.steady(workspace.data):
            draft = taken.path / DRAFT
            hashes = {}
            for source in sources:
                name = source.relative_to(workspace.root)
                _copy(source, draft / name)
                hashes[name.as_posix()] = _sha256(draft / name)
            text = json.dumps({"made_by": "web4-studio backup", "files": hashes}, indent=2)
            (draft / MANIFEST).write_text(text + "\n", "utf-8")
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
    except (OSError, sqlite3.Error) as error:
        raise StudioError(f"cannot back up to {folder} ({_reason(error)})") from None
    return _counted(folder, hashes)


def restore(workspace: Workspace, folder: Path, force: bool = False) -> Copied:
    """Verifies a backup and copies it into the workspace.

    Data that is there already is replaced only with `force`, and then as a whole: what the backup
    does not hold is gone. Raises StudioError where the folder is no backup, a file of it is missing
    or changed, or the workspace has data.
    """
    hashes = verified(folder)
    replaced = [path for path in (workspace.data, workspace.config_path) if path.exists()]
    if not force and (workspace.staging_path.exists() or workspace.config_path.exists()):
        raise StudioError(f"{workspace.root} has data already; --force replaces it by the backup")
    try:
        with held.held(workspace.root, RESTORING) as taken:
            draft = taken.path / DRAFT
            for name in hashes:
                _copy(folder / name, draft / name)
                if _sha256(draft / name) != hashes[name]:
                    raise StudioError(f"{folder / name} changed while it was copied; try again")
            (taken.path / OLD).mkdir()
            plan = _Plan(new=sorted(os.listdir(draft)), old=[path.name for path in replaced])
            write_atomic(taken.path / PLAN, [plan.model_dump_json()], sync=True)
            try:
                _swap(taken.path, plan)
            except OSError:
                _swap_back(taken.path, plan)
                raise
    except OSError as error:
        raise StudioError(f"cannot restore into {workspace.root} ({_reason(error)})") from None
    return _counted(workspace.root, hashes)


def finish(root: Path) -> None:
    """Ends what a killed `restore` began in the workspace at `root`: what it had not started to
    swap is removed, the rest is swapped. Never raises.
    """
    for path in sorted(root.glob(f"{RESTORING}*")):
        if (handle := held.lock(path)) is None:
            continue
        with suppress(OSError, ValueError):
            if (path / PLAN).exists():
                _swap(path, reading.document(path / PLAN, _Plan))
            shutil.rmtree(path)
        os.close(handle)


def _swap(folder: Path, plan: _Plan) -> None:
    """Puts what was there aside and the drafts in its place, from any point on that an earlier try
    came to.
    """
    if all((folder / DRAFT / name).exists() for name in plan.new):
        for name in plan.old:
            if not (folder / OLD / name).exists():
                (folder.parent / name).rename(folder / OLD / name)
    for name in plan.new:
        if (folder / DRAFT / name).exists():
            (folder / DRAFT / name).rename(folder.parent / name)
    # Without the plan, what is left is rubbish.
    (folder / PLAN).unlink()


def _swap_back(folder: Path, plan: _Plan) -> None:
    """As it was before; raises OSError."""
    for name in plan.new:
        if not (folder / DRAFT / name).exists():
            (folder.parent / name).rename(folder / DRAFT / name)
    for name in plan.old:
        if (folder / OLD / name).exists():
            (folder / OLD / name).rename(folder.parent / name)
    (folder / PLAN).unlink()


def verified(folder: Path) -> dict[str, str]:
    """The files of a backup with their hashes, each compared with what is on disk.

    Raises StudioError that names the first file at fault.
    """
    try:
        hashes = reading.document(folder / MANIFEST, _Backup).files
    except (OSError, ValueError):
        raise StudioError(
            f"{folder} is not a backup: {MANIFEST} is missing or unreadable"
        ) from None
    for name, wanted in hashes.items():
        path = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise StudioError(f"{folder / MANIFEST} names {name}, which lies outside the backup")
        if not path.is_file():
            raise StudioError(f"{path} is missing; the backup is incomplete")
        if _sha256(path) != wanted:
            raise StudioError(f"{path} differs from its hash in {MANIFEST}; the backup is damaged")
    return hashes


def _sources(workspace: Workspace) -> Iterator[Path]:
    if workspace.config_path.is_file():
        yield workspace.config_path
    if not workspace.data.is_dir():
        return
    for path in sorted(workspace.data.rglob("*")):
        parts = path.relative_to(workspace.data).parts
        if parts[0] in HIDDEN:
            parts = parts[1:]
        if parts and (parts[0] in PASSED_OVER or parts[0].startswith(".")):
            continue
        if path.is_file() and _within(path, workspace) and not path.name.endswith(SQLITE_LOGS):
            yield path


def _within(path: Path, workspace: Workspace) -> bool:
    """Whether it is no link out of `data/`; the files of an export are links to its version."""
    return not path.is_symlink() or path.resolve().is_relative_to(
        (workspace.data / publish.VERSIONS).resolve()
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in DATABASES:
        shutil.copyfile(source, target)
        return
    if not copy_database(source, target):
        raise StudioError(f"{source} is damaged: SQLite's own check fails on its copy")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counted(folder: Path, hashes: dict[str, str]) -> Copied:
    return Copied(folder, len(hashes), sum((folder / name).stat().st_size for name in hashes))


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def render(done: Copied, verb: str) -> str:
    """One line: what was copied, and where to."""
    return (
        f"✓ {verb} {done.files} files ({done.size / 1e6:,.1f} MB), hashes verified: {done.folder}"
    )


def document(done: Copied) -> dict[str, Any]:
    """The same as one JSON document."""
    return {"folder": str(done.folder), "files": done.files, "bytes": done.size}
