"""Writing `pdca_timeline.db`: Phase 1's tables `pdcas` and `pdca_relationships` (web4-domain.md,
section 1).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from generators import pdca
from generators.errors import StoreError
from generators.pdca import facts

# SQLite's own place for "whose file is this": no table of Phase 1 has to change for it.
APPLICATION_ID = 0x57345453
TABLES = """
CREATE TABLE IF NOT EXISTS pdcas (
    id TEXT PRIMARY KEY, agent_name TEXT, agent_role TEXT, date TEXT, timestamp INTEGER,
    session_id TEXT, branch TEXT, sprint TEXT, cmm_level INTEGER, task_type TEXT, objective TEXT,
    quality_score REAL, verification_status TEXT, file_path TEXT
);
CREATE TABLE IF NOT EXISTS pdca_relationships (
    id INTEGER PRIMARY KEY, from_pdca_id TEXT, to_pdca_id TEXT, relationship_type TEXT,
    weight REAL, metadata TEXT, created_at TEXT
);
CREATE INDEX IF NOT EXISTS pdcas_by_date ON pdcas (date);
CREATE INDEX IF NOT EXISTS relationships_from ON pdca_relationships (from_pdca_id);
"""

INFERRED = '{"inferred": true}'

Records = Sequence[tuple[str, pdca.Pdca]]
"""(path, record) pairs."""


def require_own(path: Path) -> None:
    """Raises StoreError where the file exists and `index` did not write it: it would be emptied."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as source:
            own = source.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    except sqlite3.Error:
        own = False
    if not own:
        raise StoreError(
            f"{path} was not made by `index`; use `web4-studio connect` for it, move it, or take "
            "another --workspace"
        )


def write(path: Path, records: Records) -> int:
    """Replaces both tables in one transaction; returns the number of relationships. Raises
    sqlite3.Error.
    """
    links = list(relationships(records))
    rows = [
        (
            record.id,
            record.agent_name,
            record.agent_role,
            record.date,
            record.timestamp,
            record.session,
            record.branch,
            record.sprint,
            record.cmm_level,
            facts.task_type(record),
            record.objective,
            facts.quality_score(record),
            facts.verification_status(record),
            name,
        )
        for name, record in records
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.executescript(TABLES)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM pdcas")
        connection.execute("DELETE FROM pdca_relationships")
        connection.executemany(f"INSERT INTO pdcas VALUES ({','.join('?' * 14)})", rows)
        connection.executemany(
            "INSERT INTO pdca_relationships (from_pdca_id, to_pdca_id, relationship_type, weight, "
            "metadata, created_at) VALUES (?, ?, ?, 1.0, ?, ?)",
            links,
        )
    return len(links)


def relationships(records: Records) -> Iterator[tuple[str, str, str, str, str]]:
    """(from, to, type, metadata, when) of every breadcrumb that leads to a record of the store, in
    both directions; the one that no record states is marked as inferred in its metadata.
    """
    by_name: dict[str, list[tuple[str, str]]] = {}
    for path, record in records:
        name = PurePosixPath(record.id.split("~")[0]).name
        by_name.setdefault(name, []).append((str(PurePosixPath(path).parent), record.id))
    stated: dict[tuple[str, str, str], pdca.Pdca] = {}
    for path, record in records:
        for kind, links in (("FOLLOWS", record.previous), ("PRECEDES", record.precedes)):
            for target in _resolved(links, path, by_name):
                if target != record.id:
                    stated.setdefault((record.id, target, kind), record)
    inverse = {"FOLLOWS": "PRECEDES", "PRECEDES": "FOLLOWS"}
    for (source, target, kind), record in stated.items():
        stamp = record.timestamp
        when = datetime.fromtimestamp(stamp, UTC).isoformat() if stamp else ""
        yield source, target, kind, "{}", when
        if (target, source, inverse[kind]) not in stated:
            yield target, source, inverse[kind], INFERRED, when


def _resolved(
    links: Sequence[str], path: str, by_name: dict[str, list[tuple[str, str]]]
) -> Iterator[str]:
    """Ids the links lead to: by name, the one in the same folder first where several are named
    alike.
    """
    folder = str(PurePosixPath(path).parent)
    for link in links:
        choices = by_name.get(PurePosixPath(link).name, [])
        if choices:
            yield min(
                choices, key=lambda choice: (choice[0] != folder, choice[1] != link, choice[1])
            )[1]
