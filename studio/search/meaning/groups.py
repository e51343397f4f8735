"""Groups of samples that are near each other, named by the words that set them apart.

Readers filter by the name of a group and flag what it holds. So samples keep their groups while few
come or go, and a group that is still there after all were made anew keeps its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .model import Floats, unit

FEWEST, MOST = 6, 48
"""How many groups there are: a third of the square root of the samples, within these bounds."""
SETTLED = 0.75
"""Share of the samples with a group from which the others join those groups."""
SAME = 0.5
"""Share of the samples of two groups that both have, from which they have one name."""
IN_A_NAME = 3
LETTERS = 4
"""The fewest of a word in a name."""
SEED = 0


def groups(
    vectors: Floats, tfidf: Any, terms: NDArray[np.str_], before: Sequence[str]
) -> list[str]:
    """The name of each sample's group; `before` holds the one it had, empty where it had none."""
    had = np.array(before, dtype=np.str_)
    if len(had) and (had != "").mean() >= SETTLED:
        return _joined(vectors, had)
    labels = _clustered(vectors)
    kept = _still_there(labels, had)
    names: dict[int, str] = {}
    for label in np.unique(labels).tolist():
        name = kept.get(label) or _name(tfidf, terms, labels == label)
        taken = name in names.values() or (label not in kept and name in kept.values())
        names[label] = f"{name} {label}" if taken else name
    return [names[label] for label in labels.tolist()]


def _joined(vectors: Floats, had: NDArray[np.str_]) -> list[str]:
    """Those without a group join the one whose middle is nearest."""
    names, at = np.unique(had, return_inverse=True)
    middles = np.array([vectors[at == row].mean(axis=0) for row in range(len(names))])
    likeness = vectors @ unit(middles).T
    likeness[:, names == ""] = -2.0
    near = names[likeness.argmax(axis=1)]
    return [str(old or new) for old, new in zip(had, near, strict=True)]


def _clustered(vectors: Floats) -> NDArray[np.int64]:
    wanted = max(FEWEST, min(MOST, round(len(vectors) ** 0.5 / 3)))
    clusters = MiniBatchKMeans(min(wanted, len(vectors)), random_state=SEED, n_init=3)
    return np.asarray(clusters.fit_predict(vectors), np.int64)


def _still_there(labels: NDArray[np.int64], had: NDArray[np.str_]) -> dict[int, str]:
    """The name that a new group takes over, where most of it and of an old one are the same."""
    known = had != ""
    pairs = Counter(zip(labels[known].tolist(), had[known].tolist(), strict=True))
    new, old = Counter(labels[known].tolist()), Counter(had[known].tolist())
    # More than half of both: no name is taken over twice, and no group takes over two.
    return {
        label: name
        for (label, name), both in pairs.items()
        if both > SAME * (new[label] + old[name] - both)
    }


def _name(tfidf: Any, terms: NDArray[np.str_], rows: NDArray[np.bool_]) -> str:
    """The words by which a group differs most from all."""
    plain = np.array([len(term) >= LETTERS and term not in ENGLISH_STOP_WORDS for term in terms])
    more = np.asarray(tfidf[rows].mean(axis=0) - tfidf.mean(axis=0)).ravel()
    best = np.argsort(-np.where(plain, more, -1.0), kind="stable")[:IN_A_NAME]
    return " ".join(str(terms[each]) for each in best)
