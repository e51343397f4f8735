"""What follows from a type alone: how it is said in words, the value a field of it begins with, and
how it is given out so that nobody outside can change what is inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from generators import typescript
from generators.typescript import Member, Unit

from ..text import an

Resolve = Callable[[str], Unit | None]
"""The declaration that a name means; None where the corpus holds none."""

# Objects within objects are followed this far.
DEEP = 2
LITERALS = re.compile(r"(?:\|\s*)?'[^'|]*'(?:\s*\|\s*'[^'|]*')*")
ARRAY = re.compile(r"(?:readonly\s+)?(?:\((.+)\)|(.+?))\[\]|(?:Readonly)?Array<(.+)>")
RECORD = re.compile(r"Record<string,\s*(.+)>|\{\s*\[\w+:\s*string\]:\s*([^;]+);?\s*\}")
MAP = re.compile(r"Map<string,\s*(.+)>")
SET = re.compile(r"Set<(.+)>")
EMPTY = re.compile(r"(.+?)\s*\|\s*(null|undefined)")
NAME = re.compile(r"[A-Z]\w*")
APPLIED = re.compile(r"[A-Z]\w*<[\w, .\[\]|]+>")
FUNCTION = re.compile(r"\(.*\)\s*=>\s*[^=]+")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
OBJECT = re.compile(r"\{.*\}", re.S)


@dataclass(frozen=True)
class Shape:
    """`plain` values (texts, numbers, truth values) cannot be changed from outside; `copied` gives
    the expression for a copy of anything else. `initial` is None where a type does not tell it,
    `state` is false where a value is no data.
    """

    words: str
    plural: str
    initial: str | None
    plain: bool = False
    spread: str = "structuredClone({})"
    state: bool = True

    def copied(self, expression: str, optional: bool = False) -> str:
        """The expression that gives the value out, or takes it in, without sharing it."""
        if self.plain:
            return expression
        return (COPY if optional else self.spread).format(expression)


COPY = "structuredClone({})"
SIMPLE = {
    "string": Shape("a text", "texts", "''", True),
    "number": Shape("a number", "numbers", "0", True),
    "boolean": Shape("true or false", "truth values", "false", True),
    "Date": Shape("a `Date`", "dates", "new Date(0)", False, "new Date({})"),
}


def shape(text: str, resolve: Resolve, deep: int = 0) -> Shape | None:
    """The shape of a type as it is written; None for what cannot be told."""
    text = " ".join(COMMENT.sub("", text).split())
    if text in SIMPLE:
        return SIMPLE[text]
    if LITERALS.fullmatch(text):
        return _chosen(re.findall(r"'([^']*)'", text))
    if (found := EMPTY.fullmatch(text)) and (inner := shape(found[1], resolve, deep)):
        empty = found[2]
        initial = "null" if empty == "null" else None
        return replace(inner, words=f"{inner.words}, or `{empty}`", initial=initial, spread=COPY)
    return _collection(text, resolve, deep) or _object(text, resolve, deep) or _opaque(text)


def _opaque(text: str) -> Shape | None:
    """What can be named, but is no data of its own."""
    if text == "unknown":
        return Shape("anything at all", "values of any kind", None, state=False)
    if FUNCTION.fullmatch(text) and "{" not in text:
        return Shape(f"a function `{text}`", f"functions `{text}`", None, state=False)
    if NAME.fullmatch(text) or APPLIED.fullmatch(text):
        return Shape(an(text), f"`{text}` values", None, state=False)
    return None


def _chosen(values: list[str]) -> Shape:
    told = [f"`{value}`" for value in values]
    listed = f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else told[0]
    words = f"one of {listed}" if len(told) > 1 else f"always {listed}"
    return Shape(words, f"texts ({listed})", f"'{values[0]}'", True)


def _collection(text: str, resolve: Resolve, deep: int) -> Shape | None:
    for pattern, words, initial, copy in (
        (ARRAY, "a list of {}", "[]", "[...{}]"),
        (MAP, "a `Map` from texts to {}", "new Map()", "new Map({})"),
        (RECORD, "a plain object that maps texts to {}", "{}", "{{ ...{} }}"),
        (SET, "a `Set` of {}", "new Set()", "new Set({})"),
    ):
        found = pattern.fullmatch(text)
        inside = next((part for part in found.groups() if part), "") if found else ""
        if inside and (inner := shape(inside, resolve, deep + 1)):
            several = words.format(inner.plural)
            plural = several.replace("a ", "", 1).replace("list", "lists", 1)
            spread = copy if inner.plain else COPY
            # What is kept under names is data, whatever it is.
            named = pattern is RECORD and inside == "unknown"
            return Shape(several, plural, initial, False, spread, inner.state or named)
    return None


def element(text: str, resolve: Resolve) -> Shape | None:
    """The shape of the elements of a list type; None for other types."""
    found = ARRAY.fullmatch(text)
    inside = next((part for part in found.groups() if part), "") if found else ""
    return shape(inside, resolve)


def _object(text: str, resolve: Resolve, deep: int) -> Shape | None:
    if NAME.fullmatch(text):
        return _named(text, resolve, deep)
    if not OBJECT.fullmatch(text) or deep > DEEP:
        return None
    file = typescript.parse(f"interface Inner {text}")
    if file.errors or len(file.units) != 1:
        return None
    members = file.units[0].members
    shapes = [(m, field(m, resolve, deep + 1)) for m in members]
    if not members or any(found is None for _, found in shapes):
        return None
    told = [f"`{m.name}` ({found.words})" for m, found in shapes if found is not None]
    words = (
        f"an object with {', '.join(told[:-1])} and {told[-1]}"
        if told[1:]
        else (f"an object with {told[0]}")
    )
    return Shape(
        words, words.replace("an object", "objects", 1), initial_of(members, resolve, deep + 1)
    )


def _named(name: str, resolve: Resolve, deep: int) -> Shape | None:
    unit = resolve(name)
    article = "an" if name[0] in "AEIOU" else "a"
    words, plural = f"{article} `{name}`", f"`{name}` objects"
    generic = unit is not None and unit.kind == "interface" and "<" in unit.header
    if unit is None or unit.kind == "class" or generic:
        return None
    if unit.kind == "enum":
        first = re.search(r"\{\s*(?:(?://[^\n]*\n|/\*.*?\*/)\s*)*(\w+)", unit.text, re.S)
        return Shape(words, f"`{name}` values", f"{name}.{first[1]}" if first else None, True)
    if unit.kind == "type":
        value = unit.text.split("=", 1)[-1].strip().rstrip(";")
        inner = shape(value, resolve, deep + 1) if deep < DEEP else None
        return replace(inner, words=words, plural=f"`{name}` values") if inner else None
    members = inherited(unit, resolve) if deep < DEEP else ()
    shapes = [field(m, resolve, deep + 1) for m in members]
    state = bool(shapes) and all(found is not None and found.state for found in shapes)
    return Shape(
        words, plural, initial_of(members, resolve, deep + 1) if state else None, state=state
    )


def inherited(unit: Unit, resolve: Resolve, far: int = DEEP) -> tuple[Member, ...]:
    """The members of an interface with those of the interfaces that it extends, these first;
    nothing where one of them is unknown.
    """
    found: list[Member] = []
    for name in unit.extends:
        base = resolve(name) if far else None
        if base is None or base.kind != "interface" or "<" in base.header:
            return ()
        found += inherited(base, resolve, far - 1)
    own = {m.name for m in unit.members}
    return (*(m for m in found if m.name not in own), *unit.members)


def field(member: Member, resolve: Resolve, deep: int = 0) -> Shape | None:
    """The shape of a field; None for methods and for what has no type."""
    if member.kind != "field" or not member.type or not member.name.isidentifier():
        return None
    return shape(member.type, resolve, deep)


def is_optional(member: Member) -> bool:
    """Whether a field may be missing."""
    return f"{member.name}?" in member.text


def initial_of(members: tuple[Member, ...], resolve: Resolve, deep: int = 0) -> str | None:
    """An object literal in which every field that must be there has its initial value."""
    entries = []
    for member in members:
        if is_optional(member):
            continue
        found = field(member, resolve, deep)
        if found is None or found.initial is None:
            return None
        entries.append(f"{member.name}: {found.initial}")
    return f"{{ {', '.join(entries)} }}" if entries else "{}"
