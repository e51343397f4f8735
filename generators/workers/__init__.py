"""Where the work of a run is done: in this process, in several, or on a cluster.

Work is a pure function of what all of it shares and one item. Its results come back in the order of
the items, whichever is ready first, so that a run gives the same bytes wherever it is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")
Idle = Callable[[], None]
"""Called again and again while results are awaited; may raise to cancel."""

EVERY = 0.25
"""Seconds between two such calls."""


class Workers(Protocol):
    """Some place where work is done; left as a context manager, it ends what still runs there."""

    @property
    def count(self) -> int:
        """How many items are worked on at a time."""
        ...

    def map(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        idle: Idle = lambda: None,
    ) -> Iterator[Result]:
        """The results in the order of `items`, which are begun in that order. `work` is a function
        of a module; everything it takes and returns can be pickled. Where it yields results, they
        come back as a list, or in this process one by one.

        Raises what `work` raises, and UserError where a worker is lost again and again.
        """
        ...

    def rest(self) -> None:
        """Frees what was kept for more items of the last kind."""
        ...

    def __enter__(self) -> Workers: ...
    def __exit__(self, *_: object) -> None: ...


class Serial(AbstractContextManager["Serial"]):
    """Work in this process."""

    count = 1

    def map(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        idle: Idle = lambda: None,
    ) -> Iterator[Result]:
        for item in items:
            idle()
            yield work(shared, item)

    def rest(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def cores() -> int:
    """The cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def local(count: int | None = None) -> Workers:
    """That many processes of this machine, by default one for each core; one works in this
    process.
    """
    wanted = count or cores()
    if wanted == 1:
        return Serial()
    from .processes import Processes

    return Processes(wanted)
