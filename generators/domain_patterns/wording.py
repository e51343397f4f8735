"""The content file: kinds of work, their parts, and what may be asked about them."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

NAME = "domain_patterns"


class Part(Entry):
    """A part of a pattern: its heading, and the roles of the lines that belong below it."""

    title: str
    roles: tuple[str, ...]


class Task(Entry):
    """What may be asked about a record. `strong` are positions of the parts that the answer is
    about, one of which it must have; the others say as much as is needed to understand it.
    """

    name: str
    title: str
    instructions: Variants
    strong: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    """Positions of the parts that the answer may have; empty for all."""


class Kind(Entry):
    """One kind of work. `core` are positions of parts of which a pattern has each, `anchors` of
    those whose first line it always has, if there is one.
    """

    parts: tuple[Part, ...]
    core: tuple[int, ...]
    anchors: tuple[int, ...]
    tasks: tuple[Task, ...]

    def part_of(self, role: str) -> int:
        """The position of the part that a role belongs to; -1 for none."""
        return next((at for at, part in enumerate(self.parts) if role in part.roles), -1)


class Wording(Entry):
    """The content file."""

    required: str
    """The requirement's own instruction."""
    neighbours: tuple[str, str]
    """What the records before and after one are called."""
    kind: dict[str, Kind]


@cache
def wording() -> Wording:
    """The content file, read once."""
    return loader.wording(NAME, Wording)


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Headings as they stand in a sentence: `problem, fix and rule`."""
    low = [name[:1].lower() + name[1:] for name in names]
    return " and ".join([*([", ".join(low[:-1])] if low[1:] else []), low[-1]])
