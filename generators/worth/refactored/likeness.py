"""Samples that read alike: most of what one says, names included, stands in another word by word.
Whoever sees both finds nothing new in the second, whatever its request is.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generators.catalog import ALIKE_WORDS, MOST_ALIKE

WORD = re.compile(r"\w+")

Runs = frozenset[tuple[str, ...]]


def runs(text: str) -> Runs:
    """The runs of words of a text; a text of fewer words is one run."""
    words = WORD.findall(text.lower())
    last = max(1, len(words) - ALIKE_WORDS + 1)
    return frozenset(tuple(words[at : at + ALIKE_WORDS]) for at in range(last))


def repeated(texts: Sequence[str]) -> Iterator[int]:
    """Positions of texts that share `MOST_ALIKE` of the runs of both with an earlier one."""
    found = [runs(text) for text in texts]
    often = Counter(run for each in found for run in each)
    showing: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, mine in enumerate(found):
        rare = _rarest(mine, often)
        known = {other for run in rare for other in showing[run]}
        if any(_alike(mine, found[other]) for other in known):
            yield at
        for run in rare:
            showing[run].append(at)


def _rarest(mine: Runs, often: Counter[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """So many of the runs that occur least that a text as much alike has one of them, too."""
    count = len(mine) - math.ceil(MOST_ALIKE * len(mine)) + 1
    return sorted(mine, key=lambda run: (often[run], run))[:count]


def _alike(one: Runs, other: Runs) -> bool:
    shared = len(one & other)
    return shared >= MOST_ALIKE * (len(one) + len(other) - shared)
