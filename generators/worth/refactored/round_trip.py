"""Scenario state that does not come back: what `init` restores against what `toScenario` saves."""

from __future__ import annotations

import re

from generators.typescript import Member
from generators.typescript.patterns.scenario_state import takes_scenario

from ..piece import Piece

# An assignment to a field, or to a part of one.
SET = re.compile(r"\bthis\.(#?\w+)((?:\.\w+)*) (?:\?\?)?= ([^;]+);")
LITERAL = re.compile(r"(?:'[^']*'|\"[^\"]*\"|-?\d[\d_.]*|true|false|null|undefined|\[\]|\{\})")
# What gives another object than it is given.
COPIED = re.compile(r"\(|\{|\[")
CAST = re.compile(r"(?: as [\w<>\[\]. ]+)+$")
SAVED_TYPE = re.compile(r"(?:Scenario|Model)(?:Data|State)?$")
OWN_CALL = re.compile(r"\bthis\.#?\w+\(|Object\.assign\(this\b")


def left_behind(piece: Piece, given: Piece) -> bool:
    """Whether a member reads a field that the scenario holds and `init` does not restore. `given`
    is the code in the request.
    """
    return any(
        (init.body is not None and takes_scenario(init) and lost(unit.members, init, given))
        for unit in piece.file.classes
        if (init := unit.member("init")) is not None
    )


def unsaved_changes(piece: Piece) -> bool:
    """Whether a member changes fields of which `toScenario` saves none."""
    return any(unsaved(unit.members) for unit in piece.file.classes)


def overwritten(piece: Piece) -> bool:
    """Whether an `init` overwrites what it has just restored, or writes into the scenario that it
    was given.
    """
    inits = (unit.member("init") for unit in piece.file.classes)
    return any(
        i is not None and bool(i.body) and takes_scenario(i) and overwrites(i) for i in inits
    )


def unsaved(members: tuple[Member, ...]) -> set[str]:
    """Members that set fields of which `toScenario`, which calls nothing of its own, saves none."""
    saves = next((m for m in members if m.name == "toScenario" and m.body is not None), None)
    if saves is None or not saves.uses or OWN_CALL.search(saves.body or ""):
        return set()
    found = set()
    for member in members:
        if member.name in ("init", "constructor") or member.body is None or member is saves:
            continue
        changed = {name for name, _, _ in SET.findall(" ".join(member.body.split()))}
        if changed and changed.isdisjoint(saves.uses):
            found.add(member.name)
    return found


def overwrites(init: Member) -> bool:
    """Whether `init` sets a part of what it has restored to a fixed value, or to any value where
    that changes the caller's scenario, which it did not copy.
    """
    restored: dict[str, bool] = {}
    for name, part, value in SET.findall(" ".join((init.body or "").split())):
        if part and name in restored and (restored[name] or LITERAL.fullmatch(value)):
            return True
        if not part and _from_scenario(init, value):
            restored[name] = not COPIED.search(CAST.sub("", value))
    return False


def _from_scenario(init: Member, value: str) -> bool:
    names = [p.name for p in init.parameters if p.name.isidentifier()]
    return any(re.search(rf"\b{name}\b", value) for name in names)


def lost(members: tuple[Member, ...], init: Member, given: Piece) -> bool:
    """Whether what is saved and what is restored are different fields, or a member reads a field
    that only the scenario brings back. Not told where a method that is not shown may do it.
    """
    body = " ".join((init.body or "").split())
    if OWN_CALL.search(body):
        return False
    restored = {name for name, part, value in SET.findall(body) if not part}
    if not restored:
        return False
    stored = {
        member.name
        for unit in given.file.units
        if SAVED_TYPE.search(unit.name or "")
        for member in unit.members
    }
    fields = {m.name for unit in given.file.classes for m in unit.fields}
    fields |= {member.name for member in members if member.kind == "field"}
    return any(
        member is not init
        and member.kind != "constructor"
        and member.body is not None
        and (member.uses & fields & stored) - restored
        for member in members
    )
