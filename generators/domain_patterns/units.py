"""A record as a tree of units: headings, labels, list items, paragraphs, quotes, tables, fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generators.pdca.marks import LINK
from generators.pdca.record import Pdca

HEADING, LABEL, ITEM, TEXT, QUOTE, TABLE, FENCE = (
    "heading", "label", "item", "text", "quote", "table", "fence",
)  # fmt: skip
# Bold marks and emoji, but for those that carry a meaning.
DECORATION = re.compile(
    "\\*\\*|(?![✅❌⚠✓✗☐☑])[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+ ?"
)
HEADS = re.compile(r"^(#{1,6})\s+\S")
FENCED = re.compile(r"^\s*(?:```|~~~)")
RULE = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,})\s*$")
ITEMS = re.compile(r"^(\s*)(?:[-*+•]|\d+[.)]|[✅❌⚠✓✗☐☑])\s+\S")
BOLD = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+)?\*\*[^*]+\*\*:?\s*$")
LONGEST_LABEL = 240
# Code, commands, drawings; and what is none.
CODE = re.compile(
    r"\$ [a-z]|^On branch |^Your branch |^nothing to commit|[{};]\s*$|=>|^\s*(?:\$|//|/\*|<"
    r"|git |npm |npx |cd |ls |ln |rm |cp |mv |node |import |export |const |let |class |sed "
    r"|grep |find |cat |echo |chmod |mkdir |curl |diff )|[│├└┌┐→▼]\s*[│├└─]|^\s*#!|\(\)\s*$"
    r"|^[+@-]{2}|^\s*\w+\(.*\)"
)
PROSE = re.compile(r"^\s*(?:[-*•]|\d+[.)]|[✅❌⚠✓✗☐☑])\s+\S|^\s*[A-Z][\w' -]+:?(?:\s|$)")
# A line that the one before goes on in.
GOES_ON = re.compile(r"^\s*[a-z(]")
STOPS = re.compile(r"[.!?:;)\"”`|]\s*$")
DOUBLE = re.compile(r"(?<=\S)  +(?=\S)")
MARKS = " -*•+#>0123456789.)(`_:✅❌⚠✓✗☐☑[]xX\t"
# The name of a field, in bold or not.
FIELD = re.compile(r"^\W*[^:|]{2,40}:")
# A field in front of what a line says.
LEAD = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)] )?(?:\[[ x]\] )?([^:`\n|]{2,60}):\s")


@dataclass
class Unit:
    """Lines that are used or left out together. `above` leads to the heading, label or item that it
    stands below; -1 for none.
    """

    at: int
    kind: str
    first: int
    last: int
    text: str
    """The lines as they are shown."""
    level: int
    """Of headings 1-6; of labels and items the indent; else 0."""
    above: int
    section: str
    """The kind of section it stands in, `header` before the first."""
    below: list[int] = field(default_factory=list)

    @property
    def lead(self) -> str:
        """The field that the line begins with, in lower case; empty for none."""
        found = LEAD.match(self.text)
        return found[1].strip().lower() if found and self.kind in (ITEM, TEXT, QUOTE) else ""

    @property
    def name(self) -> str:
        """What a heading, label or lead calls what stands below it, in lower case."""
        if self.kind in (HEADING, LABEL) or self.below:
            return self.text.strip(" #-*:\t").lower()
        return self.lead


def ancestors(units: Sequence[Unit], at: int) -> list[int]:
    """What a unit stands below, the nearest first."""
    found = []
    while (at := units[at].above) >= 0:
        found.append(at)
    return found


def below(units: Sequence[Unit], at: int) -> list[int]:
    """All that stands below a unit, in order."""
    return [each for at in units[at].below for each in (at, *below(units, at))]


def written(units: Sequence[Unit], shown: Iterable[int], gap: str = "") -> str:
    """Units below each other, a blank line before headings and labels; `gap` stands for what is
    left out between them.
    """
    parts: list[str] = []
    before = -1
    for at in sorted(shown):
        unit = units[at]
        if gap and at > before + 1 and before >= 0:
            parts.append(f"\n{gap}")
        apart = unit.kind == HEADING or (
            unit.kind == LABEL and not unit.level and before >= 0 and units[before].kind != HEADING
        )
        parts.append("\n" * (apart and before >= 0) + unit.text)
        before = at
    if gap and parts and before < len(units) - 1:
        parts.append(f"\n{gap}")
    return "\n".join(parts)


def only_links(line: str) -> bool:
    """Whether a line has links and nothing beside them but what they are called."""
    return bool(LINK.search(line)) and not re.search(r"\w", FIELD.sub("", LINK.sub("", line)))


def bare(line: str) -> str:
    """What a line says, without its marks, in lower case."""
    return line.strip(MARKS).lower()


def shown(record: Pdca) -> list[str]:
    """The record's lines without the targets of links and decoration; code stays as it is."""
    raw = record.text.split("\n")
    lines = [_plain(line) for line in raw]
    at = 0
    while at < len(lines):
        end = _fence_end(lines, at) if FENCED.match(lines[at]) else at
        if end > at and not told_in(lines[at + 1 : end]):
            lines[at : end + 1] = raw[at : end + 1]
        at = end + 1
    return lines


def _plain(line: str) -> str:
    said = LINK.sub(lambda match: match["label"], line.replace("\ufe0f", ""))
    said = DECORATION.sub("", said).rstrip()
    # Blanks around a name that is gone stay: the line is torn.
    return said if DOUBLE.search(line.strip()) else DOUBLE.sub(" ", said)


