"""Progress on standard error: bars on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

EVERY = 30.0
"""Seconds between two lines."""


class Silent:
    """An observer that shows nothing."""

    def amount(self, stage: str, done: int, total: int) -> None: ...

    def stage(self, name: str) -> None: ...

    def part(self, stage: str, done: int, total: int) -> None:
        """How many parts of a stage are done, of how many; all of them may be one."""

    def batch(self, dataset: Any, fit: Sequence[Any], rejected: Sequence[Any]) -> None: ...

    def rule(self, name: str, done: int, total: int) -> None: ...


class Lines(Silent):
    """A line with the step and how far it is, every `every` seconds from when it is entered until
    it is left, whether or not there was news.
    """

    def __init__(self, write: Callable[[str], Any], every: float = EVERY) -> None:
        self.write, self.every = write, every
        self.text = "starting"
        self.found: Counter[str] = Counter()
        self._began = time.monotonic()
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Lines:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def amount(self, stage: str, done: int, total: int) -> None:
        self.text = f"{stage}: {done:,} of {total:,}" if total else stage

    def stage(self, name: str) -> None:
        self.text = name

    def part(self, stage: str, done: int, total: int) -> None:
        self.text = f"{stage}: part {done + 1:,} of {total:,}" if total > 1 else stage

    def batch(self, dataset: Any, fit: Sequence[Any], rejected: Sequence[Any]) -> None:
        self.found[dataset.name] += len(fit)
        self.text = f"{dataset.name}: {self.found[dataset.name]:,} fit candidates"

    def rule(self, name: str, done: int, total: int) -> None:
        self.text = f"validating: {name}, {done:,} of {total:,}"

    def _tell(self) -> None:
        while not self._left.wait(self.every):
            self.write(f"{time.monotonic() - self._began:.0f} s  {self.text}\n")


class Bars(Silent):
    """Bars with rate and time left for counted steps, one line for everything else."""

    def __init__(self, bars: Any) -> None:
        self.bars = bars
        self.tasks: dict[str, Any] = {}

    def amount(self, stage: str, done: int, total: int) -> None:
        self._update(stage, done, total or None)

    def stage(self, name: str) -> None:
        self._update("stage", 0, None, name)

    def part(self, stage: str, done: int, total: int) -> None:
        self._update("stage", done, total if total > 1 else None, stage)

    def batch(self, dataset: Any, fit: Sequence[Any], rejected: Sequence[Any]) -> None:
        task = self.tasks.get(dataset.name)
        done = (self.bars.tasks[task].completed if task is not None else 0) + len(fit)
        self._update(
            dataset.name, done, max(dataset.target, done), f"{dataset.name} (fit candidates)"
        )

    def rule(self, name: str, done: int, total: int) -> None:
        self._update("validating", done, total, f"validating: {name}")

    def _update(self, key: str, done: float, total: float | None, description: str = "") -> None:
        if key not in self.tasks:
            self.tasks[key] = self.bars.add_task(description or key, total=total)
        self.bars.update(
            self.tasks[key], completed=done, total=total, description=description or key
        )


def _written(line: str) -> None:
    """Writes at once; a reader that is gone stops no job."""
    with suppress(OSError, ValueError):
        sys.stderr.write(line)
        sys.stderr.flush()


@contextmanager
def observer(bars: bool = True, silent: bool = False) -> Iterator[Silent]:
    """Bars if they are wanted and standard error is a terminal, else a line now and then."""
    if silent:
        yield Silent()
        return
    if not bars or not sys.stderr.isatty():
        with Lines(_written) as lines:
            yield lines
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        def render(self, task: Any) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield Bars(shown)
