"""A record's lines as pieces: headings, labels, list items, paragraphs, quotes, tables, fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from generators.pdca.sign_names import BAD, GOOD, STATES, WARNING

HEADING, LABEL, ITEM, TEXT, QUOTE, TABLE, FENCE = (
    "heading", "label", "item", "text", "quote", "table", "fence",
)  # fmt: skip
# Signs that carry a meaning.
SIGNS = "".join([GOOD, BAD, WARNING, *STATES])
HEADS = re.compile(r"^(#{1,6})\s+\S")
FENCED = re.compile(r"^\s*(?:```|~~~)")
RULE = re.compile(r"^\s*(?P<mark>[-=*_])(?: ?(?P=mark)){2,}\s*$")
ITEMS = re.compile(rf"^(\s*)(?:[-*+•]|\d+[.)]|[{SIGNS}])\s+\S")
BOLD = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+)?\*\*[^*]+\*\*:?\s*$")
# A bold line with a number or letter of its own, as headings of a level of their own have it.
NUMBERED = re.compile(r"^\*\*[^\w*]*(?:\d+|[A-Z])[.):]\s[^*]*\*\*\W*$")
BULLET = re.compile(r"^(\s*)(?:([-*+•])|\d+([.)]))\s")
LONGEST_LABEL = 240
# Code, commands, drawings; and what is none.
CODE = re.compile(
    r"\$ [a-z]|^On branch |^Your branch |^nothing to commit|[{};]\s*$|=>|^\s*(?:\$|//|/\*|<"
    r"|git |npm |npx |cd |ls |ln |rm |cp |mv |node |import |export |const |let |class |sed "
    r"|grep |find |cat |echo |chmod |mkdir |curl |diff )|[│├└┌┐→▼]\s*[│├└─]|^\s*#!|\(\)\s*$"
    r"|^[+@-]{2}|^\s*\w+\(.*\)"
)
PROSE = re.compile(rf"^\s*(?:[-*•]|\d+[.)]|[{SIGNS}])\s+\S|^\s*[A-Z][\w' -]+:?(?:\s|$)")
# A line that the one before goes on in.
GOES_ON = re.compile(r"^\s*[a-z(]")
STOPS = re.compile(r"[.!?:;)\"”`|]\s*$")
# A heading that tells something itself, behind a colon.
TELLS = re.compile(r"^#+\s.*\w\W*:\s+(?:\S*\w\S*\s+){2,}\S*\w")

Piece = tuple[str, int, int, int]
"""(kind, first line, last line, level). The level is that of headings (1-6); of labels and items
the indent; else 0.
"""


def fit(lines: Sequence[str], raw: Sequence[str], unfit: Callable[[str], object]) -> list[Piece]:
    """The pieces in order, without lines that are `unfit` and without headings and labels below
    which nothing stands. `lines` are those that are shown, `raw` those of the record.
    """
    read_all = list(cut(lines, raw))
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
    return pieces


def _filled(pieces: Sequence[Piece], lines: Sequence[str]) -> list[Piece]:
    """The pieces without headings that another of their level follows, and without labels below
    which nothing stands or stood. A label of other labels, or of headings, stays.
    """
    ends: Piece = (HEADING, len(lines), len(lines), 0)
    found: list[Piece] = []
    level = 0
    for piece, after in pairwise([*pieces, ends]):
        if piece[0] == HEADING == after[0] and after[3] <= piece[3] and piece[1]:
            continue
        level = piece[3] if piece[0] == HEADING else level
        if piece[0] == LABEL and lines[piece[2]].rstrip().endswith(":"):
            out = after[0] == HEADING and after[3] < level
            if out or _emptied(piece, after, lines):
                continue
        found.append(piece)
    return found


def _emptied(label: Piece, after: Piece, lines: Sequence[str]) -> bool:
    """Whether a heading or another label follows in place of lines that were taken out."""
    next_ = after[0] == LABEL and after[3] <= label[3] and after[1] > label[2] + 1
    between = lines[label[2] + 1 : after[1]]
    return (next_ or after[0] == HEADING) and any(
        line.strip() and not FENCED.match(line) and not RULE.match(line) for line in between
    )


def _level(kind: str, text: str) -> int:
    if kind == HEADING:
        return len(text.split(" ", 1)[0])
    return len(text) - len(text.lstrip()) if kind in (ITEM, LABEL) else 0


def cut(lines: Sequence[str], raw: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(kind, first line, last line) of each piece; `raw` are the lines with their marks."""
    at = 0
    while at < len(lines):
        line, end = lines[at], at
        if not line.strip() or RULE.match(line):
            at += 1
            continue
        if FENCED.match(line):
            kind, end = FENCE, fence_end(lines, at)
            if told_in(lines[at + 1 : end]):
                yield from (
                    (each, first + at + 1, last + at + 1)
                    for each, first, last in cut(lines[at + 1 : end], raw[at + 1 : end])
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
                line.rstrip().endswith(":")
                or (bool(BOLD.match(raw[at])) and not _in_bold_list(raw, at))
            )
            kind = LABEL if label else ITEM if ITEMS.match(line) else TEXT
            while not label and end + 1 < len(lines) and _wrapped(lines[end], lines[end + 1]):
                end += 1
        yield kind, at, end
        at = end + 1


def _in_bold_list(raw: Sequence[str], at: int) -> bool:
    """Whether a bold line is an item among others like it, with nothing below it."""
    mine = BULLET.match(raw[at])
    if not mine:
        return False

    def beside(other: int) -> bool:
        found = BULLET.match(raw[other]) if 0 <= other < len(raw) else None
        return bool(found) and found.groups() == mine.groups()  # type: ignore[union-attr]

    after = next((n for n in range(at + 1, len(raw)) if raw[n].strip()), len(raw))
    if beside(after):
        return True
    inside = after < len(raw) and (
        len(raw[after]) - len(raw[after].lstrip()) > len(mine[1]) or after == at + 1
    )
    return not inside and beside(at - 1) and bool(BOLD.match(raw[at - 1]))


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


def fence_end(lines: Sequence[str], at: int) -> int:
    ends = (end for end in range(at + 1, len(lines)) if FENCED.match(lines[end]))
    return next(ends, at)
