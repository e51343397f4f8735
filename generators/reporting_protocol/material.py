"""The notes that a record gives a report, section by section, and what they are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generators import tokens
from generators.pdca import salient_lines
from generators.pdca.salient_lines import Line, Usual
from generators.pdca.telling import report_lines
from generators.pdca.telling.groups import Group
from generators.worth import personal
from generators.worth.stated.topics import topic_words

from . import stages
from .agreement import Agreement
from .stages import Note
from .wording import wording

if TYPE_CHECKING:
    from generators.store.corpus import PdcaRecord

MAX_LINE_TOKENS = 60
# A report needs nothing outside itself: lines that point to another file or place are left out.
OUTSIDE = re.compile(
    r"https?://|\]\(|\bsee (?:above|below|the)\b|\.md\b|§|/Users/|/workspace|/home/", re.I
)
# A title that names no work.
NO_TOPIC = re.compile(
    r"^\W*(?:pdca|qa|decisions?|definition of done|template|summary|objective|untitled|session"
    r"|report|log|entry|retrospective|title)[\s\W\d]*$|\[|\{|\bQA Decisions?\b"
    r"|\bDefinition of Done\b",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:I|my|me)\b")
FEWEST_TOPIC_WORDS = 2
# A word that so many notes of a record hold is its topic.
RECURRING = 2
Sections = dict[str, list[Group]]


@dataclass(frozen=True)
class Material:
    """The notes of a record by section (each a group of one line), and the words it is about."""

    record: PdcaRecord
    title: str
    objective: str
    notes: dict[int, Note]
    """By the order of the line."""
    by_section: Sections
    subject: frozenset[str]
    """What title and objective are about."""
    topic: frozenset[str]
    """The same, and what several notes speak of."""

    @property
    def usable(self) -> bool:
        """Whether it can be reported on: it has a topic and says what it was for."""
        named = len(topic_words(self.title)) >= FEWEST_TOPIC_WORDS
        head = f"{self.title}. {self.objective}"
        telling = NO_TOPIC.search(self.title) or FIRST_PERSON.search(head)
        return bool(self.objective) and named and not (telling or personal.found_in(head))

    def said(self, group: Group) -> str:
        """How the report says a note."""
        return self.notes[group.order].said


def gather(records: Iterable[PdcaRecord], usual: Usual, tokenizer: str) -> dict[str, Material]:
    """The material of each record, by id. A note whose words do not agree with its section says
    itself which it is; one that cannot is left out.
    """
    found = {record.id: _noted(record, usual, tokenizer) for record in records}
    agreement = Agreement({id: [note for _, note in noted] for id, noted in found.items()})
    return {
        record.id: _material(
            record,
            [
                (line, placed)
                for line, note in found[record.id]
                if (placed := agreement.placed(record.id, note))
            ],
        )
        for record in records
    }


def _material(record: PdcaRecord, noted: list[tuple[Line, Note]]) -> Material:
    document = record.document
    title = (document.title or record.objective).strip()
    objective = (document.objective or document.task or document.issues).rstrip(". ")
    by_section: Sections = {name: [] for name in wording().lines}
    subject = topic_words(f"{title} {objective}")
    for line, note in noted:
        # What users say is often about something else.
        users = note.said.startswith(report_lines.USER)
        if (not users or topic_words(note.said) & subject) and not _wish(note, subject):
            by_section[note.stage].append(Group(note.stage, (line,)))
    said = Counter(word for _, note in noted for word in topic_words(note.said))
    topic = subject | {word for word, count in said.items() if count >= RECURRING}
    notes = {line.order: note for line, note in noted}
    return Material(record, title, objective, notes, by_section, subject, topic)


def _wish(note: Note, subject: frozenset[str]) -> bool:
    """Whether a lesson only says what the work's own subject should be, as its objective does."""
    about, should, _ = note.said.partition(" should ")
    return note.stage == "Lessons" and bool(should) and bool(topic_words(about) & subject)


def _noted(record: PdcaRecord, usual: Usual, tokenizer: str) -> list[tuple[Line, Note]]:
    lines = salient_lines.extract(record.document, usual, tokenizer)
    usable = [line for line in lines if _usable(line)]
    named = [line for line in _named_deeds(usable, tokenizer) if _usable(line)]
    ordered = sorted([*usable, *named], key=lambda line: (line.order, bool(line.tokens)))
    numbered = [replace(line, order=at) for at, line in enumerate(ordered)]
    found = [(line, note) for line in numbered if (note := stages.note_of(line))]
    return [(line, _called(note, line.text, record.text)) for line, note in found]


def _called(note: Note, line: str, text: str) -> Note:
    """The note with its small first letter where that is a method's, as the record calls it."""
    first = note.said.split(" ", 1)[0]
    called = first[:1].lower() + first[1:]
    # A name, not a word that a method happens to be called by.
    given = re.fullmatch(r"[a-z]+(?:[A-Z]\w*)+", called) and re.search(
        rf"\b{re.escape(called)}\b", line
    )
    if given and re.search(rf"\b{re.escape(called)}\(", text):
        return replace(note, said=called + note.said[len(first) :])
    return note


def _named_deeds(lines: Iterable[Line], tokenizer: str) -> list[Line]:
    """Headings of Do that tell themselves what was done."""
    found: dict[str, Line] = {}
    for line in lines:
        name = line.heading.strip(" :")
        if line.section == "do" and report_lines.done(name) and name not in found:
            found[name] = replace(line, heading="", label="", text=name)
    counts = tokens.count_batch(list(found), tokenizer)
    return [replace(line, tokens=n) for line, n in zip(found.values(), counts, strict=True)]


def _usable(line: Line) -> bool:
    """Whether the line may stand in a report at all."""
    return (
        line.tokens <= MAX_LINE_TOKENS
        and line.section != "objective"
        and not OUTSIDE.search(line.text)
        and not personal.found_in(line.text)
    )
