"""CMM2 to CMM3: what the corpus itself improved, and inverses of compliant code (requirement 2.2).

Every transformation is proven by comparing the syntax trees of both texts; the words of an answer
come from the proof.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generators import tokens
from generators.catalog import Dataset
from generators.refactoring.apart import kept_apart
from generators.refactoring.change import new_lines
from generators.refactoring.material import with_causes, with_checked_errors, without_past
from generators.refactoring.wording import wording
from generators.sample import Candidate
from generators.settings import Settings
from generators.typescript import cutting
from generators.typescript.library import Components, Library
from generators.worth import judge
from generators.worth.refactored import leftovers

from .choice import Offer, first
from .construct import constructed
from .mine import mined
from .pair import PHASES, Pair
from .writer import Writer

MOST_CODE, MOST_TOGETHER = 1000, 1700
LEAST_CODE, LEAST_MINED = 40, 25
# Rungs of rule 6: mined or found in the corpus, constructed, constructed with little change, one
# step of several, with a weakness, with a habit left that other steps take away, more of one kind
# than the dataset should hold, or the same step to code that is much alike or much the same answer,
# and code that is shown already.
MINED, CONSTRUCTED, SMALL, FILL, SPARE, LEFT, OVER, TWIN = 0, 2, 3, 4, 5, 6, 15, 16
# Candidates that are offered for each sample that is wanted, the best rungs first: the hold-out,
# the gates and the reserve take some. A selection that is short of tokens looks at lengths before
# rungs, and what is worth less is mostly shorter.
OFFERED = 2.0
FEW_LINES = 5
# Steps after which a failure is noticed, and comments on one that does no harm.
FAILING = frozenset({"errors_thrown", "errors_let_through", "errors_not_null"})
TOLERATED = re.compile(
    r"(?://|/?\*)[^\n]*\b(?:if (?:available|possible|present)|best[- ]effort|optional(?:ly)?"
    r"|non-?(?:critical|fatal|blocking)|not (?:critical|fatal|required)|ignor(?:e|ed|ing)"
    r"|(?:is|are) (?:ok|okay|fine)|continue (?:anyway|without|with))\b",
    re.I,
)
# Several addresses become one when they are masked: what tells them apart is lost.
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def candidates(dataset: Dataset, corpus: Components, settings: Settings) -> Iterator[Candidate]:
    """Mined and found pairs first (rung 0), then constructed ones (2; 3 where little changes), one
    step of several (4), what has a weakness (5), what still has a habit that other steps take away
    (6), what exceeds its kind's share of the dataset, takes a step to code much like code to which
    another pair takes it, or answers much like another (15), and what shows code that another pair
    shows (16). What was mined and has a weakness is left out, and so are
    the last rungs where those before them are enough.
    """
    library = Library(corpus, phases=PHASES)
    records = corpus.pdcas() if hasattr(corpus, "pdcas") else ()
    writer = Writer(wording(), dataset.categories[0].name, settings.seed)
    found = list(mined(library, corpus, settings.max_seconds, records))
    library.sources = [
        kept_apart(with_causes(with_checked_errors(without_past(source))))
        for source in library.sources
    ]
    found += constructed(library, corpus, settings.max_seconds)
    wanted = dataset.target + dataset.eval_share * settings.scale
    made = [
        (bool(judge.alone(candidate)), *_order(each), candidate, each)
        for each in _distinct(_sized(found, settings.tokenizer))
        if (candidate := writer.candidate(each))
    ]
    made.sort(key=lambda found: found[:3])
    yield from _offered(_layers_in_turn(made), wanted)


Made = tuple[bool, int, int, Candidate, Pair]
"""Whether a candidate is weak, its rung, its order within the rung, and what it is made of."""


def _layers_in_turn(made: Sequence[Made]) -> list[Made]:
    """The same, the layers in turn where weakness and rung are equal: most code is of one layer,
    which would use up the share of every kind.
    """
    seen: Counter[tuple[bool, int, str]] = Counter()
    turns = []
    for each in made:
        weak, rung, _, candidate, _ = each
        key = weak, rung, candidate.metadata.layer
        turns.append(((weak, rung, seen[key]), each))
        seen[key] += 1
    return [each for _, each in sorted(turns, key=lambda turn: turn[0])]


def _offered(made: Iterable[Made], wanted: float) -> Iterator[Candidate]:
    """The candidates with their rungs, of those without a weakness as many as `OFFERED` allows."""
    good: list[tuple[Offer, Candidate]] = []
    for weak, rung, _, candidate, each in made:
        if not weak:
            good.append((Offer(rung, each, candidate.output), candidate))
        # Something mined changed that no step explains: no pair.
        elif not each.view.startswith("mined"):
            yield candidate.model_copy(update={"rung": max(rung, SPARE)})
    chosen, twins = first([offer for offer, _ in good], wanted, LEFT)
    found = [
        candidate.model_copy(
            update={"rung": offer.rung if at in chosen else TWIN if at in twins else OVER}
        )
        for at, (offer, candidate) in enumerate(good)
    ]
    found.sort(key=lambda candidate: candidate.rung)
    yield from found[: math.ceil(OFFERED * wanted)]


def _order(each: Pair) -> tuple[int, int]:
    """Mined first, then what changes most."""
    return _rung(each), -min(each.lines, 3 * FEW_LINES)


def _rung(each: Pair) -> int:
    if leftovers.something_left(each.after):
        return LEFT
    if each.fill:
        return FILL
    if each.view.startswith(("mined", "found")):
        return MINED
    return SMALL if each.lines < FEW_LINES else CONSTRUCTED


def _distinct(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The first of those with equal results, and of those that change one method in the same way,
    whatever component or version it stands in.
    """
    seen: set[tuple[tuple[str, ...], str]] = set()
    for each in pairs:
        steps = tuple(step.pattern for step in each.steps)
        new, gone = new_lines(each.before, each.after), new_lines(each.after, each.before)
        keys = {(steps, cutting.normalised(each.after))}
        if each.view.endswith("_member"):
            change = "\n".join(sorted((new or gone).elements()))
            keys.add((tuple(sorted(steps)), f"{each.steps[0].subject}\n{change}"))
        if keys.isdisjoint(seen):
            yield each
        seen |= keys


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
            and len(set(ADDRESS.findall(each.after))) < 2
            and not _tolerated(each)
        ):
            yield each


def _tolerated(each: Pair) -> bool:
    """Whether a step makes a failure count that a comment calls harmless."""
    patterns = {step.pattern for step in each.steps}
    return bool(patterns & FAILING) and bool(TOLERATED.search(each.before))
