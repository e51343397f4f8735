"""Rows of a Markdown table as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from .marks import headline

RULE = re.compile(r"^\|[\s:|-]+\|?$")


def cells(line: str) -> list[str]:
    """The cells of a table row as plain text; a tick before a word is an ornament there."""
    return [headline(cell.strip()) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def row(line: str, columns: Sequence[str]) -> str:
    """A table row as one line: its first cell, then each other one with its column's name. Empty
    cells are left out; so is a rule.
    """
    first, *others = cells(line)
    named = [
        f"{column}: {cell}" if column else cell
        for column, cell in zip_longest(columns[1:], others, fillvalue="")
        if re.search(r"\w", cell)
    ]
    return "; ".join([*([first] if re.search(r"\w", first) else []), *named])
