"""`init` from settings: texts, as an environment or a file gives them, become what the state
declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from ..text import listed
from . import shapes
from .state import FEWEST, Made, State, indented, wide
from .words import resolver

GIVEN = "settings: Partial<Record<string, string>>"
MOST_CHOICES = 5
# No variable may have such a name.
RESERVED = frozenset(
    {
        "function", "class", "default", "delete", "new", "return", "import", "export", "in", "case",
        "switch", "this", "typeof", "var", "void", "with", "enum", "interface", "package",
        "private", "protected", "public", "static", "extends", "for", "if", "else", "settings",
    }
)  # fmt: skip


def made(state: State) -> Iterator[Made]:
    """An `init` that converts and checks each text it is given and leaves the rest as it began."""
    initial = shapes.initial_of(
        tuple(m for m, _ in state.fields), resolver(state.library, state.source)
    )
    taken = [(m, lines) for m, _ in state.fields if not m.readonly and (lines := _taken(m))]
    # Texts alone need no conversion: there is nothing to see.
    if initial is None or len(taken) < FEWEST or all(m.type == "string" for m, _ in taken):
        return
    names = [m.name for m, _ in taken]
    told = listed([f"`{name}`" for name in names])
    parts = "\n".join(
        f"  if ({name} !== undefined) {{\n{indented(indented(lines))}\n  }}"
        for name, lines in zip(names, (lines for _, lines in taken), strict=True)
    )
    output = (
        f"init({GIVEN}): this {{\n  const {{ {', '.join(names)} }} = settings;\n{parts}\n"
        "  return this;\n}"
    )
    model = state.unit.name
    built = f"private model: {model};\n\nconstructor() {{\n  this.model = {wide(initial)};\n}}"
    around = f"{built}\n\n// to be written\ninit({GIVEN}): this;"
    yield Made(
        "empty_constructor", "settings", state.holder, told,
        state.shown(initial, f"export class {state.holder} {{\n{indented(around)}\n}}"), output,
        shows=False,
    )  # fmt: skip


def _taken(member: Member) -> str:
    """Statements that take a text over; empty for what no single text can give."""
    name, kind = member.name, " ".join((member.type or "").split())
    target = f"this.model.{name}"
    if name in RESERVED:
        return ""
    if kind == "string":
        return f"{target} = {name};"
    if kind == "number":
        return (
            f"if (Number.isNaN(Number({name}))) {{\n"
            f"  throw new Error(`{name} must be a number, not ${{{name}}}`);\n}}\n"
            f"{target} = Number({name});"
        )
    if kind == "boolean":
        return f"{target} = {name} === 'true';"
    values = re.findall(r"'([^']*)'", kind) if shapes.LITERALS.fullmatch(kind) else []
    if not 1 < len(values) <= MOST_CHOICES:
        return ""
    wrong = " && ".join(f"{name} !== '{value}'" for value in values)
    allowed = f"{', '.join(values[:-1])} or {values[-1]}"
    return (
        f"if ({wrong}) {{\n  throw new Error(`{name} must be {allowed}, not ${{{name}}}`);\n}}\n"
        f"{target} = {name};"
    )
