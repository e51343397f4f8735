"""Classes that hold a declared state: what they begin with, how it goes out and comes back.

All of it follows from the declaration, so that an answer is right by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.sample import fingerprint
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source
from generators.typescript.patterns.state import private_state, public_state
from generators.worth import house
from generators.worth.piece import read

from ..cuts import size
from ..text import listed
from . import beginnings, changes, lines, rules, setters, settings, shapes
from .behaving import ordering, watching
from .scenarios import (
    checks,
    copies,
    hibernation,
    live,
    mended,
    merging,
    older,
    parts,
    rows,
    sparse,
    tested,
)
from .shapes import Shape
from .state import FEWEST, SCENARIO, Made, State, built, derived, indented, state_of, taken
from .waking import layered, loose

# Tokens of a constructor that is shown around what is asked for.
MOST_SHOWN = 120
ENOUGH_PLAIN = 6
MOST_GUARDED = 4
OWN = frozenset({"model", "current", "init"})


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The tasks that a source's interfaces give, and its classes by the data that they hold."""
    for unit in source.file.units:
        if unit.kind == "interface" and unit.exported:
            state = state_of(source, unit, library, tokenizer)
            if state is not None and not _exists(state):
                yield from _of_state(state)
        elif unit.kind == "class" and source.layer != "layer3":
            yield from _of_class(source, unit, library, tokenizer)
            state = derived(source, unit, library, tokenizer)
            if state is not None and (state.holder == unit.name or not _exists(state)):
                yield from _of_state(state)


def _exists(state: State) -> bool:
    """Whether the component has a class of the holder's name: its state is what it declares."""
    files = [state.source, *state.library.neighbours(state.source)]
    return any(unit.name == state.holder for each in files for unit in each.file.classes)


def _of_state(state: State) -> Iterator[Made]:
    """A class that is made for an interface."""
    name, model, initial = state.holder, state.unit.name, state.initial
    for kind in (
        changes, checks, settings, setters, hibernation, sparse, merging, parts, beginnings,
        lines, rows, live, older, copies, mended, ordering, watching, layered, loose, tested,
    ):  # fmt: skip
        yield from kind.made(state)
    if initial is not None and len(initial) > 2:
        own = f"private model: {model};"
        maker = f"{built(initial)}\n\n{taken(model)}"
        members = [m for m, _ in state.fields]
        yield Made(
            "empty_constructor", "initial", name, model,
            state.shown(initial, SCENARIO), f"{own}\n\n{maker}",
            rules=(starts := rules.starts(initial, members)), thin=len(starts) < FEWEST,
        )  # fmt: skip
        around = f"export class {name} {{\n{indented(maker)}\n}}"
        if getters := _getters("model", model, state.fields):
            yield Made(
                "radical_oop", "getters", name, _names(state.fields),
                state.shown("", around, SCENARIO), f"{own}\n\n{getters}",
                rules=rules.copies(state.fields),
            )  # fmt: skip
    yield from _guarded(state)
    yield from _scenario(state)


def _guarded(state: State) -> Iterator[Made]:
    """A class that has no model before `init`, with getters for what may be asked afterwards: first
    what is no plain value. Of two classes one is for radical OOP.
    """
    fields = sorted(state.fields, key=lambda pair: pair[1].plain)[:MOST_GUARDED]
    if any(m.name in OWN for m, _ in fields) or all(each.plain for _, each in fields):
        return
    name, model = state.holder, state.unit.name
    parts = [
        f"private model: {model} | null = null;",
        "constructor() {}",
        f"init(model: {model}): this {{\n"
        "  this.model = structuredClone(model);\n  return this;\n}",
        *(_getter("current()", m, each) for m, each in fields),
        f"private current(): {model} {{\n  if (!this.model) {{\n"
        f"    throw new Error('{name} is not initialized');\n  }}\n  return this.model;\n}}",
    ]
    # It shows both: that nothing is there before `init`, and that nobody gets at what is.
    hidden = int(fingerprint(name, "guarded"), 16) % 2
    yield Made(
        "radical_oop" if hidden else "empty_constructor", "guarded", name, _names(fields),
        state.shown(""), "\n\n".join(parts), of=model, rules=rules.copies(fields),
    )  # fmt: skip


def _scenario(state: State) -> Iterator[Made]:
    """`init` and `toScenario` of a class that keeps each field of its model by itself; nothing for
    a few plain values, of which there is nothing to copy.
    """
    if all(each.plain for _, each in state.fields) and len(state.fields) < ENOUGH_PLAIN:
        return
    if not state.is_json:
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
    yield Made(
        "scenario_state", "scenario", name, model, state.shown("", shell, SCENARIO), output,
        rules=rules.copies(state.fields),
    )  # fmt: skip


def _of_class(source: Source, unit: Unit, library: Library, tokenizer: str) -> Iterator[Made]:
    """Getters for a private field of a real class that holds a declared state."""
    names = {m.name for m in unit.members}
    if public_state(unit) or not unit.exported or "snapshot" in names:
        return
    for member in unit.fields:
        located = library.located(source, member.type or "")
        if member.name not in private_state(unit) or member.static or located is None:
            continue
        state = state_of(*located, library, tokenizer)
        maker = _maker(source, unit, member, tokenizer)
        if state is None or maker is None:
            continue
        fields = tuple((m, each) for m, each in state.fields if m.name not in names)
        getters = _getters(member.name, state.unit.name, fields) if len(fields) >= FEWEST else ""
        if not getters:
            continue
        own = f"private {member.name}: {member.type};"
        # The constructor that is shown may set more than this field.
        beside = [f for f in unit.fields if f.name in maker.uses and f != member]
        if any(house.broken_rules(read(f.text, True), source.layer) for f in beside):
            continue
        inits = [m for m in unit.methods if m.name == "init"]
        around = cutting.skeleton(unit, [*beside, maker], inits)
        yield Made(
            "radical_oop", "getters", unit.name, _names(fields),
            state.shown(around, around), f"{own}\n\n{getters}", rules=rules.copies(fields),
        )  # fmt: skip


def _maker(source: Source, unit: Unit, field: Member, tokenizer: str) -> Member | None:
    """The constructor that sets a field, if it may be shown."""
    maker = unit.constructor
    if maker is None or f"this.{field.name} =" not in (maker.body or ""):
        return None
    clean = not house.broken_rules(read(maker.text, True), source.layer)
    short = size(maker.text, tokenizer) <= MOST_SHOWN
    return maker if clean and short and not (maker.logic or maker.parameters) else None


def _getters(owner: str, kind: str, fields: tuple[tuple[Member, Shape], ...]) -> str:
    """A getter for each field, and `snapshot` for the whole; nothing where none of them gives out
    more than a plain value.
    """
    if all(each.plain for _, each in fields):
        return ""
    parts = [_getter(owner, member, each) for member, each in fields]
    parts.append(f"snapshot(): {kind} {{\n  return structuredClone(this.{owner});\n}}")
    return "\n\n".join(parts)


def _getter(owner: str, member: Member, each: Shape) -> str:
    optional = shapes.is_optional(member)
    result = f"{member.type} | undefined" if optional else f"{member.type}"
    given = each.copied(f"this.{owner}.{member.name}", optional)
    return f"get {member.name}(): {result} {{\n  return {given};\n}}"


def _names(fields: Sequence[tuple[Member, Shape]]) -> str:
    return listed([f"`{m.name}`" for m, _ in fields])
