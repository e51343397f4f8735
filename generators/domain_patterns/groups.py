"""Which parts of a record are asked for together: those of the pattern of its kind of work first,
then what else it labels, its phases, and parts by their names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generators.worth.stated import kinds

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
# What shows such a work by itself; integration is shown by what its lines say.
HEART = {
    topic.DEBUGGING: {PROBLEM, CAUSE, FIX},
    topic.DECISION: {OPTIONS, DECISION, RATIONALE},
    topic.INTEGRATION: set[str](),
    topic.COLLABORATION: {REQUEST, HANDOVER},
}
# What such a part, and one of the pattern, weighs beside the share of lines that state a kind.
HEART_GAIN, PATTERN_GAIN = 0.5, 0.2
# The order in which parts are named.
ORDER = (
    GOAL, REQUEST, PROBLEM, CAUSE, OPTIONS, DECISION, RATIONALE, ANSWER, STRATEGY, CRITERIA, FIX,
    COMPARISON, RESULT, RISKS, LESSON, NEXT, HANDOVER,
)  # fmt: skip
FEWEST_PARTS, MOST_PARTS, MOST_SECTIONS = 1, 5, 3
# The shares of the longest answer that need no further part, and that no further part makes it
# longer than, while shorter ones are enough.
ENOUGH, SHORT = 0.45, 0.55
# The share of the longest answer that two parts have at least which show the kind by themselves.
LEAST = 0.25
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

    @property
    def headed(self) -> bool:
        """Whether all but the objective are called by their headings, so that nothing has to be
        understood.
        """
        return all(part.quoted or part.name == GOAL for part in self.parts)

    def shows(self, kind: str, text: str) -> float:
        """How much their text states what a kind of work is made of, beside what is enough; more
        with a part at its heart; 0 where that is too little.
        """
        heart = any(part.name in HEART[kind] for part in self.parts)
        ratio = kinds.ratio(kind, text)
        return ratio and ratio + HEART_GAIN * heart


Says = Callable[[Part], tuple[int, int]]
"""How many lines of a part state what a kind of work is made of, and how many there are."""


def groups(
    kind: str,
    labelled: Mapping[str, Part],
    sections: Sequence[Part],
    size: Callable[[Collection[int]], int],
    most: int,
    twice: Callable[[Collection[int]], bool],
    says: Says,
    shown: Callable[[Collection[int]], bool] = lambda units: True,
) -> Iterator[Group]:
    """Groups of parts whose text has at most `most` tokens by `size`, `ENOUGH` of that where
    there are enough, and says nothing `twice`; first what `says` most of the kind, or belongs to
    its pattern. Where these do not make the kind `shown`, and further parts do, they are added.
    """
    names = [*PATTERN[kind], *(name for name in ORDER if name not in PATTERN[kind])]
    rest = [labelled[name] for name in names if name in labelled]
    rest = [part for part in rest if part.needs <= labelled.keys()]
    gains = {part: _gain(kind, part, says) for part in (*rest, *sections)}
    rest = sorted((*rest, *sections), key=lambda part: -gains[part])
    least = kinds.LEAST_SHARE[kind]
    used: frozenset[int] = frozenset()
    while rest := [part for part in rest if len(part.units - used) >= FRESH * len(part.units)]:
        held = _filled(
            rest, labelled, size, most, twice, lambda parts: _share(parts, says) >= least, shown
        )
        # What does not show the kind together may show it with others.
        gone = held if shown(frozenset().union(*(part.units for part in held))) else rest[:1]
        rest = [part for part in rest if part not in gone]
        used = used.union(*(part.units for part in gone))
        if len(held) >= FEWEST_PARTS:
            yield Group(tuple(sorted(held, key=_place)))


def _gain(kind: str, part: Part, says: Says) -> float:
    heart, pattern = part.name in HEART[kind], part.name in PATTERN[kind]
    return _share([part], says) + HEART_GAIN * heart + PATTERN_GAIN * pattern


def _share(parts: Sequence[Part], says: Says) -> float:
    told = [says(part) for part in parts]
    return sum(stated for stated, _ in told) / max(1, sum(lines for _, lines in told))


def _place(part: Part) -> tuple[int, int]:
    """Where a part is named: by what it is first, and sections in the record's order."""
    return (len(ORDER), min(part.units)) if part.quoted else (ORDER.index(part.name), 0)


def _filled(
    rest: Sequence[Part],
    known: Mapping[str, Part],
    size: Callable[[Collection[int]], int],
    most: int,
    twice: Callable[[Collection[int]], bool],
    shows: Callable[[Sequence[Part]], bool],
    shown: Callable[[Collection[int]], bool],
) -> list[Part]:
    """The first part with those that it needs, and what fits beside it until there is enough and
    the kind is `shown`, else until there is enough; nothing behind which lines of the kind would be
    too few.
    """
    held: list[Part] = []
    enough: list[Part] = []
    units: frozenset[int] = frozenset()
    # What is longer than need be is put together only where nothing shorter is enough.
    for longest, part in product((SHORT * most, most), rest):
        if part in held:
            continue
        with_needs = [part, *(known[name] for name in sorted(part.needs))]
        more = [each for each in with_needs if each not in held]
        together = units.union(*(each.units for each in more))
        fits = size(together) <= longest and len(held) + len(more) <= MOST_PARTS
        fits = fits and sum(each.quoted for each in (*held, *more)) <= MOST_SECTIONS
        fits = fits and (shows([*held, *more]) or not shows(held))
        if held and not (fits and not part.units & units and not twice(together)):
            continue
        held += more
        units = together
        if size(units) >= ENOUGH * most:
            if shown(units):
                return held
            enough = enough or list(held)
    return _pair(rest, known, size, most, twice, shows, shown) or enough or held


def _pair(
    rest: Sequence[Part],
    known: Mapping[str, Part],
    size: Callable[[Collection[int]], int],
    most: int,
    twice: Callable[[Collection[int]], bool],
    shows: Callable[[Sequence[Part]], bool],
    shown: Callable[[Collection[int]], bool],
) -> list[Part]:
    """The first part, with those that it needs, and one other, if these are long enough and show
    the kind; else none.
    """
    for other in rest[1:]:
        needed = [known[name] for part in (rest[0], other) for name in sorted(part.needs)]
        held = list(dict.fromkeys([rest[0], other, *needed]))
        units = frozenset().union(*(part.units for part in held))
        apart = sum(len(part.units) for part in held) == len(units)
        few = len(held) <= MOST_PARTS and sum(part.quoted for part in held) <= MOST_SECTIONS
        fits = LEAST * most <= size(units) <= most
        if apart and few and fits and shows(held) and not twice(units) and shown(units):
            return held
    return []
