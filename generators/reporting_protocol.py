"""Reports by the Web4 protocol (requirement 2.5): seven sections, written from the notes that the
input gives.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from .catalog import Dataset
from .content import loader
from .content.loader import Entry, Variants
from .pdca import distill, salient_lines
from .pdca.salient_lines import Line
from .phrases import Phrases
from .pipeline import engine
from .sample import Candidate, SampleMetadata, quarter_of
from .settings import Settings

if TYPE_CHECKING:
    from .store.corpus import Corpus, PdcaRecord

NAME = "reporting_protocol"
MAX_LINE_TOKENS, NOTE_TOKENS = 50, 190
# Reports of one record share at most this much; a record gives at most this many, the whole one
# first.
MAX_OVERLAP, MAX_REPORTS = 0.55, 8
USED_COST, RELEVANCE = 2.0, 0.8
MAX_WHERE = 60
# "Key learning: …" names itself within its first characters.
LABEL_REACH = 30
WORD = re.compile(r"[A-Za-z][\w./]{3,}")
# A report needs nothing outside itself: lines that point to another file or place are left out.
# A workstream has a name, not a remark.
VAGUE = re.compile(
    r"(?:this|that|what|why|how|my|i|we|it|these|the following|result|status|next)\b", re.I
)
Words = Annotated[
    re.Pattern[str],
    BeforeValidator(
        lambda words: re.compile(rf"\b(?:{words})", re.I) if isinstance(words, str) else words
    ),
]
"""Beginnings of words, as alternatives of an expression."""
OUTSIDE = re.compile(
    r"https?://|\]\(|\bsee (?:above|below|the)\b|\.md\b|§|/Users/|/workspace|/home/", re.I
)


class Rule(Entry):
    """Words of a heading or label that put what is below into a section; only in the named parts of
    the record.
    """

    words: Words
    sections: tuple[str, ...] = Field((), alias="in")


class Protocol(Entry):
    """The protocol as its content file has it."""

    sections: tuple[str, ...]
    instructions: Variants
    focus: str
    introduction: str
    introduction_focus: str
    lines: dict[str, tuple[int, int]]
    """Fewest and most lines of a section."""
    places: dict[str, tuple[str, ...]]
    starts: dict[str, re.Pattern[str]]
    """What a line begins with that says for itself where it belongs."""
    rules: dict[str, Rule]

    def section_of(self, line: Line) -> str:
        """The section a line belongs to, empty for none: what it says of itself, what is said above
        it, then where it stands.
        """
        for name, start in self.starts.items():
            if start.match(line.low):
                return name
        above = f"{line.heading} {line.label}"
        for name, rule in self.rules.items():
            if (not rule.sections or line.section in rule.sections) and rule.words.search(above):
                return name
        if self.rules["Lessons"].words.search(line.text[:LABEL_REACH]):
            return "Lessons"
        return next((name for name, places in self.places.items() if line.section in places), "")


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record the whole report and one for each workstream with material of its own for all
    sections.
    """
    protocol = loader.wording(NAME, Protocol)
    records = corpus.pdcas()
    usual = salient_lines.line_frequency(record.document for record in records)
    (category,) = dataset.categories
    for record in records:
        if not (record.agent_name and record.date and _objective(record)):
            continue
        lines = [
            line
            for line in salient_lines.extract(record.document, usual, settings.tokenizer)
            if line.tokens <= MAX_LINE_TOKENS
            and not OUTSIDE.search(line.text)
            and line.section != "objective"
        ]
        for number, (focus, chosen) in enumerate(_reports(lines, protocol)):
            yield _candidate(record, protocol, focus, chosen, number, category.name, settings.seed)


def _reports(
    lines: Sequence[Line], protocol: Protocol
) -> Iterator[tuple[str, dict[str, list[Line]]]]:
    """(focus, lines per section): the whole record, then its workstreams, each with mostly lines of
    its own.
    """
    by_section: dict[str, list[Line]] = {name: [] for name in protocol.lines}
    for line in lines:
        if name := protocol.section_of(line):
            by_section[name].append(line)
    used: Counter[int] = Counter()
    earlier: list[list[Line]] = []
    streams = [name for part in ("Do", "Plan", "Check") for name in _workstreams(by_section[part])]
    for focus in ["", *dict.fromkeys(streams)]:
        chosen = _chosen(by_section, protocol, focus, used)
        flat = [line for each in chosen.values() for line in each]
        if not chosen or any(distill.overlap(flat, before) > MAX_OVERLAP for before in earlier):
            continue
        earlier.append(flat)
        used.update(line.order for line in flat)
        yield focus, chosen
        if len(earlier) == MAX_REPORTS:
            return


