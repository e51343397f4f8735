"""What a record labels itself, in English and German, and what belongs to each label: the problem,
its cause, the fix, the decisions, the lessons; its phases; and the parts that bear names of their
own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .units import HEADING, ITEM, LABEL, TEXT, Unit, ancestors, below

GOAL, REQUEST, ANSWER = "goal", "request", "answer"
PROBLEM, CAUSE, FIX = "problem", "cause", "fix"
OPTIONS, DECISION, RATIONALE, RISKS = "options", "decision", "rationale", "risks"
STRATEGY, CRITERIA, RESULT, COMPARISON = "strategy", "criteria", "result", "comparison"
LESSON, NEXT, HANDOVER = "lesson", "next", "handover"

# What a label says as a whole.
# No block is called by more signs.
LONGEST = 200
_LABELS = {
    GOAL: r"(?:main |primary |core )?(?:objectives?|goals?)|ziele?",
    REQUEST: r"(?:(?:tron|user|po|qa)(?:'s)? )+(?:feedback|requests?|questions?|directives?"
    r"|instructions?|corrections?)(?: received| validation| verbatim| quote literally)*",
    ANSWER: r"my answer|answer|antwort",
    PROBLEM: r"(?:the )?(?:core |main |real |current |primary |critical )?"
    r"(?:problems?|issues?|bugs?|symptoms?)(?: statement| identified| found| discovered"
    r"| analysis)?|what (?:went wrong|failed|i did wrong)|trigger|what started it|probleme?"
    r"|auslöser",
    CAUSE: r"(?:the )?(?:\w+ )?(?:root )?causes?(?: analysis| identified| confirmed| found"
    r"| investigation)?|why (?:it|this) happened|(?:grund)?ursachen?",
    FIX: r"(?:the )?(?:\w+ )?(?:fix(?:es)?|solutions?|resolution|corrections?)(?: applied"
    r"| implemented| implementation| made| strategy)?|lösung(?:en)?",
    OPTIONS: r"(?:options|alternatives)(?: considered)?(?: with pros/cons)?|optionen",
    DECISION: r"(?:final |key |architecture |architectural |user |qa |tron )?decisions?(?: made"
    r"| taken| required)?|decided|chosen(?: option)?|selected(?: option)?|entscheidung(?:en)?",
    RATIONALE: r"rationale(?: for selected option)?|why this (?:option|approach|works)"
    r"|begründung",
    RISKS: r"risks?(?: and mitigations?| assessment)?|risiken",
    STRATEGY: r"(?:\w+ )?(?:strategy|approach)",
    CRITERIA: r"(?:acceptance|success) criteria|expected (?:outcomes?|results?)"
    r"|definition of done",
    RESULT: r"(?:test|verification|validation|testing|immediate|implementation|final) results?"
    r"|results|(?:key |critical )?findings|(?:success )?achieved|outcomes?|conclusions?",
    COMPARISON: r"(?:before|after)(?: fix)?|vorher|nachher",
    LESSON: r"(?:(?!user|customer|tron)\w+ )?(?:lessons?|learnings?|insights?|takeaways?)"
    r"(?: learned| learnt| applied)?|erkenntnisse?|lehren?|gelernt",
    NEXT: r"(?:immediate )?next (?:steps?|actions?)|follow-?ups?|remaining work|action items?"
    r"|future (?:enhancements?|work|improvements?)|immediate actions? required|outstanding"
    r"(?: items| work)?|nächste schritte?|next",
    HANDOVER: r"hand-?(?:over|off)(?: notes| information)?|(?:message|notes?) (?:to|for)"
    r" (?:the )?(?:future|next) agents?|recovery information|übergabe",
}
# What makes a reader expect a block below a name of several words.
_WORDS = {
    GOAL: r"objectives?|goals?|ziele?",
    REQUEST: r"feedback|requests?|directives?|verbatim",
    ANSWER: r"answers?|antwort",
    PROBLEM: r"problems?|issues?|bugs?|symptoms?|wrong|trigger",
    CAUSE: r"causes?|ursachen?|why (?:it|this) happened",
    FIX: r"fix(?:es|ed)?|solutions?|resolutions?|resolved|corrections?|lösung(?:en)?",
    OPTIONS: r"options?|alternatives?",
    DECISION: r"decisions?|decided|chosen|selected|entscheidung(?:en)?",
    RATIONALE: r"rationale|why this",
    RISKS: r"risks?|risiken",
    STRATEGY: r"strateg(?:y|ies)|approach(?:es)?",
    CRITERIA: r"criteria|definition of done",
    RESULT: r"results?|findings?|achieved|outcomes?|conclusions?",
    COMPARISON: r"before|after|vorher|nachher",
    LESSON: r"lessons?|learnings?|learned|learnt|insights?|takeaways?|erkenntnisse?",
    NEXT: r"next|follow-?ups?|remaining|outstanding|pending|upcoming|future|action items?"
    r"|immediate actions? required|nächste schritte?",
    HANDOVER: r"hand-?(?:over|off)s?|übergabe",
}
LABELS = {
    name: re.compile(
        rf"(?:\d[\d.]*\W+)?(?:\[[ xtron]\]\W*)?(?:{words})(?: (?:\d+|one|two|three))?", re.I
    )
    for name, words in _LABELS.items()
}
WORDS = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _WORDS.items()}
MOST_WORDS, MOST_BLOCKS = 7, 5
# What a record does not tell itself from another by: both are told.
BOTH = re.compile(r"before|vorher", re.I), re.compile(r"after|nachher", re.I)
# Options without the one that was chosen tell little.
CHOICE = {OPTIONS: {DECISION, RATIONALE}}
PHASES = ("summary", "plan", "do", "check", "act")
TURN = re.compile(r"\W*[(\[][^)\]]*[)\]]\W*$")
STAMP = re.compile(r"\W*\d{4}-\d\d-\d\d\S*|\W*\bUTC\b\S*")
# A label on a line of its own, no item of a list, no sentence, and no place, file or state.
LONE = re.compile(r"[A-ZÄÖÜ](?!.*(?:[_/()\[\]]|[.!?;,] )).*:$")
FEWEST_BELOW = 2
# One of a series.
SERIES = re.compile(
    r"\W*(?P<of>(?:phase|step|stage|part|option|level|schritt|stufe|teil) )?(?P<number>\d+)\b", re.I
)
# Names that are quoted in an instruction.
SHORTEST_NAME, LONGEST_NAME = 2, 70


@dataclass(frozen=True)
class Part:
    """What a record tells below one label, or below several that name the same. `needs` are the
    parts that it stands in the midst of.
    """

    name: str
    units: frozenset[int]
    needs: frozenset[str] = frozenset()
    quoted: bool = False
    """Whether it is called by its own heading."""
    labels: tuple[str, ...] = ()
    """What the record calls its blocks."""


def label_of(name: str) -> str:
    """What a heading, label or field names; empty for anything else."""
    name = _plain(name)
    if len(name) > LONGEST:
        return ""
    return next((label for label, words in LABELS.items() if words.fullmatch(name)), "")


def spoken_of(name: str) -> set[str]:
    """What a name of a few words speaks of, whatever else it says."""
    name = _plain(name)
    if len(name.split()) > MOST_WORDS:
        return set()
    return {label for label, words in WORDS.items() if words.search(name)}


def _plain(name: str) -> str:
    return TURN.sub("", STAMP.sub("", name)).strip(" :✅❌⚠*")


def labelled(units: Sequence[Unit], told: Collection[int]) -> dict[str, Part]:
    """By label what can be asked for by it: all blocks whose names say it. Left out is what another
    name speaks of too, what is labelled in the midst of a list, or by a line that others follow
    without a label.
    """
    own = {at: label_of(units[at].name) for at in told if at and units[at].name}
    roots: dict[str, list[int]] = {}
    spoken: dict[str, list[int]] = {}
    for at, label in own.items():
        if label and units[at].kind != ITEM:
            roots.setdefault(label, []).append(at)
        elif not label and units[at].kind in (HEADING, LABEL):
            for each in spoken_of(units[at].name):
                spoken.setdefault(each, []).append(at)
    found = {}
    for label in sorted(roots):
        held = frozenset(each for at in roots[label] for each in (at, *below(units, at)))
        astray = any(each == label and at not in held for at, each in own.items())
        if (
            astray
            or any(_of_labels(units[at]) for at in roots[label])
            or any(_among_words(units, label, at) for at in roots[label])
            or not held.issuperset(spoken.get(label, ()))
            or (label == REQUEST and _answered(units, held.difference(roots[label])))
            or not _certain(units, label, roots[label])
        ):
            continue
        found[label] = Part(label, held)
    return {
        label: Part(
            label,
            part.units,
            _needs(units, part, roots[label], roots) | (CHOICE.get(label, set()) & roots.keys()),
            labels=tuple(dict.fromkeys(_called(units[at]) for at in roots[label])),
        )
        for label, part in found.items()
    }


def _answered(units: Sequence[Unit], held: Collection[int]) -> bool:
    """Whether a block of its own, an answer or a finding, stands among what somebody asked for."""
    named = (units[at].name for at in held if units[at].kind in (HEADING, LABEL))
    return any(_plain(name) and label_of(name) != REQUEST for name in named)


def _among_words(units: Sequence[Unit], label: str, at: int) -> bool:
    """Whether a label stands below what somebody asked for, where it is none of their words."""
    names = (units[each].name for each in ancestors(units, at))
    return label != REQUEST and any(label_of(name) == REQUEST for name in names)


def _certain(units: Sequence[Unit], label: str, roots: Sequence[int]) -> bool:
    """Whether one can tell what belongs to the blocks, and that there are not too many."""
    outer = [at for at in roots if not set(ancestors(units, at)) & set(roots)]
    names = [units[at].name for at in outer]
    both = label != COMPARISON or all(any(map(each.search, names)) for each in BOTH)
    return both and len(outer) <= MOST_BLOCKS and all(_marked_off(units, at) for at in outer)


def _of_labels(unit: Unit) -> bool:
    """Whether a label has other labels behind it, and one cannot tell which of them it names."""
    return unit.kind == LABEL and not unit.below


def _called(unit: Unit) -> str:
    """The label as the record writes it, without time stamps and marks."""
    said = unit.text if unit.kind in (HEADING, LABEL) else unit.text.split(":")[0]
    return _plain(TURN.sub("", said.strip(" #-*:>\t")))


def _marked_off(units: Sequence[Unit], at: int) -> bool:
    """Whether a label or field has no line behind it that bears none: that may belong to it."""
    unit = units[at]
    if unit.kind == HEADING or unit.section == "header" or unit.above < 0:
        return True
    after = (units[each] for each in units[unit.above].below if each > at)
    following = next(after, None)
    if following is None or following.kind == HEADING or following.lead:
        return True
    # A sentence in bold looks like any other.
    few = len(following.text.split()) <= MOST_WORDS or following.text.rstrip().endswith(":")
    return following.kind == LABEL and few


def _needs(
    units: Sequence[Unit], part: Part, own: Sequence[int], roots: Mapping[str, Sequence[int]]
) -> frozenset[str]:
    """The labels of blocks that a line of the part stands in among others."""
    lines = [at for at in own if units[at].kind == TEXT]
    holders = {
        each
        for at in lines
        for each in ancestors(units, at)
        if units[each].section != "header" and not part.units.issuperset(below(units, each))
    }
    return frozenset(
        label for label, found in roots.items() if label != part.name and holders & set(found)
    )


def phases(units: Sequence[Unit], told: Collection[int]) -> Iterator[Part]:
    """The record's phases by their headings, in order; none that stands there twice."""
    opened: dict[str, list[int]] = {}
    for at in told:
        unit = units[at]
        first = at > 0 and units[at - 1].section != unit.section
        if unit.kind == HEADING and first and unit.section in PHASES:
            opened.setdefault(unit.section, []).append(at)
    for starts in opened.values():
        part = _named(units, starts[0])
        if part and len(starts) == 1:
            yield part


