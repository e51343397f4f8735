"""Arithmetic over counted values, for screens and validation: histograms, evenness, quarters."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

BUCKET = 64
"""Tokens in one bar."""


def percentile(times: Mapping[int, int], share: float) -> int:
    """The value below which `share` (0 to 1) of the counted values lie; 0 where nothing is
    counted.
    """
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


def bin_width(times: Mapping[int, int], most: int) -> int:
    """The width of bars that shows the spread: the rule of Freedman and Diaconis, as a power of two
    with which at most `most` bars are needed. Values counted by `BUCKET` keep that width.
    """
    if not times:
        return BUCKET
    coarse = all(value % BUCKET == 0 for value in times)
    middle = percentile(times, 0.75) - percentile(times, 0.25)
    ideal = 2 * middle / sum(times.values()) ** (1 / 3)
    size = BUCKET if coarse else 8
    while size < min(ideal, BUCKET) or (max(times) // size - min(times) // size) >= most:
        size *= 2
    return size


def histogram(times: Mapping[int, int], width: int = BUCKET) -> dict[int, int]:
    """The counts by the lower bound of their bucket, in order, without empty buckets."""
    found: dict[int, int] = {}
    for value in sorted(times):
        low = value // width * width
        found[low] = found.get(low, 0) + times[value]
    return found


def buckets(times: Mapping[int, int], width: int = BUCKET) -> dict[int, int]:
    """The same from the first bucket to the last, the empty ones too."""
    found = histogram(times, width)
    if not found:
        return {}
    return {low: found.get(low, 0) for low in range(min(found), max(found) + 1, width)}


def entropy(times: Mapping[str, int]) -> float:
    """Normalised Shannon entropy: 1.0 evenly spread, 0.0 all the same (or none)."""
    total = sum(times.values())
    if len(times) < 2:
        return 0.0
    return -sum(n / total * math.log(n / total) for n in times.values()) / math.log(len(times))


def in_time(quarter: str) -> tuple[int, int]:
    """(year, number) of `Q3_2025`; (0, 0) for what is not a quarter."""
    match = re.fullmatch(r"Q([1-4])_(\d{4})", quarter)
    return (int(match[2]), int(match[1])) if match else (0, 0)


def empty_quarters(quarters: Mapping[str, int]) -> tuple[str, ...]:
    """The quarters between the first and the last counted one that are not counted, in order; none
    where a key is not a quarter.
    """
    times = sorted(map(in_time, quarters))
    if not times or times[0] == (0, 0):
        return ()
    (year, number), last = times[0], times[-1]
    found = []
    while (year, number) < last:
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
        if f"Q{number}_{year}" not in quarters:
            found.append(f"Q{number}_{year}")
    return tuple(found)
