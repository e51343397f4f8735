"""What is computed about samples in the background, kept beside them; and what it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .database import Database
from .sql import IN_EXPORT, chunks, marks


def texts(db: Database) -> Iterator[tuple[str, str, str, str]]:
    """(id, instruction, input, output) of all samples, those that are exported first."""
    sql = (
        "select t.id, t.instruction, t.input, t.output from texts t join samples s on s.id = t.id "
        f"order by s.state not in {IN_EXPORT}, s.rowid"
    )
    yield from db.execute(sql)


def any_samples(db: Database) -> bool:
    """Whether there is anything to measure."""
    return db.execute("select 1 from samples limit 1").fetchone() is not None


def exported(db: Database) -> int:
    """How many samples are exported."""
    sql = f"select count(*) from samples where state in {IN_EXPORT}"
    return int(db.execute(sql).fetchone()[0])


def places(db: Database) -> dict[str, tuple[str, str, str]]:
    """(`dataset/category`, hash of the output, weakness) of each sample."""
    sql = (
        "select s.id, s.dataset || '/' || s.category, s.output_hash, "
        "coalesce(json_extract(t.metadata, '$.weakness'), '') "
        "from samples s join texts t on t.id = s.id"
    )
    return {row[0]: (row[1], str(row[2]), str(row[3])) for row in db.execute(sql)}


def verdicts(db: Database) -> dict[str, bool]:
    """Whether a sample is bad, of all on which a verdict holds, wherever it was given; one flag
    outweighs any accept.
    """
    sql = "select sample_id, max(verdict = 'flag') from current_verdict group by sample_id"
    return {row[0]: bool(row[1]) for row in db.execute(sql)}


def told(
    db: Database, ids: Sequence[str], fields: Sequence[str]
) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """((instruction, output), values of the columns) of samples."""
    for part in chunks(ids):
        sql = (
            f"select t.instruction, t.output, {', '.join(f's.{field}' for field in fields)} "
            f"from samples s join texts t on t.id = s.id where s.id in ({marks(part)})"
        )
        for asked, output, *values in db.execute(sql, list(part)):
            yield (asked, output), dict(zip(fields, map(str, values), strict=True))


def having(db: Database, field: str, value: str) -> Iterator[str]:
    """The samples whose column has the value or, without a column, those whose instruction or
    output has the phrase.
    """
    if field:
        sql, given = f"select id from samples where {field} = ?", value
    else:
        sql = (
            "select id from texts where rowid in "
            "(select rowid from texts_fts where texts_fts match ?)"
        )
        given = f'{{instruction output}} : "{value}"'
    return (str(row[0]) for row in db.execute(sql, [given]))


def grouped(db: Database) -> dict[str, str]:
    """The group of each sample that has one."""
    return dict(db.execute('select id, "group" from measures where "group" != \'\'').fetchall())


def replace(db: Database, rows: Iterable[tuple[str, float, str, str]]) -> None:
    """Keeps (id, nearest, likest, group) of all samples instead of what was kept, within the
    caller's transaction.
    """
    db.execute("delete from measures")
    sql = 'insert into measures (id, nearest, likest, "group") values (?, ?, ?, ?)'
    db.conn.executemany(sql, rows)


def suspect(db: Database, rows: Iterable[tuple[float, str, str]]) -> None:
    """Keeps (suspicion, why, id) of samples, within the caller's transaction."""
    db.conn.executemany("update measures set suspicion = ?, why = ? where id = ?", rows)


def why(db: Database, sample: str) -> str:
    """What a sample is suspected for; empty where it is not, or that is not known."""
    row = db.execute("select why from measures where id = ?", [sample]).fetchone()
    return str(row[0] or "") if row else ""


def known(db: Database) -> bool:
    """Whether samples have been measured."""
    return db.execute("select 1 from measures limit 1").fetchone() is not None


def suspected(db: Database) -> bool:
    """Whether suspicion has been computed."""
    sql = "select 1 from measures where suspicion is not null limit 1"
    return db.execute(sql).fetchone() is not None


@dataclass(frozen=True)
class Group:
    """Samples near each other: how many are exported, their tokens, how many are weak; and of all
    that ever belonged to it, how many have a verdict, and how many of these were flagged.
    """

    name: str
    samples: int
    tokens: int
    weak: int
    judged: int
    flagged: int


def groups(db: Database) -> list[Group]:
    """All groups with samples that are exported, the largest first. What was flagged and has been
    replaced since still tells how good a group is.
    """
    sql = (
        "with judged as (select sample_id, max(verdict = 'flag') as bad from current_verdict "
        "group by sample_id), "
        f"there as (select id, tokens, state in {IN_EXPORT} as kept from samples) "
        'select m."group", sum(s.kept), sum(s.kept * s.tokens), '
        "sum(s.kept and coalesce(json_extract(t.metadata, '$.weakness'), '') != ''), "
        "count(j.bad), coalesce(sum(j.bad), 0) from measures m join there s on s.id = m.id "
        "join texts t on t.id = m.id left join judged j on j.sample_id = m.id "
        "group by 1 having sum(s.kept) order by 2 desc, 1"
    )
    return [Group(*row) for row in db.execute(sql)]
