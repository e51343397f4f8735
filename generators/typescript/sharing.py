"""State that an object gives out as it is: whoever gets it changes what is inside."""

from __future__ import annotations

import re

from .declarations import Member, Unit

# Types of state by the convention of the house: data that can be copied.
STATE = re.compile(r"\w*(?:Scenario|Model|State|Data)(?:<[\w, ]+>)?(?: *\| *(?:null|undefined))*")
NAMES, OPEN = frozenset({"model", "scenario", "state", "data"}), frozenset({"", "any", "unknown"})
# Values that nobody can change from outside.
PLAIN = re.compile(r"(?:string|number|boolean|bigint|this|void|null|undefined|'[^']*'|[\s|])*")
# How a collection is copied, by its type or by the value with which it begins.
COPIES = {
    "[...{}]": re.compile(r"(?!readonly\b).*\[\]|Array<.*>|=\s*\[.*"),
    "new Map({})": re.compile(r"Map<.*>|=\s*new Map\b.*"),
    "new Set({})": re.compile(r"Set<.*>|=\s*new Set\b.*"),
    "{{ ...{} }}": re.compile(r"Record<.*>|\{\s*\[\w+:[^\]]*\]:[^;]*;?\s*\}"),
}


def is_state(field: Member) -> bool:
    """Whether a field holds state by its type, or by its name where its type is written out or does
    not tell.
    """
    kind = field.type or ""
    open_ = kind in OPEN or kind.startswith("{")
    return bool(STATE.fullmatch(kind)) or (open_ and field.name in NAMES)


def copy_of(field: Member) -> str:
    """The expression, around `{}`, for a copy of the collection that a field holds; empty for
    other fields.
    """
    kind = " ".join((field.type or field.text.partition(field.name)[2]).split()).rstrip(";")
    return next((copy for copy, form in COPIES.items() if form.fullmatch(kind)), "")


def is_plain(member: Member) -> bool:
    """Whether a method gives a value that cannot be changed, or does not say what it gives."""
    return bool(PLAIN.fullmatch(member.return_type or ""))


def handed_out(unit: Unit) -> set[str]:
    """Public members that return a private collection or state itself, or a part of the state that
    is no plain value, and promise nothing that only reads.
    """
    held = [m for m in unit.fields if m.access != "public" and (is_state(m) or copy_of(m))]
    names = "|".join(re.escape(m.name) for m in held)
    state = "|".join(re.escape(m.name) for m in held if is_state(m))
    if not names:
        return set()
    gives = re.compile(rf"\breturn this\.(?:{names});")
    part = re.compile(rf"\breturn this\.(?:{state})(?:\.\w+)+;" if state else r"(?!)")
    return {
        member.name
        for member in unit.members
        if member.body is not None
        and member.access == "public"
        and not re.match(r"(?:readonly\b|Readonly)", member.return_type or "")
        and (gives.search(member.body) or (not is_plain(member) and part.search(member.body)))
    }
