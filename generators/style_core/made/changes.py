"""Methods that change a list of the state: the object guards it, nobody else touches it."""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member

from . import shapes
from .shapes import Shape
from .state import SCENARIO, Made, State, built, indented, taken
from .words import resolver

# What tells one object of a list from another, best first.
KEYS = ("uuid", "id", "name", "key", "path", "number")


def made(state: State) -> Iterator[Made]:
    """Adding to the first list of a state, taking from it, and asking for what it holds."""
    initial = state.initial or ""
    for member, each in state.fields if initial else ():
        if each.initial != "[]" or shapes.is_optional(member):
            continue
        written = _methods(state, member, each)
        if written:
            output, names = written
            model = state.unit.name
            own = f"private model: {model};"
            maker = f"{built(initial)}\n\n{taken(model)}"
            around = f"export class {state.holder} {{\n{indented(maker)}\n}}"
            yield Made(
                "radical_oop", "changes", state.holder, names,
                state.shown(initial, around, SCENARIO), f"{own}\n\n{output}",
                of=member.name, by=key_of(state, member),
            )  # fmt: skip
            return


def inner(member: Member) -> str:
    """The type of the elements of a list; empty for others."""
    found = shapes.ARRAY.fullmatch(" ".join((member.type or "").split()))
    return next((part for part in found.groups() if part), "") if found else ""


def key_of(state: State, member: Member) -> str:
    """The field that tells the objects of a list apart; empty where they are plain values."""
    unit = state.library.declaration(state.source, inner(member))
    fields = {m.name: m for m in unit.members} if unit is not None else {}
    return next((name for name in KEYS if name in fields and fields[name].type == "string"), "")


def _methods(state: State, member: Member, each: Shape) -> tuple[str, str] | None:
    kind_of_one, key = inner(member), key_of(state, member)
    found = shapes.shape(kind_of_one, resolver(state.library, state.source))
    one = singular(member.name)
    if found is None or not one or (not found.plain and not key) or "'" in kind_of_one:
        return None
    big = one[0].upper() + one[1:]
    held = f"this.model.{member.name}"
    given = key or one
    same = f"(each) => each.{key} === {{}}" if key else ""
    asked = f"{one}.{key}" if key else one
    has = f"{held}.some({same.format(asked)})" if key else f"{held}.includes({one})"
    taken = found.copied(one)
    kept = f"(each) => each.{key} !== {key}" if key else f"(each) => each !== {one}"
    kind = "string" if key else kind_of_one
    position = f"{held}.some({same.format(key)})" if key else f"{held}.includes({one})"
    all_of = each.copied(held)
    name = member.name[0].upper() + member.name[1:]
    output = f"""\
add{big}({one}: {kind_of_one}): this {{
  if ({has}) {{
    throw new Error(`{one} ${{{asked}}} is there already`);
  }}
  {held}.push({taken});
  return this;
}}

remove{big}({given}: {kind}): this {{
  if (!{position}) {{
    throw new Error(`no {one} ${{{given}}}`);
  }}
  {held} = {held}.filter({kept});
  return this;
}}

all{name}(): {member.type} {{
  return {all_of};
}}"""
    return output, f"`add{big}`, `remove{big}` and `all{name}`"


def singular(name: str) -> str:
    """One of what a list is called by; empty where English does not tell."""
    if name.endswith("ies"):
        return name[:-3] + "y"
    if name.endswith(("sses", "xes", "ches", "shes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else ""
