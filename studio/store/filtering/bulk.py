"""All samples at once, by row number: what Browse and Insights keep in memory.

These read whole columns and whole indexes; anything more general would cost what the memory saves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..database import Database
from ..listing import order
from ..sql import IN_EXPORT
from ..terms import Term
from . import filter_sql

CHUNK = 4_000
_PART = f"s.state in {IN_EXPORT} and ? in ('', s.dataset) and ? in ('', s.category)"
Stamp = tuple[Any, ...]


def ids(db: Database) -> dict[int, str]:
    """The ids of all samples by row number, in file order."""
    return dict(db.execute(f"select s.rowid, s.id from samples s{order('position')}").fetchall())


def sorted_rows(db: Database, sort: str, descending: bool) -> Iterator[int]:
    """The row numbers of all samples in the order of `listing.ids`."""
    return _first(db.execute(f"select s.rowid from samples s{order(sort, descending)}"))


def matching(db: Database, term: Term) -> Iterator[int]:
    """The row numbers of the samples that match a term, taken as not negated."""
    where = filter_sql.of(term)
    sql = f"select s.rowid from samples s{where.join} where {where.sql}"
    return _first(db.execute(sql, list(where.parameters)))


def texts(db: Database) -> list[tuple[int, str]]:
    """(row of `texts`, id) of all samples."""
    return db.execute("select rowid, id from texts").fetchall()


def texts_matching(db: Database, term: Term) -> Iterator[int] | None:
    """The rows of `texts` in which the full-text index finds a term; None where it cannot."""
    phrase = filter_sql.phrase(term)
    if not phrase:
        return None
    return _first(db.execute("select rowid from texts_fts where texts_fts match ?", [phrase]))


def matching_values(db: Database, values: Sequence[Any], term: Term) -> Iterator[int]:
    """The positions of the values that match a term's comparison, as SQLite compares them."""
    where = filter_sql.of(term, "v.value")
    sql = f"select v.key from json_each(?) v where {where.sql}"
    return _first(db.execute(sql, [json.dumps(values), *where.parameters]))


def stamp(db: Database) -> Stamp:
    """Changes whenever a sample comes or goes. Samples that stay never change their metadata: ids
    follow the texts.
    """
    sql = (
        "select (select count(*) from samples), (select max(rowid) from samples), count(*), "
        "max(finished) from runs"
    )
    return tuple(db.execute(sql).fetchone())


def output_hashes(db: Database, size: int) -> dict[int, str]:
    """The hash of each sample's output by row number, for rows below `size`."""
    return dict(
        db.execute("select rowid, output_hash from samples where rowid < ?", [size]).fetchall()
    )


def metadata(db: Database) -> Iterator[list[tuple[int, str]]]:
    """(row of `texts`, metadata as JSON) of all samples, some thousands at a time."""
    cursor = db.execute("select rowid, metadata from texts")
    while chunk := cursor.fetchmany(CHUNK):
        yield chunk


def output_tokens(db: Database, dataset: str = "", category: str = "") -> int:
    """The tokens of all exported outputs, of a dataset or one of its categories."""
    sql = f"select coalesce(sum(s.output_tokens), 0) from samples s where {_PART}"
    return int(db.execute(sql, [dataset, category]).fetchone()[0])


def nearest(db: Database, dataset: str = "", category: str = "") -> dict[float, int]:
    """Exported samples by their likeness to the nearest other one, to the hundredth."""
    sql = (
        "select round(m.nearest, 2), count(*) from measures m join samples s on s.id = m.id "
        f"where m.nearest is not null and {_PART} group by 1"
    )
    return dict(db.execute(sql, [dataset, category]).fetchall())


def gone(db: Database, size: int) -> Iterator[int]:
    """The row numbers below `size` of samples that are no longer exported."""
    sql = f"select rowid from samples where state not in {IN_EXPORT} and rowid < ?"
    return _first(db.execute(sql, [size]))


def _first(rows: Iterable[tuple[int]]) -> Iterator[int]:
    return (row for (row,) in rows)
