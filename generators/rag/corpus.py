"""Reading a RAG store: components, PDCAs, exact search. Never changes a byte of somebody else's store."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from . import chroma, pdca, pdca_facts, timeline
from .embedding import WIDTH, Embedder, Vectors
from .errors import StoreError
from .timeline import Row

VERSIONED = re.compile(r"(?:^|/)components/(?P<name>[^/]+)/(?P<version>\d+(?:\.\d+)+)/(?P<rest>.+)$")
# Other stores' names for the same chunk types.
ALIASES = {
    "header": "pdca_metadata", "plan": "pdca_plan", "execution": "pdca_do", "do": "pdca_do",
    "verification": "pdca_check", "check": "pdca_check", "learning": "pdca_act", "act": "pdca_act",
    "reflection": "pdca_metadata", "objective": "pdca_objective",
}  # fmt: skip
ORDER = ("pdca_metadata", "pdca_objective", "pdca_plan", "pdca_do", "pdca_check", "pdca_act")


@dataclass(frozen=True)
class Component:
    """A TypeScript file of the store."""

    id: str
    file_path: str
    layer: str
    patterns: tuple[str, ...]
    file_type: str
    text: str

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        match = VERSIONED.search(self.file_path)
        return match.groupdict() if match else {}

    @property
    def name(self) -> str:
        """The component's name, empty for a file outside `components/NAME/VERSION/`."""
        return self._parts.get("name", "")

    @property
    def version(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self._parts["version"].split(".")) if self._parts else ()

    @property
    def family(self) -> str:
        """What all versions of the file share, in whichever repository they are."""
        if self._parts:
            return f"component:{self._parts['name']}/{self._parts['rest']}"
        return f"file:{self.file_path}"

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Chunk:
    """A section chunk of a PDCA; `chunk_index` is -1 where the store has none."""

    id: str
    pdca_id: str
    chunk_type: str
    chunk_index: int
    text: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class PdcaRecord:
    """A whole PDCA with the timeline's facts; where the timeline has none, those of its text."""

    id: str
    agent_name: str
    agent_role: str
    date: str
    timestamp: int
    session_id: str
    branch: str
    sprint: str
    cmm_level: int
    task_type: str
    objective: str
    quality_score: float
    verification_status: str
    file_path: str
    text: str

    @property
    def family(self) -> str:
        return f"pdca:{self.id}"

    @cached_property
    def document(self) -> pdca.Pdca:
        return pdca.parse(self.text, self.file_path or f"{self.id}.pdca.md")


