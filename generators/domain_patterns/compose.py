"""Composing the patterns of one record: whole groups of its lines, each pattern with lines that no
other has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generators import tokens
from generators.pdca.facts import EVIDENCE
from generators.pdca.telling.groups import Group, written
from generators.pdca.telling.shares import NOBODY, Told

from .wording import Kind, Task, wording

MAX_LINES = 38
# What the lines of a pattern may take at first; title and headings come on top. It is corrected
# towards a little more than the band's lower end until the text is within the band.
FIRST_BUDGET, TRIES, SLACK = 295, 5, 12
# By how much the last of a neighbour's groups may go beyond its room.
LAST_GROUP = 8
# How much more of the room a part gets that the task is about.
STRONG = 3.0
FEWEST_PARTS = 3
# A pattern that shares more than this with an earlier one is the same in another order.
SAME = 0.6
ALIKE = 0.72
# What being about the same thing adds to a group; what being unused adds while unused lines are
# wanted, and being used afterwards; what a part's excess over its share takes, in budgets.
NEAR, FRESH, FULL = 1.2, 3.0, 12.0
# What speaking of the kind of work adds.
OF_KIND = 1.0
# As many unused lines as there should be.
SPARED = 0.47


@dataclass(frozen=True)
class Pattern:
    """A distilled pattern: the groups of each part, in the record's order."""

    parts: tuple[tuple[Group, ...], ...]
    text: str
    new: bool
    """Whether it has enough lines that no other pattern of the record has."""

    @property
    def groups(self) -> list[Group]:
        return sorted((g for part in self.parts for g in part), key=lambda group: group.order)


def compose(
    groups: Sequence[Group],
    name: str,
    task: Task,
    title: str,
    told: Told,
    band: tuple[int, int],
    tokenizer: str,
    filling: int = 0,
) -> Pattern | None:
    """The pattern that answers a task, within the band of tokens; None where the record has too
    little for it. `filling` counts the tries to make one of lines that others have.
    """
    kind = wording().kind[name]
    by_part: list[list[Group]] = [[] for _ in kind.parts]
    for group in groups:
        if (at := kind.part_of(group.role)) >= 0 and (filling or told.may_use(group, {})):
            by_part[at].append(group)
    theme = _theme(by_part, task, told, filling)
    if theme is None or any(not by_part[at] for at in kind.core):
        return None
    worth = _worth(theme, EVIDENCE[name])

    def made(thrift: bool) -> Iterator[tuple[list[list[Group]], str]]:
        budget = FIRST_BUDGET
        for _ in range(TRIES):
            parts = _chosen(by_part, task, told, budget, thrift, not filling, worth)
            if sum(map(bool, parts)) < FEWEST_PARTS or any(not parts[at] for at in kind.core):
                return
            text = _text(parts, kind, task, title)
            size = tokens.count(text, tokenizer)
            if band[0] <= size <= band[1]:
                yield parts, text
                return
            budget += band[0] + SLACK - size

    for parts, text in chain(made(thrift=True), made(thrift=False)):
        found = [group for part in parts for group in part]
        new = told.new(found)
        if (new or filling) and not told.same(found, ALIKE if filling else SAME):
            return Pattern(tuple(tuple(part) for part in parts), text, new)
    return None


