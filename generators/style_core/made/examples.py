"""Values of declared types, as a test writes them: every one differs from what a new object has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generators.typescript import Member

from . import shapes
from .changes import singular
from .shapes import Resolve

# Characters of a line in a test.
LONGEST = 96
# How far objects within objects are filled.
DEEP = 2
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
ENUM_VALUE = re.compile(r"[,{]\s*(\w+)\s*(?:=\s*[^,}]+)?")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
KEY = "first"

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""An expression, the elements of a list, or the members of an object."""


def of_members(members: Iterable[Member], resolve: Resolve, deep: int = 0) -> dict[str, Value]:
    """A value for each member, those that may be missing among them; empty where one has none."""
    found: dict[str, Value] = {}
    for turn, member in enumerate(members, 1):
        value = of_type(member.type or "", member.name, resolve, turn, deep)
        if value is None:
            return {}
        found[member.name] = value
    return found


def of_type(kind: str, name: str, resolve: Resolve, turn: int = 1, deep: int = 0) -> Value | None:
    """A value of a type for a member of this name, another one for each `turn`; None for types
    that are no plain data.
    """
    kind = " ".join(COMMENT.sub("", kind).split())
    if found := shapes.EMPTY.fullmatch(kind):
        kind = found[1]
    simple = {"string": f"'{_spoken(name)} {turn}'", "number": str(turn), "boolean": "true"}
    if kind in simple:
        return simple[kind]
    if shapes.LITERALS.fullmatch(kind):
        values = re.findall(r"'[^']*'", kind)
        return values[-1] if len(values) > 1 else None
    for pattern in (shapes.ARRAY, shapes.RECORD):
        if match := pattern.fullmatch(kind):
            inner = next((part for part in match.groups() if part), "")
            if inner == "unknown":
                inner = "string"
            one = (singular(name) or name) if pattern is shapes.ARRAY else name
            value = of_type(inner, one, resolve, turn, deep + 1)
            if value is None:
                return None
            return [value] if pattern is shapes.ARRAY else {KEY: value}
    return _named(kind, name, resolve, turn, deep)


def _named(kind: str, name: str, resolve: Resolve, turn: int, deep: int) -> Value | None:
    unit = resolve(kind) if shapes.NAME.fullmatch(kind) else None
    if unit is None or deep > DEEP:
        return None
    if unit.kind == "enum":
        values = ENUM_VALUE.findall(COMMENT.sub("", unit.text))
        return f"{kind}.{values[-1]}" if len(values) > 1 else None
    if unit.kind == "type":
        alias = unit.text.split("=", 1)[-1].strip().rstrip(";")
        return of_type(alias, name, resolve, turn, deep + 1)
    if unit.kind != "interface" or "<" in unit.header:
        return None
    needed = [m for m in shapes.inherited(unit, resolve) if not shapes.is_optional(m)]
    return of_members(needed, resolve, deep + 1) or None


def _spoken(name: str) -> str:
    """The words of a name: "current sprint" for `currentSprint`."""
    return " ".join(WORD.findall(name)).lower()


def written(value: Value, indent: int = 0, room: int = LONGEST) -> str:
    """A value as code that begins somewhere on a line at `indent`: on that line as far as `room`
    characters allow, else with a line for each part.
    """
    if isinstance(value, str):
        return value
    flat = _flat(value)
    if len(flat) + indent <= room:
        return flat
    blank = " " * (indent + 2)
    if isinstance(value, Mapping):
        parts = [
            f"{key}: {written(inner, indent + 2, room - len(key) - 3)}"
            for key, inner in value.items()
        ]
        opened, closed = "{}"
    else:
        parts, (opened, closed) = [written(inner, indent + 2, room) for inner in value], "[]"
    lines = "".join(f"{blank}{part},\n" for part in parts)
    return f"{opened}\n{lines}{' ' * indent}{closed}"


def _flat(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key}: {_flat(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return f"[{', '.join(map(_flat, value))}]"