def named(units: Sequence[Unit], told: Collection[int]) -> Iterator[Part]:
    """Parts of phases that bear a name of their own, in order: what stands below a heading, at any
    depth, or below a label of which one can tell what belongs to it.
    """
    names = Counter(_title(unit) for unit in units if unit.kind in (HEADING, LABEL))
    for at in told:
        unit = units[at]
        inner = unit.section in PHASES and _headed(units, at) and not label_of(unit.name)
        if inner and (part := _named(units, at)) and names[part.name] == 1:
            yield part


def _headed(units: Sequence[Unit], at: int) -> bool:
    """Whether a heading within a section, or a label that stands alone, names what is below it."""
    unit = units[at]
    if unit.kind == HEADING:
        return unit.above > 0 and units[at - 1].section == unit.section and bool(unit.below)
    alone = unit.kind == LABEL and not unit.level and LONE.match(unit.text)
    few = len(unit.text.split()) <= MOST_WORDS
    return bool(alone and few) and len(unit.below) >= FEWEST_BELOW and _marked_off(units, at)


def gapped(units: Sequence[Unit], chosen: Collection[int]) -> bool:
    """Whether of a series of headings or labels below one heading two are chosen, and not one that
    stands between them.
    """
    series: dict[tuple[int, str], dict[int, bool]] = {}
    for unit in units:
        found = SERIES.match(unit.text) if unit.kind in (HEADING, LABEL) else None
        if found:
            of = series.setdefault((unit.above, (found["of"] or "").lower()), {})
            of[int(found["number"])] = unit.at in chosen
    return any(
        not held and min(told) < number < max(told)
        for of in series.values()
        if (told := [number for number, held in of.items() if held])
        for number, held in of.items()
    )


def _named(units: Sequence[Unit], at: int) -> Part | None:
    name = _title(units[at])
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or re.search(r"[“”\"`]", name):
        return None
    return Part(name, frozenset((at, *below(units, at))), quoted=True)


def _title(unit: Unit) -> str:
    return unit.text.strip("# :*✅❌⚠")
