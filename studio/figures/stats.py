"""Small arithmetic of the screens: buckets of token counts, percentiles."""

from __future__ import annotations

from collections.abc import Mapping

BUCKET = 64
"""Tokens in one bar."""


def percentile(times: Mapping[int, int], share: float) -> int:
    """The value below which `share` (0 to 1) of the counted values lie; 0 where nothing is counted."""
    total = sum(times.values())
    passed = 0
    for value in sorted(times):
        passed += times[value]
        if passed >= share * total:
            return value
    return 0


def mean(times: Mapping[int, int]) -> float:
    """The mean of the counted values; 0.0 where nothing is counted."""
    total = sum(times.values())
    return sum(value * count for value, count in times.items()) / total if total else 0.0


def buckets(times: Mapping[int, int], width: int = BUCKET) -> dict[int, int]:
    """The counts by the lower bound of their bucket, without gaps."""
    if not times:
        return {}
    found = dict.fromkeys(range(min(times) // width * width, max(times) + 1, width), 0)
    for value, count in times.items():
        found[value // width * width] += count
    return found
