"""Passages of a record as they stand there: whole blocks in the record's order, below their
headings, with what surrounds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from generators import tokens
from generators.pdca.marks import LINK
from generators.pdca.record import Pdca

GAP = "[…]"
# Of a block with more lines what is asked for is shown, with the line after the first of each run.
LONG_BLOCK, LONG_FENCE = 4, 8
# Bold marks and emoji, but for those that carry a meaning.
DECORATION = re.compile("\\*\\*|(?![✅❌⚠✓✗☐☑])[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+ ?")
HEADING = re.compile(r"^#{1,6}\s+\S")
FENCE = re.compile(r"^\s*(?:```|~~~)")
RULE = re.compile(r"^\s*-{3,}\s*$")
# A line that gives a name to what stands below it.
LABEL = re.compile(r"^\s*(?:[-*+]\s+)?[^.!?]{2,80}:\s*$")
# The name of a field, in bold or not.
FIELD = re.compile(r"^\W*[^:|]{2,40}:")
# What says nothing about the work: links to the record itself, fields for machines, feelings.
IDLE = re.compile(
    r"artifact links?|emotional reflection|previous (?:commit|pdca)|sync req|template version", re.I
)


@dataclass(frozen=True)
class Block:
    """Lines that belong together: a heading, a fence, a list with its label, a paragraph."""

    first: int
    last: int
    heading: int
    """The line of the heading above it, or its own where it is one; -1 for none."""
    is_heading: bool = False


class Passages:
    """A record cut into blocks, from which excerpts are made.

    `unfit` tells which lines must not be shown; a block that has one is left out as surroundings,
    and loses the line where it is asked for.
    """

    def __init__(self, record: Pdca, unfit: Callable[[str], object], tokenizer: str) -> None:
        raw = record.text.split("\n")
        self._lines = [
            DECORATION.sub("", LINK.sub(lambda match: match["label"], line)).rstrip()
            for line in raw
        ]
        self._unfit = {at for at, line in enumerate(raw) if unfit(line) or _only_links(line)}
        self._size = tokens.count_batch([f"{line}\n" for line in self._lines], tokenizer)
        self._blocks = list(_blocks(self._lines))
        self._levels = {
            block.first: len(self._lines[block.first].split(" ", 1)[0])
            for block in self._blocks
            if block.is_heading
        }
        self._parents = _parents(self._levels)

    def opening(self, characters: int) -> range:
        """The first lines that are whole within so many characters; at least one."""
        size = 0
        for number, line in enumerate(self._lines):
            size += len(line) + 1
            if number and size > characters:
                return range(number)
        return range(len(self._lines))

    def excerpt(self, opening: range, wanted: Iterable[int], budget: int) -> str:
        """The opening and the blocks that hold the wanted lines with the headings above them, then
        neighbours of those blocks while all is within `budget` tokens. `[…]` marks what is left
        out.
        """
        needed = set(wanted)
        shown = set(opening)
        core = [b for b in self._blocks if needed.intersection(range(b.first, b.last + 1))]
        for block in core:
            shown |= self._with_headings(block, needed)
        size = sum(self._size[at] for at in shown)
        for block in self._around(core):
            more = self._with_headings(block) - shown
            cost = sum(self._size[at] for at in more)
            if more and size + cost <= budget and not more & self._unfit:
                shown |= more
                size += cost
        return self._written(shown - self._unfit)

    def told(self, wanted: Iterable[int]) -> str:
        """The blocks that hold the wanted lines, without the title."""
        text = self.excerpt(range(0), wanted, 0)
        return re.sub(rf"\A# .*\n+(?:{re.escape(GAP)}\n+)?", "", text)

    def _with_headings(self, block: Block, needed: Collection[int] = ()) -> set[int]:
        """The block's lines and those of the headings that it stands below; of a long block what
        is needed, with the line after the first of each run, and its first line.
        """
        found = set(range(block.first, block.last + 1))
        fenced = any(FENCE.match(self._lines[at]) for at in found)
        if needed and len(found) > (LONG_FENCE if fenced else LONG_BLOCK):
            found = {
                at
                for at in found
                if at == block.first
                or at in needed
                or (at - 1 in needed and at - 2 not in needed)
                or FENCE.match(self._lines[at])
            }
        at = block.heading
        while at >= 0:
            found.add(at)
            at = self._parents[at]
        return found

    def _around(self, core: Sequence[Block]) -> list[Block]:
        """The other blocks, those below the same headings first, then the nearest."""
        headings = {block.heading for block in core}
        places = [block.first for block in core]
        others = [
            block
            for block in self._blocks
            if block not in core and not block.is_heading and not self._idle(block)
        ]
        return sorted(
            others,
            key=lambda block: (
                block.heading not in headings,
                min((abs(block.first - place) for place in places), default=0),
            ),
        )

    def _idle(self, block: Block) -> bool:
        heading = self._lines[block.heading] if block.heading >= 0 else ""
        return bool(IDLE.search(heading)) or all(
            RULE.match(line) or IDLE.search(line) or "http" in line
            for line in self._lines[block.first : block.last + 1]
        )

    def _written(self, shown: Collection[int]) -> str:
        written: list[str] = []
        before = -1
        for at in sorted(shown):
            line = self._lines[at]
            if RULE.match(line) or not line.strip():
                continue
            skipped = self._lines[before + 1 : at] if before >= 0 else []
            if any(each.strip() and not RULE.match(each) for each in skipped):
                written.append(GAP if written[-1] == "" else f"\n{GAP}")
            if (skipped and not any(map(str.strip, skipped))) or HEADING.match(line):
                written.append("")
            written.append(line)
            before = at
        return "\n".join(written).strip()


def _parents(levels: dict[int, int]) -> dict[int, int]:
    """For each heading, by its line, the one that it stands below; -1 for none."""
    parents: dict[int, int] = {}
    above: list[int] = []
    for at in sorted(levels):
        while above and levels[above[-1]] >= levels[at]:
            above.pop()
        parents[at] = above[-1] if above else -1
        above.append(at)
    return parents


def _only_links(line: str) -> bool:
    """Whether a line has links and nothing beside them but what they are called."""
    return bool(LINK.search(line)) and not re.search(r"\w", re.sub(FIELD, "", LINK.sub("", line)))


def _blocks(lines: Sequence[str]) -> Iterable[Block]:
    """The blocks in order; blank lines belong to none."""
    heading = -1
    at = 0
    while at < len(lines):
        first = at
        if not lines[at].strip():
            at += 1
        elif FENCE.match(lines[at]):
            at = _fence_end(lines, at) + 1
            yield Block(first, at - 1, heading)
        elif HEADING.match(lines[at]):
            heading = at
            at += 1
            yield Block(first, first, heading, is_heading=True)
        else:
            at = _paragraph_end(lines, at) + 1
            yield Block(first, at - 1, heading)


def _paragraph_end(lines: Sequence[str], at: int) -> int:
    """The last line of a paragraph or list; a lone label takes what follows it."""
    first = at
    while at + 1 < len(lines) and _goes_on(lines[at + 1]):
        at += 1
    if at == first and LABEL.match(lines[at]):
        below = at + 1
        while below < len(lines) and not lines[below].strip():
            below += 1
        if below < len(lines) and FENCE.match(lines[below]):
            return _fence_end(lines, below)
        if below < len(lines) and _goes_on(lines[below]) and not LABEL.match(lines[below]):
            return _paragraph_end(lines, below)
    return at


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not HEADING.match(line) and not FENCE.match(line)


def _fence_end(lines: Sequence[str], at: int) -> int:
    for end in range(at + 1, len(lines)):
        if FENCE.match(lines[end]):
            return end
    return at