def _chosen(
    by_part: Sequence[Sequence[Group]],
    task: Task,
    told: Told,
    budget: int,
    thrift: bool,
    fair: bool,
    worth: Callable[[Group], float],
) -> list[list[Group]]:
    """The groups of each part, the most wanting part first. With `thrift` the record's unused
    groups are spared once there are enough of them; `fair` leaves other patterns what they need.
    """
    weights = [
        (STRONG if at in task.strong else 1.0) * bool(part) for at, part in enumerate(by_part)
    ]
    shares = [budget * weight / sum(weights) for weight in weights]
    left = [
        (at, group, worth(group), told.free(group), group.tokens)
        for at, part in enumerate(by_part)
        for group in part
        if group.tokens <= budget
    ]
    chosen: list[list[Group]] = [[] for _ in by_part]
    sizes = [0] * len(by_part)
    count = own = 0
    room = budget
    spent: Counter[int] = Counter()

    def score(each: tuple[int, Group, float, bool, int]) -> tuple[float, int]:
        at, group, value, free, size = each
        full = max(0.0, sizes[at] + size - shares[at]) / budget
        enough = thrift and own > SPARED * (count or 1)
        return value + FRESH * (free != enough) - FULL * full, -group.order

    while left:
        at, group, _, free, size = best = max(left, key=score)
        chosen[at].append(group)
        sizes[at] += size
        room -= size
        count += len(group.lines)
        own += len(group.lines) * free
        spent[told.owner.get(group.order, NOBODY)] += len(group.lines)
        left = [
            each
            for each in left
            if each is not best
            and each[4] <= room
            and count + len(each[1].lines) <= MAX_LINES
            and (not fair or told.may_use(each[1], spent))
        ]
    return [sorted(part, key=lambda group: group.order) for part in chosen]


def _worth(theme: frozenset[str], kind: re.Pattern[str]) -> Callable[[Group], float]:
    """How well a group fits: what it says, whether about the theme, and of the kind of work."""

    def worth(group: Group) -> float:
        of_kind = sum(bool(kind.search(line.text)) for line in group.lines) / len(group.lines)
        return group.value + NEAR * min(1.0, 2 * group.about(theme)) + OF_KIND * of_kind

    return worth


def _theme(
    by_part: Sequence[Sequence[Group]], task: Task, told: Told, filling: int
) -> frozenset[str] | None:
    """The words of the best unused group that the task is about: what is told around it should be
    about the same. When filling, those of another used one each time.
    """
    groups = [g for at in task.strong or range(len(by_part)) for g in by_part[at]]
    ranked = sorted(
        (g for g in groups if filling or told.free(g)), key=lambda g: (-g.value, g.order)
    )
    return ranked[max(0, filling - 1) % len(ranked)].words if ranked else None


def chained(
    groups: Sequence[Group],
    neighbours: Sequence[tuple[str, Sequence[Group]]],
    name: str,
    title: str,
    band: tuple[int, int],
    tokenizer: str,
) -> tuple[str, list[Group], list[list[Group]]] | None:
    """The pattern of a record that is too short for one: all that it tells, then what its
    neighbours tell, each below a heading of its own. `neighbours` are headings and groups. Returns
    the text, the record's groups and those of each neighbour; None where that is too little.
    """
    kind = wording().kind[name]
    by_part: list[list[Group]] = [[] for _ in kind.parts]
    for group in groups:
        if (at := kind.part_of(group.role)) >= 0:
            by_part[at].append(group)
    if sum(map(bool, by_part)) < FEWEST_PARTS or any(not by_part[at] for at in kind.core):
        return None
    text = _text(by_part, kind, kind.tasks[0], title)
    told: list[list[Group]] = []
    for heading, theirs in neighbours:
        room = band[0] + SLACK - tokens.count(text, tokenizer)
        chosen: list[Group] = []
        for group in sorted(theirs, key=lambda each: (-each.value, each.order)):
            used = sum(each.tokens for each in chosen)
            if used < room and used + group.tokens <= room + LAST_GROUP:
                chosen.append(group)
        chosen.sort(key=lambda group: group.order)
        if chosen:
            text += f"\n## {heading}\n{written(chosen)}\n"
        told.append(chosen)
    if not told or not told[0] or not band[0] <= tokens.count(text, tokenizer) <= band[1]:
        return None
    return text, [group for part in by_part for group in part], told


def _text(parts: Sequence[Sequence[Group]], kind: Kind, task: Task, title: str) -> str:
    body = [
        f"## {part.title}\n{written(groups)}"
        for part, groups in zip(kind.parts, parts, strict=True)
        if groups
    ]
    return "\n\n".join([f"# {task.title}: {title}".strip(), *body]) + "\n"
