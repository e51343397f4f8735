"""What the final validation looks at, computed once from the files, and what a rule answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generators import tokens
from generators.catalog import Dataset
from generators.settings import Settings
from generators.typescript.declarations import SourceFile
from generators.typescript.parser import parse
from generators.typescript.tree import in_class

from .jsonl import File, sample_id, text
from .loading import Loading
from .scanning import Scanning
from .store_view import StoreView
from .windows import Texts, near_duplicates

EXAMPLES = 5
NOT_JUDGED = "not judged"
"""How the detail of a rule begins that had nothing to judge."""
NO_STORE = f"{NOT_JUDGED}: no store at hand"
Sample = dict[str, Any]


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

    @property
    def judged(self) -> bool:
        """Whether the rule had anything to judge; one that had not stops nothing."""
        return not self.detail.startswith(NOT_JUDGED)


@dataclass
class Evidence:
    """What the rules look at, computed once from the files."""

    files: list[File]
    datasets: dict[str, Dataset]
    """Those expected, by name, with targets as settings have them."""
    settings: Settings
    store: StoreView | None = None
    """The records and components that the samples came from; None where no store is at hand."""
    quotas: dict[str, int] = field(default_factory=dict)
    """Evaluation samples by dataset."""
    manifest: dict[str, Any] = field(default_factory=dict)
    """What an export states of itself; empty where there is no manifest."""
    manifest_fault: str = ""
    """Why the manifest cannot be used, where it cannot."""
    copies: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the files in other formats that the manifest names; empty where one is missing."""
    scanning: Scanning | None = None
    """The scan of all samples, where it was begun before the rules."""
    loading: Loading | None = None
    """The second process, which loads the files and counts tokens as training does."""
    on_file: Callable[[str], None] | None = None
    """Told the file that is looked at now."""

    @property
    def eval_target(self) -> int:
        """Evaluation samples of the datasets that take part; all of them share the whole 2,000."""
        return sum(self.quotas.values())

    @property
    def no_store(self) -> str:
        """Why a rule that needs the store does not judge."""
        return NO_STORE

    def each(self) -> Iterator[File]:
        """The files one after the other, told as they are begun."""
        for file in self.files:
            if self.on_file and file.exists:
                self.on_file(f"{file.name}.jsonl")
            yield file

    @property
    def samples(self) -> Iterator[tuple[File, Sample]]:
        return ((file, sample) for file in self.each() for sample in file.samples)

    @cached_property
    def training(self) -> list[Sample]:
        return [sample for file in self.files if not file.is_eval for sample in file.samples]

    @cached_property
    def evaluation(self) -> list[Sample]:
        return [sample for file in self.files if file.is_eval for sample in file.samples]

    @cached_property
    def by_task(self) -> dict[str, list[Sample]]:
        """Samples by the dataset they were made for: that of their file, in evaluation that which
        they name.
        """
        found: dict[str, list[Sample]] = {}
        for file in self.files:
            for sample in file.samples:
                name = stated(sample, "task_type") if file.is_eval else file.name
                found.setdefault(name, []).append(sample)
        return found

    def of(self, *names: str) -> list[Sample]:
        """The samples of the named datasets, evaluation included."""
        return [sample for name in names for sample in self.by_task.get(name, ())]

    def count(self, part: Callable[[Sample], str]) -> Iterator[tuple[Sample, int]]:
        """Every sample with the tokens of a part of it."""
        for file in self.each():
            counted = tokens.count_batch([part(s) for s in file.samples], self.settings.tokenizer)
            yield from zip(file.samples, counted, strict=True)

    @cached_property
    def tokens(self) -> dict[int, int]:
        """Tokens of each sample by the identity of its object, counted from its text."""
        return {id(sample): count for sample, count in self.count(text)}

    @cached_property
    def parsed(self) -> dict[int, SourceFile]:
        """The TypeScript of each output that is nothing but TypeScript, by the identity of its
        sample. A member stands in a class before it is parsed, as it does where it came from.
        """
        raw = {name for name, dataset in self.datasets.items() if dataset.code == "raw"}
        return {
            id(sample): parse(
                in_class(sample["output"])
                if str(sample["metadata"].get("view")).startswith("member")
                else sample["output"]
            )
            for sample in self.of(*raw)
        }

    @cached_property
    def scanned(self) -> dict[str, dict[int, str]]:
        """For each rule of hygiene what was found, by the identity of the sample."""
        samples = [sample for file in self.files for sample in file.samples]
        scanning = self.scanning or Scanning.of(samples)
        return {
            rule: {id(samples[at]): what for at, what in hits.items()}
            for rule, hits in scanning.found().items()
        }

    @cached_property
    def training_words(self) -> Texts:
        return Texts(self.training)

    @cached_property
    def evaluation_words(self) -> Texts:
        return Texts(self.evaluation)

    @cached_property
    def near(self) -> dict[tuple[int, int], float]:
        """Jaccard of each (training, evaluation) pair, by position, whose outputs or whole texts
        are near duplicates; equal outputs are none.
        """
        train, held = self.training_words, self.evaluation_words
        found: dict[tuple[int, int], float] = {}
        for left, right in (
            (held.shingles, train.shingles),
            (held.output_shingles, train.output_shingles),
        ):
            for test, other, similarity in near_duplicates(left, right):
                if self.evaluation[test]["output"] != self.training[other]["output"]:
                    found[other, test] = max(similarity, found.get((other, test), 0.0))
        return found

    @cached_property
    def file_of(self) -> dict[int, str]:
        """The file of each sample, by the identity of its object."""
        return {id(sample): file.name for file in self.files for sample in file.samples}


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


def stated(sample: Sample, key: str) -> str:
    """What the metadata says of a key, as text."""
    return str(sample["metadata"].get(key) or "")


def named(sample: Sample, what: str) -> str:
    """An offender: the sample's id and what is wrong with it."""
    return f"{sample_id(sample)}: {what}"
