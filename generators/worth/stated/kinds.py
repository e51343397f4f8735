"""Which kind of work a text shows, by what its lines state (domain_patterns): debugging, an
architectural decision, an integration, a collaboration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ..asked import Line, lines_of
from ..case import WORD
from .lines import built, cause, choice, deals, fault, joins, joins_for_sure, remedy, rule, settles

# What headings and labels say that stands below them.
_NAMED = {
    "fault": re.compile(
        r"\b(?:problems?|issues?|bugs?|errors?|symptoms?|violations?|failures?|regressions?"
        r"|mistakes?|conflicts?|trigger|went wrong|what failed|probleme?|fehler|auslöser)\b",
        re.I,
    ),
    "cause": re.compile(r"\b(?:causes?|why|diagnos\w*|ursachen?|warum)\b", re.I),
    "remedy": re.compile(
        r"\b(?:fix(?:es|ed)?|solutions?|corrections?|resolutions?|repairs?|remed(?:y|ies)"
        r"|lösung(?:en)?|korrektur(?:en)?)\b",
        re.I,
    ),
    "choice": re.compile(
        r"\b(?:decisions?|decided|chosen|selected|rationale|trade-?offs?|options?|alternatives?"
        r"|entscheidung(?:en)?|begründung|optionen)\b",
        re.I,
    ),
    "joins": re.compile(
        r"\b(?:merg(?:e|ing|ed)|connect(?:ion|ing|ed)|sync\w*|migrat\w*|imports?|dependenc\w*"
        r"|apis?|endpoints?|deploy\w*|anbindung|zusammenführ\w*)\b",
        re.I,
    ),
    "joins for sure": re.compile(
        r"\b(?:merg(?:e|es|ing|ed)|connect(?:ion|ing|ed)|sync\w*|migrat\w*|anbindung"
        r"|zusammenführ\w*)\b",
        re.I,
    ),
    "deals": re.compile(
        r"\b(?:feedback|requests?|directives?|verbatim|quotes?|hand-?(?:over|off)s?|my answer"
        r"|answers?|coordination|responsibilit\w*|rückmeldung|antwort|übergabe)\b",
        re.I,
    ),
}
# Of the lines of an answer, the least share that states what a kind of work is made of.
LEAST_SHARE = {
    "debugging": 0.4,
    "architectural_decision": 0.25,
    "integration": 0.3,
    "collaboration": 0.3,
}
# A kind is none of a text that states more than this much of another.
CLOSE = 0.7
# From so many times what is enough a text is all about it.
FULL = 2.0
# Lines without which a kind is not to be seen.
LEAST_FAULTS, LEAST_CHOICES, LEAST_BUILT, LEAST_JOINS, LEAST_DEALS = 2, 2, 2, 3, 2
LEAST_SURE = 2


def share(kind: str, text: str) -> float:
    """The share of a text's lines that state what a kind of work is made of; 0 where something is
    not stated without which it cannot be seen: debugging has faults, and a cause or a remedy; an
    architectural decision has choices of how something is built, and rules for it; an integration
    brings things together; in a collaboration people or agents deal with one another.
    """
    lines = _lines(text)
    if not lines or not _WHOLE[kind](lines):
        return 0.0
    return sum(map(_STATES[kind], lines)) / len(lines)


def counted(kind: str, text: str) -> tuple[int, int]:
    """How many lines of a part of a text state what a kind of work is made of, and how many there
    are.
    """
    lines = _lines(text)
    return sum(map(_STATES[kind], lines)), len(lines)


@lru_cache(maxsize=2_000)
def _lines(text: str) -> list[Line]:
    return [line for line in lines_of(text) if WORD.search(line.text)]


def near(kind: str, text: str) -> float:
    """That share beside what is enough: 1 and more for enough, `FULL` at most."""
    return min(FULL, share(kind, text) / LEAST_SHARE[kind])


def ratio(kind: str, text: str) -> float:
    """`near`; 0 where that is not enough, or where a text states far more of another kind."""
    found = {each: near(each, text) for each in LEAST_SHARE}
    enough = found[kind] >= 1.0 and found[kind] >= CLOSE * max(found.values())
    return found[kind] if enough else 0.0


def shown(kind: str, text: str) -> bool:
    """Whether enough of a text's lines state what a kind of work is made of, and not far more what
    another is.
    """
    return ratio(kind, text) > 0


def _says(line: Line, test: Callable[[str], bool], name: str) -> bool:
    """Whether a line states something, or stands below a name that says it."""
    return test(line.text) or any(map(_NAMED[name].search, line.above))


def _states_fault(line: Line) -> bool:
    return _says(line, fault, "fault") or _says(line, cause, "cause")


def _states_design(line: Line) -> bool:
    """A choice, or a rule of how something is built."""
    return _states_choice(line) or (rule(line.text) and built(line.text))


def _states_choice(line: Line) -> bool:
    # An order settles something where it is called a decision.
    called = any(map(_NAMED["choice"].search, line.above))
    return choice(line.text) or (called and settles(line.text))


def _joins(line: Line) -> bool:
    return _says(line, joins, "joins")


def _deals(line: Line) -> bool:
    return _says(line, deals, "deals")


def _has_faults(lines: Sequence[Line]) -> bool:
    faults = sum(_says(line, fault, "fault") for line in lines)
    behind = (_says(line, cause, "cause") or _says(line, remedy, "remedy") for line in lines)
    return faults >= LEAST_FAULTS and any(behind)


def _has_choices(lines: Sequence[Line]) -> bool:
    about = sum(built(line.text) for line in lines)
    return sum(map(_states_choice, lines)) >= LEAST_CHOICES and about >= LEAST_BUILT


def _has_joins(lines: Sequence[Line]) -> bool:
    sure = sum(_says(line, joins_for_sure, "joins for sure") for line in lines)
    return sure >= LEAST_SURE and sum(map(_joins, lines)) >= LEAST_JOINS


_STATES: dict[str, Callable[[Line], bool]] = {
    "debugging": _states_fault,
    "architectural_decision": _states_design,
    "integration": _joins,
    "collaboration": _deals,
}
_WHOLE: dict[str, Callable[[Sequence[Line]], bool]] = {
    "debugging": _has_faults,
    "architectural_decision": _has_choices,
    "integration": _has_joins,
    "collaboration": lambda lines: sum(map(_deals, lines)) >= LEAST_DEALS,
}
