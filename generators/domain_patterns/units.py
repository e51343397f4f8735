"""A record as a tree of units: headings, labels, list items, paragraphs, quotes, tables, fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from generators.pdca import tables
from generators.pdca.marks import LINK, around_code
from generators.pdca.outline import visible
from generators.pdca.record import Pdca

from .pieces import (
    BOLD,
    FENCE,
    FENCED,
    HEADING,
    HEADS,
    ITEM,
    ITEMS,
    LABEL,
    QUOTE,
    RULE,
    SIGNS,
    TABLE,
    TEXT,
    Piece,
    fence_end,
    fit,
    told_in,
)

__all__ = ["FENCE", "FENCED", "HEADING", "ITEM", "LABEL", "QUOTE", "RULE", "TABLE", "TEXT"]

APART, FOOTER = "apart", "footer"
# A footer has at most so many pieces, and no list.
MOST_FOOTER = 4
# Bold marks around something and emoji, but for those that carry a meaning. In headings and labels
# only ticks, crosses and warnings do.
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]"
_BOLD_MARKS = r"\*\*(?=\S)|(?<=\S)\*\*"
DECORATION = re.compile(rf"{_BOLD_MARKS}|(?:(?![{SIGNS}]){_EMOJI})+ ?")
HEADED = re.compile(rf"{_BOLD_MARKS}|(?:(?![✅❌⚠✓✗☐☑]){_EMOJI})+ ?")
# A fence that holds somebody's words.
QUOTED = re.compile(r"^\s*(?:```|~~~)quote", re.I)
DOUBLE = re.compile(r"(?<=\S)  +(?=\S)")
MARKS = f" -*•+#>0123456789.)(`_:{SIGNS}[]xX\t"
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
    """The kind of section it stands in; `header` before the first, `footer` behind the last,
    `apart` where a rule sets it off from a heading.
    """
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
    left out between them, behind a rule where one sets that apart: what stands above is whole.
    """
    parts: list[str] = []
    before = -1

    def left_out(at: int) -> str:
        return f"\n---\n\n{gap}" if units[at].section in (APART, FOOTER) else f"\n{gap}"

    for at in sorted(shown):
        unit = units[at]
        if gap and at > before + 1 and before >= 0:
            parts.append(left_out(before + 1))
        apart = unit.kind == HEADING or (
            unit.kind == LABEL and not unit.level and before >= 0 and units[before].kind != HEADING
        )
        parts.append("\n" * (apart and before >= 0) + unit.text)
        before = at
    if gap and parts and before < len(units) - 1:
        parts.append(left_out(before + 1))
    return "\n".join(parts)


def only_links(line: str) -> bool:
    """Whether a line has links and nothing beside them but what they are called."""
    return bool(LINK.search(line)) and not re.search(r"\w", FIELD.sub("", LINK.sub("", line)))


def bare(line: str) -> str:
    """What a line says, without its marks, in lower case."""
    return line.strip(MARKS).lower()


def shown(record: Pdca) -> list[str]:
    """The record's lines without the targets of links and decoration; code stays as it is."""
    raw = tables.closed(visible(record.text.split("\n")))
    lines = [_plain(line) for line in raw]
    at = 0
    while at < len(lines):
        end = fence_end(lines, at) if FENCED.match(lines[at]) else at
        if end > at and not told_in(lines[at + 1 : end]):
            lines[at : end + 1] = raw[at : end + 1]
        at = end + 1
    return lines


def _plain(line: str) -> str:
    if RULE.match(line):
        return line
    said = LINK.sub(lambda match: match["label"], line.replace("\ufe0f", ""))
    named = HEADS.match(line) or BOLD.match(line) or line.rstrip(" *_").endswith(":")
    decoration = HEADED if named else DECORATION
    said = around_code(said, lambda text: decoration.sub("", text)).rstrip()
    # Blanks around a name that is gone stay: the line is torn.
    return said if DOUBLE.search(line.strip()) else DOUBLE.sub(" ", said)


