"""A filter as SQL over `samples s`, joined with `texts t` where a term needs the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..sql import IN_EXPORT
from ..terms import COLUMNS, MEASURED, SAME, TEXTS, Term
from ..views import FLAG_REASON

JOIN = " join texts t on t.id = s.id"
_THERE = f"select output_hash from samples where state in {IN_EXPORT}"
_COMPUTED = {
    "reason": FLAG_REASON,
    "lineage": (
        "coalesce((select l.rule from lineage l where l.new = s.id order by l.id desc limit 1), '')"
    ),
    "reused": f"(s.output_hash in ({_THERE} group by 1 having count(*) > 1))",
    "alike": f"(s.output_hash in (select one from twins where other in ({_THERE})))",
    "seen": (
        "exists (select 1 from reviews r where r.sample_id = s.id and r.undone = '' "
        "and r.session not in ('browse', 'edit') and r.verdict != 'unflag')"
    ),
} | {name: f'(select m."{name}" from measures m where m.id = s.id)' for name in MEASURED}
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Signs of scripts without spaces between words, or with endings that grow onto them: what stands
in such a text is found as a part of it.
"""
_BY_PHRASE = (
    "s.id in (select id from texts where rowid in "
    "(select rowid from texts_fts where texts_fts match ?))"
)


@dataclass(frozen=True)
class Where:
    """A condition with its parameters; `join` is what has to stand behind `samples s`."""

    sql: str
    parameters: tuple[str | float, ...]
    join: str = ""


def where(terms: Iterable[Term]) -> Where:
    """The condition that all terms make."""
    parts = [(term, of(term)) for term in terms]
    return Where(
        " and ".join(f"not ({each.sql})" if term.negated else each.sql for term, each in parts)
        or "1",
        tuple(value for _, each in parts for value in each.parameters),
        JOIN if any(each.join for _, each in parts) else "",
    )


def of(term: Term, value: str = "") -> Where:
    """The condition of one term, never negated; `value` is SQL to compare instead of the field."""
    if term.test == "contains":
        if found := phrase(term):
            return Where(_BY_PHRASE, (found,))
        where = [f"t.{name}" for name in TEXTS if term.field in ("", name)]
        sought = (str(term.values[0]).rstrip("*"),)
        # Apart, so that nothing is found that begins in one text and ends in the next.
        return Where(f"instr({' || char(10) || '.join(where)}, ?) > 0", sought, JOIN)
    this, join = (value, "") if value else expression(term.field)
    if term.test == "gone":
        return Where(f"{this} not in {IN_EXPORT}", (), join)
    if term.test == "filled":
        return Where(f"coalesce({this}, '') not in ('', 0)", (), join)
    if term.test == "between":
        return Where(f"{this} between ? and ?", term.values, join)
    if term.test == "one_of":
        parts = [_matches(this, str(each)) for each in term.values]
        sql = "(" + " or ".join(sql for sql, _ in parts) + ")" if parts else "1"
        return Where(sql, tuple(each for _, each in parts), join)
    # Without a date a sample is neither before nor after one.
    guard = f" and {this} != ''" if isinstance(term.values[0], str) else ""
    return Where(f"({this} {term.test} ?{guard})", term.values, join)


def expression(field: str) -> tuple[str, str]:
    """The SQL of a field's value, and the join it needs."""
    if field in _COMPUTED:
        return _COMPUTED[field], ""
    field = SAME.get(field, field)
    if field in COLUMNS:
        return f"s.{field}", ""
    return f"json_extract(t.metadata, '$.{field}')", JOIN


def phrase(term: Term) -> str:
    """What FTS5 looks up for a term; empty where the term holds no word, or is not about texts."""
    if term.test != "contains":
        return ""
    value = str(term.values[0])
    # FTS5 takes a phrase in double quotes literally, a trailing * finds words that begin so, and
    # a NUL ends the query.
    quoted = value.rstrip("*").replace('"', '""').replace("\0", " ")
    if not re.search(r"\w", quoted) or UNSPACED.search(quoted):
        return ""
    where = f"{term.field} : " if term.field else ""
    return f'{where}"{quoted}"' + "*" * value.endswith("*")


def like(text: str) -> str:
    """The text as a literal part of a `like` pattern with `\\` as escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _matches(this: str, value: str) -> tuple[str, str]:
    if "*" in value:
        return f"{this} like ? escape '\\'", like(value).replace("*", "%")
    return f"lower({this}) = lower(?)", {"true": "1", "false": "0"}.get(value.lower(), value)
