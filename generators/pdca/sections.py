"""Cutting a record into its sections, each from its heading to the next of its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .kinds import PHASES, kind_of, letter_of
from .marks import name_of
from .outline import WEAK, Heading

OTHER = "other"
ROW_ENDS = re.compile(r"\s*\|\s*$", re.M)
# Forms of headings in the order in which they decide.
FORMS = ("atx", "setext", "html", "bold", "plain", "lead", *WEAK)


@dataclass(frozen=True)
class Section:
    """One part of the record, from its heading to the next part's; offsets are characters of the
    text. `kind` is `other` where the heading names none of the known ones. `cycle` counts from 1
    in a record that goes through the phases more than once.
    """

    kind: str
    title: str
    level: int
    text: str
    start: int
    end: int
    opening: int = -1
    """Characters of `text` that are its heading."""
    cycle: int = 1

    @property
    def body(self) -> str:
        """The text without its heading."""
        if self.opening >= 0:
            text = self.text[self.opening :].strip("\n")
            # Of a row of a table, its cell.
            return ROW_ENDS.sub("", text) if self.text.lstrip().startswith("|") else text
        return self.text.split("\n", 1)[1].strip("\n") if "\n" in self.text else ""


def sections(text: str, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """The sections, in order and without gaps to the end of the text: from the first heading of
    their level on, so that what stands before the first known one is read, too.

    Where headings with `#` name phases, they decide; other forms add only phases that these lack.
    """
    kinds = _kinds(headings)
    chosen = _border(headings, kinds)
    if chosen is None:
        return ()
    form, border = chosen
    starts: list[tuple[Heading, str]] = []
    for heading in headings:
        kind = kinds[heading]
        if heading.form != form:
            continue
        if kind in PHASES and heading.level == border:
            starts.append((heading, kind))
        elif heading.level <= border and not (heading.level == 1 < border and kind):
            starts.append((heading, kind or OTHER))
    starts = _with_missing(starts, headings, kinds, border)
    known = next(at for at, (_, kind) in enumerate(starts) if kind != OTHER)
    starts = [each for at, each in enumerate(starts) if at >= known or each[0].level == border > 1]
    ends = [heading.start for heading, _ in starts[1:]] + [len(text)]
    found = [
        Section(
            kind,
            name_of(heading.title).strip(" :"),
            heading.level,
            text[heading.start : end],
            heading.start,
            end,
            heading.end - heading.start,
        )
        for (heading, kind), end in zip(starts, ends, strict=True)
    ]
    return tuple(_in_cycles(found))


def known_from(found: Sequence[Section]) -> Sequence[Section]:
    """The sections from the first known one on; what is before it belongs to the header, too."""
    return found[next((at for at, each in enumerate(found) if each.kind != OTHER), 0) :]


def _kinds(headings: Sequence[Heading]) -> dict[Heading, str]:
    """The kind of each heading. A lesser name counts where no better one is used for its kind;
    letters alone count where all four are there.
    """
    kinds = {heading: kind_of(heading.title) for heading in headings}
    plain = {kind for each, kind in kinds.items() if each.form not in WEAK}
    for heading, kind in kinds.items():
        if kind.endswith("?"):
            kinds[heading] = "" if kind[:-1] in plain else kind[:-1]
    letters = {heading: letter_of(heading.title) for heading in headings}
    for level in {heading.level for heading, letter in letters.items() if letter}:
        same = [heading for heading in headings if heading.level == level and letters[heading]]
        if {letters[heading] for heading in same} == set(PHASES):
            kinds |= {heading: letters[heading] for heading in same}
    return kinds


def _border(headings: Sequence[Heading], kinds: dict[Heading, str]) -> tuple[str, int] | None:
    """(form, level) on which most phases stand: the first form that has two, the outer level."""
    found: dict[tuple[str, int], set[str]] = {}
    for heading in headings:
        if kinds[heading] in PHASES:
            found.setdefault((heading.form, heading.level), set()).add(kinds[heading])
    found = {
        place: there
        for place, there in found.items()
        if place[0] not in WEAK or len(there) == len(PHASES)
    }
    if not found:
        return None

    def rank(place: tuple[str, int]) -> tuple[bool, int, int, int]:
        form, level = place
        return (len(found[place]) < 2, FORMS.index(form), -len(found[place]), level)

    return min(found, key=rank)


def _with_missing(
    starts: list[tuple[Heading, str]],
    headings: Sequence[Heading],
    kinds: dict[Heading, str],
    border: int,
) -> list[tuple[Heading, str]]:
    """The starts, and those of phases that only stand in another form or on another level, where
    the order of the cycle has them. A lesser name deeper down is a part of something else.
    """
    lesser = {h for h in headings if h.level > border and kind_of(h.title).endswith("?")}
    for kind in PHASES:
        there = {each: heading.start for heading, each in reversed(starts)}
        if kind in there:
            continue
        place = PHASES.index(kind)
        after = max((there[each] for each in PHASES[:place] if each in there), default=-1)
        later = [there[each] for each in PHASES[place + 1 :] if there.get(each, -1) > after]
        before = min(later, default=headings[-1].end)
        lacking = [
            h
            for h in headings
            if kinds[h] == kind
            and h.form not in WEAK
            and after < h.start < before
            and h not in lesser
        ]
        if lacking and lacking[0].level > 1:
            starts = sorted([*starts, (lacking[0], kind)], key=lambda each: each[0].start)
    return starts


def _in_cycles(found: Iterable[Section]) -> Iterable[Section]:
    """The sections with the cycle each belongs to: a phase that has been passed begins another."""
    cycle, last = 1, -1
    for section in found:
        if section.kind in PHASES:
            place = PHASES.index(section.kind)
            cycle += place <= last
            last = place
        yield replace(section, cycle=cycle)
