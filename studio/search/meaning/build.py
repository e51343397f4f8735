"""Makes the model of all samples: half a minute for 39,000, in a process of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from studio.store import measures
from studio.store.database import Database

from . import traits
from .groups import groups
from .model import Floats, Model, stamp, unit, words

DIMENSIONS = 96
ROUNDS = 3
"""Rounds of the randomised SVD; more change the order of the nearest samples no further."""
RAREST, MOST_COMMON, MOST_TERMS = 3, 0.5, 40_000
"""A term is in at least so many samples, in at most such a share of them, and among so many."""
BLOCK = 1_024
SEED = 0
Counts = Any
"""A sparse matrix of how often each term (columns) stands in each sample (rows)."""


def build(db: Database) -> tuple[Model, list[tuple[str, float, str, str]]]:
    """The model, and (id, likeness of the nearest other sample, its id, group) of each sample."""
    ids: list[str] = []
    counts, vocabulary, figures = _count(measures.texts(db), ids)
    document = np.asarray((counts > 0).sum(axis=0)).ravel()
    weights = np.log((1 + len(ids)) / (1 + document)).astype(np.float32)
    kept = _kept(document, len(ids))
    tfidf = counts[:, kept].astype(np.float32)
    tfidf.data = (1 + np.log(tfidf.data)) * weights[kept][tfidf.indices]
    vectors, components = _reduced(tfidf)
    nearest, at = _nearest(vectors, measures.exported(db))
    had = measures.grouped(db)
    grouped = groups(
        vectors, tfidf, np.array(vocabulary)[kept], [had.get(each, "") for each in ids]
    )
    places = measures.places(db)
    reused = Counter(output for _, output, _ in places.values())
    fit = _fit(vectors, [places[each][0] for each in ids])
    table = np.column_stack(
        [
            _with_rarity(figures, counts, weights),
            nearest,
            fit,
            [float(np.log(reused[places[each][1]])) for each in ids],
        ]
    ).astype(np.float32)
    model = Model(
        stamp(db), np.array(ids), vectors, table, np.array(vocabulary)[kept], weights[kept],
        components,
    )  # fmt: skip
    rows = zip(ids, nearest.tolist(), at.tolist(), grouped, strict=True)
    return model, [(each, round(near, 2), ids[of], group) for each, near, of, group in rows]


def _count(
    texts: Iterable[tuple[str, str, str, str]], ids: list[str]
) -> tuple[Counts, list[str], Floats]:
    """How often each word stands in each sample, the words, and the traits of each text; the ids
    are added to `ids`.
    """
    columns: dict[str, int] = {}
    indices: list[NDArray[np.int32]] = []
    data: list[NDArray[np.int32]] = []
    figures: list[tuple[float, ...]] = []
    for each, instruction, given, output in texts:
        ids.append(each)
        asked, told = words(f"{instruction}\n{given}"), words(output)
        figures.append(traits.of_text(asked, output, told, 0.0))
        counted = Counter(asked)
        counted.update(told)
        indices.append(np.array([columns.setdefault(w, len(columns)) for w in counted], np.int32))
        data.append(np.fromiter(counted.values(), np.int32, len(counted)))
    starts = np.cumsum([0, *map(len, indices)])
    there = np.concatenate(indices) if indices else np.zeros(0, np.int32)
    values = np.concatenate(data) if data else np.zeros(0, np.int32)
    shape = (len(indices), max(1, len(columns)))
    counts = sparse.csr_matrix((values, there, starts), shape=shape)
    return counts, list(columns) or [""], np.array(figures, np.float32).reshape(len(indices), -1)


def _with_rarity(figures: Floats, counts: Counts, weights: Floats) -> Floats:
    """The traits with the mean weight of each sample's words."""
    there = (counts > 0).astype(np.float32)
    size = np.maximum(1, np.asarray(there.sum(axis=1)).ravel())
    figures[:, traits.NAMES.index("rare words")] = (there @ weights) / size
    return figures


def _kept(document: NDArray[Any], samples: int) -> NDArray[Any]:
    """The columns of the terms that are compared, in the order of the vocabulary."""
    good = np.flatnonzero(
        (document >= min(RAREST, samples)) & (document <= max(2, MOST_COMMON * samples))
    )
    if len(good) > MOST_TERMS:
        good = np.sort(good[np.argsort(-document[good], kind="stable")[:MOST_TERMS]])
    return good if len(good) else np.arange(min(len(document), MOST_TERMS))


def _reduced(tfidf: Counts) -> tuple[Floats, Floats]:
    """Vectors of length 1, and what brings terms down to their dimensions."""
    size = min(DIMENSIONS, min(tfidf.shape) - 1)
    if size < 1:
        components = np.ones((tfidf.shape[1], 1), np.float32)
        return unit(np.asarray(tfidf @ components, dtype=np.float32)), components
    svd = TruncatedSVD(size, n_iter=ROUNDS, random_state=SEED)
    # Long samples have long vectors; they should not rule what the dimensions are.
    lengths = np.sqrt(np.asarray(tfidf.multiply(tfidf).sum(axis=1)).ravel())
    found = svd.fit_transform(sparse.diags(1 / np.maximum(lengths, 1e-9)) @ tfidf)
    return unit(found.astype(np.float32)), np.ascontiguousarray(svd.components_.T, np.float32)


def _nearest(vectors: Floats, exported: int) -> tuple[Floats, NDArray[np.int64]]:
    """The likeness (0 to 1) of each sample's nearest other one among the first `exported`, and its
    row.
    """
    likeness = np.zeros(len(vectors), np.float32)
    at = np.arange(len(vectors))
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] @ vectors[:exported].T
        rows = np.arange(len(block))
        own = rows[start + rows < exported]
        block[own, start + own] = -1.0
        at[start : start + BLOCK] = block.argmax(axis=1)
        likeness[start : start + BLOCK] = block[rows, at[start : start + BLOCK]]
    return np.clip(likeness, 0.0, 1.0), at


def _fit(vectors: Floats, places: Sequence[str]) -> Floats:
    """How like the middle of its category each sample is."""
    fit = np.zeros(len(vectors), np.float32)
    for rows in members(places):
        fit[rows] = vectors[rows] @ unit(vectors[rows].mean(axis=0))
    return fit


def members(names: Sequence[str]) -> Iterator[NDArray[np.int64]]:
    """The rows of each name."""
    _, at = np.unique(np.array(names), return_inverse=True)
    order = np.argsort(at, kind="stable")
    yield from np.split(order, np.cumsum(np.bincount(at))[:-1])
