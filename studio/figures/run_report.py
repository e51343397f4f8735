"""What a run says of itself: counts by dataset and category, the hold-out, shortfalls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from generators import registry
from generators.pipeline import holdout
from generators.pipeline.selection import Pool, Selection


def run_report(
    pools: Sequence[Pool], selection: Selection, last: dict[str, Any] | None
) -> dict[str, Any]:
    """What the run says of itself; the planned categories of datasets that keep their samples are
    carried over.
    """
    planned = dict(last["report"].get("planned", {})) if last else {}
    planned |= {
        pool.dataset.name: {c.name: c.target for c in pool.dataset.categories} for pool in pools
    }
    return {
        "planned": {name: planned[name] for name in registry.names() if name in planned},
        "datasets": {pool.dataset.name: _dataset_report(pool, selection) for pool in pools},
        "evaluation": dict(Counter(c.dataset for c in selection.evaluation)),
        "holdout": {
            "datasets": holdout.figures(selection.training, selection.evaluation),
            "contains_evaluation": sum(
                item.reason == "contains_evaluation" for item in selection.rejected
            ),
        },
        "shortfalls": [asdict(shortfall) for shortfall in selection.shortfalls],
        "tilt": round(selection.tilt, 4),
        "tokens": selection.tokens,
    }


def _dataset_report(pool: Pool, selection: Selection) -> dict[str, Any]:
    samples = selection.training[pool.dataset.name]
    reasons = Counter(
        item.reason for item in selection.rejected if item.dataset == pool.dataset.name
    )
    by_category: dict[str, dict[str, int]] = {}
    for category in pool.dataset.categories:
        mine = [s for s in samples if s.category == category.name]
        fit = [c for c in pool.candidates if c.category == category.name]
        by_category[category.name] = {
            "target": category.target,
            "samples": len(mine),
            "shown_in_output": sum(s.shows for s in mine),
            "fit": len(fit),
            "distinct_units": len({c.output for c in fit}),
        }
    return {
        "target": pool.dataset.target,
        "samples": len(samples),
        "tokens": sum(s.metadata.tokens for s in samples),
        "distinct_outputs": len({s.output for s in samples}),
        "fit": len(pool.candidates),
        "left_out": dict(reasons),
        "categories": by_category,
    }
