"""What the final validation looks at, computed once from the files, and what a rule answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generators import tokens
from generators.catalog import Dataset
from generators.pipeline import near_duplicates
from generators.settings import Settings

from .jsonl import File, sample_id, text

EXAMPLES = 5


@dataclass(frozen=True)
class Verdict:
    """What one rule found: `detail` is one line; `samples` names up to five offenders; `fix` says
    what to do; `offenders` are all of them, for whoever wants to flag them.
    """

    rule: str
    passed: bool
    detail: str
    samples: tuple[str, ...] = ()
    fix: str = ""
    offenders: tuple[str, ...] = ()


@dataclass
class Evidence:
    """What the rules look at, computed once from the files."""

    files: list[File]
    datasets: dict[str, Dataset]
    """Those expected, by name, with targets as settings have them."""
    settings: Settings
    sources: set[str] | None = None
    """Every file path and PDCA id of the store; None where no store is at hand."""
    quotas: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def eval_target(self) -> int:
        """Evaluation samples of the datasets that take part; all of them share the whole 2,000."""
        return sum(self.quotas.values())

    on_file: Callable[[str], None] | None = None
    """Told the file that is looked at now."""

    def each(self) -> Iterator[File]:
        """The files one after the other, told as they are begun."""
        for file in self.files:
            if self.on_file and file.exists:
                self.on_file(f"{file.name}.jsonl")
            yield file

    @property
    def samples(self) -> Iterator[tuple[File, dict[str, Any]]]:
        return ((file, sample) for file in self.each() for sample in file.samples)

    @cached_property
    def training(self) -> list[dict[str, Any]]:
        return [sample for file, sample in self.samples if not file.is_eval]

    @cached_property
    def evaluation(self) -> list[dict[str, Any]]:
        return [sample for file, sample in self.samples if file.is_eval]

    def count(self, part: Callable[[dict[str, Any]], str]) -> Iterator[tuple[dict[str, Any], int]]:
        """Every sample with the tokens of a part of it."""
        for file in self.each():
            counted = tokens.count_batch(
                [part(sample) for sample in file.samples], self.settings.tokenizer
            )
            yield from zip(file.samples, counted, strict=True)

    @cached_property
    def tokens(self) -> dict[int, int]:
        """Tokens of each sample by the identity of its object, counted anew."""
        return {id(sample): count for sample, count in self.count(text)}

    @cached_property
    def leaks(self) -> list[tuple[str, str, float]]:
        """(training id, evaluation id, Jaccard) of near duplicates between the two, by output or by
        whole text.

        Equal outputs are another rule's.
        """
        found: dict[tuple[str, str], float] = {}
        for part in (text, lambda sample: sample["output"]):
            texts: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
            for file, sample in self.samples:
                texts[part(sample)].append((file.is_eval, sample_id(sample), sample["output"]))
            keys = list(texts)
            for earlier, later, similarity in near_duplicates.pairs(keys):
                for left in texts[keys[earlier]]:
                    for right in texts[keys[later]]:
                        if left[0] != right[0] and left[2] != right[2]:
                            train, test = (right, left) if left[0] else (left, right)
                            found[train[1], test[1]] = max(
                                similarity, found.get((train[1], test[1]), 0.0)
                            )
        return [(*ids, similarity) for ids, similarity in sorted(found.items())]


def verdict(rule: str, bad: Iterable[str], good: str, wrong: str, fix: str) -> Verdict:
    """Passed when nothing is bad; `wrong` may use {n}. What is bad begins with a sample's id where
    it is a sample.
    """
    offenders = list(bad)
    if not offenders:
        return Verdict(rule, True, good)
    return Verdict(
        rule,
        False,
        wrong.format(n=len(offenders)),
        tuple(offenders[:EXAMPLES]),
        fix,
        tuple(offenders),
    )
