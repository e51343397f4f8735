"""Filling the quotas: by score, one tilt by length within the views of all datasets, fresh outputs
before repeated ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, product

from generators.catalog import Category, Dataset
from generators.sample import Candidate
from generators.settings import Settings

from .exposure import Bodies, Exposure, Shares, concerns
from .holdout import Alike
from .reuse import OutputUse

MAX_TILT = 64.0
BISECTIONS = 6
BETWEEN_VIEWS = 0.5
"""How much the usual length of a view counts beside a sample's own within its view."""
# Samples of a family that are taken before other families have given as many.
IN_TURN = (1, 2)

View = tuple[str, str]
"""Dataset and view."""

Test = Callable[[int], bool]
"""Whether a position may be taken."""


def spread(total: int, capacity: Mapping[str, int]) -> dict[str, int]:
    """`total` over the names as evenly as their capacities allow; what none can take goes to the
    largest.
    """
    targets: dict[str, int] = {}
    left = total
    for position, name in enumerate(sorted(capacity, key=lambda name: (capacity[name], name))):
        targets[name] = min(capacity[name], left // (len(capacity) - position))
        left -= targets[name]
    targets[max(capacity, key=lambda name: (capacity[name], name))] += left
    return {name: target for name, target in targets.items() if target}


def view_of(candidate: Candidate) -> View:
    """A view, with its dataset."""
    return candidate.dataset, candidate.metadata.view


def _usual_lengths(candidates: Sequence[Candidate], positions: Sequence[int]) -> dict[View, float]:
    """Tokens of a sample, in the mean over each dataset's view."""
    lengths: dict[View, list[int]] = defaultdict(list)
    for position in positions:
        lengths[view_of(candidates[position])].append(candidates[position].metadata.tokens)
    return {view: sum(found) / len(found) for view, found in lengths.items()}


def views(candidates: Iterable[Candidate]) -> set[tuple[str, str]]:
    """Category and view of all candidates, whatever their dataset."""
    return {(each.category, each.metadata.view) for each in candidates}


class Mix:
    """The shares of views that a dataset fixes, within each of its categories."""

    def __init__(
        self,
        dataset: Dataset,
        candidates: Sequence[Candidate],
        offered: Collection[tuple[str, str]],
    ) -> None:
        """`offered` are the `views` of the candidates."""
        self.shares, self.candidates = dataset.shares, candidates
        self.targets = {category.name: category.target for category in dataset.categories}
        self.taken: Counter[tuple[str, str]] = Counter()
        self.fixed = {
            category: sum(
                share for view, share in self.shares.items() if (category, view) in offered
            )
            for category in self.targets
        }
        """The part of each category that its views with a share take."""

    def __bool__(self) -> bool:
        return bool(self.shares)

    def _key(self, position: int) -> tuple[str, str]:
        """Category and view; all views without a share of their own are one."""
        candidate = self.candidates[position]
        view = candidate.metadata.view
        return candidate.category, view if view in self.shares else ""

    def allows(self, position: int) -> bool:
        """Whether the share of its view is open."""
        category, view = key = self._key(position)
        share = self.shares[view] if view else 1 - self.fixed.get(category, 0.0)
        return self.taken[key] < round(share * self.targets.get(category, 0))

    def take(self, position: int) -> None:
        self.taken[self._key(position)] += 1


class QuotaFiller:
    """Fills the training quotas for a given tilt; the tilt that meets the budget is found by
    bisection. Of `free` positions with equal scores the earlier one is taken.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        alike: Alike,
        free: Sequence[int],
        datasets: Sequence[Dataset],
        base: Sequence[float],
        settings: Settings,
        bodies: Bodies,
    ) -> None:
        self.candidates, self.alike, self.datasets = candidates, alike, datasets
        self.base, self.settings, self.bodies = base, settings, bodies
        self.usual, self.views = _usual_lengths(candidates, free), views(candidates)
        self.by_category: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position in free:
            self.by_category[candidates[position].dataset, candidates[position].category].append(
                position
            )

    def score(self, position: int, tilt: float) -> float:
        """Higher is taken sooner. A length counts against what is usual for its view, and that only
        in part against the average: a tight budget takes the shorter samples of each view before
        it gives up the longer views.
        """
        candidate = self.candidates[position]
        average = self.settings.average_tokens
        usual = self.usual.get(view_of(candidate), average)
        over = candidate.metadata.tokens - usual + BETWEEN_VIEWS * (usual - average)
        return self.base[position] - tilt * over / average

    def within_budget(
        self, spent: int, count: int, low: float, high: float
    ) -> tuple[float, dict[str, list[int]]]:
        """The tilt nearest 0 whose samples average `low` to `high` tokens, and the positions per
        dataset.

        `spent` tokens in `count` samples are sure already.
        """

        def excess(picked: dict[str, list[int]]) -> float:
            """Tokens a sample above (or, negative, below) what is wanted."""
            positions = [p for chosen in picked.values() for p in chosen]
            total = spent + sum(self.candidates[p].metadata.tokens for p in positions)
            average = total / max(1, count + len(positions))
            return max(0.0, average - high) or min(0.0, average - low)

        tilt, picked = 0.0, self.fill(0.0)
        if not (off := excess(picked)):
            return tilt, picked
        side = math.copysign(1.0, off)
        near, far = 0.0, 0.5
        while far < MAX_TILT and excess(self.fill(side * far)) * side > 0:
            near, far = far, far * 2
        best = (abs(off), tilt, picked)
        for _ in range(BISECTIONS):
            tilt = side * (near + far) / 2
            picked = self.fill(tilt)
            off = excess(picked)
            # Of tilts that are as good the gentlest, which comes last.
            best = min((abs(off), tilt, picked), best, key=lambda found: found[0])
            near, far = (abs(tilt), far) if off * side > 0 else (near, abs(tilt))
        return best[1], best[2]

    def fill(self, tilt: float) -> dict[str, list[int]]:
        """Positions per dataset, in the order and within the limits of `reuse`; of code those come
        first that show nothing too often.
        """
        exposure = Exposure(self.bodies)
        return {dataset.name: self._fill(dataset, tilt, exposure) for dataset in self.datasets}

    def _fill(self, dataset: Dataset, tilt: float, exposure: Exposure) -> list[int]:
        ordered = {
            category.name: self._ordered(dataset.name, category, tilt)
            for category in dataset.categories
        }
        supply = {
            name: len({self.candidates[p].output for p in positions})
            for name, positions in ordered.items()
        }
        # The category with the least to spare chooses first among outputs that several could use.
        categories = sorted(
            dataset.categories, key=lambda c: (supply[c.name] / max(1, c.target), c.name)
        )
        use = OutputUse(dataset, self.settings.max_output_reuse, self.alike.twins)
        shares = Shares.of(dataset, self.settings)
        picked: dict[str, list[int]] = {category.name: [] for category in categories}
        taken: list[int] = []
        code = concerns(dataset)
        mix = Mix(dataset, self.candidates, self.views)
        families: Counter[str] = Counter()
        turns = self._in_turn(use, families) if dataset.apart else ()
        outputs = self._passes(use, exposure, shares) if code else self._by_output(use)
        tests = [*turns, *outputs]
        for keep, allowed in product((mix.allows, _anything) if mix else (_anything,), tests):
            open_ones = [c for c in categories if len(picked[c.name]) < c.target]
            if not open_ones:
                break
            for category in open_ones:
                mine = picked[category.name]
                before = len(mine)
                for position in ordered[category.name]:
                    if len(mine) >= category.target:
                        break
                    if keep(position) and allowed(position):
                        mix.take(position)
                        mine.append(position)
                        taken.append(position)
                        use.take(self.candidates[position].output)
                        families[self.candidates[position].family] += 1
                        if code:
                            exposure.take(position)
                            shares.take(self.candidates[position])
                gone = set(mine[before:])
                ordered[category.name] = [p for p in ordered[category.name] if p not in gone]
        # Of code what is good comes first: a body that is shown too often makes the later one weak.
        return taken if code else [p for c in dataset.categories for p in picked[c.name]]

    def _ordered(self, dataset: str, category: Category, tilt: float) -> list[int]:
        """The positions of a category, those to be taken first. Where it has enough without
        weakness, the others come last whatever length the budget asks for.
        """
        positions = self.by_category[dataset, category.name]
        weak = {p for p in positions if self.candidates[p].metadata.weakness}
        clean = {self.candidates[p].output for p in positions if p not in weak}
        last = weak if len(clean) >= category.target else ()
        return sorted(positions, key=lambda p: (p in last, -self.score(p, tilt)))

    def _in_turn(self, use: OutputUse, families: Counter[str]) -> Iterator[Test]:
        """Tests of good samples with fresh outputs, of families that have given few so far."""

        def allowed(most: int, position: int) -> bool:
            candidate = self.candidates[position]
            few = families[candidate.family] < most and not candidate.metadata.weakness
            return few and use.fresh(candidate.output)

        for most in IN_TURN:
            yield partial(allowed, most)

    def _by_output(self, use: OutputUse) -> Iterator[Test]:
        """Tests of what may be taken, in the order in which they are tried."""
        for _, allowed in use.tiers:
            yield partial(self._allowed, allowed)

    def _allowed(self, allowed: Callable[[str], bool], position: int) -> bool:
        return allowed(self.candidates[position].output)

    def _passes(self, use: OutputUse, exposure: Exposure, shares: Shares) -> Iterator[Test]:
        """The same for code: good samples before weak ones, no component or family beyond its share
        while others have any, nor a layer while others have outputs that are fresh, bodies never
        seen before those seen seldom, and twins last.
        """
        outputs = list(self._by_output(use))
        tests: list[Test] = [lambda p: not self.candidates[p].metadata.weakness, _anything]
        caps: list[Test] = [lambda p: shares.allow(self.candidates[p]), _anything]
        spread: list[Test] = [lambda p: shares.spread(self.candidates[p])]
        for test, kinds in product(tests, ((exposure.new, exposure.allows), (exposure.again,))):
            first = product(spread, outputs[:1], kinds)
            for each in chain(first, product(caps, outputs, kinds)):
                yield partial(_passed, (test, *each))
        yield from outputs


def _anything(position: int) -> bool:
    return True


def _passed(tests: Sequence[Test], position: int) -> bool:
    # No `all`: this is asked a million times, and a generator costs more than most tests.
    for test in tests:  # noqa: SIM110
        if not test(position):
            return False
    return True
