"""Methods of a life cycle with a fault that shows only from outside: what is asked for is the
method without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.sample import fingerprint
from generators.typescript import Member

from .. import shapes
from ..shapes import Shape
from ..state import SCENARIO, Made, State, indented

FEWEST, FEWEST_PLAIN = 3, 4
METHODS = ("init", "toScenario")
# What of a name decides on the method is not what decides on the fault.
EACH = 7


@dataclass(frozen=True)
class Fault:
    """A fault by the name of its clause, and the lines of the method that has it."""

    name: str
    lines: tuple[str, ...]


def made(state: State) -> Iterator[Made]:
    """`init` or `toScenario` of a class that keeps each member in a field of its own. Of two in
    three classes: of the others both methods are asked for together.
    """
    fields = [(m, each) for m, each in state.fields]
    plain = all(each.plain for _, each in fields)
    if not state.is_json or len(fields) < (FEWEST_PLAIN if plain else FEWEST):
        return
    if any(each.initial is None and not shapes.is_optional(m) for m, each in fields):
        return
    at = int(fingerprint(state.unit.name, "mended"), 16)
    if at % (len(METHODS) + 1) == len(METHODS):
        return
    method = METHODS[at % (len(METHODS) + 1)]
    faults = list(_faults(method, fields))
    if faults:
        yield _task(state, method, fields, faults[at // EACH % len(faults)])


def _task(state: State, method: str, fields: Sequence[tuple[Member, Shape]], fault: Fault) -> Made:
    name, model = state.holder, state.unit.name
    declared = ["private ior = { uuid: '', component: '', version: '' };", "private owner = '';"]
    declared += [
        f"private {m.name}?: {m.type};"
        if shapes.is_optional(m)
        else f"private {m.name}: {m.type} = {each.initial};"
        for m, each in fields
    ]
    right = {each: _method(each, model, _lines(each, fields)) for each in METHODS}
    shown = right | {method: _method(method, model, fault.lines)}
    parts = ["\n".join(declared), "constructor() {}", *shown.values()]
    body = "\n\n".join(indented(part) for part in parts)
    return Made(
        "scenario_state", "mended", name, model,
        state.shown("", f"export class {name} {{\n{body}\n}}", SCENARIO), right[method],
        of=method, rules=(f"fault.{fault.name}",), part=f" {method}", shows=False,
    )  # fmt: skip


def _method(name: str, model: str, lines: Sequence[str]) -> str:
    held = "\n".join(lines)
    if name == "init":
        return (
            f"init(scenario: Scenario<{model}>): this {{\n"
            "  this.ior = structuredClone(scenario.ior);\n  this.owner = scenario.owner;\n"
            f"{indented(held)}\n  return this;\n}}"
        )
    return (
        f"toScenario(): Scenario<{model}> {{\n  return {{\n"
        "    ior: structuredClone(this.ior),\n    owner: this.owner,\n    model: {\n"
        f"{indented(indented(indented(held)))}\n    }},\n  }};\n}}"
    )


def _lines(method: str, fields: Sequence[tuple[Member, Shape]]) -> tuple[str, ...]:
    return tuple(_line(method, member, member.name, each) for member, each in fields)


def _line(method: str, member: Member, other: str, each: Shape, copied: bool = True) -> str:
    """What a method does with a member, taken from one of the name `other`."""
    place = f"scenario.model.{other}" if method == "init" else f"this.{other}"
    value = each.copied(place, shapes.is_optional(member)) if copied else place
    if method == "init":
        return f"this.{member.name} = {value};"
    return f"{member.name}: {value},"


def _faults(method: str, fields: Sequence[tuple[Member, Shape]]) -> Iterator[Fault]:
    """A member that is shared, one that is forgotten, and two that are mixed up: each only where
    the code compiles all the same.
    """
    lines = _lines(method, fields)
    at = next((at for at, (_, each) in enumerate(fields) if not each.plain), None)
    if at is not None:
        member, each = fields[at]
        shared = _line(method, member, member.name, each, copied=False)
        kind = "shared_in" if method == "init" else "shared_out"
        yield Fault(kind, (*lines[:at], shared, *lines[at + 1 :]))
    # A scenario without a member that must be there does not compile.
    gaps = [at for at, (m, _) in enumerate(fields) if method == "init" or shapes.is_optional(m)]
    if gaps:
        at = gaps[-1]
        yield Fault("forgotten", (*lines[:at], *lines[at + 1 :]))
    twins = _twins(fields)
    if twins:
        one, two = twins
        mixed = list(lines)
        mixed[one] = _line(method, fields[one][0], fields[two][0].name, fields[one][1])
        mixed[two] = _line(method, fields[two][0], fields[one][0].name, fields[two][1])
        yield Fault("mixed", tuple(mixed))


def _twins(fields: Sequence[tuple[Member, Shape]]) -> tuple[int, int] | None:
    """Positions of the last two neighbours of one type that must be there."""
    kinds = ["" if shapes.is_optional(m) else " ".join((m.type or "").split()) for m, _ in fields]
    pairs = [at for at in range(len(kinds) - 1) if kinds[at] and kinds[at] == kinds[at + 1]]
    return (pairs[-1], pairs[-1] + 1) if pairs else None
