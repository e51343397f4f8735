"""Problem-solving patterns distilled from PDCAs (requirement 1.2), structure kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from . import tokens
from .catalog import Category, Dataset
from .content import loader
from .content.loader import Entry, Variants
from .pdca import distill, facts, salient_lines
from .pdca.distill import Part
from .pdca.salient_lines import Line, Usual
from .phrases import Phrases
from .pipeline import engine
from .sample import Candidate, SampleMetadata, quarter_of
from .settings import Settings

if TYPE_CHECKING:
    from .store.corpus import Corpus, PdcaRecord

NAME = "domain_patterns"
MAX_LINES = 38
INPUT_CHARACTERS = 500
# A record belongs to a kind of work when it tells of it at least this much, relative to the kind's
# usual amount.
BELONGS = 0.5
# Two outputs of a record share at most this much of their lines; near duplicates begin at 0.8.
MAX_OVERLAP = 0.6
STRONG = 2.5
MIN_PARTS, PROVEN = 4, 3
SMALLER_UNIT = 3
# What twice the usual evidence adds to the similarity that ranks a record.
EVIDENCE_GAIN = 0.2
# What the parts of a fuller pattern add.
FULLER_GAIN = 0.5
# Shares of the band that the lines may take, tried in turn: labels come on top.
BUDGETS = (0.4, 0.15, 0.75, 0.0, 1.0)
# Matches no text: for parts that no words alone decide for.
NOTHING = re.compile(r"(?!)")
# Title and part headings, about.
TITLE_TOKENS = 50


class PartEntry(Entry):
    """A part of a pattern as the content file has it; expressions match lower case."""

    title: str
    places: tuple[str, ...] = Field(alias="from")
    words: re.Pattern[str]
    signal: re.Pattern[str] = NOTHING
    weight: float

    @property
    def part(self) -> Part:
        return Part(self.title, self.places, self.words, self.signal, self.weight)


class Kind(Entry):
    """How one kind of work is distilled."""

    name: str
    instructions: Variants
    entries: tuple[PartEntry, ...] = Field(alias="parts")
    core: tuple[int, ...]
    """Positions of the parts without which there is no such pattern."""
    better: tuple[int, ...]
    """Positions of further parts that make a fuller one."""
    words: re.Pattern[str] = Field(alias="proof")

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(entry.part for entry in self.entries)

    @cached_property
    def proof(self) -> re.Pattern[str]:
        """What lines of such a pattern speak of, in lower case, at the start of a word; at least
        `PROVEN` of an output's lines must.
        """
        return re.compile(rf"\b(?:{self.words.pattern})")


class Focus(Entry):
    """What an extraction concentrates on."""

    name: str
    phrase: str
    strong: tuple[int, ...] = ()
    opening: str = ""
    """The section whose beginning the input shows; empty for the record's."""