def read(record: Pdca, lines: Sequence[str], unfit: Callable[[str], object]) -> list[Unit]:
    """The units in order. Lines that are `unfit` belong to none, and neither do headings and labels
    below which nothing stands.
    """
    raw = record.text.split("\n")
    read_all = list(_pieces(lines, raw))
    pieces: list[Piece] = []
    for at, (kind, first, last) in enumerate(read_all):
        if any(unfit(raw[each]) for each in range(first, last + 1)):
            continue
        after = range(read_all[at + 1][1], read_all[at + 1][2] + 1) if read_all[at + 1 :] else ()
        if kind == LABEL and any(unfit(raw[each]) for each in after):
            continue
        pieces.append((kind, first, last, _level(kind, "\n".join(lines[first : last + 1]))))
    while (held := _filled(pieces, lines)) != pieces:
        pieces = held
    return _tree(pieces, lines, _sections(record))


Piece = tuple[str, int, int, int]
"""(kind, first line, last line, level)"""


def _filled(pieces: Sequence[Piece], lines: Sequence[str]) -> list[Piece]:
    """The pieces without headings that another of their level follows, and labels that one does."""
    ends: Piece = (HEADING, len(lines), len(lines), 0)
    return [
        piece
        for piece, after in pairwise([*pieces, ends])
        if not (piece[0] == HEADING == after[0] and after[3] <= piece[3] and piece[1])
        and not (
            piece[0] == LABEL
            and lines[piece[2]].rstrip().endswith(":")
            and (after[0] == HEADING or _next_label(piece, after))
        )
    ]


def _next_label(label: Piece, after: Piece) -> bool:
    return after[0] == LABEL and after[3] <= label[3] and after[1] > label[2] + 1


def _tree(pieces: Sequence[Piece], lines: Sequence[str], places: Sequence[str]) -> list[Unit]:
    found: list[Unit] = []
    open_at: list[int] = []
    for kind, first, last, level in pieces:
        text = "\n".join(lines[first : last + 1])
        # A field is no part of the item before it.
        field = kind == TEXT and not text.startswith(" ") and bool(LEAD.match(text))
        blank = field or (first > 0 and not lines[first - 1].strip())
        while open_at and not _holds(found[open_at[-1]], kind, level, blank):
            open_at.pop()
        above = open_at[-1] if open_at else -1
        unit = Unit(len(found), kind, first, last, text, level, above, places[first])
        found.append(unit)
        if above >= 0:
            found[above].below.append(unit.at)
        if kind in (HEADING, LABEL, ITEM):
            open_at.append(unit.at)
    return found


def _holds(holder: Unit, kind: str, level: int, blank: bool) -> bool:
    """Whether a unit stands below another that is still open."""
    if kind == HEADING:
        return holder.kind == HEADING and holder.level < level
    if holder.kind == HEADING:
        return True
    if holder.kind == LABEL:
        if kind == LABEL:
            return holder.level < level
        if kind == ITEM:
            return level >= holder.level
        return not (blank and holder.below)
    return (kind in (ITEM, LABEL) and level > holder.level) or (kind in (TEXT, FENCE) and not blank)


def _level(kind: str, text: str) -> int:
    if kind == HEADING:
        return len(text.split(" ", 1)[0])
    return len(text) - len(text.lstrip()) if kind in (ITEM, LABEL) else 0


def _pieces(lines: Sequence[str], raw: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(kind, first line, last line) of each unit."""
    at = 0
    while at < len(lines):
        line, end = lines[at], at
        if not line.strip() or RULE.match(line):
            at += 1
            continue
        if FENCED.match(line):
            kind, end = FENCE, _fence_end(lines, at)
            if told_in(lines[at + 1 : end]):
                yield from (
                    (each, first + at + 1, last + at + 1)
                    for each, first, last in _pieces(lines[at + 1 : end], raw[at + 1 : end])
                )
                at = end + 1
                continue
        elif HEADS.match(line):
            kind = HEADING
        elif line.lstrip().startswith("|"):
            kind, end = TABLE, _run(lines, at, "|")
        elif line.lstrip().startswith(">"):
            kind, end = QUOTE, _run(lines, at, ">")
        else:
            label = len(line) <= LONGEST_LABEL and (
                line.rstrip().endswith(":") or bool(BOLD.match(raw[at]))
            )
            kind = LABEL if label else ITEM if ITEMS.match(line) else TEXT
            while not label and end + 1 < len(lines) and _wrapped(lines[end], lines[end + 1]):
                end += 1
        yield kind, at, end
        at = end + 1


def told_in(lines: Sequence[str]) -> bool:
    """Whether a fence holds what is told, and no code."""
    said = [line for line in lines if line.strip()]
    code = sum(bool(CODE.search(line)) for line in said)
    told = sum(bool(PROSE.match(line)) for line in said)
    titled = any(line.startswith("#") for line in said)
    return bool(said) and not code and not titled and told >= 0.5 * len(said)


def _wrapped(line: str, following: str) -> bool:
    new = ITEMS.match(following) or HEADS.match(following) or FENCED.match(following)
    return bool(GOES_ON.match(following)) and not STOPS.search(line) and not new


def _run(lines: Sequence[str], at: int, mark: str) -> int:
    while at + 1 < len(lines) and lines[at + 1].lstrip().startswith(mark):
        at += 1
    return at


def _fence_end(lines: Sequence[str], at: int) -> int:
    ends = (end for end in range(at + 1, len(lines)) if FENCED.match(lines[end]))
    return next(ends, at)


def _sections(record: Pdca) -> list[str]:
    """The kind of section of each line."""
    found = ["header"] * (record.text.count("\n") + 1)
    for section in record.sections:
        start = record.text.count("\n", 0, section.start)
        end = record.text.count("\n", 0, section.end) + 1
        found[start:end] = [section.kind] * (end - start)
    return found[: record.text.count("\n") + 1]
