"""Whether a line says what an earlier one of its record said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

# Two lines that share this much of their words say the same.
SAME = 0.7
WORD = re.compile(r"\w+")
# What turns a line, or tells how far something is.
TURNING = re.compile(
    r"(?:not|no|never|without|only|before|after|old|new|open|planned|pending|done|progress|partly"
    r"|warning|chosen|rejected|failed|fails|passed|passes|cancell?ed|removed|missing|blocked|deferred"
    r"|skipped|nicht|kein\w*|nie|ohne|nur|vorher|nachher|offen|geplant|erledigt)"
)
# Words that add nothing of their own.
FILLERS = re.compile(
    r"(?:an?|the|this|that|we|i|its?|is|are|was|be|of|in|on|at|to|for|with|by|from|and|all|each|now"
    r"|de[rnms]|die|das|eine?[nrm]?|es|wir|ist|sind|war|wird|vo[nm]|[ia]m|zu[mr]?|für|mit|und|alle"
    r"|jetzt)"
)
# A line that is a command or another piece of code and nothing else.
CODE = re.compile(r"`[^`]+`$")
# A row of a table.
ROW = re.compile(r"; [^;:]{1,40}: .*; [^;:]{1,40}: ")
NUMBER = re.compile(r"\d+")
# A number, a name of code or a file: what a line is about.
NAMED = re.compile(r"\w*\d\w*|[a-zäöüß]+[A-ZÄÖÜ]\w*|\w+_\w+|[A-ZÄÖÜ][a-zäöüß]+[A-ZÄÖÜ]\w*")


@dataclass(frozen=True)
class Content:
    """What a line is compared by: its text, and the list that it stands in."""

    text: str
    group: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """In lower case."""
        return frozenset(WORD.findall(self.text.lower()))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Its words without which it would say something else."""
        turning = {word for word in self.words if TURNING.fullmatch(word)}
        return frozenset(
            turning | {word.lower() for word in WORD.findall(self.text) if NAMED.fullmatch(word)}
        )

    @cached_property
    def numbers(self) -> list[str]:
        """Those in the names that it stands below."""
        return NUMBER.findall(" ".join(self.group[1:]))

    def repeats(self, other: Content) -> bool:
        """Whether it says the same. Items of one list, rows of tables, and commands are different
        things while they differ in a word; lines that differ in a number, a name or a state, or
        stand below different numbers, are, too.
        """
        if len(self.words & other.words) < SAME * len(self.words | other.words):
            return False
        differing = self.words ^ other.words
        if CODE.match(self.text) and CODE.match(other.text):
            return not differing
        exact = self.group == other.group or (ROW.search(self.text) and ROW.search(other.text))
        if exact and not all(map(FILLERS.fullmatch, differing)):
            return False
        # Of two numbered things in one section, each has a state of its own.
        beside = self.group[0] == other.group[0] and self.numbers != other.numbers
        return self.telling == other.telling and not beside


def known(said: Content, seen: Sequence[Content]) -> int:
    """The place of the first line that says the same; -1 for none."""
    return next((at for at, each in enumerate(seen) if said.repeats(each)), -1)