class Corpus:
    """An open store, read into memory once. `excluded` counts records left out by governance."""

    def __init__(
        self, components: chroma.Rows, chunks: chroma.Rows, rows: dict[str, Row], links: list[tuple[str, str, str]],
        embedder: Embedder | None, vectors: Callable[[str], chroma.Rows], only_untrained: bool,
    ) -> None:  # fmt: skip
        self.excluded: Counter[str] = Counter()
        self._only_untrained = only_untrained
        self._embedder, self._vectors, self._rows, self._links = embedder, vectors, rows, links
        self._components = [
            _component(each, text, meta)
            for each, text, meta in zip(components.ids, components.texts, components.metadata, strict=True)
            if self._usable(meta)
        ]
        self._components.sort(key=lambda component: (component.file_path, component.id))
        self._chunks = [
            _chunk(each, text, meta)
            for each, text, meta in zip(chunks.ids, chunks.texts, chunks.metadata, strict=True)
            if self._usable(meta)
        ]

    @classmethod
    def open(
        cls,
        chroma_dir: Path | str,
        timeline_path: Path,
        embedder: Embedder | None = None,
        private_dir: Path | None = None,
        only_untrained: bool = False,
    ) -> Corpus:
        """Opens a store for reading. A directory that `index` did not make is copied to `private_dir` first.

        Raises StoreError: no such directory, not a store, a missing collection or table, nothing in it, another width.
        """
        place: Path | str = chroma_dir
        if isinstance(chroma_dir, Path):
            if not (chroma_dir / "chroma.sqlite3").is_file():
                raise StoreError(
                    f"{chroma_dir} is not a Chroma store (no chroma.sqlite3); name the chroma_db directory"
                )
            if not (chroma_dir / chroma.MARKER).exists():
                place = _private_copy(chroma_dir, private_dir or chroma_dir.parent / "data" / "store")
        rows, links = timeline.read(timeline_path)
        store = chroma.client(place)
        components = chroma.collection(store, chroma.COMPONENTS, chroma_dir)
        chunks = chroma.collection(store, chroma.PDCAS, chroma_dir)
        for source in (components, chunks):
            _check_width(source, chroma_dir)
        corpus = cls(
            chroma.read_all(components),
            chroma.read_all(chunks),
            rows,
            links,
            embedder or Embedder(),
            lambda name: chroma.read_all(components if name == chroma.COMPONENTS else chunks, True, False),
            only_untrained,
        )
        if not corpus._components and not corpus._chunks:
            raise StoreError(f"{chroma_dir} is empty; index a repository, or connect a filled store")
        return corpus

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

    def search_components(self, query: str, k: int, layers: Sequence[str] = ()) -> list[tuple[Component, float]]:
        """The k nearest files by cosine similarity, best first, ties by id; exact for any k."""
        wanted = set(layers)
        by_id = {c.id: c for c in self._components if not wanted or c.layer in wanted}
        return [(by_id[each], score) for each, score in self._nearest(chroma.COMPONENTS, query, by_id, k)]

    # PDCAs

    def search_chunks(self, query: str, k: int, chunk_types: Sequence[str] = ()) -> list[tuple[Chunk, float]]:
        """The k nearest PDCA chunks by cosine similarity, best first, ties by id; exact for any k."""
        wanted = set(chunk_types)
        by_id = {c.id: c for c in self._chunks if not wanted or c.chunk_type in wanted}
        return [(by_id[each], score) for each, score in self._nearest(chroma.PDCAS, query, by_id, k)]

    def pdcas(self, start: str = "", end: str = "", agent: str = "") -> list[PdcaRecord]:
        """Whole PDCAs of a date range (YYYY-MM-DD, both ends included) and an agent, sorted by date and id."""
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

    def predecessors(self, id: str) -> list[str]:
        """Ids of the PDCAs before this one by breadcrumb."""
        return self._linked(id, "FOLLOWS", "PRECEDES")

    def successors(self, id: str) -> list[str]:
        """Ids of the PDCAs after this one by breadcrumb."""
        return self._linked(id, "PRECEDES", "FOLLOWS")

    # The store as a whole

    def source_ids(self) -> set[str]:
        """Every name a sample's `source` may have: file paths and PDCA ids."""
        return {component.file_path for component in self._components} | set(self._records)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when a record does; the order of records does not matter."""
        lines = [f"{c.file_path}\0{c.digest}" for c in self._components]
        lines += [f"{r.id}\0{r.agent_name}\0{r.date}\0{r.quality_score}\0{r.text}" for r in self._records.values()]
        digest = hashlib.sha256()
        for line in sorted(lines):
            digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
        return digest.hexdigest()[:16]

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        parts: dict[str, list[Chunk]] = {}
        for chunk in self._chunks:
            parts.setdefault(chunk.pdca_id, []).append(chunk)
        linked = {(source, kind) for source, _, kind in self._links}
        records = [
            _record(
                each,
                _joined(chunks),
                chunks[0].metadata,
                self._rows.get(each),
                (each, "PRECEDES") in linked,
                (each, "FOLLOWS") in linked,
            )
            for each, chunks in parts.items()
        ]
        return {record.id: record for record in sorted(records, key=lambda record: (record.date, record.id))}

    def _linked(self, id: str, own: str, inverse: str) -> list[str]:
        found = [target for source, target, kind in self._links if source == id and kind == own]
        found += [source for source, target, kind in self._links if target == id and kind == inverse]
        return [each for each in dict.fromkeys(found) if each in self._records]

    def _nearest(self, name: str, query: str, allowed: Mapping[str, Any], k: int) -> list[tuple[str, float]]:
        ids, vectors = self._matrix(name)
        if not allowed or not self._embedder:
            return []
        scores = vectors @ self._embedder.query(query)
        kept = [at for at, each in enumerate(ids) if each in allowed]
        kept.sort(key=lambda at: (-scores[at], ids[at]))
        return [(ids[at], float(scores[at])) for at in kept[:k]]

    def _matrix(self, name: str) -> tuple[list[str], Vectors]:
        cache = self.__dict__.setdefault("_matrices", {})
        if name not in cache:
            rows = self._vectors(name)
            norms = np.linalg.norm(rows.vectors, axis=1, keepdims=True) if len(rows.ids) else np.ones((0, 1))
            cache[name] = (rows.ids, rows.vectors / np.maximum(norms, 1e-12))
        return cache[name]

    def _usable(self, metadata: Mapping[str, Any]) -> bool:
        if metadata.get("ok_to_train") in (False, 0, "false", "False"):
            self.excluded["ok_to_train"] += 1
            return False
        if self._only_untrained and metadata.get("trained_in_adapter") in (True, 1, "true", "True"):
            self.excluded["trained_in_adapter"] += 1
            return False
        return True


def _component(id: str, text: str, metadata: Mapping[str, Any]) -> Component:
    path = str(metadata.get("file_path") or id)
    return Component(
        id,
        path,
        str(metadata.get("layer") or "unknown"),
        tuple(part.strip() for part in str(metadata.get("patterns") or "").split(",") if part.strip()),
        str(metadata.get("file_type") or PurePosixPath(path).suffix),
        text,
    )


def _chunk(id: str, text: str, metadata: Mapping[str, Any]) -> Chunk:
    kind = str(metadata.get("chunk_type") or "pdca_metadata")
    index = metadata.get("chunk_index")
    return Chunk(
        id,
        str(metadata.get("pdca_id") or id.split("#")[0]),
        ALIASES.get(kind, kind),
        int(index) if isinstance(index, int | float) else -1,
        text,
        metadata,
    )


def _joined(chunks: list[Chunk]) -> str:
    """The document; chunks that were cut off their line ends are put on lines of their own."""
    chunks.sort(key=lambda c: (c.chunk_index, ORDER.index(c.chunk_type) if c.chunk_type in ORDER else len(ORDER), c.id))
    text = ""
    for chunk in chunks:
        text += chunk.text if not text or text.endswith("\n") else f"\n\n{chunk.text}"
    return text


def _record(
    id: str, text: str, metadata: Mapping[str, Any], row: Row | None, followed: bool, follows: bool
) -> PdcaRecord:
    row = row or {}
    path = str(row.get("file_path") or "")
    parsed = pdca.parse(text, path or f"{id}.pdca.md")

    def fact(key: str, fallback: str) -> str:
        return str(row.get(key) or metadata.get(key) or fallback or "")

    return PdcaRecord(
        id=id,
        agent_name=fact("agent_name", parsed.agent_name),
        agent_role=fact("agent_role", parsed.agent_role),
        date=fact("date", parsed.date)[:10],
        timestamp=int(row.get("timestamp") or metadata.get("timestamp") or parsed.timestamp or 0),
        session_id=fact("session_id", parsed.session),
        branch=fact("branch", parsed.branch),
        sprint=fact("sprint", parsed.sprint),
        cmm_level=timeline.cmm_level(row.get("cmm_level")) or parsed.cmm_level,
        task_type=str(row.get("task_type") or "") or pdca_facts.task_type(parsed),
        objective=fact("objective", parsed.objective),
        quality_score=float(row.get("quality_score") or 0) or pdca_facts.quality_score(parsed, followed, follows),
        verification_status=str(row.get("verification_status") or ""),
        file_path=path,
        text=text,
    )


def _check_width(source: Any, place: object) -> None:
    first = source.get(limit=1, include=["embeddings"])
    vectors = first["embeddings"]
    if vectors is not None and len(vectors) and len(vectors[0]) != WIDTH:
        raise StoreError(
            f"collection {source.name!r} of {place} has {len(vectors[0])} dimensions, all-MiniLM-L6-v2 gives {WIDTH}; "
            "index the repositories again with `web4-studio index`"
        )


def _private_copy(source: Path, folder: Path) -> Path:
    """A copy of the directory in `folder`, taken anew whenever the source's files differ in name, size or time.

    Each state has a name of its own: Chroma keeps what it opened by path for as long as the process lives.
    """
    state = [
        (str(path.relative_to(source)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(source.rglob("*"))
        if path.is_file()
    ]
    stamp = hashlib.sha256(json.dumps([str(source.resolve()), state]).encode()).hexdigest()[:16]
    target = folder / f"chroma_{stamp}"
    try:
        if target.exists():
            return target
        draft = folder / f"draft_{stamp}"
        for old in [draft, *folder.glob("chroma_*")]:
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, draft)
        draft.rename(target)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot copy {source} to {target} ({why}); choose another --workspace") from None
    return target


__all__ = ["Chunk", "Component", "Corpus", "PdcaRecord", "StoreError"]
