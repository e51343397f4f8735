"""Classes that hold a declared state: what they begin with, how it goes out and comes back.

All of it follows from the declaration, so that an answer is right by construction.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source
from generators.typescript.patterns.state import private_state, public_state
from generators.worth import house
from generators.worth.piece import read

from ..cuts import size
from ..text import listed
from . import changes, checks, settings, shapes
from .shapes import Shape
from .state import FEWEST, SCENARIO, Made, State, indented, state_of, wide
from .words import resolver

# Tokens of a constructor that is shown around what is asked for.
MOST_SHOWN = 120
ENOUGH_PLAIN = 6


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The tasks that a source's interfaces and classes give."""
    for unit in source.file.units:
        if unit.kind == "interface" and unit.exported:
            state = state_of(source, unit, library, tokenizer)
            if state is not None and not _exists(state):
                yield from _of_state(state)
        elif unit.kind == "class" and source.layer != "layer3":
            yield from _of_class(source, unit, library, tokenizer)


def _exists(state: State) -> bool:
    """Whether the component has a class of the holder's name: its state is what it declares."""
    files = [state.source, *state.library.neighbours(state.source)]
    return any(unit.name == state.holder for each in files for unit in each.file.classes)


def _of_state(state: State) -> Iterator[Made]:
    """A class that is made for an interface."""
    name, model = state.holder, state.unit.name
    yield from changes.made(state)
    yield from checks.made(state)
    yield from settings.made(state)
    initial = shapes.initial_of(
        tuple(m for m, _ in state.fields), resolver(state.library, state.source)
    )
    own = f"private model: {model};"
    if initial is not None and len(initial) > 2:
        built = f"constructor() {{\n  this.model = {wide(initial)};\n}}"
        taken = (
            f"init(scenario: Scenario<{model}>): this {{\n"
            "  this.model = structuredClone(scenario.model);\n  return this;\n}"
        )
        yield Made(
            "empty_constructor", "initial", name, model,
            state.shown(initial, SCENARIO), f"{own}\n\n{built}\n\n{taken}",
        )  # fmt: skip
        around = f"export class {name} {{\n{indented(built)}\n\n{indented(taken)}\n}}"
        if getters := _getters("model", model, state.fields):
            yield Made(
                "radical_oop", "getters", name, _names(state.fields),
                state.shown("", around, SCENARIO), f"{own}\n\n{getters}",
            )  # fmt: skip
    yield from _scenario(state)


def _scenario(state: State) -> Iterator[Made]:
    """`init` and `toScenario` of a class that keeps each field of its model by itself; nothing for
    a few plain values, of which there is nothing to copy.
    """
    if all(each.plain for _, each in state.fields) and len(state.fields) < ENOUGH_PLAIN:
        return
    name, model = state.holder, state.unit.name
    declared = ["private ior = { uuid: '', component: '', version: '' };", "private owner = '';"]
    for member, each in state.fields:
        optional = shapes.is_optional(member)
        if not optional and each.initial is None:
            return
        declared.append(
            f"private {member.name}?: {member.type};"
            if optional
            else f"private {member.name}: {member.type} = {each.initial};"
        )
    around = "\n".join(indented(line) for line in declared)
    shell = f"export class {name} {{\n{around}\n\n  constructor() {{}}\n}}"
    takes, gives = [], []
    for member, each in state.fields:
        optional = shapes.is_optional(member)
        inner = each.copied(f"scenario.model.{member.name}", optional)
        takes.append(f"  this.{member.name} = {inner};")
        gives.append(f"      {member.name}: {each.copied(f'this.{member.name}', optional)},")
    output = "\n".join(
        [
            f"init(scenario: Scenario<{model}>): this {{",
            "  this.ior = structuredClone(scenario.ior);",
            "  this.owner = scenario.owner;",
            *takes,
            "  return this;",
            "}",
            "",
            f"toScenario(): Scenario<{model}> {{",
            "  return {",
            "    ior: structuredClone(this.ior),",
            "    owner: this.owner,",
            "    model: {",
            *gives,
            "    },",
            "  };",
            "}",
        ]
    )
    yield Made("scenario_state", "scenario", name, model, state.shown("", shell, SCENARIO), output)


def _of_class(source: Source, unit: Unit, library: Library, tokenizer: str) -> Iterator[Made]:
    """Getters for a private field of a real class that holds a declared state."""
    taken = {m.name for m in unit.members}
    if public_state(unit) or not unit.exported or "snapshot" in taken:
        return
    for member in unit.fields:
        located = library.located(source, member.type or "")
        if member.name not in private_state(unit) or member.static or located is None:
            continue
        state = state_of(*located, library, tokenizer)
        maker = _maker(source, unit, member, tokenizer)
        if state is None or maker is None:
            continue
        fields = tuple((m, each) for m, each in state.fields if m.name not in taken)
        getters = _getters(member.name, state.unit.name, fields) if len(fields) >= FEWEST else ""
        if not getters:
            continue
        own = f"private {member.name}: {member.type};"
        # The constructor that is shown may set more than this field.
        beside = [f for f in unit.fields if f.name in maker.uses and f != member]
        if any(house.broken_rules(read(f.text, True), source.layer) for f in beside):
            continue
        inits = [m for m in unit.methods if m.name == "init" and m != maker]
        around = cutting.skeleton(unit, [*beside, maker], inits)
        yield Made(
            "radical_oop", "getters", unit.name, _names(fields),
            state.shown(around, around), f"{own}\n\n{getters}",
        )  # fmt: skip


def _maker(source: Source, unit: Unit, field: Member, tokenizer: str) -> Member | None:
    """The constructor or `init` that sets a field, if it may be shown."""
    for maker in (unit.constructor, unit.member("init")):
        if maker is None or f"this.{field.name} =" not in (maker.body or ""):
            continue
        given = maker.kind == "constructor" and maker.parameters
        clean = not house.broken_rules(read(maker.text, True), source.layer)
        if clean and not (maker.logic or given) and size(maker.text, tokenizer) <= MOST_SHOWN:
            return maker
    return None


def _getters(owner: str, kind: str, fields: tuple[tuple[Member, Shape], ...]) -> str:
    """A getter for each field, and `snapshot` for the whole; nothing where none of them gives out
    more than a plain value.
    """
    if all(each.plain for _, each in fields):
        return ""
    parts = []
    for member, each in fields:
        optional = shapes.is_optional(member)
        result = f"{member.type} | undefined" if optional else f"{member.type}"
        given = each.copied(f"this.{owner}.{member.name}", optional)
        parts.append(f"get {member.name}(): {result} {{\n  return {given};\n}}")
    parts.append(f"snapshot(): {kind} {{\n  return structuredClone(this.{owner});\n}}")
    return "\n\n".join(parts)


def _names(fields: tuple[tuple[Member, Shape], ...]) -> str:
    return listed([f"`{m.name}`" for m, _ in fields])
