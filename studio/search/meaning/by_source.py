"""Samples by what their sources are about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import numpy as np

from .model import Floats, Model, best

STEP = 1e-3
"""What a whole unit of likeness by words adds to that of the source, so that it only orders the
samples of one source.
"""


class BySource:
    """The samples of a store, each with its source."""

    def __init__(self, rows: Iterable[tuple[str, str]], model: Model | None) -> None:
        """`rows` are (id, source); `model` is what is known of the samples' words."""
        pairs = list(rows)
        self._model = model
        self.ids = np.array([each for each, _ in pairs])
        self.names, self._at = np.unique([source for _, source in pairs], return_inverse=True)
        known = model.rows if model else {}
        self._rows = np.array([known.get(each, -1) for each, _ in pairs], np.int64)

    def like(
        self, text: str, near: Mapping[str, float], among: Container[str] | None = None
    ) -> dict[str, float]:
        """The samples (of all, or `among` some) most like a text with their likeness (-1 to 1),
        best first; `near` is that of the sources. One without a source in the store has the place
        that its words give it among all.
        """
        if not len(self.ids):
            return {}
        each = np.array([near.get(str(name), np.nan) for name in self.names], np.float32)
        found, words = each[self._at], self._by_words(text)
        there = ~np.isnan(found)
        if words is None or not there.any():
            found[~there] = -1.0
        else:
            ahead_of = np.searchsorted(np.sort(words), words[~there])
            share = ahead_of / max(1, len(words) - 1)
            found[~there] = np.quantile(found[there], share)
        if words is not None:
            found = found + STEP * words
        return best(self.ids, found.astype(np.float32), among)

    def _by_words(self, text: str) -> Floats | None:
        """How like a text each sample is by its words; None where that is not known."""
        if self._model is None or not (vector := self._model.vector(text)).any():
            return None
        likeness = np.append(self._model.vectors @ vector, np.float32(-1.0))
        found: Floats = likeness[self._rows]
        return found
