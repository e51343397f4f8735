"""Which kind of work a text shows, by what its lines state (domain_patterns): debugging, an
architectural decision, an integration, a collaboration.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from ..asked import Line, lines_of
from ..case import WORD
from .lines import (
    asked,
    built,
    built_for_sure,
    cause,
    choice,
    chooses,
    coded,
    deals,
    fault,
    joins,
    joins_for_sure,
    occurred,
    offers,
    remedy,
    rule,
    settles,
)

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
    # What is intended, or holds in general.
    "ahead": re.compile(
        r"\b(?:next|future|follow-?ups?|strateg(?:y|ies)|lessons?|learnings?|learned|insights?"
        r"|criteria|expected|enhancements?|nächste\w*|künftig\w*|erkenntnisse?|gelernt)\b",
        re.I,
    ),
    "asked": re.compile(
        r"\b(?:feedback|requests?|directives?|verbatim|quotes?|hand-?(?:over|off)s?|agreements?"
        r"|retrospective|rückmeldung|übergabe|absprachen?)\b",
        re.I,
    ),
    "choice": re.compile(
        r"\b(?:decisions?|decided|chosen|selected|rationale|trade-?offs?|options?|alternatives?"
        r"|entscheidung(?:en)?|begründung|optionen)\b",
        re.I,
    ),
    "joins": re.compile(
        r"\b(?:merg(?:e|ing|ed)|connect(?:ion|ing|ed)|(?<!maintain )sync\w*(?! (?:management"
        r"|state|status))|migrat\w*|imports?|dependenc\w*"
        r"|apis?|endpoints?|deploy\w*|anbindung|zusammenführ\w*)\b",
        re.I,
    ),
    "joins for sure": re.compile(
        r"\b(?:merg(?:e|es|ing|ed)|connect(?:ion|ing|ed)|(?<!maintain )sync\w*(?! (?:management"
        r"|state|status))|migrat\w*|anbindung"
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
DESIGN = "architectural_decision"
# Lines without which a kind is not to be seen.
LEAST_FAULTS, LEAST_CHOICES, LEAST_BUILT, LEAST_JOINS, LEAST_DEALS = 2, 2, 2, 3, 2
LEAST_SURE = 2


def share(kind: str, text: str) -> float:
    """The share of a text's lines that state what a kind of work is made of; 0 where something is
    not stated without which it cannot be seen: debugging has faults, and their cause or what was
    changed; an architectural decision has choices of how something is built, one of them made; an
    integration brings things together; in a collaboration people or agents deal with one another,
    and somebody else than the writer speaks.
    """
    lines = _lines(text)
    if not lines or not _WHOLE[kind](lines) or (kind == DESIGN and not _designs(text, lines)):
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
    found = _nearness(text)
    enough = found[kind] >= 1.0 and found[kind] >= CLOSE * max(found.values())
    return found[kind] if enough else 0.0


@lru_cache(maxsize=2_000)
def _nearness(text: str) -> dict[str, float]:
    """`near` of each kind: whether one is shown depends on all."""
    return {kind: near(kind, text) for kind in LEAST_SHARE}


def shown(kind: str, text: str) -> bool:
    """Whether enough of a text's lines state what a kind of work is made of, and not far more what
    another is.
    """
    return ratio(kind, text) > 0


def _says(line: Line, test: Callable[[str], bool], name: str) -> bool:
    """Whether a line states something, or stands below a name that says it."""
    return test(line.text) or _below(line, name)


def _below(line: Line, name: str) -> bool:
    return any(map(_NAMED[name].search, line.above))


def _states_fault(line: Line) -> bool:
    return _says(line, fault, "fault") or _says(line, cause, "cause")


def _states_design(line: Line) -> bool:
    """A choice, or a rule of how something is built."""
    return _states_choice(line) or (rule(line.text) and built(line.text))


def _states_choice(line: Line) -> bool:
    # An order settles something where it is called a decision.
    return choice(line.text) or (_below(line, "choice") and settles(line.text))


def _joins(line: Line) -> bool:
    return _says(line, joins, "joins")


def _deals(line: Line) -> bool:
    return _says(line, deals, "deals")


def _has_faults(lines: Sequence[Line]) -> bool:
    """Whether faults are told, and their cause or a remedy: what is intended and what holds in
    general is none of the case.
    """
    told = [x for x in lines if not any(map(_NAMED["ahead"].search, x.names[-2:]))]
    faults = sum(bool(fault(occurred(x.text))) or _below(x, "fault") for x in told)
    behind = (
        _says(x, cause, "cause") or remedy(occurred(x.text)) or _below(x, "remedy") for x in told
    )
    return faults >= LEAST_FAULTS and any(behind)


def _has_choices(lines: Sequence[Line]) -> bool:
    """Whether there are choices of how something is built, and one of them was made or is about
    nothing else: a decision that only has options below it is none. Of "1a, 2c" each number is
    decided; of "1a, 1b" none is.
    """
    numbers = Counter(map(coded, (line.text for line in lines)))
    about = sum(built(line.text) for line in lines)
    after = [*(line.text for line in lines[1:]), ""]
    made = any(
        _settled(line, behind) or (numbers[coded(line.text)] == 1 and _below(line, "choice"))
        for line, behind in zip(lines, after, strict=True)
    )
    sure = sum(built_for_sure(line.text) for line in lines if choice(line.text))
    return (
        (made or sure >= LEAST_SURE)
        and about >= LEAST_BUILT
        and sum(map(_states_choice, lines)) >= LEAST_CHOICES
    )


def _designs(text: str, lines: Sequence[Line]) -> bool:
    """Whether enough choices are of how something is built in words that leave no doubt: more than
    one below a title that speaks of something else.
    """
    title = text.lstrip().split("\n", 1)[0].replace("-", " ")
    elsewhere = title.startswith("# ") and not built_for_sure(title)
    least = LEAST_SURE if elsewhere else 1
    return sum(built_for_sure(x.text) and _states_choice(x) for x in lines) >= least


def _settled(line: Line, behind: str) -> bool:
    if offers(line.text) or offers(behind):
        return False
    settled = _below(line, "choice") and settles(line.text) and built_for_sure(line.text)
    return chooses(line.text) or settled


def _has_deals(lines: Sequence[Line]) -> bool:
    """Whether people deal with one another, and another than the writer says or wants something."""
    return sum(map(_deals, lines)) >= LEAST_DEALS and any(
        _says(line, asked, "asked") for line in lines
    )


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
    "collaboration": _has_deals,
}
