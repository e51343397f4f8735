"""A record's lines as pieces: headings, labels, list items, paragraphs, quotes, tables, fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from generators.pdca.signs import BAD, GOOD, STATES, WARNING

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
NAMED = re.compile(r"^\*\*[^*]+(?::\*\*|\*\*:)\s*$")
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
"""(kind, first line, last line, level). The level is that of headings twice (1-6), odd for bold
lines between; of labels and items the indent; else 0.
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
    return _headed(pieces, raw)


def _filled(pieces: Sequence[Piece], lines: Sequence[str]) -> list[Piece]:
    """The pieces without headings that another of their level follows, and labels that one does.
    A heading that tells something itself stays, and a label of labels.
    """
    ends: Piece = (HEADING, len(lines), len(lines), 0)
    return [
        piece
        for piece, after in pairwise([*pieces, ends])
        if not (piece[0] == HEADING == after[0] and after[3] <= piece[3] and piece[1])
        or TELLS.search(lines[piece[1]])
        if not (
            piece[0] == LABEL
            and lines[piece[2]].rstrip().endswith(":")
            and (after[1] == len(lines) or _emptied(piece, after, lines))
        )
    ]


def _emptied(label: Piece, after: Piece, lines: Sequence[str]) -> bool:
    """Whether a heading or another label follows in place of lines that were taken out."""
    next_ = after[0] == LABEL and after[3] <= label[3] and after[1] > label[2] + 1
    between = lines[label[2] + 1 : after[1]]
    return (next_ or after[0] == HEADING) and any(
        line.strip() and not FENCED.match(line) and not RULE.match(line) for line in between
    )


def _headed(pieces: Sequence[Piece], raw: Sequence[str]) -> list[Piece]:
    """The pieces with labels of headings as headings themselves: a bold numbered line that heads
    another heading, and its like up to the next heading that is not deeper; a bold name that ends
    with a colon.
    """
    found = list(pieces)
    for at, (piece, after) in enumerate(pairwise(pieces)):
        if piece[0] == LABEL and after[0] == HEADING and NAMED.match(raw[piece[1]]):
            found[at] = (HEADING, piece[1], piece[2], after[3] - 1)
        if _numbered(piece, raw) and after[0] == HEADING:
            level = after[3] - 1
            for each in _within(pieces, at, level):
                if _numbered(pieces[each], raw):
                    found[each] = (HEADING, pieces[each][1], pieces[each][2], level)
    return found


def _numbered(piece: Piece, raw: Sequence[str]) -> bool:
    return piece[0] == LABEL and bool(NUMBERED.match(raw[piece[1]]))


def _within(pieces: Sequence[Piece], at: int, level: int) -> range:
    """The pieces around one that stand between headings of less than a level."""
    borders = [n for n, piece in enumerate(pieces) if piece[0] == HEADING and piece[3] < level]
    first = max((n for n in borders if n < at), default=-1)
    last = min((n for n in borders if n > at), default=len(pieces))
    return range(first + 1, last)


def _level(kind: str, text: str) -> int:
    if kind == HEADING:
        return 2 * len(text.split(" ", 1)[0])
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
