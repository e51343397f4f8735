"""Opening Chroma, and reading a whole collection exactly."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generators import reading
from generators.errors import StoreError

from . import server

COMPONENTS, PDCAS = "components", "pdca_historical"
RECORDS = "records"
"""Records of other kinds; a store of Phase 1 has none."""
PAGE = 2_000


@dataclass(frozen=True)
class Rows:
    """A collection, sorted by id. `vectors` has shape (rows, width), or (0, 0) when they were not
    asked for.
    """

    ids: list[str]
    texts: list[str]
    metadata: list[Mapping[str, Any]]
    vectors: NDArray[np.float32]

    @classmethod
    def none(cls) -> Rows:
        """Those of a collection that is not there."""
        return cls([], [], [], np.empty((0, 0), dtype=np.float32))

    def rows(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """(id, text, metadata) of each."""
        return zip(self.ids, self.texts, self.metadata, strict=True)


def client(place: Path | str) -> Any:
    """A Chroma client for a directory or a server's address, with telemetry off. Raises
    StoreError.
    """
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if isinstance(place, Path):
        try:
            # Chroma migrates a store of an older version as it opens it, and connections that it
            # opened before the last step may not know the new columns: about one in fifty fails
            # at its first read. The connections of a second opening all know them.
            migrating: Any = chromadb.PersistentClient(path=str(place), settings=quiet)
            migrating.close()
            return chromadb.PersistentClient(path=str(place), settings=quiet)
        except Exception as error:
            raise StoreError(
                f"{place} is not a Chroma store ({reading.why(error)}); name the chroma_db "
                "directory"
            ) from None
    return server.client(place, quiet)


def collection(store: Any, name: str, place: object) -> Any:
    """A collection by name. Raises StoreError that says which there are."""
    name = server.named(name)
    names, found = _collections(store, name, place)
    if found is not None:
        return found
    have = f"it has {', '.join(names)}" if names else "it has none"
    raise StoreError(
        f"{shown(place)} has no collection {name!r} ({have}); connect a Phase 1 store, or run "
        "`web4-studio index`"
    )


def optional(store: Any, name: str, place: object) -> Any:
    """A collection by name, None where there is none. Raises StoreError."""
    return _collections(store, server.named(name), place)[1]


def _collections(store: Any, name: str, place: object) -> tuple[list[str], Any]:
    """The names of all collections, and the one of this name if it is among them."""
    try:
        names = sorted(str(getattr(each, "name", each)) for each in store.list_collections())
        return names, store.get_collection(name) if name in names else None
    except Exception as error:
        raise StoreError(
            f"the collections of {shown(place)} cannot be read ({reading.why(error)}); restore the "
            "store from a copy, or start the server again"
        ) from None


def shown(place: object) -> str:
    """A directory or an address as messages may show it: without a password."""
    return str(server.Address.of(place)) if isinstance(place, str) else str(place)


def read_all(source: Any, vectors: bool = False, texts_too: bool = True) -> Rows:
    """Every row of a collection, in pages; exact, unlike a query for many results. Raises
    StoreError.

    Without `texts_too` texts and metadata are empty: vectors are read apart, when a search first
    needs them.
    """
    include = [
        *(["documents", "metadatas"] if texts_too else []),
        *(["embeddings"] if vectors else []),
    ]
    ids: list[str] = []
    texts: list[str] = []
    metadata: list[Mapping[str, Any]] = []
    blocks: list[NDArray[np.float32]] = []
    seen: set[str] = set()
    # Copies of a file share their text: a repository keeps a file in dozens of versions.
    known: dict[str, str] = {}
    while page := _get(source, include, PAGE, len(ids)):
        if not seen.isdisjoint(page["ids"]):
            # A store that is written meanwhile, or a server that answers the same for ever.
            raise StoreError(
                f"collection {source.name!r} gives a row twice; stop what writes it and try again"
            )
        seen.update(page["ids"])
        ids += page["ids"]
        documents = page["documents"] or [""] * len(page["ids"])
        texts += [known.setdefault(text or "", text or "") for text in documents]
        metadata += [entry or {} for entry in page["metadatas"] or [{}] * len(page["ids"])]
        if vectors:
            blocks.append(np.asarray(page["embeddings"], dtype=np.float32))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    stacked = np.concatenate(blocks)[order] if blocks else np.empty((0, 0), dtype=np.float32)
    return Rows(
        [ids[at] for at in order],
        [texts[at] for at in order],
        [metadata[at] for at in order],
        stacked,
    )


def first_vectors(source: Any) -> Any:
    """The vector of some row, in a sequence; an empty one for an empty collection. Raises
    StoreError.
    """
    page = _get(source, ["embeddings"], 1, 0)
    return page["embeddings"] if page and page["embeddings"] is not None else []


def _get(source: Any, include: list[str], limit: int, offset: int) -> Any:
    """A page of rows, None behind the last."""
    try:
        page = source.get(include=include, limit=limit, offset=offset)
    except Exception as error:
        raise StoreError(
            f"collection {source.name!r} cannot be read ({reading.why(error)}); restore the store "
            "from a copy, or index anew"
        ) from None
    return page if page["ids"] else None
