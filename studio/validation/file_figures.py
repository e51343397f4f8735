"""Figures about samples that inform and do not judge: tokens, distinctness, diversity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from .evidence import Evidence, Sample
from .jsonl import File
from .rules.distinct import alike
from .rules.records import quarter_of

BUCKET = 128
DIVERSITY = {
    "date": "quarter",
    "agent_name": "agent",
    "category": "category",
    "layer": "layer",
    "view": "view",
    "family": "family",
}


def histogram(counts: Sequence[int], bucket: int = BUCKET) -> dict[str, int]:
    """Samples per bucket of tokens, keyed by the bucket's lower bound, in order."""
    times = Counter(count // bucket * bucket for count in counts)
    return {str(low): times[low] for low in sorted(times)}


def distribution(evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Per file: samples, tokens, histogram, distinct outputs, reuse, near duplicates, diversity."""
    return {file.name: describe(evidence, file) for file in evidence.each() if file.exists}


def describe(evidence: Evidence, file: File) -> dict[str, Any]:
    """The figures of one file."""
    counts = [evidence.tokens[id(sample)] for sample in file.samples]
    times = Counter(sample["output"] for sample in file.samples)
    return {
        "samples": len(file.samples),
        "tokens": sum(counts),
        "average": round(sum(counts) / max(1, len(counts)), 1),
        "histogram": histogram(counts),
        "distinct_outputs": len(times),
        "reused_outputs": sum(1 for count in times.values() if count > 1),
        "most_reused": max(times.values(), default=0),
        "near_duplicate_outputs": len(alike(evidence, file.name)),
        "categories": dict(
            sorted(Counter(str(s["metadata"].get("category")) for s in file.samples).items())
        ),
        "diversity": diversity([sample["metadata"] for sample in file.samples]),
    }


def diversity(metadata: Sequence[Sample]) -> dict[str, Any]:
    """Normalised entropy (0-1) over time, agents, categories, layers, views and families, and the
    quarters without a sample. The rules `diverse_…` judge; these say how it spreads.
    """
    figures: dict[str, Any] = {}
    for field, name in DIVERSITY.items():
        values = [str(entry.get(field) or "") for entry in metadata]
        if field == "date":
            values = [_quarter(value) for value in values]
        filled = [value for value in values if value]
        if filled:
            figures[name] = {
                "entropy": round(entropy(filled), 3),
                "distinct": len(set(filled)),
                "filled": len(filled),
            }
    quarters = sorted({_quarter(str(e.get("date") or "")) for e in metadata} - {""}, key=_in_time)
    if quarters:
        figures["empty_quarters"] = [
            q for q in _between(quarters[0], quarters[-1]) if q not in quarters
        ]
    return figures


def entropy(values: Iterable[str]) -> float:
    """Normalised Shannon entropy of the non-empty values: 1.0 evenly spread, 0.0 all the same (or
    none).
    """
    times = Counter(value for value in values if value)
    total = sum(times.values())
    if len(times) < 2:
        return 0.0
    return -sum(n / total * math.log(n / total) for n in times.values()) / math.log(len(times))


def _quarter(date: str) -> str:
    return quarter_of(date) if date[:4].isdigit() and date[5:7] in MONTHS else ""


MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


def _in_time(quarter: str) -> tuple[int, int]:
    return int(quarter[3:]), int(quarter[1])


def _between(first: str, last: str) -> list[str]:
    (year, number), end = _in_time(first), _in_time(last)
    found = []
    while (year, number) <= end:
        found.append(f"Q{number}_{year}")
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
    return found
