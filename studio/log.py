"""The log of a workspace: what ran, how it ended, what was skipped and why.

It holds names, numbers and reasons: no text of a sample, no value of an option, no secret.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from generators.store.place import OWN

FOLDER, NAME = "log", "web4-studio.log"
LARGEST, KEPT = 1_000_000, 3
"""Bytes of a log file, and how many older ones are kept."""
LONGEST = 300
"""Characters of a line."""
MOST_SKIPPED = 2_000
LOGGER = logging.getLogger("web4-studio")
LOGGER.propagate = False
LOGGER.setLevel(logging.INFO)


class _File(RotatingFileHandler):
    """The log of one `data` folder; what is said before the folder exists is written once it does.
    A log that cannot be written stops nothing.
    """

    def __init__(self, data: Path) -> None:
        super().__init__(
            data / OWN / FOLDER / NAME,
            maxBytes=LARGEST,
            backupCount=KEPT,
            encoding="utf-8",
            delay=True,
        )
        self.data = data
        self.waiting: list[logging.LogRecord] = []
        form = logging.Formatter("%(asctime)sZ %(process)d %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = time.gmtime
        self.setFormatter(form)

    def emit(self, record: logging.LogRecord) -> None:
        self.waiting.append(record)
        path = self.data / OWN / FOLDER / NAME
        try:
            if not self.data.is_dir() or (path.exists() and not path.is_file()):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        for each in self.waiting:
            super().emit(each)
        self.waiting = []

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: a full disk is told by what the disk is needed for."""


class Task:
    """One run of a command or job, from its first line in the log to its last."""

    def __init__(self, data: Path, name: str, options: Iterable[str] = ()) -> None:
        """Opens the log in `data`; `options` are the names of those given, not their values."""
        for old in list(LOGGER.handlers):
            LOGGER.removeHandler(old)
            old.close()
        LOGGER.addHandler(_File(data))
        self.name, self.began = name, time.monotonic()
        say(" ".join(["begin", name, *options]))

    def end(self, outcome: str) -> None:
        """The last line; `outcome` is how it ended, in a word or a line."""
        say(f"end {self.name} after {time.monotonic() - self.began:.1f} s: {outcome}")


def into(data: Path) -> None:
    """Goes on in the log of another workspace, with what was said since the last one was written:
    a command may make its own.
    """
    for old in list(LOGGER.handlers):
        LOGGER.removeHandler(old)
        old.close()
        if isinstance(old, _File):
            new = _File(data)
            new.waiting = old.waiting
            LOGGER.addHandler(new)


def say(text: str) -> None:
    """One line; what could break it or reach a terminal as a command is shown as `?`."""
    LOGGER.info("%s", "".join(each if each.isprintable() else "?" for each in text)[:LONGEST])


def skipped(what: str, entries: Iterable[object]) -> None:
    """A line for each file or record that was left out: a name, or (name, reason)."""
    for number, entry in enumerate(entries):
        if number == MOST_SKIPPED:
            say(f"{what}: … and more")
            return
        parts = entry if isinstance(entry, tuple | list) else (entry,)
        say(f"{what}: {': '.join(map(str, parts))}")


def fault(error: BaseException) -> None:
    """Where a fault in the program happened, without its message, which may quote a sample."""
    say(f"fault {type(error).__name__}")
    for frame in traceback.extract_tb(error.__traceback__)[-12:]:
        say(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
