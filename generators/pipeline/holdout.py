"""The hold-out: whole families, drawn by seed before training is selected, linked where texts are
alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generators import catalog
from generators.sample import Candidate, fingerprint

from . import near_duplicates
from .apportion import apportion

# Families are linked a little below the rule's 0.8, so that another way of cutting words finds no
# leak either.
LINK = 0.75
# Shares of a cluster that evaluation must be able to use, tried in turn: unused candidates are lost
# to training.
USEFUL = (0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
# No cluster may supply more than this share of a category's evaluation samples while others can.
CLUSTER_SHARE = 0.1


class Clusters:
    """Union-find over family names."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, family: str) -> str:
        """The smallest family name of the cluster."""
        root = family
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(family, family)) != root:
            self._parent[family], family = root, parent
        return root

    def join(self, left: str, right: str) -> None:
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low


@dataclass(frozen=True)
class Alike:
    """Which families belong together, and which texts are near duplicates of which."""

    clusters: Clusters
    twins: dict[str, list[str]]
    """By output, the outputs like it."""
    texts: list[tuple[str, str]]
    """Fingerprints of two candidates whose whole texts are alike."""

    def cluster(self, candidate: Candidate) -> str:
        return self.clusters.find(candidate.family)


def compare(candidates: Sequence[Candidate]) -> Alike:
    """Links the families of all candidates by equal outputs, and by near-duplicate outputs and
    whole texts.
    """
    clusters = Clusters()
    by_output: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        by_output[candidate.output].append(position)
    for positions in by_output.values():
        for position in positions[1:]:
            clusters.join(candidates[positions[0]].family, candidates[position].family)
    outputs = list(by_output)
    twins: dict[str, list[str]] = defaultdict(list)
    for earlier, later, similarity in near_duplicates.pairs(outputs, LINK):
        left, right = outputs[earlier], outputs[later]
        clusters.join(candidates[by_output[left][0]].family, candidates[by_output[right][0]].family)
        if similarity >= catalog.NEAR_DUPLICATE:
            twins[left].append(right)
            twins[right].append(left)
    texts = []
    for earlier, later, similarity in near_duplicates.pairs(
        (candidate.text for candidate in candidates), LINK
    ):
        clusters.join(candidates[earlier].family, candidates[later].family)
        if similarity >= catalog.NEAR_DUPLICATE:
            texts.append((candidates[earlier].fingerprint, candidates[later].fingerprint))
    return Alike(clusters, twins, texts)


def eval_quotas(datasets: Iterable[catalog.Dataset], total: int) -> dict[tuple[str, str], int]:
    """Evaluation samples per (dataset, category).

    `total` is shared over datasets as the requirement's 1,550 are, and within a dataset by the
    categories' targets; when not all datasets take part, each still gets its own share of the
    whole.
    """
    wanted = {dataset.name: dataset for dataset in datasets}
    shares = {name: float(dataset.eval_share) for name, dataset in catalog.DATASETS.items()}
    quotas: dict[tuple[str, str], int] = {}
    for name, count in apportion(shares, total).items():
        if name in wanted:
            weights = {
                category.name: float(category.target) for category in wanted[name].categories
            }
            for category, part in apportion(weights, count).items():
                quotas[name, category] = part
    return quotas


def draw(
    candidates: Sequence[Candidate],
    alike: Alike,
    quotas: dict[tuple[str, str], int],
    seed: int,
    score: Callable[[int], float],
    never: Iterable[str] = (),
) -> tuple[list[int], set[str]]:
    """Positions chosen for evaluation, and the clusters that are held out with them.

    Clusters come in the order of a hash of seed and name; one is taken if evaluation can use enough
    of it. Clusters in `never` are trained on already. Outputs in evaluation are distinct and, while
    others are left, no twins. Samples with a weakness come only where there are no others left.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        members[alike.cluster(candidate)].append(position)
    excluded = set(never)
    order = sorted(
        (name for name in members if name not in excluded),
        key=lambda name: fingerprint(str(seed), name),
    )
    open_quota = Counter(quotas)
    chosen: list[int] = []
    held: set[str] = set()
    outputs: set[str] = set()
    sound = {
        name: [p for p in positions if not candidates[p].metadata.weakness]
        for name, positions in members.items()
    }

    def take(name: str, positions: Sequence[int], useful: float) -> None:
        picks = _picks(candidates, alike, positions, open_quota, quotas, outputs, score, useful)
        if picks and len(picks) >= useful * len(members[name]):
            held.add(name)
            chosen.extend(picks)
            for position in picks:
                open_quota[candidates[position].dataset, candidates[position].category] -= 1
                outputs.add(candidates[position].output)

    for fit in (sound, members):
        for useful in USEFUL:
            for name in order:
                if name not in held:
                    take(name, fit[name], useful)
            if not any(open_quota.values()):
                return chosen, held
        # Then what is left in the clusters already held: their share limit no longer serves a
        # purpose.
        for name in sorted(held):
            take(name, fit[name], 0.0)
    return chosen, held


def _picks(
    candidates: Sequence[Candidate],
    alike: Alike,
    members: Sequence[int],
    open_quota: Counter[tuple[str, str]],
    quotas: dict[tuple[str, str], int],
    outputs: set[str],
    score: Callable[[int], float],
    useful: float,
) -> list[int]:
    """The best of a cluster for the quotas still open."""
    taken: Counter[tuple[str, str]] = Counter()
    picks: list[int] = []
    avoid: set[str] = set()
    for position in sorted(members, key=lambda p: (-score(p), candidates[p].fingerprint)):
        candidate = candidates[position]
        key = (candidate.dataset, candidate.category)
        limit = max(2, round(quotas.get(key, 0) * CLUSTER_SHARE)) if useful else open_quota[key]
        if (
            taken[key] >= min(open_quota[key], limit)
            or candidate.output in avoid
            or candidate.output in outputs
        ):
            continue
        picks.append(position)
        taken[key] += 1
        avoid.update((candidate.output, *alike.twins.get(candidate.output, ())))
    return picks
