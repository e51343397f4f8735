"""Building the RAG store: the collections and tables of Phase 1, from repositories (web4-domain.md,
section 1).
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from generators import governance as governing
from generators.errors import StoreError
from generators.governance import Governance
from generators.limits import USUAL, Limits

from . import index_marker, timeline_writer
from .chroma import COMPONENTS, PDCAS, RECORDS, Rows, client, optional, read_all
from .embedding import Embedding
from .index_marker import Marker
from .scan import Progress, Row, Scan, chunk_rows

# Rows embedded and written together: what an interrupted run can lose.
BLOCK = 512
DELETED_AT_ONCE = 1_000
TRAINING = frozenset({"trained_in_adapter", "training_batch", "training_date"})


@dataclass
class IndexReport:
    """What an index run found and did. Rows are components, chunks and records together."""

    components: int = 0
    distinct_components: int = 0
    pdcas: int = 0
    chunks: int = 0
    relationships: int = 0
    records: dict[str, int] = field(default_factory=dict)
    """Number of records by kind, of the kinds that packages read."""
    embedded: int = 0
    """Distinct texts sent to the model."""
    reused: int = 0
    """New or changed rows whose vector was known."""
    unchanged: int = 0
    removed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """(name, reason) of files left out."""
    syntax_errors: list[tuple[str, str]] = field(default_factory=list)
    """(name, first error) of files stored although they do not parse; what is outside of the
    errors is used.
    """
    not_records: list[tuple[str, str]] = field(default_factory=list)
    """(name, reason) of files under a PDCA path that are no record."""
    repaired: list[tuple[str, str]] = field(default_factory=list)
    """(name, what was guessed) of records that are not as they should be."""
    governed: list[tuple[str, str]] = field(default_factory=list)
    """(name, mark) of files and records that are stored, but not used."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Number of files by ending that are not read."""
    folders: dict[str, int] = field(default_factory=dict)
    """Number of folders by name that are never read."""
    ignored: list[str] = field(default_factory=list)
    """Paths that git ignores."""
    seconds: dict[str, float] = field(default_factory=dict)


def index(
    repositories: Sequence[Path],
    chroma_dir: Path,
    timeline: Path,
    embedder: Embedding,
    tokenizer: str,
    progress: Progress | None = None,
    limits: Limits = USUAL,
    governance: Governance = governing.USUAL,
    follow_links: bool = False,
) -> IndexReport:
    """Makes the store reflect exactly the repositories: embeds what is new, removes what is gone,
    leaves the rest.

    Names are paths in the repository, below the repository's folder name where there are several;
    so the same path in two of them is two records, and a repository that is no longer named leaves
    the store. Every write is repeatable: a run that was interrupted is completed by the next, and
    until then the store says that it is incomplete.

    Raises StoreError for a path that is no folder, repositories with nothing to index, a directory
    or timeline that is somebody else's, a store made with another model, and a disk that takes no
    more.
    """
    tell = progress or (lambda *_: None)
    report = IndexReport()
    scan = Scan(repositories, tell, limits, follow_links)
    with _timed(report, "read"):
        components, records = list(scan.components()), list(scan.pdcas())
        others = list(scan.records())
    _leave_out(report, scan)
    if not components and not records and not others:
        sought = "".join(f", no {reader.what}" for reader in scan.readers)
        raise StoreError(
            f"nothing to index in {', '.join(map(str, repositories))}: no .ts or .tsx file and no "
            f"PDCA was found{sought}"
        )
    chunks = [row for _, record in records for row in chunk_rows(record, tokenizer)]
    report.components, report.chunks, report.pdcas = len(components), len(chunks), len(records)
    report.records = dict(Counter(str(row.metadata["kind"]) for row in others))
    report.distinct_components = len({row.text for row in components})
    made = Marker(model=embedder.name, complete=False, reading=index_marker.READING)
    _claim(chroma_dir, timeline, made)
    tell("opening the store", 0, 0)
    with _writing(chroma_dir):
        store = client(chroma_dir)
        wanted = [(COMPONENTS, components), (PDCAS, chunks)]
        if others or optional(store, RECORDS, chroma_dir) is not None:
            wanted.append((RECORDS, others))
        for name, rows in wanted:
            kept = _Refresh(store, name, rows, embedder, report, tell).run()
            report.governed += _barred(kept, governance)
        with _timed(report, "timeline"):
            report.relationships = timeline_writer.write(timeline, records)
    index_marker.write(chroma_dir, replace(made, complete=True))
    return report


def _leave_out(report: IndexReport, scan: Scan) -> None:
    """What the scan left out or guessed, into the report."""
    report.skipped, report.syntax_errors = scan.skipped, scan.syntax_errors
    report.not_records, report.repaired = sorted(scan.not_records), scan.repaired
    report.passed_over = dict(scan.passed.endings.most_common())
    report.folders = dict(scan.passed.folders.most_common())
    report.ignored = sorted(scan.passed.ignored)


def _barred(rows: Sequence[Mapping[str, Any]], governance: Governance) -> Iterator[tuple[str, str]]:
    """(name, mark) of the files and records that governance keeps from being used."""
    named: dict[str, list[Mapping[str, Any]]] = {}
    for each in rows:
        named.setdefault(str(each.get("pdca_id") or each.get("file_path")), []).append(each)
    for name, metadata in named.items():
        if reason := governance.reason(metadata):
            yield name, reason


