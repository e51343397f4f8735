"""Objects that are compared with others of their class: whether they are equal, and which comes
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..keeping import books
from ..scenarios.live import MOMENT
from ..shapes import Shape
from ..state import SCENARIO, Made, State, built, indented, taken

FEWEST, MOST = 2, 3
MOST_COMPARED = 8
# Numbers by which things are put in an order, by the last word of their names, and texts.
RANKED = ("priority", "order", "rank", "score", "weight", "level", "number", "position", "severity")
# Flags by which things are put in an order, by the end of their names.
FLAGS = (
    "active", "available", "completed", "done", "enabled", "fragile", "online", "open", "pinned",
    "read", "ready", "required", "success", "successful", "urgent", "valid",
)  # fmt: skip
TITLES = ("name", "title", "label", "path", "filename", "file", "key", "uuid", "id")
# Equal is what does not differ.
SAME = {"compares.plain": "compares.same"}
ORDER = ("number", "flag", "date", "text")


def made(state: State) -> Iterator[Made]:
    """`equals` and `compareTo` of a class that holds a declared state."""
    keys = _keys(state.fields)
    tests = [books.difference(m, each, "this.model", "other.model") for m, each in state.fields]
    if state.initial is None or not len(keys) >= FEWEST or not all(tests):
        return
    if len(tests) > MOST_COMPARED or any(m.name == "other" for m, _ in state.fields):
        return
    model, holder = state.unit.name, state.holder
    same = " &&\n".join(test.replace("!==", "===") for test in tests)
    order = " ||\n".join(code for _, _, code in keys)
    output = f"""\
private model: {model};

equals(other: {holder}): boolean {{
  return (
{indented(indented(same))}
  );
}}

compareTo(other: {holder}): number {{
  return (
{indented(indented(order))}
  );
}}"""
    maker = f"{built(state.initial)}\n\n{taken(model)}"
    around = f"export class {holder} {{\n{indented(maker)}\n}}"
    told = rules.of_kinds("orders", (kind for kind, _, _ in keys), ORDER)
    yield Made(
        "radical_oop", "ordering", holder, listed([f"`{name}`" for _, name, _ in keys]),
        state.shown(state.initial, around, SCENARIO), output,
        rules=(*(SAME.get(rule, rule) for rule in books.comparing(state.fields)), *told),
    )  # fmt: skip


def _keys(fields: Sequence[tuple[Member, Shape]]) -> list[tuple[str, str, str]]:
    """(kind, name, expression) of what decides which comes first: a number or a flag, then a time,
    then a text, each only as far as there is one.
    """
    must = [m for m, _ in fields if not shapes.is_optional(m)]
    found = [
        next((_number(m) for m in must if m.type == "number" and _ranks(m.name)), None),
        next((_flag(m) for m in must if m.type == "boolean" and _sorts(m.name)), None),
        next((_time(m) for m in must if _tells_when(m)), None),
        next((_text(m) for name in TITLES for m in must if m.name == name and _is_text(m)), None),
    ]
    return [key for key in found if key is not None][:MOST]


def _ranks(name: str) -> bool:
    return name.lower().endswith(RANKED)


def _sorts(name: str) -> bool:
    return name.lower().endswith(FLAGS)


def _is_text(member: Member) -> bool:
    return member.type == "string"


def _tells_when(member: Member) -> bool:
    return member.type == "Date" or (_is_text(member) and bool(MOMENT.search(member.name)))


def _number(member: Member) -> tuple[str, str, str]:
    name = member.name
    return "number", name, f"this.model.{name} - other.model.{name}"


def _flag(member: Member) -> tuple[str, str, str]:
    name = member.name
    return "flag", name, f"Number(other.model.{name}) - Number(this.model.{name})"


def _time(member: Member) -> tuple[str, str, str]:
    name = member.name
    if member.type == "Date":
        return "date", name, f"this.model.{name}.getTime() - other.model.{name}.getTime()"
    return "text", name, f"this.model.{name}.localeCompare(other.model.{name})"


def _text(member: Member) -> tuple[str, str, str]:
    name = member.name
    return "text", name, f"this.model.{name}.localeCompare(other.model.{name})"
