"""Problem-solving patterns distilled from PDCAs (requirement 1.2): 400-600 tokens, structure kept."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from . import distill, engine, telling, tokens
from .catalog import Category, Dataset
from .distill import Part
from .rag import pdca_facts
from .sample import Candidate, SampleMetadata, fingerprint, quarter_of
from .settings import Settings
from .telling import Line, Usual

if TYPE_CHECKING:
    from .rag.corpus import Corpus, PdcaRecord

NAME = "domain_patterns"
MAX_LINES = 38
INPUT_CHARACTERS = 500
# A record belongs to a kind of work when it tells of it at least this much, relative to the kind's usual amount.
BELONGS = 0.45
USUAL = {"debugging": 1.6, "architectural_decision": 2.4, "integration": 2.0, "collaboration": 1.8}
# Two outputs of a record share at most this much of their lines; near duplicates begin at 0.8.
MAX_OVERLAP = 0.6
STRONG = 2.5
MIN_PARTS = 3
SMALLER_UNIT = 3
# Shares of the band that the lines may take, tried in turn: labels come on top.
BUDGETS = (0.4, 0.15, 0.75, 0.0, 1.0)
# Title and part headings, about.
TITLE_TOKENS = 50


@dataclass(frozen=True)
class Kind:
    """How one kind of work is distilled."""

    name: str
    instructions: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Focus:
    """What an extraction concentrates on."""

    name: str
    phrase: str
    strong: tuple[int, ...]


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Each record from several sides, for each kind of work it tells of; no two with mostly the same lines."""
    kinds, focuses = _content()
    similar = {category.name: _similarity(category, corpus) for category in dataset.categories}
    records = corpus.pdcas()
    usual = telling.line_frequency(record.document for record in records)
    band = dataset.output_band
    for record in records:
        lines = telling.telling_lines(record.document, usual)
        lines += _context(record, corpus, usual, lines, band)
        yield from _from_record(record, lines, dataset, kinds, focuses, similar, settings.seed)


def _from_record(
    record: PdcaRecord,
    lines: list[Line],
    dataset: Dataset,
    kinds: dict[str, Kind],
    focuses: list[Focus],
    similar: dict[str, dict[str, tuple[float, int]]],
    seed: int,
) -> Iterator[Candidate]:
    told = {kind: amount / USUAL[kind] for kind, amount in pdca_facts.evidence(record.document).items()}
    names = [c.name for c in dataset.categories if told.get(c.name, 0) >= BELONGS]
    names.sort(key=lambda name: (-told[name], name))
    rated = {name: distill.rate(lines, kinds[name].parts) for name in names}
    used: Counter[int] = Counter()
    earlier: list[list[Line]] = []
    for turn, focus in enumerate(focuses):
        for name in names:
            # Kinds take turns with a focus, so that the whole view goes to the kind the record tells most of.
            output, chosen = _output(record, rated[name], kinds[name], focus, used, dataset.output_band)
            if not output or any(distill.overlap(chosen, before) > MAX_OVERLAP for before in earlier):
                continue
            earlier.append(chosen)
            used.update(line.order for line in chosen)
            similarity, rung = similar[name].get(record.id, (0.0, 2))
            yield _candidate(record, kinds[name], focus, output, similarity, max(rung, SMALLER_UNIT * bool(turn)), seed)


def _output(
    record: PdcaRecord,
    rated: list[tuple[Line, int, float]],
    kind: Kind,
    focus: Focus,
    used: Counter[int],
    band: tuple[int, int],
) -> tuple[str, list[Line]]:
    """The distilled text within the band and the lines it has; empty where the material is too thin."""
    weights = [part.weight * (STRONG if at in focus.strong else 1) for at, part in enumerate(kind.parts)]
    low, high = band
    if sum(line.tokens for line, _, _ in rated) < low - TITLE_TOKENS:
        return "", []
    title = f"# {kind.name.capitalize()}: {record.document.title or record.objective}".strip()
    for budget in BUDGETS:
        composed = distill.compose(rated, weights, used, round(low + budget * (high - low)) - TITLE_TOKENS, MAX_LINES)
        filled = [(part.title, chosen) for part, chosen in zip(kind.parts, composed, strict=True) if chosen]
        if len(filled) < MIN_PARTS:
            return "", []
        body = [f"## {name}\n" + distill.bulleted(chosen) for name, chosen in filled]
        text = "\n\n".join([title, *body]) + "\n"
        if low <= tokens.count(text) <= high:
            return text, [line for _, chosen in filled for line in chosen]
    return "", []


def _candidate(
    record: PdcaRecord, kind: Kind, focus: Focus, output: str, similarity: float, rung: int, seed: int
) -> Candidate:
    title = record.document.title or record.objective
    choice = int(fingerprint(str(seed), record.id, kind.name, focus.name), 16) % len(kind.instructions)
    instruction = " ".join([kind.instructions[choice].format(title=title), focus.phrase]).strip()
    category = next(name for name in USUAL if kind.name.startswith(name.replace("_", " ")))
    return Candidate(
        instruction=instruction,
        input=pdca_facts.first_content(record.document, INPUT_CHARACTERS),
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
        rank=similarity + record.quality_score / 1000,
        rung=rung,
    )


def _context(record: PdcaRecord, corpus: Corpus, usual: Usual, own: list[Line], band: tuple[int, int]) -> list[Line]:
    """Lines of the record before it by breadcrumb, where its own do not fill the band."""
    if sum(line.tokens for line in own) >= band[0] or not own:
        return []
    found: list[Line] = []
    for name in corpus.predecessors(record.id)[:1]:
        before = corpus.pdca(name)
        for line in telling.telling_lines(before.document, usual)[:12]:
            text = f"Before ({before.document.title or before.id}): {line.text}"
            found.append(replace(line, order=10_000 + line.order, text=text, tokens=tokens.count(f"- {text}\n")))
    return found


def _similarity(category: Category, corpus: Corpus) -> dict[str, tuple[float, int]]:
    """Per record its nearest chunk's similarity to a query, and the rung: 0 first query, 1 a further one.

    A record belongs to the query under which its best chunk ranks within the target, as the requirement searches.
    """
    found: dict[str, tuple[float, int]] = {}
    for rung, query in enumerate(category.queries):
        for chunk, score in corpus.search_chunks(query, max(category.target, 50)):
            if chunk.pdca_id not in found:
                found[chunk.pdca_id] = (score, min(rung, 1))
    return found


def _content() -> tuple[dict[str, Kind], list[Focus]]:
    raw: dict[str, Any] = tomllib.loads(
        (resources.files("generators.content") / "domain_patterns.toml").read_text("utf-8")
    )
    focuses = [Focus(each["name"], each["phrase"], tuple(each.get("strong", ()))) for each in raw.pop("focus")]
    kinds = {
        name: Kind(
            entry["name"],
            tuple(entry["instructions"]),
            tuple(
                Part(part["title"], tuple(part["from"]), re.compile(part["words"], re.I), float(part["weight"]))
                for part in entry["parts"]
            ),
        )
        for name, entry in raw.items()
    }
    return kinds, focuses


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
