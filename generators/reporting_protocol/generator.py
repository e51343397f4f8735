"""Reports by the Web4 protocol (requirement 2.5): seven sections, written from notes that anybody
could place, on one stream of work where the notes are of two.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators.catalog import Dataset
from generators.pdca import salient_lines
from generators.pdca.salient_lines import Line, Usual
from generators.pdca.telling.groups import Group
from generators.pdca.telling.shares import NOBODY, Told
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import content_words

from .stages import Note, note_of
from .wording import NAME, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

MAX_LINE_TOKENS, NOTE_TOKENS = 60, 260
MAX_WHERE = 60
# A record gives at most so many reports with lines of their own, then so many that repeat lines, of
# which two share at most so much.
MAX_REPORTS, FILLING, ALIKE = 6, 3, 0.7
# Notes of another record among those of a stream, for each of its own.
DISTRACTING = 0.6
# Share of whole reports that are asked for in the requirement's own words.
REQUIRED = 0.035
# A report needs nothing outside itself: lines that point to another file or place are left out.
OUTSIDE = re.compile(
    r"https?://|\]\(|\bsee (?:above|below|the)\b|\.md\b|§|/Users/|/workspace|/home/", re.I
)
RUNG_STREAM, REPEATED = 1, 3


Sections = dict[str, list[Group]]


class _Notes:
    """The notes of a record by section; each is a group of one line."""

    def __init__(self, record: PdcaRecord, usual: Usual, tokenizer: str) -> None:
        self.record = record
        document = record.document
        self.title = document.title or record.objective
        self.objective = (document.objective or document.task or document.issues).rstrip(". ")
        self.notes: dict[int, Note] = {}
        """By the order of the line."""
        self.by_section: dict[str, list[Group]] = {name: [] for name in wording().lines}
        for line in salient_lines.extract(document, usual, tokenizer):
            note = note_of(line) if _usable(line) else None
            if note:
                self.by_section[note.stage].append(Group(note.stage, (line,)))
                self.notes[line.order] = note
        self.topic = _topic(f"{self.title} {self.objective} {document.issues}")

    def of(self, other: _Notes) -> Sections:
        """The notes that are about this record and not about the other."""
        mine, theirs = self.topic - other.topic, other.topic - self.topic
        return {
            name: [g for g in groups if _about(g, mine) > _about(g, theirs)]
            for name, groups in self.by_section.items()
        }

    def plain(self) -> Sections:
        """The notes that say without a mark where they belong."""
        return {
            name: [g for g in groups if not self.notes[g.order].marked]
            for name, groups in self.by_section.items()
        }


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record whole reports, and reports on it from notes that also hold another record's."""
    records = [each for each in corpus.pdcas() if each.agent_name and each.date]
    usual = salient_lines.line_frequency(record.document for record in records)
    noted = {each.id: _Notes(each, usual, settings.tokenizer) for each in records}
    (category,) = dataset.categories
    for at, record in enumerate(records):
        if noted[record.id].objective:
            others = [noted[id] for id in _beside(record, at, records, corpus) if id in noted]
            yield from _reports(noted[record.id], others, category.name, settings)


def _beside(
    record: PdcaRecord, at: int, records: Sequence[PdcaRecord], corpus: Corpus
) -> list[str]:
    """Ids of records of other families whose notes may stand on the same page: near in time."""
    near = [*records[max(0, at - 4) : at], *records[at + 1 : at + 5]]
    ids = [*(each.id for each in near), *corpus.predecessors(record.id)]
    ids = [id for id in dict.fromkeys(ids) if corpus.pdca(id).family != record.family]
    return sorted(ids, key=lambda id: fingerprint(record.id, id))


def _reports(
    notes: _Notes, others: Sequence[_Notes], category: str, settings: Settings
) -> Iterator[Candidate]:
    """Reports with lines of their own: from notes that need no mark, in turn on the whole and on
    one stream among two, then from all notes; at last one that repeats others.
    """
    told = Told(frozenset())
    whole_first = int(fingerprint(str(settings.seed), notes.record.id), 16) % 2
    ways = [_whole, _stream] if whole_first else [_stream, _whole]
    made = 0
    for sections in (notes.plain(), notes.by_section):
        failed = 0
        while made < MAX_REPORTS and failed < len(ways):
            found = ways[(made + failed) % len(ways)](notes, sections, others, told)
            if found is None or not told.new(found.chosen):
                failed += 1
                continue
            failed = 0
            yield _candidate(notes, found, made, True, category, settings)
            told.add(found.chosen)
            made += 1
    for filling in range(FILLING):
        chosen = _chosen(notes.by_section, told, turn=filling + 1)
        if chosen and not told.same(chosen, ALIKE):
            yield _candidate(notes, Report(chosen), made, False, category, settings)
            told.add(chosen)
            made += 1


@dataclass(frozen=True)
class Report:
    """The notes of a report; where they stand among notes of other work, that work and these."""

    chosen: list[Group]
    other: _Notes | None = None
    theirs: Sequence[Group] = ()


def _whole(
    notes: _Notes, sections: Sections, others: Sequence[_Notes], told: Told
) -> Report | None:
    chosen = _chosen(sections, told)
    return Report(chosen) if chosen else None


