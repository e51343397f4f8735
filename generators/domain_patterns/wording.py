"""The content file: what is asked about a record."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

NAME = "domain_patterns"


class Question(Entry):
    """What can be asked of a record that labels each part of the answer itself."""

    name: str
    labels: tuple[str, ...]
    instructions: Variants


class Wording(Entry):
    """The content file."""

    required: str
    """The requirement's own instruction."""
    neighbours: tuple[str, str]
    """What the records before and after one are called."""
    whole: Variants
    sections: Variants
    kinds: dict[str, Variants]
    questions: tuple[Question, ...]


@cache
def wording() -> Wording:
    """The content file, read once."""
    return loader.wording(NAME, Wording)
