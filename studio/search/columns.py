"""The metadata of all samples as columns in memory: what Browse compares and Insights counts.

The store keeps it as JSON behind the long texts, where reading one field of 39,000 samples
takes 100 ms; here every column is an array of small numbers and the list of values they stand for.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any

import orjson

from studio.store.database import Database
from studio.store.filtering import bulk
from studio.store.soundness import cells
from studio.store.terms import IN_METADATA, Term

OTHERS = bytes([1, 0]) + bytes(254)
"""Translates a mask into that of all other rows."""


@dataclass
class Column:
    """One field: `values[codes[row]]` is the value of a sample; 0 stands for none."""

    codes: array[int]
    values: list[Any] = field(default_factory=lambda: [None])
    _known: dict[Any, int] = field(default_factory=dict)

    def put(self, rows: Iterable[int], values: tuple[Any, ...]) -> None:
        for value in dict.fromkeys(values):
            if value not in self._known:
                self._known[value] = len(self.values)
                self.values.append(value)
        codes = self.codes
        for row, code in zip(rows, map(self._known.__getitem__, values), strict=True):
            codes[row] = code

    @cached_property
    def totals(self) -> Counter[Any]:
        """How often each value occurs in all samples; asked for after the last `put`."""
        return Counter(
            {self.values[code]: count for code, count in Counter(self.codes).items() if code}
        )

    def counts(self, mask: bytes | bytearray) -> Counter[Any]:
        """How often each value occurs in the samples of a mask (one byte a row, 1 to count it)."""
        if not mask.count(0):
            return self.totals.copy()
        if 2 * mask.count(1) <= len(mask):
            return self._counts(mask)
        # Nearly all: the few others are counted, and taken from what all have.
        found = self.totals.copy()
        for value, count in self._counts(mask.translate(OTHERS)).items():
            found[value] -= count
            if not found[value]:
                del found[value]
        return found

    def mask(self, matching: bytearray) -> bytearray:
        """The samples whose value is among those of `matching`: one byte for every code."""
        return bytearray(map(matching.__getitem__, self.codes))

    def equal(self, value: Any) -> bytearray:
        """The samples that have this value."""
        return self.mask(bytearray(each == value for each in self.values))

    def _counts(self, mask: bytes | bytearray) -> Counter[Any]:
        return Counter(
            {
                self.values[code]: count
                for code, count in Counter(compress(self.codes, mask)).items()
                if code
            }
        )


@dataclass
class Facts:
    """All columns, by field; rows are those of the table `samples`."""

    stamp: bulk.Stamp
    columns: dict[str, Column]
    size: int
    """Length of a mask."""
    outputs: Column
    """The hash of each sample's output."""

    def mask(self, db: Database, term: Term) -> bytearray | None:
        """The samples that match a comparison of a metadata field; None where no sample has the
        field.
        """
        column = self.columns.get(IN_METADATA.get(term.field, ""))
        if column is None:
            return None
        matching = bytearray(len(column.values))
        for code in bulk.matching_values(db, column.values, term):
            matching[code] = 1
        return column.mask(matching)


def load(db: Database, text_rows: dict[int, int], size: int) -> Facts:
    """Reads all metadata. `text_rows` gives the sample's row for a row of `texts`; masks have
    `size` bytes.
    """
    facts = Facts(bulk.stamp(db), {}, size, Column(array("I", bytes(4 * size))))
    # A sample added meanwhile is counted when the facts are read again.
    hashes = bulk.output_hashes(db, size)
    facts.outputs.put(hashes, tuple(hashes.values()))
    for chunk in bulk.metadata(db):
        shapes: dict[tuple[str, ...], tuple[list[int], list[tuple[Any, ...]]]] = {}
        for row, text in chunk:
            if (at := text_rows.get(row)) is not None:
                entry = _entry(text)
                rows, values = shapes.setdefault(tuple(entry), ([], []))
                rows.append(at)
                values.append(tuple(entry.values()))
        for names, (rows, entries) in shapes.items():
            # Transposed, and whole columns encoded at a time: five times faster than sample by
            # sample.
            for name, column in zip(names, zip(*entries, strict=True), strict=True):
                facts.columns.setdefault(name, Column(array("I", bytes(4 * size)))).put(
                    rows, column
                )
    return facts


def _entry(text: Any) -> dict[str, Any]:
    """A sample's metadata, as quickly as can be: all of them are read at once."""
    try:
        found = orjson.loads(text)
        if isinstance(found, dict):
            return found
    except (TypeError, ValueError):
        pass
    return cells.read(text, dict[str, Any], "the metadata of a sample")
