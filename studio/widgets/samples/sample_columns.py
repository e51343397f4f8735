"""The columns of the list of samples: which fit, and a row as one line of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len, set_cell_size

from studio.widgets.safe import one_line

MARKS = {"staged": " ", "accepted": "✓", "flagged": "⚑", "replaced": "↻", "rejected": "✗"}
MARGIN = 2
"""Cells to the left of the first column, for the mark."""
GAP = "  "
TEXT = "opening"


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


COLUMNS = (
    Column("dataset", "dataset", 15),
    Column("category", "category", 18, 84),
    Column("tokens", "tokens", 7, right=True),
    Column("date", "date", 10, 100),
    Column("agent", "agent", 14, 106),
    Column("layer", "layer", 7, 120),
    Column(TEXT, "instruction", 0),
)


def fitting(width: int) -> list[tuple[Column, int]]:
    """The columns that fit, each with its width; the last one gets what is left."""
    shown = [column for column in COLUMNS if width >= column.wanted]
    used = MARGIN + sum(column.width + len(GAP) for column in shown)
    return [(column, column.width or max(4, width - used)) for column in shown]


def sortable(width: int) -> list[str]:
    """The keys of the columns that fit and can be sorted by."""
    return [column.key for column, _ in fitting(width) if column.key != TEXT]


def key_at(x: int, width: int) -> str:
    """The key of the sortable column at a cell; empty if there is none."""
    left = MARGIN
    for column, size in fitting(width):
        if left <= x < left + size:
            return column.key if column.key != TEXT else ""
        left += size + len(GAP)
    return ""


def line(row: Mapping[str, Any], width: int, selected: bool) -> str:
    """A row, with the mark of its state or of the selection."""
    mark = "●" if selected else MARKS.get(str(row.get("state")), "?")
    cells = [_cell(row.get(c.key, ""), size, c.right) for c, size in fitting(width)]
    return f"{mark:<{MARGIN}}{GAP.join(cells)}"


def titles(width: int, sort: str, descending: bool) -> str:
    """The titles, with an arrow at the column `sort`."""
    arrow = "▼" if descending else "▲"
    cells = [
        _cell(column.title + (arrow if column.key == sort else ""), size, column.right)
        for column, size in fitting(width)
    ]
    return " " * MARGIN + GAP.join(cells)


def _cell(value: Any, width: int, right: bool) -> str:
    if isinstance(value, int):
        value = f"{value:,}"
    text = one_line(str(value or ""), max(1, width * 2))
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    return text.rjust(width) if right else set_cell_size(text, width)
