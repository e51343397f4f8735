"""Which sample took which one's place, and what is still to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from studio.curation.review import EXPORTED_STATES

from .database import Database


@dataclass(frozen=True)
class Pair:
    """A sample and the one that took its place; `decided` once a person judged the new one."""

    old: str
    new: str
    dataset: str
    category: str
    reason: str
    rule: str
    old_tokens: int
    new_tokens: int
    decided: bool = False


def pairs(db: Database) -> list[Pair]:
    """Replacements that stand, the latest first among those still to be judged, then those that
    are.
    """
    sql = (
        "select l.old, l.new, n.dataset, n.category, l.reason, l.rule, o.tokens as old_tokens, "
        "n.tokens as new_tokens, n.state != 'staged' as decided "
        "from lineage l join samples o on o.id = l.old join samples n on n.id = l.new "
        f"where o.state = 'replaced' and n.state in ({EXPORTED_STATES}) order by decided, l.id desc"
    )
    return [Pair(**{**row, "decided": bool(row["decided"])}) for row in db.query(sql)]


def successor(db: Database, sample: str) -> str:
    """The sample that stands in another's place today; the same where it was never replaced."""
    seen = {sample}
    while found := db.execute(
        "select l.new from lineage l join samples s on s.id = l.old where l.old = ? and l.new != '' "
        "and s.state = 'replaced' order by l.id desc limit 1",
        [sample],
    ).fetchone():
        if found[0] in seen:
            break
        sample = found[0]
        seen.add(sample)
    return sample
