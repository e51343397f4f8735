"""Lists of samples: what a filter finds and in which order, rows to show, values to complete."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from .database import Database
from .filtering import filter_sql
from .sql import IN_EXPORT, chunks, marks
from .terms import COLUMNS, SORTS, Filter, Term
from .texts import GIVEN, OPENING


def ids(
    db: Database, filter: Filter, sort: str = "position", descending: bool = False
) -> list[str]:
    """Ids of the samples that match, sorted by a column (ties in file order). Raises ValueError for
    another column.
    """
    found = filter_sql.where(filter.terms)
    sql = f"select s.id from samples s{found.join} where {found.sql}{order(sort, descending)}"
    return [row[0] for row in db.execute(sql, list(found.parameters))]


def order(sort: str, descending: bool = False) -> str:
    """The SQL clause that sorts `samples s`. Raises ValueError for an unknown column."""
    if sort not in SORTS:
        raise ValueError(f"cannot sort by {sort}; choose from {', '.join(SORTS)}")
    first = (
        "s.split = 'eval', s.dataset, s.position"
        if sort == "position"
        else filter_sql.expression(sort)[0]
    )
    return f" order by {first}{' desc' if descending else ''}, s.dataset, s.position"


def rows(db: Database, wanted: list[str]) -> dict[str, dict[str, str | int]]:
    """The rows of the ids, with their weakness and the openings of instruction and input."""
    sql = (
        f"select {', '.join(f'sample.{name}' for name in COLUMNS)}, weakness, "
        f"substr(instruction, 1, {OPENING}) as opening, substr(input, 1, {GIVEN}) as given, "
        'm.nearest, m.suspicion, m.why, m."group" '
        "from sample left join measures m on m.id = sample.id "
        f"where sample.id in ({marks(wanted)})"
    )
    return {str(row["id"]): row for row in db.query(sql, wanted)}


def openings(db: Database, filter: Filter, limit: int) -> list[tuple[str, str, str]]:
    """(id, dataset, opening of the instruction) of samples that match."""
    found = filter_sql.where(filter.terms)
    sql = (
        f"select s.id, s.dataset, substr(t.instruction, 1, {OPENING}) "
        f"from samples s{filter_sql.JOIN} where {found.sql} limit ?"
    )
    return [(str(a), str(b), str(c)) for a, b, c in db.execute(sql, [*found.parameters, limit])]


def values(db: Database, field: str, start: str, limit: int) -> Iterator[str]:
    """Values of a field that begin so, the most frequent first."""
    expression, join = filter_sql.expression(field)
    sql = (
        f"select {expression} as value, count(*) as n from samples s{join} "
        "where lower(value) like ? escape '\\' and value != '' "
        "group by value order by n desc, value limit ?"
    )
    try:
        for row in db.execute(sql, [f"{filter_sql.like(start)}%", limit]):
            yield str(row[0])
    except sqlite3.OperationalError:
        return


def exported(db: Database, ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """(id, dataset, category, split) of those that are exported, in the order of the ids."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for part in chunks(ids):
        sql = (
            "select id, dataset, category, split from samples "
            f"where id in ({marks(part)}) and state in {IN_EXPORT}"
        )
        found |= {row[0]: row for row in db.execute(sql, list(part))}
    return [found[each] for each in ids if each in found]


def known(db: Database, ids: Sequence[str]) -> list[str]:
    """Those of the words that are the id of a sample."""
    return [
        str(row[0])
        for part in chunks(ids)
        for row in db.execute(f"select id from samples where id in ({marks(part)})", list(part))
    ]


def holds(db: Database, word: str) -> bool:
    """Whether any sample has a word that begins so; True where the index of words cannot tell."""
    found = filter_sql.phrase(Term("", "contains", (f"{word}*",)))
    sql = "select 1 from texts_fts where texts_fts match ? limit 1"
    return not found or db.execute(sql, [found]).fetchone() is not None


def sources(db: Database) -> list[tuple[str, str]]:
    """(id, source) of every exported sample."""
    sql = f"select id, source from samples where state in {IN_EXPORT}"
    return [(str(each), str(source)) for each, source in db.execute(sql)]


def evaluation(db: Database) -> set[str]:
    """The ids of all evaluation samples."""
    return {str(row[0]) for row in db.execute("select id from samples where split = 'eval'")}
