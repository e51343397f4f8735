"""sqlite-utils as the store uses it, with the one thing that has to be bent.

sqlite-utils imports pandas and numpy where they are installed, for conversions that the studio
never uses. They cost 0.8 s of every start, more than everything else together, so they are hidden
from it while it is imported.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
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

__all__ = ["Database", "Migrations", "copy_database", "unknown"]


def unknown(migrations: Migrations, db: Database) -> list[str]:
    """Migrations that were applied to a database and that this version does not have."""
    # All of a set are pending in an empty database; the set itself does not list them.
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    return [applied.name for applied in migrations.applied(db) if applied.name not in known]


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