class Wording(Entry):
    """The content file: kinds of work by category, and the focuses in their order."""

    kind: dict[str, Kind]
    focus: tuple[Focus, ...]


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Each record from several sides, for each kind of work it tells of; no two with mostly the
    same lines.
    """
    words = loader.wording(NAME, Wording)
    kinds, focuses = words.kind, words.focus
    similar = {category.name: _similarity(category, corpus) for category in dataset.categories}
    records = corpus.pdcas()
    usual = salient_lines.line_frequency(record.document for record in records)
    band = dataset.output_band
    for record in records:
        lines = salient_lines.extract(record.document, usual, settings.tokenizer)
        lines += _context(record, corpus, usual, lines, band, settings.tokenizer)
        yield from _from_record(record, lines, dataset, kinds, focuses, similar, settings)


def _from_record(
    record: PdcaRecord,
    lines: list[Line],
    dataset: Dataset,
    kinds: dict[str, Kind],
    focuses: Sequence[Focus],
    similar: dict[str, dict[str, tuple[float, int]]],
    settings: Settings,
) -> Iterator[Candidate]:
    told = facts.relative_evidence(record.document)
    names = [c.name for c in dataset.categories if told.get(c.name, 0) >= BELONGS]
    names.sort(key=lambda name: (-told[name], name))
    rated = {name: distill.rate(lines, kinds[name].parts) for name in names}
    used: Counter[int] = Counter()
    earlier: list[list[Line]] = []
    for turn, focus in enumerate(focuses):
        for name in names:
            # Kinds take turns with a focus, so that the whole view goes to the kind the record
            # tells most of.
            output, composed = _output(
                record,
                rated[name],
                kinds[name],
                focus,
                used,
                dataset.output_band,
                settings.tokenizer,
            )
            chosen = [line for part in composed for line in part]
            if not output or any(
                distill.overlap(chosen, before) > MAX_OVERLAP for before in earlier
            ):
                continue
            earlier.append(chosen)
            used.update(line.order for line in chosen)
            similarity, rung = similar[name].get(record.id, (0.0, 2))
            rank = (
                similarity
                + EVIDENCE_GAIN * min(2.0, told[name])
                + FULLER_GAIN * _fuller(kinds[name], composed)
            )
            rung = max(rung, SMALLER_UNIT * bool(turn))
            yield _candidate(record, kinds[name], focus, output, rank, rung, settings.seed)


def _output(
    record: PdcaRecord,
    rated: list[tuple[Line, int, float]],
    kind: Kind,
    focus: Focus,
    used: Counter[int],
    band: tuple[int, int],
    tokenizer: str,
) -> tuple[str, list[list[Line]]]:
    """The distilled text within the band and the lines of its parts; empty where the material is
    too thin.
    """
    weights = [
        part.weight * (STRONG if at in focus.strong else 1) for at, part in enumerate(kind.parts)
    ]
    low, high = band
    if sum(line.tokens for line, _, _ in rated) < low - TITLE_TOKENS:
        return "", []
    title = f"# {kind.name.capitalize()}: {record.document.title or record.objective}".strip()
    for budget in BUDGETS:
        composed = distill.compose(
            rated, weights, used, round(low + budget * (high - low)) - TITLE_TOKENS, MAX_LINES
        )
        filled = [
            (part.title, chosen)
            for part, chosen in zip(kind.parts, composed, strict=True)
            if chosen
        ]
        if len(filled) < MIN_PARTS or not _shown(kind, composed):
            return "", []
        body = [f"## {name}\n" + distill.bulleted(chosen) for name, chosen in filled]
        text = "\n\n".join([title, *body]) + "\n"
        if low <= tokens.count(text, tokenizer) <= high:
            return text, composed
    return "", []


def _shown(kind: Kind, composed: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines are a pattern of the kind: its core parts are there, each proven by a
    line's words.
    """
    core = all(any(kind.parts[at].proven(line) for line in composed[at]) for at in kind.core)
    return (
        core
        and sum(bool(kind.proof.search(line.low)) for part in composed for line in part) >= PROVEN
    )


def _fuller(kind: Kind, composed: Sequence[Sequence[Line]]) -> float:
    """Share of the parts of a fuller pattern that are proven, 0.0-1.0."""
    return sum(
        any(kind.parts[at].proven(line) for line in composed[at]) for at in kind.better
    ) / len(kind.better)


def _candidate(
    record: PdcaRecord, kind: Kind, focus: Focus, output: str, rank: float, rung: int, seed: int
) -> Candidate:
    title = record.document.title or record.objective
    phrases = Phrases(str(seed), record.id, kind.name, focus.name, by="key")
    asked = phrases.pick(kind.instructions, title=title)
    instruction = f"{asked} {focus.phrase}".strip()
    category = next(name for name in facts.EVIDENCE if kind.name.startswith(name.replace("_", " ")))
    return Candidate(
        instruction=instruction,
        input=facts.first_content(record.document, INPUT_CHARACTERS, focus.opening),
        output=output,
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
            view="document" if focus.name == "whole" else f"focus_{focus.name}",
        ),
        rank=rank,
        rung=rung,
    )


def _context(
    record: PdcaRecord,
    corpus: Corpus,
    usual: Usual,
    own: list[Line],
    band: tuple[int, int],
    tokenizer: str,
) -> list[Line]:
    """Lines of the record before it by breadcrumb, where its own do not fill the band."""
    if sum(line.tokens for line in own) >= band[0] or not own:
        return []
    found: list[Line] = []
    for name in corpus.predecessors(record.id)[:1]:
        before = corpus.pdca(name)
        for line in salient_lines.extract(before.document, usual, tokenizer)[:12]:
            text = f"Before ({before.document.title or before.id}): {line.text}"
            size = tokens.count(f"- {text}\n", tokenizer)
            found.append(replace(line, order=10_000 + line.order, text=text, tokens=size))
    return found


def _similarity(category: Category, corpus: Corpus) -> dict[str, tuple[float, int]]:
    """Per record its nearest chunk's similarity to a query, and the rung: 0 first query, 1 a
    further one.

    A record belongs to the query under which its best chunk ranks within the target, as the
    requirement searches.
    """
    found: dict[str, tuple[float, int]] = {}
    for rung, query in enumerate(category.queries):
        for chunk, score in corpus.search_chunks(query, max(category.target, 50)):
            if chunk.pdca_id not in found:
                found[chunk.pdca_id] = (score, min(rung, 1))
    return found


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
