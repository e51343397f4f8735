"""`init` for scenarios from outside: what does not fit the declaration is refused by name, and what
earlier scenarios lack begins as it does in a new object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..shapes import Shape
from ..state import SCENARIO, Made, State, built, indented

# Members that are newer than a scenario, and those of which nobody asks when they were added.
MOST_NEW = 4
OLD = frozenset({"uuid", "id", "name", "version"})
TYPES = {"string": "a string", "number": "a number", "boolean": "a boolean"}


def made(state: State) -> Iterator[Made]:
    """An `init` that looks at each member of the model before it takes a copy, and one that also
    takes scenarios without the last members of the declaration.
    """
    if state.initial is None or not state.is_json:
        return
    yield from _checked(state)
    yield from _completed(state)


def _checked(state: State) -> Iterator[Made]:
    lines = [_check(member, each) for member, each in state.fields]
    # Whoever sees one check knows them all: a part of them must be of another kind.
    if not all(lines) or len({line.split("model.", 1)[0] for line in lines}) < 2:
        return
    body = "\n".join(indented(line) for line in lines)
    output = f"""\
init(scenario: Scenario<{state.unit.name}>): this {{
  const model = scenario.model;
{body}
  this.ior = structuredClone(scenario.ior);
  this.owner = scenario.owner;
  this.model = structuredClone(model);
  return this;
}}"""
    yield _task(state, "checks", state.unit.name, output, "", _looks(state))


def _completed(state: State) -> Iterator[Made]:
    """Of values that a member begins with the type must tell one."""
    required = [
        (m, each)
        for m, each in state.fields
        if not shapes.is_optional(m) and m.name not in OLD and each.initial is not None
    ]
    new = _newest(required, min(MOST_NEW, len(state.fields) - 2))
    if not new:
        return
    model, saved = state.unit.name, f"Saved{state.unit.name}"
    names = " | ".join(f"'{m.name}'" for m, _ in new)
    entries = "\n".join(f"    {m.name}: model.{m.name} ?? {each.initial}," for m, each in new)
    output = f"""\
init(scenario: Scenario<{saved}>): this {{
  const model = structuredClone(scenario.model);
  this.ior = structuredClone(scenario.ior);
  this.owner = scenario.owner;
  this.model = {{
    ...model,
{entries}
  }};
  return this;
}}"""
    earlier = f"export type {saved} = Omit<{model}, {names}> & Partial<Pick<{model}, {names}>>;"
    told = listed([f"`{m.name}`" for m, _ in new])
    literal = " ".join(f"{m.name}: {each.initial}" for m, each in new)
    yield _task(state, "earlier", told, output, earlier, rules.starts(f" {literal}", ()))


def _newest(fields: Sequence[tuple[Member, Shape]], most: int) -> list[tuple[Member, Shape]]:
    """The last fields that begin with different values, in their order: two of a kind show no more
    than one. Nothing where all begin alike.
    """
    found: dict[str | None, tuple[Member, Shape]] = {}
    for pair in fields[::-1]:
        if len(found) < most:
            found.setdefault(pair[1].initial, pair)
    return [pair for pair in fields if pair in found.values()] if len(found) > 1 else []


def _task(
    state: State, kind: str, names: str, output: str, declared: str, told: tuple[str, ...]
) -> Made:
    """One of these, with the class around it."""
    initial, model = state.initial or "", state.unit.name
    head = output.partition(" {\n")[0]
    own = "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';\n"
    asked = f"// to be written\n{head};\n\ntoScenario(): Scenario<{model}>;"
    body = indented(f"{own}private model: {model};\n\n{built(initial)}\n\n{asked}")
    given = [each for each in (f"export class {state.holder} {{\n{body}\n}}", declared) if each]
    shown = state.shown(initial, *given, SCENARIO)
    return Made("scenario_state", kind, state.holder, names, shown, output, rules=told, shows=False)


def _looks(state: State) -> tuple[str, ...]:
    """The rules that the checks of a state follow."""
    kinds = []
    for member, each in state.fields:
        kind = " ".join((member.type or "").split())
        kinds.append(
            "type"
            if kind in TYPES
            else "list"
            if shapes.ARRAY.fullmatch(kind)
            else "object"
            if _is_object(kind, each)
            else "choice"
        )
        kinds += ["missing"] * shapes.is_optional(member)
    found = rules.of_kinds("looks", kinds, ("type", "list", "object", "choice", "missing"))
    typed = (pair for pair in state.fields if " ".join((pair[0].type or "").split()) in TYPES)
    return rules.with_kinds("looks.type", found, typed)


def _is_object(kind: str, each: Shape) -> bool:
    """Whether a type is that of plain objects, whatever is in them."""
    own = shapes.EMPTY.fullmatch(kind) or shapes.MAP.fullmatch(kind) or shapes.SET.fullmatch(kind)
    return not (each.plain or own or kind == "Date" or shapes.ARRAY.fullmatch(kind))


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
        wrong, what = f"!Array.isArray({held})", "an array"
    elif _is_object(kind, each):
        wrong, what = f"typeof {held} !== 'object' || {held} === null", "an object"
    else:
        return ""
    if shapes.is_optional(member):
        wrong = f"({wrong})" if "||" in wrong else wrong
        wrong = f"{held} !== undefined && {wrong}"
    return f"if ({wrong}) {{\n  throw new Error('{member.name} must be {what}');\n}}"
