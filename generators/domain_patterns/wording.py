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
    about; the others say as much as is needed to understand it.
    """

    name: str
    title: str
    instructions: Variants
    strong: tuple[int, ...] = ()


class Kind(Entry):
    """One kind of work. `core` are positions of parts of which a pattern has each."""

    parts: tuple[Part, ...]
    core: tuple[int, ...]
    tasks: tuple[Task, ...]
    chained: Variants
    """How a short record is asked about together with its neighbours."""

    def part_of(self, role: str) -> int:
        """The position of the part that a role belongs to; -1 for none."""
        return next((at for at, part in enumerate(self.parts) if role in part.roles), -1)


class Wording(Entry):
    """The content file."""

    required: str
    """The requirement's own instruction."""
    neighbours: dict[str, str]
    """What the records before and after one are to it, and the heading of what they tell, in this
    order.
    """
    kind: dict[str, Kind]


@cache
def wording() -> Wording:
    """The content file, read once."""
    return loader.wording(NAME, Wording)
