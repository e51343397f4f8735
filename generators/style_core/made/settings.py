"""`init` from settings: texts, as an environment or a file gives them, become what the state
declares; and `init` in place of a constructor with parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from ..text import listed
from . import rules, shapes
from .state import FEWEST, Made, State, built, indented

GIVEN = "settings: Partial<Record<string, string>>"
MOST_CHOICES = 5
# A type of one value, which nobody can change or ask for.
ONLY = re.compile(r"'[^'|]*'|true|false")
ORDER = ("text", "number", "flag", "choice", "error")
KINDS = {"string": "text", "number": "number", "boolean": "flag"}
# No variable may have such a name.
RESERVED = frozenset(
    {
        "function", "class", "default", "delete", "new", "return", "import", "export", "in", "case",
        "switch", "this", "typeof", "var", "void", "with", "enum", "interface", "package",
        "private", "protected", "public", "static", "extends", "for", "if", "else", "settings",
    }
)  # fmt: skip


def made(state: State) -> Iterator[Made]:
    """An `init` that converts and checks each text it is given and leaves the rest as it began, and
    one that takes what a constructor took before.
    """
    if state.initial is not None:
        yield from _from_texts(state, state.initial)
        yield from _from_a_part(state, state.initial)
        yield from _instead_of_parameters(state)


def _from_texts(state: State, initial: str) -> Iterator[Made]:
    found = [(m, lines) for m, _ in state.fields if not m.readonly and (lines := taken(m))]
    kinds = [kind_of(m) for m, _ in found]
    # Who sees one conversion knows all of its kind.
    if len(found) < FEWEST or len(set(kinds)) < 2:
        return
    names = [m.name for m, _ in found]
    parts = "\n".join(
        f"  if ({m.name} !== undefined) {{\n{indented(indented(lines))}\n  }}" for m, lines in found
    )
    output = (
        f"init({GIVEN}): this {{\n  const {{ {', '.join(names)} }} = settings;\n{parts}\n"
        "  return this;\n}"
    )
    own = f"private model: {state.unit.name};\n\n{built(initial)}"
    around = f"{own}\n\n// to be written\ninit({GIVEN}): this;"
    kinds += ["error"] * bool({"number", "choice"} & set(kinds))
    yield Made(
        "empty_constructor", "settings", state.holder, listed([f"`{name}`" for name in names]),
        state.shown(initial, f"export class {state.holder} {{\n{indented(around)}\n}}"), output,
        rules=rules.of_kinds("converts", kinds, ORDER), shows=False,
    )  # fmt: skip


def _from_a_part(state: State, initial: str) -> Iterator[Made]:
    """An `init` that takes over the members that it is given."""
    fields = [(m, each) for m, each in state.fields if not m.readonly]
    if len(fields) < FEWEST or all(each.plain for _, each in fields):
        return
    model = state.unit.name
    parts = "\n".join(
        f"  if (given.{m.name} !== undefined) {{\n"
        f"    this.model.{m.name} = {each.copied(f'given.{m.name}')};\n  }}"
        for m, each in fields
    )
    head = f"init(given: Partial<{model}>): this"
    around = f"private model: {model};\n\n{built(initial)}\n\n// to be written\n{head};"
    shell = f"export class {state.holder} {{\n{indented(around)}\n}}"
    told = rules.copies(fields, there=True)
    yield Made(
        "empty_constructor", "partial", state.holder, model, state.shown(initial, shell),
        f"{head} {{\n{parts}\n  return this;\n}}", rules=told, shows=False,
    )  # fmt: skip


def _instead_of_parameters(state: State) -> Iterator[Made]:
    """Fields that parameters of the constructor have declared so far."""
    taken = any(m.name in RESERVED or m.readonly for m, _ in state.fields)
    if taken or len({each.initial for _, each in state.fields}) < 2:
        return
    model, name = state.unit.name, state.holder
    told = [(m, each, shapes.is_optional(m)) for m, each in state.fields]
    if any(each.initial is None and not missing for _, each, missing in told):
        return
    fields = [
        f"private {m.name}?: {m.type};"
        if missing
        else f"private {m.name}: {m.type} = {each.initial};"
        for m, each, missing in told
    ]
    takes = [
        f"  this.{m.name} = {each.copied(f'model.{m.name}', missing)};" for m, each, missing in told
    ]
    declared = "\n".join(fields)
    output = (
        f"{declared}\n\nconstructor() {{}}\n\ninit(model: {model}): this {{\n"
        + "\n".join(takes)
        + "\n  return this;\n}"
    )
    ordered = sorted(told, key=lambda each: each[2])
    given = "\n".join(
        f"private {m.name}{'?' if missing else ''}: {m.type}," for m, _, missing in ordered
    )
    inner = f"constructor(\n{indented(given)}\n) {{}}"
    around = f"export class {name} {{\n{indented(inner)}\n}}"
    values = " ".join(f"{m.name}: {each.initial}" for m, each, missing in told if not missing)
    begins = rules.starts(f" {values}", [m for m, _ in state.fields])
    yield Made(
        "empty_constructor", "parameters", name, model, state.shown(declared, around), output,
        rules=(*begins, *rules.copies(state.fields)),
    )  # fmt: skip


def kind_of(member: Member) -> str:
    """How a text becomes the value of a member, by the key of the rule."""
    return KINDS.get(" ".join((member.type or "").split()), "choice")


def taken(member: Member) -> str:
    """Statements that take a text over; empty for what no single text can give."""
    name, kind = member.name, " ".join((member.type or "").split())
    target = f"this.model.{name}"
    if name in RESERVED:
        return ""
    if kind == "string":
        return f"{target} = {name};"
    if kind == "number":
        return (
            f"if (!{name}.trim() || Number.isNaN(Number({name}))) {{\n"
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
