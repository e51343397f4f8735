"""What people decided about samples: an append-only log from which each sample's state follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from studio.errors import StudioError

from .database import Database
from .sql import IN_EXPORT, chunks, marks, now

V = TypeVar("V")
REASONS = {
    "wrong_pattern": "wrong pattern",
    "broken_code": "broken code",
    "truncated": "truncated",
    "duplicate": "duplicate",
    "low_value": "low value",
    "factually_wrong": "factually wrong",
    "unsafe": "unsafe",
    "other": "other",
}
"""Why a sample is flagged, as stored and as shown; the order gives the digits."""
OTHER = "other"
"""The reason that says nothing without a note."""
STRATUM = "iif(s.split = 'eval', 'eval', s.dataset)"
"""What a review is drawn and weighted by."""
VERDICTS = ("accept", "flag", "skip", "unflag", "restore")
"""What the log holds. To restore is no verdict on a sample, but an act that can be undone."""


BY_HAND = "edited by hand"
"""The note of the acceptance that an edit is."""


@dataclass(frozen=True)
class Act:
    """Verdicts that were given by one key: on these samples, in this session."""

    samples: tuple[str, ...]
    verdict: str
    reason: str
    session: str
    note: str = ""
    back: str = ""
    """The sample that stands in its place again now that the act was taken back, where that is
    another one.
    """


def append(
    db: Database,
    ids: Sequence[str],
    verdict: str,
    reason: str,
    note: str,
    session: str,
    who: str,
    seconds: float = 0.0,
    lines: str = "",
) -> None:
    """Adds one verdict for each sample to the log, as one act, and settles their states, within the
    caller's transaction. `lines` names the lines that a flag is about. Raises StudioError for an
    unknown verdict or reason.
    """
    if verdict not in VERDICTS:
        raise StudioError(f"unknown verdict {verdict!r}; choose from {', '.join(VERDICTS)}")
    if verdict == "flag" and reason not in REASONS:
        raise StudioError(f"unknown reason {reason!r}; choose from {', '.join(REASONS)}")
    act = uuid4().hex[:12]
    db.table("reviews").insert_all(
        {
            "act": act,
            "sample_id": each,
            "session": session,
            "reviewer": who,
            "verdict": verdict,
            "reason": reason if verdict == "flag" else "",
            "note": note,
            "seconds": round(seconds, 2),
            "at": now(),
            "undone": "",
            "lines": lines if verdict == "flag" else "",
        }
        for each in ids
    )
    settle(db, ids)


def settle(db: Database, ids: Sequence[str]) -> None:
    """Sets the states of samples by the verdicts that hold, within the caller's transaction.

    One flag outweighs any accept. What was replaced or rejected has left the dataset and keeps its
    state.
    """
    for part in chunks(ids):
        states = dict.fromkeys(part, "staged")
        sql = (
            "select sample_id, iif(max(verdict = 'flag'), 'flagged', 'accepted') "
            f"from current_verdict where sample_id in ({marks(part)}) group by sample_id"
        )
        states |= dict(db.execute(sql, list(part)).fetchall())
        for state in set(states.values()):
            members = [each for each in states if states[each] == state]
            db.execute(
                f"update samples set state = ? where id in ({marks(members)}) "
                f"and state in {IN_EXPORT} and state != ?",
                [state, *members, state],
            )


def undo_last(db: Database, who: str) -> Act | None:
    """Marks the last act of a reviewer as undone and settles its samples, within the caller's
    transaction; None where there is none. What held before it holds again.
    """
    rows, at = _last_rows(db, who), now()
    for part in chunks([row[0] for row in rows]):
        db.execute(f"update reviews set undone = ? where id in ({marks(part)})", [at, *part])
    act = _act(rows)
    if act:
        settle(db, act.samples)
    return act


def last_act(db: Database, who: str) -> Act | None:
    """The act that `undo_last` would take back; None where there is none."""
    return _act(_last_rows(db, who))


def _last_rows(db: Database, who: str) -> list[Any]:
    # A verdict from before acts were kept is an act of its own.
    act = "iif(act = '', 'id ' || id, act)"
    sql = (
        "select id, sample_id, verdict, reason, session, note from reviews where undone = '' "
        f"and reviewer = ? and {act} = (select {act} from reviews "
        "where undone = '' and reviewer = ? order by id desc limit 1) order by id"
    )
    return db.execute(sql, [who, who]).fetchall()


def _act(rows: Sequence[Any]) -> Act | None:
    if not rows:
        return None
    samples = tuple(str(row[1]) for row in rows)
    return Act(samples, *(str(each) for each in rows[-1][2:]))


def undo_flags(db: Database, sample: str, at: str) -> None:
    """Marks all flags of a sample as undone at a time, within the caller's transaction."""
    db.execute(
        "update reviews set undone = ? where sample_id = ? and verdict = 'flag' and undone = ''",
        [at, sample],
    )


def redo_flags(db: Database, sample: str, at: str) -> None:
    """Has the flags of a sample that were undone at a time hold again, within the caller's
    transaction.
    """
    db.execute(
        "update reviews set undone = '' where sample_id = ? and verdict = 'flag' and undone = ?",
        [sample, at],
    )


def log(db: Database, sample: str) -> list[dict[str, Any]]:
    """All verdicts on a sample, the undone ones too, newest first."""
    return list(db.query("select * from reviews where sample_id = ? order by id desc", [sample]))


