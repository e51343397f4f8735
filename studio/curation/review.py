"""Review: fair samples read one by one, every verdict kept."""

from __future__ import annotations

import getpass
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from generators.pipeline.apportion import apportion
from generators.sample import fingerprint
from studio.errors import StudioError
from studio.search import filters
from studio.store import lineage, listing, measures, sessions, verdicts
from studio.store.database import Database
from studio.store.sessions import Session
from studio.store.sql import now
from studio.store.staging import Staging
from studio.store.verdicts import Act

SIZE = 80
SUSPICION = "suspicion"
"""How the samples of a session that is not counted are chosen, and the order it takes."""
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
    staging: Staging,
    size: int = SIZE,
    filter: str = "",
    seed: int = 42,
    who: str = "",
    again: bool = False,
    chosen: str = "",
) -> Session:
    """Draws and keeps a session, of samples that the reviewer has not read unless `again`; with
    `chosen` as `SUSPICION`, of those that are most likely bad. It takes the place of one like it in
    which nothing has been said. Raises StudioError as `draw` does.
    """
    who = who or reviewer()
    fresh_for = "" if again else who
    if chosen == SUSPICION:
        supply: dict[str, int] = {}
        drawn = suspicious(staging, size, filter, fresh_for)
    else:
        drawn, supply = draw(staging, size, filter, seed, fresh_for)
    session = Session(uuid4().hex[:12], who, filter, seed, drawn, 0, now(), supply, chosen)
    with staging.writing() as db:
        sessions.drop_untouched(db, session)
        sessions.add(db, session)
    return session


def draw(
    staging: Staging, size: int = SIZE, filter: str = "", seed: int = 42, fresh_for: str = ""
) -> tuple[tuple[str, ...], dict[str, int]]:
    """(ids, how many samples there are of each stratum): a stratified draw in an order by seed.

    A stratum is a dataset, or all evaluation samples; each gives its share, and at least one where
    there is room for all. Within it categories (and within the evaluation datasets) give theirs.
    What the reviewer `fresh_for` has read before is left out. The order is mixed, so that a session
    ended early is fair too. Raises StudioError where the filter cannot be understood or nothing
    matches.
    """
    known = verdicts.read_before(staging.db, fresh_for) if fresh_for else set()
    supply: Counter[str] = Counter()
    fresh: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each, dataset, category, split in listing.exported(
        staging.db, matching(staging.db, filter)
    ):
        stratum = split if split == "eval" else dataset
        supply[stratum] += 1
        if each not in known:
            fresh[stratum][f"{dataset}/{category}"].append(each)
    if not fresh:
        raise StudioError(_nothing(filter, supply.total()))
    drawn: list[str] = []
    for stratum, count in shares(_sizes(fresh), size).items():
        cells = fresh[stratum]
        parts = apportion({name: float(len(members)) for name, members in cells.items()}, count)
        for name, part in parts.items():
            drawn += sorted(cells[name], key=lambda each: fingerprint(str(seed), each))[:part]
    drawn.sort(key=lambda each: fingerprint(str(seed), each))
    return tuple(drawn), dict(supply)


def suspicious(
    staging: Staging, size: int, filter: str = "", fresh_for: str = ""
) -> tuple[str, ...]:
    """The samples that are most likely bad, the worst first. What the reviewer `fresh_for` has read
    is left out. Raises StudioError where nothing is left, or suspicion has not been computed.
    """
    if not measures.suspected(staging.db):
        raise StudioError("what is suspicious is still being computed; try again in a minute")
    known = verdicts.read_before(staging.db, fresh_for) if fresh_for else set()
    everything = matching(staging.db, filter, SUSPICION)
    fresh = [row[0] for row in listing.exported(staging.db, everything) if row[0] not in known]
    if not fresh:
        raise StudioError(_nothing(filter, len(everything)))
    return tuple(fresh[:size])


def reorder(staging: Staging, session: Session) -> Session:
    """Orders what follows the session's current sample by suspicion as it is now."""
    kept = session.samples[: session.cursor + 1]
    left = len(session.samples) - len(kept)
    if left <= 0:
        return session
    size = len(session.samples) + left
    found = suspicious(staging, size, session.filter, session.reviewer)
    rest = [each for each in found if each not in kept][:left]
    samples = (*kept, *rest)
    with staging.writing() as db:
        sessions.replace_samples(db, session.id, samples)
    return replace(session, samples=samples)


def _sizes(fresh: dict[str, dict[str, list[str]]]) -> dict[str, int]:
    return {name: sum(map(len, cells.values())) for name, cells in fresh.items()}


def _nothing(filter: str, read: int) -> str:
    if read:
        return f"all {read:,} samples that match were read before; draw them again, or others"
    return (
        f"no sample to review matches {filter!r}; widen the filter"
        if filter
        else "nothing is staged"
    )


