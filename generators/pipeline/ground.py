"""What selection works on: candidates, the samples that keep their place, and how all are alike."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generators.catalog import Dataset
from generators.sample import Candidate
from generators.settings import Settings
from generators.workers import Workers

from .apportion import Category
from .draw import Drawn, Material
from .exposure import Bodies
from .holdout import Alike
from .quotas import QuotaFiller, View, view_of
from .windows import Overlap

USUAL = 0.9
"""The part of training's samples of a view whose lengths are usual."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Positions count the candidates, then what stands."""

    candidates: Sequence[Candidate]
    standing: Sequence[Candidate]
    alike: Alike
    datasets: Sequence[Dataset]
    """With the quotas that what stands leaves open."""
    base: Sequence[float]
    """A score for each candidate."""
    settings: Settings
    band: tuple[float, float]
    """Average tokens of all samples, at least and at most."""
    workers: Workers | None = None

    @cached_property
    def clusters(self) -> list[str]:
        return [self.alike.cluster(candidate) for candidate in (*self.candidates, *self.standing)]

    @cached_property
    def tested(self) -> set[str]:
        """Clusters that evaluation has already."""
        return {self.clusters[p] for p in self._standing(is_eval=True)}

    def material(
        self,
        quotas: Mapping[Category, int],
        picked: Mapping[str, Sequence[int]],
        score: Callable[[int], float],
    ) -> Material:
        """What evaluation is drawn from, the highest scores first, for a training of what is
        `picked`. What training contains already and cannot give up is barred.
        """
        trained = self._standing(is_eval=False)
        return Material(
            self.candidates,
            sorted(self._in_order, key=lambda position: -score(position)),
            self.alike,
            quotas,
            self.settings.seed,
            never={self.clusters[p] for p in trained},
            contained=self._contained(None),
            long=self._long([p for positions in picked.values() for p in positions]),
            barred=self._contained(trained) if trained else (),
            repeats=self._overlap.repeats,
        )

    def _long(self, picked: Sequence[int]) -> set[int]:
        """Candidates longer than nine in ten of those `picked` of their view."""
        lengths: dict[View, list[int]] = defaultdict(list)
        for position in picked:
            candidate = self.candidates[position]
            lengths[view_of(candidate)].append(candidate.metadata.tokens)
        most = {view: sorted(found)[int(USUAL * len(found))] for view, found in lengths.items()}
        return {
            position
            for position, candidate in enumerate(self.candidates)
            if candidate.metadata.tokens > most.get(view_of(candidate), sys.maxsize)
        }

    def leaking(self, drawn: Drawn) -> set[int]:
        """Candidates that training must not use because evaluation is contained in them."""
        held = [*drawn.chosen, *self._standing(is_eval=True)]
        return self._overlap.leaks(held, self._standing(is_eval=False), self._free(drawn.held))

    def filler(self, drawn: Drawn) -> QuotaFiller:
        """Fills the quotas of training beside a draw."""
        free = [p for p in self._free(drawn.held) if p not in drawn.leaking]
        return QuotaFiller(
            self.candidates, self.alike, free, self.datasets, self.base, self.settings, self._bodies
        )

    def within_budget(self, drawn: Drawn) -> tuple[QuotaFiller, float, dict[str, list[int]]]:
        """The filler beside a draw, the tilt that meets the budget, and what it takes."""
        filler = self.filler(drawn)
        sure = [c.metadata.tokens for c in self.standing]
        sure += [self.candidates[p].metadata.tokens for p in drawn.chosen]
        return filler, *filler.within_budget(sum(sure), len(sure), *self.band)

    def _contained(self, among: Sequence[int] | None) -> set[int]:
        return {p for p in self._overlap.contained(among) if p < len(self.candidates)}

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.candidates, self.workers)

    @cached_property
    def _overlap(self) -> Overlap:
        texts = [*self.candidates, *self.standing]
        return Overlap(
            [c.output for c in texts], [c.family for c in texts], self.clusters, self.workers
        )

    def _free(self, held: set[str]) -> list[int]:
        out = held | self.tested
        return [p for p in self._in_order if self.clusters[p] not in out]

    @cached_property
    def _in_order(self) -> list[int]:
        """Positions of the candidates by fingerprint, which decides between equal scores."""
        return sorted(range(len(self.candidates)), key=lambda p: self.candidates[p].fingerprint)

    def _standing(self, is_eval: bool) -> list[int]:
        return [
            len(self.candidates) + at
            for at, sample in enumerate(self.standing)
            if sample.metadata.is_eval == is_eval
        ]
