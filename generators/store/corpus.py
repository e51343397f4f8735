"""Reading a RAG store: components, PDCAs, exact search. Never changes a byte of somebody else's
store.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from generators import governance as governing
from generators.errors import StoreError
from generators.governance import Governance
from generators.limits import USUAL, Limits

from . import chroma, index_marker, private_copy, records, timeline
from .embedding import Embedder, Embedding, Vectors
from .records import Chunk, Component, PdcaRecord, Record


@dataclass(frozen=True)
class Contents:
    """What is read at once when a store is opened; `vectors` reads a collection's when a search
    first needs them.
    """

    components: chroma.Rows
    chunks: chroma.Rows
    rows: Mapping[str, timeline.Row]
    links: Sequence[timeline.Link]
    vectors: Callable[[str], chroma.Rows]
    others: chroma.Rows = field(default_factory=chroma.Rows.none)
    """Records of other kinds."""


class Corpus:
    """An open store, read into memory once. `excluded` counts rows left out, by governance or
    because they exceed a limit; `barred` and `skipped` name them, each with the reason.
    """

    def __init__(
        self,
        contents: Contents,
        embedder: Embedding,
        governance: Governance = governing.USUAL,
        limits: Limits = USUAL,
    ) -> None:
        self.excluded: Counter[str] = Counter()
        self.barred: list[tuple[str, str]] = []
        self._governance = governance
        self.skipped: list[tuple[str, str]] = []
        self._limits = limits
        self._embedder, self._contents = embedder, contents
        self._matrices: dict[str, tuple[list[str], Vectors]] = {}
        self._components = [
            records.component(each, text, meta)
            for each, text, meta in contents.components.rows()
            if not self._barred(str(meta.get("file_path") or each), [meta])
            and not self._unfit(str(meta.get("file_path") or each), [text])
        ]
        self._components.sort(key=lambda component: (component.file_path, component.id))
        self._others = [
            records.other(each, text, meta)
            for each, text, meta in contents.others.rows()
            if not self._barred(each, [meta]) and not self._unfit(each, [text])
        ]
        documents: dict[str, list[Chunk]] = {}
        for each in contents.chunks.rows():
            made = records.chunk(*each)
            documents.setdefault(made.pdca_id, []).append(made)
        self._documents = {
            id: chunks
            for id, chunks in documents.items()
            if not self._barred(id, [each.metadata for each in chunks])
            and not self._unfit(id, [each.text for each in chunks])
        }

    @classmethod
    def open(
        cls,
        chroma_dir: Path | str,
        timeline_path: Path,
        embedder: Embedding | None = None,
        private_dir: Path | None = None,
        governance: Governance = governing.USUAL,
        limits: Limits = USUAL,
    ) -> Corpus:
        """Opens a directory or a server's address (`http://…`) for reading. A directory that
        `index` did not make is copied to `private_dir` first.

        Raises StoreError: no such directory, not a store, half built, a missing collection or
        table, nothing in it, vectors of another width than the embedder's.
        """
        if isinstance(chroma_dir, str) and not chroma_dir.startswith(("http://", "https://")):
            chroma_dir = Path(chroma_dir)
        embedder = embedder or Embedder()
        place = _place(chroma_dir, private_dir) if isinstance(chroma_dir, Path) else chroma_dir
        rows, links = timeline.read(timeline_path)
        store = chroma.client(place)
        collections = {
            name: chroma.collection(store, name, chroma_dir)
            for name in (chroma.COMPONENTS, chroma.PDCAS)
        }
        others = chroma.optional(store, chroma.RECORDS, chroma_dir)
        if others is not None:
            collections[chroma.RECORDS] = others
        for source in collections.values():
            _check_width(source, chroma_dir, embedder)
        contents = Contents(
            chroma.read_all(collections[chroma.COMPONENTS]),
            chroma.read_all(collections[chroma.PDCAS]),
            rows,
            links,
            lambda name: chroma.read_all(collections[name], vectors=True, texts_too=False),
            chroma.Rows.none() if others is None else chroma.read_all(others),
        )
        if not (contents.components.ids or contents.chunks.ids or contents.others.ids):
            raise StoreError(
                f"{chroma_dir} is empty; index a repository, or connect a filled store"
            )
        return cls(contents, embedder, governance, limits)

    # Components

    def components(self) -> list[Component]:
        """All files, sorted by path; copies included."""
        return self._components

    def distinct_components(self) -> list[Component]:
        """One file per content, the newest version's."""
        newest: dict[str, Component] = {}
        for component in self._components:
            known = newest.get(component.digest)
            if known is None or component.version > known.version:
                newest[component.digest] = component
        return sorted(newest.values(), key=lambda component: component.file_path)

    def search_components(
        self, query: str, k: int, layers: Sequence[str] = ()
    ) -> list[tuple[Component, float]]:
        """The k nearest files by cosine similarity, best first, ties by id; exact for any k."""
        wanted = set(layers)
        by_id = {c.id: c for c in self._components if not wanted or c.layer in wanted}
        return [
            (by_id[each], score)
            for each, score in self._nearest(chroma.COMPONENTS, query, by_id, k)
        ]

    # PDCAs

    def search_chunks(
        self, query: str, k: int, chunk_types: Sequence[str] = ()
    ) -> list[tuple[Chunk, float]]:
        """The k nearest PDCA chunks by cosine similarity, best first, ties by id; exact
        for any k.
        """
        wanted = set(chunk_types)
        chunks = [each for document in self._documents.values() for each in document]
        by_id = {c.id: c for c in chunks if not wanted or c.chunk_type in wanted}
        return [
            (by_id[each], score) for each, score in self._nearest(chroma.PDCAS, query, by_id, k)
        ]

    def pdcas(self, start: str = "", end: str = "", agent: str = "") -> list[PdcaRecord]:
        """Whole PDCAs of a date range (YYYY-MM-DD, both ends included) and an agent, sorted by date
        and id.
        """
        return [
            record
            for record in self._records.values()
            if (not start or record.date >= start)
            and (not end or (record.date and record.date <= end))
            and (not agent or record.agent_name == agent)
        ]

    def pdca(self, id: str) -> PdcaRecord:
        """A whole PDCA, joined from its chunks. Raises KeyError."""
        return self._records[id]

    def successors(self, id: str) -> list[str]:
        """Ids of the PDCAs after this one by breadcrumb."""
        return self._linked(id, "PRECEDES")

    def predecessors(self, id: str) -> list[str]:
        """Ids of the PDCAs before this one by breadcrumb."""
        return self._linked(id, "FOLLOWS")

    # Records of other kinds

    def records(self, kind: str = "") -> list[Record]:
        """All records of a kind that a package reads, or of all these kinds; sorted by path."""
        return [each for each in self._others if not kind or each.kind == kind]

    def search_records(self, query: str, k: int, kind: str = "") -> list[tuple[Record, float]]:
        """The k nearest of them by cosine similarity, best first, ties by path; exact for any k."""
        by_id = {each.file_path: each for each in self.records(kind)}
        return [
            (by_id[each], score) for each, score in self._nearest(chroma.RECORDS, query, by_id, k)
        ]

    # The store as a whole

    @property
    def characters(self) -> int:
        """Of all texts together."""
        components = sum(len(component.text) for component in self._components)
        chunks = (len(chunk.text) for each in self._documents.values() for chunk in each)
        return components + sum(chunks) + sum(len(each.text) for each in self._others)

    def know(self, queries: Iterable[str]) -> None:
        """Embeds queries that will be asked, so that copies of this corpus need no model."""
        for query in queries:
            self._embedder.query(query)

    def __getstate__(self) -> dict[str, Any]:
        """All that reading and searching need, without the open store."""
        for name in self._collections:
            self._matrix(name)
        # Both are kept once they are asked for.
        _ = self._records, self._neighbours
        return {key: value for key, value in self.__dict__.items() if key != "_contents"}

    def likeness(self, text: str) -> dict[str, float]:
        """The cosine similarity (-1 to 1) of every source with a text: of files, and of PDCAs by
        the chunk that is most like it.
        """
        vector = self._embedder.encode([text])[0]
        chunks = (each for document in self._documents.values() for each in document)
        owners = {
            chroma.COMPONENTS: {each.id: each.file_path for each in self._components},
            chroma.PDCAS: {each.id: each.pdca_id for each in chunks},
            chroma.RECORDS: {each.file_path: each.file_path for each in self._others},
        }
        found: dict[str, float] = {}
        for name in self._collections:
            names = owners[name]
            ids, vectors = self._matrix(name)
            # Of an empty collection not even the width is known.
            scores = (vectors @ vector).tolist() if ids else []
            for each, score in zip(ids, scores, strict=True):
                if (source := names.get(each)) and score > found.get(source, -1.0):
                    found[source] = score
        return found

    def source_ids(self) -> set[str]:
        """Every name a sample's `source` may have: file paths and PDCA ids."""
        files = {each.file_path for each in self._components}
        return files | {each.file_path for each in self._others} | set(self._records)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when a record does; the order of records does not matter."""
        lines = [f"{c.file_path}\0{c.digest}" for c in self._components]
        lines += [
            f"{r.id}\0{r.agent_name}\0{r.date}\0{r.quality_score}\0{r.text}"
            for r in self._records.values()
        ]
        lines += [
            f"{r.file_path}\0{r.kind}\0{sorted(r.facts.items())}\0{r.text}" for r in self._others
        ]
        digest = hashlib.sha256()
        for line in sorted(lines):
            digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
        return digest.hexdigest()[:16]

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        linked = {(source, kind) for source, _, kind in self._contents.links}
        found = [
            records.record(
                id,
                chunks,
                self._contents.rows.get(id),
                (id, "PRECEDES") in linked and (id, "FOLLOWS") in linked,
            )
            for id, chunks in self._documents.items()
        ]
        return {
            record.id: record
            for record in sorted(found, key=lambda record: (record.date, record.id))
        }

    @cached_property
    def _neighbours(self) -> dict[tuple[str, str], list[str]]:
        """Ids by (id, kind of link); a link said from one end holds for the other."""
        inverse = {"PRECEDES": "FOLLOWS", "FOLLOWS": "PRECEDES"}
        found: dict[tuple[str, str], dict[str, None]] = {}
        for source, target, kind in self._contents.links:
            found.setdefault((source, kind), {})[target] = None
            if kind in inverse:
                found.setdefault((target, inverse[kind]), {})[source] = None
        return {key: sorted(targets) for key, targets in found.items()}

    @property
    def _collections(self) -> list[str]:
        """Those that may be searched."""
        return [chroma.COMPONENTS, chroma.PDCAS, *([chroma.RECORDS] if self._others else [])]

    def _linked(self, id: str, kind: str) -> list[str]:
        return [each for each in self._neighbours.get((id, kind), ()) if each in self._documents]

    def _nearest(
        self, name: str, query: str, allowed: Mapping[str, Any], k: int
    ) -> list[tuple[str, float]]:
        if k <= 0 or not allowed:
            return []
        ids, vectors = self._matrix(name)
        kept = np.array([at for at, each in enumerate(ids) if each in allowed], dtype=np.intp)
        # Row by row, not a matrix product: that may round equal vectors differently by their place.
        scores = np.einsum("ij,j->i", vectors, self._embedder.query(query))[kept]
        best = np.argsort(-scores, kind="stable")[:k]
        return [(ids[kept[at]], float(scores[at])) for at in best]

    def _matrix(self, name: str) -> tuple[list[str], Vectors]:
        """Ids in order, and their normalised vectors."""
        if name not in self._matrices:
            rows = self._contents.vectors(name)
            norms = np.linalg.norm(rows.vectors, axis=1, keepdims=True)
            self._matrices[name] = (rows.ids, rows.vectors / np.maximum(norms, 1e-12))
        return self._matrices[name]

    def _barred(self, name: str, metadata: Sequence[Mapping[str, Any]]) -> bool:
        """Whether governance keeps these rows, a component or the chunks of a document, from being
        used.
        """
        reason = self._governance.reason(metadata)
        if reason:
            self.barred.append((name, reason))
            self.excluded[reason.split(":")[0]] += len(metadata)
        return bool(reason)

    def _unfit(self, name: str, texts: Sequence[str]) -> bool:
        """Whether a file or a document in pieces exceeds a limit, and is skipped by name."""
        faults = (self._limits.fault(text) for text in texts)
        large = sum(map(len, texts)) > self._limits.bytes
        fault = self._limits.large if large else next(filter(None, faults), "")
        if fault:
            self.skipped.append((name, fault))
            self.excluded["limits"] += len(texts)
        return bool(fault)


def _place(chroma_dir: Path, private_dir: Path | None) -> Path:
    """The directory that may be opened: this one, or a private copy of it."""
    if not (chroma_dir / "chroma.sqlite3").is_file():
        raise StoreError(
            f"{chroma_dir} is not a Chroma store (no chroma.sqlite3); name the chroma_db directory"
        )
    made = index_marker.read(chroma_dir)
    if made is None:
        return private_copy.copy(chroma_dir, private_dir or chroma_dir.parent / "data" / "store")
    if not made.complete:
        raise StoreError(
            f"{chroma_dir} is half built; run `web4-studio index` again to complete it"
        )
    return chroma_dir


def _check_width(source: Any, place: object, embedder: Embedding) -> None:
    vectors = chroma.first_vectors(source)
    if len(vectors) and len(vectors[0]) != embedder.width:
        raise StoreError(
            f"collection {source.name!r} of {place} has {len(vectors[0])} dimensions, "
            f"{embedder.name} gives "
            f"{embedder.width}; index the repositories again with `web4-studio index`, or set "
            "embedding_model"
        )


__all__ = ["Chunk", "Component", "Corpus", "PdcaRecord", "Record", "StoreError"]