def of_session(db: Database, session: str) -> dict[str, dict[str, Any]]:
    """The last verdict of a session that was not undone, by sample."""
    rows = db.query(
        "select * from reviews where session = ? and undone = '' order by id", [session]
    )
    return {row["sample_id"]: row for row in rows}


def of_reviewer(db: Database, who: str) -> dict[str, tuple[str, str, str]]:
    """A reviewer's last (verdict, reason, note) that was not undone, by sample; skips included."""
    sql = (
        "select sample_id, verdict, reason, note from reviews where reviewer = ? and undone = '' "
        "and verdict in ('accept', 'flag', 'skip') order by id"
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.execute(sql, [who])}


def judged(db: Database, session: str = "") -> dict[tuple[str, str], tuple[str, str]]:
    """(stratum, last accept or flag) by (sample, reviewer), of one session or of all reviews.

    What was read counts even where somebody cleared the flag later. Flags from Browse, and what was
    read in the order of suspicion, do not count: they are not a fair sample.
    """
    where = (
        "r.session = ?"
        if session
        else "r.session not in ('browse', 'edit') "
        "and r.session not in (select id from sessions where chosen != '')"
    )
    sql = (
        f"select r.sample_id, r.reviewer, {STRATUM}, r.verdict from reviews r "
        f"join samples s on s.id = r.sample_id where {where} and r.undone = '' "
        "and r.verdict in ('accept', 'flag') order by r.id"
    )
    return {
        (sample, who): (stratum, word)
        for sample, who, stratum, word in db.execute(sql, [session] if session else [])
    }


def judged_views(db: Database) -> list[tuple[str, str, str, str]]:
    """(dataset, view, verdict, reason) of what was read in unbiased reviews, the last verdict of
    each reviewer on each sample.
    """
    sql = (
        "select r.sample_id, r.reviewer, s.dataset, s.view, r.verdict, r.reason from reviews r "
        "join samples s on s.id = r.sample_id where r.undone = '' "
        "and r.verdict in ('accept', 'flag') and r.session not in ('browse', 'edit') "
        "and r.session not in (select id from sessions where chosen != '') order by r.id"
    )
    last = standing(db, {(row[0], row[1]): row[2:] for row in db.execute(sql)})
    return [(str(a), str(b), str(c), str(d)) for a, b, c, d in last.values()]


def standing(db: Database, last: dict[tuple[str, str], V]) -> dict[tuple[str, str], V]:
    """Verdicts by (sample, reviewer), one for each place: where somebody judged a sample and its
    version edited by hand, only the one on what holds the place.
    """
    sql = (
        "select iif(o.state = 'replaced', l.old, l.new), iif(o.state = 'replaced', l.new, l.old) "
        "from lineage l join samples o on o.id = l.old where l.rule = 'edit' order by l.id"
    )
    people = {who for _, who in last}
    left = dict(last)
    for gone, held in db.execute(sql):
        for who in people:
            if (held, who) in left:
                left.pop((gone, who), None)
    return left


def read_before(db: Database, who: str) -> set[str]:
    """Samples that a reviewer judged or skipped in a review."""
    sql = (
        "select distinct sample_id from reviews where undone = '' and verdict != 'unflag' "
        "and reviewer = ? and session not in ('browse', 'edit')"
    )
    return {row[0] for row in db.execute(sql, [who])}


def strata(db: Database) -> dict[str, int]:
    """How many samples of each stratum are exported: a dataset's training samples, and all
    evaluation samples.
    """
    sql = f"select {STRATUM}, count(*) from samples s where s.state in {IN_EXPORT} group by 1"
    return {str(name): int(count) for name, count in db.execute(sql)}


def judged_by(db: Database, who: str) -> list[str]:
    """Samples still in the dataset that a reviewer judged, in the order of the first verdict."""
    sql = (
        "select r.sample_id, min(r.id) from reviews r join samples s on s.id = r.sample_id "
        "where r.reviewer = ? and r.undone = '' and r.verdict in ('accept', 'flag', 'skip') "
        f"and s.state in {IN_EXPORT} group by 1 order by 2"
    )
    return [row[0] for row in db.execute(sql, [who])]


def flagged_for(db: Database, reasons: Collection[str]) -> set[str]:
    """Samples with a flag that holds for one of the reasons."""
    sql = (
        "select distinct sample_id from current_verdict where verdict = 'flag' "
        f"and reason in ({marks(list(reasons))})"
    )
    return {row[0] for row in db.execute(sql, list(reasons))}


def flagged(db: Database, ids: Sequence[str]) -> list[str]:
    """Those of the ids that are flagged."""
    return [
        row[0]
        for part in chunks(ids)
        for row in db.execute(
            f"select id from samples where id in ({marks(part)}) and state = 'flagged'", list(part)
        )
    ]


def flagged_by_reason(db: Database) -> list[tuple[str, str, int]]:
    """(dataset, reason of the flag that holds, samples) of what is flagged."""
    sql = (
        "select dataset, reason, count(*) from exported where state = 'flagged' "
        "group by dataset, reason order by dataset, 3 desc"
    )
    return [(str(a), str(b), int(c)) for a, b, c in db.execute(sql)]


def states_of(db: Database, ids: Sequence[str]) -> dict[str, int]:
    """The samples with these ids by state."""
    found: Counter[str] = Counter()
    for part in chunks(ids):
        sql = f"select state, count(*) from samples where id in ({marks(part)}) group by state"
        found.update(dict(db.execute(sql, list(part)).fetchall()))
    return dict(found)


def states(db: Database) -> dict[str, int]:
    """Samples by state."""
    return dict(db.execute("select state, count(*) from samples group by state").fetchall())
