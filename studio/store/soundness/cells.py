"""JSON in the cells of the store, checked as it is read: SQLite does not see when it is damaged."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from generators import reading
from generators.settings import Settings
from studio.errors import StudioError
from studio.store.database import Database
from studio.store.terms import STATES

T = TypeVar("T")


class _Any(BaseModel):
    model_config = ConfigDict(extra="allow")


class _Gathered(_Any):
    """What a run says of one dataset."""

    samples: int
    fit: int
    left_out: dict[str, int]


class _Short(_Any):
    """A shortfall."""

    dataset: str
    category: str
    missing: int


class Told(_Any):
    """The parts of a run's report that are read again."""

    planned: dict[str, dict[str, int]] = {}
    datasets: dict[str, _Gathered] = {}
    evaluation: dict[str, int] = {}
    shortfalls: list[_Short] = []


class Run(BaseModel):
    """A row of `runs`, its documents read."""

    id: str
    started: str
    finished: str
    status: str
    datasets: list[str]
    settings: Settings
    corpus: str
    report: Told


class _Check(_Any):
    rule: str
    passed: bool
    detail: str
    samples: list[str]
    fix: str = ""
    offenders: list[str] = []


class Validated(_Any):
    """The parts of a stored validation that are read again."""

    checks: list[_Check] = []


# Columns of narrow tables by the type that every row has, if something is computed from them.
# Looking at texts and candidates too would take as long as reading all of them.
_TYPES: dict[str, dict[str, tuple[str, ...]]] = {
    "samples": {
        "text": ("id", "dataset", "category", "family", "source", "fingerprint", "output_hash"),
        "integer": ("tokens", "output_tokens", "position", "rung", "edited"),
    },
    "reviews": {"text": ("sample_id", "reviewer", "verdict", "at"), "integer": ("id",)},
    "lineage": {"text": ("old", "new", "at")},
}
_WORDS = {"split": ("train", "eval"), "state": STATES}


def require_sound(db: Database) -> None:
    """Raises StudioError where a row has a value of another type than the store writes, or an
    unknown split or state: what reads it could only break.
    """
    for table, columns in _TYPES.items():
        wrong = [f"typeof({name}) != '{kind}'" for kind, names in columns.items() for name in names]
        if table == "samples":
            wrong += [
                f"coalesce({name}, '') not in ({', '.join(map(repr, words))})"
                for name, words in _WORDS.items()
            ]
        row = db.execute(f"select rowid from {table} where {' or '.join(wrong)} limit 1").fetchone()
        if row is not None:
            raise damaged(f"row {row[0]} of {table}", ValueError("a value of another type"))


def read(text: Any, shape: type[T], what: str) -> T:
    """A cell as `shape`. Raises StudioError for one that was not written here; `what` names it."""
    try:
        return reading.json(text if isinstance(text, str | bytes) else str(text), shape)
    except ValueError as error:
        raise damaged(what, error) from None


def run(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `runs` with its documents as objects. Raises StudioError."""
    try:
        found = row | {
            "datasets": reading.json(row["datasets"], list[str]),
            "settings": reading.json(row["settings"], dict[str, Any]),
            "report": reading.json(row["report"], dict[str, Any]),
        }
        Run.model_validate(found)
    except (ValueError, TypeError) as error:
        raise damaged(f"run {str(row.get('id'))[:40]!r}", error) from None
    return found


def validation(text: Any) -> dict[str, Any]:
    """The report of a validation. Raises StudioError."""
    return read(text, Validated, "a validation").model_dump(exclude_unset=True)


def lenient(text: Any, default: Any) -> Any:
    """A cell that only says how the screen looked; the default where it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return default


def damaged(what: str, error: Exception) -> StudioError:
    """The error for a cell that cannot be used."""
    return StudioError(
        f"the staging store is damaged at {what} ({reading.why(error)}); restore it from a backup, "
        "or move it away and generate again"
    )
