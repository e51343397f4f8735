"""What the hold-out must not split: families, linked to clusters where their texts are alike; and
how many samples evaluation takes of each category.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generators import catalog, registry
from generators.sample import Candidate
from generators.workers import Workers

from . import near_duplicates
from .apportion import apportion
from .near_duplicates import Blocks

# Families are linked a little below the rule's 0.8, so that another way of cutting words finds no
# leak either.
LINK = 0.75


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


def compare(candidates: Sequence[Candidate], workers: Workers | None = None) -> Alike:
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
    for earlier, later, similarity in near_duplicates.pairs(outputs, LINK, workers):
        left, right = outputs[earlier], outputs[later]
        clusters.join(candidates[by_output[left][0]].family, candidates[by_output[right][0]].family)
        if similarity >= catalog.NEAR_DUPLICATE:
            twins[left].append(right)
            twins[right].append(left)
    texts = []
    whole = Blocks(len(candidates), lambda at: candidates[at].text)
    for earlier, later, similarity in near_duplicates.pairs(whole, LINK, workers):
        clusters.join(candidates[earlier].family, candidates[later].family)
        if similarity >= catalog.NEAR_DUPLICATE:
            texts.append((candidates[earlier].fingerprint, candidates[later].fingerprint))
    return Alike(clusters, twins, texts)


def eval_quotas(datasets: Iterable[catalog.Dataset], total: int) -> dict[tuple[str, str], int]:
    """Evaluation samples per (dataset, category).

    `total` is shared over the catalog's datasets as the requirement's 1,550 are, and within a
    dataset by the categories' targets; when not all datasets take part, each still gets its own
    share of the whole. Those of datasets that packages add come on top.
    """
    wanted = {dataset.name: dataset for dataset in datasets}
    shares = {name: float(dataset.eval_share) for name, dataset in catalog.DATASETS.items()}
    quotas: dict[tuple[str, str], int] = {}
    counts = apportion(shares, total) | {
        name: catalog.on_top(dataset, total)
        for name, dataset in wanted.items()
        if name not in shares
    }
    for name, count in counts.items():
        if name in wanted:
            weights = {
                category.name: float(category.target) for category in wanted[name].categories
            }
            for category, part in apportion(weights, count).items():
                quotas[name, category] = part
    return quotas


def affordable(
    quotas: Mapping[tuple[str, str], int],
    datasets: Iterable[catalog.Dataset],
    candidates: Iterable[Candidate],
) -> dict[tuple[str, str], int]:
    """The quotas, of which none takes more than twice its share of what a category has: evaluation
    is drawn first and would otherwise leave training nothing where material is scarce.
    """
    outputs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for candidate in candidates:
        outputs[candidate.dataset, candidate.category].add(candidate.output)
    targets = {(d.name, c.name): c.target for d in datasets for c in d.categories}
    return {
        key: min(quota, int(2 * len(outputs[key]) * quota / (quota + targets[key])))
        for key, quota in quotas.items()
        if quota
    }


def figures(
    training: Mapping[str, Sequence[Candidate]], evaluation: Iterable[Candidate]
) -> dict[str, dict[str, float]]:
    """How evaluation stands to training, per dataset: samples, families, the most samples of one
    family, the largest difference between the shares of a view (0.0-1.0), and the share of samples
    without weakness.
    """
    held: dict[str, list[Candidate]] = defaultdict(list)
    for sample in evaluation:
        held[sample.dataset].append(sample)
    most = Counter(sample.family for samples in held.values() for sample in samples)
    found: dict[str, dict[str, float]] = {}
    for name, samples in held.items():
        tested, trained = _views(samples), _views(training.get(name, ()))
        found[name] = {
            "samples": len(samples),
            "families": len({sample.family for sample in samples}),
            "most_of_a_family": max(most[sample.family] for sample in samples),
            "view_difference": round(
                max(abs(tested[v] - trained[v]) for v in {*tested, *trained}), 4
            ),
            "without_weakness": round(
                sum(not sample.metadata.weakness for sample in samples) / len(samples), 4
            ),
        }
    return {name: found[name] for name in registry.names() if name in found}


def _views(samples: Sequence[Candidate]) -> defaultdict[str, float]:
    """The share of each view."""
    counts = Counter(sample.metadata.view for sample in samples)
    shares = {view: count / len(samples) for view, count in counts.items()}
    return defaultdict(float, shares)
