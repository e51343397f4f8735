"""Bounds on what is read: sizes, lengths, nesting and time, so that no file can stop a run.

Each bound is far above what people write; what exceeds one is left out by name, with the reason.
"""

from __future__ import annotations

import logging
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

from . import reading

BRACKET = re.compile(r"[()\[\]{}<>;]|=>")
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
OPEN = "([{<"
FENCE_END = re.compile(r"^[ \t]*```[ \t]*$", re.M)


# Generating from a file does more with it than parsing: this many times as long.
GENERATING = 6
# Below the logger of the log file.
log = logging.getLogger("web4-studio.generating")
T = TypeVar("T")


class TooSlowError(Exception):
    """A file that takes longer than it may."""


@dataclass(frozen=True)
class Limits:
    """What one file or text may have at most. See `Settings` for what each is set to."""

    bytes: int = 500_000
    line: int = 5_000
    """Characters of one line."""
    nesting: int = 200
    """Brackets that are open at once."""
    seconds: float = 10.0
    """Processor time to parse one file."""

    def fault(self, text: str) -> str:
        """Why a text is not parsed, as one phrase; empty where it may be."""
        if len(text) > self.bytes:
            return self.large
        if len(text) > self.line and longest(text) > self.line:
            return f"has a line of more than {self.line:,} characters (max_line)"
        # Most texts do not hold so many brackets at all.
        if sum(map(text.count, OPEN)) > self.nesting and nesting(text) > self.nesting:
            return f"nested more than {self.nesting} deep (max_nesting)"
        return ""

    @property
    def large(self) -> str:
        """What is said of a file that is too large."""
        return f"larger than {reading.size(self.bytes)} (max_file_kb)"


USUAL = Limits()


def longest(text: str) -> int:
    """Characters of the longest line."""
    return max(map(len, text.split("\n")))


def nesting(text: str) -> int:
    """How many brackets are open at once at most; strings and comments are not told apart from
    code.

    Angle brackets are also comparisons, so they count within a statement only.
    """
    depth = angles = most = 0
    for match in BRACKET.finditer(text):
        mark = match.group()
        if mark == "<":
            angles += 1
        elif mark == ">":
            angles = max(0, angles - 1)
        elif mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
        if mark in ";{}":
            angles = 0
        most = max(most, depth, angles)
    return most


@dataclass(frozen=True)
class Clock:
    """A timer of the system by its name, the signal that it ends with, and how it is read."""

    timer: str
    signal: str
    now: Callable[[], float]


WORK = Clock("ITIMER_PROF", "SIGPROF", time.process_time)
"""Processor time of this process: what is in time does not depend on what else the machine does."""
WAIT = Clock("ITIMER_REAL", "SIGALRM", time.monotonic)
"""Time as it passes, for what somebody else may never answer."""
AGAIN = 0.02
"""Seconds until the signal is repeated: where a thread of a library gets it, Python is not told."""


@contextmanager
def within(seconds: float, clock: Clock = WORK) -> Iterator[None]:
    """Raises TooSlowError in the block once the time is up.

    Only the main thread can be interrupted, and only where the system has timers (not Windows);
    elsewhere the other bounds have to do.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    timer, ending = getattr(signal, clock.timer), getattr(signal, clock.signal)
    over = False

    def stop(number: int, frame: FrameType | None) -> None:
        signal.setitimer(timer, 0)
        if not over:
            raise TooSlowError(f"takes longer than {seconds:g} s (max_seconds)")

    began = clock.now()
    before = signal.signal(ending, stop)
    outer, _ = signal.setitimer(timer, seconds, AGAIN)
    try:
        try:
            yield
        finally:
            over = True
    finally:
        # Stopped first: without the handler, a signal would end the process.
        signal.setitimer(timer, 0)
        signal.signal(ending, before)
        if outer:
            signal.setitimer(timer, max(0.001, outer - (clock.now() - began)), AGAIN)


def in_time(make: Callable[[], Iterable[T]], seconds: float, name: str) -> list[T]:
    """All that `make` gives; nothing where that takes longer than `GENERATING` times `seconds`, and
    then the log names what was left out.
    """
    try:
        with within(GENERATING * seconds):
            return list(make())
    except TooSlowError as error:
        log.warning("%s left out: generating from it %s", name, error)
        return []


def fences_end(text: str) -> int:
    """Where the last line ends that can close a fence. Behind it no fence is closed, and a search
    for one would read from each opening to the end of the text.
    """
    end = 0
    for match in FENCE_END.finditer(text):
        end = match.end()
    return end
