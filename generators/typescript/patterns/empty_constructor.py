"""The empty constructor: construction sets initial values, `init` does the rest."""

from __future__ import annotations

from collections.abc import Sequence

from generators.typescript.declarations import Member, SourceFile, Unit

from .base import ClassPattern, leaves_members, spoken_of, with_body
from .state import named_state


class EmptyConstructor(ClassPattern):
    """An explicit constructor without parameters that at most sets initial values, and an `init`
    that does something.
    """

    name = "empty_constructor"
    lifecycle = True
    signed = ("init",)
    frames = (("init",), ("init", "toScenario"))
    lifecycles = (
        ("constructor", "init"),
        ("constructor", "init", "toScenario"),
        ("constructor",),
        ("init",),
    )

    def shown_by(self, unit: Unit) -> bool:
        return unit.kind == "class" and self._constructed(unit) and init_method(unit)

    def declared_by(self, unit: Unit) -> bool:
        return self._constructed(unit) and unit.member("init") is not None

    def _constructed(self, unit: Unit) -> bool:
        constructor = unit.constructor
        return constructor is not None and not constructor.parameters and not constructor.logic

    def _touched_by(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        state = named_state(unit) | {"init"}
        return leaves_members(members, unit) and bool(spoken_of(members) & state)

    def carriers(self, unit: Unit) -> list[Member]:
        return [*([unit.constructor] if unit.constructor else []), *with_body(unit, "init")]


def init_method(unit: Unit) -> bool:
    """A class with an `init` that does something: no pattern by itself, but half of two."""
    init = unit.member("init")
    return unit.kind == "class" and init is not None and init.statements > 0
