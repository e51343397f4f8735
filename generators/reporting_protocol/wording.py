"""The content file: the protocol, and how a report is asked for."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

NAME = "reporting_protocol"


class Protocol(Entry):
    """The protocol as its content file has it."""

    required: str
    """The requirement's own instruction."""
    sections: tuple[str, ...]
    instructions: Variants
    stream_instructions: Variants
    """Where the notes are of several streams of work and the report is to treat one."""
    introductions: Variants
    silence: Variants
    """What to write where the notes say nothing, `{nothing}`."""
    lines: dict[str, int]
    """Most lines of a section."""


@cache
def wording() -> Protocol:
    """The content file, read once."""
    return loader.wording(NAME, Protocol)
