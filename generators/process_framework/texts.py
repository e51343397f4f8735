"""How facts are set into text: lists, beginnings of sentences, quotations."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterable, Sequence

from generators.sample import fingerprint

DAYS = frozenset(day_name)


def form_of(forms: Sequence[str], *key: str) -> str:
    """The form in which something is told first: one of those given, decided by the key."""
    return forms[int(fingerprint(*key), 16) % len(forms)]


def quoted(text: str, words: int = 6) -> str:
    """The first words of a text in quotation marks, broken off where it goes on."""
    found = text.split()
    start = " ".join(found[:words]).rstrip(".,:;")
    return f"“{start}”" if len(found) <= words else f"“{start} …”"


def inner(text: str) -> str:
    """A text that will stand in quotation marks, with single marks for those of its own."""
    return text.replace("“", "‘").replace("”", "’")


def aside(name: str, consequence: str) -> str:
    """An option and, in brackets, what would follow from it."""
    told = lower(consequence).rstrip(".")
    return f"{lower(name)} ({told})"


def bullets(values: Iterable[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {value}" for value in values)


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def numbered(values: Iterable[str]) -> str:
    return "\n".join(f"{at}. {value}" for at, value in enumerate(values, 1))


def lower(text: str) -> str:
    """The text as it goes on within a sentence: days, names in code and abbreviations keep
    their capitals.
    """
    first = text.split(" ", 1)[0]
    kept = first == "I" or first in DAYS or (len(first) > 1 and not first[1:].islower())
    return text if kept else text[:1].lower() + text[1:]
