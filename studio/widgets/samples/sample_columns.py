"""The columns of the list of samples: which fit, and a row as one line of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.cells import cell_len, set_cell_size

from studio.store.terms import SORTS
from studio.widgets.safe import one_line

MARKS = {"staged": " ", "accepted": "✓", "flagged": "⚑", "replaced": "↻", "rejected": "✗"}
MARGIN = 3
"""Cells to the left of the first column, for selection and state."""
GAP = "  "
TEXT = "opening"
FEWEST = 12
"""Cells of a text from which it says more than the subject beside it, which has them otherwise."""
SUBJECT_FEWEST = 24
"""Cells that a subject needs before other columns have all that they want."""
LIKENESS = "likeness"


@dataclass(frozen=True)
class Column:
    """A column: its key in a row, its title, its width in cells, and the width of the list from
    which it is shown.
    """

    key: str
    title: str
    width: int
    wanted: int = 0
    right: bool = False
    least: int = 0
    """The width it has where its own would leave the subject too few cells."""


SUBJECT = Column("subject", "subject", 30)
COLUMNS = (
    Column(LIKENESS, "alike", 6, right=True),
    Column("dataset", "dataset", 22, least=15),
    Column("category", "category", 22, 97),
    Column("tokens", "tokens", 7, right=True),
    Column("state", "state", 8),
    Column("weakness", "weakness", 12),
    Column("view", "view", 14),
    Column("nearest", "nearest", 8, right=True),
    Column("why", "suspicious for", 30, least=20),
    Column("group", "group", 20),
    Column("date", "date", 10),
    Column("agent", "agent", 14),
    Column("layer", "layer", 7),
    Column("source", "source", 30),
    SUBJECT,
    Column(TEXT, "instruction", 0),
)
OPTIONAL = {c.key: c.title for c in COLUMNS if c.width and c.key != LIKENESS}
"""Columns that can be shown or hidden, with their titles."""
USUAL = frozenset({"dataset", "category", "tokens", "subject"})


def fitting(width: int, wanted: frozenset[str]) -> list[tuple[Column, int]]:
    """The wanted columns that fit, each with its width; the last one gets what is left."""
    shown = [
        column
        for column in COLUMNS
        if not column.width or (column.key in wanted and width >= column.wanted)
    ]
    left = width - MARGIN - sum(column.width + len(GAP) for column in shown)
    if SUBJECT in shown and left + SUBJECT.width + 2 * len(GAP) < SUBJECT_FEWEST:
        shown = [replace(each, width=each.least or each.width) for each in shown]
        left = width - MARGIN - sum(column.width + len(GAP) for column in shown)
    if left < FEWEST and shown[-2:-1] == [SUBJECT]:
        # No wider than there is room, so that what is cut off ends in a sign of it.
        room = max(4, left + SUBJECT.width + 2 * len(GAP))
        return [(column, column.width) for column in shown[:-2]] + [(SUBJECT, room)]
    return [(column, column.width or max(4, left)) for column in shown]


def sortable(width: int, wanted: frozenset[str]) -> list[str]:
    """The keys of the columns that fit and can be sorted by."""
    return [column.key for column, _ in fitting(width, wanted) if column.key in SORTS]


def key_at(x: int, width: int, wanted: frozenset[str]) -> str:
    """The key of the sortable column at a cell; empty if there is none."""
    left = MARGIN
    for column, size in fitting(width, wanted):
        if left <= x < left + size:
            return column.key if column.key in SORTS else ""
        left += size + len(GAP)
    return ""


def line(row: Mapping[str, Any], width: int, selected: bool, wanted: frozenset[str]) -> str:
    """A row, with the marks of the selection and of its state."""
    marks = ("●" if selected else " ") + MARKS.get(str(row.get("state")), "?")
    cells = [_cell(row.get(c.key, ""), size, c.right) for c, size in fitting(width, wanted)]
    return f"{marks:<{MARGIN}}{GAP.join(cells)}"


def titles(width: int, sort: str, descending: bool, wanted: frozenset[str]) -> str:
    """The titles, with an arrow at the column `sort`; what is alike has an order of its own."""
    if LIKENESS in wanted:
        sort, descending = LIKENESS, True
    arrow = "▼" if descending else "▲"
    cells = [
        _cell(column.title + (arrow if column.key == sort else ""), size, column.right)
        for column, size in fitting(width, wanted)
    ]
    return " " * MARGIN + GAP.join(cells)


def _cell(value: Any, width: int, right: bool) -> str:
    if isinstance(value, int):
        value = f"{value:,}"
    elif isinstance(value, float):
        value = f"{value:.2f}"
    text = one_line(str(value or ""), max(1, width * 2))
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    return text.rjust(width) if right else set_cell_size(text, width)
