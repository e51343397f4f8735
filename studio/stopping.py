"""A command that is stopped from outside says so, and ends as one that failed: what it holds is
given back, and nothing half done is kept.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGHUP)
"""Beside Ctrl+C: what `kill`, a system that shuts down and CI send, and a terminal that is gone."""


class Stopped(BaseException):
    """A signal. Not an Exception, so that nothing mistakes it for a bad record."""

    def __init__(self, number: int) -> None:
        name = signal.Signals(number).name
        super().__init__(f"stopped by {name} before it was done; run the same command again")
        self.code = 128 + number
        """The exit code by which a shell knows such an end."""


def interrupted() -> Stopped:
    """The same for Ctrl+C."""
    return Stopped(signal.SIGINT)


@contextmanager
def told() -> Iterator[None]:
    """While the block runs, the first of these signals raises Stopped in it; a second one ends the
    process at once. What the process was started to ignore stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    mine = [each for each in SIGNALS if signal.getsignal(each) is signal.SIG_DFL]

    def stop(number: int, _: Any) -> None:
        back()
        raise Stopped(number)

    def back() -> None:
        for each in mine:
            signal.signal(each, signal.SIG_DFL)

    for each in mine:
        signal.signal(each, stop)
    try:
        yield
    finally:
        back()
