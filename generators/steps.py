"""How far a long piece of work is, told from within it to whoever listens in this thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Listener = Callable[[int, int], None]
"""Takes how many steps are done, of how many; may raise to cancel."""

_here = threading.local()


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """While the block runs, the listener is told of every step taken in this thread."""
    before = getattr(_here, "listener", None)
    _here.listener = listener
    try:
        yield
    finally:
        _here.listener = before


def tell(done: int, total: int) -> None:
    """Tells whoever listens; nobody need."""
    listener: Listener | None = getattr(_here, "listener", None)
    if listener is not None:
        listener(done, total)


def counted(items: Sequence[Item], phase: int = 0, phases: int = 1) -> Iterator[Item]:
    """The items, each told before it is worked on, as those of one of several equal phases."""
    for at, item in enumerate(items):
        tell(phase * len(items) + at, phases * len(items))
        yield item
