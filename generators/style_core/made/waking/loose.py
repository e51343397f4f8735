"""`init` from values of which nobody knows the types: what has another one is not taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..settings import MOST_CHOICES, RESERVED
from ..state import FEWEST, Made, State, built, indented

GIVEN = "values: Record<string, unknown>"
FEWEST_KINDS = 2
ORDER = ("type", "finite", "date", "list", "choice")
OWN = RESERVED | {"values", "each"}


def made(state: State) -> Iterator[Made]:
    """For what can be told by `typeof` and the like, of at least two kinds."""
    found = [(m, *test) for m, _ in state.fields if not m.readonly and (test := _fits(m))]
    kinds = {kind for _, kind, _, _ in found}
    if state.initial is None or len(found) < FEWEST or len(kinds) < FEWEST_KINDS:
        return
    if OWN & {m.name for m, *_ in found}:
        return
    model, holder = state.unit.name, state.holder
    names = [m.name for m, *_ in found]
    lines = "\n".join(
        f"if ({test}) {{\n  this.model.{m.name} = {taken};\n}}" for m, _, test, taken in found
    )
    head = f"init({GIVEN}): this"
    output = f"""\
{head} {{
  const {{ {", ".join(names)} }} = values;
{indented(lines)}
  return this;
}}"""
    own = f"private model: {model};\n\n{built(state.initial)}\n\n// to be written\n{head};"
    shell = f"export class {holder} {{\n{indented(own)}\n}}"
    yield Made(
        "empty_constructor", "loose", holder, listed([f"`{name}`" for name in names]),
        state.shown(state.initial, shell), output,
        rules=rules.of_kinds("fits", kinds, ORDER), shows=False,
    )  # fmt: skip


def _fits(member: Member) -> tuple[str, str, str] | None:
    """(kind of rule, condition, what is taken over); None where a type cannot be told at run
    time.
    """
    name, kind = member.name, " ".join((member.type or "").split())
    if kind in ("string", "boolean"):
        return "type", f"typeof {name} === '{kind}'", name
    if kind == "number":
        return "finite", f"typeof {name} === 'number' && Number.isFinite({name})", name
    if kind == "Date":
        test = f"{name} instanceof Date && !Number.isNaN({name}.getTime())"
        return "date", test, f"new Date({name})"
    array = shapes.ARRAY.fullmatch(kind)
    inner = next((part for part in array.groups() if part), "") if array else ""
    if inner in ("string", "number"):
        every = f"{name}.every((each) => typeof each === '{inner}')"
        return "list", f"Array.isArray({name}) && {every}", f"[...{name}]"
    values = re.findall(r"'[^']*'", kind) if shapes.LITERALS.fullmatch(kind) else []
    if 1 < len(values) <= MOST_CHOICES:
        return "choice", " || ".join(f"{name} === {value}" for value in values), name
    return None
