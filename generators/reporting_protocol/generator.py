"""Reports by the Web4 protocol (requirement 2.5): seven sections, written from notes that anybody
could place, on one stream of work where the notes are of two.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generators.catalog import Dataset
from generators.limits import in_time
from generators.pdca import salient_lines
from generators.pdca.salient_lines import Line, Usual
from generators.pdca.telling.groups import Group
from generators.pdca.telling.shares import Told
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import content_words

from .stages import TIMES, Note, note_of
from .wording import NAME, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

MAX_LINE_TOKENS, NOTE_TOKENS = 60, 320
MAX_WHERE = 60
# Sections that may be without a note, what the report says there, how often the request speaks of
# it though there is none (one in so many), and fewest notes of a report.
MOST_SILENT, SILENT, TOLD_ANYWAY, FEWEST_NOTES = 1, "Nothing was noted.", 6, 5
NOTES = "Notes from before the work, during it and after it:"
# Notes that such a section costs a report when the best are chosen.
SILENCE_COST = 20.0
# A record gives at most so many reports with lines of their own, then so many that repeat lines, of
# which two share at most so much.
MAX_REPORTS, FILLING, ALIKE = 6, 9, 0.75
# A word that so many notes of a record hold is its topic.
RECURRING = 2
# Two notes that share so much of the shorter one's words say the same.
TWINS = 0.6
# Notes of another record among those of a stream, for each of its own.
DISTRACTING = 0.6
# Share of whole reports that are asked for in the requirement's own words.
REQUIRED = 0.035
# A report needs nothing outside itself: lines that point to another file or place are left out.
OUTSIDE = re.compile(
    r"https?://|\]\(|\bsee (?:above|below|the)\b|\.md\b|§|/Users/|/workspace|/home/", re.I
)
REPEATED = 3
# Sections that may be silent, by rung.
SILENT_SECTIONS = {0: MOST_SILENT, 2: 3}


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
        said = Counter(word for note in self.notes.values() for word in _topic(note.said))
        self.topic = _topic(f"{self.title} {self.objective} {document.issues}") | {
            word for word, count in said.items() if count >= RECURRING
        }

    def of(self, other: _Notes) -> Sections:
        """The notes that are about this record and not about the other."""
        mine, theirs = self.topic - other.topic, other.topic - self.topic
        return {
            name: [g for g in groups if _about(g, mine) > _about(g, theirs)]
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
            made = partial(_reports, noted[record.id], others, category.name, settings)
            yield from in_time(made, settings.max_seconds, record.id)


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
    """Reports that share no line, in turn on the whole and on one stream among two; at last those
    that repeat others.
    """
    told = Told(frozenset())
    stream_first = int(fingerprint(str(settings.seed), notes.record.id), 16) % 2
    ways = [_stream, _whole] if stream_first else [_whole, _stream]
    made = 0
    for rung, silent in SILENT_SECTIONS.items():
        failed = 0
        while made < MAX_REPORTS and failed < len(ways):
            found = ways[(made + failed) % len(ways)](notes, others, told, silent)
            if found is None:
                failed += 1
                continue
            failed = 0
            yield _candidate(notes, found, made, rung, category, settings)
            told.add(found.chosen)
            made += 1
    for filling in range(FILLING):
        chosen = _chosen(notes.by_section, told, max(SILENT_SECTIONS.values()), filling + 1)
        if chosen and not told.same(chosen, ALIKE):
            yield _candidate(notes, Report(chosen), made, REPEATED, category, settings)
            told.add(chosen)
            made += 1


@dataclass(frozen=True)
class Report:
    """The notes of a report; where they stand among notes of other work, that work and these."""

    chosen: list[Group]
    other: _Notes | None = None
    theirs: Sequence[Group] = ()


def _whole(notes: _Notes, others: Sequence[_Notes], told: Told, silent: int) -> Report | None:
    chosen = _chosen(notes.by_section, told, silent)
    return Report(chosen) if chosen else None


def _stream(notes: _Notes, others: Sequence[_Notes], told: Told, silent: int) -> Report | None:
    """A report on one of two streams, with the first record beside whose notes can be told from
    this one's.
    """
    for other in others:
        chosen = _chosen(notes.of(other), told, silent)
        if not chosen:
            continue
        theirs = [g for groups in other.of(notes).values() for g in groups]
        wanted = round(DISTRACTING * len(chosen))
        if len(theirs) >= wanted:
            theirs.sort(key=lambda group: (-group.value, group.order))
            return Report(chosen, other, sorted(theirs[:wanted], key=lambda g: g.order))
    return None


def _chosen(sections: Sections, told: Told, silent: int, turn: int = 0) -> list[Group]:
    """The best notes of each section within its number and the budget; none where more than
    `silent` sections have no note, or the notes are few. From the first turn on, notes are taken
    whoever has them, and each turn begins with others.
    """
    chosen: list[Group] = []
    ranked: dict[str, list[Group]] = {}
    for name in wording().lines:
        free = [g for g in sections[name] if turn or told.free(g)]
        order = sorted(free, key=lambda g: (not told.free(g), -g.value, g.order))
        ranked[name] = order[turn % len(order) :] + order[: turn % len(order)] if order else []
        chosen += ranked[name][:1]
    if len(chosen) < len(ranked) - silent:
        return []
    size = sum(group.tokens for group in chosen)
    for name, most in wording().lines.items():
        for group in ranked[name][1:most]:
            twin = any(_twins(group, other) for other in chosen)
            if not twin and group.value > 0 and size + group.tokens <= NOTE_TOKENS:
                chosen.append(group)
                size += group.tokens
    return (
        sorted(chosen, key=lambda group: group.order)
        if len(chosen) >= FEWEST_NOTES - silent
        else []
    )


def _candidate(
    notes: _Notes, report: Report, number: int, rung: int, category: str, settings: Settings
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
    page = _page(notes, report, random.Random(":".join((NAME, *key))))
    words = Phrases(*key, by="key")
    parts = [
        f"# Web4 Report: {notes.title}",
        f"## Introduction\n{words.pick(wording().introductions, **values)}",
    ]
    silent = 0
    for name in wording().lines:
        said = [notes.notes[group.order].said for group in chosen if group.role == name]
        silent += not said
        parts.append(f"## {name}\n" + "\n".join(f"- {line}" for line in said or [SILENT]))
    asked = _asked(other is not None, silent > 0, key, values)
    return Candidate(
        instruction=asked,
        input="\n".join([*facts, NOTES, *(f"- {note}" for note in page)]),
        output="\n\n".join(parts) + "\n",
        metadata=of_record(record, NAME, category, "workstream" if other else "document"),
        rank=len(chosen) - SILENCE_COST * silent - 10.0 * number,
        rung=rung,
    )


def _asked(stream: bool, silent: bool, key: tuple[str, ...], values: dict[str, str]) -> str:
    """The request; what is to be said of a section without notes is told where there is one, and
    now and then where there is none.
    """
    chance = int(fingerprint("required", *key), 16) / 16**16
    if not stream and not silent and chance < REQUIRED:
        return wording().required
    variants = wording().stream_instructions if stream else wording().instructions
    words = Phrases("asked", *key, by="key")
    asked = words.pick(variants, **values)
    told = silent or int(fingerprint("silent", *key), 16) % TOLD_ANYWAY == 0
    return f"{asked} {words.pick(wording().silence, nothing=SILENT)}" if told else asked


def _twins(one: Group, other: Group) -> bool:
    """Whether two notes say about the same."""
    mine, theirs = content_words(one.lines[0].text), content_words(other.lines[0].text)
    return len(mine & theirs) >= TWINS * max(1, min(len(mine), len(theirs)))


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


def _page(notes: _Notes, report: Report, chance: random.Random) -> list[str]:
    """The notes as they were taken: before the work, during it, afterwards; within each time mixed,
    each section's own order kept.
    """
    mine = [notes.notes[group.order] for group in report.chosen]
    theirs = [report.other.notes[g.order] for g in report.theirs] if report.other else []
    page: list[str] = []
    for time in sorted(set(TIMES.values())):
        parts = [
            [note.text for note in each if note.stage == stage]
            for each in (mine, theirs)
            for stage in TIMES
            if TIMES[stage] == time
        ]
        page += _interleaved(parts, chance)
    return page


def _interleaved(parts: list[list[str]], chance: random.Random) -> list[str]:
    """The lines as notes come: of all parts mixed, each part's own order kept."""
    turns = [position for position, part in enumerate(parts) for _ in part]
    chance.shuffle(turns)
    queues = [iter(part) for part in parts]
    return [next(queues[position]) for position in turns]
