"""The content file: how each kind of task is asked for."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

NAME = "domain_representatives"


class Wording(Entry):
    """The content file. `{title}` is the record's, `{section}` the name of a section."""

    required: str
    """The requirement's own instruction."""
    document: dict[str, Variants]
    """By the form of the notes."""
    unlinked: dict[str, Variants]
    """The same of a record without dual links, which the house does not call complete."""
    cycle: dict[str, Variants]
    """The same where only header, objective and the four phases are asked for."""
    unlinked_cycle: dict[str, Variants]
    """The same of a record without dual links."""
    section: dict[str, dict[str, Variants]]
    """By what is given (`notes`, `next`, `gap`, `lesson`), then by the section; `any` serves all
    without an own entry.
    """
    more: Variants
    """Added where the notes hold more than the section."""
    other: Variants
    """Added where the notes are also of `{other}` work."""
    learning: str
    """Added where a summary states what was learned."""


@cache
def wording() -> Wording:
    """The content file, read once."""
    return loader.wording(NAME, Wording)
