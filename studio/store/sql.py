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
        text = str(error).lower()
        if "full" in text:
            fix = "the disk is full; free some space and run again, nothing was half-written"
        elif "locked" in text or "busy" in text:
            fix = "another process is writing; wait for it and try again"
        elif "readonly" in text or "unable to open" in text:
            fix = "it cannot be written; choose another folder with --workspace"
        elif "not a database" in text or "malformed" in text:
            fix = "it is not a staging store; move it away and generate again"
        else:
            fix = str(error)
        raise StudioError(f"{path}: {fix}") from error
    except OSError as error:
        raise StudioError(f"{path}: {(error.strerror or str(error)).lower()}") from error
