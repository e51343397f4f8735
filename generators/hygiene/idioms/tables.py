"""Secrets in the columns of Markdown tables whose names say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .names import PASSWORD, TOKEN, fits

# Markdown's line between the names of columns and the rows.
RULER = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*")
COLUMN = re.compile(rf"(?:\w+[ -])?(?P<name>{PASSWORD}|{TOKEN})\w*(?:[ ]\w+)?", re.I)


def found(text: str) -> Iterator[int]:
    """The lines, from 0, with a secret in a column whose name says so."""
    lines = text.split("\n")
    columns: dict[int, str] = {}
    for number, line in enumerate(lines):
        if "|" not in line:
            columns = {}
        elif RULER.fullmatch(line.rstrip("\r")):
            names = enumerate(_cells(lines[number - 1]) if number else [])
            columns = {at: found["name"] for at, name in names if (found := COLUMN.fullmatch(name))}
        elif columns:
            cells = _cells(line)
            if any(fits(name, cells[at]) for at, name in columns.items() if at < len(cells)):
                yield number


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip(" \t*_`'\"") for cell in inner.split("|")]
