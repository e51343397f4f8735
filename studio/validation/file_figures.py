"""Figures about samples that inform and do not judge: tokens, distinctness, diversity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generators.pipeline import near_duplicates
from generators.sample import quarter_of
from studio.figures import stats

from .evidence import Evidence

BUCKET = 128
DIVERSITY = {
    "date": "quarter",
    "agent_name": "agent",
    "category": "task",
    "layer": "layer",
    "view": "view",
}


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
        "histogram": {
            str(low): count for low, count in stats.histogram(Counter(counts), BUCKET).items()
        },
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
    empty: list[str] | None = None
    for field, name in DIVERSITY.items():
        values = [str(entry.get(field) or "") for entry in metadata]
        if field == "date":
            values = [quarter_of(value) for value in values]
        times = Counter(value for value in values if value)
        if times:
            figures[name] = {
                "entropy": round(stats.entropy(times), 3),
                "distinct": len(times),
                "filled": times.total(),
            }
            if field == "date":
                empty = list(stats.empty_quarters(times))
    if empty is not None:
        figures["empty_quarters"] = empty
    return figures
