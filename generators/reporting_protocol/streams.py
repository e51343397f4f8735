"""Notes of two pieces of work on one page, which can be told apart: every note has words of its own
work and none of the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generators.pdca.telling.groups import Group
from generators.worth.stated.topics import topic_words

from .material import Material, Sections

# Records before and after in time among which other work is looked for, and of how many of these a
# page may be made.
NEAR, MOST_OTHERS = 30, 6
# Notes of the other work for each of the own, and fewest of them.
DISTRACTING, FEWEST = 0.6, 3
# Share of the words of both titles and objectives that both may have.
ALIKE = 0.2


@dataclass(frozen=True)
class Beside:
    """Other work on the page: its notes, and those of the own that nobody would take for its."""

    other: Material
    mine: Sections
    theirs: Sequence[Group]


def beside(of: Material, at: int, all: Sequence[Material]) -> Iterator[Beside]:
    """Other work that can be told from the record's, the plainest first."""
    near = [*all[max(0, at - NEAR) : at], *all[at + 1 : at + 1 + NEAR]]
    others = [
        each
        for each in near
        if each.usable and each.record.family != of.record.family and _alike(of, each) <= ALIKE
    ]
    others.sort(key=lambda each: (_alike(of, each), each.record.id))
    for other in others[:MOST_OTHERS]:
        theirs = [
            group
            for groups in apart(other, of).values()
            for group in groups
            # A word of the work's own title would make it a note on that as well.
            if not _words(other, group) & of.subject
        ]
        if len(theirs) >= FEWEST:
            yield Beside(other, apart(of, other), theirs)


def apart(of: Material, other: Material) -> Sections:
    """The notes that are about this work and not about the other."""
    mine, theirs = of.subject - other.subject, other.topic - of.topic
    return {
        name: [g for g in groups if (words := _words(of, g)) & mine and not words & theirs]
        for name, groups in of.by_section.items()
    }


def distracting(theirs: Iterable[Group], notes: int, share: float = DISTRACTING) -> list[Group]:
    """The best of the other work's notes for a page with so many of the own, a `share` of these;
    none where they are too few.
    """
    wanted = round(share * notes)
    ranked = sorted(theirs, key=lambda group: (-group.value, group.order))
    return sorted(ranked[:wanted], key=lambda g: g.order) if len(ranked) >= wanted else []


def _words(of: Material, group: Group) -> frozenset[str]:
    return topic_words(of.said(group))


def _alike(one: Material, other: Material) -> float:
    return len(one.subject & other.subject) / max(1, len(one.subject | other.subject))
