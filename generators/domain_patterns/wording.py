"""The content file: what is asked about a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants

from .labelled import Part

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


def asked_for(parts: Sequence[Part]) -> str:
    """The parts as an instruction names them, those last that are called by their headings."""
    words = wording()
    sections = [f"“{part.name}”" for part in parts if part.quoted]
    called = [_called(words.parts[part.name], part) for part in parts if not part.quoted]
    if sections:
        called.append(f"{words.sections[len(sections) > 1]} {_listed(sections)}")
    return _listed(called)


def _called(name: str, part: Part) -> str:
    """What a part is, and what the record calls it where that is another word."""
    labels = [f"“{label}”" for label in part.labels if label.lower() not in name]
    return f"{name} ({_listed([f'“{label}”' for label in part.labels])})" if labels else name


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: `the cause, the fix and the lessons`."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
