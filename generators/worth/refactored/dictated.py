"""Requests that tell an answer line by line (style_core): whoever wrote them has written it."""

from __future__ import annotations

import re

from ..case import Case
from ..piece import Piece, squeezed

# A step of a method, as a request tells it, and code in it.
STEP = re.compile(r"^\d+\. (.*)$", re.M)
QUOTED = re.compile(r"`` (.+?) ``|`([^`]+)`")
# What a line has besides the code that a step quotes: `const x = `, brackets and the like.
BESIDE = re.compile(r"^(?:return|const|let|if|throw|await|for|else|while|\W)+|[(){};]")
# The share of a line that quotes must hold, the share of the lines of an answer, and how many lines
# make an answer that can be dictated at all; shorter quotes stand in any line.
MOST_QUOTED, MOST_TOLD, FEWEST_LINES, SHORTEST = 0.7, 0.75, 2, 4


# The views of which it is asked, and a life cycle that is the same everywhere, by its lines.
VIEWS = ("member", "core")
LIFE, SHORT = frozenset({"constructor", "init", "toScenario"}), 3
TOLD = re.compile(r"^Steps of `(\w+)`:", re.M)
# A field as a request declares it, and the share of an answer that such declarations may be.
FIELD = re.compile(r"^- `(?:`` )?((?:private|protected|readonly|static) [^`]+)`", re.M)
MOST_DECLARED = 0.6


def dictated(case: Case, piece: Piece) -> bool:
    """Whether the fields and steps that a request tells quote nearly all that the members asked
    for hold, a short life cycle aside that no step tells of. Members and reduced classes only.
    """
    steps, named = STEP.findall(case.input), set(TOLD.findall(case.input))
    if not steps or not case.metadata.view.startswith(VIEWS):
        return False
    quotes = {_bare(one or other) for each in steps for one, other in QUOTED.findall(each)}
    # The longest first: each part of a line counts once.
    longest = sorted((q for q in quotes if len(q) >= SHORTEST), key=lambda q: (-len(q), q))
    told = total = count = 0
    fields = {_unended(field) for field in FIELD.findall(case.input)}
    for member in piece.file.classes[0].members if piece.file.classes else ():
        if (code := _unended(member.text)) in fields:
            told, total, count = told + len(code), total + len(code), count + 1
        # The first and the last line of a method are its signature and its brace.
        lines = (member.body or "").split("\n")[1:-1]
        if member.name in LIFE - named and len(lines) <= SHORT:
            continue
        for line in lines:
            left = code = _bare(line.split("//")[0])
            for quote in longest:
                left = left.replace(quote, "")
            count, total = count + bool(code), total + len(code)
            if len(code) - len(left) >= MOST_QUOTED * len(code):
                told += len(code)
    return count >= FEWEST_LINES and told >= MOST_TOLD * total


def declared(case: Case) -> bool:
    """Whether members asked for are mostly fields that the request declares itself."""
    if not case.metadata.view.startswith("member"):
        return False
    code = left = _unended(case.output)
    for field in sorted(map(_unended, FIELD.findall(case.input)), key=len, reverse=True):
        left = left.replace(field, "", 1)
    return len(code) - len(left) >= MOST_DECLARED * len(code)


def _unended(code: str) -> str:
    """Code without blanks and without the signs that one line needs and several do not."""
    return re.sub(r"[;,]", "", squeezed(code))


def _bare(code: str) -> str:
    return BESIDE.sub("", squeezed(code))
