"""What Browse and Review read: one sample with its history, samples by words, a part as JSONL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.atomic import write_atomic
from studio.errors import StudioError
from studio.store import lineage, listing, texts, verdicts
from studio.store.database import Database

from . import filters


@dataclass(frozen=True)
class Record:
    """One sample with all that is known of it."""

    id: str
    row: dict[str, Any]
    """The row without the texts."""
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
        return _line(self.instruction, self.input, self.output, self.metadata)


def record(db: Database, sample_id: str) -> Record | None:
    """The sample, or None where there is none by that id."""
    found = texts.text(db, sample_id)
    if found is None:
        return None
    return Record(
        sample_id,
        found.row,
        found.instruction,
        found.input,
        found.output,
        found.metadata,
        verdicts.log(db, sample_id),
        lineage.of(db, sample_id),
        found.siblings,
    )


def find(db: Database, text: str, limit: int = 8) -> list[tuple[str, str, str]]:
    """(id, dataset, opening of the instruction) of samples by the start of their id, then by words
    in their texts.
    """
    text = text.strip()
    if not text:
        return []
    found = texts.beginning_with(db, text, limit)
    # The star within the quotes: the last word may still be unfinished.
    found += listing.openings(db, filters.parse('"' + text.replace('"', " ") + '*"'), limit)
    return list({each[0]: each for each in found}.values())[:limit]


def lines(db: Database, ids: Sequence[str]) -> Iterator[str]:
    """The samples as lines of JSON, in the order of the ids."""
    return (_line(*parts) + "\n" for parts in texts.lines(db, ids))


def apart(db: Database, ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """The ids of training and those of evaluation samples, in their order."""
    held = listing.evaluation(db)
    return [each for each in ids if each not in held], [each for each in ids if each in held]


def export_part(db: Database, ids: Sequence[str], path: Path) -> int:
    """Writes the samples to one JSONL file, whole or not at all. Returns how many. Raises
    StudioError.
    """
    return write_lines(path, lines(db, ids))


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Writes lines to a file, whole or not at all. Returns how many. Raises StudioError."""
    try:
        return write_atomic(path, lines)
    except OSError as error:
        raise StudioError(
            f"cannot write {path} ({(error.strerror or str(error)).lower()}); name another file"
        ) from None


def _line(instruction: str, given: str, output: str, metadata: dict[str, Any]) -> str:
    texts = {"instruction": instruction, "input": given, "output": output}
    return json.dumps({**texts, "metadata": metadata}, ensure_ascii=False)
