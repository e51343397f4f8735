"""Members that are nearly one: later versions of a method, the same method of a class that is about
something else, methods of one class that differ in a word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from generators.typescript import cutting

# The share of three words in a row from which two members are alike.
ALIKE = 0.6
# A shorter name is found in other words by accident.
SHORTEST_NAME = 4


class Twins:
    """The members met so far, by what they say without the name of what their class is about."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._sizes: list[int] = []

    def met(self, text: str, owner: str) -> bool:
        """Whether a member of the class `owner` is like one before it; takes it in."""
        about = owner.removeprefix("Default")
        if len(about) >= SHORTEST_NAME:
            text = re.sub(re.escape(about), "_", text, flags=re.I)
        words = cutting.WORD.findall(text)
        runs = set(zip(words, words[1:], words[2:], strict=False))
        shared: Counter[int] = Counter()
        for run in runs:
            shared.update(self._holders[run])
            self._holders[run].append(len(self._sizes))
        found = any(
            count >= ALIKE * max(1, len(runs) + self._sizes[other] - count)
            for other, count in shared.items()
        )
        self._sizes.append(len(runs))
        return found
