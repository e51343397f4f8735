"""Where in a text a pattern is worth trying: an expression costs a hundred times what a search for
plain signs costs, and most texts hold no sign of most patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from ahocorasick_rs import AhoCorasick

Places = dict[str, list[int]]


class Signs:
    """Plain strings, all looked for in one pass over a text."""

    def __init__(self, signs: Iterable[str]) -> None:
        self._signs = tuple(dict.fromkeys(signs))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._signs)

    def places(self, text: str) -> Places:
        """The indexes at which each sign begins, without the signs that are not there."""
        found: Places = {}
        for sign, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(self._signs[sign], []).append(start)
        return found


def spans(text: str, places: Places, signs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of the lines with one of the signs, each with the line after it, which a match
    may reach into; those that touch are one.
    """
    start = end = 0
    for at in sorted(at for sign in signs for at in places.get(sign, ())):
        if end and at < end:
            end = max(end, _line_after(text, at))
            continue
        if end:
            yield start, end
        start, end = text.rfind("\n", 0, at) + 1, _line_after(text, at)
    if end:
        yield start, end


def _line_after(text: str, at: int) -> int:
    """Where the line after that of `at` ends."""
    end = text.find("\n", at)
    end = text.find("\n", end + 1) if end >= 0 else end
    return end if end >= 0 else len(text)
