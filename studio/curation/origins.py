"""Where a sample comes from: its source's text, and how the sample differs from it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generators.limits import fences_end
from studio.search.samples import Record

FENCE = re.compile(r"^```[\w-]*\n(?P<code>.*?)^```[ \t]*$", re.M | re.S)
CONTEXT = 3
AUTHORED = "template:"


@dataclass(frozen=True)
class Line:
    """A line of a source or of a diff; `mark` is `=` in the sample too, `+` the sample only, `-`
    the source only, `@` a gap, empty where it is neither.
    """

    mark: str
    text: str


def text(place: Path | str, record: Record) -> str:
    """The source's text as the store holds it; empty for authored content. Raises StoreError."""
    from generators.store import source_text

    source = str(record.row["source"])
    return "" if source.startswith(AUTHORED) else source_text.read(place, source)


def marked(source: str, record: Record) -> list[Line]:
    """The whole source; lines that stand in the sample's input or output too are marked."""
    said = _lines(record.input) | _lines(record.output)
    return [
        Line("=" if line.strip() and line.strip() in said else "", line)
        for line in source.split("\n")
    ]


def difference(source: str, record: Record) -> list[Line]:
    """What the output has that the source has not, and the other way round within the part that was
    cut out.

    Code is compared by itself, without the words around it.
    """
    blocks = [
        match["code"] for match in FENCE.finditer(record.output, 0, fences_end(record.output))
    ]
    ours = ("\n".join(blocks) if blocks else record.output).split("\n")
    theirs = _part(source.split("\n"), ours)
    return changed(theirs, ours)


def changed(before: Sequence[str], now: Sequence[str]) -> list[Line]:
    """What lines have become of others, with some around each change."""
    lines = []
    for line in difflib.unified_diff(before, now, n=CONTEXT, lineterm=""):
        if line.startswith(("---", "+++")):
            continue
        mark = line[:1]
        lines.append(Line("@", line) if mark == "@" else Line(mark.strip(), line[1:]))
    return lines


def _lines(passage: str) -> set[str]:
    return {line.strip() for line in passage.split("\n") if line.strip()}


def _part(source: list[str], output: list[str]) -> list[str]:
    """The source from the first to the last line that the output shares with it by more than a
    bracket.
    """
    said = {line.strip() for line in output if sum(map(str.isalnum, line)) > 2}
    shared = [at for at, line in enumerate(source) if line.strip() in said]
    return source[shared[0] : shared[-1] + 1] if shared else []
