"""What a kind of personal data is, to whoever looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generators.hygiene.places import Places, spans

SIX = re.compile(r"\d(?:[^\d\n]*\d){5}")


@dataclass(frozen=True)
class Kind:
    """A kind of personal data: its name, the pattern it may have, and its mask.

    `mask` gets a match and answers with what stands in its place, None where it is not personal.
    The pattern is only tried on a text that holds one of `signs` and passes `gate`: most of the
    speed. `lines`: every match begins in a line with one of the signs, or without signs in one with
    six digits, and ends there or in the next one; it is looked for nowhere else.
    """

    name: str
    pattern: re.Pattern[str]
    mask: Callable[[re.Match[str]], str | None]
    signs: tuple[str, ...] = ()
    gate: Callable[[str], bool] | None = None
    lines: bool = False

    def possible(self, text: str, there: Places) -> bool:
        """Whether the text, with the signs that are there, may hold one."""
        if self.signs and there.keys().isdisjoint(self.signs):
            return False
        return self.gate is None or self.gate(text)

    def matches(self, text: str, there: Places) -> Iterator[re.Match[str]]:
        """The matches in the text, with the signs that are there."""
        if not self.lines:
            yield from self.pattern.finditer(text)
            return
        places = there if self.signs else {"": [m.start() for m in SIX.finditer(text)]}
        for start, end in spans(text, places, self.signs or ("",)):
            yield from self.pattern.finditer(text, start, end)


# Seven digits or more with what stands between the groups of a number.
LONG = re.compile(r"\d(?:[ \u00a0()./-]{0,3}\d){6,}")
DATED = re.compile(
    r"(?:19|20)\d{2}[-./]?[01]\d[-./]?[0-3]\d"
    r"(?:[ ./-]?(?:\d{1,3}|[0-2]\d[0-5]\d(?:\d{1,2})?))?"
    r"|(?!0\d(?:\.\d{2}){4})\d{1,3}(?:\.\d{1,3}){1,4}"
)


@lru_cache(maxsize=1)
def numbered(text: str) -> bool:
    """Whether the text holds a long number that is neither a date nor a version."""
    return any(not DATED.fullmatch(number) for number in LONG.findall(text))


def zeros(text: str) -> str:
    """The text in its form, with every digit a 0: it reads as what it was and names nobody."""
    return re.sub(r"\d", "0", text)
