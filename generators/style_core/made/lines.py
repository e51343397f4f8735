"""`init` from a text with a line `name: value` for each member, as people write it into a file."""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member

from ..text import listed
from . import rules, shapes
from .settings import RESERVED
from .state import FEWEST, Made, State, built, indented

MOST, FEWEST_KINDS = 8, 2
HEAD = "init(text: string): this"
ORDER = ("text", "number", "flag", "date", "list", "error")
OWN = RESERVED | {"text", "line", "name", "value", "rest"}


def made(state: State) -> Iterator[Made]:
    """For a state of which a few members can be written on one line."""
    if state.initial is None:
        return
    found = [(m, *taken) for m, _ in state.fields if not m.readonly and (taken := _taken(m))]
    kinds = {kind for _, kind, _ in found}
    if not FEWEST <= len(found) <= MOST or len(kinds) < FEWEST_KINDS:
        return
    cases = indented(indented(indented("\n".join(_case(m, code) for m, _, code in found))))
    output = f"""\
{HEAD} {{
  for (const line of text.split('\\n').filter((each) => each.trim())) {{
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    switch (at < 0 ? '' : name) {{
{cases}
      default:
        throw new Error(`Not expected: ${{line}}`);
    }}
  }}
  return this;
}}"""
    own = f"private model: {state.unit.name};\n\n{built(state.initial)}"
    around = f"{own}\n\n// to be written\n{HEAD};"
    told = kinds | {"error"} if {"number", "date"} & kinds else kinds
    yield Made(
        "empty_constructor", "lines", state.holder, listed([f"`{m.name}`" for m, _, _ in found]),
        state.shown(state.initial, f"export class {state.holder} {{\n{indented(around)}\n}}"),
        output, rules=rules.of_kinds("reads", told, ORDER), shows=False,
    )  # fmt: skip


def _case(member: Member, code: str) -> str:
    """A case of the `switch`, as a block where it declares something."""
    opens, closes = (" {", "\n}") if code.startswith("const ") else ("", "")
    return f"case '{member.name}':{opens}\n{indented(code)}\n  break;{closes}"


def _taken(member: Member) -> tuple[str, str] | None:
    """(kind, statements) that take over the text `value`; None for what no line can give."""
    kind, target = " ".join((member.type or "").split()), f"this.model.{member.name}"
    if member.name in OWN or shapes.EMPTY.fullmatch(kind):
        return None
    code = {
        "string": ("text", f"{target} = value;"),
        "number": (
            "number",
            "const number = Number(value);\nif (!value || Number.isNaN(number)) {\n"
            f"  throw new Error(`{member.name} must be a number: ${{line}}`);\n}}\n"
            f"{target} = number;",
        ),
        "boolean": ("flag", f"{target} = value === 'yes';"),
        "Date": (
            "date",
            "const date = new Date(value);\nif (Number.isNaN(date.getTime())) {\n"
            f"  throw new Error(`{member.name} must be a date: ${{line}}`);\n}}\n"
            f"{target} = date;",
        ),
        "string[]": ("list", f"{target}.push(value);"),
    }
    if kind == "string[]" and shapes.is_optional(member):
        return None
    return code.get(kind)
