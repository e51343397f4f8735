"""Containment: how much of an output stands, as 8-word windows, in the outputs of another family.

What one output contains, the outputs of its family together contain too; so families are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from generators.catalog import WINDOW_WORDS
from generators.workers import Serial, Workers

from .near_duplicates import Blocks, shingled

# Below the rule's 0.8, as near duplicates are linked below it: another way of counting windows
# finds no leak either.
CONTAINED = 0.75


class Overlap:
    """The windows of all outputs, and which families hold each.

    `outputs`, `families` and `clusters` are parallel, one entry per candidate, and a position is an
    index into them. All of a family is in one cluster.
    """

    def __init__(
        self,
        outputs: Sequence[str],
        families: Sequence[str],
        clusters: Sequence[str],
        workers: Workers | None = None,
    ) -> None:
        by_family: dict[str, list[int]] = defaultdict(list)
        for position, family in enumerate(families):
            by_family[family].append(position)
        self._members = list(by_family.values())
        self._family = np.zeros(len(outputs), np.int32)
        for number, positions in enumerate(self._members):
            self._family[positions] = number
        names = {name: number for number, name in enumerate(dict.fromkeys(clusters))}
        self._cluster = np.array([names[clusters[each[0]]] for each in self._members], np.int32)
        # A window and the number of a family that holds it share 64 bits.
        self._bits = np.uint64(len(self._members).bit_length())
        blocks = Blocks(len(outputs), outputs.__getitem__)
        found = (workers or Serial()).map(shingled, WINDOW_WORDS, blocks)
        self._windows = [
            each for flat, starts in found for each in np.split(flat >> self._bits, starts)
        ]
        self._index()

    def _index(self) -> None:
        """Keeps the windows that several clusters hold: `_shared` in order, and the families of the
        n-th as `_holders[_starts[n] : _starts[n + 1]]`.
        """
        held = np.empty(sum(map(len, self._windows)), np.uint64)
        end = 0
        for number, positions in enumerate(self._members):
            windows = np.unique(np.concatenate([self._windows[p] for p in positions]))
            held[end : end + len(windows)] = windows << self._bits | np.uint64(number)
            end += len(windows)
        held = held[:end]
        held.sort()
        holders = held.astype(np.uint32) & np.uint32((1 << int(self._bits)) - 1)
        held >>= self._bits
        clusters = self._cluster[holders]
        # Neighbours with the same window and different clusters show that several clusters hold it.
        several = (held[1:] == held[:-1]) & (clusters[1:] != clusters[:-1])
        self._shared = np.unique(held[1:][several])
        starts = np.searchsorted(held, self._shared)
        lengths = np.searchsorted(held, self._shared, "right") - starts
        self._holders = holders[_ranges(starts, lengths)]
        self._starts = np.concatenate(([0], np.cumsum(lengths)))

    def contained(self, among: Collection[int] | None = None) -> set[int]:
        """Positions of the outputs that a family of another cluster contains; of any such family,
        or of those that have one of the positions in `among`.
        """
        families = self._family if among is None else self._family[sorted(among)]
        wanted = set(families.tolist())
        return {
            p
            for p in range(len(self._windows))
            if not wanted.isdisjoint(self._containing(p).tolist())
        }

    def _containing(self, position: int) -> NDArray[np.intp]:
        """Numbers of the families of other clusters that contain an output."""
        places = _places(self._windows[position], self._shared)
        places = places[places >= 0]
        least = CONTAINED * len(self._windows[position])
        if not len(places) or len(places) < least:
            return np.zeros(0, np.intp)
        starts, lengths = self._starts[places], self._starts[places + 1] - self._starts[places]
        counts = np.bincount(self._holders[_ranges(starts, lengths)], minlength=len(self._cluster))
        counts[self._cluster == self._cluster[self._family[position]]] = 0
        return np.flatnonzero(counts >= least)

    def repeats(self, position: int, others: Sequence[int]) -> bool:
        """Whether one of the other outputs contains this one, or is contained in it; whatever their
        clusters.
        """
        own = self._windows[position]
        return any(
            _share([np.isin(small, large)]) >= CONTAINED
            for other in (self._windows[p] for p in others)
            for small, large in ((own, other), (other, own))
            if len(small)
        )

    def leaks(
        self, held: Collection[int], training: Collection[int], free: Collection[int]
    ) -> set[int]:
        """Those of `free` to leave out so that no family's outputs in `training` and `free` contain
        one of the outputs in `held`; what repeats most of it goes first.
        """
        left_out: set[int] = set()
        present, removable = {*training, *free}, set(free)
        for position in sorted(held):
            wanted = self._windows[position]
            for family in self._containing(position).tolist():
                texts = [p for p in self._members[family] if p in present]
                shared = {p: np.isin(wanted, self._windows[p]) for p in texts}
                order = sorted(
                    removable.intersection(texts), key=lambda p: (int(shared[p].sum()), p)
                )
                while order and _share([shared[p] for p in texts]) >= CONTAINED:
                    left_out.add(worst := order.pop())
                    texts.remove(worst)
                present -= left_out
                removable -= left_out
        return left_out


def _ranges(starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers of all ranges, one after the other."""
    ends = np.cumsum(lengths)
    return np.arange(lengths.sum()) + np.repeat(starts - ends + lengths, lengths)


def _places(values: NDArray[np.uint64], among: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Where each value stands in a sorted array, -1 where it does not."""
    if not len(among):
        return np.full(len(values), -1)
    places = np.searchsorted(among, values)
    places[places == len(among)] = 0
    places[among[places] != values] = -1
    return places


def _share(found: Sequence[NDArray[np.bool_]]) -> float:
    """The share of windows that at least one of the texts holds."""
    return float(np.logical_or.reduce(found).mean()) if found else 0.0
