"""Figures about everything that is staged: tokens, metadata, diversity, distinctness, budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import compress
from operator import and_
from typing import Any

from generators import registry
from studio.search.columns import Facts
from studio.store import reserve
from studio.store.database import Database
from studio.store.filtering import bulk

from .stats import empty_quarters, entropy

TOP = 5
SPREAD = {
    "quarter": "time",
    "agent_name": "agents",
    "category": "tasks",
    "layer": "layers",
    "view": "views",
}
"""Fields whose evenness is shown, and what it is called."""


@dataclass(frozen=True)
class Field:
    """One metadata field over the samples."""

    name: str
    filled: int
    distinct: int
    top: tuple[tuple[str, int], ...]
    """The most frequent values with their counts."""


@dataclass(frozen=True)
class Spread:
    """How evenly the values of a field are spread: 0.0 all the same, 1.0 all alike in number."""

    field: str
    title: str
    entropy: float
    distinct: int
    empty: tuple[str, ...] = ()
    """Quarters between the first and the last without a sample."""


@dataclass(frozen=True)
class Insights:
    """All figures of a part of the dataset."""

    samples: int = 0
    tokens: dict[int, int] = field(default_factory=dict)
    """Samples by token count."""
    total_tokens: int = 0
    fields: tuple[Field, ...] = ()
    spreads: tuple[Spread, ...] = ()
    distinct_outputs: int = 0
    reused: int = 0
    """Outputs that more than one sample has."""
    most_reused: int = 0
    output_tokens: int = 0
    """Tokens of all outputs: what is learned."""
    nearest: dict[float, int] = field(default_factory=dict)
    """Samples by their likeness to the nearest other one, where it has been computed."""
    weak: int = 0
    """How many samples have a weakness."""
    weakest: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(weak samples, samples) of the categories with the largest shares of them."""
    alike: int = 0
    """Samples whose output is a near duplicate of another one's, as selection found them."""
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    """Samples by dataset and category."""

    @property
    def average(self) -> float:
        return self.total_tokens / self.samples if self.samples else 0.0


def part_filter(dataset: str = "", category: str = "") -> str:
    """The Browse filter of a part of the dataset."""
    parts = [f"dataset:{dataset}"] * bool(dataset) + [f'category:"{category}"'] * bool(category)
    return " ".join(parts)


def examine(db: Database, facts: Facts, dataset: str = "", category: str = "") -> Insights:
    """The figures of what is exported: all of it, a dataset or one of its categories."""
    mask = exported = _exported(db, facts)
    for name, value in (("task_type", dataset), ("category", category)):
        if value:
            mask = (
                _both(mask, facts.columns[name].equal(value))
                if name in facts.columns
                else bytearray(facts.size)
            )
    counters = {name: column.counts(mask) for name, column in facts.columns.items()}
    tokens = {int(value): count for value, count in counters.pop("tokens", Counter()).items()}
    samples = sum(tokens.values())
    outputs = facts.outputs.counts(mask)
    weak, weakest = _weak(facts, mask)
    return Insights(
        samples=samples,
        tokens=tokens,
        total_tokens=sum(value * count for value, count in tokens.items()),
        fields=tuple(_field(name, times_) for name, times_ in counters.items()),
        spreads=tuple(_spreads(counters)),
        distinct_outputs=len(outputs),
        reused=sum(count > 1 for count in outputs.values()),
        most_reused=max(outputs.values(), default=0),
        output_tokens=bulk.output_tokens(db, dataset, category),
        nearest=bulk.nearest(db, dataset, category),
        weak=weak,
        weakest=weakest,
        alike=_alike(db, outputs),
        groups=_groups(facts, exported),
    )


def _exported(db: Database, facts: Facts) -> bytearray:
    """The mask of what is exported. Rows without a sample are in it too: they have no value to
    count.
    """
    mask = bytearray(b"\1") * facts.size
    for row in bulk.gone(db, facts.size):
        mask[row] = 0
    return mask


def _both(one: bytearray, other: bytearray) -> bytearray:
    return bytearray(map(and_, one, other))


def _alike(db: Database, outputs: Mapping[str, int]) -> int:
    found = {one for one, other in reserve.twins(db) if one in outputs and other in outputs}
    return sum(outputs[one] for one in found)


def _weak(facts: Facts, mask: bytes | bytearray) -> tuple[int, dict[str, tuple[int, int]]]:
    """How many samples are weak, and the categories with the largest shares, at most `TOP`."""
    columns = facts.columns
    if "weakness" not in columns or "category" not in columns:
        return 0, {}
    good = {code for code, value in enumerate(columns["weakness"].values) if not value}
    codes = compress(columns["weakness"].codes, mask)
    pairs = Counter(zip(compress(columns["category"].codes, mask), codes, strict=True))
    totals: Counter[int] = Counter()
    weak: Counter[int] = Counter()
    for (category, weakness), count in pairs.items():
        totals[category] += count
        weak[category] += count * (weakness not in good)
    order = sorted(
        (each for each in weak if weak[each]), key=lambda each: -weak[each] / totals[each]
    )
    names = columns["category"].values
    return weak.total(), {str(names[each]): (weak[each], totals[each]) for each in order[:TOP]}


def _field(name: str, times: Counter[Any]) -> Field:
    filled = {value: count for value, count in times.items() if value not in ("", False, 0)}
    # Sorting all of them, where every sample has an id, would cost more than all the rest.
    top = nsmallest(TOP, filled.items(), key=lambda item: (-item[1], str(item[0])))
    return Field(
        name, sum(filled.values()), len(filled), tuple((str(value), count) for value, count in top)
    )


def _spreads(counters: Mapping[str, Counter[Any]]) -> list[Spread]:
    found = []
    for name, title in SPREAD.items():
        times = {
            str(value): count for value, count in counters.get(name, Counter()).items() if value
        }
        if times:
            empty = empty_quarters(times) if name == "quarter" else ()
            found.append(Spread(name, title, entropy(times), len(times), empty))
    return found


def _groups(facts: Facts, exported: bytearray) -> dict[str, dict[str, int]]:
    groups: dict[str, dict[str, int]] = {name: {} for name in registry.names()}
    if "task_type" in facts.columns and "category" in facts.columns:
        datasets, categories = facts.columns["task_type"], facts.columns["category"]
        pairs = Counter(
            zip(
                compress(datasets.codes, exported),
                compress(categories.codes, exported),
                strict=True,
            )
        )
        named = {
            (datasets.values[one], categories.values[other]): count
            for (one, other), count in pairs.items()
            if one
        }
        for dataset, category in sorted(named):
            groups.setdefault(dataset, {})[category] = named[dataset, category]
    return {name: group for name, group in groups.items() if group}
