"""Whether code shows a Web4 pattern. Similarity ranks, these checks decide."""

from __future__ import annotations

import re

from .declarations import Member, SourceFile, Unit

# Which layers a layer may import besides itself: implementation on interfaces, the command line on
# both. 1 (infrastructure) and 4 (coordination) occur in real trees; their place is between and
# below.
ALLOWED_IMPORTS = {
    "layer1": frozenset({"layer1", "layer2", "layer3"}),
    "layer2": frozenset({"layer2", "layer3"}),
    "layer3": frozenset({"layer3"}),
    "layer4": frozenset({"layer2", "layer3", "layer4"}),
    "layer5": frozenset({"layer2", "layer3", "layer4", "layer5"}),
}
LAYERED = frozenset({"layer2", "layer3", "layer5"})
# What a serialised component consists of.
SCENARIO_FIELDS = ("ior", "owner", "model")
SCENARIO = re.compile(r"scenario", re.I)


def init_method(unit: Unit) -> bool:
    """A class with an `init` that does something."""
    init = unit.member("init")
    return unit.kind == "class" and init is not None and init.statements > 0


def empty_constructor(unit: Unit) -> bool:
    """An explicit constructor without parameters that at most sets initial values, and an `init`
    for the rest.
    """
    constructor = unit.constructor
    return (
        unit.kind == "class"
        and constructor is not None
        and not constructor.parameters
        and not constructor.logic
        and init_method(unit)
    )


def has_empty_constructor(unit: Unit) -> bool:
    """The constructor half of the pattern: an explicit one, without parameters or logic."""
    constructor = unit.constructor
    return constructor is not None and not constructor.parameters and not constructor.logic


def is_public_state(member: Member) -> bool:
    """A field that anyone may change."""
    return member.kind == "field" and member.access == "public" and not member.readonly


def private_state(unit: Unit) -> tuple[str, ...]:
    """Names of private and protected instance state, parameter properties included."""
    named = [m.name for m in unit.members if m.kind == "field" and m.access != "public"]
    constructor = unit.constructor
    for parameter in constructor.parameters if constructor else ():
        if {"private", "protected"} & set(parameter.modifiers):
            named.append(parameter.name)
    return tuple(named)


def public_state(unit: Unit) -> tuple[str, ...]:
    """Names of public mutable state, parameter properties included."""
    named = [m.name for m in unit.members if is_public_state(m)]
    constructor = unit.constructor
    for parameter in constructor.parameters if constructor else ():
        if "public" in parameter.modifiers and "readonly" not in parameter.modifiers:
            named.append(parameter.name)
    return tuple(named)


def encapsulated(unit: Unit) -> bool:
    """A class whose state is private and whose methods work on it. Says nothing about the file
    around it.
    """
    state = set(private_state(unit))
    behaviour = [
        m for m in unit.members if m.kind in ("method", "getter", "setter") and m.statements
    ]
    return (
        unit.kind == "class"
        and bool(state)
        and not public_state(unit)
        and any(m.kind == "method" for m in behaviour)
        and any(state & (m.uses | m.calls) for m in behaviour)
    )


def radical_oop(unit: Unit, file: SourceFile) -> bool:
    """An encapsulated class in a file without free functions."""
    return encapsulated(unit) and not file.functions


def takes_scenario(member: Member) -> bool:
    """Whether a parameter is a scenario, by its name or type."""
    return any(
        SCENARIO.search(f"{parameter.name} {parameter.type or ''}")
        for parameter in member.parameters
    )


def scenario_state(unit: Unit) -> bool:
    """A class with `toScenario()` and `init(scenario)`; an interface with `toScenario()` or of a
    scenario itself.
    """
    to_scenario = unit.member("toScenario")
    if unit.kind == "interface":
        return to_scenario is not None or all(unit.member(name) for name in SCENARIO_FIELDS)
    if to_scenario is None:
        return False
    init = unit.member("init")
    restores = init is not None and init.statements > 0 and takes_scenario(init)
    return unit.kind == "class" and to_scenario.statements > 0 and restores


def layer_imports_ok(file: SourceFile, layer: str) -> bool:
    """Whether every import between layers runs in the allowed direction; false for an unknown
    layer.
    """
    allowed = ALLOWED_IMPORTS.get(layer)
    return allowed is not None and all(
        not i.layer or i.layer == layer or i.layer in allowed for i in file.imports
    )


def layered(file: SourceFile, layer: str) -> bool:
    """Shows its place among the layers: 2 and 5 import another layer, 3 declares and imports
    nothing above it.
    """
    if layer not in LAYERED or not layer_imports_ok(file, layer):
        return False
    if layer == "layer3":
        declares = any(unit.kind in ("interface", "type", "enum") for unit in file.units)
        return declares and not file.functions
    return any(i.layer and i.layer != layer for i in file.imports) and bool(file.classes)


def patterns_of(file: SourceFile, layer: str) -> frozenset[str]:
    """The patterns that a file shows; `init_method` alone is none, but says where one is half
    there.
    """
    found = set()
    for unit in file.units:
        if empty_constructor(unit):
            found.add("empty_constructor")
        if init_method(unit):
            found.add("init_method")
        if radical_oop(unit, file):
            found.add("radical_oop")
        if scenario_state(unit):
            found.add("scenario_state")
    if layered(file, layer):
        found.add("5_layer_architecture")
    return frozenset(found)


def declares(file: SourceFile, layer: str) -> frozenset[str]:
    """The patterns that a skeleton declares: as `patterns_of`, but methods may stand there by
    signature only.
    """
    found = set()
    for unit in file.classes:
        init = unit.member("init")
        if has_empty_constructor(unit) and init is not None:
            found.add("empty_constructor")
        if unit.member("toScenario") is not None and init is not None and takes_scenario(init):
            found.add("scenario_state")
        if private_state(unit) and not public_state(unit) and not file.functions:
            found.add("radical_oop")
    if layered(file, layer):
        found.add("5_layer_architecture")
    return frozenset(found)
