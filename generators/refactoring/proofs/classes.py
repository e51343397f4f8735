"""Proofs about whole classes and files: construction, state, functions, scenarios, interfaces, test
runner.
"""

from __future__ import annotations

import re

from generators import typescript
from generators.refactoring.code import Code, listed
from generators.typescript import patterns
from generators.typescript.patterns.state import is_public_state

from .facts import Facts, Proof, facts_of, fewer

SCENARIO = re.compile(r"scenario", re.I)


def constructor_to_init(before: Code, after: Code) -> Facts | None:
    emptied = [unit for unit in after.file.classes if patterns.EMPTY_CONSTRUCTOR.shown_by(unit)]
    logic = (typescript.constructor_logic(before.file), typescript.constructor_logic(after.file))
    if not emptied or not logic[0] or logic[1]:
        return None
    init = emptied[0].member("init")
    # The house's `init` takes a scenario, not one value after the other.
    if init and not all(SCENARIO.search(parameter.text) for parameter in init.parameters):
        return None
    # What the old constructor worked on and `init` sets now; of a class that was put together anew,
    # what it sets.
    made = [
        u.constructor for u in before.file.classes if u.name == emptied[0].name and u.constructor
    ]
    both = sorted(init.uses & made[0].uses) if init and made else []
    names = [f"this.{name}" for name in both]
    taken = ", ".join(p.name for p in init.parameters) if init else ""
    return Facts(listed(names), len(names), f"init({taken})") if names else None


def state_made_private(before: Code, after: Code) -> Facts | None:
    old, new = typescript.public_fields(before.file), typescript.public_fields(after.file)
    if not fewer(old, new):
        return None
    left = {finding.message for finding in new}
    hidden = {
        m.name for u in after.file.classes for m in u.members if m.access != "public" or m.readonly
    }
    hidden |= {name.lstrip("_#") for name in hidden}
    gone = [f.message.rsplit(".", 1)[-1] for f in old if f.message not in left]
    users = [
        m.name
        for u in after.file.classes
        for m in u.methods
        if m.uses & hidden and m.access == "public"
    ]
    return facts_of((name for name in gone if name in hidden), listed(users, 3))


def accessors_added(before: Code, after: Code) -> Facts | None:
    """A public field became private with a getter of the same name."""
    old = {m.name for u in before.file.classes for m in u.fields if is_public_state(m)}
    getters = [m for u in after.file.classes for m in u.members if m.kind == "getter"]
    setters = {m.name for u in after.file.classes for m in u.members if m.kind == "setter"}
    fields = {m.name: m for u in after.file.classes for m in u.fields}
    held = [m for m in getters if m.name in old and m.name not in fields and m.uses]
    private = all(
        fields[name].access != "public" for m in held for name in m.uses if name in fields
    )
    return (
        facts_of((m.name for m in held), listed(m.name for m in held if m.name in setters))
        if private
        else None
    )


def free_function_to_method(before: Code, after: Code) -> Facts | None:
    old, new = before.file.functions, after.file.functions
    names = [f.name for f in old if f.name not in {g.name for g in new}]
    owned = [name for name in names if name in after.members]
    unit = after.unit
    return facts_of(owned, unit.name if unit else "") if fewer(old, new) else None


def helpers_made_private(before: Code, after: Code) -> Facts | None:
    """Methods that only the class itself calls are private."""
    if before.unit is None or after.unit is None:
        return None
    old = {m.name for m in before.unit.methods if m.access == "public"}
    hidden = [m.name for m in after.unit.methods if m.access != "public" and m.name in old]
    users = [m for m in after.unit.members if m.calls & set(hidden) and m.name not in hidden]
    led = any(m.access == "public" for m in users)
    return facts_of(hidden, listed(m.name for m in users)) if led else None


def scenario_added(before: Code, after: Code) -> Facts | None:
    shown = [unit for unit in after.file.classes if patterns.SCENARIO_STATE.shown_by(unit)]
    if not shown or any(patterns.SCENARIO_STATE.shown_by(unit) for unit in before.file.classes):
        return None
    member = shown[0].member("toScenario")
    kind = (member.return_type if member else None) or "Scenario"
    gone = [name for name in before.members if name not in after.members]
    return Facts(listed(gone) or "a state that nobody could save", len(gone), listed([kind]))


def interface_implemented(before: Code, after: Code) -> Facts | None:
    """A class says which contract it keeps, and the contract stands beside it."""
    known = {u.name: u.heritage for u in before.file.classes}
    declared = {u.name: u for u in after.file.interfaces}
    names = [
        name
        for u in after.file.classes
        for name in u.implements
        if u.name in known and name not in known[u.name] and name in declared
    ]
    promised = [m.name for name in names for m in declared[name].members]
    return facts_of(names, listed(promised, 5)) if not before.file.interfaces else None


def readonly_added(before: Code, after: Code) -> Facts | None:
    old = {m.name for u in before.file.classes for m in u.fields if not m.readonly}
    return facts_of(
        m.name for u in after.file.classes for m in u.fields if m.readonly and m.name in old
    )


def jest_replaced(before: Code, after: Code) -> Facts | None:
    if not typescript.jest_usage(before.text) or typescript.jest_usage(after.text):
        return None
    if "vitest" not in after.text:
        return None
    calls = re.findall(r"\bvi\.\w+", after.text)
    runner = next((i for i in after.file.imports if i.source == "vitest"), None)
    return facts_of(
        calls or (runner.names if runner else ()), listed(runner.names if runner else (), 6)
    )


CLASS_PROOFS: dict[str, Proof] = {
    "constructor_to_init": constructor_to_init,
    "scenario_added": scenario_added,
    "free_function_to_method": free_function_to_method,
    "accessors_added": accessors_added,
    "state_made_private": state_made_private,
    "helpers_made_private": helpers_made_private,
    "interface_implemented": interface_implemented,
    "readonly_added": readonly_added,
    "jest_replaced": jest_replaced,
}
