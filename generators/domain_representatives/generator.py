"""Representative PDCAs (requirement 2.1): the best complete records of each quarter, whole where
record and notes fit, else section by section; always from what a person would have noted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generators.catalog import REQUIRED_QUARTERS, Category, Dataset
from generators.limits import in_time
from generators.pipeline.provenance import of_record
from generators.pipeline.quotas import spread
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.steps import counted
from generators.worth.pieces import outlived

from . import briefs, pieces
from .pieces import Piece
from .wording import NAME

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# The requirement's 200-300 best; further ones only where these do not fill the quota.
TOP_RECORDS = 300
# Supply in parts of the quota, and beyond it: gates and evaluation take a larger part of a small
# quarter.
SUPPLY, SPARE = 1.6, 20
# Part of a quarter's material that may be planned for: the rest goes to evaluation, gates and near
# duplicates.
PLANNED = 0.5
# Records before and after in time of which notes may stand among a section's.
NEAR = 30
# About how many pieces a record gives.
PIECES = 1.5
# A line that stands in so many records is the house's form.
USUAL_RECORDS = 5
# Quality points that each doubling of an agent's or a task's share costs a record, and what a
# piece loses that consists of praise.
AGENT_COST, TASK_COST, PRAISE_COST = 6.0, 4.0, 40.0
# What a section loses of whose notes nothing has to be left out, and one whose lines all belong to
# others, in places.
PLAIN_COST, STRAY_COST = 200.0, 1000.0
# Whole records first, then sections of the best, then of further records; a record under another
# brief comes last. One of which so many lines belong elsewhere, or with nothing to be left out,
# comes after those beside it.
RUNGS = {"document": 0, "cycle": 1}
MOST_STRAYS = 0.4
SECTIONS, REPEATED = 2, 4


def _fills(piece: pieces.Piece) -> bool:
    return piece.sifted and piece.strays <= MOST_STRAYS


def plan(dataset: Dataset, corpus: Corpus | None, settings: Settings) -> Dataset:
    """The dataset over the quarters that the corpus has, where it has not all of the required ones.

    The total stays; it is spread as evenly as the quarters' material allows. `strict_quarters`
    keeps the five.
    """
    if settings.strict_quarters or corpus is None:
        return dataset
    supply = Counter(quarter_of(record.date) for record in corpus.pdcas() if _whole(record))
    # Evaluation takes a record of each quarter, whole: where that leaves nothing, nothing is
    # planned, unless no quarter has more.
    planned = {
        quarter: int(PLANNED * PIECES * (count - 1)) for quarter, count in supply.items() if quarter
    }
    usable = {quarter: count for quarter, count in planned.items() if count} or dict.fromkeys(
        planned, 1
    )
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
    """Per quarter every complete record that fits, whole; of the others the sections, those of the
    best first, agents and tasks taking turns, until enough is offered; records under a further
    brief where it is not.
    """
    records = corpus.pdcas()
    usual = briefs.usual_lines((record.text for record in records), USUAL_RECORDS)
    places = {record.id: at for at, record in enumerate(records)}
    by_quarter: dict[str, list[PdcaRecord]] = {}
    for record in records:
        if _whole(record):
            by_quarter.setdefault(quarter_of(record.date), []).append(record)
    for quarter, category in enumerate(dataset.categories):
        ordered = diverse(by_quarter.get(category.name, []))
        top = max(1, round(TOP_RECORDS * category.target / max(1, dataset.target)))
        offered = 0
        again: list[Candidate] = []
        for position, record in enumerate(counted(ordered, quarter, len(dataset.categories))):
            wanted = position < top or offered < SUPPLY * category.target + SPARE
            at = places[record.id]
            beside = [*records[max(0, at - NEAR) : at], *records[at + 1 : at + 1 + NEAR]]
            cut = partial(pieces.pieces, record, usual, wanted, settings, beside)
            found = in_time(cut, settings.max_seconds, record.id)
            # What belongs elsewhere for the most part, and what leaves nothing to be selected, does
            # not fill the quota while there is more.
            offered += len({each.output for each in found if _fills(each)})
            for number, piece in enumerate(found):
                rung = RUNGS.get(piece.view, SECTIONS if position < top else SECTIONS + 1)
                rung += (piece.strays > MOST_STRAYS) + (not piece.sifted)
                rank = float(len(ordered) - position) - PRAISE_COST * piece.praise
                rank -= STRAY_COST * piece.strays + (0.0 if piece.sifted else PLAIN_COST)
                if number and piece.output == found[0].output:
                    again.append(_candidate(record, piece, category.name, REPEATED, rank))
                else:
                    yield _candidate(record, piece, category.name, rung, rank)
        yield from again if offered < SUPPLY * category.target else ()


def _whole(record: PdcaRecord) -> bool:
    """Whether a record is complete, and of the quarter that its date says."""
    return record.document.complete and not outlived(record.text, quarter_of(record.date))


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


def _candidate(record: PdcaRecord, piece: Piece, quarter: str, rung: int, rank: float) -> Candidate:
    return Candidate(
        instruction=piece.instruction,
        input=piece.given,
        output=piece.output,
        metadata=of_record(record, NAME, quarter, piece.view),
        rank=rank,
        rung=rung,
    )
