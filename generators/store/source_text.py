"""The text of one record of a store, for somebody who looks at a sample and asks where it comes
from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from generators.errors import StoreError

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


def read(place: Path | str, source: str) -> str:
    """The file at the path, or the PDCA of the id joined from its chunks; empty where the store has
    neither.

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
            return (
                store.execute(FILE, [source]).fetchall()
                or store.execute(CHUNKS, [source]).fetchall()
            )
    except sqlite3.Error as error:
        raise StoreError(f"{folder} cannot be read ({error}); connect the store again") from None


def _from_server(address: str, source: str) -> Iterable[tuple[str, int]]:
    store = chroma.client(address)
    for name, key in ((chroma.COMPONENTS, "file_path"), (chroma.PDCAS, "pdca_id")):
        try:
            found = chroma.collection(store, name, address).get(
                where={key: source}, include=["documents", "metadatas"]
            )
        except StoreError:
            raise
        except Exception as error:
            raise StoreError(
                f"{server.Address.of(address)} does not answer ({type(error).__name__}); start the "
                "server again"
            ) from None
        if found["ids"]:
            rows = zip(found["documents"], found["metadatas"], strict=True)
            parts = [
                (text or "", int(number((meta or {}).get("chunk_index")))) for text, meta in rows
            ]
            return parts[:1] if name == chroma.COMPONENTS else parts
    return []
