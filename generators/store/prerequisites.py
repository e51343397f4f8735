"""How a store compares with what the requirement presupposes of Phase 1."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from generators.catalog import PREREQUISITES
from generators.errors import StoreError

# Read as it stands, as in `source_text`: opening the store would take seconds, and could change it.
COLLECTIONS = (
    "select c.name, count(*) from collections c join segments s on s.collection = c.id "
    "and s.scope = 'METADATA' join embeddings e on e.segment_id = s.id group by c.name"
)
RECORDS = "select count(distinct string_value) from embedding_metadata where key = 'pdca_id'"
THIN = 0.5
"""Below this share of what the requirement presupposes, material is called thin."""


@dataclass(frozen=True)
class Prerequisite:
    """What the store has of one kind of material, and what the requirement counts on."""

    what: str
    have: int
    wanted: int

    @property
    def thin(self) -> bool:
        return self.have < THIN * self.wanted

    def __str__(self) -> str:
        return f"{self.have:,} of {self.wanted:,} {self.what}" + (" (thin)" if self.thin else "")


def of(chroma: Path | str) -> list[Prerequisite]:
    """PDCAs, TypeScript files and tool examples of a store's directory; empty for a server, which
    would have to be asked. Raises StoreError for a directory that cannot be read.
    """
    if isinstance(chroma, str):
        return []
    path = chroma / "chroma.sqlite3"
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as store:
            counts = dict(store.execute(COLLECTIONS).fetchall())
            records = int(store.execute(RECORDS).fetchone()[0])
    except sqlite3.Error as error:
        raise StoreError(f"{chroma} cannot be read ({error}); connect the store again") from None
    have = counts | {"pdca_historical": records}
    return [
        Prerequisite(what, int(have.get(name, 0)), wanted)
        for name, (what, wanted) in PREREQUISITES.items()
    ]
