"""Which parts of a record are asked for together: those of the pattern of its kind of work first,
then what else it labels, its phases, and parts by their names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import topic
from .labelled import (
    ANSWER,
    CAUSE,
    COMPARISON,
    CRITERIA,
    DECISION,
    FIX,
    GOAL,
    HANDOVER,
    LESSON,
    NEXT,
    OPTIONS,
    PROBLEM,
    RATIONALE,
    REQUEST,
    RESULT,
    RISKS,
    STRATEGY,
    Part,
)

# What a pattern of each kind of work is made of.
PATTERN = {
    topic.DEBUGGING: (PROBLEM, CAUSE, FIX, RESULT, LESSON, NEXT),
    topic.DECISION: (REQUEST, PROBLEM, OPTIONS, DECISION, RATIONALE, RISKS, ANSWER, LESSON),
    topic.INTEGRATION: (GOAL, REQUEST, ANSWER, STRATEGY, FIX, RESULT, DECISION, LESSON, NEXT),
    topic.COLLABORATION: (REQUEST, ANSWER, DECISION, HANDOVER, LESSON, NEXT),
}
# The order in which parts are named.
ORDER = (
    GOAL, REQUEST, PROBLEM, CAUSE, OPTIONS, DECISION, RATIONALE, ANSWER, STRATEGY, CRITERIA, FIX,
    COMPARISON, RESULT, RISKS, LESSON, NEXT, HANDOVER,
)  # fmt: skip
FEWEST_PARTS, MOST_PARTS, MOST_SECTIONS = 1, 5, 3
# The share of the longest answer that needs no further part.
ENOUGH = 1 / 2
# The share of a part that no answer before has.
FRESH = 0.6
PATTERNS, SECTIONS = "pattern", "sections"


@dataclass(frozen=True)
class Group:
    """Parts that are asked for together."""

    parts: tuple[Part, ...]

    @property
    def units(self) -> frozenset[int]:
        return frozenset().union(*(part.units for part in self.parts))

    @property
    def view(self) -> str:
        """Whether they are called by what they are, or most by their headings."""
        return PATTERNS if sum(not part.quoted for part in self.parts) > 1 else SECTIONS


def groups(
    kind: str,
    labelled: Mapping[str, Part],
    sections: Sequence[Part],
    size: Callable[[Collection[int]], int],
    most: int,
) -> Iterator[Group]:
    """Groups of parts whose text has at most `most` tokens by `size`, `ENOUGH` of that where
    there are enough; those of the kind's pattern first.
    """
    names = [*PATTERN[kind], *(name for name in ORDER if name not in PATTERN[kind])]
    rest = [labelled[name] for name in names if name in labelled]
    rest = [part for part in rest if part.needs <= labelled.keys()]
    rest += sections
    used: frozenset[int] = frozenset()
    while rest := [part for part in rest if len(part.units - used) >= FRESH * len(part.units)]:
        held = _filled(rest, labelled, size, most)
        rest = [part for part in rest if part not in held]
        used = used.union(*(part.units for part in held))
        if len(held) >= FEWEST_PARTS:
            yield Group(tuple(sorted(held, key=_place)))


def _place(part: Part) -> tuple[int, int]:
    """Where a part is named: by what it is first, and sections in the record's order."""
    return (len(ORDER), min(part.units)) if part.quoted else (ORDER.index(part.name), 0)


def _filled(
    rest: Sequence[Part],
    known: Mapping[str, Part],
    size: Callable[[Collection[int]], int],
    most: int,
) -> list[Part]:
    """The first part with those that it needs, and what fits beside it until there is enough."""
    held: list[Part] = []
    units: frozenset[int] = frozenset()
    for part in rest:
        with_needs = [part, *(known[name] for name in sorted(part.needs))]
        more = [each for each in with_needs if each not in held]
        together = units.union(*(each.units for each in more))
        fits = size(together) <= most and len(held) + len(more) <= MOST_PARTS
        fits = fits and sum(each.quoted for each in (*held, *more)) <= MOST_SECTIONS
        if not held or (fits and not part.units & units):
            held += more
            units = together
        if size(units) >= ENOUGH * most:
            break
    return held
