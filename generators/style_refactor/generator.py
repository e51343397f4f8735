"""CMM2 to CMM3: what the corpus itself improved, and inverses of compliant code (requirement 2.2).

Every transformation is proven by comparing the syntax trees of both texts; the words of an answer
come from the proof.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from generators import tokens
from generators.catalog import Dataset
from generators.refactoring.wording import wording
from generators.sample import Candidate
from generators.settings import Settings
from generators.typescript import cutting
from generators.typescript.library import Components, Library
from generators.worth import judge

from .construct import constructed
from .mine import mined
from .pair import Pair
from .writer import Writer

MOST_CODE, MOST_TOGETHER = 1000, 1700
LEAST_CODE, LEAST_MINED = 40, 25
# Rungs of rule 6: mined, constructed, constructed with little change, and more of one kind than
# the dataset should hold.
MINED, CONSTRUCTED, SMALL, SPARE = 0, 2, 3, 5
FEW_LINES = 5


def candidates(dataset: Dataset, corpus: Components, settings: Settings) -> Iterator[Candidate]:
    """Mined pairs first (rung 0), then constructed ones (2; 3 where little changes), each kind up
    to its share of the dataset; what is more, and what has a weakness, on rung 5.
    """
    library = Library(corpus)
    records = corpus.pdcas() if hasattr(corpus, "pdcas") else ()
    writer = Writer(wording(), dataset.categories[0].name, settings.seed)
    found = [*mined(library, corpus, records), *constructed(library, corpus)]
    wanted = dataset.target + dataset.eval_share * settings.scale
    taken: Counter[str] = Counter()
    for each in sorted(_distinct(_sized(found, settings.tokenizer)), key=_order):
        candidate = writer.candidate(each)
        weak = bool(judge.alone(candidate))
        spare = weak or taken[each.kind] >= math.ceil(each.share * wanted)
        taken[each.kind] += not spare
        yield candidate.model_copy(update={"rung": SPARE if spare else _rung(each)})


def _order(each: Pair) -> tuple[int, int]:
    """Mined first, then what changes most."""
    return _rung(each), -min(each.lines, 3 * FEW_LINES)


def _rung(each: Pair) -> int:
    if each.view.startswith("mined"):
        return MINED
    return SMALL if each.lines < FEW_LINES else CONSTRUCTED


def _distinct(pairs: Iterable[Pair]) -> Iterator[Pair]:
    seen: set[tuple[tuple[str, ...], str]] = set()
    for each in pairs:
        key = tuple(step.pattern for step in each.steps), cutting.normalised(each.after)
        if key not in seen:
            seen.add(key)
            yield each


def _sized(found: list[Pair], tokenizer: str) -> Iterator[Pair]:
    """Those whose code is neither a fragment nor more than an answer can hold, and is whole."""
    before = tokens.count_batch([each.before for each in found], tokenizer)
    after = tokens.count_batch([each.after for each in found], tokenizer)
    for each, old, new in zip(found, before, after, strict=True):
        least = LEAST_MINED if each.view == "mined_member" else LEAST_CODE
        if (
            least <= new <= MOST_CODE
            and old + new <= MOST_TOGETHER
            and not cutting.unfinished(each.after)
        ):
            yield each
