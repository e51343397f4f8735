"""Scenarios of objects that consist of others: each part wakes and hibernates by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..shapes import Shape
from ..state import SCENARIO, Made, State, indented, state_of, stem
from .hibernation import IOR, TAKEN

# Parts of an object, and what else it has at least.
MOST_PARTS, FEWEST_OTHERS = 2, 1
ONE = re.compile(r"([A-Z]\w*)(?:\s*\|\s*(null))?")


def made(state: State) -> Iterator[Made]:
    """`init` and `toScenario` of a class with objects of its own for declared data in its model."""
    parts = [(m, found) for m, _ in state.fields if (found := _part(state, m))]
    names = [m.name for m, _ in parts]
    others = [pair for pair in state.fields if pair[0].name not in names]
    if not 1 <= len(parts) <= MOST_PARTS or len(others) < FEWEST_OTHERS or not state.is_json:
        return
    if any(each.initial is None and not shapes.is_optional(m) for m, each in others):
        return
    known = dict((m.name, found) for m, found in parts)
    name, model = state.holder, state.unit.name
    if name in {kind for _, (kind, _) in parts}:
        return
    fields = "\n".join(_field(m, each, known.get(m.name)) for m, each in state.fields)
    takes = "\n".join(_taken(m, each, known.get(m.name)) for m, each in state.fields)
    gives = "\n".join(
        f"{m.name}: {_given(m, each, known.get(m.name))}," for m, each in state.fields
    )
    output = f"""\
init(scenario: Scenario<{model}>): this {{
  const model = scenario.model;
{indented(TAKEN)}
{indented(takes)}
  return this;
}}

toScenario(): Scenario<{model}> {{
  return {{
{indented(indented(IOR))}
    model: {{
{indented(indented(indented(gives)))}
    }},
  }};
}}"""
    own = "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';"
    shell = (
        f"export class {name} {{\n{indented(own)}\n{indented(fields)}\n\n  constructor() {{}}\n}}"
    )
    told = rules.copies(others)
    absent = any(
        how != "list" and (shapes.is_optional(m) or how == "null") for m, (_, how) in parts
    )
    yield Made(
        "scenario_state", "parts", name, listed([f"`{each}`" for each in names]),
        state.shown("", shell, *_classes(state, parts), SCENARIO), output,
        by="part" * absent, rules=told,
    )  # fmt: skip


def _part(state: State, member: Member) -> tuple[str, str] | None:
    """(class of the parts, whether it is a `list`, `one`, or `null` at first); None for what is no
    declared data.
    """
    kind = " ".join((member.type or "").split())
    found = shapes.ARRAY.fullmatch(kind)
    inside = next((each for each in found.groups() if each), "") if found else ""
    one = ONE.fullmatch(inside or kind)
    located = state.library.located(state.source, one[1]) if one else None
    part = state_of(*located, state.library, state.tokenizer) if located else None
    if one is None or part is None or not part.is_json or part.unit.name == state.unit.name:
        return None
    if found and (one[2] or inside != one[1]):
        return None
    how = "list" if found else "null" if one[2] else "one"
    return f"Default{stem(one[1])}", how


def _classes(state: State, parts: Sequence[tuple[Member, tuple[str, str]]]) -> Iterator[str]:
    for kind, type_ in dict.fromkeys((kind, _type_of(m)) for m, (kind, _) in parts):
        yield (f"export class {kind} {{\n  init(model: {type_}): this;\n  toModel(): {type_};\n}}")


def _type_of(member: Member) -> str:
    found = re.search(r"[A-Z]\w*", (member.type or "").replace("Array<", ""))
    return found[0] if found else ""


def _field(member: Member, each: Shape, part: tuple[str, str] | None) -> str:
    if part is None:
        if shapes.is_optional(member):
            return f"private {member.name}?: {member.type};"
        return f"private {member.name}: {member.type} = {each.initial};"
    kind, how = part
    if how == "list":
        begins = "" if shapes.is_optional(member) else " = []"
        return f"private {member.name}{'' if begins else '?'}: {kind}[]{begins};"
    if shapes.is_optional(member):
        return f"private {member.name}?: {kind}{' | null' * (how == 'null')};"
    return (
        f"private {member.name}: {kind} | null = null;"
        if how == "null"
        else f"private {member.name} = new {kind}();"
    )


def _taken(member: Member, each: Shape, part: tuple[str, str] | None) -> str:
    held, given = f"this.{member.name}", f"model.{member.name}"
    missing = shapes.is_optional(member)
    if part is None:
        return f"{held} = {each.copied(given, missing)};"
    kind, how = part
    if how == "list":
        return f"{held} = {given}{'?' * missing}.map((each) => new {kind}().init(each));"
    made = f"new {kind}().init({given})"
    return f"{held} = {given} && {made};" if missing or how == "null" else f"{held} = {made};"


def _given(member: Member, each: Shape, part: tuple[str, str] | None) -> str:
    held, missing = f"this.{member.name}", shapes.is_optional(member)
    if part is None:
        return each.copied(held, missing)
    how = part[1]
    if how == "list":
        return f"{held}{'?' * missing}.map((each) => each.toModel())"
    return f"{held} && {held}.toModel()" if missing or how == "null" else f"{held}.toModel()"
