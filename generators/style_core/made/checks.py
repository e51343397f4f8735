"""`init` for scenarios from outside: what does not fit the declaration is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from . import shapes
from .shapes import Shape
from .state import SCENARIO, Made, State, indented, wide
from .words import resolver

TYPES = {"string": "a text", "number": "a number", "boolean": "true or false"}


def made(state: State) -> Iterator[Made]:
    """An `init` that looks at each member of the model before it takes a copy."""
    initial = shapes.initial_of(
        tuple(m for m, _ in state.fields), resolver(state.library, state.source)
    )
    lines = [_check(member, each) for member, each in state.fields]
    # Whoever sees one check knows them all: a part of them must be of another kind.
    if initial is None or not all(lines) or len({line.split("model.", 1)[0] for line in lines}) < 2:
        return
    model = state.unit.name
    body = "\n".join(indented(line) for line in lines)
    output = f"""\
init(scenario: Scenario<{model}>): this {{
  const model = scenario.model;
{body}
  this.model = structuredClone(model);
  return this;
}}"""
    built = f"private model: {model};\n\nconstructor() {{\n  this.model = {wide(initial)};\n}}"
    asked = f"// to be written\ninit(scenario: Scenario<{model}>): this;"
    others = f"{built}\n\n{asked}\n\ntoScenario(): Scenario<{model}>;"
    around = f"export class {state.holder} {{\n{indented(others)}\n}}"
    yield Made(
        "scenario_state", "checks", state.holder, model,
        state.shown(initial, around, SCENARIO), output, shows=False,
    )  # fmt: skip


def _check(member: Member, each: Shape) -> str:
    """A statement that throws where a member does not fit; empty where that takes more than one
    question.
    """
    held, kind = f"model.{member.name}", " ".join((member.type or "").split())
    if kind in TYPES:
        wrong, what = f"typeof {held} !== '{kind}'", TYPES[kind]
    elif shapes.LITERALS.fullmatch(kind):
        values = re.findall(r"'[^']*'", kind)
        wrong = f"![{', '.join(values)}].includes({held})"
        what = f"one of {', '.join(value.strip(chr(39)) for value in values)}"
    elif shapes.ARRAY.fullmatch(kind):
        wrong, what = f"!Array.isArray({held})", "a list"
    else:
        return ""
    if shapes.is_optional(member):
        wrong = f"{held} !== undefined && {wrong}"
    return f"if ({wrong}) {{\n  throw new Error('{member.name} must be {what}');\n}}"
