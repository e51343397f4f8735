"""What Browse and Review read and record: one sample with its history, flags, and the filtered part
as JSONL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import StudioError
from studio.store.database import Database
from studio.store.staging import Staging
from studio.store.verdicts import chunks

from . import filters


@dataclass(frozen=True)
class Record:
    """One sample with all that is known of it."""

    id: str
    row: dict[str, Any]
    """The narrow row."""
    instruction: str
    input: str
    output: str
    metadata: dict[str, Any]
    reviews: list[dict[str, Any]]
    lineage: list[dict[str, Any]]
    siblings: int
    """Samples cut from the same source, this one included."""

    def as_json(self) -> str:
        """The line of this sample in an export, without its newline."""
        parts = {"instruction": self.instruction, "input": self.input, "output": self.output}
        return json.dumps({**parts, "metadata": self.metadata}, ensure_ascii=False)


def record(db: Database, sample_id: str) -> Record | None:
    """The sample, or None where there is none by that id."""
    found = list(
        db.query(
            "select s.*, t.instruction, t.input, t.output, t.metadata from samples s join texts t on t.id = s.id "
            "where s.id = ?",
            [sample_id],
        )
    )
    if not found:
        return None
    row = found[0]
    texts = {key: str(row.pop(key)) for key in ("instruction", "input", "output")}
    metadata = json.loads(str(row.pop("metadata")))
    reviews = list(
        db.query("select * from reviews where sample_id = ? order by id desc", [sample_id])
    )
    lineage = list(
        db.query(
            "select * from lineage where old = ? or new = ? order by id", [sample_id, sample_id]
        )
    )
    siblings = db.execute(
        "select count(*) from samples where source = ?", [row["source"]]
    ).fetchone()[0]
    return Record(
        sample_id,
        dict(row),
        **texts,
        metadata=metadata,
        reviews=reviews,
        lineage=lineage,
        siblings=siblings,
    )


def find(db: Database, text: str, limit: int = 8) -> list[tuple[str, str, str]]:
    """(id, dataset, opening of the instruction) of samples by the start of their id, then by words
    in their texts.
    """
    text = text.strip()
    if not text:
        return []
    columns = "s.id, s.dataset, substr(t.instruction, 1, 160)"
    by_id = f"select {columns} from samples s join texts t on t.id = s.id where s.id >= ? and s.id < ? limit ?"
    found = [
        (str(a), str(b), str(c))
        for a, b, c in db.execute(by_id, [text, text + "\U0010ffff", limit])
    ]
    # The star within the quotes: the last word may still be unfinished.
    parsed = filters.parse('"' + text.replace('"', " ") + '*"')
    by_text = (
        f"select {columns} from samples s join texts t on t.id = s.id where {parsed.where} limit ?"
    )
    found += [
        (str(a), str(b), str(c)) for a, b, c in db.execute(by_text, [*parsed.parameters, limit])
    ]
    return list({each[0]: each for each in found}.values())[:limit]


def flag(staging: Staging, ids: Sequence[str], reason: str, note: str = "") -> int:
    """Flags samples, each with a verdict of its own, in one transaction. Returns how many there
    were.

    Replaced and rejected samples are left as they are. Raises StudioError for a reason that is
    none.
    """
    from studio.curation import review

    return review.record(staging, ids, "flag", reason, note)


def unflag(staging: Staging, ids: Sequence[str]) -> int:
    """Takes flags back: the samples are `staged` again, and the verdicts stay in the history."""
    from studio.curation import review

    return review.record(staging, ids, "unflag")


def lines(db: Database, ids: Sequence[str]) -> Iterator[str]:
    """The samples as lines of JSON, in the order of the ids."""
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        sql = f"select id, instruction, input, output, metadata from texts where id in ({marks})"
        found = {row[0]: row[1:] for row in db.execute(sql, list(part))}
        for each in part:
            if each in found:
                instruction, given, output, metadata = found[each]
                parts = {"instruction": instruction, "input": given, "output": output}
                yield (
                    json.dumps({**parts, "metadata": json.loads(metadata)}, ensure_ascii=False)
                    + "\n"
                )


def apart(db: Database, ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids of training and those of evaluation samples, in their order."""
    held = {str(row[0]) for row in db.execute("select id from samples where split = 'eval'")}
    return [each for each in ids if each not in held], [each for each in ids if each in held]


def export_part(db: Database, ids: Sequence[str], path: Path) -> int:
    """Writes the samples to one JSONL file, whole or not at all. Returns how many. Raises
    StudioError.
    """
    return write_lines(path, lines(db, ids))


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Writes lines to a file, whole or not at all. Returns how many. Raises StudioError."""
    draft = path.with_name(f".{path.name}.part")
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line)
                count += 1
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise StudioError(
            f"cannot write {path} ({(error.strerror or str(error)).lower()}); name another file"
        ) from None
    return count


def states(db: Database) -> dict[str, int]:
    """Samples by state."""
    return {
        str(state): int(n)
        for state, n in db.execute("select state, count(*) from samples group by state")
    }


def flagged_by_reason(db: Database) -> list[tuple[str, str, int]]:
    """(dataset, reason of the last flag, samples) of what is flagged now."""
    sql = (
        "select s.dataset, coalesce((select r.reason from reviews r where r.sample_id = s.id and r.verdict = 'flag' "
        "order by r.id desc limit 1), '') as reason, count(*) from samples s where s.state = 'flagged' "
        "group by s.dataset, reason order by s.dataset, 3 desc"
    )
    return [(str(a), str(b), int(c)) for a, b, c in db.execute(sql)]
