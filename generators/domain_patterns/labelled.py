"""What a record labels itself, in English and German: problem, cause, fix, decision, lesson, …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import noise
from .units import LABEL, Unit, below

PROBLEM, CAUSE, FIX = "problem", "cause", "fix"
DONE, CHECK = "done", "check"
OPTIONS, DECISION, RATIONALE, RISKS = "options", "decision", "rationale", "risks"
LESSON, NEXT, BEFORE, AFTER, HANDOVER = "lesson", "next", "before", "after", "handover"
ANSWER = "answer"

_LABELS = {
    PROBLEM: r"(?:the )?(?:core |main |real |current |primary |critical )?"
    r"(?:problems?|issues?|bugs?|symptoms?)(?: statement| identified| found| discovered)?"
    r"|what (?:went wrong|failed)"
    r"|trigger|what started it|probleme?|auslöser",
    CAUSE: r"(?:the )?(?:\w+ )?(?:root )?causes?(?: analysis| identified| confirmed| found"
    r"| investigation)?|why (?:it|this) happened|(?:grund)?ursachen?",
    FIX: r"(?:the )?(?:\w+ )?(?:fix(?:es)?|solutions?|resolution|corrections?)(?: applied"
    r"| implemented"
    r"| implementation| made)?|lösung(?:en)?",
    DONE: r"do|durchführung|umsetzung|actions? (?:executed|taken|completed)|changes made",
    CHECK: r"check|(?:(?:test|verification|validation|testing) results?|verification"
    r"|verifications performed"
    r"|validation)|überprüfung|prüfung",
    OPTIONS: r"(?:options|alternatives)(?: considered)?|optionen",
    DECISION: r"(?:final |key |architecture |architectural |user |qa |tron )?decisions?(?: made"
    r"| taken)?|decided|chosen(?: option)?"
    r"|selected(?: option)?|entscheidung(?:en)?",
    RATIONALE: r"rationale(?: for selected option)?|why this (?:option|approach|works)|begründung",
    RISKS: r"risks?(?: and mitigations?| assessment)?|risiken",
    LESSON: r"(?:\w+ )?(?:lessons?|learnings?|insights?|takeaways?)(?: learned| learnt)?"
    r"|erkenntnisse?|lehren?|gelernt",
    ANSWER: r"my answer|answer|antwort",
    NEXT: r"(?:immediate )?next (?:steps?|actions?)|follow-?ups?|remaining work|nächste schritte?"
    r"|next",
    BEFORE: r"before(?: fix)?|vorher",
    AFTER: r"after(?: fix)?|nachher",
    HANDOVER: r"hand-?(?:over|off)(?: notes| information)?|(?:message|notes?) (?:to"
    r"|for) (?:the )?(?:future|next) agents?"
    r"|recovery information|übergabe",
}
LABELS = {
    name: re.compile(
        rf"(?:\d[\d.]*\W+)?(?:\[[ xtron]\]\W*)?(?:{words})(?: (?:\d+|one|two|three))?", re.I
    )
    for name, words in _LABELS.items()
}
KEY = frozenset({PROBLEM, CAUSE, FIX, DECISION, RATIONALE, LESSON, NEXT})
# Where what is called so is meant so: what Plan calls a verification is still to be done.
PLACES = {CHECK: ("check", "other"), DONE: ("do", "other")}
TURN = re.compile(r"\W*[(\[][^)\]]*[)\]]\W*$")


def label_of(name: str) -> str:
    """What a heading, label or field names; empty for anything else."""
    name = TURN.sub("", name).strip(" :✅❌⚠*")
    return next((label for label, words in LABELS.items() if words.fullmatch(name)), "")


def key(name: str) -> bool:
    """Whether a distillation cannot do without what stands below such a name."""
    return label_of(name) in KEY


@dataclass(frozen=True)
class Labelled:
    """What stands below one label: the unit that names it, and all that belongs to it."""

    label: str
    units: tuple[int, ...]


def found(units: Sequence[Unit]) -> Iterator[Labelled]:
    """What a record labels and tells whole, in order; nothing that stands within another."""
    taken: set[int] = set()
    for unit in units:
        label = label_of(unit.name) if unit.section != "header" else ""
        held = Labelled(label, (unit.at, *below(units, unit.at)))
        placed = label not in PLACES or unit.section in PLACES[label]
        if label and placed and unit.at not in taken and _whole(units, held):
            taken.update(held.units)
            yield held


def _whole(units: Sequence[Unit], held: Labelled) -> bool:
    """Whether it is more than a name, and every line says something."""
    lines = [units[at] for at in held.units if not units[at].below and units[at].kind != LABEL]
    named = bool(units[held.units[0]].lead)
    return (named or len(held.units) > 1) and not any(map(noise.says_nothing, lines))
