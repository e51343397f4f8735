"""Scenarios of what differs: a member that is as in a new object is not saved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generators.typescript import Member

from .. import rules, shapes
from ..shapes import Shape
from ..state import SCENARIO, Made, State, indented, wide

ORDER = ("plain", "list", "size", "keys", "missing", "always", "others")
FEWEST_KINDS = 2


def made(state: State) -> Iterator[Made]:
    """`init` and `toScenario` with a part of the model; the values that a new object has come from
    a method of the class that the input shows.
    """
    found = [looked(member, each) for member, each in state.fields]
    kinds = {kind for kind, _ in found}
    if state.initial is None or not state.is_json or any(m.readonly for m, _ in state.fields):
        return
    # With one kind there is one decision.
    if len(kinds) < FEWEST_KINDS or "plain" not in kinds:
        return
    model, holder = state.unit.name, state.holder
    own = f"""\
private ior = {{ uuid: '', component: '', version: '' }};
private owner = '';
private model: {model};

constructor() {{
  this.model = {holder}.initial();
}}

private static initial(): {model} {{
  return {wide(state.initial)};
}}

// to be written
init(scenario: Scenario<Partial<{model}>>): this;
// to be written
toScenario(): Scenario<Partial<{model}>>;"""
    gives = "\n".join(
        _given(member, each, test)
        for (member, each), (_, test) in zip(state.fields, found, strict=True)
    )
    output = f"""\
init(scenario: Scenario<Partial<{model}>>): this {{
  this.ior = structuredClone(scenario.ior);
  this.owner = scenario.owner;
  this.model = {{ ...{holder}.initial(), ...structuredClone(scenario.model) }};
  return this;
}}

toScenario(): Scenario<Partial<{model}>> {{
  const model: Partial<{model}> = {{}};
{indented(gives)}
  return {{ ior: structuredClone(this.ior), owner: this.owner, model }};
}}"""
    yield Made(
        "scenario_state", "sparse", holder, model,
        state.shown(state.initial, f"export class {holder} {{\n{indented(own)}\n}}", SCENARIO),
        output, rules=_rules(state, found),
    )  # fmt: skip


def looked(member: Member, each: Shape) -> tuple[str, str]:
    """(kind, condition) under which a member is saved; no condition where it always is."""
    held, kind = f"this.model.{member.name}", " ".join((member.type or "").split())
    if shapes.is_optional(member):
        return "missing", f"{held} !== undefined"
    if each.initial == "false":
        return "plain", held
    if each.plain or each.initial == "null":
        return "plain", f"{held} !== {each.initial}"
    if each.initial == "[]":
        return "list", f"{held}.length > 0"
    if re.match(r"(?:Map|Set)<", kind):
        return "size", f"{held}.size > 0"
    if each.initial == "{}" and kind.startswith(("Record<", "{")):
        return "keys", f"Object.keys({held}).length > 0"
    return "always", ""


def _rules(state: State, tests: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The rules by which members are left out, with the kinds of plain values that there are."""
    plain = {
        "null" if each.initial == "null" else rules.plain_kind(member, each)
        for (member, each), (kind, _) in zip(state.fields, tests, strict=True)
        if kind == "plain"
    }
    kinds = {kind for kind, _ in tests}
    # "Other" objects there are only beside some.
    kinds = (kinds - {"always"}) | {"others"} if {"always", "keys"} <= kinds else kinds
    found = rules.of_kinds("differs", kinds, ORDER)
    return tuple(rules.naming(r, plain) if r == "differs.plain" else r for r in found)


def _given(member: Member, each: Shape, test: str) -> str:
    copy = each.copied(f"this.model.{member.name}", shapes.is_optional(member))
    taken = f"model.{member.name} = {copy};"
    return f"if ({test}) {{\n{indented(taken)}\n}}" if test else taken
