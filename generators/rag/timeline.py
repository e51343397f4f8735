"""Reading `pdca_timeline.db` without leaving a trace beside it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from .errors import StoreError

Row = dict[str, Any]


def read(path: Path) -> tuple[dict[str, Row], list[tuple[str, str, str]]]:
    """(rows of `pdcas` by id, relationships as (from, to, type)). Raises StoreError where it is no timeline."""
    if not path.is_file():
        raise StoreError(f"{path} does not exist; name the store's pdca_timeline.db with --timeline")
    # Read from memory: opening the file itself could create -wal and -shm beside the owner's.
    connection = sqlite3.connect(":memory:")
    try:
        source = sqlite3.connect(f"file:{_quoted(path)}?mode=ro{'' if _has_wal(path) else '&immutable=1'}", uri=True)
        try:
            if _has_wal(path):
                source = _with_wal(path, source)
            source.backup(connection)
        finally:
            source.close()
        connection.row_factory = sqlite3.Row
        tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        if "pdcas" not in tables:
            have = f"it has {', '.join(sorted(tables))}" if tables else "it has none"
            raise StoreError(f"{path} has no table pdcas ({have}); name the Phase 1 pdca_timeline.db with --timeline")
        rows = {str(row["id"]): dict(row) for row in connection.execute("select * from pdcas")}
        links: list[tuple[str, str, str]] = []
        if "pdca_relationships" in tables:
            sql = "select from_pdca_id, to_pdca_id, relationship_type from pdca_relationships order by 1, 2, 3"
            links = [(row[0], row[1], str(row[2]).upper()) for row in connection.execute(sql)]
        return rows, links
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is not a SQLite timeline ({error}); name the store's pdca_timeline.db") from None
    finally:
        connection.close()


def cmm_level(value: Any) -> int:
    """1-4 from 3, `3` or `CMM3`; 0 for what says nothing."""
    found = re.search(r"[1-5]", str(value or ""))
    return min(4, int(found[0])) if found else 0


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _with_wal(path: Path, source: sqlite3.Connection) -> sqlite3.Connection:
    """A connection to a temporary copy with its write-ahead log, which reading in place would have to index."""
    import shutil
    import tempfile

    source.close()
    with tempfile.TemporaryDirectory() as folder:
        for each in (path, path.with_name(path.name + "-wal")):
            shutil.copyfile(each, Path(folder) / each.name)
        copy = sqlite3.connect(Path(folder) / path.name)
        whole = sqlite3.connect(":memory:")
        copy.backup(whole)
        copy.close()
    return whole


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.resolve()))
