"""Which part of a broken text to leave out, so that the rest of it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is no structure: comments and strings, which end with their line.
SKIPPED = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?", re.S
)
REGEX = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
# A slash behind one of these begins a regular expression.
BEFORE_REGEX = frozenset("=(,:!&|?;{}\n")
# All that can be structure, or begin what is none.
MARK = re.compile(r"[/'\"`{}()\[\];]")
OPENING, CLOSING = "{([", "})]"
BODY = re.compile(r"\b(?:class|interface|namespace|module|enum)\b[^;{}]*$")
HEADER = 400
# The name of the member or declaration that a text begins with.
NAME = re.compile(
    r"\s*(?:(?:/\*.*?\*/|//[^\n]*|@[\w.]+(?:\([^()]*\))?)\s*)*"
    r"(?:(?:export|default|public|private|protected|static|abstract|override|readonly|declare|async"
    r"|accessor|get|set|const|let|var|function|class|interface|type|enum|\*)\s+)*(?P<name>#?[\w$]+)",
    re.S,
)


def around(code: str, offset: int) -> list[tuple[int, int]]:
    """Spans of code that hold an offset and can be left out, the innermost first: the member of
    the class around it, members of outer ones, the statement at the top level.
    """
    spans: list[tuple[int, int]] = []
    levels = [_Level(0, True)]
    for at, mark in _marks(code):
        level = levels[-1]
        if mark in OPENING:
            body = mark == "{" and bool(BODY.search(code[max(0, at - HEADER) : at]))
            levels.append(_Level(at + 1, body))
            continue
        if mark in CLOSING and len(levels) > 1:
            if level.holds(offset, at):
                spans.append((level.border, at))
            levels.pop()
            level = levels[-1]
        if mark in "};" and level.body:
            if level.holds(offset, at + 1):
                spans.append((level.border, at + 1))
            level.border = at + 1
        if len(levels) == 1 and at > offset and spans:
            return spans
    if levels[0].holds(offset, len(code)):
        spans.append((levels[0].border, len(code)))
    return spans


def name_of(text: str) -> str:
    """The name of the member that a text holds, empty where none is to be seen."""
    match = NAME.match(text)
    return match["name"] if match else ""


class _Level:
    """A pair of brackets: whether it is the body of a declaration, and where its present member
    begins.
    """

    def __init__(self, border: int, body: bool) -> None:
        self.border, self.body = border, body

    def holds(self, offset: int, end: int) -> bool:
        return self.body and self.border <= offset < end


def _marks(code: str) -> Iterator[tuple[int, str]]:
    """(offset, character) of brackets and semicolons outside of strings and comments. Templates
    are skipped with what is put into them.
    """
    at, last = 0, "\n"
    while mark := MARK.search(code, at):
        if before := code[at : mark.start()].rstrip(" \t"):
            last = before[-1]
        at, character = mark.start(), mark[0]
        skipped = SKIPPED.match(code, at) if character in "/'\"" else None
        if not skipped and character == "/" and last in BEFORE_REGEX:
            skipped = REGEX.match(code, at)
        if skipped:
            at, last = skipped.end(), "x"
            continue
        if character == "`":
            at, last = _behind_template(code, at + 1), "x"
            continue
        if character in "{}()[];":
            yield at, character
        at, last = at + 1, character


def _behind_template(code: str, at: int) -> int:
    """The offset behind the template literal whose first backtick is before `at`."""
    depth = 0
    while at < len(code):
        if code.startswith("${", at) and not depth:
            depth, at = 1, at + 2
            continue
        if code[at] == "\\":
            at += 1
        elif code[at] == "`" and not depth:
            return at + 1
        elif code[at] == "`":
            at = _behind_template(code, at + 1) - 1
        elif depth and code[at] in "{}":
            depth += 1 if code[at] == "{" else -1
        at += 1
    return at
