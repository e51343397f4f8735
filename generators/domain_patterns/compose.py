"""Composing the patterns of one record: the lines that carry it, in the parts they belong to, each
pattern with lines that no other has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from generators import tokens
from generators.pdca.salient_lines import Line
from generators.pdca.telling.groups import Group
from generators.pdca.telling.shares import NOBODY, Told

from . import evidence
from .placing import label_of
from .wording import Kind, Task, wording

MAX_LINES = 36
# A pattern takes about this share of what its record tells, more where the band asks for it. What
# title and headings take is found by trying.
CONDENSED = 0.65
TRIES, SLACK, HEADINGS = 6, 8, 60
# Tokens of lines that tell a pattern; more only where the band asks for it.
ENOUGH = 160
# How much more of the room a part gets that the task is about.
STRONG = 3.0
FEWEST_PARTS = 3
# A pattern that shares more than this with an earlier one is the same in another order.
SAME = 0.6
ALIKE = 0.72
# What being about the same thing adds to a group, and standing where the query finds it; what being
# unused adds while unused lines are wanted, and being used afterwards; what a part's excess over
# its share takes, in budgets.
ABOUT, FOUND, FRESH, FULL = 1.2, 1.0, 3.0, 12.0
# What speaking of the kind of work adds.
OF_KIND = 2.0
# What puts a group before all others.
ANCHOR = 100.0
# As many unused lines as there should be.
SPARED = 0.47
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
    new: bool
    """Whether it has enough lines that no other pattern of the record has."""


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

    def compose(self, name: str, task: Task, near: Near, filling: int = 0) -> Pattern | None:
        """The pattern that answers a task, within the band of tokens; None where the record has too
        little for it. `filling` counts the tries to make one of lines that others have.
        """
        kind = wording().kind[name]
        anchored = anchors(self.groups, kind, self.labelled)
        by_part = self._by_part(kind, task, anchored, filling)
        # What is asked about is told whole; the other parts are cut.
        anchored |= {group.order for at in task.strong for group in by_part[at]}
        theme = self._theme(by_part, task, near, filling)
        if theme is None or not _answers(by_part, kind, task):
            return None
        worth = self._worth(theme, name, near)

        def made(thrift: bool) -> Iterator[tuple[list[list[Group]], str]]:
            every = sum(group.tokens for part in by_part for group in part)
            budget = max(self.band[0] - HEADINGS, min(ENOUGH, round(CONDENSED * every)))
            # What must be said is not thinned.
            must = sum(g.tokens for part in by_part for g in part if g.order in anchored)
            budget = max(budget, min(must, self.band[1] - HEADINGS))
            for _ in range(TRIES):
                parts = _chosen(
                    by_part, anchored, task, self.told, budget, thrift, not filling, worth
                )
                if not _answers(parts, kind, task):
                    return
                text = self._text(parts, kind, task)
                size = tokens.count(text, self.tokenizer)
                if self.band[0] <= size <= self.band[1]:
                    yield parts, text
                    return
                aim = self.band[0] + SLACK if size < self.band[0] else self.band[1] - SLACK
                budget += aim - size

        for parts, text in chain(() if filling else made(thrift=True), made(thrift=False)):
            found = sorted((g for part in parts for g in part), key=lambda group: group.order)
            new = self.told.new(found)
            if (new or filling) and not self.told.same(found, ALIKE if filling else SAME):
                named = [p.title for p, g in zip(kind.parts, parts, strict=True) if g]
                return Pattern(tuple(found), tuple(named), text, new)
        return None

    def _by_part(
        self, kind: Kind, task: Task, anchored: Collection[int], filling: int
    ) -> list[list[Group]]:
        """What may be used for a task, by the positions of the kind's parts."""
        by_part: list[list[Group]] = [[] for _ in kind.parts]
        for group in self.groups:
            at = kind.part_of(group.role)
            asked = at >= 0 and (not task.parts or at in task.parts)
            wanted = filling or at in task.strong or group.order in anchored
            if asked and (wanted or self.told.may_use(group, {})):
                by_part[at].append(group)
        return by_part

    def _theme(
        self, by_part: Sequence[Sequence[Group]], task: Task, near: Near, filling: int
    ) -> frozenset[str] | None:
        """The words of the best unused group that the task is about: what is told around it should
        be about the same. When filling, those of another used one each time.
        """
        groups = [g for at in task.strong or range(len(by_part)) for g in by_part[at]]
        ranked = sorted(
            (g for g in groups if filling or self.told.free(g)),
            key=lambda g: (-g.value - FOUND * near(g), g.order),
        )
        return ranked[max(0, filling - 1) % len(ranked)].words if ranked else None

    @cached_property
    def _of_kind(self) -> dict[tuple[str, int], float]:
        """Share of a group's lines that speak of a kind, by the kind and the group's order."""
        return {
            (name, group.order): evidence.shows(name, group) / len(group.lines)
            for name in wording().kind
            for group in self.groups
        }

    def _worth(self, theme: frozenset[str], kind: str, near: Near) -> Callable[[Group], float]:
        """How well a group fits: what it says, whether about the theme and of the kind of work, and
        whether it stands where the query finds it.
        """

        def worth(group: Group) -> float:
            about = ABOUT * min(1.0, 2 * group.about(theme))
            of_kind = OF_KIND * self._of_kind[kind, group.order]
            return group.value + about + of_kind + FOUND * near(group)

        return worth

    def _text(self, parts: Sequence[Sequence[Group]], kind: Kind, task: Task) -> str:
        body = [
            f"## {part.title}\n{written(groups)}"
            for part, groups in zip(kind.parts, parts, strict=True)
            if groups
        ]
        return "\n\n".join([f"# {task.title}: {self.title}".strip(" :"), *body]) + "\n"


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


def anchors(groups: Sequence[Group], kind: Kind, labelled: Collection[int]) -> set[int]:
    """Orders of the groups that a pattern of a kind cannot do without: of each anchor part the
    first of the weightiest role, and those that say themselves what they are.
    """
    found = set()
    for at in kind.anchors:
        weight = kind.parts[at].roles.index
        those = (group for group in groups if kind.part_of(group.role) == at)
        ranked = sorted(those, key=lambda group: (weight(group.role), group.order))
        found |= {group.order for group in ranked[:1]}
        found |= {group.order for group in ranked if group.order in labelled}
    return found


def _chosen(
    by_part: Sequence[Sequence[Group]],
    anchored: Collection[int],
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
        first = ANCHOR * (group.order in anchored)
        return first + value + FRESH * (free != enough) - FULL * full, -group.order

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
            and (not fair or each[1].order in anchored or told.may_use(each[1], spent))
        ]
    return [sorted(part, key=lambda group: group.order) for part in chosen]
