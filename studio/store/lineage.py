"""Which sample replaced which, and the writing of it: edits, replacements, restores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generators.sample import Candidate

from . import records, verdicts
from .database import Database
from .sql import IN_EXPORT, chunks, marks, now

RESTORED, UNDONE = "restored", "restore undone"
EDIT, EDIT_UNDONE = "edit", "edit undone"


@dataclass(frozen=True)
class Pair:
    """A sample and its replacement; `decided` once a person judged the new one."""

    old: str
    new: str
    dataset: str
    category: str
    reason: str
    rule: str
    old_tokens: int
    new_tokens: int
    decided: bool = False


@dataclass(frozen=True)
class Replacement:
    """A sample to take out, and the candidate that gets its place; None where there is none."""

    old: str
    position: int
    new: Candidate | None
    output_tokens: int
    """Tokens of the candidate's output."""
    reason: str
    rule: str


def pairs(db: Database) -> list[Pair]:
    """Replacements that hold, latest first: those still to be judged, then the judged ones."""
    sql = (
        "select l.old, l.new, n.dataset, n.category, l.reason, l.rule, o.tokens as old_tokens, "
        "n.tokens as new_tokens, n.state != 'staged' as decided "
        "from lineage l join samples o on o.id = l.old join samples n on n.id = l.new "
        f"where o.state = 'replaced' and n.state in {IN_EXPORT} order by decided, l.id desc"
    )
    return [Pair(**{**row, "decided": bool(row["decided"])}) for row in db.query(sql)]


def of(db: Database, sample: str) -> list[dict[str, Any]]:
    """The rows that name a sample as old or new, in their order."""
    return list(
        db.query("select * from lineage where old = ? or new = ? order by id", [sample, sample])
    )


def successor(db: Database, sample: str) -> str:
    """The sample that holds another's place today; the same where it was never replaced."""
    seen = {sample}
    while found := db.execute(
        "select l.new from lineage l join samples s on s.id = l.old where l.old = ? "
        "and l.new != '' and s.state = 'replaced' order by l.id desc limit 1",
        [sample],
    ).fetchone():
        if found[0] in seen:
            break
        sample = found[0]
        seen.add(sample)
    return sample


def replacement(db: Database, old: str) -> tuple[str, str] | None:
    """(id, state) of what replaced a sample; None where it is not replaced."""
    sql = (
        "select l.new, n.state from lineage l join samples o on o.id = l.old "
        "join samples n on n.id = l.new "
        "where l.old = ? and o.state = 'replaced' order by l.id desc limit 1"
    )
    found = db.execute(sql, [old]).fetchone()
    return (found[0], found[1]) if found else None


def changes_since(db: Database, at: str) -> tuple[bool, int]:
    """Whether a run has finished since a moment, and how many samples were replaced or left."""
    ran = db.execute(
        "select 1 from runs where status = 'done' and finished > ? limit 1", [at]
    ).fetchone()
    changed = db.execute("select count(*) from lineage where at > ?", [at]).fetchone()[0]
    return ran is not None, int(changed)


def edit(
    db: Database,
    old: str,
    candidate: Candidate,
    position: int,
    output_tokens: int,
    run: str,
) -> None:
    """Replaces a sample by what a person wrote, within the caller's transaction."""
    _set_state(db, old, "replaced")
    _add_sample(db, candidate, position, output_tokens, run, edited=True)
    _add(db, old, candidate.metadata.sample_id, "", EDIT)


def undo_edit(db: Database, new: str) -> str:
    """Puts the sample back that an edit replaced, with the verdicts on it, and takes the edited
    version out; within the caller's transaction. Returns its id; empty where either has left since.
    """
    sql = (
        "select l.id, l.old from lineage l join samples n on n.id = l.new "
        "join samples o on o.id = l.old where l.new = ? and l.rule = ? and o.state = 'replaced' "
        f"and n.state in {IN_EXPORT} order by l.id desc limit 1"
    )
    found = db.execute(sql, [new, EDIT]).fetchone()
    if found is None:
        return ""
    row, old = found
    _set_state(db, new, "rejected")
    _set_state(db, old, "staged")
    verdicts.settle(db, [old])
    # The time is that of the last change, by which it is told that samples have changed.
    db.execute("update lineage set rule = ?, at = ? where id = ?", [EDIT_UNDONE, now(), row])
    return str(old)


