"""The Web4 patterns, each an object that knows all about itself."""

from __future__ import annotations

from generators.typescript.declarations import SourceFile

from .base import Pattern
from .empty_constructor import EmptyConstructor, init_method
from .layers import Layers
from .radical_oop import RadicalOop
from .scenario_state import ScenarioState

EMPTY_CONSTRUCTOR = EmptyConstructor()
RADICAL_OOP = RadicalOop()
SCENARIO_STATE = ScenarioState()
LAYERS = Layers()

PATTERNS: dict[str, Pattern] = {
    pattern.name: pattern for pattern in (EMPTY_CONSTRUCTOR, LAYERS, RADICAL_OOP, SCENARIO_STATE)
}


def shown(file: SourceFile, layer: str) -> frozenset[str]:
    """Names of the patterns that a file shows."""
    return frozenset(name for name, each in PATTERNS.items() if each.shown_in(file, layer))


def declared(file: SourceFile, layer: str) -> frozenset[str]:
    """Names of the patterns that a skeleton declares."""
    return frozenset(name for name, each in PATTERNS.items() if each.declared_in(file, layer))


def stored(file: SourceFile) -> frozenset[str]:
    """What Phase 1's store notes of a file: two patterns, and where one is half there."""
    found = {p.name for p in (EMPTY_CONSTRUCTOR, SCENARIO_STATE) if p.shown_in(file, "")}
    return frozenset(found | {"init_method" for unit in file.units if init_method(unit)})
