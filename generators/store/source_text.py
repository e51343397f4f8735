"""The text of one record of a store, for somebody who looks at a sample and asks where it comes
from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from generators.errors import StoreError
from generators.hygiene import people

from . import chroma
from .chroma import server
from .timeline import number

# Chroma keeps metadata as rows of (id, key, value), the document among them. Read as it stands:
# importing the library and opening the store would take seconds, and a directory that is only
# looked at must not be touched.
FILE = (
    "select d.string_value, 0 from embedding_metadata f join embedding_metadata d on d.id = f.id "
    "and d.key = 'chroma:document' where f.key = 'file_path' and f.string_value = ? limit 1"
)
CHUNKS = (
    "select d.string_value, i.int_value from embedding_metadata p join embedding_metadata d on "
    "d.id = p.id "
    "and d.key = 'chroma:document' left join embedding_metadata i on i.id = p.id and i.key = "
    "'chunk_index' "
    "where p.key = 'pdca_id' and p.string_value = ?"
)
NAMES = "select distinct string_value from embedding_metadata where key in ('file_path', 'pdca_id')"


def read(place: Path | str, source: str) -> str:
    """The file at the path, or the PDCA of the id joined from its chunks; empty where the store has
    neither. People may be masked in the name, as they are in samples.

    Raises StoreError for a store that cannot be read.
    """
    parts = (
        _from_directory(place, source) if isinstance(place, Path) else _from_server(place, source)
    )
    return "".join(str(text or "") for text, _ in sorted(parts, key=lambda part: number(part[1])))


def _from_directory(folder: Path, source: str) -> list[tuple[str, int]]:
    path = folder / "chroma.sqlite3"
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as store:
            names = (row[0] for row in store.execute(NAMES))
            for name in chain([source], _hidden(source, names)):
                found = store.execute(FILE, [name]).fetchall() or store.execute(CHUNKS, [name])
                if rows := [*found]:
                    return rows
            return []
    except sqlite3.Error as error:
        raise StoreError(f"{folder} cannot be read ({error}); connect the store again") from None


def _hidden(source: str, names: Iterable[object]) -> Iterator[str]:
    """The names that are the source once people are masked in them, looked for when asked: only a
    source with the mark of such names has any.
    """
    if not people.MARK.match(source):
        return
    yield from (
        name
        for name in names
        if isinstance(name, str) and name != source and people.named(name) == source
    )


def _from_server(address: str, source: str) -> Iterable[tuple[str, int]]:
    store = chroma.client(address)
    for name, key in ((chroma.COMPONENTS, "file_path"), (chroma.PDCAS, "pdca_id")):
        try:
            collection = chroma.collection(store, name, address)
            found = _rows(collection, key, source)
            if not found and people.MARK.match(source):
                every = collection.get(include=["metadatas"])["metadatas"]
                names = dict.fromkeys((meta or {}).get(key) for meta in every)
                found = [
                    row for named in _hidden(source, names) for row in _rows(collection, key, named)
                ]
        except StoreError:
            raise
        except Exception as error:
            raise StoreError(
                f"{server.Address.of(address)} does not answer ({type(error).__name__}); start the "
                "server again"
            ) from None
        if found:
            return found[:1] if name == chroma.COMPONENTS else found
    return []


def _rows(collection: Any, key: str, name: str) -> list[tuple[str, int]]:
    """(text, index of the chunk) of what has this name."""
    found = collection.get(where={key: name}, include=["documents", "metadatas"])
    return [
        (text or "", int(number((meta or {}).get("chunk_index"))))
        for text, meta in zip(found["documents"], found["metadatas"], strict=True)
    ]
