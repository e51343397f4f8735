"""sqlite-utils as the store uses it, with the one thing that has to be bent.

sqlite-utils imports pandas and numpy where they are installed, for conversions that the studio
never uses. They cost 0.8 s of every start, more than everything else together, so they are hidden
from it while it is imported.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def _import_without_conversions() -> None:
    absent = object()
    hidden = {name: sys.modules.get(name, absent) for name in ("pandas", "numpy")}
    for name, module in hidden.items():
        if module is absent:
            sys.modules[name] = None  # type: ignore[assignment]  # makes `import` raise ImportError
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name, module in hidden.items():
            if module is absent:
                sys.modules.pop(name, None)


_import_without_conversions()

from sqlite_utils import Database, Migrations  # noqa: E402

__all__ = [
    "Database",
    "Migrations",
    "alone",
    "begin",
    "copy_database",
    "enable_wal",
    "foreign",
    "unknown",
]

PAUSE = 0.05


def unknown(migrations: Migrations, db: Database) -> list[str]:
    """Migrations that were applied to a database and that this version does not have."""
    # All of a set are pending in an empty database; the set itself does not list them.
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    return [applied.name for applied in migrations.applied(db) if applied.name not in known]


def foreign(migrations: Migrations, db: Database) -> bool:
    """Whether a database has tables, and none of these migrations made them."""
    own = {"_sqlite_migrations"}
    tables = {name for name in db.table_names() if not name.startswith("sqlite_")}
    return bool(tables - own) and not (own <= tables and migrations.applied(db))


def begin(db: Database, seconds: float, patient: float, on_wait: Callable[[], None] | None) -> None:
    """Begins a transaction that may write, once no other has one. Waits for so many seconds; where
    `on_wait` is told of it every second, for `patient` ones. Raises sqlite3.Error.
    """
    if on_wait is None:
        db.conn.execute("BEGIN IMMEDIATE")
        return
    deadline = time.monotonic() + patient
    db.conn.execute("PRAGMA busy_timeout = 1000")
    try:
        while not _begun(db, time.monotonic() < deadline):
            on_wait()
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _begun(db: Database, again: bool) -> bool:
    try:
        db.conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not again or not _busy(error):
            raise
        return False
    return True


def enable_wal(db: Database, seconds: float) -> None:
    """Switches to a write-ahead log. SQLite waits for nobody here, so this does."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            db.enable_wal()
            return
        except sqlite3.OperationalError as error:
            if not _busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)


def _busy(error: sqlite3.OperationalError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While the block runs, a SQLite file is all there is of its database, without a log beside it,
    and nobody else reads or writes it.

    Raises sqlite3.Error at once where another connection has it open, or it is no database.
    """
    address = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as database:
        # Leaving the write-ahead log takes the file for itself, and writes the log back.
        mode = database.execute("pragma journal_mode = delete").fetchone()[0]
        if mode != "delete":
            raise sqlite3.OperationalError("database is in use")
        database.execute("begin exclusive")
        yield
        database.execute("rollback")


def copy_database(source: Path, target: Path) -> bool:
    """Copies a SQLite file through SQLite: byte by byte, a copy could mix two states, and would
    lack the log. Returns whether the copy passes SQLite's own check. Raises sqlite3.Error.
    """
    address = f"{source.resolve().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True)) as database,
        closing(sqlite3.connect(target)) as copy,
    ):
        database.backup(copy)
        return bool(copy.execute("pragma quick_check").fetchone()[0] == "ok")
