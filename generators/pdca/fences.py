"""What lines open and others close: fences of code, quoted documents, comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?(?P<run>`{3,}|~{3,})(?P<info>[^\n]*)$")
_CODE = "ts tsx typescript js javascript json python diff html css sql yaml yml mermaid"
CODE = frozenset(_CODE.split(" "))
"""Languages of fences that hold code, shells aside."""
DOCUMENT = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:markdown|md|mdx|pdca)\b", re.I)


class Ends:
    """Where something ends in later lines. Each end is looked for once: lines that open what
    nothing closes would be as many searches of all lines.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._places: dict[str, list[int]] = {}

    def after(self, at: int, sign: str) -> int:
        """The first line from `at` on that holds the sign, in whatever case; -1 where none does."""
        sign = sign.lower()
        if sign not in self._places:
            self._places[sign] = [n for n, each in enumerate(self._lines) if sign in each.lower()]
        places = self._places[sign]
        found = bisect_left(places, at)
        return places[found] if found < len(places) else -1


def quoted(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines of documents that the text quotes whole, their fences included."""
    found: set[int] = set()
    documents = document_ends(lines)
    # Behind it nothing closes a fence of at least so many of the marks.
    unclosed: dict[str, int] = {}
    for at, line in enumerate(lines):
        mark = FENCE.match(line)
        if not mark or at in found or not DOCUMENT.match(line):
            continue
        sign, length = mark["run"][0], len(mark["run"])
        end = documents.get(at) or 0
        if not end and length < unclosed.get(sign, length + 1):
            end = _closed(lines, at, mark["run"])
            if end == at:
                unclosed[sign] = length
        found.update(range(at, end))
    return found


def document_ends(lines: Sequence[str]) -> dict[int, int]:
    """For each fence that holds Markdown, whose own fences open with a language, the line behind
    it; fences of which that reading never ends are left out.
    """
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {"`": [], "~": []}
    marks = [(at, mark) for at, line in enumerate(lines) if (mark := FENCE.match(line))]
    inner = -1
    for place, (number, mark) in enumerate(marks):
        waiting = opened[mark["run"][0]]
        if mark["info"].strip():
            waiting.append(number)
        elif waiting and number != inner:
            if DOCUMENT.match(lines[waiting[-1]]) and _bare_pair(lines, marks[place : place + 3]):
                inner = marks[place + 1][0]
                continue
            start = waiting.pop()
            if DOCUMENT.match(lines[start]):
                found[start] = number + 1
    return found


def _bare_pair(lines: Sequence[str], marks: Sequence[tuple[int, re.Match[str]]]) -> bool:
    """Whether the first two of three marks are a fence without a language inside a document that
    the third ends: they hold their text tight, as no end of one fence and beginning of the next do.
    """
    if len(marks) < 3 or any(mark["info"].strip() for _, mark in marks):
        return False
    first, second = marks[0][0], marks[1][0]
    tight = first + 1 < second and lines[first + 1].strip() and lines[second - 1].strip()
    return bool(tight) and not lines[second + 1].strip()


def _closed(lines: Sequence[str], at: int, run: str) -> int:
    """The line behind the first mark that closes a fence; the fence's own where none does."""
    for number in range(at + 1, len(lines)):
        mark = FENCE.match(lines[number])
        if mark and closes(mark, run):
            return number + 1
    return at


def closes(mark: re.Match[str], run: str) -> bool:
    """Whether a mark closes the fence that a run of marks opened."""
    return mark["run"].startswith(run) and not mark["info"].strip()


def language(line: str) -> str:
    """What a fence that opens in a line holds, in lower case; empty where it does not say so."""
    mark = FENCE.match(line)
    return mark["info"].strip().split(" ")[0].lower() if mark else ""


class Fences:
    """In which fence each of several lines stands, told line by line."""

    def __init__(self) -> None:
        self.run = self.language = ""
        """The marks that opened the fence, and what they say it holds; empty outside of one."""

    def marks(self, line: str) -> bool:
        """Whether the next line opens or closes a fence; within one, other marks are text."""
        mark = FENCE.match(line)
        if mark and not self.run and not (mark["run"][0] == "`" and "`" in mark["info"]):
            self.run = mark["run"]
            self.language = language(line)
            return True
        if mark and self.run and closes(mark, self.run):
            self.run = self.language = ""
            return True
        return False
