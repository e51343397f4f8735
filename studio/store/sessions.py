"""Review sessions: which samples somebody reads, in which order, and how far they are."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from studio.errors import StudioError

from .database import Database
from .soundness import cells


@dataclass(frozen=True)
class Session:
    """Samples to read in their order; `cursor == len(samples)` at the end."""

    id: str
    reviewer: str
    filter: str
    seed: int
    samples: tuple[str, ...]
    cursor: int
    started: str
    strata: dict[str, int] = field(default_factory=dict)
    """How many samples there were of each stratum when it was drawn."""
    chosen: str = ""
    """How the samples were chosen; empty for the unbiased draw."""

    @property
    def current(self) -> str:
        """The sample under review, empty at the end."""
        return self.samples[self.cursor] if self.cursor < len(self.samples) else ""


def add(db: Database, session: Session) -> None:
    """Keeps a new session, within the caller's transaction."""
    packed = {"samples": json.dumps(session.samples), "strata": json.dumps(session.strata)}
    db.table("sessions").insert(asdict(session) | packed)


def drop_untouched(db: Database, like: Session) -> None:
    """Forgets sessions of the same reviewer, filter and choice in which nothing was ever said,
    within the caller's transaction.
    """
    db.execute(
        "delete from sessions where reviewer = ? and filter = ? and chosen = ? "
        "and id not in (select session from reviews)",
        [like.reviewer, like.filter, like.chosen],
    )


def newest(db: Database) -> list[Session]:
    """All sessions, newest first."""
    return [
        _session(row)
        for row in db.query("select * from sessions order by started desc, rowid desc")
    ]


def find(db: Database, session: str) -> Session:
    """The session by its id. Raises StudioError."""
    for row in db.query("select * from sessions where id = ?", [session]):
        return _session(row)
    raise StudioError(f"no review session {session!r}; start one")


def move(db: Database, session: str, cursor: int) -> None:
    """Sets how far the reader is, within the caller's transaction."""
    db.table("sessions").update(session, {"cursor": cursor})


def swap(db: Database, old: str, new: str, session: str = "") -> None:
    """Puts a sample in the place of another one in a session, or in all that have it, within the
    caller's transaction.
    """
    for each in newest(db):
        if old in each.samples and session in ("", each.id):
            samples = tuple(new if sample == old else sample for sample in each.samples)
            replace_samples(db, each.id, samples)


def replace_samples(db: Database, session: str, samples: tuple[str, ...]) -> None:
    """Sets the samples of a session, within the caller's transaction."""
    db.table("sessions").update(session, {"samples": json.dumps(samples)})


def _session(row: dict[str, Any]) -> Session:
    found = cells.read(row["samples"], list[str], f"review session {row['id']!r}")
    strata = cells.read(row["strata"] or "{}", dict[str, int], f"review session {row['id']!r}")
    cursor = row["cursor"] if isinstance(row["cursor"], int) else 0
    # Beyond its end or before its beginning there is no sample.
    cursor = max(0, min(cursor, len(found)))
    return Session(**{**row, "samples": tuple(found), "cursor": cursor, "strata": strata})
