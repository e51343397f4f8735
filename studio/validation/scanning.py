"""Secrets, people and machines in the samples: in their texts, and in what their metadata states.
Scanning costs about as much as all other rules together, so a large export is scanned in a process
of its own (`python -m` this module).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import jsonl, people
from .second_process import DiedError, SecondProcess

# Characters below which a process of its own takes longer to start than the scan takes.
APART = 4_000_000
Found = dict[str, dict[int, str]]
"""For each rule the positions of the texts that break it, with what was found."""
BESIDE = "beside its texts"
# The ids that samples get here, and words, hold nothing.
HARMLESS = re.compile(r"[a-z_]*-[0-9a-f]{16}|[A-Za-z_]*|.{0,5}", re.S)


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
    """The scan of all texts, begun at once where it is worth a process; asked when it is needed.

    `names` are texts beside those of the samples, each with the positions of the samples it is of.
    """

    def __init__(
        self, texts: Sequence[str], names: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        names = names or {}
        self._texts = [*texts, *names]
        self._samples = len(texts)
        self._owners = [*names.values()]
        apart = sum(map(len, self._texts)) >= APART and (os.cpu_count() or 1) > 1
        self._process = SecondProcess(__name__, self._texts) if apart else None
        self._found: Found | None = None

    @classmethod
    def of(
        cls, samples: Iterable[dict[str, Any]], further: Sequence[Iterable[str]] = ()
    ) -> Scanning:
        """The scan of samples and of all texts in their metadata; `further` are those that each
        brings besides.
        """
        texts: list[str] = []
        names: dict[str, list[int]] = {}
        for at, sample in enumerate(samples):
            texts.append(jsonl.text(sample))
            beside = further[at] if further else ()
            for value in (*sample["metadata"].values(), *beside):
                if isinstance(value, str) and not HARMLESS.fullmatch(value):
                    names.setdefault(value, []).append(at)
        return cls(texts, names)

    def found(self) -> Found:
        """For each rule the positions of the samples that break it. Waits for it; what a process
        that died has not said is scanned here.
        """
        if self._found is None:
            scanned = self._answer() or scan(self._texts)
            self._found = {rule: self._by_sample(hits) for rule, hits in scanned.items()}
        return self._found

    def _by_sample(self, hits: dict[int, str]) -> dict[int, str]:
        found = {at: what for at, what in hits.items() if at < self._samples}
        for at, what in hits.items():
            for sample in self._owners[at - self._samples] if at >= self._samples else ():
                found.setdefault(sample, f"{what} {BESIDE}")
        return found

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
