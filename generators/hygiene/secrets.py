"""The one scanner for secrets: two maintained libraries, and our rules for what they do not know,
over each text as it stands, put together and decoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from . import formats, idioms, lone, scanners
from .plain import long_words, plain, readings


@dataclass(frozen=True, order=True)
class Secret:
    """Where a secret stands: the line of the text, from 1, and its kind. Never the secret."""

    line: int
    kind: str


def found(texts: Sequence[str]) -> dict[int, list[Secret]]:
    """What each text holds, by its position; texts without a secret are not named."""
    seen: dict[int, set[Secret]] = {}
    queue: list[tuple[int, str, int]] = []
    for position, text in enumerate(texts):
        cleared = plain(text)
        queue.append((position, cleared, 0))
        queue += [(position, other, 1) for other in readings(cleared)]

    def add(at: int, kind: str, line: int) -> None:
        position, _, derived = queue[at]
        # In a text that was put together a line is not that of the sample.
        seen.setdefault(position, set()).add(Secret(1 if derived else line + 1, kind))

    for at, kind, line in scanners.first([text for _, text, _ in queue]):
        add(at, kind, line)
    for at, (_, text, _) in enumerate(queue):
        words = text.split()
        dense = long_words(words)
        for kind, line in chain(
            scanners.second(text, dense),
            formats.found(text, words, dense),
            lone.found(text, words),
            idioms.found(text),
        ):
            add(at, kind, line)
    return {position: sorted(secrets) for position, secrets in seen.items()}
