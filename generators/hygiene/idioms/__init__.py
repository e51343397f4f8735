"""Secrets by the place they stand in: beside, below or returned by a name that says so, given to a
command, sent in a header.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generators.hygiene.places import Places, Signs, spans

from . import beside, listed, near, tables
from .names import FOREIGN, KEYS, STEMS
from .rules import RULES

__all__ = ["found"]

STEMS_SET = frozenset((*STEMS, *FOREIGN))


def found(text: str) -> Iterator[tuple[str, int]]:
    """(kind, line from 0) of each."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that becomes two signs
        lower = text
    places = _signs().places(lower)
    if not places:
        return
    yield from (("password", line) for line in _beside(text, lower, places))
    for at in near.found(text, lower, places):
        yield "credentials", text.count("\n", 0, at)
    for rule in sorted({rule for sign in places for rule in _rules_of().get(sign, ())}):
        signs, pattern, take = RULES[rule]
        for start, end in spans(lower, places, signs):
            for match in pattern.finditer(text, start, end):
                if take(match):
                    yield "credentials", text.count("\n", 0, match.start())


def _beside(text: str, lower: str, places: Places) -> Iterator[int]:
    """The lines with one beside, below or in the column of a name that says so."""
    there = (*(STEMS_SET & places.keys()), *(KEYS if "key" in places else ()))
    names = sorted({at for stem in there for at in places.get(stem, ())})
    for at in names:
        if beside.holds(text, at) or listed.listed(text, at):
            yield text.count("\n", 0, at)
    if names:
        if "|" in text and "--" in text:
            yield from tables.found(text)
        yield from tables.separated(text, names)


@cache
def _rules_of() -> dict[str, list[int]]:
    """The rules that wait for each sign, by their position."""
    found: dict[str, list[int]] = {}
    for at, (signs, _, _) in enumerate(RULES):
        for sign in signs:
            found.setdefault(sign, []).append(at)
    return found


@cache
def _signs() -> Signs:
    ruled = (sign for signs, _, _ in RULES for sign in signs)
    return Signs(["key", *STEMS, *KEYS, *FOREIGN, *near.PASSWORDS, *near.KEYS, *ruled])
