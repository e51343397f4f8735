"""Members that are nearly one: later versions of a method, the same method of a class that is about
something else, methods of one class that differ in a word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from . import cutting

# The share of three words in a row from which two members are alike, and from which they are one.
ALIKE, SAME = 0.5, 0.9
# A shorter name is found in other words by accident.
SHORTEST_NAME = 4


class Twins:
    """The members met so far, by what they say without the name of what their class is about."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._sizes: list[int] = []

    def met(self, text: str, owner: str) -> float:
        """How much of a member of the class `owner` stands in the one before it that is most like
        it (0 to 1); takes it in.
        """
        runs = self._runs(text, owner)
        found = self._alike(runs)
        for run in runs:
            self._holders[run].append(len(self._sizes))
        self._sizes.append(len(runs))
        return found

    def like(self, text: str, owner: str) -> float:
        """The same without taking it in."""
        return self._alike(self._runs(text, owner))

    def _runs(self, text: str, owner: str) -> set[tuple[str, ...]]:
        about = owner.removeprefix("Default")
        if len(about) >= SHORTEST_NAME:
            text = re.sub(re.escape(about), "_", text, flags=re.I)
        words = cutting.WORD.findall(text)
        return set(zip(words, words[1:], words[2:], strict=False))

    def _alike(self, runs: set[tuple[str, ...]]) -> float:
        shared: Counter[int] = Counter()
        for run in runs:
            shared.update(self._holders.get(run, ()))
        return max(
            (
                count / max(1, len(runs) + self._sizes[other] - count)
                for other, count in shared.items()
            ),
            default=0.0,
        )
