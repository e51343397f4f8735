"""What belongs elsewhere: notes of other sections or of other work, which whoever writes a section
has to leave out, and lines of a section that do not fit the label above them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators.pdca import Pdca
from generators.pdca.marks import headline
from generators.pdca.sections import Section
from generators.pdca.telling import cuts, notes, report_lines, roles
from generators.pdca.telling.notes import Topic
from generators.pdca.telling.report_words import ORDER, RESULT, STATED
from generators.sample import fingerprint
from generators.worth import personal
from generators.worth.case import content_lines, content_words, prose
from generators.worth.stated.sifting import alike, label_words
from generators.worth.stated.topics import topic_words

if TYPE_CHECKING:
    from generators.store.corpus import PdcaRecord

# How many notes of other sections are given, and of how many words their labels and they are.
NOTES = 2
MOST_LABEL = 5
SHORTEST, LONGEST = 5, 16
UNCLEAR = re.compile(
    r"https?://|\]\(|[|>`\u2013\u2192\u2705\u274c]|\bPDCA\b|<commit>|:$|^\W"
    # What a sign was put into.
    r"|\((?:not )?ok\)|\(warning\)|\((?:not )?chosen\)"
    # What looks like an order and may be none, and fields of the plan as such.
    r"|^(?:[^:]{1,50}: )?Complete\b|^(?:objective|goal|scope|risks?|mitigation|task \d[\d.]*)\b",
    re.I,
)


# How many words of its title and objective other work must have for itself, and each of its notes
# words that the record has nowhere.
OWN_WORDS, NEW_WORDS = 4, 3

# A title or objective that cannot be quoted.
UNCLEAR_NAME = re.compile(r"[“”\"`{}\[\]<>]|https?://|\n")


@dataclass(frozen=True)
class More:
    """Notes that belong elsewhere, and the other work that they are of, if they are."""

    notes: tuple[tuple[str, str], ...] = ()
    """Each with the label or heading above it, empty where there is none."""
    title: str = ""
    objective: str = ""


def _ordered(note: str) -> bool:
    return bool(ORDER.match(report_lines.body_of(note)))


def _done(note: str) -> bool:
    return report_lines.done(note) and not _ordered(note)


def _found(note: str) -> bool:
    return bool(RESULT.search(note)) and not (_ordered(note) or _done(note))


# For each section, others whose notes are of a form that it has none of.
OTHERS: dict[str, tuple[tuple[str, Callable[[str], bool]], ...]] = {
    "plan": (("do", _done), ("check", _found)),
    "act": (("do", _done), ("check", _found)),
    "do": (("act", _ordered), ("plan", _ordered)),
    "check": (("act", _ordered), ("plan", _ordered)),
}
# What the lines below a label must be, or what they must not be, by what the label speaks of.
NEXT = re.compile(r"\b(?:next|future|follow-?ups?|to ?do|action items?|remaining|upcoming)\b", re.I)
LEARNED = re.compile(r"\b(?:lessons?|learnings?|learned|insights?|process updates?)\b", re.I)
IMPROVED = re.compile(r"\bimprovements?\b", re.I)
# What tells of what was wrong or wanted, and is no part of a Do or an Act.
AMISS = re.compile(
    r"\b(?:went wrong|(?:did|done) wrong|wants?|wanted|issues|problems|violations|mistakes)\b"
    r"(?!.*\b(?:fixed|resolved|solved|corrected|addressed|prevent\w*)\b)",
    re.I,
)
LABEL = re.compile(r"^(?:#{1,6}\s+(?P<heading>.+)|\*\*(?P<bold>[^*]+?):?\*\*:?)\W*$")
# A number and nothing else behind a label.
COUNTED = re.compile(r"^[^:]{1,40}:\s*~?\d[\d.,/]*\s*%?$")
FEWEST_LINES, MOST_ASTRAY = 2, 0.6


def more_than(
    record: PdcaRecord,
    section: Section,
    own: Sequence[Topic],
    beside: Sequence[PdcaRecord],
    key: tuple[str, ...],
) -> More:
    """Notes of other sections, else of other work, that can be told from the section's own."""
    if not own:
        return More()
    found = _of_sections(record.document, section, own, key)
    return found if found.notes else _of_work(record, section, own, beside, key)


def _of_work(
    record: PdcaRecord,
    section: Section,
    own: Sequence[Topic],
    beside: Sequence[PdcaRecord],
    key: tuple[str, ...],
) -> More:
    """A few notes of the same section of another record, each of which speaks of what that record
    is about and this one nowhere mentions, in words that are not those of any work of the house,
    names nothing that this one calls itself and the other does not, and bears no label like one of
    its own.
    """
    mine = content_words(record.text)
    known = topic_words(record.text)
    called = topic_words(f"{record.document.title} {record.objective}")
    labels = _labels(own)
    for other in sorted(beside, key=lambda each: fingerprint(*key, "beside", each.id)):
        title, theirs = other.document.title, other.document.section(section.kind)
        head = f"{title}. {other.objective}"
        subject = content_words(head) - mine
        topic = topic_words(head) - known
        if (
            other.family == record.family
            or not (title and other.objective and theirs)
            or len(subject) < OWN_WORDS
            or UNCLEAR_NAME.search(head)
            or personal.found_in(head)
        ):
            continue
        found = [
            note
            for note, above in dict(_notes(theirs)).items()
            if not any(_named(name, labels) for name in (_label(note), above))
            and topic_words(note) & topic
            and not topic_words(note) & (called - topic_words(head))
            and (words := content_words(note)) & subject
            and len(words - mine) >= NEW_WORDS
        ]
        if len(found) >= NOTES:
            return _more(theirs, found[:NOTES], title, other.objective)
    return More()


