"""The store's words without SQL: states, fields, and the terms of a filter, which the filter
language produces and the store looks up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generators.sample import SampleMetadata

STATES = ("staged", "accepted", "flagged", "replaced", "rejected")
EXPORTED = ("staged", "accepted", "flagged")
"""States of what an export holds. A flagged sample stays in it until it is replaced, so that counts
remain exact.
"""
COLUMNS = (
    "id", "dataset", "category", "split", "state", "tokens", "output_tokens", "family", "view",
    "source", "date", "agent", "layer", "rung", "edited",
)  # fmt: skip
"""Columns of `samples` that can be filtered, sorted and listed."""
TABLE_COLUMNS = (*COLUMNS, "position", "fingerprint", "output_hash", "run_id")
RUNGS = ("the first query", "more queries", "looser filters", "smaller units", "more task framings")
"""How far generation had to go for a sample, by its `rung`."""
REPEATS = ("reused", "alike")
"""1 where a sample's output is also that of another one, or a near duplicate of another output."""
TEXTS = ("instruction", "input", "output")
"""Fields in which words are looked up, as they are in all three where no field is named."""
MEASURED = ("nearest", "suspicion", "group")
"""What is computed about samples in the background: the likeness of the nearest other sample, how
likely it is bad, and the group of samples that it belongs to.
"""
METADATA = tuple(name for name in SampleMetadata.model_fields if name not in COLUMNS)
FIELDS = (*COLUMNS, *METADATA, *TEXTS, "reason", "lineage", *REPEATS, "seen", *MEASURED)
SORTS = ("position", *COLUMNS, "nearest", "suspicion")
# Metadata that a column holds under another name: reading the column is ten times faster.
SAME = {"agent_name": "agent", "sample_id": "id", "task_type": "dataset"}
# Fields that the metadata has, and under which name: `search.columns` keeps these in memory.
IN_METADATA = {name: name for name in SampleMetadata.model_fields} | {
    same: name for name, same in SAME.items()
}

Test = Literal["contains", "filled", "one_of", "between", "=", ">", ">=", "<", "<=", "gone"]


@dataclass(frozen=True)
class Term:
    """One condition on a field, or on all texts where `field` is empty.

    `contains` looks up words or characters in the texts. `filled` is any value; `one_of` compares
    whole values, or patterns with `*`, without regard to case; `between` includes both ends; `gone`
    is what left the export. Numbers are compared as floats, dates as strings.
    """

    field: str
    test: Test
    values: tuple[str | float, ...] = ()
    negated: bool = False

    @property
    def about_texts(self) -> bool:
        """Whether it asks for nothing that a verdict or an edit could change."""
        return not self.field or self.field in IN_METADATA or self.field in TEXTS


HIDDEN = Term("state", "gone", negated=True)
"""Leaves out what is no longer exported. Few samples are, so that negation is the quick way."""


@dataclass(frozen=True)
class Filter:
    """A filter: a sample matches when it matches all terms. `problems` were not understood."""

    terms: tuple[Term, ...] = ()
    problems: tuple[str, ...] = ()
    like: str = ""
    """The sample, by its id, or the text that the samples should be like."""
