"""What a record says more than once: a request that is a field of its header and is quoted again
below, an objective of the record and of its plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generators.worth.case import WORD

from .units import FENCE, HEADING, LABEL, QUOTED, Unit

# So many words in a row are the same statement; a line of fewer is one from `SHORTEST` on.
WINDOW, SHORTEST = 8, 5


class Twice:
    """Asked of units of a record, whether two of their lines say the same."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._said = [list(map(frozenset, _windows(unit))) for unit in units]

    def __call__(self, chosen: Collection[int]) -> bool:
        seen: set[tuple[str, ...]] = set()
        for at in sorted(chosen):
            for line in self._said[at]:
                if not seen.isdisjoint(line):
                    return True
                seen |= line
        return False


def _windows(unit: Unit) -> Iterator[list[tuple[str, ...]]]:
    """The runs of words of each line that states something; code may repeat itself."""
    if unit.kind in (HEADING, LABEL) or (unit.kind == FENCE and not QUOTED.match(unit.text)):
        return
    for line in unit.text.splitlines():
        words = WORD.findall(line.lower())
        last = max(1, len(words) - WINDOW + 1)
        if len(words) >= SHORTEST:
            yield [tuple(words[at : at + WINDOW]) for at in range(last)]
