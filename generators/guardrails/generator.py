"""guardrails: violations, why they matter, and what is right instead (requirement 2.3).

Half of a category at most is found in the corpus by the detectors; the rest is constructed:
inverses of compliant code, and authored cases. Three samples in twenty look alike and violate
nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from generators.catalog import Dataset
from generators.pipeline.apportion import apportion
from generators.pipeline.quotas import spread
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.steps import counted
from generators.typescript.library import Library

from . import cases, code, permitted, records, runner

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

NAME = "guardrails"
FOUND_VIEWS = ("found_member", "found_class", "found_record")
FOUND_SHARE, LOOK_ALIKE_SHARE = 0.5, 0.15
# One violation's share of the dataset among what is made of compliant code: more of a kind would
# differ in names alone.
ALIKE_SHARE = 0.03
# Links and commands of records differ in paths and numbers alone: of each violation no more than
# this share of the dataset.
RECORD_SHARE = 0.005
# Part of a class's material that may be planned for: the rest goes to evaluation, gates and near
# duplicates.
PLANNED = 0.81
Made = dict[tuple[str, int, int, str], tuple[list[Candidate], list[Candidate]]]
# What a corpus gives, for as long as the corpus is there: it is let go of before selection.
_MADE: WeakKeyDictionary[Corpus, Made] = WeakKeyDictionary()


def plan(dataset: Dataset, corpus: Corpus | None, settings: Settings) -> Dataset:
    """The dataset with its total spread over the classes as evenly as their material allows.

    The requirement names four classes without counts; equal ones are ours, where there is enough of
    each.
    """
    if corpus is None:
        return dataset
    usable: dict[str, int] = {}
    for category in dataset.categories:
        most = len(cases.cases(category.name))
        reviews, all_views = (
            sum(1 for _ in cases.candidates(category.name, alike, settings.seed))
            for alike in (0, most)
        )
        found, made = _from_corpus(category.name, dataset.target, corpus, settings)
        # What is found stays half of a class at most, look-alikes their share.
        rest = (
            reviews + len(made) + sum(1 for _ in permitted.candidates(category.name, settings.seed))
        )
        rest += min(all_views - reviews, int(rest * LOOK_ALIKE_SHARE / (1 - LOOK_ALIKE_SHARE)))
        usable[category.name] = math.floor(PLANNED * (rest + min(len(found), rest)))
    if all(usable[category.name] >= category.target for category in dataset.categories):
        return dataset
    # Short of material, every class lacks the same part of what it has.
    enough = sum(usable.values()) >= dataset.target
    targets = spread(dataset.target, usable) if enough else apportion({**usable}, dataset.target)
    categories = (
        replace(category, target=targets.get(category.name, 0)) for category in dataset.categories
    )
    return replace(
        dataset, categories=tuple(category for category in categories if category.target)
    )


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Authored cases of every class, and what the corpus adds to each."""
    for category in counted(dataset.categories):
        if category.name in cases.FILES:
            found, made = _from_corpus(category.name, dataset.target, corpus, settings)
            alike = int(LOOK_ALIKE_SHARE * category.target)
            yield from cases.candidates(category.name, alike, settings.seed)
            yield from permitted.candidates(category.name, settings.seed)
            for each in [*found[: int(FOUND_SHARE * category.target)], *made]:
                # A run marks its candidates; the next one starts from clean ones.
                yield each.model_copy(deep=True)


def _from_corpus(
    name: str, most: int, corpus: Corpus, settings: Settings
) -> tuple[list[Candidate], list[Candidate]]:
    """(found, constructed) candidates of a class, once for plan and run."""
    made = _MADE.setdefault(corpus, {})
    key = (name, most, settings.seed, settings.tokenizer)
    if key not in made:
        made[key] = _search(name, most, corpus, settings)
    return made[key]


def _search(
    name: str, most: int, corpus: Corpus, settings: Settings
) -> tuple[list[Candidate], list[Candidate]]:
    if name == "jest_ban":
        return [], list(runner.jest(Library(corpus), corpus, most, settings))
    if name == "manual_operations":
        return _few(records.operations(corpus, settings.seed), most, settings.seed), []
    if name == "security":
        return list(code.security(Library(corpus), most, settings)), []
    if name == "framework":
        both = list(code.framework(Library(corpus), most, int(ALIKE_SHARE * most), settings))
        found = [each for each in both if each.metadata.view in FOUND_VIEWS]
        links = _few(records.links(corpus, settings.seed), most, settings.seed)
        return [*links, *found], [each for each in both if each.metadata.view not in FOUND_VIEWS]
    return [], []


def _few(found: Iterable[Candidate], most: int, seed: int) -> list[Candidate]:
    """Of each violation as many as its share of the dataset, in an order of their own."""
    kept: dict[str, list[Candidate]] = {}
    for each in sorted(found, key=lambda each: fingerprint(str(seed), each.fingerprint)):
        kept.setdefault(each.metadata.violation_type, []).append(each)
    limit = max(1, int(RECORD_SHARE * most))
    return [each for alike in kept.values() for each in alike[:limit]]
