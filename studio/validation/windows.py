"""Near duplicates and containment by runs of words: an exact join over an inverted index.

Selection looks for near duplicates by MinHash; this shares neither its words' hashes nor its
search. A text that shares 80% of its distinct runs with another shares at least one of its rarest
20% (and one more), so only texts that hold one of these are compared, and those exactly.

Runs are made block by block and most are dropped at once: what is kept grows with what is looked
for, not with what is looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"\w+")
SHINGLE, WINDOW = 5, 8
ALIKE = 0.8
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# A flag for each value of the low bits tells most runs that nobody asks for, before the search: of
# so many bits at most, and of so many more than the number of runs has, so that few share a flag.
SIEVE, ROOM = 24, 6
# Texts fall away round by round, each time with runs that others then share with nobody.
ROUNDS = 3
# Texts whose runs are made at once; they then fit into a processor's cache.
BLOCK = 500

Runs = NDArray[np.uint64]
Places = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)
Match = tuple[int, int, float]
"""(position on the left, position on the right, Jaccard or share)."""


class Texts:
    """The words of samples, numbered once; instruction and input first, then the output."""

    def __init__(self, samples: Sequence[dict[str, Any]]) -> None:
        parts: list[Runs] = []
        for sample in samples:
            parts.append(_numbers(f"{sample['instruction']}\n{sample['input']}"))
            parts.append(_numbers(sample["output"]))
        sizes = np.array([len(each) for each in parts], np.int64)
        stops = np.cumsum(sizes)
        ids = np.concatenate([*parts, np.zeros(0, np.uint64)])
        start, output, stop = (stops - sizes)[0::2], (stops - sizes)[1::2], stops[1::2]
        self.shingles = Flat(ids, start, stop, SHINGLE)
        """5-word runs of the whole texts; a shorter text is one run."""
        self.output_shingles = Flat(ids, output, stop, SHINGLE)
        """5-word runs of the outputs; a shorter output is one run."""
        self.windows = Flat(ids, output, stop, WINDOW)
        """8-word runs of the outputs; a shorter output is one run."""


def _numbers(text: str) -> Runs:
    """A number for each word. Equal words have equal hashes within one process, and nothing of it
    is kept.
    """
    words = WORD.findall(text.lower())
    return np.fromiter(map(hash, words), np.int64, count=len(words)).view(np.uint64)


class Flat:
    """The runs of `width` words of many texts, made when they are asked for."""

    def __init__(self, ids: Runs, start: Places, stop: Places, width: int) -> None:
        self.width = width
        self.lengths = stop - start
        """Words of each text."""
        self._ids, self._start, self._stop = ids, start, stop

    def of(self, text: int) -> Runs:
        """The distinct runs of one text, sorted."""
        ids = self._ids[self._start[text] : self._stop[text]]
        return _distinct(_mixed(ids, min(self.width, len(ids)))) if len(ids) else ids

    def chosen(self, texts: Sequence[int]) -> list[Runs]:
        return [self.of(text) for text in texts]

    def blocks(self) -> Iterator[tuple[Runs, Places]]:
        """Every run, and the text it is of, some texts at a time."""
        for first in range(0, len(self.lengths), BLOCK):
            start, stop = (each[first : first + BLOCK] for each in (self._start, self._stop))
            ids = self._ids[start[0] : stop[-1]]
            whole = np.maximum(stop - start - self.width + 1, 0)
            owner = np.repeat(np.arange(first, first + len(start)), whole)
            begun = np.repeat(start - start[0] - np.cumsum(whole) + whole, whole)
            yield _mixed(ids, self.width)[begun + np.arange(len(owner))], owner
            short = np.flatnonzero((whole == 0) & (stop > start)) + first
            if len(short):
                yield np.concatenate(self.chosen(short.tolist())), short


def _mixed(ids: Runs, width: int) -> Runs:
    """A number for each run of `width` words, whatever text it crosses."""
    mixed = np.zeros(max(0, len(ids) - width + 1), np.uint64)
    for at in range(width):
        mixed += ids[at : at + len(mixed)]
        mixed *= MULTIPLIER
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _distinct(values: NDArray[T]) -> NDArray[T]:
    """The values sorted, each once. `numpy.unique` hashes them, which takes far longer."""
    values.sort()
    return values[np.concatenate(([True], values[1:] != values[:-1]))] if len(values) else values


def _low(runs: int) -> np.uint64:
    """The low bits by which a sieve tells so many runs from others."""
    return np.uint64((1 << min(SIEVE, runs.bit_length() + ROOM)) - 1)


class Index:
    """Which of many texts hold a run, and how many distinct runs of a given text each holds."""

    def __init__(self, vocabulary: Runs, blocks: Iterable[tuple[Runs, Places]], texts: int) -> None:
        """Only runs in `vocabulary` (sorted, distinct) are kept: no other is ever asked for."""
        self.vocabulary = vocabulary
        low = _low(len(vocabulary))
        sieve = np.zeros(int(low) + 1, np.bool_)
        sieve[vocabulary & low] = True
        size = max(1, len(vocabulary))
        kept = [NOWHERE]
        for values, owner in blocks:
            likely = sieve[values & low]
            place, known = self.places(values[likely])
            kept.append(owner[likely][known] * size + place[known])
        holder, self._runs = np.divmod(_distinct(np.concatenate(kept)), size)
        self._from = np.searchsorted(holder, np.arange(texts + 1))
        order = np.argsort(self._runs, kind="stable")
        self._holders = holder[order]
        self.times = np.bincount(self._runs, minlength=size)
        self._first = np.concatenate(([0], np.cumsum(self.times)))
        self._mark = np.zeros(size, np.bool_)

    def places(self, values: Runs) -> tuple[Places, NDArray[np.bool_]]:
        """(position in the vocabulary, whether it is there) of each run."""
        if not len(self.vocabulary):
            return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
        place = np.minimum(np.searchsorted(self.vocabulary, values), len(self.vocabulary) - 1)
        return place, self.vocabulary[place] == values

    def of(self, text: int) -> Places:
        """The runs of one of the texts, as positions in the vocabulary."""
        return self._runs[self._from[text] : self._from[text + 1]]

    def holding(self, place: Places, after: int = -1) -> tuple[Places, Places]:
        """(texts, shared runs) of the texts behind the position `after` that hold 80% of these
        distinct runs, which are given as positions in the vocabulary.
        """
        least = int(np.ceil(ALIKE * len(place) - 1e-9))
        times = self.times[place]
        if np.count_nonzero(times) < least:
            return NOWHERE, NOWHERE
        rarest = place[np.argsort(times, kind="stable")[: len(place) - least + 1]]
        found = [self._holders[self._first[at] : self._first[at + 1]] for at in rarest.tolist()]
        texts = _distinct(np.concatenate(found))
        texts = texts[texts > after]
        texts = texts[self._from[texts + 1] - self._from[texts] >= least]
        self._mark[place] = True
        shared = np.array(
            [np.count_nonzero(self._mark[self.of(at)]) for at in texts.tolist()], np.int64
        )
        self._mark[place] = False
        enough = shared >= least
        return texts[enough], shared[enough]


NOWHERE: Places = np.zeros(0, np.int64)


def near_duplicates(left: Flat, right: Flat) -> Iterator[Match]:
    """Every pair of texts that share 80% of the distinct runs of both (Jaccard)."""
    wanted = left.chosen(range(len(left.lengths)))
    index = Index(_vocabulary(wanted), right.blocks(), len(right.lengths))
    for at, mine in enumerate(wanted):
        if not len(mine):
            continue
        others, shared = index.holding(index.places(mine)[0])
        for other, count in zip(others.tolist(), shared.tolist(), strict=True):
            similarity = count / (len(mine) + len(right.of(other)) - count)
            if similarity >= ALIKE:
                yield at, other, similarity


def _vocabulary(runs: Sequence[Runs]) -> Runs:
    return _distinct(np.concatenate([*runs, np.zeros(0, np.uint64)]))


def repeated(texts: Flat, chosen: Sequence[int]) -> set[int]:
    """Those of the chosen texts that have a near duplicate among the chosen."""
    runs = texts.chosen(chosen)
    sizes = np.array([len(each) for each in runs], np.int64)
    kept = np.flatnonzero(sizes).tolist()
    for _ in range(ROUNDS):
        kept = _shared(runs, kept)
    index = Index(
        _vocabulary([runs[at] for at in kept]),
        ((runs[at], np.full(len(runs[at]), at)) for at in kept),
        len(runs),
    )
    found: set[int] = set()
    for at in kept:
        others, shared = index.holding(index.of(at), after=at)
        alike = shared >= ALIKE * (sizes[at] + sizes[others] - shared)
        if alike.any():
            found |= {chosen[at], *(chosen[other] for other in others[alike].tolist())}
    return found


def _shared(runs: Sequence[Runs], texts: Sequence[int]) -> list[int]:
    """Those of the texts of whose runs the others may hold 80%, without which none is like them."""
    low = _low(sum(len(runs[at]) for at in texts))
    seen, again = np.zeros((2, int(low) + 1), np.bool_)
    for at in texts:
        slots = runs[at] & low
        again[slots[seen[slots]]] = True
        seen[slots] = True
    return [at for at in texts if np.count_nonzero(again[runs[at] & low]) >= ALIKE * len(runs[at])]


def contained(left: Flat, right: Flat, group: Places) -> Iterator[Match]:
    """Texts of at least `width` words 80% of whose distinct runs a group of texts holds together,
    with the group that holds most. `group` is the group of each text on the right.
    """
    groups = int(group.max(initial=-1)) + 1
    long = np.flatnonzero(left.lengths >= left.width).tolist()
    wanted = left.chosen(long)
    blocks = ((values, group[owner]) for values, owner in right.blocks())
    index = Index(_vocabulary(wanted), blocks, groups)
    for at, mine in zip(long, wanted, strict=True):
        others, shared = index.holding(index.places(mine)[0])
        if len(others):
            best = int(np.argmax(shared))
            yield at, int(others[best]), float(shared[best]) / len(mine)
