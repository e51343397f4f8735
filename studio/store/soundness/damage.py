"""A staging store that SQLite cannot read any more: how that is noticed, and what can be saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FOREIGN = "it is not a staging store; move it away and generate again"
HELP = (
    "bring a backup back with `web4-studio restore DIR --force`, save what can be read with "
    "`sqlite3 {name} .recover | sqlite3 saved.db`, or move it away and generate again"
)
# What a person made or waited for; the other tables are made again with them.
SAVED = {"texts": "samples", "reviews": "verdicts"}


def is_meant(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite says by an error that the file is damaged, or not its own."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "malformed" in str(error)


def told(path: Path, why: str) -> str:
    """One line: what is wrong, how much can still be read, and what helps."""
    found = readable(path)
    fix = HELP.format(name=path.name)
    if not any(found.values()):
        return f"it is not a staging store, or damaged from its beginning ({why}); {fix}"
    counts = " and ".join(f"{count:,} {SAVED[table]}" for table, count in found.items())
    return f"it is damaged ({why}); at least {counts} can still be read: {fix}"


def readable(path: Path) -> dict[str, int]:
    """Rows by table that can be read before the first fault."""
    found = dict.fromkeys(SAVED, 0)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            for table in found:
                found[table] = _rows(db, table)
    except sqlite3.DatabaseError:
        pass
    return found


def _rows(db: sqlite3.Connection, table: str) -> int:
    count = 0
    try:
        for _ in db.execute(f"select * from {table}"):
            count += 1
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        pass
    return count


def faults(db: sqlite3.Connection) -> str:
    """The first fault that SQLite's own check finds; empty where the file is sound."""
    try:
        said = str(db.execute("pragma quick_check(1)").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        said = str(error)
    return "" if said == "ok" else " ".join(said.split())[:120]
