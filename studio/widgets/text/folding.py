"""Long lines of a text, folded so that what follows stands under the start of its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rich._wrap import divide_line
from rich.cells import cell_len
from textual.content import Content, Span
from textual.selection import Selection

HANG = re.compile(r"[ ]*(?:(?:[-+*▌…]|\d+\.) )?[ ]*")
"""What stands before a line: its indent, the gutter of a diff or the bullet of a list."""
MARK = "↪ "
"""Before the rest of a line of code that was folded."""
GAP = "\0"
"""For a sign that a fold put in; no shown text holds one."""
WIDEST = 2
"""The indent of the rest is at most the width divided by this."""


class Part(NamedTuple):
    """Characters from `start` up to `end`."""

    start: int
    end: int


def folded(text: Content, width: int, code: Sequence[Part] = ()) -> Content:
    """The text with no line wider than `width` cells; lines within `code` get a mark."""
    cuts = _cuts(text.plain, width, code)
    return _inserted(text, cuts) if cuts else text


def selected(text: Content, width: int, code: Sequence[Part], selection: Selection) -> str:
    """What a person selected of the folded text, without what the folds put in."""
    cuts = [(at, f"{GAP}\n" + GAP * (len(put) - 1)) for at, put in _cuts(text.plain, width, code)]
    shown = _inserted(text, cuts).plain
    return re.sub(f"{GAP}\n|{GAP}", "", selection.extract(shown))


def _cuts(plain: str, width: int, code: Sequence[Part]) -> list[tuple[int, str]]:
    cuts: list[tuple[int, str]] = []
    start = 0
    for line in plain.split("\n"):
        if cell_len(line) > width:
            marked = any(part.start <= start < part.end for part in code)
            cuts += [(start + at, between) for at, between in _line_cuts(line, width, marked)]
        start += len(line) + 1
    return cuts


def _line_cuts(line: str, width: int, marked: bool) -> list[tuple[int, str]]:
    """Where a line is folded, and what is put there."""
    cuts = divide_line(line, width)
    if not cuts:
        return []  # Only the space at its end is too much.
    hang, first = HANG.match(line), cuts[0]
    lead = min(cell_len(hang[0]), width // WIDEST) if hang else 0
    between = "\n" + " " * lead + MARK * marked
    room = max(1, width - lead - cell_len(MARK) * marked)
    return [
        (at, between) for at in (first, *(first + at for at in divide_line(line[first:], room)))
    ]


def _inserted(text: Content, cuts: Sequence[tuple[int, str]]) -> Content:
    """The text with strings put in at the given places, which ascend."""
    plain, pieces, places, shifts = text.plain, [], [], [0]
    last = 0
    for at, between in cuts:
        pieces += [plain[last:at], between]
        places.append(at)
        shifts.append(shifts[-1] + len(between))
        last = at
    pieces.append(plain[last:])
    spans = [
        Span(
            span.start + shifts[bisect_right(places, span.start)],
            span.end + shifts[bisect_right(places, span.end - 1)],
            span.style,
        )
        for span in text.spans
    ]
    return Content("".join(pieces), spans)
