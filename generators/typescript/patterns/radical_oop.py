"""Radical OOP: the object owns its state, hides it, and acts on it by its own methods."""

from __future__ import annotations

from collections.abc import Sequence, Set

from generators.typescript.declarations import Member, SourceFile, Unit

from .base import ClassPattern, leaves_members, spoken_of
from .state import private_state, public_state

# An excerpt that touches no hidden field shows the first ones, so that the claim can be seen.
FIELDS_SHOWN = 4


class RadicalOop(ClassPattern):
    """A class whose state is private and whose methods work on it, in a file without free
    functions.
    """

    name = "radical_oop"
    by_state = True

    def shown_by(self, unit: Unit) -> bool:
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

    def declared_by(self, unit: Unit) -> bool:
        return bool(private_state(unit)) and not public_state(unit)

    def shown_in(self, file: SourceFile, layer: str) -> bool:
        return not file.functions and super().shown_in(file, layer)

    def declared_in(self, file: SourceFile, layer: str) -> bool:
        return not file.functions and super().declared_in(file, layer)

    def _touched_by(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        # A call of a private method says nothing about the state.
        state = set(private_state(unit))
        return leaves_members(members, unit) and bool(spoken_of(members) & state)

    def fields(self, unit: Unit, touched: Set[str]) -> set[str]:
        if any(f.name in touched and f.access != "public" for f in unit.fields):
            return set()
        return {f.name for f in unit.fields[:FIELDS_SHOWN]}
