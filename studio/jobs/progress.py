"""Progress on standard error, and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


class Silent:
    """An observer that shows nothing."""

    def amount(self, stage: str, done: int, total: int) -> None: ...

    def stage(self, name: str) -> None: ...

    def batch(self, dataset: Any, fit: Sequence[Any], rejected: Sequence[Any]) -> None: ...

    def rule(self, name: str, done: int, total: int) -> None: ...


class Bars(Silent):
    """Bars with rate and time left for counted steps, one line for everything else."""

    def __init__(self, bars: Any) -> None:
        self.bars = bars
        self.tasks: dict[str, Any] = {}

    def amount(self, stage: str, done: int, total: int) -> None:
        self._update(stage, done, total or None)

    def stage(self, name: str) -> None:
        self._update("stage", 0, None, name)

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


@contextmanager
def observer(quiet: bool = False) -> Iterator[Silent]:
    """Bars if standard error is a terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        yield Silent()
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
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Bars(bars)
