"""Scenarios of another copy that are taken in, and objects that are saved only when complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from .. import rules, shapes
from ..changes import KEYS, inner, key_of
from ..shapes import Shape
from ..state import Made, State, indented
from .hibernation import IOR, task

MERGES = ("values", "objects", "record", "missing", "null")
FILLS = ("text", "null")
FEWEST_KINDS, FEWEST_FILLED, MOST_FILLED = 2, 3, 8


def made(state: State) -> Iterator[Made]:
    """What another copy has besides, and what is missing before an object may be saved."""
    if state.initial is not None and state.is_json:
        yield from _merged(state)
        yield from _complete(state)


def _saved(state: State) -> str:
    return f"""\
return {{
{indented(IOR)}
  model: structuredClone(this.model),
}};"""


def _merged(state: State) -> Iterator[Made]:
    fields = [(m, *found) for m, each in state.fields if (found := _taken_in(state, m, each))]
    kinds = {kind for _, kind, _ in fields}
    if len(kinds) < FEWEST_KINDS:
        return
    model = state.unit.name
    output = f"""\
toScenario(): Scenario<{model}> {{
{indented(_saved(state))}
}}

merge(scenario: Scenario<{model}>): this {{
  const other = structuredClone(scenario.model);
{indented(chr(10).join(code for _, _, code in fields))}
  return this;
}}"""
    keys = {key_of(state, m) for m, kind, _ in fields if kind == "objects"}
    if len(keys) > 1:
        return
    told = rules.of_kinds("merges", kinds, MERGES)
    yield task(state, "merged", model, output, "", told, by=next(iter(keys), ""))


def _taken_in(state: State, member: Member, each: Shape) -> tuple[str, str] | None:
    """(kind, statement) that adds to a member what another object has of it; None where it stays
    as it is.
    """
    if member.readonly or member.name in KEYS:
        return None
    own, other = f"this.model.{member.name}", f"other.{member.name}"
    if shapes.is_optional(member):
        return "missing", f"{own} ??= {other};"
    if each.initial == "null":
        return "null", f"{own} ??= {other};"
    if each.initial == "[]":
        found = shapes.element(" ".join((member.type or "").split()), state.resolve)
        if found is not None and found.plain:
            return "values", f"{own} = [...new Set([...{own}, ...{other}])];"
        key = key_of(state, member)
        lacks = f"!{own}.some((own) => own.{key} === each.{key})"
        add = f"{own}.push(...{other}.filter((each) => {lacks}));"
        return ("objects", add) if key and inner(member) else None
    if each.initial == "{}" and re.match(r"Record<|\{", member.type or ""):
        return "record", f"{own} = {{ ...{other}, ...{own} }};"
    return None


def _complete(state: State) -> Iterator[Made]:
    tests = [(m, *found) for m, each in state.fields if (found := _unfilled(m, each))]
    kinds = {kind for _, kind, _ in tests}
    if not FEWEST_FILLED <= len(tests) <= MOST_FILLED or len(kinds) < FEWEST_KINDS:
        return
    model = state.unit.name
    looks = "\n".join(f"if ({test}) {{\n  found.push('{m.name}');\n}}" for m, _, test in tests)
    output = f"""\
toScenario(): Scenario<{model}> {{
  const missing = this.missing();
  if (missing.length > 0) {{
    throw new Error(`not filled yet: ${{missing.join(', ')}}`);
  }}
{indented(_saved(state))}
}}

private missing(): string[] {{
  const found: string[] = [];
{indented(looks)}
  return found;
}}"""
    told = rules.of_kinds("fills", kinds, FILLS)
    told += ("also.filled",) * (len(tests) < len(state.fields))
    yield task(state, "complete", model, output, "", told)


def _unfilled(member: Member, each: Shape) -> tuple[str, str] | None:
    """(kind, condition) under which a member is not filled; None for what may be empty."""
    held, kind = f"this.model.{member.name}", " ".join((member.type or "").split())
    if shapes.is_optional(member):
        return None
    if kind == "string":
        return "text", f"!{held}.trim()"
    # A list or a record may be empty for good.
    return ("null", f"{held} === null") if each.initial == "null" else None
