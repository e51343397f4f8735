"""Samples of one source that stand in one another: line by line, where later versions of a method
or other cuts of a class differ in a few lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from generators.catalog import LEAST_NEW_BESIDE

from ..case import Case
from ..piece import squeezed, standard_names
from .nameless import KEYWORDS

NAME = re.compile(r"[A-Za-z_$][\w$]*")
TEXT = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.S)
IMPORT = re.compile(r"^import\b[^;]*;", re.M)
# What a life cycle, a list of objects or an error consists of everywhere.
EVERYWHERE_WORDS = """
all component each entries error found initial inner ior model one owner saved scenario state uuid
value version wrapped describe expect it toEqual vi
"""
EVERYWHERE = frozenset(EVERYWHERE_WORDS.split())


def own_lines(case: Case) -> list[str]:
    """The distinct lines of an output that name something that only this code has: no word of the
    language, of a library or of every scenario. With the family, as only samples of one source are
    compared.
    """
    return [f"{case.metadata.family}|{line}" for line in _own(case.output)]


@lru_cache(maxsize=20_000)
def _own(code: str) -> tuple[str, ...]:
    bare = IMPORT.sub("", COMMENT.sub(" ", code))
    known = standard_names()[0] | standard_names()[1] | KEYWORDS | EVERYWHERE
    lines = (
        squeezed(line)
        for line in bare.splitlines()
        if any(name not in known for name in NAME.findall(TEXT.sub("", line)))
    )
    return tuple(dict.fromkeys(lines))


class Contained:
    """Which of the samples so far show which lines of their own."""

    def __init__(self) -> None:
        self._showing: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def hold(self, lines: Sequence[str]) -> bool:
        """Whether one of them shows nearly all of these lines."""
        shared: Counter[int] = Counter()
        total = sum(map(len, lines))
        for line in lines:
            for sample in self._showing.get(line, ()):
                shared[sample] += len(line)
        return any(size > (1 - LEAST_NEW_BESIDE) * total for size in shared.values())

    def take(self, lines: Sequence[str]) -> None:
        """Counts one more sample with these lines."""
        for line in lines:
            self._showing[line].append(self._count)
        self._count += 1
