"""How the lines of one record are shared among the texts made of it, so that each keeps enough that
no other has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .groups import Group

# A text's own share of its lines, above what `repeats` asks for.
OWN = 0.42
# The owner of a group that several texts have.
NOBODY = -1


@dataclass
class Told:
    """Which pattern of a record a group belongs to, and how many lines each has to itself."""

    shared: frozenset[int]
    """Orders of groups that stand in every opening: they are nobody's own."""
    owner: dict[int, int] = field(default_factory=dict)
    own: list[int] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    taken: list[frozenset[int]] = field(default_factory=list)

    def free(self, group: Group) -> bool:
        """Whether no pattern has it."""
        return group.order not in self.owner and group.order not in self.shared

    def may_use(self, group: Group, spent: Mapping[int, int]) -> bool:
        """Whether the pattern that has it keeps enough of its own without it; `spent` are lines
        that each pattern gives away already.
        """
        by = self.owner.get(group.order, NOBODY)
        if by == NOBODY:
            return True
        return self.own[by] - spent.get(by, 0) - len(group.lines) >= OWN * self.size[by]

    def add(self, groups: Sequence[Group]) -> None:
        """Counts a pattern that was made."""
        self.taken.append(frozenset(group.order for group in groups))
        for group in groups:
            by = self.owner.get(group.order)
            if by is None and group.order not in self.shared:
                self.owner[group.order] = len(self.own)
            elif by is not None and by != NOBODY:
                self.own[by] -= len(group.lines)
                self.owner[group.order] = NOBODY
        self.own.append(
            sum(len(g.lines) for g in groups if self.owner.get(g.order) == len(self.own))
        )
        self.size.append(sum(len(g.lines) for g in groups))

    def new(self, groups: Sequence[Group]) -> bool:
        """Whether enough of their lines are unused."""
        lines = sum(len(group.lines) for group in groups)
        return sum(len(group.lines) for group in groups if self.free(group)) >= OWN * lines

    def same(self, groups: Sequence[Group], most: float) -> bool:
        """Whether an earlier pattern has mostly the same groups."""
        orders = {group.order for group in groups}
        return any(len(orders & each) > most * len(orders | each) for each in self.taken)
