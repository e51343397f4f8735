"""Rows of a Markdown table as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from .marks import headline
from .sign_names import BAD, GOOD

RULE = re.compile(r"^\|[\s:|-]+\|?$")
# The rule of a table whose rows have no bar at their ends.
OPEN_RULE = re.compile(r"^\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+$")

# A row of a table that was pasted without its bars and its names of columns, so that nobody can
# tell what the signs in it stand for; in quotation marks they stay as they are.
PASTED = re.compile(
    rf"^(?!\s*\||.*[\"“„])(?:.*\t *[{GOOD}{BAD}]|.*[{GOOD}{BAD}]\ufe0f?[ \ufe0f]*\t"
    rf"|.*\w.*[{GOOD}{BAD}]\ufe0f?[ \t]+[{GOOD}{BAD}]\ufe0f?[ \t]+\w)"
)


def closed(lines: Sequence[str]) -> list[str]:
    """The lines, with a bar at both ends of the rows of tables that have none there."""
    found = list(lines)
    end = 0
    for at, line in enumerate(lines):
        # A table has one rule, and what it closed is closed.
        if at <= end or not OPEN_RULE.match(line) or "|" not in lines[at - 1]:
            continue
        end = at
        while end + 1 < len(lines) and "|" in lines[end + 1]:
            end += 1
        for row in range(at - 1, end + 1):
            found[row] = f"| {lines[row].strip()} |"
    return found


def split(row: str) -> list[str]:
    """The cells of a row as they stand."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def cells(line: str) -> list[str]:
    """The cells of a table row as plain text; a tick before a word is an ornament there."""
    return [headline(cell) for cell in split(line)]


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
