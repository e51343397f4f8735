"""Objects of a declared type that a class keeps, and the class as it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generators.typescript import Member, Unit
from generators.typescript.library import Library, Source

from .. import shapes
from ..changes import KEYS
from ..settings import RESERVED
from ..shapes import Shape
from ..state import SCENARIO_FIELDS, indented, stem
from ..words import resolver

FEWEST_FIELDS = 3
# The first letter of a name, or the letters of an abbreviation that it begins with.
LEADING = re.compile(r"^(?:[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z])")
# Of what says how something is set nobody keeps many.
SINGLE = re.compile(r"(?:Options|Settings)$")
# What `structuredClone` takes without a declaration.
OPEN = re.compile(r"unknown(?:\[\])?|Record<string, unknown>")


@dataclass(frozen=True)
class Method:
    """What is asked for: its signature, what it gives in words, and its body."""

    signature: str
    told: str
    body: str

    @property
    def text(self) -> str:
        """As it stands in a class."""
        return f"{self.signature} {{\n{indented(self.body)}\n}}"


@dataclass(frozen=True)
class Keeper:
    """A class that keeps objects: its private state, what the input gives of it, and what is asked
    for.
    """

    kind: str
    name: str
    field: str
    given: str
    asked: tuple[Method, ...]
    by: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """The type of the objects with its fields."""

    source: Source
    unit: Unit
    fields: tuple[tuple[Member, Shape], ...]

    @property
    def stem(self) -> str:
        """What one of them is called."""
        return stem(self.unit.name)

    @property
    def one(self) -> str:
        """A variable for one of them."""
        name = LEADING.sub(lambda found: found[0].lower(), self.stem, count=1)
        return name if name not in RESERVED else "entry"

    @property
    def key(self) -> str:
        """The field that tells them apart; empty where there is none."""
        texts = {m.name for m, _ in self.fields if m.type == "string" and not optional(m)}
        return next((name for name in KEYS if name in texts), "")


def optional(member: Member) -> bool:
    """Whether a field may be missing."""
    return shapes.is_optional(member)


def kept_type(source: Source, unit: Unit, library: Library) -> Kept | None:
    """An interface whose objects can be kept and copied; None for any other declaration."""
    if unit.kind != "interface" or not unit.exported or "<" in unit.header:
        return None
    if SINGLE.search(unit.name):
        return None
    resolve = resolver(library, source)
    fields = shapes.inherited(unit, resolve)
    sound = [
        (m, each)
        for m in fields
        if (each := shapes.field(m, resolve)) is not None
        and (each.state or OPEN.fullmatch(m.type or ""))
    ]
    short = len(sound) < FEWEST_FIELDS
    if short or len(sound) != len(fields) or SCENARIO_FIELDS & {m.name for m in fields}:
        return None
    return Kept(source, unit, tuple(sound))
