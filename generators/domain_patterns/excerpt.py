"""What of a record stands in the input: its opening and all that tells of the work where that
fits, else whole blocks of it in their order, some of which are never asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from .units import APART, FOOTER, HEADING, LABEL, Unit, ancestors, written

GAP = "[…]"
HEADER = "header"
# What the requirement gives as context.
OPENING_CHARACTERS = 500
# Tokens of other blocks beside what is wanted, for each of that, and in how many blocks at least:
# what alone stood there whole would be the answer, whatever is asked.
BESIDE, FEWEST_BLOCKS = 0.5, 2
# Such a block has no more tokens than what is wanted, or than this.
SMALL = 80


def opening(units: Sequence[Unit], lines: Sequence[str]) -> set[int]:
    """The units within the record's first characters, whole lines only."""
    size = number = 0
    for line in lines:
        size += len(line) + 1
        if size > OPENING_CHARACTERS:
            break
        number += 1
    return {unit.at for unit in units if unit.last < max(1, number)}


def excerpt(
    units: Sequence[Unit],
    lines: Sequence[str],
    sizes: Sequence[int],
    told: Collection[int],
    wanted: Collection[int],
    budget: int,
) -> str:
    """The record's opening and all that is `told` if that has at most `budget` tokens; else its
    opening and the `wanted` units with those around them, the nearest first. Where these are too
    few beside what is wanted, the shortest of the others, whatever the budget.
    """
    start = opening(units, lines)
    asked = sum(sizes[at] for at in wanted)
    wanted = {*wanted, *_next(units, wanted)}
    shown = start | set(told)
    if sum(sizes[at] for at in shown) <= budget:
        return written(units, shown, GAP)
    shown = _with_headings(units, {*start, *wanted})
    size = sum(sizes[at] for at in shown)
    blocks = _around(units, told, wanted)
    beside, taken = 0, 0

    def take(block: Sequence[int], most: int) -> None:
        nonlocal shown, size, beside, taken
        more = _with_headings(units, block) - shown
        cost = sum(sizes[at] for at in more)
        said = sum(sizes[at] for at in more if units[at].kind not in (HEADING, LABEL))
        if said and size + cost <= most:
            shown |= more
            size += cost
            # The fields of the header are no block that could be asked for.
            beside += said * (units[block[0]].section != HEADER)
            taken += units[block[0]].section != HEADER

    for block in blocks:
        take(block, budget)
    others = [block for block in blocks if units[block[0]].section != HEADER]
    for block in sorted(others, key=lambda block: sum(sizes[at] for at in block)):
        if beside >= BESIDE * asked and taken >= FEWEST_BLOCKS:
            break
        take(block, size + max(asked, SMALL))
    return written(units, shown, GAP)


def _next(units: Sequence[Unit], wanted: Collection[int]) -> list[int]:
    """The headings and labels behind what is wanted: they show that it ends there."""
    behind = {at + 1 for at in wanted if at + 1 < len(units)} - set(wanted)
    named = [at for at in behind if units[at].kind in (HEADING, LABEL)]
    # What a rule sets apart would look like part of the section before it.
    return [at for at in named if units[at].section not in (APART, FOOTER)]


def _with_headings(units: Sequence[Unit], shown: Collection[int]) -> set[int]:
    return {each for at in shown for each in (at, *ancestors(units, at))}


def _around(
    units: Sequence[Unit], told: Collection[int], wanted: Collection[int]
) -> list[list[int]]:
    """What stands below one label, or else below one heading, as blocks: first those beside what
    is wanted, then the nearest, and the fields of the header last.
    """
    beside = {_holder(units, at) for at in wanted}
    blocks: dict[int, list[int]] = {}
    for at in told:
        if units[at].kind != HEADING and not units[at].below:
            blocks.setdefault(_holder(units, at), []).append(at)
    places = list(wanted)
    return sorted(
        blocks.values(),
        key=lambda block: (
            units[block[0]].section == HEADER,
            _holder(units, block[0]) not in beside,
            min((abs(block[0] - at) for at in places), default=0),
        ),
    )


def _holder(units: Sequence[Unit], at: int) -> int:
    """The outermost label that a unit stands below within its heading, or else the heading."""
    within = list(takewhile(lambda each: units[each].kind != HEADING, ancestors(units, at)))
    labels = [each for each in within if units[each].kind == LABEL]
    above = units[within[-1]].above if within else units[at].above
    return labels[-1] if labels else above
