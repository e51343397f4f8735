"""State that an object shares with nobody: what `init` takes over and what public members give out
is copied, as the tasks that follow from declarations have it.
"""

from __future__ import annotations

import re

from generators.typescript import Member, Unit

# Types of state by the convention of the house: data that can be copied.
STATE = re.compile(r"\w*(?:Scenario|Model|State|Data)(?:<[\w, ]+>)?(?: *\| *(?:null|undefined))*")
NAMES, OPEN = frozenset({"model", "scenario", "state", "data"}), frozenset({"", "any", "unknown"})
CAST = r"((?: as [\w<>\[\]. ]+)*)"


def apart(text: str, unit: Unit) -> str:
    """The text of a file with one of its classes, not yet changed, that copies its state where it
    comes in and goes out.
    """
    held = [m.name for m in unit.fields if _is_state(m)]
    # What can be called is no data, whatever its type is named.
    state = "|".join(
        re.escape(name)
        for name in held
        if not re.search(rf"\bthis\.{re.escape(name)}[!?]?\.\w+\(", unit.text)
    )
    if not state:
        return text
    for member in reversed(unit.members):
        if member.body is None or member.static or member.access != "public":
            continue
        body = _copying(member, state, unit.text)
        if body != member.body:
            end = member.end
            text = text[: end - len(member.body)] + body + text[end:]
    return text


def _is_state(field: Member) -> bool:
    """Whether a field holds state by its type, or by its name where its type does not tell."""
    kind = field.type or ""
    return bool(STATE.fullmatch(kind)) or (kind in OPEN and field.name in NAMES)


def _copying(member: Member, state: str, code: str) -> str:
    body = member.body or ""
    if member.name == "init":
        return _taken(member, body, state)
    # Whoever is in the class may work on what it gives, as `this.data().size = 1` does.
    if member.name != "toScenario" and f"this.{member.name}" in code:
        return body
    body = re.sub(rf"\breturn (this\.(?:{state}));", r"return structuredClone(\1);", body)
    if member.name == "toScenario":
        body = re.sub(rf"\.\.\.(this\.(?:{state}))(?=\s*[,}}])", r"...structuredClone(\1)", body)
        part = rf"\b(model|state|data): (this\.(?:{state}))(?=\s*[,}}])"
        body = re.sub(part, r"\1: structuredClone(\2)", body)
    return body


def _taken(member: Member, body: str, state: str) -> str:
    """`init` with copies of the scenario, or of a part of it."""
    for parameter in member.parameters:
        if not parameter.name.isidentifier() or not STATE.fullmatch(parameter.type or ""):
            continue
        if re.search(rf"(?<!\.)\b{re.escape(parameter.name)}\??\.\w+\(", body):
            continue
        given = rf"({re.escape(parameter.name)}(?:\.(?:model|state|data))?)"
        own = rf"(\bthis\.(?:{state}) = ){given}{CAST};"
        body = re.sub(own, r"\1structuredClone(\2)\3;", body)
        body = re.sub(rf"\.\.\.{given}(?=\s*[,}}])", r"...structuredClone(\1)", body)
    return body
