"""Building the RAG store: the collections and tables of Phase 1, from repositories (web4-domain.md, section 1)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from . import files, pdca, pdca_facts, typescript
from .chroma import COMPONENTS, MARKER, PDCAS, client, read_all
from .embedding import Embedder, Vectors
from .errors import StoreError

EMBEDDED_CHARACTERS = 2_000
BATCH = 1_000

Progress = Callable[[str, int, int], None]
"""Told the step, how much is done, and how much there is."""

TABLES = """
CREATE TABLE IF NOT EXISTS pdcas (
    id TEXT PRIMARY KEY, agent_name TEXT, agent_role TEXT, date TEXT, timestamp INTEGER, session_id TEXT, branch TEXT,
    sprint TEXT, cmm_level INTEGER, task_type TEXT, objective TEXT, quality_score REAL, verification_status TEXT,
    file_path TEXT
);
CREATE TABLE IF NOT EXISTS pdca_relationships (
    id INTEGER PRIMARY KEY, from_pdca_id TEXT, to_pdca_id TEXT, relationship_type TEXT, weight REAL, metadata TEXT,
    created_at TEXT
);
CREATE INDEX IF NOT EXISTS pdcas_by_date ON pdcas (date);
CREATE INDEX IF NOT EXISTS relationships_from ON pdca_relationships (from_pdca_id);
"""


@dataclass
class IndexReport:
    """What an index run found and did."""

    components: int = 0
    distinct_components: int = 0
    pdcas: int = 0
    chunks: int = 0
    relationships: int = 0
    embedded: int = 0
    reused: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    syntax_errors: list[tuple[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One row of a collection."""

    id: str
    text: str
    metadata: Mapping[str, Any]

    @property
    def embedded(self) -> str:
        return self.text[:EMBEDDED_CHARACTERS]


def index(
    repositories: Sequence[Path],
    chroma_dir: Path,
    timeline: Path,
    embedder: Embedder,
    progress: Progress | None = None,
) -> IndexReport:
    """Makes the store reflect the repositories: embeds what is new, removes what is gone, leaves the rest.

    Every write is repeatable, so a run that was interrupted is completed by the next. Raises StoreError for a path
    that is no folder, repositories with nothing to index, and a directory that is somebody else's store.
    """
    tell = progress or (lambda *_: None)
    report = IndexReport()
    with _timed(report, "read"):
        components = list(_components(repositories, report, tell))
        records = list(_records(repositories, report, tell))
    if not components and not records:
        raise StoreError(
            f"nothing to index in {', '.join(map(str, repositories))}: no .ts or .tsx file and no PDCA was found"
        )
    _claim(chroma_dir)
    chunks = [row for path, record in records for row in _chunk_rows(path, record)]
    report.components, report.chunks, report.pdcas = len(components), len(chunks), len(records)
    report.distinct_components = len({row.text for row in components})
    try:
        store = client(chroma_dir)
        for name, rows in ((COMPONENTS, components), (PDCAS, chunks)):
            _sync(store, name, rows, embedder, report, tell)
        with _timed(report, "timeline"):
            report.relationships = _write_timeline(timeline, records)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"cannot write the store in {chroma_dir.parent} ({error}); free space or choose another folder"
        ) from None
    return report


def _claim(chroma_dir: Path) -> None:
    """Marks the directory as ours before anything is written; a foreign store is never touched."""
    if chroma_dir.exists() and any(chroma_dir.iterdir()) and not (chroma_dir / MARKER).exists():
        raise StoreError(
            f"{chroma_dir} was not made by `index`; use `web4-studio connect` for it, or another --workspace"
        )
    try:
        chroma_dir.mkdir(parents=True, exist_ok=True)
        (chroma_dir / MARKER).write_text(json.dumps({"made_by": "web4-studio index"}) + "\n", "utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot write {chroma_dir} ({why}); choose another folder with --workspace") from None


def _components(repositories: Sequence[Path], report: IndexReport, tell: Progress) -> Iterator[Record]:
    found = list(files.find(repositories, files.TYPESCRIPT))
    for done, file in enumerate(found, 1):
        tell("reading TypeScript", done, len(found))
        if (text := _text(file, report)) is None:
            continue
        parsed = typescript.parse(text, tsx=file.name.endswith("x"))
        if parsed.errors:
            report.syntax_errors.append((file.name, parsed.errors[0]))
        layer = typescript.layer_of(file.name)
        patterns = typescript.patterns_of(parsed, layer) & {"empty_constructor", "scenario_state", "init_method"}
        yield Record(
            file.name,
            text,
            {
                "file_path": file.name,
                "layer": layer,
                "patterns": ",".join(sorted(patterns)),
                "file_type": PurePosixPath(file.name).suffix,
            },
        )


def _records(repositories: Sequence[Path], report: IndexReport, tell: Progress) -> Iterator[tuple[str, pdca.Pdca]]:
    """(path, record) of every distinct PDCA; two records of one name get the digest behind the second's."""
    found = [file for file in files.find(repositories, (".md",)) if pdca_facts.is_pdca_path(file.name)]
    texts: set[str] = set()
    ids: set[str] = set()
    for done, file in enumerate(found, 1):
        tell("reading PDCAs", done, len(found))
        text = _text(file, report)
        if text is None or text in texts or not pdca_facts.is_pdca(file.name, text):
            continue
        texts.add(text)
        record = pdca.parse(text, file.name)
        if record.id in ids:
            digest = hashlib.sha256(text.encode()).hexdigest()[:6]
            record = pdca.renamed(record, f"{record.id}~{digest}")
        ids.add(record.id)
        yield file.name, record


