"""Which samples evaluation takes: by category, view and layer as training is, few of each family.

Evaluation is drawn before training is selected, and training makes do with what is left. How many
samples a family may give is planned first, by what training needs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from generators.catalog import EVAL_PER_FAMILY
from generators.sample import Candidate, fingerprint

from .apportion import Category, Layer, Stratum, layer_quotas, view_quotas
from .holdout import Alike

Picked = Mapping[str, Sequence[int]]
"""Training positions per dataset."""

ANY = 1_000_000


class Level(NamedTuple):
    """How sparing a dataset is with families."""

    most: int
    """Samples that one may give."""
    least_used: float
    """Share of its candidates that evaluation must use: the others are lost to training."""


# Tried in turn until training lacks nothing, or nothing more helps.
LEVELS = (
    Level(2, 0.0),
    Level(EVAL_PER_FAMILY, 0.0),
    *(Level(EVAL_PER_FAMILY, share) for share in (0.1, 0.15, 0.2, 0.3, 0.5)),
)
# Shares of a cluster that evaluation uses, tried in turn where a dataset is sparing.
USEFUL = (0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)


class Step(NamedTuple):
    """What is asked of a cluster; a level may allow more samples of it."""

    most: int
    by_view: bool = False
    by_layer: bool = False
    sparing: bool = True


# Tried in turn, as long as quotas are open.
STEPS = (
    Step(0, by_view=True, by_layer=True),
    Step(EVAL_PER_FAMILY, by_view=True, by_layer=True),
    Step(0, by_view=True),
    Step(EVAL_PER_FAMILY, by_view=True),
    Step(10, by_view=True),
    Step(16, by_view=True),
    Step(EVAL_PER_FAMILY),
    Step(16),
    Step(ANY, by_view=True),
    Step(ANY),
    Step(ANY, sparing=False),
)


@dataclass(frozen=True)
class Material:
    """What evaluation is drawn from. Positions are those of `candidates`."""

    candidates: Sequence[Candidate]
    best_first: Sequence[int]
    """Every position."""
    alike: Alike
    quotas: Mapping[Category, int]
    """Evaluation samples still wanted."""
    seed: int
    never: Collection[str] = ()
    """Clusters that training has already."""
    contained: Collection[int] = ()
    """Positions that another cluster's candidates contain: taken only when others run out."""
    long: Collection[int] = ()
    """Positions longer than nearly all that training has of their view: taken as those are."""
    barred: Collection[int] = ()
    """Positions never taken."""
    repeats: Callable[[int, Sequence[int]], bool] = lambda position, others: False
    """Whether a position's output contains one of the others or is contained in it: of one cluster
    taken only when others run out."""


@dataclass
class Drawn:
    """Positions chosen for evaluation, the clusters held out with them, and positions that training
    must not use because they contain what evaluation has.
    """

    chosen: list[int] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    leaking: set[int] = field(default_factory=set)


def plan(
    material: Material,
    training: Picked,
    fill: Callable[[Drawn], Picked],
    leaking: Callable[[Drawn], set[int]],
) -> Drawn:
    """Draws for the mixture of views in `training`, which was filled without a hold-out, then again
    for that of the training beside the draw, more and more sparingly where training lacks samples
    that it had. Of all draws the one with which training lacks least is taken, of equals the one
    nearest to its mixture.

    `fill` gives the training beside a draw, `leaking` what must stay out of it.
    """
    before = {name: len(positions) for name, positions in training.items()}
    ladder = _Ladder(before)
    best: tuple[int, float, Drawn] | None = None
    settled = False
    while True:
        drawn = _Draw(
            material, _strata(material, training), _layers(material, training), ladder.levels
        ).run()
        drawn.leaking = leaking(drawn)
        training = fill(drawn)
        lack = {name: count - len(training[name]) for name, count in before.items()}
        found = (sum(lack.values()), _distance(material, training, drawn), drawn)
        best = min(best or found, found, key=lambda each: each[:2])
        if settled:
            return best[2]
        # Where no level changes, one more draw knows the mixture better.
        settled = not ladder.climb(lack)


