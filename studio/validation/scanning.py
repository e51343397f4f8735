"""Secrets, people and machines in the samples. Scanning costs about as much as all other rules
together, so a large export is scanned in a process of its own (`python -m` this module).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence

from . import people
from .second_process import DiedError, SecondProcess

# Characters below which a process of its own takes longer to start than the scan takes.
APART = 4_000_000
Found = dict[str, dict[int, str]]
"""For each rule the positions of the texts that break it, with what was found."""


def scan(texts: Sequence[str]) -> Found:
    """What each text holds; never the secret itself."""
    from generators.hygiene import secrets

    def first(find: Callable[[str], Iterable[str]]) -> dict[int, str]:
        kinds = ((at, next(iter(find(text)), "")) for at, text in enumerate(texts))
        return {at: kind for at, kind in kinds if kind}

    return {
        "secrets": {
            at: ", ".join(dict.fromkeys(hit.kind for hit in hits))
            for at, hits in secrets.found(texts).items()
        },
        "emails": first(people.addresses),
        "people": first(people.others),
    }


class Scanning:
    """The scan of all texts, begun at once where it is worth a process; asked when it is needed."""

    def __init__(self, texts: Sequence[str]) -> None:
        apart = sum(map(len, texts)) >= APART and (os.cpu_count() or 1) > 1
        self._texts = texts
        self._process = SecondProcess(__name__, list(texts)) if apart else None
        self._found: Found | None = None

    def found(self) -> Found:
        """Waits for it. What a process that died has not said is scanned here."""
        if self._found is None:
            self._found = self._answer() or scan(self._texts)
        return self._found

    def _answer(self) -> Found | None:
        if not self._process:
            return None
        try:
            answer = self._process.answer()
        except DiedError:
            return None
        return {rule: {int(at): what for at, what in hits.items()} for rule, hits in answer.items()}

    def close(self) -> None:
        """Ends the process, if it still runs."""
        if self._process:
            self._process.close()


if __name__ == "__main__":
    print(json.dumps(scan(json.load(sys.stdin))))
