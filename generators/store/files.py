"""Finding the files of repositories: what is read, and what is passed over."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generators.errors import StoreError

from .ignored import Ignored

SKIPPED = frozenset({"node_modules", ".git", "dist", ".venv", "__pycache__"})
TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
DEEPEST = 60
"""Folders in each other."""
MARKDOWN = (".md", ".markdown")

OUTSIDE = "a link out of the repository; set `follow_links` to follow it"


@dataclass(frozen=True)
class Found:
    """A file on disk and the name it has in the store: its path in the repository, below the
    repository's own name where several are indexed together. `problem` says why it cannot be read,
    empty where it can.
    """

    path: Path
    name: str
    problem: str = ""


@dataclass
class Passed:
    """What a walk passed over."""

    endings: Counter[str] = field(default_factory=Counter)
    """Number of files by ending, in lower case; empty for a name without one."""
    others: list[str] = field(default_factory=list)
    """Names of all these files."""
    folders: Counter[str] = field(default_factory=Counter)
    """Number of folders by a name that is never read: `SKIPPED`."""
    ignored: list[str] = field(default_factory=list)
    """Paths that the repositories' ignore files hide; folders with a `/` behind their names."""


def find(
    repositories: Sequence[Path],
    endings: tuple[str, ...],
    passed: Passed | None = None,
    follow: bool = False,
) -> Iterator[Found]:
    """All files with one of the endings, in order of their names; what is passed over is added to
    `passed`. Raises StoreError for a path that is no folder.

    What git ignores is passed over. A link that leads into a repository is not followed: what it
    shows is found where it is. One that leads outside comes as a `Found` with its
    problem, or with `follow` is followed once, so loops end; a folder or name that cannot be read
    comes with its problem too.
    """
    roots = _roots(repositories)
    walk = _Walk(
        endings, [str(each) for each in roots], passed if passed is not None else Passed(), follow
    )
    for root, prefix in zip(roots, prefixes(repositories), strict=True):
        yield from walk.of(root, prefix)


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


class _Walk:
    """A walk through repositories that meets each file once."""

    def __init__(
        self, endings: tuple[str, ...], roots: list[str], passed: Passed, follow: bool
    ) -> None:
        self.endings, self.roots, self.passed, self.follow = endings, roots, passed, follow
        self.seen: set[str] = set()

    def of(self, root: Path, prefix: str) -> Iterator[Found]:
        self.prefix, self.hidden = prefix, Ignored(root)
        yield from self._folder(root, "")

    def _folder(self, folder: Path, inside: str) -> Iterator[Found]:
        real = os.path.realpath(folder)
        if real in self.seen:
            return
        self.seen.add(real)
        if inside.count("/") > DEEPEST:
            yield Found(
                folder, _printable(self.prefix + inside), f"more than {DEEPEST} folders deep"
            )
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Found(folder, _printable(self.prefix + inside), _why(error))
            return
        for entry in entries:
            if not entry.is_symlink():
                yield from self._entry(entry, inside + entry.name)
            elif not _leads_back(entry.path, self.roots):
                yield from self._out(entry, inside + entry.name)

    def _out(self, entry: os.DirEntry[str], inside: str) -> Iterator[Found]:
        """What a link out of the repositories shows."""
        if self.follow:
            yield from self._entry(entry, inside)
        elif entry.is_dir():
            yield Found(Path(entry.path), _printable(f"{self.prefix}{inside}/"), OUTSIDE)
        elif entry.is_file() and entry.name.lower().endswith(self.endings):
            yield Found(Path(entry.path), _printable(self.prefix + inside), OUTSIDE)

    def _entry(self, entry: os.DirEntry[str], inside: str) -> Iterator[Found]:
        wanted = entry.name.lower().endswith(self.endings)
        try:
            kind = stat.S_IFMT(entry.stat().st_mode)
        except OSError as error:
            if not entry.is_symlink() and wanted:
                yield Found(Path(entry.path), _printable(self.prefix + inside), _why(error))
            return
        # A pipe or a device would be waited for.
        if kind not in (stat.S_IFDIR, stat.S_IFREG):
            return
        if kind == stat.S_IFDIR and entry.name in SKIPPED:
            self.passed.folders[entry.name] += 1
            return
        if self.hidden.hides(inside, kind == stat.S_IFDIR):
            behind = "/" if kind == stat.S_IFDIR else ""
            self.passed.ignored.append(_printable(f"{self.prefix}{inside}{behind}"))
        elif kind == stat.S_IFDIR:
            yield from self._folder(Path(entry.path), f"{inside}/")
        else:
            yield from self._file(entry, _printable(self.prefix + inside), inside, wanted)

    def _file(
        self, entry: os.DirEntry[str], shown: str, inside: str, wanted: bool
    ) -> Iterator[Found]:
        if not wanted:
            self.passed.endings[PurePosixPath(shown).suffix.lower()] += 1
            self.passed.others.append(shown)
            return
        real = os.path.realpath(entry.path)
        if real not in self.seen:
            self.seen.add(real)
            same = shown == self.prefix + inside
            problem = "" if same else "its name is not UTF-8; rename it to index it"
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
