"""Which kind of work a record tells of: by evidence, against what is usual in the corpus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from generators.pdca import Pdca
from generators.pdca.facts import EVIDENCE

# What a word in title, objective, task or issues counts, in words of the text.
NAMED = 6
# A second kind is close to the first if its place among the records is at most this much lower,
# and it still is among the upper ones.
CLOSE, UPPER = 0.1, 0.6


class Kinds:
    """The kinds of work of a corpus's records.

    Words of some kinds are common in every record. So a record is measured by its place: the share
    of records that tell less of the kind.
    """

    def __init__(self, records: Sequence[Pdca]) -> None:
        told = {record.id: _told(record) for record in records}
        self._told = told
        self._all = {kind: sorted(each[kind] for each in told.values()) for kind in EVIDENCE}

    def places(self, record: Pdca) -> Mapping[str, float]:
        """Per kind, the share of records that tell less of it, 0.0-1.0."""
        told = self._told[record.id]
        return {
            kind: bisect_left(self._all[kind], told[kind]) / max(1, len(self._told))
            for kind in EVIDENCE
        }

    def leading(self, record: Pdca) -> list[str]:
        """The kind that the record tells most of, and the next one where it is close; none without
        any evidence.
        """
        told, places = self._told[record.id], self.places(record)
        best, second = sorted(places, key=lambda kind: (-places[kind], -told[kind], kind))[:2]
        if not told[best]:
            return []
        close = places[second] >= max(UPPER, places[best] - CLOSE)
        return [best, second] if close and told[second] else [best]


def _told(record: Pdca) -> dict[str, float]:
    """Hits per 100 words, those at the top of the record counting more, each word once."""
    words = max(50, len(record.text.split()))
    top = f"{record.title}\n{record.objective}\n{record.task}\n{record.issues}"
    return {
        kind: 100
        * (
            len(pattern.findall(record.text))
            + NAMED * len({word.lower() for word in pattern.findall(top)})
        )
        / words
        for kind, pattern in EVIDENCE.items()
    }
