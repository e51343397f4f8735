"""Whether the words of a line alone put it into its section, by what the lines of all other records
say in theirs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from generators.pdca.telling.report_lines import TIMES, plainly

from . import stages
from .stages import Note

WORD = re.compile(r"[a-z']+|\d")
# What a word that was never seen counts.
SMOOTHING = 0.5
# A section of the same time must not be as likely.
LEAST_MARGIN = 0.0


class Agreement:
    """Naive Bayes over the words of notes; a record never speaks for itself."""

    def __init__(self, notes: Mapping[str, Iterable[Note]]) -> None:
        self._own = {id: _counted(each) for id, each in notes.items()}
        self._all: dict[str, Counter[str]] = {stage: Counter() for stage in TIMES}
        for counted in self._own.values():
            for stage, words in counted.items():
                self._all[stage].update(words)
        self._total = {stage: words.total() for stage, words in self._all.items()}
        self._words = len({word for words in self._all.values() for word in words})

    def placed(self, id: str, note: Note) -> Note | None:
        """The note where its words agree with its section, else with a mark that names it; None
        where there is no such mark.
        """
        return note if self.agrees(id, note) else stages.marked(note)

    def agrees(self, id: str, note: Note) -> bool:
        """Whether the section is the likeliest of all of its time; of all, for what stands alone in
        its time and does not say plainly that it was done. A note that says itself where it belongs
        needs no more.
        """
        if note.marked or (note.stage == "Do" and plainly(note.stage, note.said)):
            return True
        rivals = [stage for stage in TIMES if TIMES[stage] == note.time]
        scores = self._scores(id, note.said, rivals if len(rivals) > 1 else list(TIMES))
        own = scores.pop(note.stage)
        return own - max(scores.values()) >= LEAST_MARGIN

    def _scores(self, id: str, said: str, stages: Sequence[str]) -> dict[str, float]:
        words = features(said)
        own = self._own.get(id, {})
        found = {}
        for stage in stages:
            mine = own.get(stage, Counter())
            total = self._total[stage] - mine.total() + SMOOTHING * self._words
            found[stage] = sum(
                math.log((self._all[stage][word] - mine[word] + SMOOTHING) / max(total, SMOOTHING))
                for word in words
            )
        return found


def _counted(notes: Iterable[Note]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for note in notes:
        found.setdefault(note.stage, Counter()).update(features(note.said))
    return found


def features(said: str) -> list[str]:
    """The words of a note, and how it and what stands behind its label begin."""
    label, colon, body = said.lower().partition(": ")
    words = WORD.findall(said.lower())
    first = WORD.findall(body if colon else label)[:1]
    return [*words, *(f"^{word}" for word in first), *(f"<{word}" for word in words[:1])]
