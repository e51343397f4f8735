"""Scenarios that are rows of a table in a database: names in snake case, and of values only texts
and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generators.typescript import Member

from .. import rules, shapes
from ..shapes import ARRAY, EMPTY, Shape
from ..state import Made, State, indented
from .hibernation import IOR, TAKEN, task

FEWEST, MOST, FEWEST_KINDS = 3, 9, 3
ORDER = ("plain", "flag", "date", "json", "null", "missing")
HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Column:
    """A member as a column: its name, its type, the expressions that write and read it, and the
    rules that it follows.
    """

    name: str
    type: str
    written: str
    read: str
    rules: tuple[str, ...]


def made(state: State) -> Iterator[Made]:
    """One for a state whose members need several ways of writing and a name of two words."""
    if state.initial is None:
        return
    found = [(m, _column(m, each)) for m, each in state.fields]
    columns = [column for _, column in found if column is not None]
    kinds = {rule for column in columns for rule in column.rules}
    renamed = [c for (m, _), c in zip(found, columns, strict=False) if c.name != m.name]
    if len(columns) != len(found) or not FEWEST <= len(columns) <= MOST:
        return
    if len(kinds) < FEWEST_KINDS or not renamed:
        return
    name = f"{state.unit.name}Row"
    declared = "\n".join(f"  {column.name}: {column.type};" for column in columns)
    takes = "\n".join(f"    {m.name}: {c.read}," for (m, _), c in zip(found, columns, strict=True))
    gives = "\n".join(f"      {column.name}: {column.written}," for column in columns)
    output = f"""\
init(scenario: Scenario<{name}>): this {{
  const row = scenario.model;
{indented(TAKEN)}
  this.model = {{
{takes}
  }};
  return this;
}}

toScenario(): Scenario<{name}> {{
  return {{
{indented(indented(IOR))}
    model: {{
{gives}
    }},
  }};
}}"""
    plain, json = (
        [pair for pair, c in zip(state.fields, columns, strict=True) if key in c.rules]
        for key in ("plain", "json")
    )
    told = rules.with_kinds("columns.plain", rules.of_kinds("columns", kinds, ORDER), plain)
    told = rules.with_nouns("columns.json", told, json)
    yield task(
        state, "row", state.unit.name, output, f"export interface {name} {{\n{declared}\n}}", told
    )


def column_name(name: str) -> str:
    """A name in camel case as databases write it: `sealedAt` is `sealed_at`."""
    return HUMP.sub("_", name).lower()


def _column(member: Member, each: Shape) -> Column | None:
    """None for what neither a text nor a number can hold."""
    kind, name = " ".join((member.type or "").split()), column_name(member.name)
    nullable = EMPTY.fullmatch(kind)
    if member.name == "row" or (nullable and (nullable[2] != "null" or shapes.is_optional(member))):
        return None
    bare = nullable[1] if nullable else kind
    held, saved = f"this.model.{member.name}", f"row.{name}"
    if re.search(r"\b(?:Map|Set)\b", f"{bare} {each.words}") or "dates" in each.words:
        return None
    how = _written(bare, each)
    if how is None:
        return None
    rule, type_, write, read = how
    if shapes.is_optional(member):
        gap = rule == "plain"
        return Column(
            name, f"{type_} | null",
            f"{held} ?? null" if gap else f"{held} === undefined ? null : {write.format(held)}",
            f"{saved} ?? undefined" if gap
            else f"{saved} === null ? undefined : {read.format(saved)}",
            (rule, "missing"),
        )  # fmt: skip
    if nullable:
        if rule == "plain":
            return Column(name, f"{type_} | null", held, saved, ("plain", "null"))
        return Column(
            name, f"{type_} | null", f"{held} === null ? null : {write.format(held)}",
            f"{saved} === null ? null : {read.format(saved)}", (rule, "null"),
        )  # fmt: skip
    return Column(name, type_, write.format(held), read.format(saved), (rule,))


def _written(kind: str, each: Shape) -> tuple[str, str, str, str] | None:
    """(rule, type of the column, expression that writes, expression that reads)."""
    if kind == "boolean":
        return "flag", "number", "Number({})", "{} === 1"
    if kind == "Date":
        return "date", "string", "{}.toISOString()", "new Date({})"
    if each.plain:
        return "plain", kind, "{}", "{}"
    json = ARRAY.fullmatch(kind) or re.fullmatch(r"[A-Z]\w*|Record<string, \w+>", kind)
    if json and "{" not in kind:
        return "json", "string", "JSON.stringify({})", f"JSON.parse({{}}) as {kind}"
    return None
