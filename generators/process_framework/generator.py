"""`process_framework`: the rules of the work, taught from authored content (requirement 1.3). No
store is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from generators import catalog
from generators.sample import Candidate
from generators.settings import Settings

from . import cmm, lessons, links, pdca, tron

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

NAME = "process_framework"
CATEGORIES = {module.CATEGORY: module for module in (pdca, tron, cmm, links, lessons)}


def candidates(
    dataset: catalog.Dataset, corpus: Corpus | None, settings: Settings
) -> Iterator[Candidate]:
    """Everything the content gives for the categories asked for, the same for the same seed."""
    return chain.from_iterable(parts(dataset, corpus, settings))


def parts(
    dataset: catalog.Dataset, corpus: Corpus | None, settings: Settings
) -> list[Iterator[Candidate]]:
    """The same, category by category."""
    names = (category.name for category in dataset.categories)
    return [CATEGORIES[name].candidates(settings.seed) for name in names if name in CATEGORIES]
