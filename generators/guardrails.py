"""guardrails: violations, why they matter, and what is right instead (requirement 2.3).

Half of a category at most is found in the corpus by the detectors; the rest is constructed: compliant code taken back,
and authored cases. What looks like a violation and is none stays below one in ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import engine
from .catalog import Category, Dataset
from .guards import cases, code, records
from .rag.library import Library
from .sample import Candidate
from .settings import Settings

if TYPE_CHECKING:
    from .rag.corpus import Corpus

NAME = "guardrails"
FOUND_SHARE, LOOK_ALIKE_SHARE = 0.5, 0.08
# Constructed tests offered, in targets: authored cases come first, these fill what they leave open.
TESTS_OFFERED = 0.6
# One violation's share among what is made of compliant code.
ALIKE_SHARE = 0.35


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Authored cases of every category, and what the corpus adds to each."""
    library = Library(corpus)
    for category in dataset.categories:
        if category.name in cases.FILES:
            yield from cases.candidates(category.name, int(LOOK_ALIKE_SHARE * category.target), settings.seed)
            yield from _from_corpus(category, corpus, library, settings.seed)


def _from_corpus(category: Category, corpus: Corpus, library: Library, seed: int) -> Iterator[Candidate]:
    most = int(FOUND_SHARE * category.target)
    if category.name == "jest_ban":
        yield from code.jest(library, corpus, int(TESTS_OFFERED * category.target), seed)
    elif category.name == "framework":
        found = list(records.links(corpus, seed))[:most]
        yield from found
        yield from code.framework(library, most - len(found), int(ALIKE_SHARE * category.target), seed)
    elif category.name == "manual_operations":
        yield from list(records.operations(corpus, seed))[:most]


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
