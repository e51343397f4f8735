"""The records that imported samples were made of, so that they can be given back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generators import reading
from generators.sample import SampleMetadata

from .database import Database
from .soundness import cells
from .sql import IN_EXPORT

KEPT = f"s.state in {IN_EXPORT} and s.state != 'flagged'"
"""An imported sample has no candidate to replace it, so what is flagged is left out."""


@dataclass(frozen=True)
class Original:
    """One record as it was read."""

    dataset: str
    position: int
    """The sample's; an edited sample keeps it."""
    file: str
    number: int
    form: dict[str, str]
    record: dict[str, Any]
    text: str = ""
    """The line that the record stood in; empty where it was no line."""
    sample: str = ""
    """The id of its sample now."""


def datasets(db: Database) -> list[str]:
    """The names of the imported datasets."""
    return [row[0] for row in db.execute("select distinct dataset from originals order by 1")]


def add(db: Database, originals: Iterable[Original]) -> None:
    """Keeps records, within the caller's transaction."""
    db.conn.executemany(
        "insert into originals (dataset, position, file, number, form, record, line) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                o.dataset,
                o.position,
                o.file,
                o.number,
                json.dumps(o.form),
                o.text or json.dumps(o.record),
                bool(o.text),
            )
            for o in originals
        ),
    )


def exported(db: Database, name: str) -> Iterator[tuple[Original, tuple[str, str, str]]]:
    """The records of a dataset whose samples are neither rejected nor flagged, in their order, each
    with the texts that its sample has now.
    """
    for row in db.execute(f"{READ} where s.dataset = ? and {KEPT} order by o.position", [name]):
        yield _original(row), row[7:10]


def of(db: Database, sample: str) -> tuple[Original, tuple[str, str, str]] | None:
    """The record of one sample, with the texts that it has now; None where it was not imported."""
    row = db.execute(f"{READ} where s.id = ?", [sample]).fetchone()
    return (_original(row), row[7:10]) if row else None


READ = (
    "select o.dataset, o.position, o.file, o.number, o.form, o.record, o.line, "
    "t.instruction, t.input, t.output, s.id "
    "from samples s join originals o on o.dataset = s.dataset and o.position = s.position "
    "join texts t on t.id = s.id"
)


def _original(row: Sequence[Any]) -> Original:
    """Of a row that `READ` gives."""
    try:
        form = reading.json(row[4], dict[str, str])
        record = reading.json(row[5], dict[str, Any])
    except ValueError as error:
        raise cells.damaged("an imported record", error) from None
    dataset, position, file, number = row[:4]
    text = row[5] if row[6] else ""
    return Original(dataset, position, file, number, form, record, text, row[10])


def samples(db: Database) -> list[dict[str, Any]]:
    """The imported samples that an export would hold, as lines of a file: three texts, metadata."""
    sql = (
        "select t.instruction, t.input, t.output, t.metadata from samples s "
        f"join texts t on t.id = s.id where {KEPT} order by s.dataset, s.position, s.id"
    )
    return [
        {
            "instruction": row[0],
            "input": row[1],
            "output": row[2],
            "metadata": cells.read(row[3], SampleMetadata, "the metadata of a sample").model_dump(),
        }
        for row in db.execute(sql)
    ]


def left_out(db: Database) -> int:
    """How many samples reviews keep from an export: flagged and rejected ones."""
    sql = "select count(*) from samples where state in ('flagged', 'rejected')"
    return int(db.execute(sql).fetchone()[0])
