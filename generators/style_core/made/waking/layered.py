"""`init` from several parts of a state, of which later ones add to earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member

from .. import rules, shapes
from ..shapes import Shape
from ..state import FEWEST, Made, State, built, indented

FEWEST_KINDS = 2
ORDER = ("taken", "dated", "copied", "values", "keys", "lists")


def made(state: State) -> Iterator[Made]:
    """Where at least two rules apply and something is added to."""
    found = [(m, _layered(state, m, each)) for m, each in state.fields if not m.readonly]
    fields = [(m, *how) for m, how in found if how is not None]
    kinds = {kind for _, kind, _ in fields}
    if state.initial is None or len(fields) < FEWEST or len(kinds) < FEWEST_KINDS:
        return
    if len(fields) < len(found) or not kinds & {"values", "keys", "lists"}:
        return
    model, holder = state.unit.name, state.holder
    parts = "\n".join(
        f"if (part.{m.name} !== undefined) {{\n{indented(line)}\n}}" for m, _, line in fields
    )
    head = f"init(...parts: Array<Partial<{model}>>): this"
    output = f"""\
{head} {{
  for (const part of parts) {{
{indented(indented(parts))}
  }}
  return this;
}}"""
    own = f"private model: {model};\n\n{built(state.initial)}\n\n// to be written\n{head};"
    shell = f"export class {holder} {{\n{indented(own)}\n}}"
    yield Made(
        "empty_constructor", "layered", holder, model, state.shown(state.initial, shell), output,
        rules=rules.of_kinds("stacks", kinds, ORDER), shows=False,
    )  # fmt: skip


def _layered(state: State, member: Member, each: Shape) -> tuple[str, str] | None:
    """(kind of rule, statement) by which a part changes a member; None where no rule is plain."""
    own, given = f"this.model.{member.name}", f"part.{member.name}"
    kind, missing = " ".join((member.type or "").split()), shapes.is_optional(member)
    held = f"({own} ?? [])" if missing else own
    if each.plain:
        return "taken", f"{own} = {given};"
    if kind == "Date":
        return "dated", f"{own} = new Date({given});"
    if each.initial == "[]":
        found = shapes.element(kind, state.resolve)
        if found is not None and found.plain:
            return "values", f"{own} = [...new Set([...{held}, ...{given}])];"
        return "lists", f"{own} = [...{held}, ...structuredClone({given})];"
    if shapes.RECORD.fullmatch(kind):
        return "keys", f"{own} = {{ ...{own}, ...structuredClone({given}) }};"
    if shapes.NAME.fullmatch(kind) or shapes.OBJECT.fullmatch(kind):
        return "copied", f"{own} = structuredClone({given});"
    return None
