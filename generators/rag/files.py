"""Finding the TypeScript files and PDCA records of repositories."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import StoreError

SKIPPED = frozenset({"node_modules", ".git", "dist", ".venv", "__pycache__"})
TYPESCRIPT = (".ts", ".tsx")


@dataclass(frozen=True)
class Found:
    """A file on disk and the name it has in the store: its path in the repository, below the repository's own name
    where several are indexed together."""

    path: Path
    name: str


def find(repositories: Sequence[Path], endings: tuple[str, ...]) -> Iterator[Found]:
    """All files with one of the endings, in order of their names. Raises StoreError for a path that is no folder.

    A link that leads into a repository is not followed: what it shows is found where it is. One that leads outside is
    followed once, so loops end.
    """
    roots = [Path(os.path.realpath(repository)) for repository in repositories]
    for given, root in zip(repositories, roots, strict=True):
        if not root.is_dir():
            raise StoreError(f"{given} is not a folder; name a repository to index")
    seen: set[str] = set()
    for root, prefix in zip(roots, _prefixes(roots), strict=True):
        yield from _walk(root, prefix, endings, seen, [str(each) for each in roots])


def _prefixes(roots: Sequence[Path]) -> list[str]:
    """Nothing for a single root; else its folder's name, with a number where two are named alike."""
    if len(roots) == 1:
        return [""]
    taken: dict[str, int] = {}
    prefixes = []
    for root in roots:
        taken[root.name] = taken.get(root.name, 0) + 1
        number = taken[root.name]
        prefixes.append(f"{root.name}/" if number == 1 else f"{root.name}-{number}/")
    return prefixes


def _walk(folder: Path, name: str, endings: tuple[str, ...], seen: set[str], roots: list[str]) -> Iterator[Found]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if any(target == root or target.startswith(root + os.sep) for root in roots) or not os.path.exists(target):
                continue
            if SKIPPED & set(Path(target).parts):
                continue
        if entry.is_dir():
            if entry.name not in SKIPPED:
                yield from _walk(Path(entry.path), f"{name}{entry.name}/", endings, seen, roots)
        elif entry.name.lower().endswith(endings) and not entry.name.endswith(".d.ts"):
            real_file = os.path.realpath(entry.path)
            if real_file not in seen:
                seen.add(real_file)
                yield Found(Path(entry.path), f"{name}{entry.name}")
