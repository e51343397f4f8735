"""What the generators offer, in parts that can be made apart, each through the gates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from generators import registry
from generators.catalog import Dataset
from generators.sample import Candidate
from generators.settings import Settings

from . import gates
from .gates import Rejected

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

Batch = tuple[Dataset, list[Candidate], list[Rejected]]
"""The dataset as it is planned, candidates that passed the gates, and others."""


class Part(NamedTuple):
    """One of the parts that a dataset is made in; their order is that of its candidates."""

    dataset: str
    number: int

    def __str__(self) -> str:
        return f"{self.dataset}, part {self.number + 1}"


class Offers:
    """The generators at work on a corpus, none for authored datasets. Pickled, it is the corpus and
    the settings.

    A generator that can be divided has a function `parts`, with the parameters of `candidates`:
    iterators which together give the candidates, and none of which needs what another one has done.
    """

    def __init__(self, corpus: Corpus | None, settings: Settings) -> None:
        self.corpus, self.settings = corpus, settings
        self._datasets: dict[str, Dataset] = {}
        self._parts: dict[str, list[Iterable[Candidate]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        if self.corpus:
            for dataset in self._datasets.values():
                # What is divided may search; here the model is loaded once for all.
                if not dataset.authored:
                    self.corpus.know(q for each in dataset.categories for q in each.queries)
        return Offers, (self.corpus, self.settings)

    def parts(self, name: str) -> list[Part]:
        """The parts of a dataset; nothing of them is made yet."""
        divided = _has(name, "parts")
        return [Part(name, at) for at in range(len(self._made(name)) if divided else 1)]

    def batches(self, part: Part) -> Iterator[Batch]:
        """What the part offers, batch by batch; at least one, though it may be empty."""
        name, number = part
        dataset = self._dataset(name)
        made = self._made(name)
        offered, made[number] = made[number], ()
        none = True
        for passed, failed in gates.apply_gates(offered, dataset, self.settings):
            none = False
            fit, wrong = gates.without_wrong(passed, dataset)
            yield dataset, fit, [*failed, *wrong]
        if none:
            yield dataset, [], []

    def _dataset(self, name: str) -> Dataset:
        if name not in self._datasets:
            self._datasets[name] = plan(name, self.corpus, self.settings)
        return self._datasets[name]

    def _made(self, name: str) -> list[Iterable[Candidate]]:
        if name not in self._parts:
            given = self._dataset(name), self.corpus, self.settings
            if _has(name, "parts"):
                made = list(registry.call(name, "parts", *given))
            else:
                made = [registry.call(name, "candidates", *given)]
            # Where there is nothing to divide there is still a dataset, though an empty one.
            self._parts[name] = [registry.checked(name, each) for each in made] or [()]
        return self._parts[name]


def batches(offers: Offers, part: Part) -> Iterator[Batch]:
    """`Offers.batches` as workers call it."""
    return offers.batches(part)


def plan(name: str, corpus: Corpus | None, settings: Settings) -> Dataset:
    """The dataset as it will be made: overrides and scale applied, categories fitted to the corpus
    where they depend on it (a generator's own `plan`).
    """
    dataset = settings.dataset(name)
    if not _has(name, "plan"):
        return dataset
    planned: Dataset = registry.call(name, "plan", dataset, corpus, settings)
    return planned


def _has(name: str, function: str) -> bool:
    return hasattr(registry.entries()[name].generator, function)