def _stream(
    notes: _Notes, sections: Sections, others: Sequence[_Notes], told: Told
) -> Report | None:
    """A report on one of two streams, with the first record beside whose notes can be told from
    this one's.
    """
    for other in others:
        allowed = {g.order for groups in sections.values() for g in groups}
        own = {
            name: [g for g in groups if g.order in allowed]
            for name, groups in notes.of(other).items()
        }
        chosen = _chosen(own, told)
        if not chosen or not told.new(chosen):
            continue
        theirs = [g for groups in other.of(notes).values() for g in groups]
        wanted = round(DISTRACTING * len(chosen))
        if len(theirs) >= wanted:
            theirs.sort(key=lambda group: (-group.value, group.order))
            return Report(chosen, other, sorted(theirs[:wanted], key=lambda g: g.order))
    return None


def _chosen(sections: Sections, told: Told, turn: int = 0) -> list[Group]:
    """The best notes of each section within its number and the budget, unused ones first; none
    where a section stays too thin. From the first turn on, notes are taken whoever has them, and
    each turn begins with others.
    """
    chosen: list[Group] = []
    spent: dict[int, int] = {}
    ranked: dict[str, list[Group]] = {}

    def take(group: Group) -> None:
        chosen.append(group)
        owner = told.owner.get(group.order, NOBODY)
        spent[owner] = spent.get(owner, 0) + 1

    for name, (least, _) in wording().lines.items():
        order = sorted(sections[name], key=lambda g: (not told.free(g), -g.value, g.order))
        ranked[name] = order[turn % len(order) :] + order[: turn % len(order)] if order else []
        for group in ranked[name]:
            few = sum(g.role == name for g in chosen) < least
            if few and (turn or told.may_use(group, spent)):
                take(group)
        if sum(group.role == name for group in chosen) < least:
            return []
    size = sum(group.tokens for group in chosen)
    for name, (_, most) in wording().lines.items():
        for group in ranked[name]:
            wanted = told.free(group) and group.value > 0 and group not in chosen
            full = sum(g.role == name for g in chosen) >= most
            if wanted and not full and size + group.tokens <= NOTE_TOKENS:
                take(group)
                size += group.tokens
    return sorted(chosen, key=lambda group: group.order)


def _candidate(
    notes: _Notes, report: Report, number: int, new: bool, category: str, settings: Settings
) -> Candidate:
    record, chosen, other = notes.record, report.chosen, report.other
    key = (str(settings.seed), record.id, str(number))
    where = ", ".join(p for p in (record.sprint, record.branch) if p and p.upper() != "N/A")
    values = {
        "agent": record.agent_name,
        "title": notes.title,
        "date": record.date,
        "where": f" ({where})" if where and len(where) <= MAX_WHERE else "",
        "objective": notes.objective,
        "other": other.title if other else "",
    }
    facts = [
        f"PDCA ID: {record.id}, Agent: {record.agent_name}, Date: {record.date}",
        f"Title: {notes.title}",
        *([f"Where: {where}"] if values["where"] else []),
        f"Objective: {notes.objective}",
    ]
    if other:
        facts += [f"Other work on the page: {other.title}. {other.objective}"]
    pages = [
        [notes.notes[group.order].text for group in chosen if group.role == name]
        for name in wording().lines
    ]
    if other:
        pages.append([other.notes[group.order].text for group in report.theirs])
    page = _interleaved(pages, random.Random(":".join((NAME, *key))))
    words = Phrases(*key, by="key")
    parts = [
        f"# Web4 Report: {notes.title}",
        f"## Introduction\n{words.pick(wording().introductions, **values)}",
    ]
    for name in wording().lines:
        parts.append(f"## {name}\n" + "\n".join(f"- {said}" for said in _said(chosen, name)))
    return Candidate(
        instruction=_asked(other is not None, key, values),
        input="\n".join([*facts, "Notes:", *(f"- {note}" for note in page)]),
        output="\n\n".join(parts) + "\n",
        metadata=of_record(record, NAME, category, "workstream" if other else "document"),
        rank=record.quality_score - number,
        rung=RUNG_STREAM * bool(other) if new else REPEATED,
    )


def _asked(stream: bool, key: tuple[str, ...], values: dict[str, str]) -> str:
    if not stream and int(fingerprint("required", *key), 16) / 16**16 < REQUIRED:
        return wording().required
    variants = wording().stream_instructions if stream else wording().instructions
    return Phrases("asked", *key, by="key").pick(variants, **values)


def _said(chosen: Sequence[Group], section: str) -> list[str]:
    return [group.lines[0].text for group in chosen if group.role == section]


def _usable(line: Line) -> bool:
    """Whether the line may stand in a report at all."""
    return (
        line.tokens <= MAX_LINE_TOKENS
        and line.section != "objective"
        and not OUTSIDE.search(line.text)
        and not personal.found_in(line.text)
    )


def _topic(text: str) -> frozenset[str]:
    """The words that a text is about; numbers are none."""
    return frozenset(word for word in content_words(text) if word[0].isalpha() and len(word) > 3)


def _about(group: Group, topic: frozenset[str]) -> int:
    """How many words of a topic a note holds."""
    return len(content_words(group.lines[0].text) & topic)


def _interleaved(parts: list[list[str]], chance: random.Random) -> list[str]:
    """The lines as notes come: of all parts mixed, each part's own order kept."""
    turns = [position for position, part in enumerate(parts) for _ in part]
    chance.shuffle(turns)
    queues = [iter(part) for part in parts]
    return [next(queues[position]) for position in turns]
