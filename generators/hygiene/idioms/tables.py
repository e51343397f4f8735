"""Secrets in the columns of tables whose names say so: of Markdown, and of values with commas,
semicolons or tabs between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .names import PASSWORD, TOKEN, fits

# Markdown's line between the names of columns and the rows.
RULER = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*")
COLUMN = re.compile(rf"(?:\w+[ -])?(?P<name>{PASSWORD}|{TOKEN})\w*(?:[ ]\w+)?", re.I)
NAME = re.compile(r"[^\W\d][\w .-]{0,30}")
ROWS = 20


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


def separated(text: str, places: Iterable[int]) -> Iterator[int]:
    """The same in a table without lines: below a row of names, rows of as many values. `places` are
    those of what names a secret.
    """
    lines = text.split("\n")
    for number in sorted({text.count("\n", 0, at) for at in places}):
        line = lines[number]
        for by in ",;\t":
            names = [name.strip(" '\"`>").lower() for name in line.split(by)]
            if len(names) < 2 or not all(NAME.fullmatch(name) for name in names):
                continue
            columns = {
                at: found["name"] for at, n in enumerate(names) if (found := COLUMN.fullmatch(n))
            }
            for below in range(number + 1, min(number + ROWS, len(lines))) if columns else ():
                cells = [cell.strip(" '\"`\r") for cell in lines[below].split(by)]
                if len(cells) != len(names):
                    break
                if any(fits(name, cells[at]) for at, name in columns.items()):
                    yield below


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip(" \t*_`'\"") for cell in inner.split("|")]
