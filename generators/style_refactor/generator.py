"""CMM2 to CMM3: what the corpus itself improved, and inverses of compliant code (requirement 2.2).

Every transformation is proven by comparing the syntax trees of both texts; the words of an answer
come from the proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generators import tokens
from generators.catalog import Dataset
from generators.content.loader import Variants
from generators.phrases import Phrases
from generators.refactoring.change import Change
from generators.refactoring.wording import Wording, wording
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings
from generators.typescript import cutting
from generators.typescript.library import Components, Library

from .construct import constructed
from .mine import Mined, mined

NAME = "style_refactor"
MOST_CODE, MOST_TOGETHER = 1000, 1700
LEAST_CODE, LEAST_MINED = 40, 25
# Rungs of rule 6: mined, mined between copies, constructed, and constructed where the step is a
# small one.
MINED, MINED_COPY, CONSTRUCTED, SMALL = 0, 1, 3, 4
SMALL_STEPS = frozenset(
    {"documentation_added", "return_type_added", "paths_joined", "readonly_added", "types_added"}
)
TRANSITION = "CMM2_to_CMM3"


def candidates(dataset: Dataset, corpus: Components, settings: Settings) -> Iterator[Candidate]:
    """Mined pairs first (rung 0, between copies 1), then constructed ones (3; 4 where the step is a
    small one).
    """
    words = wording()
    library = Library(corpus)
    records = corpus.pdcas() if hasattr(corpus, "pdcas") else ()
    writer = _Writer(words, dataset.categories[0].name, settings.seed)
    found = [*mined(library, corpus, records), *_made(library, corpus)]
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for each in _sized(found, settings.tokenizer):
        key = (
            each.change.pattern,
            tuple(c.pattern for c in each.others),
            cutting.normalised(each.change.after),
        )
        if key not in seen:
            seen.add(key)
            yield writer.candidate(each)


def _made(library: Library, corpus: Components) -> Iterator[Mined]:
    for source, change, others, view in constructed(library, corpus):
        record = source.component
        yield Mined(
            record.file_path, record.family, source.layer, source.place, change, others, view
        )


def _sized(found: list[Mined], tokenizer: str) -> Iterator[Mined]:
    """Those whose code is neither a fragment nor more than an answer can hold, and is whole."""
    before = tokens.count_batch([each.change.before for each in found], tokenizer)
    after = tokens.count_batch([each.change.after for each in found], tokenizer)
    for each, old, new in zip(found, before, after, strict=True):
        least = LEAST_MINED if each.view == "mined_member" else LEAST_CODE
        if (
            least <= new <= MOST_CODE
            and old + new <= MOST_TOGETHER
            and not cutting.unfinished(each.change.after)
        ):
            yield each


class _Writer:
    """Words the question and the answer. Which of the wordings, the code decides: equal runs give
    equal words.
    """

    def __init__(self, words: Wording, category: str, seed: int) -> None:
        self.words, self.category, self.seed = words, category, seed

    def candidate(self, each: Mined) -> Candidate:
        change, step = each.change, self.words.step[each.change.pattern]
        also = self._also(each.others)
        output = (
            f"```typescript\n{_clean(change.after)}\n```\n\n"
            f"**What changed:** {self._say(change, 'changes', step.changes)}{also}\n\n"
            f"**Why it is {self.words.cmm3}:** {self._say(change, 'reasons', step.reasons)}\n\n"
            f"**How to verify it:** {self._say(change, 'checks', step.checks)}"
        )
        before = f"```typescript\n{_clean(change.before)}\n```"
        return Candidate(
            instruction=self._say(change, "asks", step.asks),
            input=f"`{each.shown}`, {self.words.cmm2}:\n\n{before}",
            output=output,
            metadata=SampleMetadata(
                task_type=NAME,
                category=self.category,
                source=each.place,
                layer=each.layer,
                family=each.family,
                view=each.view,
                cmm_transition=TRANSITION,
                pattern_applied=step.title,
            ),
            rank=self._rank(change.pattern),
            rung=_rung(each),
        )

    def _say(self, change: Change, kind: str, variants: Variants) -> str:
        phrases = Phrases(str(self.seed), kind, change.pattern, change.after, by="key")
        return phrases.pick(variants, **_values(change))

    def _also(self, others: Iterable[Change]) -> str:
        briefs = [self.words.step[other.pattern].brief.format(**_values(other)) for other in others]
        return f" Along with it: {'; '.join(briefs)}." if briefs else ""

    def _rank(self, pattern: str) -> float:
        order = list(self.words.step)
        return 1 - order.index(pattern) / len(order)


def _clean(code: str) -> str:
    """Code without blanks at the ends of lines: they would be the only difference of many lines."""
    return re.sub(r"[ \t]+$", "", code, flags=re.M).strip()


def _values(change: Change) -> dict[str, str | int]:
    plural = "" if change.count == 1 else "s"
    return {
        "subject": change.subject,
        "names": change.names,
        "count": change.count,
        "s": plural,
        "extra": change.extra,
    }


def _rung(each: Mined) -> int:
    if each.view.startswith("mined"):
        return MINED_COPY if each.view == "mined_copy" else MINED
    return SMALL if each.change.pattern in SMALL_STEPS else CONSTRUCTED