def undone_edit(db: Database, old: str, fingerprint: str) -> str:
    """The version of a sample with these texts, of which the edit was taken back; empty if there is
    none.
    """
    sql = (
        "select n.id from lineage l join samples n on n.id = l.new where l.old = ? "
        "and l.rule = ? and n.fingerprint = ? and n.state = 'rejected'"
    )
    found = db.execute(sql, [old, EDIT_UNDONE, fingerprint]).fetchone()
    return str(found[0]) if found else ""


def redo_edit(db: Database, old: str, new: str) -> None:
    """Replaces a sample by such a version, within the caller's transaction."""
    _set_state(db, old, "replaced")
    _set_state(db, new, "staged")
    db.execute(
        "update lineage set rule = ?, at = ? where old = ? and new = ? and rule = ?",
        [EDIT, now(), old, new, EDIT_UNDONE],
    )


def replace(db: Database, replacements: Sequence[Replacement], run: str) -> None:
    """Replaces samples by candidates of the reserve, within the caller's transaction.

    Where there is no candidate the sample is rejected, and leaves the export.
    """
    for each in replacements:
        _set_state(db, each.old, "replaced" if each.new else "rejected")
        if each.new:
            _add_sample(db, each.new, each.position, each.output_tokens, run)
        _add(db, each.old, each.new.metadata.sample_id if each.new else "", each.reason, each.rule)
    used = [each.new.metadata.sample_id for each in replacements if each.new]
    for part in chunks(used):
        db.execute(f"delete from reserve where id in ({marks(part)})", list(part))


def restore(db: Database, old: str, new: str, who: str) -> None:
    """Puts a replaced sample back, without its flags, and rejects its replacement, as an act of
    `who`; within the caller's transaction.
    """
    _set_state(db, new, "rejected")
    _set_state(db, old, "staged")
    row = _add(db, new, old, "", RESTORED)
    verdicts.undo_flags(db, old, row["at"])
    verdicts.append(db, [old], "restore", "", "", "browse", who)


def undo_restore(db: Database, old: str) -> None:
    """Has the replacement of a restored sample stand in its place again, and the flags that were
    taken from it hold; within the caller's transaction. Nothing where either has left since.
    """
    sql = (
        "select l.id, l.old, l.at from lineage l join samples n on n.id = l.old "
        "join samples o on o.id = l.new where l.new = ? and l.rule = ? and n.state = 'rejected' "
        f"and o.state in {IN_EXPORT} order by l.id desc limit 1"
    )
    for row, new, at in db.execute(sql, [old, RESTORED]).fetchall():
        _set_state(db, old, "replaced")
        _set_state(db, new, "staged")
        verdicts.settle(db, [new])
        verdicts.redo_flags(db, old, at)
        # The time is that of the last change, by which it is told that samples have changed.
        db.execute("update lineage set rule = ?, at = ? where id = ?", [UNDONE, now(), row])


def _add(db: Database, old: str, new: str, reason: str, rule: str) -> dict[str, str]:
    row = {"old": old, "new": new, "reason": reason, "rule": rule, "at": now()}
    db.table("lineage").insert(row)
    return row


def _set_state(db: Database, sample: str, state: str) -> None:
    db.execute("update samples set state = ? where id = ?", [state, sample])


def _add_sample(
    db: Database,
    candidate: Candidate,
    position: int,
    output_tokens: int,
    run: str,
    edited: bool = False,
) -> None:
    row = records.sample_row(candidate, position, output_tokens, run)
    db.table("samples").insert(row | {"edited": int(edited)})
    db.table("texts").insert(records.text_row(candidate))