class _Ladder:
    """The level of each dataset: it rises while training lacks samples. One level may be worse and
    the next better, so all are tried.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.levels = dict.fromkeys(names, 0)
        self._climbing = set(self.levels)
        self._best: dict[str, tuple[int, int]] = {}

    def climb(self, lack: Mapping[str, int]) -> bool:
        """Changes levels by what each dataset lacks with its level now; returns whether any
        changed.
        """
        before = dict(self.levels)
        for name in sorted(self._climbing):
            missing, level = lack[name], self.levels[name]
            _, best = self._best[name] = min(
                self._best.get(name, (missing, level)), (missing, level)
            )
            if missing and level + 1 == len(LEVELS):
                self.levels[name] = best
                self._climbing.discard(name)
            elif missing:
                self.levels[name] += 1
        return self.levels != before


def _distance(material: Material, training: Picked, drawn: Drawn) -> float:
    """By how many samples the evaluation's views and layers differ from training's mixture."""
    chosen = [material.candidates[p] for p in drawn.chosen]
    views: Counter[tuple[str, str]] = Counter()
    for (dataset, _, view), count in _strata(material, training).items():
        views[dataset, view] += count
    return _apart(Counter(_stratum(c)[::2] for c in chosen), views) + _apart(
        Counter(map(_layer, chosen)), _layers(material, training)
    )


def _apart(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> int:
    return sum(abs(one[key] - other[key]) for key in {*one, *other})


def _strata(material: Material, training: Picked) -> Counter[Stratum]:
    """The quotas of views as `training` has them."""
    views = Counter(
        _stratum(material.candidates[p]) for positions in training.values() for p in positions
    )
    return view_quotas(material.quotas, views)


def _layers(material: Material, training: Picked) -> Counter[Layer]:
    """The quotas of layers as `training` has them."""
    layers = Counter(
        _layer(material.candidates[p]) for positions in training.values() for p in positions
    )
    return layer_quotas(material.quotas, layers)


def _layer(candidate: Candidate) -> Layer:
    return candidate.dataset, candidate.metadata.layer


def _stratum(candidate: Candidate) -> Stratum:
    return candidate.dataset, candidate.category, candidate.metadata.view


class _Rule(NamedTuple):
    """What a pass over the clusters may take."""

    weak: bool
    rest: bool
    step: Step


class _Draw:
    """One draw: what is still wanted, what has been taken, and from where."""

    def __init__(
        self,
        material: Material,
        strata: Counter[Stratum],
        layers: Counter[Layer],
        levels: Mapping[str, int],
    ) -> None:
        self.material, self.candidates = material, material.candidates
        self.levels = {name: LEVELS[level] for name, level in levels.items()}
        self.cluster = [material.alike.cluster(candidate) for candidate in self.candidates]
        self.by_category: dict[Category, list[int]] = defaultdict(list)
        self.cost: Counter[str] = Counter()
        self.least_used: dict[str, float] = defaultdict(float)
        never, barred = set(material.never), set(material.barred)
        for position in material.best_first:
            candidate, name = self.candidates[position], self.cluster[position]
            level = self.levels[candidate.dataset]
            if level.least_used:
                self.cost[name] += 1
                self.least_used[name] = max(self.least_used[name], level.least_used)
            if name not in never and position not in barred:
                self.by_category[candidate.dataset, candidate.category].append(position)
        self.strata_of = [_stratum(candidate) for candidate in self.candidates]
        self.order = {n: fingerprint(str(material.seed), n) for n in set(self.cluster)}
        self.open = Counter({key: quota for key, quota in material.quotas.items() if quota})
        self.strata, self.layers = strata, layers
        self.given: dict[str, list[int]] = defaultdict(list)
        self.later = {*material.contained, *material.long}
        self.outputs: set[str] = set()
        self.twins: set[str] = set()
        self.drawn = Drawn()

    def run(self) -> Drawn:
        """Good samples before weak ones, then what nothing contains and is no longer than usual,
        then few of a cluster, then the right view.
        """
        for weak, rest in product((False, True), repeat=2):
            for step in STEPS:
                if not +self.open:
                    return self.drawn
                self._pass(_Rule(weak, rest, step))
        return self.drawn

    def _pass(self, rule: _Rule) -> None:
        """Fills the strata, or categories, that a rule can fill: those with the fewest clusters to
        draw from first.
        """
        offers: dict[Category | Stratum, dict[str, list[int]]] = defaultdict(dict)
        for category in +self.open:
            for position in self.by_category[category]:
                key = self._key(position, rule)
                if self._fits(position, rule) and self._wanted(key):
                    offers[key].setdefault(self.cluster[position], []).append(position)
        by_scarcity = sorted(offers, key=lambda key: (len(offers[key]) / self._wanted(key), key))
        shelves: dict[str, list[int]] = defaultdict(list)
        for key in by_scarcity:
            for name, positions in offers[key].items():
                shelves[name] += positions
        in_order = {key: sorted(offers[key], key=self.order.__getitem__) for key in by_scarcity}
        gives: dict[tuple[Category | Stratum, str], int] = {}
        for key in by_scarcity:
            held = [name for name in in_order[key] if name in self.drawn.held]
            self._fill(key, held, shelves, rule, 0.0, gives)
        for useful in USEFUL:
            for key in by_scarcity:
                self._fill(key, in_order[key], shelves, rule, useful, gives)

    def _fill(
        self,
        key: Category | Stratum,
        names: Sequence[str],
        shelves: Mapping[str, Sequence[int]],
        rule: _Rule,
        useful: float,
        gives: dict[tuple[Category | Stratum, str], int],
    ) -> None:
        """Takes from clusters, in the order given, of which evaluation uses at least a share."""
        limit = max(rule.step.most, *(level.most for level in self.levels.values()))
        for name in names:
            if not self._wanted(key):
                return
            share = max(useful, self.least_used[name]) if rule.step.sparing else useful
            # What is held out already costs training no more.
            least = 0.0 if name in self.drawn.held else share * self.cost[name]
            if min(limit, len(shelves[name]), gives.get((key, name), limit)) < max(1, least):
                continue
            # The stratum in hand comes first; what else the cluster can give comes with it.
            shelf = sorted(shelves[name], key=lambda p: self._key(p, rule) != key)
            picks = self._picks(name, shelf, rule)
            if not picks or self._key(picks[0], rule) != key:
                picks = []
            # It will not give more in this pass, for quotas only close.
            gives[key, name] = len(picks)
            if picks and len(picks) >= least:
                self._take(name, picks)
                gives[key, name] = 0

    def _picks(self, name: str, shelf: Sequence[int], rule: _Rule) -> list[int]:
        """What a cluster gives: within quotas and its limit, distinct and, while others are left,
        without twins and without what says the same in fewer words.
        """
        taken: Counter[Category | Stratum] = Counter()
        layers: Counter[Layer] = Counter()
        avoid: set[str] = set()
        picks: list[int] = []
        for position in shelf:
            candidate = self.candidates[position]
            most = max(rule.step.most, self.levels[candidate.dataset].most)
            stratum, layer = self.strata_of[position], _layer(candidate)
            if (
                len(self.given[name]) + len(picks) < most
                and taken[stratum[:2]] < self.open[stratum[:2]]
                and (not rule.step.by_view or taken[stratum] < self.strata[stratum])
                and (not rule.step.by_layer or layers[layer] < self.layers[layer])
                and candidate.output not in avoid
                and self._fresh(candidate.output, rule)
                and (
                    rule.step.most == ANY
                    or not self.material.repeats(position, [*self.given[name], *picks])
                )
            ):
                picks.append(position)
                taken.update((stratum, stratum[:2]))
                layers[layer] += 1
                avoid.update(
                    (candidate.output, *self.material.alike.twins.get(candidate.output, ()))
                )
        return picks

    def _take(self, name: str, picks: Sequence[int]) -> None:
        self.drawn.held.add(name)
        self.drawn.chosen += picks
        self.given[name] += picks
        for position in picks:
            stratum, output = self.strata_of[position], self.candidates[position].output
            self.open[stratum[:2]] -= 1
            self.strata[stratum] -= 1
            self.layers[_layer(self.candidates[position])] -= 1
            self.outputs.add(output)
            self.twins.update(self.material.alike.twins.get(output, ()))

    def _key(self, position: int, rule: _Rule) -> Category | Stratum:
        stratum = self.strata_of[position]
        return stratum if rule.step.by_view else stratum[:2]

    def _wanted(self, key: Category | Stratum) -> int:
        category = self.open[key[0], key[1]]
        return category if len(key) == 2 else max(0, min(category, self.strata[key]))

    def _fits(self, position: int, rule: _Rule) -> bool:
        candidate = self.candidates[position]
        return (
            (rule.weak or not candidate.metadata.weakness)
            and (rule.rest or position not in self.later)
            and self._fresh(candidate.output, rule)
        )

    def _fresh(self, output: str, rule: _Rule) -> bool:
        return output not in self.outputs and (rule.step.most == ANY or output not in self.twins)
