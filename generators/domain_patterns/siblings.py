"""What the samples of one record have in common: each keeps enough of its words to itself."""

from __future__ import annotations

from generators.worth.case import content_lines
from generators.worth.repeats import spoken, weight

# The share of its lines' words that a sample keeps to itself; `repeats` asks for less.
OWN = 0.6
# A twin has more than this share of its lines' words from one other sample.
MOST_ALIKE = 0.5


class Siblings:
    """The answers of one record so far."""

    def __init__(self) -> None:
        self._told: list[frozenset[str]] = []
        self._texts: set[str] = set()

    def leave(self, text: str) -> bool:
        """Whether a text and those before it each keep enough lines, and words of them, to
        themselves.
        """
        every = [*self._told, spoken(content_lines(text))]
        for at, each in enumerate(every):
            own = each.difference(*every[:at], *every[at + 1 :])
            if len(own) < OWN * len(each) or weight(own) < OWN * weight(each):
                return False
        return True

    def hold(self, text: str) -> bool:
        """Whether one of them is the same text."""
        return text in self._texts

    def twin(self, text: str) -> bool:
        """Whether most of a text stands in one of them."""
        words = spoken(content_lines(text))
        return any(weight(words & each) > MOST_ALIKE * weight(words) for each in self._told)

    def take(self, text: str) -> None:
        """Counts a text as told."""
        self._told.append(spoken(content_lines(text)))
        self._texts.add(text)
