"""Near duplicates and containment by runs of words: an exact join over an inverted index.

Selection looks for near duplicates by MinHash; this shares neither its words' hashes nor its
search. A text that shares 80% of its distinct runs with another shares at least one of its rarest
20% (and one more), so only texts that hold one of these are compared, and those exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+")
SHINGLE, WINDOW = 5, 8
ALIKE = 0.8
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# A bit for each value of so many low bits tells most runs that nobody asks for, before the search.
SIEVE = 24

Runs = NDArray[np.uint64]
Places = NDArray[np.int64]
Match = tuple[int, int, float]
"""(position on the left, position on the right, Jaccard or share)."""


class Texts:
    """The words of samples, numbered once; instruction and input first, then the output."""

    def __init__(self, samples: Sequence[dict[str, Any]]) -> None:
        words: list[list[str]] = []
        for sample in samples:
            words.append(WORD.findall(f"{sample['instruction']}\n{sample['input']}".lower()))
            words.append(WORD.findall(sample["output"].lower()))
        sizes = np.array([len(each) for each in words], np.int64)
        stops = np.cumsum(sizes)
        # Equal words have equal hashes within one process; nothing of it is kept.
        hashes = map(hash, chain.from_iterable(words))
        self.ids: Runs = np.fromiter(hashes, np.int64, count=int(sizes.sum())).view(np.uint64)
        self.start: Places = (stops - sizes)[0::2]
        self.output: Places = (stops - sizes)[1::2]
        self.stop: Places = stops[1::2]

    @cached_property
    def shingles(self) -> Flat:
        """5-word runs of the whole texts; a shorter text is one run."""
        return Flat(self.ids, self.start, self.stop, SHINGLE)

    @cached_property
    def output_shingles(self) -> Flat:
        """5-word runs of the outputs; a shorter output is one run."""
        return Flat(self.ids, self.output, self.stop, SHINGLE)

    @cached_property
    def windows(self) -> Flat:
        """8-word runs of the outputs; a shorter output is one run."""
        return Flat(self.ids, self.output, self.stop, WINDOW)


class Flat:
    """The runs of `width` words of many texts, one after the other: `values` and, for each, the
    text it is of (`owner`).
    """

    def __init__(self, ids: Runs, start: Places, stop: Places, width: int) -> None:
        self.width = width
        self.lengths = stop - start
        """Words of each text."""
        counts = np.maximum(self.lengths - width + 1, 0)
        self.owner: Places = np.repeat(np.arange(len(start)), counts)
        offset = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        self.values = _mixed(ids, width)[start[self.owner] + offset]
        short = np.flatnonzero((self.lengths < width) & (self.lengths > 0))
        if len(short):
            alone = [_mixed(i, len(i))[0] for i in (ids[start[t] : stop[t]] for t in short)]
            self._put(np.array(alone, np.uint64), short)

    def _put(self, values: Runs, owner: Places) -> None:
        at = np.searchsorted(self.owner, owner)
        self.values = np.insert(self.values, at, values)
        self.owner = np.insert(self.owner, at, owner)

    def of(self, text: int) -> Runs:
        """The distinct runs of one text, sorted."""
        low, high = np.searchsorted(self.owner, [text, text + 1])
        return np.unique(self.values[low:high])

    def chosen(self, texts: Sequence[int]) -> list[Runs]:
        return [self.of(text) for text in texts]


def _mixed(ids: Runs, width: int) -> Runs:
    """A number for each run of `width` words, whatever text it crosses."""
    mixed = np.zeros(max(0, len(ids) - width + 1), np.uint64)
    for at in range(width):
        mixed = (mixed + ids[at : at + len(mixed)]) * MULTIPLIER
        mixed ^= mixed >> np.uint64(32)
    return mixed


class Index:
    """Which of many texts hold a run, and how many distinct runs of a given text each holds."""

    def __init__(self, vocabulary: Runs, values: Runs, owner: Places, texts: int) -> None:
        """Only runs in `vocabulary` (sorted, distinct) are kept: no other is ever asked for."""
        self.vocabulary = vocabulary
        sieve = np.zeros(1 << SIEVE, np.bool_)
        low = np.uint64((1 << SIEVE) - 1)
        sieve[vocabulary & low] = True
        likely = sieve[values & low]
        place, known = self.places(values[likely])
        size = max(1, len(vocabulary))
        pairs = np.unique(owner[likely][known] * size + place[known])
        holder, self._runs = np.divmod(pairs, size)
        self._from = np.searchsorted(holder, np.arange(texts + 1))
        order = np.argsort(self._runs, kind="stable")
        self._holders = holder[order]
        self.times = np.bincount(self._runs, minlength=size)
        self._first = np.concatenate(([0], np.cumsum(self.times)))
        self._mark = np.zeros(size, np.uint8)

    def places(self, values: Runs) -> tuple[Places, NDArray[np.bool_]]:
        """(position in the vocabulary, whether it is there) of each run."""
        if not len(self.vocabulary):
            return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
        place = np.minimum(np.searchsorted(self.vocabulary, values), len(self.vocabulary) - 1)
        return place, self.vocabulary[place] == values

    def holding(self, text: Runs, after: int = -1) -> tuple[Places, Places]:
        """(texts, shared runs) of the texts behind the position `after` that hold 80% of this
        one's distinct runs.
        """
        place, _ = self.places(text)
        least = int(np.ceil(ALIKE * len(text) - 1e-9))
        times = self.times[place]
        if np.count_nonzero(times) < least:
            return NOWHERE, NOWHERE
        rarest = place[np.argsort(times, kind="stable")[: len(text) - least + 1]]
        found = [self._holders[self._first[at] : self._first[at + 1]] for at in rarest.tolist()]
        texts = np.unique(np.concatenate(found))
        texts = texts[texts > after]
        texts = texts[self._from[texts + 1] - self._from[texts] >= least]
        self._mark[place] = 1
        shared = np.array(
            [
                int(self._mark[self._runs[self._from[at] : self._from[at + 1]]].sum())
                for at in texts.tolist()
            ],
            np.int64,
        )
        self._mark[place] = 0
        enough = shared >= least
        return texts[enough], shared[enough]


NOWHERE: Places = np.zeros(0, np.int64)


def near_duplicates(left: Flat, right: Flat) -> Iterator[Match]:
    """Every pair of texts that share 80% of the distinct runs of both (Jaccard)."""
    index = Index(np.unique(left.values), right.values, right.owner, len(right.lengths))
    for at in range(len(left.lengths)):
        mine = left.of(at)
        others, shared = index.holding(mine) if len(mine) else (NOWHERE, NOWHERE)
        for other, count in zip(others.tolist(), shared.tolist(), strict=True):
            similarity = count / (len(mine) + len(right.of(other)) - count)
            if similarity >= ALIKE:
                yield at, other, similarity


def repeated(texts: Flat, chosen: Sequence[int]) -> set[int]:
    """Those of the chosen texts that have a near duplicate among the chosen."""
    runs = texts.chosen(chosen)
    sizes = np.array([len(each) for each in runs], np.int64)
    values = np.concatenate([*runs, texts.values[:0]])
    vocabulary, place, times = np.unique(values, return_inverse=True, return_counts=True)
    owner = np.repeat(np.arange(len(runs)), sizes)
    # A text can only have a near duplicate if others hold 80% of its runs.
    common = np.bincount(owner, weights=times[place] > 1, minlength=len(runs))
    kept = (common >= ALIKE * sizes) & (sizes > 0)
    index = Index(vocabulary, values[kept[owner]], owner[kept[owner]], len(runs))
    found: set[int] = set()
    for at in np.flatnonzero(kept).tolist():
        others, shared = index.holding(runs[at], after=at)
        alike = shared >= ALIKE * (sizes[at] + sizes[others] - shared)
        if alike.any():
            found |= {chosen[at], *(chosen[other] for other in others[alike].tolist())}
    return found


def contained(left: Flat, right: Flat, group: Places) -> Iterator[Match]:
    """Texts of at least `width` words 80% of whose distinct runs a group of texts holds together,
    with the group that holds most. `group` is the group of each text on the right.
    """
    groups = int(group.max(initial=-1)) + 1
    index = Index(np.unique(left.values), right.values, group[right.owner], groups)
    for at in np.flatnonzero(left.lengths >= left.width).tolist():
        mine = left.of(at)
        others, shared = index.holding(mine)
        if len(others):
            best = int(np.argmax(shared))
            yield at, int(others[best]), float(shared[best]) / len(mine)
