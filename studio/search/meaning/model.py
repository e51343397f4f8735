"""Likeness by meaning, from a file that is made in the background.

A sample is a vector: TF-IDF of its words, brought down to a few dozen dimensions by a truncated
SVD. Two samples are as alike as the cosine of their vectors, and so are a sample and a typed text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from generators.atomic import write_atomic
from studio.store.database import Database
from studio.store.filtering import bulk

Floats = NDArray[np.float32]
WORD = re.compile(r"[^\W\d_]{2,}|\d+")
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
BRACKETS = re.compile(r"(?<!\w)(?:\[([^\W\d_]+)\]|\(([A-Z])\))(?=[a-z])")
"""Around the start of a word, as in `[T]rigger` or `(T)rigger`; not those of an index or a call."""
MOST_ALIKE, FEWEST_ALIKE, ALIKE = 200, 20, 0.4
"""How many samples are listed as alike: those of at least such a likeness, and the first few."""
FIRST = 1e-6
"""What puts a sample before its copies."""
LONGEST = 2_000
"""Characters of a typed text that are compared."""


def words(text: str) -> list[str]:
    """The words of a text in lower case; those of a name in camel case apart."""
    # Marks of emphasis may stand within a word, as in `**T**rigger`.
    whole = BRACKETS.sub(r"\1\2", text.replace("**", ""))
    return WORD.findall(HUMPS.sub(" ", whole).lower())


def stamp(db: Database) -> str:
    """Names the state of the samples; another one means that the model is out of date."""
    return " ".join(str(part) for part in bulk.stamp(db))


@dataclass(frozen=True)
class Model:
    """The samples as vectors, and what makes a vector of a text."""

    stamp: str
    ids: NDArray[np.str_]
    vectors: Floats
    """One row a sample, of length 1."""
    traits: Floats
    """One row a sample; see `traits.NAMES`."""
    terms: NDArray[np.str_]
    idf: Floats
    components: Floats
    """From terms to dimensions."""

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each sample."""
        return {str(each): row for row, each in enumerate(self.ids)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {str(term): column for column, term in enumerate(self.terms)}

    def like(self, sample_or_text: str, among: Container[str] | None = None) -> dict[str, float]:
        """The samples (of all, or `among` some) most alike with their likeness (-1 to 1), best
        first: to a sample (which is the first itself) where there is one by that id, else to a
        text. Empty where no word of the text is known.
        """
        row = self.rows.get(sample_or_text)
        vector = self.vectors[row] if row is not None else self.vector(sample_or_text)
        if not vector.any():
            return {}
        likeness = self.vectors @ vector
        if row is not None:
            # Copies of it are as like it as it is itself.
            likeness[row] = likeness.max() + FIRST
        return best(self.ids, likeness, among)

    def vector(self, text: str) -> Floats:
        """The vector of a text; all zeros where no word of it is known."""
        found = [self._columns[word] for word in words(text[:LONGEST]) if word in self._columns]
        columns, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
        weights = (1 + np.log(counts)) * self.idf[columns]
        return unit((weights @ self.components[columns]).astype(np.float32))

    def save(self, path: Path) -> None:
        """Writes the model, whole or not at all."""

        file = io.BytesIO()
        np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})
        write_atomic(path, [file.getvalue()])


def load(path: Path) -> Model | None:
    """The model as kept; None where there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            parts = {field.name: kept[field.name] for field in fields(Model)}
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None
    model = Model(**parts | {"stamp": str(parts["stamp"])})
    return model if len(model.ids) == len(model.vectors) == len(model.traits) else None


def unit(vectors: Floats) -> Floats:
    """Vectors of length 1; those without a direction stay 0."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return found


def best(
    ids: NDArray[np.str_], likeness: Floats, among: Container[str] | None = None
) -> dict[str, float]:
    """The samples (of all, or `among` some) that are alike, with their likeness, best first."""
    order = np.argsort(-likeness, kind="stable")
    ranked = zip(ids[order].tolist(), likeness[order].tolist(), strict=True)
    there = ((each, near) for each, near in ranked if among is None or each in among)
    return {
        each: near
        for place, (each, near) in enumerate(islice(there, MOST_ALIKE))
        if place < FEWEST_ALIKE or near >= ALIKE
    }


def rows_of(model: Model, ids: Sequence[str]) -> list[int]:
    """The rows of those samples that the model knows."""
    return [model.rows[each] for each in ids if each in model.rows]