def _labels(own: Sequence[Topic]) -> list[frozenset[str]]:
    """The words of the labels that the section's notes bear, and of what the form calls its
    parts.
    """
    names = {_label(note) for topic in own for note in topic.notes}
    names |= {headline(name).strip(" :*").lower() for x in own for name in (x.heading, x.label)}
    return [words for name in names if (words := label_words(name))]


def _named(name: str, labels: Sequence[frozenset[str]]) -> bool:
    """Whether a name is one of the labels, with or without further words."""
    words = label_words(name)
    return bool(words) and any(alike(words, each) for each in labels)


def _label(note: str) -> str:
    label, colon, _ = note.partition(":")
    return label.lower() if colon else ""


def _of_sections(
    record: Pdca, section: Section, own: Sequence[Topic], key: tuple[str, ...]
) -> More:
    """A few notes of other sections that tell of another time by their form, none where the section
    has lines of that form itself or too few are to be had.
    """
    said = [note for topic in own for note in topic.notes]
    labels = _labels(own)
    for kind, form in OTHERS.get(section.kind, ()):
        other = record.section(kind)
        if other is None or any(map(form, said)):
            continue
        found = [
            note
            for note, above in dict(_notes(other)).items()
            if form(note)
            and not any(_named(name, labels) for name in (_label(note), above))
            and not any(_same(note, each) for each in said)
        ]
        if len(found) >= NOTES:
            found.sort(key=lambda note: fingerprint(*key, "elsewhere", note))
            return _more(other, found[:NOTES])
    return More()


def _more(section: Section, chosen: Collection[str], title: str = "", objective: str = "") -> More:
    """The chosen notes of a section, in its order."""
    found = [
        (notes.jotted(note), above)
        for note, above in dict(_notes(section)).items()
        if note in chosen
    ]
    return More(tuple(found), title, objective)


def _notes(section: Section) -> Iterator[tuple[str, str]]:
    """(note, the label or heading above it within the section) of what may stand elsewhere."""
    above = ""
    for at, line in enumerate(prose(cuts.section(section)).split("\n")):
        if match := LABEL.match(line.strip()):
            called = headline(match["heading"] or match["bold"]).strip(" :")
            above = called if at and len(called.split()) <= MOST_LABEL else ""
            continue
        note = notes.note_of(line)
        if (
            SHORTEST <= len(note.split()) <= LONGEST
            and not UNCLEAR.search(note)
            and not notes.pasted(note)
            and not personal.found_in(note)
        ):
            yield note, above


def _same(one: str, other: str) -> bool:
    return report_lines.twins("Plan", one, "Plan", other)


def misfit(text: str) -> bool:
    """Whether most lines below a label are not what it calls them: deeds below next steps, results
    below improvements, or below lessons neither a rule nor anything to do.
    """
    return any(
        len(lines) >= FEWEST_LINES and sum(map(astray, lines)) > MOST_ASTRAY * len(lines)
        for label, lines in _labelled(text)
        if (astray := _astray(label))
    )


def amiss(text: str) -> float:
    """Share of the list items of a section that stand below a label of what was wrong or wanted."""
    blocks = [(label, sum(map(bool, lines))) for label, lines in _labelled(text)]
    inside = sum(size for label, size in blocks if AMISS.search(label))
    return inside / max(1, sum(size for _, size in blocks))


def strays(kind: str, text: str) -> float:
    """Share of the list items of a section that are not what it is for: in a Plan what was found or
    done, in a Do what is to be done, in a Check to be done or a rule, in an Act neither of these;
    1.0 of a Check that only quotes, 0.0 of other sections.
    """
    if kind == "check" and not _checks(text):
        return 1.0
    astray = STRAYS.get(kind)
    items = [note for _, lines in _labelled(text) for note in lines if note] if astray else []
    return sum(map(astray, items)) / max(1, len(items)) if astray else 0.0


def _follows(note: str) -> bool:
    return _ordered(note) or roles.states_rule(note)


def _known(note: str) -> bool:
    """Whether a note tells what is or was, as a plan cannot."""
    told = report_lines.done(note) or RESULT.search(note) or STATED.search(note)
    return bool(told or COUNTED.search(note)) and not _ordered(note)


STRAYS: dict[str, Callable[[str], bool]] = {
    "plan": _known,
    "do": _ordered,
    "check": _follows,
    "act": lambda note: not _follows(note),
}


def _checks(text: str) -> bool:
    """Whether a Check has more than quotations: a line of its own, or output."""
    said = (line.lstrip("-*+ ") for line in content_lines(prose(text)))
    return "```" in text or any(not line.startswith(">") for line in said)


def _astray(label: str) -> Callable[[str], bool] | None:
    if NEXT.search(label):
        return _done
    if IMPROVED.search(label):
        return _found
    if LEARNED.search(label):
        return lambda note: not (roles.states_rule(note) or _ordered(note))
    return None


def _labelled(text: str) -> Iterator[tuple[str, list[str]]]:
    label: str = ""
    lines: list[str] = []
    for line in prose(text).split("\n"):
        if match := LABEL.match(line.strip()):
            yield label, lines
            label, lines = match["heading"] or match["bold"] or "", []
        elif re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            lines.append(notes.note_of(line))
    yield label, lines
