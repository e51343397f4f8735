"""The filter language of Browse, `review` and flagging: `dataset:style_core tokens:>900
-state:flagged "toScenario"`.

A word or a quoted phrase is searched in the texts; `field:value` compares a field; `-` in front
negates. Fields are the columns of a sample and every key of its metadata; `reason` is that of the
last flag, `lineage` the rule by which a sample took another's place, `reused:1` and `alike:1` find
outputs that stand in, or are nearly like those of, other samples. Values match whole or, with `*`,
by pattern, and `|` between values means any of them; `field:*` is any value; numbers and dates take
`>900`, `<=400`, `200..300`. What was replaced or rejected is found where the filter names `state`,
`lineage` or `id`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from generators.sample import SampleMetadata
from studio.store.database import Database
from studio.store.schema import EXPORTED

COLUMNS = (
    "id", "dataset", "category", "split", "state", "tokens", "output_tokens", "family", "view", "source", "date",
    "agent", "layer", "rung", "edited",
)  # fmt: skip
# Whether a sample's output stands in another one too, and whether it is a near duplicate of another
# output: 1 or 0.
REPEATS = {
    "reused": "s.output_hash in (select output_hash from ({there}) group by 1 having count(*) > 1)",
    "alike": "s.output_hash in (select one from twins where other in ({there}))",
}
DATES = frozenset({"date"})
WITH_REPLACED = frozenset({"state", "lineage", "id"})
"""Fields that ask for more than what is exported."""
NUMBERS = frozenset({"tokens", "output_tokens", "rung", "edited", "quality_score", *REPEATS})
METADATA = tuple(name for name in SampleMetadata.model_fields if name not in COLUMNS)
FIELDS = (*COLUMNS, *METADATA, "reason", "lineage", *REPEATS)
SORTS = ("position", *COLUMNS)
SHORTEST = 3
"""Letters from which a word being typed is looked up."""
# Metadata that stands in a column under another name: the column is read, which is ten times
# faster.
SAME = {"agent_name": "agent", "sample_id": "id", "task_type": "dataset"}
# The columns that the metadata has too, and under which name: `facts` keeps these in memory.
IN_METADATA = {name: name for name in SampleMetadata.model_fields} | {
    same: name for name, same in SAME.items()
}

TERM = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))'
)
DAY = r"\d{4}(?:-\d\d){0,2}"
DAYS = re.compile(rf"^(?P<low>{DAY})\.\.(?P<high>{DAY})$|^(?P<op>>=|<=|>|<)(?P<value>{DAY})$")
RANGE = re.compile(
    r"^(?P<low>-?[\d.]+?)\.\.(?P<high>-?[\d.]+)$|^(?P<op>>=|<=|>|<|=)?(?P<value>-?[\d.]+)$"
)


@dataclass(frozen=True)
class Term:
    """One term as SQL. `phrase` is what FTS5 looks up where the term is a search in the texts."""

    where: str
    parameters: tuple[str | float, ...]
    negated: bool = False
    phrase: str = ""
    field: str = ""
    """The field it compares, where the metadata has it."""

    @property
    def needs_texts(self) -> bool:
        return "t." in self.where

    @property
    def over_values(self) -> str:
        """The same as SQL over the single values of the field, as `json_each(…) v` lists them."""
        return self.where.replace(_expression(self.field)[0], "v.value")


HIDDEN = Term(f"s.state not in ({', '.join(repr(state) for state in EXPORTED)})", (), negated=True)
"""Leaves out what is exported no more. Few are, so that this way around is the quick one."""


@dataclass(frozen=True)
class Filter:
    """A filter as SQL over `samples s` (and `texts t`), with what could not be understood."""

    where: str = "1"
    parameters: tuple[str | float, ...] = ()
    needs_texts: bool = False
    problems: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    """The same, term by term: a sample matches when it matches all."""


def parse(text: str) -> Filter:
    """Never raises: a term that cannot be understood is a problem and filters nothing."""
    terms: list[Term] = []
    problems: list[str] = []
    for match in TERM.finditer(text):
        field, negated = match["field"], bool(match["not"])
        value = match["quoted"] if match["quoted"] is not None else match["plain"] or ""
        if field and field not in FIELDS:
            problems.append(f"unknown field {field!r}{_alike(field)}")
            continue
        if not value or (not field and value.endswith(":") and value[:-1] in FIELDS):
            # A field whose value is still to come.
            continue
        if not field:
            clause, values = _search(value)
        elif value == "*":
            # Any value: what a figure counts as filled. Negated it is the gap.
            clause, values = f"coalesce({_expression(field)[0]}, '') not in ('', 0)", []
        elif field in NUMBERS:
            clause, values = _number(field, value)
        elif field in DATES and DAYS.match(value):
            clause, values = _day(field, value)
        else:
            clause, values = _text(field, value)
        if not clause:
            problems.append(
                f"{field}:{value} is not a number, a range 200..300 or a comparison >900"
            )
            continue
        phrase = str(values[0]) if not field and "texts_fts" in clause else ""
        terms.append(
            Term(clause, tuple(values), negated, phrase, field if field in IN_METADATA else "")
        )
    if not any(match["field"] in WITH_REPLACED for match in TERM.finditer(text)):
        terms.append(HIDDEN)
    where = " and ".join(f"not ({term.where})" if term.negated else term.where for term in terms)
    parameters = tuple(value for term in terms for value in term.parameters)
    needs_texts = any(term.needs_texts for term in terms)
    return Filter(where or "1", parameters, needs_texts, tuple(problems), tuple(terms))


def typing(text: str) -> str:
    """The filter as it stands while its last word is being typed: a bare word also finds longer
    ones.

    A word of one or two letters waits for its third: nearly every sample has one that begins so.
    """
    for match in TERM.finditer(text):
        word = match["plain"] or ""
        if match.end() == len(text) and word and not match["field"]:
            if len(word) < SHORTEST:
                return text[: match.start()].rstrip()
            return f"{text}*" if re.search(r"\w$", word) else text
    return text


def words(text: str) -> list[re.Pattern[str]]:
    """What a filter looks up in the texts of samples, as patterns that find it there again."""
    found = []
    for match in TERM.finditer(text):
        value = match["quoted"] if match["quoted"] is not None else match["plain"] or ""
        if match["field"] or match["not"] or not value:
            continue
        # FTS5 takes letters and digits for words and everything else for what stands between them.
        parts = [re.escape(part) for part in re.findall(r"[^\W_]+", value)]
        phrase, end = r"[\W_]+".join(parts), "" if value.endswith("*") else r"(?![^\W_])"
        found.append(re.compile(rf"(?<![^\W_]){phrase}{end}" if parts else re.escape(value), re.I))
    return found


def ids(
    db: Database, filter: Filter, sort: str = "position", descending: bool = False
) -> list[str]:
    """Ids of the samples that match, sorted by a column (ties in file order). Raises ValueError for
    another column.
    """
    return [
        row[0]
        for row in db.execute(_listing("s.id", filter, sort, descending), list(filter.parameters))
    ]


def rowids(db: Database, sort: str = "position", descending: bool = False) -> list[int]:
    """The row numbers of all samples in the order of `ids`."""
    return [row[0] for row in db.execute(_listing("s.rowid", Filter(), sort, descending))]


def everything(db: Database) -> dict[int, str]:
    """The ids of all samples by row number, in file order."""
    return dict(db.execute(_listing("s.rowid, s.id", Filter(), "position", False)).fetchall())


def _listing(column: str, filter: Filter, sort: str, descending: bool) -> str:
    if sort not in SORTS:
        raise ValueError(f"cannot sort by {sort}; choose from {', '.join(SORTS)}")
    join = " join texts t on t.id = s.id" if filter.needs_texts else ""
    order = "s.split = 'eval', s.dataset, s.position" if sort == "position" else f"s.{sort}"
    direction = " desc" if descending else ""
    return f"select {column} from samples s{join} where {filter.where} order by {order}{direction}, s.dataset, s.position"


def rows(db: Database, wanted: list[str]) -> dict[str, dict[str, str | int]]:
    """The narrow rows of the ids, with the opening of their instruction."""
    marks = ",".join("?" * len(wanted))
    sql = (
        f"select {', '.join('s.' + column for column in COLUMNS)}, substr(t.instruction, 1, 160) as opening "
        f"from samples s join texts t on t.id = s.id where s.id in ({marks})"
    )
    return {str(row["id"]): row for row in db.query(sql, wanted)}


def complete(
    db: Database,
    text: str,
    limit: int = 8,
    values: Callable[[str], Mapping[Any, int] | None] | None = None,
) -> list[str]:
    """Whole filter texts that continue the last word of `text`: fields first, then values of a
    field.

    `values` counts the values of a field where somebody has them at hand; None where not.
    """
    head, _, last = text.rpartition(" ")
    head = f"{head} " if head else ""
    sign, word = ("-", last[1:]) if last.startswith("-") else ("", last)
    field, colon, value = word.partition(":")
    if not colon:
        return [f"{head}{sign}{name}:" for name in FIELDS if word and name.startswith(word)][:limit]
    if field not in FIELDS or field in NUMBERS:
        return []
    start = value.strip('"').lower()
    counted = values(field) if values else None
    if counted is not None:
        there = {str(each): n for each, n in counted.items() if each not in ("", None)}
        there = {each: n for each, n in there.items() if each.lower().startswith(start)}
        found: Iterable[str] = sorted(there, key=lambda each: (-there[each], each))[:limit]
    else:
        found = _values(db, field, start, limit)
    return [f"{head}{sign}{field}:{_quoted(each)}" for each in found]


def _values(db: Database, field: str, start: str, limit: int) -> Iterator[str]:
    expression, join = _expression(field)
    sql = (
        f"select {expression} as value, count(*) as n from samples s{join} where lower(value) like ? escape '\\' "
        "and value != '' group by value order by n desc, value limit ?"
    )
    try:
        for row in db.execute(sql, [f"{_like(start)}%", limit]):
            yield str(row[0])
    except sqlite3.OperationalError:
        return


def _search(value: str) -> tuple[str, list[str | float]]:
    # A phrase in double quotes is what FTS5 takes literally; a trailing * finds words that begin
    # so. FTS5 ends a query at a NUL.
    phrase = value.rstrip("*").replace('"', '""').replace("\0", " ")
    if not re.search(r"\w", phrase):
        return "instr(t.instruction || t.input || t.output, ?) > 0", [value]
    star = "*" if value.endswith("*") else ""
    return (
        "s.id in (select id from texts where rowid in (select rowid from texts_fts where texts_fts match ?))",
        [f'"{phrase}"{star}'],
    )


def _number(field: str, value: str) -> tuple[str, list[str | float]]:
    match = RANGE.match(value)
    expression, _ = _expression(field)
    try:
        if match and match["low"] and float(match["low"]) <= float(match["high"]):
            return f"{expression} between ? and ?", [float(match["low"]), float(match["high"])]
        if match and match["value"]:
            return f"{expression} {match['op'] or '='} ?", [float(match["value"])]
    except ValueError:
        pass
    return "", []


def _day(field: str, value: str) -> tuple[str, list[str | float]]:
    match = DAYS.match(value)
    assert match
    expression, _ = _expression(field)
    # Anything of a month or year that is named is still within it.
    if match["low"]:
        return f"{expression} between ? and ?", [match["low"], match["high"] + "~"]
    end = "~" if match["op"] in (">", "<=") else ""
    return f"({expression} {match['op']} ? and {expression} != '')", [match["value"] + end]


def _alike(field: str) -> str:
    """Which field was meant, as far as one can tell."""
    close = get_close_matches(field, FIELDS, 1)
    return f": is it {close[0]}?" if close else "; tab completes the fields there are"


def _text(field: str, value: str) -> tuple[str, list[str | float]]:
    if "|" in value:
        parts = [_text(field, part) for part in value.split("|") if part]
        return "(" + " or ".join(clause for clause, _ in parts) + ")" if parts else "1", [
            v for _, vs in parts for v in vs
        ]
    expression, _ = _expression(field)
    if "*" in value:
        return f"{expression} like ? escape '\\'", [_like(value).replace("*", "%")]
    return f"lower({expression}) = lower(?)", [
        {"true": "1", "false": "0"}.get(value.lower(), value)
    ]


def _expression(field: str) -> tuple[str, str]:
    """The SQL of a field and the join it needs."""
    if field == "reason":
        flag = "select r.reason from reviews r where r.sample_id = s.id and r.verdict = 'flag' order by r.id desc limit 1"
        return f"coalesce(({flag}), '')", ""
    if field == "lineage":
        rule = "select l.rule from lineage l where l.new = s.id order by l.id desc limit 1"
        return f"coalesce(({rule}), '')", ""
    if field in REPEATS:
        states = ", ".join(f"'{state}'" for state in EXPORTED)
        there = f"select output_hash from samples where state in ({states})"
        return f"({REPEATS[field].format(there=there)})", ""
    field = SAME.get(field, field)
    if field in COLUMNS:
        return f"s.{field}", ""
    return f"json_extract(t.metadata, '$.{field}')", " join texts t on t.id = s.id"


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
