"""What a store can give to each dataset: the material there is, and whether samples come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators import kinds
from generators.catalog import AUTHORED, COMPONENTS, PDCAS, Dataset

from .selection import Pool

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

YES, NOTHING = "yes", "nothing"
# How the source of a sample begins that is made of authored content.
TEMPLATE = "template:"


@dataclass(frozen=True)
class Material:
    """`there` counts what the dataset could draw on, by collection; authored content is not
    counted. `gives` is YES, AUTHORED (only samples of authored content) or NOTHING.
    """

    there: dict[str, int]
    gives: str
    reason: str


def given(pools: Sequence[Pool], corpus: Corpus | None) -> dict[str, Material]:
    """The material of each pool's dataset; without a store there is only authored content."""
    there = {
        COMPONENTS: len(corpus.distinct_components()) if corpus else 0,
        PDCAS: len(corpus.pdcas()) if corpus else 0,
        **{kind: len(corpus.records(kind)) if corpus else 0 for kind in kinds.readers()},
    }
    return {pool.dataset.name: _of(pool, there) for pool in pools}


def _of(pool: Pool, counts: Mapping[str, int]) -> Material:
    dataset = pool.dataset
    there = {name: counts[name] for name in dataset.material if name != AUTHORED}
    sources = {candidate.metadata.source for candidate in pool.candidates}
    if not sources:
        return Material(there, NOTHING, _why_not(there, pool))
    if all(source.startswith(TEMPLATE) for source in sources):
        reason = "authored content"
        return Material(there, AUTHORED, f"{reason}; {_why_not(there, pool)}" if there else reason)
    return Material(there, YES, _from(dataset, there, pool))


def _why_not(there: Mapping[str, int], pool: Pool) -> str:
    """Why nothing comes of the store."""
    if not any(there.values()):
        return "no " + " or ".join(kinds.named(name) for name in there)
    most = Counter(item.reason for item in pool.rejected).most_common(1)
    why = f": {most[0][0]}" if most and not pool.candidates else ""
    return f"none of {_counted(there)} fits{why}"


def _from(dataset: Dataset, there: Mapping[str, int], pool: Pool) -> str:
    served = {candidate.category for candidate in pool.candidates}
    empty = sum(each.target > 0 and each.name not in served for each in dataset.categories)
    short = f"; {empty} of {len(dataset.categories)} categories empty" if empty else ""
    return f"{_counted(there)}{short}"


def _counted(there: Mapping[str, int]) -> str:
    return ", ".join(f"{n:,} {kinds.named(name)}" for name, n in there.items() if n)
