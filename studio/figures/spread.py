"""Evenness and time, over counted values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping


def normalised(times: Mapping[str, int]) -> float:
    """Normalised Shannon entropy: 1.0 evenly spread, 0.0 all the same (or none)."""
    total = sum(times.values())
    if len(times) < 2:
        return 0.0
    return -sum(n / total * math.log(n / total) for n in times.values()) / math.log(len(times))


def in_time(quarter: str) -> tuple[int, int]:
    """(year, number) of `Q3_2025`; (0, 0) for what is no quarter."""
    match = re.fullmatch(r"Q([1-4])_(\d{4})", quarter)
    return (int(match[2]), int(match[1])) if match else (0, 0)


def between(first: str, last: str) -> list[str]:
    """All quarters from the first to the last, both included; none where one of them is no quarter."""
    (year, number), end = in_time(first), in_time(last)
    found: list[str] = []
    while year and (year, number) <= end:
        found.append(f"Q{number}_{year}")
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
    return found
