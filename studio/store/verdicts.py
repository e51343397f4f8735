"""What people said about samples: an append-only log from which each sample's state follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .database import Database
from .schema import EXPORTED

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
VERDICTS = ("accept", "flag", "skip", "unflag")
CHUNK = 500


def state(log: Iterable[tuple[str, str]]) -> str:
    """The state that (reviewer, verdict) pairs, oldest first, leave a sample in.

    The last word of each reviewer counts, one flag outweighs any accept, and `unflag` clears the
    table.
    """
    words: dict[str, str] = {}
    for reviewer, verdict in log:
        if verdict == "unflag":
            words.clear()
        elif verdict != "skip":
            words[reviewer] = verdict
    if "flag" in words.values():
        return "flagged"
    return "accepted" if words else "staged"


def settle(db: Database, ids: Sequence[str]) -> None:
    """Sets the states of samples by their logs, within the caller's transaction.

    What was replaced or rejected has left the dataset and stays as it is.
    """
    exported = ",".join(f"'{each}'" for each in EXPORTED)
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        logs: dict[str, list[tuple[str, str]]] = {each: [] for each in part}
        sql = f"select sample_id, reviewer, verdict from reviews where sample_id in ({marks}) and undone = '' order by id"
        for sample_id, reviewer, verdict in db.execute(sql, list(part)):
            logs[sample_id].append((reviewer, verdict))
        wanted: dict[str, list[str]] = {}
        for each, log in logs.items():
            wanted.setdefault(state(log), []).append(each)
        for name, members in wanted.items():
            marks = ",".join("?" * len(members))
            db.execute(
                f"update samples set state = ? where id in ({marks}) and state in ({exported}) and state != ?",
                [name, *members, name],
            )


def chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """Ids in parts that fit one SQL statement."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
