"""Figures about samples that inform and do not judge: tokens, distinctness, diversity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from studio.figures import stats

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
        "histogram": {
            str(low): count for low, count in stats.histogram(Counter(counts), BUCKET).items()
        },
        "distinct_outputs": len(times),
        "reused_outputs": sum(1 for count in times.values() if count > 1),
        "most_reused": max(times.values(), default=0),
        "near_duplicate_outputs": len(alike(evidence, file.name)),
        "categories": dict(
            sorted(Counter(str(s["metadata"].get("category")) for s in file.samples).items())
        ),
        "without_weakness": without_weakness(file.samples),
        "weaknesses": weaknesses(file.samples),
        "diversity": diversity([sample["metadata"] for sample in file.samples]),
    }


def without_weakness(samples: Sequence[Sample]) -> dict[str, Any]:
    """The share (0-1) of samples that state no weakness: of all, and by category."""
    every = Counter(str(s["metadata"].get("category")) for s in samples)
    good = Counter(
        str(s["metadata"].get("category")) for s in samples if not s["metadata"].get("weakness")
    )
    return {
        "share": round(good.total() / max(1, every.total()), 4),
        "categories": {name: round(good[name] / every[name], 4) for name in sorted(every)},
    }


def weaknesses(samples: Sequence[Sample]) -> dict[str, int]:
    """How many samples state each code, the most frequent first."""
    stated = (str(s["metadata"].get("weakness") or "") for s in samples)
    codes = Counter(code for weakness in stated if weakness for code in weakness.split(","))
    return dict(sorted(codes.items(), key=lambda item: (-item[1], item[0])))


def diversity(metadata: Sequence[Sample]) -> dict[str, Any]:
    """Normalised entropy (0-1) over time, agents, categories, layers, views and families, and the
    quarters without a sample. The rules `diverse_…` judge; these say how it spreads.
    """
    figures: dict[str, Any] = {}
    empty: list[str] | None = None
    for field, name in DIVERSITY.items():
        values = [str(entry.get(field) or "") for entry in metadata]
        if field == "date":
            values = [_quarter(value) for value in values]
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


def _quarter(date: str) -> str:
    return quarter_of(date) if date[:4].isdigit() and date[5:7] in MONTHS else ""


MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
