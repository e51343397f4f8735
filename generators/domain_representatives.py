"""Representative PDCAs (requirement 2.1): the best of each quarter, whole where they fit, else
piece by piece.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .catalog import REQUIRED_QUARTERS, Category, Dataset
from .content import loader
from .content.loader import Entry, Variants
from .pdca import pieces
from .pdca.pieces import Piece
from .phrases import Phrases
from .pipeline import engine
from .pipeline.quotas import spread
from .sample import Candidate, SampleMetadata, quarter_of
from .settings import Settings

if TYPE_CHECKING:
    from .store.corpus import Corpus, PdcaRecord

NAME = "domain_representatives"
# The requirement's 200-300 best; further ones only where these do not fill the quota.
TOP_RECORDS = 300
SUPPLY = 1.6
# Part of a quarter's material that may be planned for: the rest goes to evaluation, gates and near
# duplicates.
PLANNED = 0.7
WHOLE_TOKENS = 1_750
# Quality points that each doubling of an agent's or a task's share costs a record.
AGENT_COST, TASK_COST = 6.0, 4.0
# Whole records first, then sections of the best, then of further records, then single parts.
RUNGS = {"document": 0, "subsection": 3}


class Task(Entry):
    """How a piece is asked for, and what the text it follows from is called."""

    instructions: Variants
    given: str = ""


class Wording(Entry):
    """The content file: tasks by the view of the piece."""

    task: dict[str, Task]


def plan(dataset: Dataset, corpus: Corpus | None, settings: Settings) -> Dataset:
    """The dataset over the quarters that the corpus has, where it has not all of the required ones.

    The total stays; it is spread as evenly as the quarters' material allows. `strict_quarters`
    keeps the five.
    """
    if settings.strict_quarters or corpus is None:
        return dataset
    supply: Counter[str] = Counter()
    for record in corpus.pdcas():
        quarter = quarter_of(record.date)
        # More than could be used need not be counted.
        if quarter and PLANNED * supply[quarter] < dataset.target:
            supply[quarter] += sum(
                1 for _ in pieces.pieces(record.document, WHOLE_TOKENS, settings.tokenizer)
            )
    usable = {quarter: math.ceil(PLANNED * count) for quarter, count in supply.items()}
    wanted = {category.name: category.target for category in dataset.categories}
    if not usable or all(usable.get(quarter, 0) >= target for quarter, target in wanted.items()):
        return dataset
    if all(usable.get(quarter, 0) for quarter in REQUIRED_QUARTERS) and set(wanted) == set(
        REQUIRED_QUARTERS
    ):
        required = {quarter: usable[quarter] for quarter in REQUIRED_QUARTERS}
        if sum(required.values()) >= dataset.target:
            usable = required
    targets = spread(dataset.target, usable)
    ordered = sorted(targets, key=lambda quarter: (quarter[3:], quarter))
    return replace(
        dataset, categories=tuple(Category(name, targets[name], name) for name in ordered)
    )


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per quarter the pieces of its best records, agents and tasks taking turns, until twice the
    target is offered.
    """
    tasks = loader.wording(NAME, Wording).task
    by_quarter: dict[str, list[PdcaRecord]] = {}
    for record in corpus.pdcas():
        by_quarter.setdefault(quarter_of(record.date), []).append(record)
    for category in dataset.categories:
        ordered = diverse(by_quarter.get(category.name, []))
        top = max(1, round(TOP_RECORDS * category.target / max(1, dataset.target)))
        offered = 0
        for position, record in enumerate(ordered):
            if position >= top and offered >= SUPPLY * category.target:
                break
            found = pieces.pieces(record.document, WHOLE_TOKENS, settings.tokenizer)
            for number, piece in enumerate(found):
                offered += 1
                rung = RUNGS.get(piece.view, 1 if position < top else 2)
                rank = float(len(ordered) - position)
                yield _candidate(
                    record, piece, number, tasks, category.name, settings.seed, rung, rank
                )


def diverse(records: Sequence[PdcaRecord]) -> list[PdcaRecord]:
    """Best first; each record of an agent or a task type already taken counts less."""
    agents: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    groups: dict[tuple[str, str], list[PdcaRecord]] = {}
    for record in sorted(records, key=lambda record: (-record.quality_score, record.id)):
        groups.setdefault((record.agent_name, record.task_type), []).append(record)
    ordered: list[PdcaRecord] = []

    def worth(group: tuple[str, str]) -> tuple[float, str]:
        agent, kind = group
        cost = AGENT_COST * math.log2(1 + agents[agent]) + TASK_COST * math.log2(1 + kinds[kind])
        return (cost - groups[group][0].quality_score, groups[group][0].id)

    while groups:
        best = min(groups, key=worth)
        ordered.append(groups[best].pop(0))
        agents[best[0]] += 1
        kinds[best[1]] += 1
        if not groups[best]:
            del groups[best]
    return ordered


def _candidate(
    record: PdcaRecord,
    piece: Piece,
    number: int,
    tasks: dict[str, Task],
    quarter: str,
    seed: int,
    rung: int,
    rank: float,
) -> Candidate:
    task = tasks[piece.view]
    phrases = Phrases(str(seed), record.id, piece.view, str(number), by="key")
    title = record.document.title or record.objective
    return Candidate(
        instruction=phrases.pick(
            task.instructions, title=title, part=piece.part, section=piece.section
        ),
        input=_input(record, piece, task.given),
        output=piece.output,
        metadata=SampleMetadata(
            task_type=NAME,
            category=quarter,
            source=record.id,
            pdca_id=record.id,
            agent_name=record.agent_name,
            date=record.date,
            quarter=quarter,
            quality_score=record.quality_score,
            family=record.family,
            view=piece.view,
        ),
        rank=rank,
        rung=rung,
    )


def _input(record: PdcaRecord, piece: Piece, heading: str) -> str:
    """The task's facts, the user's words where the piece answers them, and the text the piece
    follows from.
    """
    document = record.document
    lines = pieces.facts(document, record.id, record.agent_name, record.agent_role, record.date)
    if piece.view in ("subsection", "process_update", "tron"):
        lines = [line for line in lines if line.startswith(("PDCA ID", "Objective", "Task"))]
    words = pieces.said(document)
    if words and piece.view in ("document", "summary", "plan"):
        lines.append(f"The user said: “{words}”")
    if piece.view == "document":
        lines = [f"Task: Create PDCA for {record.id}", *lines[1:]]
        for name, links in (("Previous PDCA", document.previous), ("Next PDCA", document.precedes)):
            lines += [f"{name}: {', '.join(links)}"] if links else []
        decided = [decision for decision in document.decisions[:4] if len(decision) < 200]
        lines += ["Decisions:", *(f"- {decision}" for decision in decided)] if decided else []
    if piece.given:
        lines += ["", f"{heading}:", piece.given] if heading else ["", piece.given]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