def _claim(chroma_dir: Path, timeline: Path, made: Marker) -> None:
    """Marks the directory as ours before anything is written; what is somebody else's is never
    touched.
    """
    before = index_marker.read(chroma_dir)
    if before is None:
        if chroma_dir.exists() and (not chroma_dir.is_dir() or any(chroma_dir.iterdir())):
            raise StoreError(
                f"{chroma_dir} was not made by `index`; use `web4-studio connect` for it, or "
                "another --workspace"
            )
        timeline_writer.require_own(timeline)
    elif before.model and before.model != made.model:
        raise StoreError(
            f"{chroma_dir} was embedded with {before.model!r}, not {made.model!r}; delete it to "
            "index anew, "
            "or set embedding_model back"
        )
    index_marker.write(chroma_dir, made)


class _Refresh:
    """Brings one collection to the given rows."""

    def __init__(
        self,
        store: Any,
        name: str,
        rows: Sequence[Row],
        embedder: Embedding,
        report: IndexReport,
        tell: Progress,
    ) -> None:
        self.store, self.name, self.rows = store, name, rows
        self.embedder, self.report, self.tell = embedder, report, tell

    def run(self) -> list[Mapping[str, Any]]:
        """The metadata of all rows as they are then stored."""
        with _timed(self.report, f"compare {self.name}"):
            self.collection, before = self._open()
            there = {each: (text, meta) for each, text, meta in before.rows()}
            vectors = {_digest(text): before.vectors[at] for at, text in enumerate(before.texts)}
            gone = sorted(set(there) - {row.id for row in self.rows})
            changed = [row for row in self.rows if not _same(row, there.get(row.id))]
        self.report.unchanged += len(self.rows) - len(changed)
        self.report.removed += len(gone)
        fresh = {_digest(row.text) for row in changed} - set(vectors)
        self.report.embedded += len(fresh)
        self.report.reused += len(changed) - len(fresh)
        for start in range(0, len(gone), DELETED_AT_ONCE):
            self.collection.delete(ids=gone[start : start + DELETED_AT_ONCE])
        embedded = 0
        # Long texts together: padding a short one to their length is what costs time.
        changed.sort(key=lambda row: (-len(row.embedded), row.id))
        for start in range(0, len(changed), BLOCK):
            block = changed[start : start + BLOCK]
            texts = {
                _digest(row.text): row.embedded for row in block if _digest(row.text) not in vectors
            }
            with _timed(self.report, f"embed {self.name}"):
                vectors |= self._embedded(texts, embedded, len(fresh))
                embedded += len(texts)
            with _timed(self.report, f"write {self.name}"):
                self.collection.upsert(
                    ids=[row.id for row in block],
                    documents=[row.text for row in block],
                    metadatas=[_merged(row, there.get(row.id)) for row in block],
                    embeddings=np.stack([vectors[_digest(row.text)] for row in block]),
                )
                self.tell(f"writing {self.name}", start + len(block), len(changed))
        return [_merged(row, there.get(row.id)) for row in self.rows]

    def _open(self) -> tuple[Any, Rows]:
        """The collection and what is in it; one that a full disk or a killed run left unreadable is
        begun anew.
        """
        options = {"name": self.name, "metadata": {"hnsw:space": "cosine"}}
        collection = self.store.get_or_create_collection(**options)
        try:
            return collection, read_all(collection, vectors=True)
        except StoreError:
            self.store.delete_collection(self.name)
            collection = self.store.create_collection(**options)
            return collection, read_all(collection, vectors=True)

    def _embedded(self, texts: Mapping[str, str], before: int, total: int) -> dict[str, Any]:
        if not texts:
            return {}
        if not before:
            # Takes as long as all the reading, and would look as if that had stopped at its end.
            self.tell("loading the embedding model", 0, 0)
        made = self.embedder.encode(
            list(texts.values()),
            lambda done, _: self.tell(f"embedding {self.name}", before + done, total),
        )
        return dict(zip(texts, made, strict=True))


def _same(row: Row, there: tuple[str, Mapping[str, Any]] | None) -> bool:
    """Whether the store has the row; marks that training or governance put there are not ours to
    compare.
    """
    if there is None or there[0] != row.text:
        return False
    return all(
        there[1].get(key) == value for key, value in row.metadata.items() if key not in TRAINING
    )


def _merged(row: Row, there: tuple[str, Mapping[str, Any]] | None) -> dict[str, Any]:
    """The row's metadata over what others added; training marks stay with the text that was trained
    on.
    """
    if there is None:
        return dict(row.metadata)
    text, before = there
    kept = (
        {key: value for key, value in before.items() if key in TRAINING} if text == row.text else {}
    )
    return {**before, **row.metadata, **kept}


def _digest(text: str) -> str:
    """Names the vector of a text."""
    return hashlib.sha256(Row("", text, {}).embedded.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _writing(chroma_dir: Path) -> Iterator[None]:
    """What databases say when they cannot write, as a StoreError."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, sqlite3.Error, OSError) as error:
        why = " ".join(str(error).split())
        raise StoreError(
            f"cannot write the store in {chroma_dir.parent} ({why}); free space or choose another "
            "--workspace, "
            "then index again"
        ) from None


@contextmanager
def _timed(report: IndexReport, step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    report.seconds[step] = round(report.seconds.get(step, 0.0) + time.monotonic() - began, 2)
