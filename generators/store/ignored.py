"""What a repository's ignore files hide: build results and other things that are not its own."""

from __future__ import annotations

import os
import subprocess
from functools import cached_property
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from generators import reading

# A repository's own settings must not make git run a program of its choice.
GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
LISTING = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
SECONDS = 120
LARGEST, MOST_STARS = 100_000, 6
"""Bytes of an ignore file, and stars of a line that is obeyed: each star multiplies the time."""


class Ignored:
    """The ignored paths of one folder. Git says what it ignores where the folder is part of a
    work tree; elsewhere the `.gitignore` files in it are read. What is tracked is never ignored.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._specs: dict[str, GitIgnoreSpec | None] = {}

    def hides(self, name: str, folder: bool) -> bool:
        """Whether a path below the root is ignored; `folder` says that it is one."""
        if self._by_git is not None:
            return (f"{name}/" if folder else name) in self._by_git or name in self._by_git
        path = PurePosixPath(name)
        for above in path.parents:
            spec = self._spec("" if str(above) == "." else str(above))
            if spec is None:
                continue
            inside = str(path.relative_to(above)) + ("/" if folder else "")
            verdict = spec.check_file(inside).include
            if verdict is not None:
                return bool(verdict)
        return False

    @cached_property
    def _by_git(self) -> frozenset[str] | None:
        """Paths that git ignores; None where it does not know the folder, or ignores all of it."""
        top = self._git("rev-parse", "--show-toplevel")
        if top is None:
            return None
        above = os.path.realpath(os.fsdecode(top.rstrip(b"\n"))) != os.path.realpath(self.root)
        if above and self._git("check-ignore", "-q", ".") is not None:
            return None
        listed = self._git(*LISTING)
        return None if listed is None else frozenset(map(os.fsdecode, listed.split(b"\0")))

    def _git(self, *arguments: str) -> bytes | None:
        """What git prints; None where it fails or is not installed."""
        try:
            done = subprocess.run(
                [*GIT, "-C", str(self.root), *arguments],
                capture_output=True,
                timeout=SECONDS,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout if done.returncode == 0 else None

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            try:
                text = reading.read(self.root / folder / ".gitignore", LARGEST).decode(
                    "utf-8", "replace"
                )
                lines = [line for line in text.split("\n") if line.count("*") <= MOST_STARS]
                self._specs[folder] = GitIgnoreSpec.from_lines(lines)
            except (OSError, ValueError):
                self._specs[folder] = None
        return self._specs[folder]
