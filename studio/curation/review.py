"""Review: fair samples read one by one, every verdict kept."""

from __future__ import annotations

import getpass
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from generators.pipeline.apportion import apportion
from generators.sample import fingerprint
from studio.errors import StudioError
from studio.search import filters
from studio.store import listing, sessions, verdicts
from studio.store.database import Database
from studio.store.sessions import Session
from studio.store.sql import now
from studio.store.staging import Staging

SIZE = 80
VARIABLE = "WEB4_STUDIO_REVIEWER"


def reviewer() -> str:
    """Who reviews: `$WEB4_STUDIO_REVIEWER`, else the account's name."""
    if name := os.environ.get(VARIABLE, "").strip():
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def start(
    staging: Staging, size: int = SIZE, filter: str = "", seed: int = 42, who: str = ""
) -> Session:
    """Draws and keeps a session. Raises StudioError as `draw` does."""
    drawn = draw(staging, size, filter, seed)
    session = Session(uuid4().hex[:12], who or reviewer(), filter, seed, drawn, 0, now())
    with staging.writing() as db:
        sessions.add(db, session)
    return session


def draw(staging: Staging, size: int = SIZE, filter: str = "", seed: int = 42) -> tuple[str, ...]:
    """Ids of as many samples of each dataset and category as its share, in an order by seed.

    The order is mixed, so that a session ended early is fair too. Raises StudioError where the
    filter cannot be understood or nothing matches.
    """
    strata: dict[str, list[str]] = defaultdict(list)
    for each, dataset, category, split in listing.exported(
        staging.db, matching(staging.db, filter)
    ):
        strata[f"{split}/{dataset}/{category}"].append(each)
    if not strata:
        raise StudioError(
            f"no sample to review matches {filter!r}; widen the filter"
            if filter
            else "nothing is staged"
        )
    order = {each: fingerprint(str(seed), each) for members in strata.values() for each in members}
    drawn: list[str] = []
    for stratum, count in shares(
        {name: len(members) for name, members in strata.items()}, size
    ).items():
        drawn += sorted(strata[stratum], key=order.__getitem__)[:count]
    return tuple(sorted(drawn, key=order.__getitem__))


def matching(db: Database, filter: str) -> list[str]:
    """Ids that a filter finds. Raises StudioError where it cannot be understood."""
    parsed = filters.parse(filter)
    if parsed.problems:
        raise StudioError(f"filter {filter!r}: {parsed.problems[0]}")
    return listing.ids(db, parsed)


def shares(supply: dict[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: in proportion, at least one where there is room for all, never more
    than it has.
    """
    size = min(size, sum(supply.values()))
    parts = apportion({name: float(count) for name, count in supply.items()}, size)
    if size >= len(supply):
        for name in sorted(name for name in parts if not parts[name]):
            most = max(sorted(parts), key=parts.__getitem__)
            parts[most] -= 1
            parts[name] = 1
    return parts


def judge(
    staging: Staging,
    session: Session,
    verdict: str,
    reason: str = "",
    note: str = "",
    seconds: float = 0.0,
) -> Session:
    """Records the verdict on the session's current sample and moves to the next, in one
    transaction.
    """
    sample = session.current
    if not sample:
        raise StudioError("the session is at its end; go back or start another")
    moved = replace(session, cursor=session.cursor + 1)
    with staging.writing() as db:
        verdicts.append(db, [sample], verdict, reason, note, session.id, session.reviewer, seconds)
        sessions.move(db, session.id, moved.cursor)
    return moved


def undo(staging: Staging, session: Session) -> Session:
    """Undoes the session's last verdict and returns to its sample; the same session where there is
    none.
    """
    with staging.writing() as db:
        last = verdicts.last_of_session(db, session.id)
        if last is None or last[1] not in session.samples:
            return session
        number, sample = last
        moved = replace(session, cursor=session.samples.index(sample))
        verdicts.undo(db, number, sample)
        sessions.move(db, session.id, moved.cursor)
    return moved


def move(staging: Staging, session: Session, cursor: int) -> Session:
    """Goes to another sample of the session without a verdict."""
    moved = replace(session, cursor=max(0, min(cursor, len(session.samples))))
    if moved.cursor != session.cursor:
        with staging.writing() as db:
            sessions.move(db, session.id, moved.cursor)
    return moved


def swap(staging: Staging, session: Session, old: str, new: str) -> Session:
    """Puts the edited version of a sample in its place in the session."""
    samples = tuple(new if each == old else each for each in session.samples)
    with staging.writing() as db:
        sessions.replace_samples(db, session.id, samples)
    return replace(session, samples=samples)


def flag(staging: Staging, ids: Sequence[str], reason: str, note: str = "") -> int:
    """Flags samples; see `record`."""
    return record(staging, ids, "flag", reason, note)


def unflag(staging: Staging, ids: Sequence[str]) -> int:
    """Clears flags: the samples are `staged` again, and the verdicts stay in the history."""
    return record(staging, ids, "unflag")


def record(
    staging: Staging,
    ids: Sequence[str],
    verdict: str,
    reason: str = "",
    note: str = "",
    session: str = "browse",
) -> int:
    """One verdict on each of many samples, in one transaction. Returns how many there were.

    Replaced and rejected samples are left as they are. Raises StudioError for an unknown verdict or
    reason.
    """
    with staging.writing() as db:
        held = [row[0] for row in listing.exported(db, ids)]
        if verdict == "unflag":
            held = verdicts.flagged(db, held)
        verdicts.append(db, held, verdict, reason, note, session, reviewer())
    return len(held)
