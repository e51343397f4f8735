"""The state of a class: what is hidden in it and what anyone may change."""

from __future__ import annotations

from generators.typescript.declarations import Member, Unit


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


def named_state(unit: Unit) -> set[str]:
    """Names of everything an instance holds, accessors included."""
    fields = {
        m.name for m in unit.members if m.kind in ("field", "getter", "setter") and not m.static
    }
    return fields | set(private_state(unit))
