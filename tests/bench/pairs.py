"""Two ways to one result, timed in turn: A B A B …, so that a ratio holds where the machine's speed
drifts.
"""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Pair:
    """A piece of work, and the plain way to the same result."""

    work: str
    against: str
    goal: str
    ours: Callable[[], Any]
    plain: Callable[[], Any]
    compared: Callable[[Any, Any], str] = lambda ours, plain: ""
    """What is to be said of the two results; raises AssertionError where they must be equal."""
    slower: bool = False
    """The ratio is ours to the plain one, not how many times faster ours is."""


Times = list[tuple[float, float]]
"""Seconds of every run: (wall, processor, child processes counted)."""


@dataclass
class Timed:
    """The times of a pair, run by run."""

    pair: Pair
    ours: Times = field(default_factory=list)
    plain: Times = field(default_factory=list)
    said: str = ""

    def ratio(self, which: int) -> float:
        """The median of the ratios of wall (0) or processor (1) time, pair by pair."""
        pairs = ((a[which], b[which]) for a, b in zip(self.ours, self.plain, strict=True))
        return median(a / b if self.pair.slower else b / a for a, b in pairs)

    @property
    def row(self) -> str:
        """A row of the table in Markdown."""
        cells = [self.pair.work, self.pair.against]
        for times in (self.ours, self.plain):
            wall, cpu = (median(each) for each in zip(*times, strict=True))
            cells.append(f"{wall:.2f} s ({cpu:.2f})")
        cells += [f"{self.ratio(which):.2f}×" for which in (0, 1)]
        return f"| {' | '.join([*cells, self.pair.goal, self.said])} |"


HEAD = (
    "| work | against | ours: wall (processor) | plain | ratio: wall | processor | goal | |\n"
    "|---|---|---|---|---|---|---|---|"
)


def measure(pair: Pair, runs: int) -> Timed:
    """Runs both `runs` times in turn, after one of each that does not count."""
    timed = Timed(pair)
    pair.ours(), pair.plain()
    for _ in range(runs):
        ours, plain = _run(pair.ours, timed.ours), _run(pair.plain, timed.plain)
    timed.said = pair.compared(ours, plain)
    return timed


def _run(do: Callable[[], Any], times: Times) -> Any:
    gc.collect()
    began, used = time.perf_counter(), _processor()
    result = do()
    times.append((time.perf_counter() - began, _processor() - used))
    return result


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
