"""Methods that change single values of the state, each value looked at before it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.typescript import Member

from ..text import listed
from . import rules, shapes
from .changes import KEYS
from .settings import ONLY, RESERVED
from .shapes import Shape
from .state import SCENARIO, Made, State, built, indented, taken

FEWEST, MOST = 2, 3
ORDER = (
    "text",
    "number",
    "date",
    "plain",
    "list",
    "object",
    "map",
    "set",
    "deep",
    "others",
    "missing",
)


def made(state: State) -> Iterator[Made]:
    """Setters for some members of a state, those that refuse a value before the others."""
    if state.initial is None:
        return
    fields = [
        (m, each)
        for m, each in state.fields
        if not m.readonly
        and m.name not in RESERVED
        and m.name not in KEYS
        and not ONLY.fullmatch(_type(m))
    ]
    # One that refuses nothing comes with one that does.
    refusing = [pair for pair in fields if _refusal(pair[0])]
    others = [pair for pair in fields if pair not in refusing]
    chosen = [*refusing[:MOST], *others][:MOST]
    if len(chosen) < FEWEST or not refusing:
        return
    model = state.unit.name
    maker = f"{built(state.initial)}\n\n{taken(model)}"
    around = f"export class {state.holder} {{\n{indented(maker)}\n}}"
    texts = [_setter(member, each) for member, each in chosen]
    kinds = [kind for pair in chosen for kind in _kinds(*pair)]
    yield Made(
        "radical_oop", "setters", state.holder, listed([f"`set{_big(m)}`" for m, _ in chosen]),
        state.shown(state.initial, around, SCENARIO),
        "\n\n".join([f"private model: {model};", *texts]),
        rules=(told := _rules(kinds, chosen)), thin=len(told) == 1,
    )  # fmt: skip


def _big(member: Member) -> str:
    return member.name[0].upper() + member.name[1:]


def _type(member: Member) -> str:
    return " ".join((member.type or "").split())


def _kinds(member: Member, each: Shape) -> list[str]:
    kind = {"string": "text", "number": "number", "Date": "date"}.get(_type(member), "")
    flat = "" if shapes.is_optional(member) else rules.SPREADS.get(each.spread, "")
    kinds = [kind or ("plain" if each.plain else flat or "deep")]
    return kinds + ["missing"] * shapes.is_optional(member)


def _rules(kinds: Sequence[str], chosen: Sequence[tuple[Member, Shape]]) -> tuple[str, ...]:
    taken = [pair for pair in chosen if pair[1].plain and not _refusal(pair[0])]
    cloned = [pair for pair in chosen if "deep" in _kinds(*pair)]
    # "Other" is said only beside something of the same kind.
    same = {"list" if kind == "list" else "object" for kind in rules.nouns(cloned)}
    held = set(kinds)
    held = (held - {"deep"}) | {"others"} if "deep" in held and same & held else held
    found = rules.with_kinds("sets.plain", rules.of_kinds("sets", held, ORDER), taken)
    found = rules.with_nouns("sets.deep", found, cloned)
    return rules.with_nouns("sets.others", found, cloned)


def _refusal(member: Member) -> str:
    """The condition under which a value is refused, and what is said; empty where none is."""
    name = member.name
    wrong = {
        "string": (f"!{name}.trim()", "must not be empty"),
        "number": (f"!Number.isFinite({name})", "must be a finite number"),
        "Date": (f"Number.isNaN({name}.getTime())", "must be a valid date"),
    }.get(_type(member))
    if wrong is None:
        return ""
    condition = f"{name} !== undefined && {wrong[0]}" if shapes.is_optional(member) else wrong[0]
    return f"if ({condition}) {{\n  throw new Error('{name} {wrong[1]}');\n}}\n"


def _setter(member: Member, each: Shape) -> str:
    name, missing = member.name, shapes.is_optional(member)
    value = each.copied(name, missing)
    body = f"{_refusal(member)}this.model.{name} = {value};\nreturn this;"
    given = f"{name}?: {_type(member)}" if missing else f"{name}: {_type(member)}"
    return f"set{_big(member)}({given}): this {{\n{indented(body)}\n}}"
