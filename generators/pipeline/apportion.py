"""Whole numbers in proportion, and the hold-out's quotas shared by them.

Apart from the hold-out, so that who only counts imports no arrays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

Category = tuple[str, str]
"""Dataset and category."""
Stratum = tuple[str, str, str]
"""Dataset, category and view."""
Layer = tuple[str, str]
"""Dataset and layer of the source; the layer is empty where samples have none."""


def apportion(weights: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers in proportion to weights that add up to `total` (largest remainders)."""
    whole = sum(weights.values())
    if whole <= 0:
        return dict.fromkeys(weights, 0)
    exact = {name: total * weight / whole for name, weight in weights.items()}
    parts = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (parts[name] - exact[name], name))
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def view_quotas(quotas: Mapping[Category, int], training: Counter[Stratum]) -> Counter[Stratum]:
    """The quotas shared over views as training's samples are; what rounding takes from a view in
    one category it gives back in the next one of the dataset.
    """
    views: dict[Category, dict[str, int]] = defaultdict(dict)
    for (dataset, category, view), count in sorted(training.items()):
        views[dataset, category][view] = count
    shares: Counter[Stratum] = Counter()
    owed: dict[tuple[str, str], float] = defaultdict(float)
    for (dataset, category), quota in quotas.items():
        counts = views[dataset, category]
        exact = {v: quota * count / sum(counts.values()) for v, count in counts.items()}
        parts = apportion({v: max(0.0, exact[v] + owed[dataset, v]) for v in exact}, quota)
        for view, part in parts.items():
            owed[dataset, view] += exact[view] - part
            shares[dataset, category, view] = part
    return shares


def layer_quotas(quotas: Mapping[Category, int], training: Counter[Layer]) -> Counter[Layer]:
    """The quotas of each dataset shared over layers as training's samples are: a rare layer would
    lose too much of its material to evaluation.
    """
    totals: Counter[str] = Counter()
    for (dataset, _), quota in quotas.items():
        totals[dataset] += quota
    shares: Counter[Layer] = Counter()
    for dataset, quota in totals.items():
        counts = {layer: n for (name, layer), n in sorted(training.items()) if name == dataset}
        for layer, part in apportion(counts, quota).items():
            shares[dataset, layer] = part
    return shares
