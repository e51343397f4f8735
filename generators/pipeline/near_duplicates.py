"""Near duplicates by 5-word shingles: MinHash proposes pairs, exact Jaccard decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generators.catalog import NEAR_DUPLICATE, SHINGLE_WORDS
from generators.workers import Serial, Workers

WORD = re.compile(r"\w+")
# 32 bands of 4 rows find a pair of Jaccard 0.8 with probability 0.99999995, one of 0.7 with 0.9998.
PERMUTATIONS, BANDS = 128, 32
# An estimate over 128 permutations is off by 0.045 at most (one sigma); four of them lose one true
# pair in 30,000.
ESTIMATE_MARGIN = 0.18
# Texts that are compared at a time.
BLOCK = 2_000

Shingles = NDArray[np.uint64]
Pair = tuple[int, int, float]


class Shingler:
    """Turns texts into sorted arrays of distinct 64-bit hashes of `width` consecutive words.

    Words are compared in lower case without punctuation. Hashes do not depend on the process, so
    that two runs propose the same pairs. A text of fewer words than a shingle is one shingle; one
    without words has none.
    """

    def __init__(self, width: int = SHINGLE_WORDS) -> None:
        self._words, self._width = _Words(), width

    def __call__(self, text: str) -> Shingles:
        words = WORD.findall(text.lower())
        ids = np.fromiter(map(self._words.__getitem__, words), dtype=np.uint64, count=len(words))
        width = min(self._width, len(ids))
        if not width:
            return ids
        mixed = np.zeros(len(ids) - width + 1, dtype=np.uint64)
        for offset in range(width):
            # Multiply-and-shift mixing, so that order matters; overflow wraps as intended.
            mixed ^= ids[offset : offset + len(mixed)]
            mixed *= np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        return np.unique(mixed)


class _Words(dict[str, int]):
    """64-bit numbers of words, made when first asked for."""

    def __missing__(self, word: str) -> int:
        number = int.from_bytes(
            blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little"
        )
        self[word] = number
        return number


def jaccard(left: Shingles, right: Shingles) -> float:
    """Shared shingles over all shingles, 0.0-1.0; two texts without words are alike."""
    if not len(left) and not len(right):
        return 1.0
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / (len(left) + len(right) - shared)


def alike(left: Shingles, right: Shingles, threshold: float = NEAR_DUPLICATE) -> bool:
    """Whether two texts are near duplicates; sizes that rule it out are not compared further."""
    low, high = sorted((len(left), len(right)))
    return low >= threshold * high and jaccard(left, right) >= threshold


class Blocks(Sequence[list[str]]):
    """Texts in blocks of a size that is worth sending to a worker, each made when it is asked for:
    most texts are joined from others and not kept.
    """

    def __init__(self, count: int, text: Callable[[int], str]) -> None:
        self._count, self._text = count, text

    def __len__(self) -> int:
        return -(-self._count // BLOCK)

    def __getitem__(self, at: Any) -> Any:
        if not 0 <= at < len(self):
            raise IndexError(at)
        return [self._text(n) for n in range(at * BLOCK, min(self._count, (at + 1) * BLOCK))]


def shingled(width: int, texts: Sequence[str]) -> tuple[Shingles, NDArray[np.intp]]:
    """The shingles of all texts, one text after the other, and where each begins."""
    shingler = Shingler(width)
    found = [shingler(text) for text in texts]
    starts = np.cumsum([len(each) for each in found[:-1]], dtype=np.intp)
    return np.concatenate([*found, np.empty(0, np.uint64)]), starts


def marked(
    width: int, texts: Sequence[str]
) -> tuple[tuple[Shingles, NDArray[np.intp]], NDArray[np.uint32]]:
    """`shingled`, and the MinHash rows."""
    flat, starts = shingled(width, texts)
    return (flat, starts), _signatures(np.split(flat, starts))


def pairs(
    texts: Sequence[str] | Blocks,
    threshold: float = NEAR_DUPLICATE,
    workers: Workers | None = None,
    width: int = SHINGLE_WORDS,
) -> list[Pair]:
    """Every pair (earlier, later, Jaccard) of positions at or above the threshold, in order, by
    shingles of `width` words.

    Identical texts are pairs too; a caller with many copies passes distinct texts.
    """
    blocks = texts if isinstance(texts, Blocks) else Blocks(len(texts), texts.__getitem__)
    found_in = list((workers or Serial()).map(marked, width, blocks))
    shingles = [each for (flat, starts), _ in found_in for each in np.split(flat, starts)]
    if len(shingles) < 2:
        return []
    signatures = np.concatenate([rows for _, rows in found_in])
    proposed = _propose(signatures)
    found: list[Pair] = []
    for start in range(0, len(proposed), 200_000):
        block = proposed[start : start + 200_000]
        estimate = (signatures[block[:, 0]] == signatures[block[:, 1]]).mean(axis=1)
        for earlier, later in block[estimate >= threshold - ESTIMATE_MARGIN].tolist():
            similarity = jaccard(shingles[earlier], shingles[later])
            if similarity >= threshold:
                found.append((earlier, later, similarity))
    return found


def _signatures(shingles: Sequence[Shingles]) -> NDArray[np.uint32]:
    """MinHash rows, shape (texts, PERMUTATIONS)."""
    from rensa import RMinHash

    offsets = np.zeros(len(shingles) + 1, dtype=np.uint64)
    np.cumsum([len(row) for row in shingles], out=offsets[1:])
    flat = np.concatenate(shingles)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        flat, offsets, num_perm=PERMUTATIONS, seed=42
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _propose(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs that agree in at least one band, shape (pairs, 2), sorted and distinct."""
    size, keys = len(signatures), []
    width = PERMUTATIONS // BANDS
    for band in range(BANDS):
        rows = np.ascontiguousarray(signatures[:, band * width : (band + 1) * width])
        order = np.lexsort(rows.T)
        same = (rows[order][1:] == rows[order][:-1]).all(axis=1)
        edges = np.concatenate(([0], np.flatnonzero(~same) + 1, [size]))
        for which in np.flatnonzero(np.diff(edges) > 1):
            group = np.sort(order[edges[which] : edges[which + 1]]).astype(np.int64)
            left, right = np.triu_indices(len(group), k=1)
            keys.append(group[left] * size + group[right])
    if not keys:
        return np.empty((0, 2), dtype=np.int64)
    distinct = np.unique(np.concatenate(keys))
    return np.stack([distinct // size, distinct % size], axis=1)
