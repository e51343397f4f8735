"""More ways in which an object comes to life: from a row of texts, from an object of
another type, and with a value for whatever was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member, Unit

from ..text import listed
from . import rules, settings, shapes
from .shapes import Shape
from .state import Made, State, built, indented, state_of

GIVEN = "cells: string[]"
FEWEST, MOST = 2, 5
# So many members of two types are the same by more than accident; so many must be left to begin.
SHARED, LEFT = 3, 1
FEWEST_FILLED = 2


def made(state: State) -> Iterator[Made]:
    """`init` from a row of texts, from another declared type, and where something may be
    left out.
    """
    yield from _filled(state)
    if state.initial is not None:
        yield from _from_arguments(state, state.initial)
        yield from _from_another(state, state.initial)


def _shell(state: State, initial: str, head: str) -> str:
    around = f"private model: {state.unit.name};\n\n{built(initial)}\n\n// to be written\n{head};"
    return f"export class {state.holder} {{\n{indented(around)}\n}}"


def _from_arguments(state: State, initial: str) -> Iterator[Made]:
    """What must be there and is a plain value, in the order of the declaration."""
    taken = [
        (m, lines)
        for m, _ in state.fields
        if not (m.readonly or shapes.is_optional(m) or m.name == "cells")
        and (lines := settings.taken(m))
    ]
    kinds = [settings.kind_of(m) for m, _ in taken]
    if not FEWEST <= len(taken) <= MOST or len(set(kinds)) < 2:
        return
    names = [m.name for m, _ in taken]
    body = "\n".join(
        [
            f"if (cells.length !== {len(names)}) {{",
            f"  throw new Error(`expected {', '.join(names)}, not ${{cells.join(' ')}}`);",
            "}",
            f"const [{', '.join(names)}] = cells;",
            *(lines for _, lines in taken),
            "return this;",
        ]
    )
    head = f"init({GIVEN}): this"
    kinds += ["error"] * bool({"number", "choice"} & set(kinds))
    yield Made(
        "empty_constructor", "arguments", state.holder, listed([f"`{name}`" for name in names]),
        state.shown(initial, _shell(state, initial, head)), f"{head} {{\n{indented(body)}\n}}",
        rules=rules.of_kinds("converts", kinds, settings.ORDER), shows=False,
    )  # fmt: skip


def _contains(unit: Unit, name: str) -> bool:
    return any(re.search(rf"\b{name}\b", member.type or "") for member in unit.members)


def _same(member: Member) -> tuple[str, str]:
    return member.name, " ".join((member.type or "").split())


def _from_another(state: State, initial: str) -> Iterator[Made]:
    """For the declaration of the same file that has most in common with the state."""
    own = {_same(m) for m, _ in state.fields if not m.readonly}
    others = []
    for unit in state.source.file.units:
        other = None if unit == state.unit else state_of(
            state.source, unit, state.library, state.tokenizer
        )  # fmt: skip
        # What contains another is not made of it, though both may have a name and a description.
        if other is None or _contains(state.unit, unit.name) or _contains(unit, state.unit.name):
            continue
        shared = [m for m, _ in other.fields if _same(m) in own]
        if SHARED <= len(shared) <= len(own) - LEFT:
            others.append((len(shared), unit.name, other))
    if not others:
        return
    _, name, other = max(others, key=lambda found: (found[0], found[1]))
    optional = {_same(m) for m, _ in other.fields if shapes.is_optional(m)}
    known = {_same(m) for m, _ in other.fields}
    fields = [(m, each) for m, each in state.fields if _same(m) in known and not m.readonly]
    lines = [_taken_from(m, each, _same(m) in optional) for m, each in fields]
    head = f"init(other: {name}): this"
    body = "\n".join([*lines, "return this;"])
    yield Made(
        "empty_constructor", "another", state.holder, listed([f"`{m.name}`" for m, _ in fields]),
        state.shown(f"{initial} {name}", _shell(state, initial, head), other.unit.text),
        f"{head} {{\n{indented(body)}\n}}", of=name, by=name * bool(optional & known & own),
        rules=rules.copies(fields), shows=False,
    )  # fmt: skip


def _taken_from(member: Member, each: Shape, missing: bool) -> str:
    value = each.copied(f"other.{member.name}", missing)
    taken = f"this.model.{member.name} = {value};"
    if not missing or shapes.is_optional(member):
        return taken
    return f"if (other.{member.name} !== undefined) {{\n  {taken}\n}}"


def _filled(state: State) -> Iterator[Made]:
    """Fields of their own that always hold something, whatever the object that is given leaves
    out.
    """
    gaps = [m for m, each in state.fields if shapes.is_optional(m) and each.initial is not None]
    every = [(m, each) for m, each in state.fields if each.initial is not None]
    names = {m.name for m, _ in state.fields}
    if len(gaps) < FEWEST_FILLED or len(every) < len(state.fields) or names & settings.RESERVED:
        return
    if len({each.initial for _, each in every}) < 2 or any(m.readonly for m, _ in every):
        return
    fields = "\n".join(f"private {m.name}: {m.type} = {each.initial};" for m, each in every)
    lines = []
    for member, each in every:
        value = each.copied(f"given.{member.name}", member in gaps)
        begin = f" ?? {each.initial}" * (member in gaps)
        lines.append(f"this.{member.name} = {value}{begin};")
    body = "\n".join([*lines, "return this;"])
    output = (
        f"{fields}\n\nconstructor() {{}}\n\n"
        f"init(given: {state.unit.name}): this {{\n{indented(body)}\n}}"
    )
    literal = " ".join(f"{m.name}: {each.initial}" for m, each in every)
    yield Made(
        "empty_constructor", "filled", state.holder, state.unit.name, state.shown(fields), output,
        rules=(*rules.starts(f" {literal}", ()), *rules.copies(state.fields)),
    )  # fmt: skip