def matching(db: Database, filter: str, sort: str = "position") -> list[str]:
    """Ids that a filter finds; sorted by `SUSPICION`, the worst first. Raises StudioError where it
    cannot be understood.
    """
    parsed = filters.parse(filter)
    if parsed.problems:
        raise StudioError(f"filter {filter!r}: {parsed.problems[0]}")
    if parsed.like:
        raise StudioError(f"filter {filter!r}: likeness (`~`, `like:`) is for Browse; leave it out")
    return listing.ids(db, parsed, sort, descending=sort == SUSPICION)


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
    lines: str = "",
) -> Session:
    """Records the verdict on the session's current sample and moves to the next, in one
    transaction; from one that was unread, to the next that is unread. `lines` names those that a
    flag is about, as `output:3-5`.
    """
    sample = session.current
    if not sample:
        raise StudioError("the session is at its end; go back or start another")
    cursor = session.cursor + 1
    left = unread(staging.db, session)
    if session.cursor in left:
        cursor = next((place for place in left if place >= cursor), len(session.samples))
    moved = replace(session, cursor=cursor)
    with staging.writing() as db:
        who = session.reviewer
        verdicts.append(db, [sample], verdict, reason, note, session.id, who, seconds, lines)
        sessions.move(db, session.id, moved.cursor)
    return moved


def said(db: Database, session: Session) -> dict[str, dict[str, Any]]:
    """The verdicts that hold on the samples of a session, by sample. An edited version stands in
    the place of what was drawn.
    """
    found = verdicts.of_session(db, session.id)
    return {sample: found[sample] for sample in session.samples if sample in found}


def unread(db: Database, session: Session) -> list[int]:
    """The places of a session, from 0, whose samples have no verdict that holds."""
    read = said(db, session)
    return [place for place, sample in enumerate(session.samples) if sample not in read]


def resume(staging: Staging, session: Session) -> Session:
    """The session where its reader left it or, where that is its end, at its first unread sample if
    it has any.
    """
    left = [] if session.current else unread(staging.db, session)
    return move(staging, session, left[0]) if left else session


def undo(staging: Staging, session: Session) -> tuple[Session, Act | None]:
    """Takes back the last act of the session's reviewer, wherever it was done. Where it was in this
    session, returns to its sample.
    """
    with staging.writing() as db:
        act = _undo_last(db, session.reviewer)
        session = again(staging, session)
        sample = (act.back or act.samples[0]) if act else ""
        if act is None or act.session != session.id or sample not in session.samples:
            return session, act
        moved = replace(session, cursor=session.samples.index(sample))
        sessions.move(db, session.id, moved.cursor)
    return moved, act


def undo_act(staging: Staging) -> Act | None:
    """Takes back the last act of whoever sits here, and says what it was; None where there is
    none.
    """
    with staging.writing() as db:
        return _undo_last(db, reviewer())


def _undo_last(db: Database, who: str) -> Act | None:
    act = verdicts.undo_last(db, who)
    if act and act.verdict == "restore":
        lineage.undo_restore(db, act.samples[0])
    elif act and act.note == verdicts.BY_HAND:
        new = act.samples[0]
        if old := lineage.undo_edit(db, new):
            sessions.swap(db, new, old)
            return replace(act, back=old)
    return act


def next_undo(db: Database, who: str = "") -> Act | None:
    """What undoing once more would take back, of a reviewer or of whoever sits here; None for
    nothing.
    """
    return verdicts.last_act(db, who or reviewer())


def move(staging: Staging, session: Session, cursor: int) -> Session:
    """Goes to another sample of the session without a verdict."""
    moved = replace(session, cursor=max(0, min(cursor, len(session.samples))))
    if moved.cursor != session.cursor:
        with staging.writing() as db:
            sessions.move(db, session.id, moved.cursor)
    return moved


def again(staging: Staging, session: Session) -> Session:
    """The session with its samples as they are now: an edit stands in the place of what was drawn,
    until it is taken back.
    """
    return replace(session, samples=sessions.find(staging.db, session.id).samples)


def flag(staging: Staging, ids: Sequence[str], reason: str, note: str = "", lines: str = "") -> int:
    """Flags samples; see `record`."""
    return record(staging, ids, "flag", reason, note, lines=lines)


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
    lines: str = "",
) -> int:
    """One verdict on each of many samples, in one transaction. Returns how many there were.
    `lines` names those that a flag is about.

    Replaced and rejected samples are left as they are. Raises StudioError for an unknown verdict or
    reason.
    """
    with staging.writing() as db:
        held = [row[0] for row in listing.exported(db, ids)]
        if verdict == "unflag":
            held = verdicts.flagged(db, held)
        verdicts.append(db, held, verdict, reason, note, session, reviewer(), lines=lines)
    return len(held)
