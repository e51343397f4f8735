"""Figures about samples that inform and do not judge: tokens, distinctness, diversity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generators.pipeline import near_duplicates
from generators.sample import quarter_of

from .evidence import Evidence
from .rules import entropy

BUCKET = 128
DIVERSITY = {
    "date": "quarter",
    "agent_name": "agent",
    "category": "task",
    "layer": "layer",
    "view": "view",
}


def histogram(counts: Sequence[int], bucket: int = BUCKET) -> dict[str, int]:
    """Samples per bucket of tokens, keyed by the bucket's lower bound, in order."""
    times = Counter(count // bucket * bucket for count in counts)
    return {str(low): times[low] for low in sorted(times)}


def distribution(evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Per file: samples, tokens, histogram, distinct outputs, reuse, near duplicates, diversity."""
    return {
        file.name: describe([(s, evidence.tokens[id(s)]) for s in file.samples])
        for file in evidence.each()
        if file.exists
    }


def describe(samples: Sequence[tuple[dict[str, Any], int]]) -> dict[str, Any]:
    """The figures of one file from (sample, tokens) pairs."""
    counts = [count for _, count in samples]
    times = Counter(sample["output"] for sample, _ in samples)
    outputs = list(times)
    alike: set[int] = set()
    for earlier, later, _ in near_duplicates.pairs(outputs):
        alike |= {earlier, later}
    return {
        "samples": len(samples),
        "tokens": sum(counts),
        "average": round(sum(counts) / max(1, len(counts)), 1),
        "histogram": histogram(counts),
        "distinct_outputs": len(outputs),
        "reused_outputs": sum(1 for count in times.values() if count > 1),
        "most_reused": max(times.values(), default=0),
        "near_duplicate_outputs": len(alike),
        "categories": dict(
            sorted(Counter(str(s["metadata"].get("category")) for s, _ in samples).items())
        ),
        "diversity": diversity([sample["metadata"] for sample, _ in samples]),
    }


def diversity(metadata: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Normalised entropy (0-1) over time, agents, tasks, layers and views, and the quarters without
    a sample.
    """
    figures: dict[str, Any] = {}
    for field, name in DIVERSITY.items():
        values = [str(entry.get(field) or "") for entry in metadata]
        if field == "date":
            values = [quarter_of(value) for value in values]
        filled = [value for value in values if value]
        if filled:
            figures[name] = {
                "entropy": round(entropy(filled), 3),
                "distinct": len(set(filled)),
                "filled": len(filled),
            }
    quarters = sorted(
        {quarter_of(str(entry.get("date") or "")) for entry in metadata} - {""}, key=_in_time
    )
    if quarters:
        figures["empty_quarters"] = [
            q for q in _between(quarters[0], quarters[-1]) if q not in quarters
        ]
    return figures


def _in_time(quarter: str) -> tuple[int, int]:
    return int(quarter[3:]), int(quarter[1])


def _between(first: str, last: str) -> list[str]:
    (year, number), end = _in_time(first), _in_time(last)
    found = []
    while (year, number) <= end:
        found.append(f"Q{number}_{year}")
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
    return found
