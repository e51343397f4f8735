"""What regeneration chooses from and has to avoid: samples as they are, reserve, near duplicates,
what people rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generators.sample import Candidate

from . import records
from .database import Database
from .lineage import EDIT_UNDONE
from .soundness import cells
from .sql import marks


@dataclass(frozen=True, slots=True)
class Place:
    """A sample of any state, without its texts."""

    id: str
    dataset: str
    category: str
    split: str
    state: str
    tokens: int
    family: str
    position: int
    fingerprint: str
    output_hash: str
    reason: str
    """Of the flag that holds; empty where none does."""


@dataclass(frozen=True)
class Ready:
    """A candidate of the reserve, and the fingerprint of its output."""

    candidate: Candidate
    output: str


def places(db: Database) -> list[Place]:
    """All samples, by dataset, category, split and position."""
    sql = (
        f"select {', '.join(Place.__slots__)} from sample "
        "order by dataset, category, split, position, id"
    )
    return [Place(*row) for row in db.execute(sql)]


def ready(db: Database, datasets: Sequence[str]) -> dict[tuple[str, str, str], list[Ready]]:
    """The reserve of the datasets by (dataset, category, split), best first."""
    found: dict[tuple[str, str, str], list[Ready]] = defaultdict(list)
    sql = (
        "select dataset, category, split, candidate, output_hash from reserve "
        f"where dataset in ({marks(datasets)}) order by dataset, category, split, position, id"
    )
    for dataset, category, split, candidate, output in db.execute(sql, list(datasets)):
        found[dataset, category, split].append(
            Ready(cells.read(candidate, Candidate, "the reserve"), output)
        )
    return found


def twins(db: Database) -> list[tuple[str, str]]:
    """Near duplicates both ways round: fingerprints of two outputs, or of two whole samples."""
    sql = "select one, other from twins order by one desc, other desc"
    return [(one, other) for one, other in db.execute(sql)]


def refused(db: Database) -> dict[str, Candidate]:
    """What people flagged, and what was replaced or rejected, by id. An edit that was taken back
    was not refused: nearly the same text is in the dataset.
    """
    sql = (
        "select id, instruction, input, output, metadata from sample "
        "where state in ('flagged', 'replaced', 'rejected') "
        "and id not in (select new from lineage where rule = ?) order by id"
    )
    return {row[0]: records.candidate(*row[1:]) for row in db.execute(sql, [EDIT_UNDONE])}
