"""Authored cases: one concrete violation each, seen from several sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from generators.content import loader
from generators.content.loader import Entry
from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint
from generators.worth.stated import assumed

from .rules import Rule, rules
from .wording import (
    MOST_ASSUMED,
    answer,
    asked,
    candidate,
    fenced,
    granted,
    phrases,
    questioned,
    shown,
    thing,
)

# A look-alike has so many lines for each of the violation, or its length would tell which it is.
COMPARABLE = (0.6, 1.7)
# A rule of more letters lists several things, of which one case shows one: it is not quoted.
QUOTED = 110
# A field of a class that may change.
KEPT = re.compile(
    r"^export class .*(?:\n.*)*?\n  private (?!static |readonly static |readonly )\w+", re.M
)
# Of the questions, those that show the piece: an allowed one is often shown with its question.
WITH_PIECE = 0.35
# What a session has done already: a question about doing it comes before the piece.
DONE = re.compile(r"\b(?:history|session|terminal|shell of|was done)\b")
# Of the choices, those that ask for the piece which breaks a rule.
BROKEN_ASKED = 0.4
FILES = {
    "jest_ban": "jest-",
    "manual_operations": "manual-",
    "security": "security-",
    "framework": "framework-",
}


class Case(Entry):
    """A violation with all that is known of it; code and prose as written in
    `content/guardrails`. Prose tells no past: effects as risk, checks as what to run and expect.
    """

    id: str
    rule: str
    language: str
    where: str
    situation: str
    bad: str
    finding: str
    ask: str
    opening: Literal["Yes.", "No.", ""]
    """How the answer begins; empty where the question wants neither yes nor no."""
    answer: str
    known: str = ""
    """What the correction builds on and the piece does not show: commands, interfaces, versions.
    It is told with every piece of the case, allowed or not.
    """
    good: str = ""
    """The correction; empty where it would need facts that the case does not show. Such a case is
    only asked about.
    """
    good_language: str = ""
    """Where the correction is another thing than the violation: a component in place of commands.
    """
    contrast: str = ""
    """What the correction does, in a sentence about `{good}`, its letter in a choice; without it
    the case is not offered as one, nor the correction as a look-alike.
    """
    risk: str = ""
    """What the violation may lead to; empty where the finding says it."""
    also: str = ""
    """What else the correction changes, or what it needs around it; empty where it shows all."""
    check: str = ""
    """What to run or try, and what has to come of it."""
    allowed: str = ""
    """A piece that looks alike and breaks no rule, and why; empty where there is none."""
    because: str = ""
    question: Literal["always", "never", ""] = ""
    """Whether the question shows the piece: always, where the answer cites it, and never, where it
    is asked beforehand and the piece tells that it was done, or breaks rules that are not asked
    about. Left to chance if empty.
    """

    @property
    def corrected(self) -> str:
        """The correction in its fence."""
        return fenced(self.good, self.good_language or self.language)

    @property
    def told(self) -> str:
        """What is said before a piece."""
        return f"{self.situation} {self.known}".strip()

    @property
    def source(self) -> str:
        return f"template:guardrails:{self.id}"

    @property
    def broken(self) -> Rule:
        """The rule that the case breaks."""
        return rules()[self.rule]


class CaseFile(Entry):
    """A file of cases."""

    case: tuple[Case, ...]


@lru_cache(maxsize=8)
def cases(category: str) -> tuple[Case, ...]:
    """All cases of a category, sorted by id. Raises ContentError."""
    files = loader.topics("guardrails", CaseFile, FILES[category])
    found = [case for file in files.values() for case in file.case]
    return tuple(sorted(found, key=lambda case: case.id))


def candidates(category: str, look_alikes: int, seed: int) -> Iterator[Candidate]:
    """Each case as review and question, of the look-alikes no more than asked for, and the others
    last as a choice between two proposals.
    """
    found = cases(category)
    alike = sorted(
        (case for case in found if _alike(case)),
        # A correction tells by its form that something was corrected: it comes second.
        key=lambda case: (
            _alike(case) != case.allowed,
            fingerprint(str(seed), "look_alike", case.id),
        ),
    )[:look_alikes]
    drawn = {case.id for case in alike}
    for case in found:
        reviewed = bool(case.good) and len(_assumed(case)) <= MOST_ASSUMED
        if reviewed:
            yield _made(case, category, "review", seed)
        yield _made(case, category, "question", seed)
        if case.id in drawn:
            yield _made(case, category, "look_alike", seed)
        # A choice repeats much of the review; what it adds is said by `contrast`.
        elif reviewed and _same_place(case):
            yield _made(case, category, "choice", seed, LAST)


def _made(case: Case, category: str, view: str, seed: int, rung: int = 0) -> Candidate:
    parts, rank = VIEWS[view]
    return candidate(
        category,
        f"scenario_{view}",
        case.source,
        case.source,
        None if view == "look_alike" else case.broken,
        parts(case, phrases(str(seed), view, case.id)),
        rank,
        rung,
    )


def _assumed(case: Case) -> list[str]:
    """What the correction takes for granted beyond the case."""
    given = f"{case.told}\n{case.where}\n{case.bad}"
    return assumed.names(case.good, case.good_language or case.language, given)


def _review(case: Case, words: Phrases) -> tuple[str, str, str]:
    # What holds for a whole rule is seldom true of one piece: risk and check are the case's own.
    return (
        asked(words, case.language, case.where),
        shown(case.where, case.bad, case.language, case.told),
        answer(
            words,
            case.broken,
            case.finding,
            case.corrected,
            case.risk,
            case.check,
            " ".join(filter(None, (granted(words, _assumed(case)), case.also))),
            ruled=len(case.broken.states) <= QUOTED,
        ),
    )


def _question(case: Case, words: Phrases) -> tuple[str, str, str]:
    said = " ".join(part for part in (case.opening, case.answer) if part)
    rated = words.say("rated", rule=case.broken.title, severity=case.broken.severity)
    drawn = words.chance.random() < WITH_PIECE and not DONE.search(case.where)
    piece = case.bad if {"always": True, "never": False}.get(case.question, drawn) else ""
    given = questioned(case.told, case.where, case.ask, piece, case.language)
    return words.say("ask_question"), given, f"{said}\n\n{rated}"


def _choice(case: Case, words: Phrases) -> tuple[str, str, str]:
    good, bad = words.chance.sample(["A", "B"], 2)
    pieces = {good: case.corrected, bad: fenced(case.bad, case.language)}
    given = "\n\n".join(f"{name}:\n\n{pieces[name]}" for name in "AB")
    rule = case.broken
    # The answer begins with what was asked for: the piece that stands, or the one that does not.
    ask, choose = ("ask_choice", "choose")
    if words.chance.random() < BROKEN_ASKED:
        ask, choose = "ask_broken", "choose_broken"
    # What a piece does is to be seen; why it must not be is what was asked.
    why = f"{case.finding} {case.risk}".strip()
    chosen = words.say(
        choose, good=good, bad=bad, rule=rule.title, severity=rule.severity, text=why
    )
    contrast = case.contrast.replace("{good}", good)
    return words.say(ask), f"{case.told}\n\n{case.where}:\n\n{given}", f"{chosen}\n\n{contrast}"


def _look_alike(case: Case, words: Phrases) -> tuple[str, str, str]:
    """What is allowed beside the violation, or the corrected piece: either is about as long as the
    violation, so that the length gives nothing away.
    """
    piece = _alike(case)
    reason = case.because
    if piece != case.allowed:
        named = f"the {thing(case.language, case.where)}"
        contrast = case.contrast.replace("{good}", named)
        contrast = contrast[:1].upper() + contrast[1:]
        reason = words.say("keeps", contrast=contrast, rule=case.broken.title)
    return (
        asked(words, case.language, case.where),
        shown(case.where, piece, case.language, case.told),
        # Code that others may call is judged as far as it is shown.
        words.say("fine_shown" if case.broken.category == "security" else "fine", text=reason),
    )


def _alike(case: Case) -> str:
    """What stands in the violation's place and breaks no rule; empty where nothing can. A class of
    layer 2 that keeps state and gives it back to no scenario is not approved whole.
    """
    pieces = ((case.allowed, _comparable(case, case.allowed)), (case.good, _stands_alone(case)))
    for piece, fits in pieces:
        unrestored = "/layer2" in case.where and KEPT.search(piece) and "toScenario" not in piece
        if fits and not unrestored:
            return piece
    return ""


def _comparable(case: Case, piece: str) -> bool:
    """Whether a piece is about as long as the violation."""
    lines = len(piece.strip().splitlines()) / len(case.bad.strip().splitlines())
    return COMPARABLE[0] <= lines <= COMPARABLE[1]


def _stands_alone(case: Case) -> bool:
    """Whether the correction may stand in the violation's place without it: it repairs nothing that
    happened before, belongs in the same place, is about as long, and shows something of its own,
    which a piece that only lost lines does not.
    """
    bad = case.bad.splitlines()
    own = any(line not in bad for line in case.good.splitlines())
    return _same_place(case) and own and _comparable(case, case.good)


def _same_place(case: Case) -> bool:
    """Whether violation and correction may be shown under one path; a command is not where a text
    was.
    """
    return bool(case.contrast) and not case.good_language


# How a case is shown, and how much it says: what only decides between two says least.
VIEWS: dict[str, tuple[Callable[[Case, Phrases], tuple[str, str, str]], float]] = {
    "review": (_review, 1.0),
    "question": (_question, 0.9),
    "look_alike": (_look_alike, 1.0),
    "choice": (_choice, 0.2),
}
VIEWS_OF_A_CASE = 3
LAST = 2
