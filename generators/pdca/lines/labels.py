"""The label that a line stands below, and the outer heading without which it would say something
else.
"""

from __future__ import annotations

import re

from ..signs import OPTION, TURNS

# A name in bold with a number: one of several.
PART = re.compile(r"\*\*\W*(?:(?:phase|step|schritt|part|teil)\s+)?\d+[a-z]?[.):]?\s", re.I)
# The same, where the number is surely one of a part: "10 trays" names no part.
NUMBERED_PART = re.compile(
    r"\*\*\W*(?:(?:phase|step|schritt|part|teil)\s+(?P<named>\d+)[a-z]?\b|(?P<number>\d+)[a-z]?[.):]\s)",
    re.I,
)
# What is only intended, where other things were done.
INTENDED = re.compile(
    r"\b(?:strateg(?:y|ies)|roadmap|recommendations?|recommended|strategien?|fahrplan|empfehlung(?:en)?"
    r"|empfohlen\w*)\b",
    re.I,
)


class Turning:
    """The outer heading or name in bold without which what stands below those inside of it would
    say something else: "Proposed steps" above "1. Archive".
    """

    def __init__(self, tasks: bool = False) -> None:
        """`tasks`: what stands in the section is to be done anyway."""
        self._level, self._heading, self._name = 0, "", ""
        self._tasks = tasks

    def _turns(self, name: str) -> bool:
        return bool(TURNS.search(name) or (not self._tasks and INTENDED.search(name)))

    def heading(self, line: str, name: str) -> str:
        """The name of a heading, with the outer one that turns it."""
        level = len(line) - len(line.lstrip("#"))
        self._name = ""
        if self._heading and level > self._level:
            return f"{self._heading}: {name}"
        self._level, self._heading = level, name if self._turns(name) else ""
        return name

    def label(self, line: str, name: str) -> str:
        """The name that a line in bold gives, with the one above it that turns it: what is
        numbered, and the options there, stand below one without a number.
        """
        inside = PART.match(line) or OPTION.match(name)
        if not inside:
            self._name = name if self._turns(name) else ""
        elif self._name and not OPTION.match(name):
            return f"{self._name}: {name}"
        return name


class Labels:
    """The label that lines stand below: until the next one, or, for a list item with others inside,
    until the list comes back to its depth.
    """

    def __init__(self) -> None:
        self.now = ""
        self._outer: list[tuple[int, str]] = []

    def clear(self) -> None:
        """No label any more."""
        self.now = ""
        self._outer.clear()

    def come_to(self, line: str) -> None:
        """Leaves the lists that the line is not inside of."""
        while line.strip() and self._outer and depth(line) <= self._outer[-1][0]:
            self.now = self._outer.pop()[1]

    def opened(self) -> tuple[str, list[tuple[int, str]]]:
        """The labels that a fence stands below, for its end; its own lists begin in it."""
        kept = (self.now, self._outer)
        self._outer = []
        return kept

    def closed(self, kept: tuple[str, list[tuple[int, str]]]) -> None:
        """The labels as they were when the fence opened."""
        self.now, self._outer = kept

    def enter(self, name: str, line: str, following: str) -> None:
        """What comes stands below the name, which `line` gives."""
        if inside(line, following):
            self._outer.append((depth(line), self.now))
        self.now = name


def depth(line: str) -> int:
    """How far a line is indented, in signs."""
    return len(line) - len(line.lstrip())


def inside(line: str, following: str) -> bool:
    """Whether the next line is inside of a list item."""
    return bool(following.strip()) and depth(following) > depth(line)
