"""Scenario-based state: it leaves an object by `toScenario()` and comes back by
`init(scenario)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.typescript import cutting
from generators.typescript.declarations import Member, SourceFile, Unit

from .base import ClassPattern, leaves_members, spoken_of, with_body
from .empty_constructor import init_method
from .state import named_state

# What a serialised component consists of.
SCENARIO_FIELDS = ("ior", "owner", "model")
SCENARIO = re.compile(r"scenario", re.I)


class ScenarioState(ClassPattern):
    """A class with `toScenario()` and `init(scenario)`; an interface with `toScenario()` or of a
    scenario itself.
    """

    name = "scenario_state"
    lifecycle = True
    signed = ("init", "toScenario")
    frames = (("init", "toScenario"),)
    lifecycles = (("init", "toScenario"), ("toScenario",), ("init",))

    def shown_by(self, unit: Unit) -> bool:
        to_scenario = unit.member("toScenario")
        if unit.kind == "interface":
            return to_scenario is not None or all(unit.member(name) for name in SCENARIO_FIELDS)
        saves = to_scenario is not None and to_scenario.statements > 0
        return saves and init_method(unit) and self._restores(unit)

    def declared_by(self, unit: Unit) -> bool:
        return unit.member("toScenario") is not None and self._restores(unit)

    def _restores(self, unit: Unit) -> bool:
        init = unit.member("init")
        return init is not None and takes_scenario(init)

    def _touched_by(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        if any(takes_scenario(m) or SCENARIO.search(m.return_type or "") for m in members):
            return True
        makers = [m for name in self.signed if (m := unit.member(name)) is not None]
        kept = set().union(*(m.uses for m in cutting.closure(unit, makers)))
        state = (named_state(unit) | {"init"}) & kept | set(self.signed)
        return leaves_members(members, unit) and bool(spoken_of(members) & state)

    def carriers(self, unit: Unit) -> list[Member]:
        return with_body(unit, "init")


def takes_scenario(member: Member) -> bool:
    """Whether a parameter is a scenario, by its name or type."""
    return any(
        SCENARIO.search(f"{parameter.name} {parameter.type or ''}")
        for parameter in member.parameters
    )