def read(record: Pdca, lines: Sequence[str], unfit: Callable[[str], object]) -> list[Unit]:
    """The units in order. Lines that are `unfit` belong to none, and neither do headings and labels
    below which nothing stands.
    """
    pieces = fit(lines, record.text.split("\n"), unfit)
    return _tree(pieces, lines, _sections(record))


def _tree(pieces: Sequence[Piece], lines: Sequence[str], places: Sequence[str]) -> list[Unit]:
    found: list[Unit] = []
    open_at: list[int] = []
    end = _footer(pieces, lines)
    apart = ""
    for kind, first, last, level in pieces:
        text = "\n".join(lines[first : last + 1])
        # A field is no part of the item before it.
        field = kind == TEXT and not text.startswith(" ") and bool(LEAD.match(text))
        blank = field or (first > 0 and not lines[first - 1].strip())
        ruled = found and any(RULE.match(line) for line in lines[found[-1].last + 1 : first])
        if kind == HEADING:
            apart = ""
        elif ruled:
            apart = apart or FOOTER * (first >= end) or APART * _below_part(found, open_at)
            open_at = [at for at in open_at if found[at].kind == HEADING]
        while open_at and not _holds(found[open_at[-1]], kind, level, blank, found):
            open_at.pop()
        above = -1 if apart or not open_at else open_at[-1]
        place = apart or places[first]
        unit = Unit(len(found), kind, first, last, text, level, above, place)
        found.append(unit)
        if above >= 0:
            found[above].below.append(unit.at)
        if kind in (HEADING, LABEL, ITEM):
            open_at.append(unit.at)
    return found


def _footer(pieces: Sequence[Piece], lines: Sequence[str]) -> int:
    """The line from which on the text is the record's footer: behind its last rule, where no
    heading follows.
    """
    last = max((first for kind, first, _, _ in pieces if kind == HEADING), default=0)
    rules = [at for at, line in enumerate(lines) if at > last and RULE.match(line)]
    kinds = [kind for kind, first, _, _ in pieces if rules and first > rules[-1]]
    short = len(kinds) <= MOST_FOOTER and ITEM not in kinds
    return rules[-1] if rules and short else len(lines)


def _below_part(units: Sequence[Unit], open_at: Sequence[int]) -> bool:
    """Whether a heading within a section is open: what a rule sets apart is none of it, and whose
    it is one cannot tell.
    """
    held = [units[at].section for at in open_at if units[at].kind == HEADING]
    return len(held) > 1 and held[-1] == held[-2]


def _holds(holder: Unit, kind: str, level: int, blank: bool, units: Sequence[Unit]) -> bool:
    """Whether a unit stands below another that is still open."""
    if kind == HEADING:
        return holder.kind == HEADING and holder.level < level
    if holder.kind == HEADING:
        return True
    if holder.kind == LABEL:
        if kind == LABEL:
            return holder.level < level
        if kind == ITEM and level == holder.level and ITEMS.match(holder.text):
            # What is listed beside a listed label belongs to it only where nothing is listed in it.
            return not any(units[at].level > level for at in holder.below)
        if kind == ITEM:
            return level >= holder.level
        return not (blank and holder.below)
    return (kind in (ITEM, LABEL) and level > holder.level) or (kind in (TEXT, FENCE) and not blank)


def _sections(record: Pdca) -> list[str]:
    """The kind of section of each line."""
    found = ["header"] * (record.text.count("\n") + 1)
    for section in record.sections:
        start = record.text.count("\n", 0, section.start)
        end = record.text.count("\n", 0, section.end) + 1
        found[start:end] = [section.kind] * (end - start)
    return found[: record.text.count("\n") + 1]


def emptied(units: Sequence[Unit], shown: Collection[int]) -> bool:
    """Whether a heading that ends with a colon loses what it announces."""
    return any(
        units[at].kind == HEADING
        and units[at].text.rstrip("* ").endswith(":")
        and at + 1 not in shown
        for at in shown
    )