def _text(file: files.Found, report: IndexReport) -> str | None:
    try:
        text = file.path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        report.skipped.append((file.name, "not UTF-8; convert it to index it"))
        return None
    except OSError as error:
        report.skipped.append((file.name, (error.strerror or str(error)).lower()))
        return None
    if not text.strip():
        report.skipped.append((file.name, "empty"))
        return None
    if "\0" in text:
        report.skipped.append((file.name, "binary"))
        return None
    return text.replace("\r\n", "\n")


def _chunk_rows(path: str, record: pdca.Pdca) -> Iterator[Record]:
    for chunk in pdca_facts.chunks(record):
        yield Record(
            f"{record.id}#{chunk.chunk_index}",
            chunk.text,
            {
                "chunk_type": chunk.chunk_type,
                "chunk_index": chunk.chunk_index,
                "pdca_id": record.id,
                "agent_name": record.agent_name,
                "agent_role": record.agent_role,
                "date": record.date,
                "timestamp": record.timestamp,
                "trained_in_adapter": False,
                "training_batch": "",
                "training_date": "",
            },
        )


def _sync(
    store: Any, name: str, rows: Sequence[Record], embedder: Embedder, report: IndexReport, tell: Progress
) -> None:
    """Brings one collection to the given rows."""
    with _timed(report, f"compare {name}"):
        collection = store.get_or_create_collection(name, metadata={"hnsw:space": "cosine"})
        before = read_all(collection, vectors=True)
        there = {
            each: (text, dict(meta)) for each, text, meta in zip(before.ids, before.texts, before.metadata, strict=True)
        }
        vectors = {_digest(text): before.vectors[at] for at, text in enumerate(before.texts)}
        gone = sorted(set(there) - {row.id for row in rows})
        changed = [row for row in rows if there.get(row.id) != (row.text, dict(row.metadata))]
        report.unchanged += len(rows) - len(changed)
        report.removed += len(gone)
    with _timed(report, f"embed {name}"):
        fresh: dict[str, str] = {}
        for row in changed:
            if _digest(row.text) not in vectors:
                fresh.setdefault(_digest(row.text), row.embedded)
        report.embedded += len(fresh)
        report.reused += len(changed) - len(fresh)
        made: Vectors = embedder.encode(
            list(fresh.values()), lambda done, total: tell(f"embedding {name}", done, total)
        )
        vectors |= dict(zip(fresh, made, strict=True))
    with _timed(report, f"write {name}"):
        for start in range(0, len(gone), BATCH):
            collection.delete(ids=gone[start : start + BATCH])
        for start in range(0, len(changed), BATCH):
            block = changed[start : start + BATCH]
            collection.upsert(
                ids=[row.id for row in block],
                documents=[row.text for row in block],
                metadatas=[dict(row.metadata) for row in block],
                embeddings=np.stack([vectors[_digest(row.text)] for row in block]),
            )
            tell(f"writing {name}", start + len(block), len(changed))


def _digest(text: str) -> str:
    return hashlib.sha256(text[:EMBEDDED_CHARACTERS].encode("utf-8", "surrogatepass")).hexdigest()


def _write_timeline(timeline: Path, records: Sequence[tuple[str, pdca.Pdca]]) -> int:
    """Both tables anew in one transaction; returns the number of relationships."""
    links = list(_relationships(records))
    followed = {source for source, _, kind, _ in links if kind == "PRECEDES"}
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
            pdca_facts.task_type(record),
            record.objective,
            pdca_facts.quality_score(record, record.id in followed),
            pdca_facts.verification_status(record),
            path,
        )
        for path, record in records
    ]
    connection = sqlite3.connect(timeline)
    try:
        with connection:
            connection.executescript(TABLES)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM pdcas")
            connection.execute("DELETE FROM pdca_relationships")
            connection.executemany(f"INSERT INTO pdcas VALUES ({','.join('?' * 14)})", rows)
            connection.executemany(
                "INSERT INTO pdca_relationships (from_pdca_id, to_pdca_id, relationship_type, weight, metadata, "
                "created_at) VALUES (?, ?, ?, 1.0, '{}', ?)",
                links,
            )
    finally:
        connection.close()
    return len(links)


def _relationships(records: Sequence[tuple[str, pdca.Pdca]]) -> Iterator[tuple[str, str, str, str]]:
    """(from, to, type, when) of every breadcrumb that leads to a record of the store, each in both directions."""
    by_name: dict[str, list[tuple[str, str]]] = {}
    for path, record in records:
        name = PurePosixPath(record.id.split("~")[0]).name
        by_name.setdefault(name, []).append((str(PurePosixPath(path).parent), record.id))
    seen: set[tuple[str, str]] = set()
    for path, record in records:
        pairs = [(target, record.id) for target in _resolved(record.previous, path, by_name)]
        pairs += [(record.id, target) for target in _resolved(record.precedes, path, by_name)]
        for earlier, later in pairs:
            if earlier != later and (earlier, later) not in seen:
                seen.add((earlier, later))
                when = datetime.fromtimestamp(record.timestamp, UTC).isoformat() if record.timestamp else ""
                yield earlier, later, "PRECEDES", when
                yield later, earlier, "FOLLOWS", when


def _resolved(links: Sequence[str], path: str, by_name: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    """Ids the links lead to: by name, the one in the same folder first where several are named alike."""
    folder = str(PurePosixPath(path).parent)
    for link in links:
        choices = by_name.get(PurePosixPath(link).name, [])
        if choices:
            yield min(choices, key=lambda choice: (choice[0] != folder, choice[1] != link, choice[1]))[1]


@contextmanager
def _timed(report: IndexReport, step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    report.seconds[step] = round(report.seconds.get(step, 0.0) + time.monotonic() - began, 2)
