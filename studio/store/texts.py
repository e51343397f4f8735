"""The texts of samples: one with its metadata, many in a row, and which of them are alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .database import Database
from .soundness import cells
from .sql import IN_EXPORT, chunks, marks
from .terms import TABLE_COLUMNS

WHOLE = "instruction || char(10) || input || char(10) || output"
OPENING = 160
"""Characters of the instruction that a list shows."""
GIVEN = 600
"""Characters of the input in which the title of a record is looked for."""


@dataclass(frozen=True)
class Text:
    """One sample: its row, its three texts, its metadata."""

    row: dict[str, Any]
    instruction: str
    input: str
    output: str
    metadata: dict[str, Any]
    siblings: int
    """Samples cut from the same source, this one included."""


def text(db: Database, sample: str) -> Text | None:
    """The sample, or None where there is none by that id."""
    columns = ", ".join(TABLE_COLUMNS)
    sql = f"select {columns}, instruction, input, output, metadata from sample where id = ?"
    for row in db.query(sql, [sample]):
        texts = [str(row.pop(key)) for key in ("instruction", "input", "output")]
        metadata = cells.read(row.pop("metadata"), dict[str, Any], f"sample {sample!r}")
        siblings = db.execute(
            "select count(*) from samples where source = ?", [row["source"]]
        ).fetchone()[0]
        return Text(row, texts[0], texts[1], texts[2], metadata, siblings)
    return None


def lines(db: Database, ids: Sequence[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(instruction, input, output, metadata) of the samples there are, in the order of the ids."""
    for part in chunks(ids):
        sql = (
            "select id, instruction, input, output, metadata from texts "
            f"where id in ({marks(part)})"
        )
        found = {row[0]: row[1:] for row in db.execute(sql, list(part))}
        for each in part:
            if each in found:
                instruction, given, output, metadata = found[each]
                known = cells.read(metadata, dict[str, Any], f"sample {each!r}")
                yield str(instruction), str(given), str(output), known


def beginning_with(db: Database, start: str, limit: int) -> list[tuple[str, str, str]]:
    """(id, dataset, opening of the instruction) of samples whose id begins so."""
    sql = (
        f"select id, dataset, substr(instruction, 1, {OPENING}) from sample "
        "where id >= ? and id < ? limit ?"
    )
    return [
        (str(a), str(b), str(c))
        for a, b, c in db.execute(sql, [start, start + "\U0010ffff", limit])
    ]


def fingerprint(db: Database, sample: str) -> str:
    """The fingerprint of a sample's three texts; empty where there is no such sample."""
    row = db.execute("select fingerprint from samples where id = ?", [sample]).fetchone()
    return str(row[0]) if row else ""


def same_text(
    db: Database, fingerprint: str, output_hash: str, split: str, without: str = ""
) -> str:
    """A sample (not `without`) with the same three texts, or with the same output on the other side
    of the hold-out; empty where there is none.
    """
    sql = (
        "select id from samples where id != ? "
        "and (fingerprint = ? or (output_hash = ? and split != ?))"
    )
    row = db.execute(sql, [without, fingerprint, output_hash, split]).fetchone()
    return str(row[0]) if row else ""


def across(db: Database, split: str, dataset: str) -> Iterator[tuple[str, str, str]]:
    """(id, whole text, output) of the exported samples on the other side of the hold-out: the whole
    evaluation, or the training samples of the dataset.
    """
    where = "split = 'eval'" if split == "train" else "split = 'train' and dataset = ?"
    sql = f"select id, {WHOLE}, output from exported where {where}"
    yield from db.execute(sql, [] if split == "train" else [dataset])


def whole(db: Database, sample: str) -> tuple[str, str] | None:
    """(whole text, output) of a sample; None where there is none by that id."""
    row = db.execute(f"select {WHOLE}, output from texts where id = ?", [sample]).fetchone()
    return (row[0], row[1]) if row else None


def known_alike(db: Database, sample: str, limit: int) -> list[str]:
    """Exported samples with the same output, and those that selection found to be near
    duplicates.
    """
    sql = (
        "with me as (select fingerprint, output_hash from samples where id = ?), "
        "marks(mark) as (select output_hash from me union select other from twins "
        "where one in (select output_hash from me union select fingerprint from me)) "
        "select id from samples where (output_hash in marks or fingerprint in marks) and id != ? "
        f"and state in {IN_EXPORT} limit ?"
    )
    return [row[0] for row in db.execute(sql, [sample, sample, limit])]


def frequencies(db: Database, words: Sequence[str]) -> Mapping[str, int]:
    """In how many samples each of the words stands; without those in none."""
    db.execute(
        "create virtual table if not exists temp.terms using fts5vocab('main', 'texts_fts', 'row')"
    )
    found = {}
    for word in words:
        row = db.execute("select doc from temp.terms where term = ?", [word]).fetchone()
        if row:
            found[word] = int(row[0])
    return found


def with_words(db: Database, words: Sequence[str], without: str, limit: int) -> list[str]:
    """Exported samples but one with any of the words, those with most of them first."""
    sql = (
        "select t.id from texts_fts f join texts t on t.rowid = f.rowid "
        "join samples s on s.id = t.id where texts_fts match ? and s.id != ? "
        f"and s.state in {IN_EXPORT} order by f.rank limit ?"
    )
    phrase = " OR ".join(f'"{word}"' for word in words)
    return [row[0] for row in db.execute(sql, [phrase, without, limit])]
