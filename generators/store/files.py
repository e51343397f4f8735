"""Finding the TypeScript files and PDCA records of repositories."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generators.errors import StoreError

SKIPPED = frozenset({"node_modules", ".git", "dist", ".venv", "__pycache__"})
TYPESCRIPT = (".ts", ".tsx")
MARKDOWN = (".md",)


@dataclass(frozen=True)
class Found:
    """A file on disk and the name it has in the store: its path in the repository, below the
    repository's own name where several are indexed together. `problem` says why it cannot be read,
    empty where it can.
    """

    path: Path
    name: str
    problem: str = ""


def find(repositories: Sequence[Path], endings: tuple[str, ...]) -> Iterator[Found]:
    """All files with one of the endings, in order of their names. Raises StoreError for a path that
    is no folder.

    A link that leads into a repository is not followed: what it shows is found where it is. One
    that leads outside is followed once, so loops end. A folder or name that cannot be read comes as
    a `Found` with its problem.
    """
    roots = _roots(repositories)
    seen: set[str] = set()
    for root, prefix in zip(roots, prefixes(repositories), strict=True):
        yield from _walk(root, prefix, endings, seen, [str(each) for each in roots])


def prefixes(repositories: Sequence[Path]) -> list[str]:
    """What comes before the names of each repository's files: nothing for a single one; else its
    folder's name, with a number where two are named alike.
    """
    roots = _roots(repositories)
    if len(roots) == 1:
        return [""]
    taken: set[str] = set()
    named = []
    for root in roots:
        name, number = root.name, 1
        while name in taken:
            number += 1
            name = f"{root.name}-{number}"
        taken.add(name)
        named.append(f"{name}/")
    return named


def _roots(repositories: Sequence[Path]) -> list[Path]:
    """Real paths, each once."""
    roots = []
    for given in repositories:
        root = Path(os.path.realpath(given))
        if not root.is_dir():
            raise StoreError(f"{given} is not a folder; name a repository to index")
        if root not in roots:
            roots.append(root)
    return roots


def _walk(
    folder: Path, name: str, endings: tuple[str, ...], seen: set[str], roots: list[str]
) -> Iterator[Found]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, _printable(name), _why(error))
        return
    for entry in entries:
        if entry.is_symlink() and _leads_back(entry.path, roots):
            continue
        try:
            kind = stat.S_IFMT(entry.stat().st_mode)
        except OSError as error:
            if not entry.is_symlink() and entry.name.lower().endswith(endings):
                yield Found(Path(entry.path), _printable(f"{name}{entry.name}"), _why(error))
            continue
        if kind == stat.S_IFDIR:
            if entry.name not in SKIPPED:
                yield from _walk(Path(entry.path), f"{name}{entry.name}/", endings, seen, roots)
        # A pipe or a device would be waited for.
        elif kind == stat.S_IFREG and entry.name.lower().endswith(endings):
            real_file = os.path.realpath(entry.path)
            if real_file not in seen:
                seen.add(real_file)
                shown = _printable(f"{name}{entry.name}")
                problem = (
                    ""
                    if shown == f"{name}{entry.name}"
                    else "its name is not UTF-8; rename it to index it"
                )
                yield Found(Path(entry.path), shown, problem)


def _leads_back(link: str, roots: list[str]) -> bool:
    """Whether a link shows what is found elsewhere, or what is not wanted."""
    target = os.path.realpath(link)
    inside = any(target == root or target.startswith(root + os.sep) for root in roots)
    return inside or bool(SKIPPED & set(Path(target).parts))


def _printable(name: str) -> str:
    """The name with bytes that are no UTF-8 shown as question marks; a store cannot hold them."""
    return os.fsencode(name).decode("utf-8", "replace")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
