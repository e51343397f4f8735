"""What reviews say about the dataset: defect rates with their intervals, and how far two reviewers
agree.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import Any

from studio.store import verdicts
from studio.store.database import Database
from studio.store.sessions import Session

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Result:
    """What was read of a stratum (a dataset, `eval`; `""` for all) and how many were flagged, with
    the 95% Wilson interval of their share.

    Over all, the share is weighted: each stratum counts as it does in what was drawn from, however
    much of it was read. Its interval is that of the effective size, 1 / Σ weight² / read.
    """

    dataset: str
    read: int
    flagged: int
    low: float
    high: float
    rate: float


@dataclass(frozen=True)
class Agreement:
    """Two reviewers, the samples both judged, on how many they agree, and Cohen's kappa."""

    first: str
    second: str
    samples: int
    same: int
    kappa: float


def results(
    db: Database, session: str = "", supply: Mapping[str, int] | None = None
) -> list[Result]:
    """Defect rates of one session, or of all sessions and imports, by stratum and (last) over all.

    `supply` says how many samples there are of each stratum; all that is exported by default. A
    sample counts once for each reviewer who judged it, an edited one in its place;
    flags from Browse do not count, for they are not a fair draw.
    """
    read: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    judged = verdicts.standing(db, verdicts.judged(db, session))
    for stratum, verdict in judged.values():
        read[stratum] += 1
        flagged[stratum] += verdict == "flag"
    if not read:
        return []
    found = [
        Result(
            name,
            read[name],
            flagged[name],
            *wilson(flagged[name], read[name]),
            flagged[name] / read[name],
        )
        for name in sorted(read)
    ]
    return [*found, _over_all(read, flagged, supply or verdicts.strata(db))]


def _over_all(read: Counter[str], flagged: Counter[str], supply: Mapping[str, int]) -> Result:
    """The rate of everything, each stratum with the weight it has in `supply`; those of which
    nothing was read are left out.
    """
    sizes = {name: max(1, supply.get(name, 0)) for name in read}
    weights = {name: size / sum(sizes.values()) for name, size in sizes.items()}
    rate = sum(weights[name] * flagged[name] / read[name] for name in read)
    effective = 1 / sum(weights[name] ** 2 / read[name] for name in read)
    low, high = wilson(rate * effective, effective)
    return Result("", read.total(), flagged.total(), low, high, rate)


@dataclass(frozen=True)
class Source:
    """What was read of one kind of sample (dataset and view), how many were flagged, and how often
    for which reason: where to look for what a generator does wrong.
    """

    dataset: str
    view: str
    read: int
    flagged: int
    reasons: dict[str, int]

    @property
    def rate(self) -> float:
        return self.flagged / self.read


def by_source(db: Database) -> list[Source]:
    """Every kind of sample with a flag, those with the most flags first."""
    read: Counter[tuple[str, str]] = Counter()
    reasons: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for dataset, view, verdict, reason in verdicts.judged_views(db):
        read[dataset, view] += 1
        if verdict == "flag":
            reasons[dataset, view][reason] += 1
    found = [
        Source(*place, read[place], counted.total(), dict(counted.most_common()))
        for place, counted in reasons.items()
    ]
    return sorted(found, key=lambda each: (-each.flagged, -each.rate, each.dataset, each.view))


def seconds_per_sample(db: Database, session: Session) -> float:
    """Median seconds a verdict took; 0.0 where there is none."""
    log = verdicts.of_session(db, session.id)
    times = sorted(row["seconds"] for row in log.values() if row["seconds"] > 0)
    return times[len(times) // 2] if times else 0.0


def agreement(db: Database) -> list[Agreement]:
    """Each two reviewers who judged the same samples."""
    by_sample: dict[str, dict[str, str]] = defaultdict(dict)
    for (sample, who), (_, verdict) in verdicts.judged(db).items():
        by_sample[sample][who] = verdict
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for words in by_sample.values():
        for first, second in combinations(sorted(words), 2):
            pairs[first, second].append((words[first], words[second]))
    return [
        Agreement(*who, len(both), sum(a == b for a, b in both), kappa(both))
        for who, both in sorted(pairs.items())
    ]


def wilson(hits: float, count: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson score interval of a share, (0.0, 1.0) where nothing was counted."""
    if not count:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, z2 = hits / count, z * z / count
    middle = share + z2 / 2
    spread = z * math.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return max(0.0, (middle - spread) / (1 + z2)), min(1.0, (middle + spread) / (1 + z2))


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of paired verdicts: 1.0 full agreement, 0.0 what chance gives; 1.0 where both
    never vary alike.
    """
    if not pairs:
        return 0.0
    count = len(pairs)
    observed = sum(a == b for a, b in pairs) / count
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[word] * right[word] for word in left) / count**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def summary(db: Database) -> dict[str, Any]:
    """What reviews found, as one document: per dataset, per kind of sample with flags, and the
    reviewers' agreement.
    """
    return {
        "results": [result.__dict__ for result in results(db)],
        "sources": [each.__dict__ | {"rate": each.rate} for each in by_source(db)],
        "agreement": [each.__dict__ for each in agreement(db)],
    }


def render(found: dict[str, Any]) -> str:
    """The summary as a table, and what to do next."""
    if not found["results"]:
        return "Nothing is reviewed yet. Next: `web4-studio`, pane 3 (Review)"
    lines = [f"{'dataset':<24}{'read':>6}{'bad':>6}{'rate':>8}  95% interval"]
    for result in found["results"]:
        lines.append(
            f"{result['dataset'] or 'all':<24}{result['read']:>6}{result['flagged']:>6}"
            f"{result['rate']:>8.1%}  {result['low']:.1%} to {result['high']:.1%}"
        )
    lines.append("all: each dataset, and the evaluation, weighted by its share of the samples")
    if found["sources"]:
        lines += ["", f"{'dataset':<24}{'view':<22}{'read':>6}{'bad':>6}{'rate':>8}  reasons"]
    for each in found["sources"]:
        reasons = ", ".join(
            f"{verdicts.REASONS.get(reason, reason)} {count}"
            for reason, count in each["reasons"].items()
        )
        lines.append(
            f"{each['dataset']:<24}{each['view']:<22}{each['read']:>6}{each['flagged']:>6}"
            f"{each['rate']:>8.0%}  {reasons}"
        )
    for both in found["agreement"]:
        lines.append(
            f"{both['first']} and {both['second']} agree on {both['same']} of {both['samples']}, "
            f"Cohen's kappa {both['kappa']:.2f}"
        )
    return "\n".join(lines)