def _objective(record: PdcaRecord) -> str:
    """What the work was for: as the record states it, else its task or issue."""
    document = record.document
    return (document.objective or document.task or document.issues).rstrip(". ")


def _workstreams(lines: Sequence[Line]) -> list[str]:
    """Labels and headings with at least two lines below them, in their order."""
    counts = Counter(name for line in lines for name in (line.label, line.heading) if name)
    return [
        name
        for name, count in counts.items()
        if count >= 2 and 2 <= len(name.split()) <= 12 and not VAGUE.match(name)
    ]


def _chosen(
    by_section: dict[str, list[Line]], protocol: Protocol, focus: str, used: Counter[int]
) -> dict[str, list[Line]]:
    """The best lines of each section within its number and the budget; nothing where a section
    stays too thin.
    """
    topic = _words(focus)
    for line in (line for lines in by_section.values() for line in lines):
        if focus and focus in (line.label, line.heading):
            topic |= _words(line.text)

    def score(line: Line) -> float:
        own = 3.0 if focus and focus in (line.label, line.heading) else 0.0
        shared = len(topic & _words(f"{line.label} {line.text}"))
        return own + RELEVANCE * min(3, shared) + distill.value(line) - USED_COST * used[line.order]

    ranked = {
        name: sorted(lines, key=lambda line: (-score(line), line.order))
        for name, lines in by_section.items()
    }
    chosen: dict[str, list[Line]] = {}
    size = 0
    for name, (least, _) in protocol.lines.items():
        chosen[name] = ranked[name][:least]
        size += sum(line.tokens for line in chosen[name])
        if len(chosen[name]) < least:
            return {}
    for name, (least, most) in protocol.lines.items():
        for line in ranked[name][least:most]:
            if size + line.tokens <= NOTE_TOKENS:
                chosen[name].append(line)
                size += line.tokens
    return {name: sorted(lines, key=lambda line: line.order) for name, lines in chosen.items()}


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _candidate(
    record: PdcaRecord,
    protocol: Protocol,
    focus: str,
    chosen: dict[str, list[Line]],
    number: int,
    category: str,
    seed: int,
) -> Candidate:
    document = record.document
    rng = random.Random(f"{seed}:{NAME}:{record.id}:{number}")
    title = document.title or record.objective
    places = [place for place in (record.sprint, record.branch) if place and place.upper() != "N/A"]
    where = f" ({', '.join(places)})" if places and len(", ".join(places)) <= MAX_WHERE else ""
    values = {
        "agent": record.agent_name,
        "title": title,
        "date": record.date,
        "where": where,
        "focus": focus,
        "objective": _objective(record),
    }
    if focus.isupper():
        values["focus"] = focus = focus.capitalize()
    introduction = (protocol.introduction_focus if focus else protocol.introduction).format(
        **values
    )
    parts = [
        f"# Web4 Report: {title}" + (f" – {focus}" if focus else ""),
        f"## Introduction\n{introduction}",
    ]
    parts += [f"## {name}\n{distill.bulleted(lines)}" for name, lines in chosen.items()]
    facts = [
        f"PDCA ID: {record.id}, Agent: {record.agent_name}, Date: {record.date}",
        f"Title: {title}",
    ]
    facts += [f"Where: {', '.join(places)}"] if where else []
    facts += [f"Objective: {_objective(record)}", "Notes:"]
    notes = [
        f"- {said}"
        for said in _interleaved([distill.spoken(lines) for lines in chosen.values()], rng)
    ]
    phrases = Phrases(str(seed), record.id, str(number), by="key")
    instruction = phrases.pick(protocol.instructions)
    if focus:
        instruction += f" {protocol.focus.format(**values)}"
    return Candidate(
        instruction=instruction,
        input="\n".join(facts + notes),
        output="\n\n".join(parts) + "\n",
        metadata=SampleMetadata(
            task_type=NAME,
            category=category,
            source=record.id,
            pdca_id=record.id,
            agent_name=record.agent_name,
            date=record.date,
            quarter=quarter_of(record.date),
            quality_score=record.quality_score,
            family=record.family,
            view="workstream" if focus else "document",
        ),
        rank=record.quality_score - number,
        rung=3 if focus else 0,
    )


def _interleaved(parts: list[list[str]], rng: random.Random) -> list[str]:
    """The lines as notes come: of all parts mixed, each part's own order kept."""
    turns = [position for position, part in enumerate(parts) for _ in part]
    rng.shuffle(turns)
    queues = [iter(part) for part in parts]
    return [next(queues[position]) for position in turns]


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
