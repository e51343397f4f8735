"""Where a sample comes from: its source's text, and how the sample differs from it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generators.limits import fences_end
from studio.search.samples import Record
from studio.search.subjects import CODE

MARKS = re.compile(r"^(?:(?:[-+*]|\d+\.|#+) +)?[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff ]*")
"""Bullets, headings and pictures at the begin of a line: samples leave them out or set their own.
"""
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
    """The whole source; lines that stand in the sample's input or output too, marks of Markdown
    aside, are marked.
    """
    same = _sameness(record)
    said = {same(line) for text in (record.input, record.output) for line in text.split("\n")}
    return [
        Line("=" if same(line) and same(line) in said else "", line) for line in source.split("\n")
    ]


def difference(source: str, record: Record) -> list[Line]:
    """What the output has that the source has not, and the other way round within the part that was
    cut out. Code is compared by itself, without the words around it; of records, marks of Markdown
    and blank lines are no difference.
    """
    blocks = [
        match["code"] for match in FENCE.finditer(record.output, 0, fences_end(record.output))
    ]
    ours = ("\n".join(blocks) if blocks else record.output).split("\n")
    same = _sameness(record)
    theirs = _part(source.split("\n"), ours, same)
    if same is str.strip:
        return changed(theirs, ours)
    before, now = ([line for line in each if line.strip()] for each in (theirs, ours))
    return changed(before, now, same)


def changed(
    before: Sequence[str], now: Sequence[str], same: Callable[[str], str] = str
) -> list[Line]:
    """What lines have become of others, with some around each change; two are one line if `same`
    makes the same of both.
    """
    lines = []
    matcher = difflib.SequenceMatcher(None, [*map(same, before)], [*map(same, now)])
    for group in matcher.get_grouped_opcodes(CONTEXT):
        (_, old, _, new, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        # A part without lines is named by the line before it.
        first, other = old + (old_end > old), new + (new_end > new)
        ranges = f"-{first},{old_end - old} +{other},{new_end - new}"
        lines.append(Line("@", f"@@ {ranges} @@"))
        for tag, i, i_end, j, j_end in group:
            if tag == "equal":
                lines += [Line("", line) for line in now[j:j_end]]
            else:
                lines += [Line("-", line) for line in before[i:i_end]]
                lines += [Line("+", line) for line in now[j:j_end]]
    return lines


def _sameness(record: Record) -> Callable[[str], str]:
    """What makes one line of two that say the same: in code all but the room around it counts."""
    code = PurePosixPath(str(record.row["source"])).suffix in CODE
    return str.strip if code else _bare


def _bare(line: str) -> str:
    """A line without marks of Markdown and pictures."""
    return MARKS.sub("", line.replace("**", "").strip()).strip()


def _part(source: list[str], output: list[str], same: Callable[[str], str]) -> list[str]:
    """The source from the first to the last line that the output shares with it by more than a
    bracket.
    """
    said = {same(line) for line in output if sum(map(str.isalnum, line)) > 1}
    shared = [at for at, line in enumerate(source) if same(line) in said]
    return source[shared[0] : shared[-1] + 1] if shared else []
