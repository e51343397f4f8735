"""What the statements of the store share: the list of exported states, placeholders, ids in parts,
the time, readable errors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from studio.errors import StudioError

from .soundness import damage
from .terms import EXPORTED

IN_EXPORT = "(" + ", ".join(f"'{state}'" for state in EXPORTED) + ")"
"""What stands behind `state in` where only samples count that an export would hold."""
CHUNK = 500
"""Ids in one statement: SQLite limits how many parameters it takes."""


def marks(values: Sequence[object]) -> str:
    """One placeholder for each value, separated by commas."""
    return ",".join("?" * len(values))


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in parts that fit one SQL statement."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def now() -> str:
    """The current time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turns errors of SQLite and the disk into one line that names the file and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StudioError(f"{path}: {_fix(path, error)}") from error
    except OSError as error:
        raise StudioError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def _fix(path: Path, error: sqlite3.DatabaseError) -> str:
    text = str(error).lower()
    if "full" in text:
        return "the disk is full; free some space and run again, nothing was half-written"
    if "locked" in text or "busy" in text:
        return "another process is writing; wait for it and try again"
    if "readonly" in text or "unable to open" in text:
        return "it cannot be written; choose another folder with --workspace"
    if "no such table" in text or "no such column" in text:
        return f"{damage.FOREIGN} ({text})"
    if damage.is_meant(error):
        return damage.told(path, text)
    return str(error)
