"""Composing the patterns of one record: parts with all lines that the record gives them, each
pattern with lines that no other has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from generators import tokens
from generators.pdca.salient_lines import Line
from generators.pdca.telling.groups import Group
from generators.pdca.telling.roles import CHOICE
from generators.pdca.telling.shares import NOBODY, Told

from .placing import label_of
from .wording import Kind, Task, wording
from .words import ROOT

MAX_LINES = 36
# Tokens of title and headings, and how many choices of parts are written out to be counted.
HEADINGS, TRIES = 60, 4
FEWEST_PARTS = 3
# Lines below one label are joined while they are short and have no marks of their own.
JOINED = 150

Near = Callable[[Group], float]
"""How near a group stands to the category's query among those of its record, 0.0-1.0."""


@dataclass(frozen=True)
class Pattern:
    """A distilled pattern: its groups in the record's order, and the headings of its parts."""

    groups: tuple[Group, ...]
    parts: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Composer:
    """What all patterns of a record share."""

    groups: Sequence[Group]
    title: str
    told: Told
    labelled: frozenset[int]
    """Orders of lines that say themselves what they are."""
    band: tuple[int, int]
    tokenizer: str

    def compose(self, name: str, task: Task, near: Near) -> Pattern | None:
        """The pattern that answers a task, as long as the record carries it; None where the record
        has too little for it, or nothing that no other pattern has.
        """
        kind = wording().kind[name]
        by_part = self._by_part(kind, task, near)
        if not _answers(by_part, kind, task):
            return None
        tried = 0
        for parts in _choices(by_part, kind, task):
            found = sorted((g for part in parts for g in part), key=lambda group: group.order)
            if not self._may_be(found) or tried == TRIES:
                continue
            tried += 1
            text = self._text(parts, kind, task)
            if self.band[0] <= tokens.count(text, self.tokenizer) <= self.band[1]:
                named = [p.title for p, g in zip(kind.parts, parts, strict=True) if g]
                return Pattern(tuple(found), tuple(named), text)
        return None

    def _by_part(self, kind: Kind, task: Task, near: Near) -> list[list[Group]]:
        """What the record gives to a task, by the positions of the kind's parts."""
        by_part: list[list[Group]] = [[] for _ in kind.parts]
        for group in self.groups:
            at = kind.part_of(group.role)
            if at >= 0 and (not task.parts or at in task.parts):
                by_part[at].append(group)
        most = self.band[1] // 2
        return [stages(part, most, self.labelled, near) for part in by_part]

    def _may_be(self, groups: Sequence[Group]) -> bool:
        """Whether it is short enough, and leaves itself and the earlier ones lines of their own."""
        size = sum(group.tokens for group in groups)
        lines = sum(len(group.lines) for group in groups)
        fits = size <= self.band[1] and lines <= MAX_LINES
        return fits and self.told.new(groups) and self._spares(groups)

    def _spares(self, groups: Sequence[Group]) -> bool:
        spent: dict[int, int] = {}
        for group in groups:
            if not self.told.may_use(group, spent):
                return False
            by = self.told.owner.get(group.order, NOBODY)
            spent[by] = spent.get(by, 0) + len(group.lines)
        return True

    def _text(self, parts: Sequence[Sequence[Group]], kind: Kind, task: Task) -> str:
        body = [
            f"## {part.title}\n{written(groups)}"
            for part, groups in zip(kind.parts, parts, strict=True)
            if groups
        ]
        return "\n\n".join([f"# {task.title}: {self.title}".strip(" :"), *body]) + "\n"


def stages(part: Sequence[Group], most: int, labelled: Collection[int], near: Near) -> list[Group]:
    """The groups of a part, without whole stages (what stands below one label or heading) where
    they take more than `most` tokens: never the one with the cause, the choice or a line that says
    itself what it is, and of the others first those that stand farthest from the query.
    """
    size = sum(group.tokens for group in part)
    found = [list(those) for _, those in groupby(part, key=lambda group: group.lines[0].group)]

    def kept(stage: Sequence[Group]) -> bool:
        return any(g.role in (ROOT, CHOICE) or g.order in labelled for g in stage)

    for stage in sorted(found, key=lambda stage: max(map(near, stage))):
        if size > most and not kept(stage):
            found.remove(stage)
            size -= sum(group.tokens for group in stage)
    return [group for stage in found for group in stage]


def _choices(by_part: Sequence[list[Group]], kind: Kind, task: Task) -> Iterator[list[list[Group]]]:
    """The parts that a pattern may be made of, the most first: a part is told whole or not at all,
    and what the kind and the task need always.
    """
    needed = {*kind.core, *kind.anchors, *task.strong}
    spare = [at for at, part in enumerate(by_part) if part and at not in needed]
    for count in range(len(spare) + 1):
        # The last parts are the first that a pattern can do without.
        for left in combinations(reversed(spare), count):
            parts = [part if at not in left else [] for at, part in enumerate(by_part)]
            if sum(map(bool, parts)) >= FEWEST_PARTS:
                yield parts


def written(groups: Sequence[Group]) -> str:
    """The groups as list items; what stands below one label is said below it, in one line where it
    is short.
    """
    return "\n".join(_item(label_of(lines[0]), lines) for lines in _together(groups))


def _together(groups: Sequence[Group]) -> list[list[Line]]:
    """The lines of the groups, those of neighbours below the same label together."""
    found: list[list[Line]] = []
    for group in groups:
        if found and group.lines[0].group == found[-1][-1].group and label_of(group.lines[0]):
            found[-1] += group.lines
        else:
            found.append(list(group.lines))
    return found


def _item(name: str, lines: Sequence[Line]) -> str:
    said = [line.text for line in lines]
    if not name or len(said) == 1:
        return "\n".join(f"- {each}" for each in said)
    plain = not any(mark in each for each in said for mark in ";:.")
    if plain and sum(map(len, said)) <= JOINED:
        return f"- {name}: {'; '.join(said)}"
    return "\n".join([f"- {name}:", *(f"  - {each}" for each in said)])


def _answers(parts: Sequence[Sequence[Group]], kind: Kind, task: Task) -> bool:
    """Whether the parts are there that the kind must have, and one that the task is about."""
    return (
        sum(map(bool, parts)) >= FEWEST_PARTS
        and all(parts[at] for at in kind.core)
        and (not task.strong or any(parts[at] for at in task.strong))
    )
