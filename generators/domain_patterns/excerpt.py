"""What of a record stands in the input: all of it where that fits, else its opening and whole
blocks in its order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .units import HEADING, Unit, ancestors, written

GAP = "[…]"
# What the requirement gives as context.
OPENING_CHARACTERS = 500


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
    """The whole record if it has at most `budget` tokens, or all that is `told`; else its opening
    and the `wanted` units with those around them, the nearest first.
    """
    every = {unit.at for unit in units}
    start = opening(units, lines)
    for shown in (every, start | set(told)):
        if sum(sizes[at] for at in shown) <= budget:
            return written(units, shown, GAP)
    shown = _with_headings(units, {*start, *wanted})
    size = sum(sizes[at] for at in shown)
    for block in _around(units, told, wanted):
        more = _with_headings(units, block) - shown
        cost = sum(sizes[at] for at in more)
        if size + cost <= budget:
            shown |= more
            size += cost
    return written(units, shown, GAP)


def _with_headings(units: Sequence[Unit], shown: Collection[int]) -> set[int]:
    return {each for at in shown for each in (at, *ancestors(units, at))}


def _around(
    units: Sequence[Unit], told: Collection[int], wanted: Collection[int]
) -> list[list[int]]:
    """Neighbours below the same unit as blocks: first those beside what is wanted, then the
    nearest.
    """
    beside = {units[at].above for at in wanted}
    blocks: dict[int, list[int]] = {}
    for at in told:
        if units[at].kind != HEADING and not units[at].below:
            blocks.setdefault(units[at].above, []).append(at)
    places = list(wanted)
    return sorted(
        blocks.values(),
        key=lambda block: (
            units[block[0]].above not in beside,
            min((abs(block[0] - at) for at in places), default=0),
        ),
    )
