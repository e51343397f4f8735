"""The content file: what is asked about a record."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

NAME = "domain_patterns"


class Wording(Entry):
    """The content file."""

    required: str
    """The requirement's own instruction."""
    neighbours: tuple[str, str]
    """What the records before and after one are called."""
    asked: Variants
    kinds: dict[str, Variants]
    sections: tuple[str, str]
    """What one and several parts are that are called by their headings."""
    parts: dict[str, str]
    """What each label is called in an instruction."""


@cache
def wording() -> Wording:
    """The content file, read once."""
    return loader.wording(NAME, Wording)
