"""What refused samples have in common and others have not: words, and values of their metadata."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from studio.store import measures
from studio.store.database import Database

WORD = re.compile(r"[^\W_]+")
LONGEST = 3
"""Words of a phrase."""
SHARE, FEWEST = 0.4, 2
"""Of the refused samples so many have a trace, and at least so many."""
LIFT = 4.0
"""How many times as frequent it is among them as among the accepted ones, and as among all."""
LOOKED_UP, KEPT = 64, 16
FIELDS = ("dataset", "category", "view", "layer", "family")


@dataclass(frozen=True)
class Trace:
    """A phrase in instruction or output (where `field` is empty), or a value of a field; and the
    samples that have it.
    """

    field: str
    value: str
    samples: frozenset[str]
    weight: float
    """How much it tells: 0 and more."""


def traces(db: Database, verdicts: Mapping[str, bool]) -> list[Trace]:
    """The traces of the samples that were found bad, by how much more frequent they are there."""
    bad, good = ([each for each, said in verdicts.items() if said == which] for which in (1, 0))
    if not bad or not good:
        return []
    counted, others = _counted(db, bad), _counted(db, good)
    least = max(FEWEST, SHARE * len(bad))

    def lift(trace: tuple[str, str], among: float) -> float:
        # One more, so that what was never accepted is not proof.
        return (counted[trace] / len(bad)) / max(among, 1 / (4 * len(good)))

    said = [each for each, count in counted.items() if count >= least]
    said = [each for each in said if lift(each, others[each] / len(good)) >= LIFT]
    # Where phrases are as frequent, the longer one says more.
    said.sort(key=lambda each: (-counted[each], -len(each[1]), each))
    total = max(1, measures.exported(db))
    found: dict[frozenset[str], Trace] = {}
    for field, value in said[:LOOKED_UP]:
        samples = frozenset(measures.having(db, field, value))
        if samples and samples not in found:
            more = lift((field, value), len(samples) / total)
            if more >= LIFT:
                share = counted[field, value] / len(bad)
                found[samples] = Trace(field, value, samples, share**2 * math.log2(more))
    return sorted(found.values(), key=lambda each: (-each.weight, each.value))[:KEPT]


def _counted(db: Database, ids: Collection[str]) -> Counter[tuple[str, str]]:
    """In how many of the samples each trace is."""
    counted: Counter[tuple[str, str]] = Counter()
    for texts, values in measures.told(db, list(ids), FIELDS):
        counted.update({("", phrase) for text in texts for phrase in _phrases(text)})
        counted.update((field, value) for field, value in values.items() if value)
    return counted


def _phrases(text: str) -> Iterator[str]:
    words = WORD.findall(text.lower())
    for size in range(1, LONGEST + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])
