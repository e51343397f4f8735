"""Reading `pdca_timeline.db` without leaving a trace beside it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generators.errors import StoreError

Row = dict[str, Any]
LARGEST = 1e15
Link = tuple[str, str, str]
"""(from, to, `PRECEDES` or `FOLLOWS`)."""


def read(path: Path) -> tuple[dict[str, Row], list[Link]]:
    """(rows of `pdcas` by id, relationships). Raises StoreError where it is not a timeline."""
    if not path.is_file():
        raise StoreError(
            f"{path} does not exist; name the store's pdca_timeline.db with --timeline"
        )
    # Read from memory: opening the file itself could create -wal and -shm beside the owner's.
    connection = sqlite3.connect(":memory:")
    try:
        _load(path, connection)
        connection.row_factory = sqlite3.Row
        tables = {
            row[0]
            for row in connection.execute("select name from sqlite_master where type = 'table'")
        }
        if "pdcas" not in tables:
            have = f"it has {', '.join(sorted(tables))}" if tables else "it has none"
            raise StoreError(
                f"{path} has no table pdcas ({have}); name the Phase 1 pdca_timeline.db with "
                "--timeline"
            )
        rows = {str(row["id"]): dict(row) for row in connection.execute("select id, * from pdcas")}
        links: list[Link] = []
        if "pdca_relationships" in tables:
            sql = (
                "select from_pdca_id, to_pdca_id, relationship_type from pdca_relationships "
                "order by 1, 2, 3"
            )
            links = [
                (str(row[0]), str(row[1]), str(row[2]).upper()) for row in connection.execute(sql)
            ]
        return rows, links
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} is not a SQLite timeline ({error}); name the store's pdca_timeline.db"
        ) from None
    finally:
        connection.close()


def cmm_level(value: Any) -> int:
    """1-4 from 3, `3` or `CMM3`; 0 for what says nothing."""
    found = re.search(r"[1-5]", str(value or ""))
    return min(4, int(found[0])) if found else 0


def number(value: Any) -> float:
    """The number a column holds, be it text; 0 for what is none, is not finite, or is absurd."""
    try:
        found = float(value or 0)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return found if abs(found) < LARGEST else 0.0


def _load(path: Path, into: sqlite3.Connection) -> None:
    """Copies the database into a connection. One with a log beside it is read from a temporary copy
    of both, for SQLite would have to write to read it in place.
    """
    logs = [
        log
        for suffix in ("-wal", "-journal")
        if (log := path.with_name(path.name + suffix)).exists()
    ]
    if not any(log.stat().st_size for log in logs):
        with closing(
            sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
        ) as source:
            source.backup(into)
        return
    with tempfile.TemporaryDirectory() as folder:
        for each in (path, *logs):
            shutil.copyfile(each, Path(folder) / each.name)
        with closing(sqlite3.connect(Path(folder) / path.name)) as source:
            source.backup(into)
