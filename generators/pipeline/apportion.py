"""Whole numbers in proportion. Apart from the hold-out, so that who only counts imports
no arrays.
"""

from __future__ import annotations


def apportion(weights: dict[str, float], total: int) -> dict[str, int]:
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
