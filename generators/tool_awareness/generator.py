"""`tool_awareness`: how tools are called, taught with invented tools (requirement 2.4). No store is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generators import catalog
from generators.sample import Candidate
from generators.settings import Settings

from . import content, views

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

NAME = content.DATASET


def candidates(
    dataset: catalog.Dataset, corpus: Corpus | None, settings: Settings
) -> Iterator[Candidate]:
    """Everything the content gives for the categories asked for, the same for the same seed."""
    wanted = {category.name for category in dataset.categories}
    everything = content.load()
    for position, case in enumerate(everything.cases):
        for candidate in views.of(case, position, everything, settings.seed):
            if candidate.category in wanted:
                yield candidate
