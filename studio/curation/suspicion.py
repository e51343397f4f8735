"""Which samples are most likely bad: where they stand out, and what readers have said of others.

The order is for finding bad samples, never for estimating how many there are: that takes the
unbiased draw of a review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.search.meaning import traits
from studio.search.meaning.model import Floats, Model, rows_of
from studio.store import measures
from studio.store.staging import Staging

from . import traces as tracing
from .traces import Trace

ENOUGH = 20
"""Verdicts from which a model learns from them."""
UNUSUAL = 2.5
"""Robust standard deviations from the middle of its category from which a figure counts."""
MOST = 8.0
"""What one figure adds at most."""
COUNTED = ("brackets", "end", "reused")
"""Figures that most samples have at 0, where a deviation says nothing."""
RARE, RAREST = 0.1, 1e-3
"""Share of a category below which having so much of a counted figure is unusual."""
WEAK = 1.5
"""What each weakness adds."""
LIKE_FLAGGED = 4.0
"""What a sample adds that is one with a flagged one; nothing below `FROM`."""
FROM = 0.7
LEARNED = 1.5
"""How much the learned model counts against the rest."""
TRACED, TRACES = 2.0, 3
"""What a trace of refused samples counts, and how many count of one sample."""
DIMENSIONS = 24
FEWEST = 12
"""Samples of a category that say what is usual in it; smaller ones are compared with all."""
WORDS = {
    "length": ("short for its category", "long for its category"),
    "prompt length": ("short prompt", "long prompt"),
    "rare words": ("", "rare words"),
    "repetition": ("repeats itself", "reads like noise"),
    "brackets": ("", "unpaired brackets"),
    "end": ("", "ends in the middle"),
    "answer": ("far from its prompt", "copies its prompt"),
    "nearest": ("unlike any other", "nearly a copy"),
    "fit": ("unlike its category", ""),
    "reused": ("", "output used again"),
}
"""What a trait below and above the usual is called; nothing where that is no cause for suspicion.
"""


@dataclass(frozen=True)
class Order:
    """The suspicion (0 and more) of each sample of a model, in its order, and what for."""

    scores: Floats
    why: list[str]


def order(
    model: Model,
    places: Mapping[str, tuple[str, str, str]],
    verdicts: Mapping[str, bool],
    common: Sequence[Trace] = (),
) -> Order:
    """The suspicion of all samples. `places` holds (category, output, weakness) and `verdicts`
    whether a sample was found bad, by id; `common` is what those found bad have in common.
    """
    ids = [str(each) for each in model.ids]
    known = [places.get(each, ("", "", "")) for each in ids]
    unusual = _unusual(model.traits, [place[0] for place in known])
    weak = np.array([bool(place[2]) + place[2].count(",") for place in known], np.float32) * WEAK
    like = _like_flagged(model, verdicts)
    surprise = np.abs(unusual).sum(axis=1) + weak
    scores = surprise + like
    scores = scores + _traced(model, common)
    learned = _learned(model, unusual, surprise, verdicts)
    if learned is not None:
        scores = scores + LEARNED * learned
    scores = np.maximum(scores - min(0.0, float(scores.min(initial=0.0))), 0.0)
    why = [
        _why(
            unusual[row], known[row][2], float(like[row]), learned is not None and learned[row] > 0
        )
        for row in range(len(ids))
    ]
    return Order(scores.astype(np.float32), why)


def update(staging: Staging, model: Model) -> None:
    """Computes the suspicion of all samples again and keeps it. Raises UserError."""
    verdicts = measures.verdicts(staging.db)
    common = tracing.traces(staging.db, verdicts) if len(verdicts) >= ENOUGH else ()
    found = order(model, measures.places(staging.db), verdicts, common)
    rows = zip(found.scores.round(3).tolist(), found.why, model.ids.tolist(), strict=True)
    with staging.writing() as db:
        measures.suspect(db, rows)


def _unusual(table: Floats, categories: Sequence[str]) -> Floats:
    """How far each figure is from the usual of its category, beyond what is still usual: below 0
    where it is less, above where it is more; 0 where that is no cause for suspicion.
    """
    every = np.arange(len(table))
    found = np.zeros_like(table)
    spread = _spread(table)
    names, at = np.unique(np.array(categories), return_inverse=True)
    for label in range(len(names)):
        rows = every[at == label]
        usual = table[rows] if len(rows) >= FEWEST else table
        middle = np.median(usual, axis=0)
        # A figure that hardly varies in one category is measured by how it varies in all.
        scale = np.maximum(_spread(usual), 0.5 * spread)
        distance = (table[rows] - middle) / np.maximum(scale, 1e-6)
        found[rows] = np.sign(distance) * np.clip(np.abs(distance) - UNUSUAL, 0.0, MOST)
        for name in COUNTED:
            column = traits.NAMES.index(name)
            found[rows, column] = _tail(table[rows, column], np.sort(usual[:, column]))
    for column, name in enumerate(traits.NAMES):
        less, more = WORDS[name]
        found[:, column] = np.clip(found[:, column], -MOST if less else 0.0, MOST if more else 0.0)
    return found


def _tail(values: Floats, usual: Floats) -> Floats:
    """How rare it is to have as much, as a negative logarithm; 0 where it is not."""
    share = 1 - np.searchsorted(usual, values, side="left") / len(usual)
    found: Floats = np.where(share < RARE, -np.log(np.maximum(share, RAREST)), 0.0)
    return found


def _spread(values: Floats) -> Floats:
    """The robust standard deviation of each column."""
    middle = np.median(values, axis=0)
    found: Floats = (1.4826 * np.median(np.abs(values - middle), axis=0)).astype(np.float32)
    return found


def _like_flagged(model: Model, verdicts: Mapping[str, bool]) -> Floats:
    """What likeness to flagged samples adds, less where an accepted one is as near."""
    likeness = {}
    for bad in (True, False):
        rows = [
            model.rows[each]
            for each, said in verdicts.items()
            if said == bad and each in model.rows
        ]
        likeness[bad] = (
            (model.vectors @ model.vectors[rows].T).max(axis=1)
            if rows
            else np.zeros(len(model.ids), np.float32)
        )
    near = np.clip(likeness[True] - FROM, 0.0, None) - np.clip(likeness[False] - FROM, 0.0, None)
    found: Floats = LIKE_FLAGGED * np.clip(near, 0.0, None) / (1 - FROM)
    return found


def _traced(model: Model, common: Sequence[Trace]) -> Floats:
    """What having what the refused ones have in common adds: the `TRACES` that tell most."""
    weights = np.zeros((len(model.ids), TRACES), np.float32)
    for trace in sorted(common, key=lambda each: -each.weight):
        rows = rows_of(model, list(trace.samples))
        # The first that is still free; the weights descend.
        weights[rows, np.minimum((weights[rows] > 0).sum(axis=1), TRACES - 1)] = np.where(
            (weights[rows] > 0).all(axis=1), weights[rows, -1], trace.weight
        )
    found: Floats = TRACED * weights.sum(axis=1)
    return found


def _learned(
    model: Model, unusual: Floats, surprise: Floats, verdicts: Mapping[str, bool]
) -> Floats | None:
    """The logit of being bad as a logistic regression learns it from the verdicts; None where there
    are too few, or all alike.
    """
    rows = [model.rows[each] for each in verdicts if each in model.rows]
    bad = np.array([said for each, said in verdicts.items() if each in model.rows], bool)
    if len(rows) < ENOUGH or bad.all() or not bad.any():
        return None
    from sklearn.linear_model import LogisticRegression

    figures = np.column_stack(
        [np.abs(unusual) / MOST, np.log1p(surprise) / 2, 0.5 * model.vectors[:, :DIMENSIONS]]
    )
    fitted = LogisticRegression(C=1.0, class_weight="balanced", max_iter=500).fit(
        figures[rows], bad
    )
    found: Floats = fitted.decision_function(figures).astype(np.float32)
    return found


def _why(unusual: NDArray[np.float32], weakness: str, like: float, learned: bool) -> str:
    """What a sample is suspected for, the strongest first; empty where nothing stands out."""
    said = [
        (abs(float(value)), WORDS[name][int(value > 0)])
        for name, value in zip(traits.NAMES, unusual, strict=True)
        if value
    ]
    if weakness:
        said.append((WEAK, f"weakness {weakness}"))
    if like > 0.5:
        said.append((like, "like flagged ones"))
    if learned:
        said.append((0.1, "like what readers refused"))
    return ", ".join(text for _, text in sorted(said, reverse=True)[:3])
