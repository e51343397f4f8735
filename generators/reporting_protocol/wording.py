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
    introductions: Variants
    parts: Variants
    """Where only some `{sections}` are asked for, though the notes hold more."""
    parts_of_stream: Variants
    """The same of notes on two pieces of work."""
    single: Variants
    """The same as `parts` of one section."""
    whole: dict[str, Variants]
    """By the view: all the page, or one of two streams of work on it."""
    partial: dict[str, Variants]
    """The same where the notes fill only some `{sections}`."""
    lines: dict[str, int]
    """Most lines of a section."""


@cache
def wording() -> Protocol:
    """The content file, read once."""
    return loader.wording(NAME, Protocol)
