"""State that an object shares with nobody: what `init` takes over and what public members give out
is copied, as the tasks that follow from declarations have it.
"""

from __future__ import annotations

import re

from generators.typescript import Member, Unit
from generators.typescript.library import Source
from generators.typescript.sharing import STATE, copy_of, is_plain, is_state

from .material import parsed_again

# A copy by way of a text.
DEEP = re.compile(r"JSON\.parse\(JSON\.stringify\(([\w.]+)\)\)")
# A copy of nothing but a copy.
COPIED_TWICE = re.compile(r"\{\s*\.\.\.(structuredClone\([\w.]+\)),?\s*\}")
CAST = r"((?: as [\w<>\[\]. ]+)*)"
# What changes a collection that was asked for.
CHANGED = (
    r"(?:\.(?:add|clear|copyWithin|delete|fill|pop|push|reverse|set|shift|sort|splice|unshift)\("
    r"|\[[^\]]*\] =(?!=))"
)


def kept_apart(source: Source) -> Source:
    """The source with classes that share their state with nobody; itself where nothing changes."""
    text = DEEP.sub(r"structuredClone(\1)", source.file.text)
    source = parsed_again(source, text)
    text = source.file.text
    for unit in reversed(source.file.classes):
        text = apart(text, unit)
    return parsed_again(source, text)


def apart(text: str, unit: Unit) -> str:
    """The text of a file with one of its classes, not yet changed, that copies its state where it
    comes in and goes out.
    """
    held = [m.name for m in unit.fields if is_state(m)]
    # What can be called is no data, whatever its type is named.
    state = "|".join(
        re.escape(name)
        for name in held
        if not re.search(rf"\bthis\.{re.escape(name)}[!?]?\.\w+\(", unit.text)
    )
    copies = {m.name: copy for m in unit.fields if m.access != "public" and (copy := copy_of(m))}
    for member in reversed(unit.members):
        if member.body is None or member.static or member.access != "public":
            continue
        body = _copying(member, state, unit.text) if state else member.body
        body = _apart_lists(member, body, copies, unit.text)
        if body != member.body:
            end = member.end
            text = text[: end - len(member.body)] + body + text[end:]
    return text


def _apart_lists(member: Member, body: str, copies: dict[str, str], code: str) -> str:
    """A body that gives out copies of collections, where nobody in the class changes what it
    gives.
    """
    if re.search(rf"\bthis\.{re.escape(member.name)}(?:\(\))?{CHANGED}", code):
        return body
    for name, copy in copies.items():
        own = f"this.{name}"
        given = copy.format(own)
        body = body.replace(f"return {own};", f"return {given};")
        if member.name == "toScenario":
            body = re.sub(rf"(?<=: ){re.escape(own)}(?=\s*[,}}])", given, body)
    return body


def _copying(member: Member, state: str, code: str) -> str:
    body = member.body or ""
    if member.name == "init":
        return _taken(member, body, state)
    # Whoever is in the class may work on what it gives, as `this.data().size = 1` does.
    if member.name != "toScenario" and f"this.{member.name}" in code:
        return body
    parts = "" if is_plain(member) else r"(?:[?!]?\.\w+)*(?: (?:\|\||\?\?) \[\])?"
    body = re.sub(rf"\breturn (this\.(?:{state}){parts});", r"return structuredClone(\1);", body)
    if member.name == "toScenario":
        alone = rf"\{{\s*\.\.\.(this\.(?:{state}))\s*\}}"
        body = re.sub(alone, r"structuredClone(\1)", body)
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
        body = re.sub(rf"\{{\s*\.\.\.{given}\s*\}}", r"structuredClone(\1)", body)
        body = re.sub(rf"\.\.\.{given}(?=\s*[,}}])", r"...structuredClone(\1)", body)
    return COPIED_TWICE.sub(r"\1", body)
