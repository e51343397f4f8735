"""The events of a running job, added up for the screen."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from .background import Event

LOG = 500
EARLIEST = 0.05
"""The share of a run from which the time left is told."""
now = time.monotonic


@dataclass
class DatasetLive:
    """The candidates of one dataset so far."""

    targets: dict[str, int]
    queries: dict[str, list[str]]
    fit: Counter[str] = field(default_factory=Counter)
    tokens: Counter[int] = field(default_factory=Counter)
    """Candidates by bucket of tokens."""
    token_sum: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.fit.values())

    @property
    def average(self) -> float:
        return self.token_sum / self.total if self.total else 0.0


@dataclass
class Live:
    """One job, from its first event to its last."""

    job: str
    plan: bool = False
    """Whether it stores nothing."""
    began: float = field(default_factory=lambda: now())
    stage: str = "starting"
    done: int = 0
    total: int = 0
    whole: bool = False
    """Whether `total` counts the whole job, and not one of its steps."""
    wanted: dict[str, int] = field(default_factory=dict)
    """Targets of the datasets of the run."""
    datasets: dict[str, DatasetLive] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    outcome: str = ""
    """Empty while the job runs, then `done`, `cancelled` or `error`."""
    seconds: float = 0.0
    text: str = ""
    """The report at the end, or what went wrong."""
    _stage_began: float = field(default_factory=lambda: now())
    _moved: float = field(default_factory=lambda: now())
    """When the share of what is done last changed."""

    def add(self, event: Event) -> None:
        """Adds one event."""
        before = self.share
        self._add(event)
        if self.share != before:
            self._moved = now()

    def _add(self, event: Event) -> None:
        kind = event["event"]
        if kind in ("stage", "amount", "rule"):
            self.whole = kind == "rule"
            self._step(
                event["rule"] if kind == "rule" else event["stage"],
                event.get("done", 0),
                event.get("total", 0),
            )
        elif kind == "batch":
            name = event["dataset"]
            if name not in self.datasets:
                self.datasets[name] = DatasetLive(event["targets"], event["queries"])
            live = self.datasets[name]
            live.fit.update(event["fit"])
            live.tokens.update({int(low): count for low, count in event["tokens"].items()})
            live.token_sum += event["sum"]
            live.rejected.update(event["left_out"])
        else:
            self.outcome = kind
            self.seconds = now() - self.began
            self.text = event.get("error") or (event.get("result") or {}).get("text", "")
            self._note(
                {"done": "done", "cancelled": "cancelled", "error": f"failed: {self.text}"}[kind]
            )

    def _step(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.stage = stage
            self._stage_began = now()
            self._note(stage)
        self.done, self.total = done, total

    @property
    def steps(self) -> list[str]:
        """The names of the steps before the present one."""
        return [line.partition(" s  ")[2] for line in self.log[:-1]]

    def _note(self, text: str) -> None:
        self.log.append(f"{now() - self.began:7.1f} s  {text}")
        del self.log[:-LOG]

    @property
    def elapsed(self) -> float:
        """Seconds since the start, until the end."""
        return self.seconds if self.outcome else now() - self.began

    @property
    def rate(self) -> float:
        """Candidates, or counted steps of the present stage, per second."""
        if self.datasets:
            return sum(live.total for live in self.datasets.values()) / max(0.1, self.elapsed)
        return self.done / max(0.1, now() - self._stage_began)

    @property
    def current(self) -> str:
        """The dataset that is being generated."""
        name = self.stage.rpartition(" ")[2]
        return name if not self.outcome and name in self.wanted else ""

    @property
    def share(self) -> float:
        """How much of the run is done (0 to 1): finished datasets count in full, in whatever order
        they came, the present one by its parts or, of a single one, by its quota.
        """
        if not self.wanted:
            return 0.0
        if not self.current:
            return 1.0 if self.datasets else 0.0
        before = {*self.datasets} & {*self.wanted} - {self.current}
        through = sum(self.wanted[name] for name in before) + self._through(self.current)
        return through / max(1, sum(self.wanted.values()))

    def _through(self, name: str) -> float:
        """How many samples the present dataset counts for."""
        wanted, live = self.wanted[name], self.datasets.get(name)
        if self.total > 1:
            return wanted * self.done / self.total
        return min(live.total, wanted) if live else 0.0

    @property
    def left(self) -> float:
        """Seconds left for the run or the present stage, from what is done of what there is; 0 if
        that is unknown, as where nothing has come for longer than it was to take, or within a
        dataset that tells of no parts.
        """
        if self.wanted:
            counted = self.total > 1 or {*self.datasets} & {*self.wanted} - {self.current}
            if not counted or not EARLIEST < self.share < 1:
                return 0.0
            taken = self._moved - self.began
            return max(0.0, taken * (1 - self.share) / self.share - (now() - self._moved))
        return (
            (self.total - self.done) / self.rate if self.total and self.done and self.rate else 0.0
        )
