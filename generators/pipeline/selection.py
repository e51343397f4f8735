"""From fit candidates to samples: quotas per category, one token budget, distinct outputs first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from generators.catalog import AVERAGE_TOKENS, DATASETS, Dataset
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.workers import Workers
from generators.worth import judge

from . import draw, holdout
from .draw import Drawn
from .gates import Rejected, reject
from .ground import Ground
from .holdout import Alike
from .quotas import QuotaFiller

# What moves a candidate up or down within its category, in units of one full rank. A weakness
# weighs more than all the rest together, short of an extreme tilt.
WEAK_COST = 16.0
RUNG_COST, SHOWS_GAIN = 1.0, 1.0
# What each earlier sample of the same family, agent, layer, view or step costs, by its logarithm: a
# dataset of the best alone would teach one thing again and again.
FAMILY_COST, AGENT_COST, LAYER_COST, VIEW_COST, STEP_COST = 0.2, 0.1, 0.25, 0.15, 0.15
# All tokens, evaluation included, come within this share of the aim: what is required allows more,
# for regenerated samples may be longer, and every step of the tilt puts length before worth.
BUDGET_TOLERANCE = 0.015
RESERVE_SHARE = 0.25


@dataclass
class Pool:
    """What one dataset offers after the gates."""

    dataset: Dataset
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True)
class Shortfall:
    """Samples a category lacks, and the highest rung of rule 6 that its candidates reached."""

    dataset: str
    category: str
    missing: int
    rung: int


@dataclass
class Selection:
    """The outcome: samples per dataset, evaluation samples, and what stands ready to
    replace them.
    """

    training: dict[str, list[Candidate]]
    evaluation: list[Candidate]
    reserve: dict[str, list[Candidate]]
    """Per dataset, best first; a candidate with `is_eval` may replace only evaluation samples."""
    rejected: list[Rejected]
    """What the gates (of all pools) and the selection left out."""
    shortfalls: list[Shortfall]
    tilt: float
    """How strongly length decides: 0 not at all, positive prefers short samples, negative long
    ones.
    """
    twins: list[tuple[str, str]] = field(default_factory=list)
    """Near duplicates among samples and reserve, both ways round: fingerprints of two outputs, or
    of two samples.
    """

    @property
    def tokens(self) -> int:
        """Tokens of all training samples."""
        return sum(c.metadata.tokens for samples in self.training.values() for c in samples)


def select(
    pools: Sequence[Pool],
    settings: Settings,
    fixed: Sequence[Candidate] = (),
    edited: Sequence[Candidate] = (),
    banned: Sequence[Candidate] = (),
    faulty: Collection[str] = (),
    workers: Workers | None = None,
) -> Selection:
    """Selects samples for the pools' datasets.

    `fixed` are the samples of datasets not generated now: they keep their place, so their families
    stay where they are and the budget counts them. `edited` are samples of the pools' datasets that
    a person wrote: they fill their quotas first. What is `banned`, and what is like it, does not
    come back; nor does a `faulty` output or one like it. `workers` compare the texts; without any
    this process does.
    """
    rejected = [item for pool in pools for item in pool.rejected]
    standing = [*fixed, *edited]
    candidates = _distinct([c for pool in pools for c in pool.candidates], standing, rejected)
    alike = holdout.compare([*candidates, *standing, *banned], workers)
    candidates = _acceptable(candidates, alike, banned, faulty, rejected)
    datasets = [pool.dataset for pool in pools]
    quotas = holdout.eval_quotas(datasets, settings.eval_target)
    written = Counter((c.dataset, c.category, c.metadata.is_eval) for c in edited)
    open_quotas = {key: max(0, count - written[*key, True]) for key, count in quotas.items()}
    # The budget is one of all datasets; a part of them only keeps to the usual length.
    whole = set(DATASETS) <= {d.name for d in datasets} | {c.dataset for c in fixed}
    aim = settings.average_tokens
    band = (aim * (1 - BUDGET_TOLERANCE), aim * (1 + BUDGET_TOLERANCE)) if whole else AVERAGE_TOKENS

    open_datasets = [_without(dataset, written) for dataset in datasets]
    base = _base_scores(candidates)
    ground = Ground(candidates, standing, alike, open_datasets, base, settings, band, workers)
    filler, tilt, picked = ground.within_budget(Drawn())
    # Evaluation is tested on texts as long as those that training has.
    material = ground.material(
        holdout.affordable(open_quotas, open_datasets, candidates),
        picked,
        lambda position: filler.score(position, tilt),
    )
    drawn = draw.plan(
        material, picked, lambda drawn: ground.filler(drawn).fill(tilt), ground.leaking
    )
    filler, tilt, picked = ground.within_budget(drawn)
    chosen, held = drawn.chosen, drawn.held | ground.tested

    evaluation = [_finished(candidates[p], is_eval=True) for p in chosen]
    evaluation += [c for c in edited if c.metadata.is_eval]
    training = {d.name: [_finished(candidates[p]) for p in picked[d.name]] for d in datasets}
    for sample in edited:
        if not sample.metadata.is_eval:
            training[sample.dataset].append(sample)
    used = {p for positions in picked.values() for p in positions} | set(chosen)
    # What stands ready must not bring into training what evaluation holds, nor the other way round.
    unfit = drawn.leaking | {p for p in material.contained if ground.clusters[p] in held}
    reserve = _reserve(candidates, alike, held, used | unfit, filler, tilt, datasets)
    rejected += _not_selected(candidates, alike, held, used, drawn.leaking)
    shortfalls = _shortfalls(candidates, datasets, training, evaluation, quotas)
    evaluation.sort(key=lambda c: fingerprint(str(settings.seed), c.metadata.sample_id))
    evaluation = _with_repeats(evaluation)
    training = {name: _with_repeats(samples) for name, samples in training.items()}
    ready = [c for name in reserve for c in reserve[name]]
    twins = _twins(
        alike, [*fixed, *evaluation, *ready, *(c for name in training for c in training[name])]
    )
    return Selection(training, evaluation, reserve, rejected, shortfalls, tilt, twins)


def _distinct(
    candidates: list[Candidate], fixed: Sequence[Candidate], rejected: list[Rejected]
) -> list[Candidate]:
    seen = {candidate.fingerprint for candidate in fixed}
    kept = []
    for candidate in candidates:
        if candidate.fingerprint in seen:
            rejected.append(reject(candidate, "repeated", candidate.fingerprint))
        else:
            seen.add(candidate.fingerprint)
            kept.append(candidate)
    return kept


def _acceptable(
    candidates: list[Candidate],
    alike: Alike,
    banned: Sequence[Candidate],
    faulty: Collection[str],
    rejected: list[Rejected],
) -> list[Candidate]:
    """Without what is like a banned sample as a whole, or has a faulty output or one like it."""
    if not banned:
        return candidates
    texts = {c.fingerprint: c.fingerprint for c in banned}
    texts |= {
        other: one for pair in alike.texts for one, other in (pair, pair[::-1]) if one in texts
    }
    outputs = {c.output: c.fingerprint for c in banned if c.output in faulty}
    outputs |= {
        twin: outputs[output] for output in list(outputs) for twin in alike.twins.get(output, ())
    }
    kept = []
    for candidate in candidates:
        twin = texts.get(candidate.fingerprint) or outputs.get(candidate.output)
        if twin:
            rejected.append(reject(candidate, "turned_down", twin))
        else:
            kept.append(candidate)
    return kept


def _without(dataset: Dataset, written: Counter[tuple[str, str, bool]]) -> Dataset:
    """The dataset with the quotas that edited samples leave open."""
    categories = (
        replace(c, target=max(0, c.target - written[dataset.name, c.name, False]))
        for c in dataset.categories
    )
    return replace(dataset, categories=tuple(categories))


def _base_scores(candidates: Sequence[Candidate]) -> list[float]:
    """Weakness, rank within the category as 0-1, rung, proof in the output, and spread over
    families, agents, layers, views, and the steps or violations taught.
    """
    scores = [0.0] * len(candidates)
    by_category: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        by_category[candidate.dataset, candidate.category].append(position)
    for positions in by_category.values():
        positions.sort(
            key=lambda p: (candidates[p].rung, -candidates[p].rank, candidates[p].fingerprint)
        )
        seen: Counter[tuple[str, str]] = Counter()
        for order, position in enumerate(positions):
            candidate = candidates[position]
            scores[position] = (
                1
                - order / len(positions)
                - RUNG_COST * candidate.rung
                + SHOWS_GAIN * candidate.shows
                - WEAK_COST * bool(candidate.metadata.weakness)
                - sum(cost * math.log2(1 + seen[kind]) for kind, cost in _kinds(candidate))
            )
            seen.update(kind for kind, _ in _kinds(candidate))
    return scores


def _kinds(candidate: Candidate) -> list[tuple[tuple[str, str], float]]:
    """What a candidate shares with others of its category, as (weak or not and what, which), with
    the cost of repeating it. Samples without weakness are not held back by those that have one.
    """
    metadata = candidate.metadata
    weak = "weak " if metadata.weakness else ""
    step = metadata.pattern_applied or metadata.violation_type
    shared = (
        ("family", candidate.family, FAMILY_COST),
        ("agent", metadata.agent_name, AGENT_COST),
        ("layer", metadata.layer, LAYER_COST),
        ("view", metadata.view, VIEW_COST),
        ("step", step, STEP_COST),
    )
    return [((weak + what, which), cost) for what, which, cost in shared if which]


def _finished(candidate: Candidate, is_eval: bool = False) -> Candidate:
    """The candidate as a sample: with its id and, for evaluation, its two marks."""
    metadata = candidate.metadata.model_copy(
        update={
            "sample_id": f"{candidate.dataset}-{candidate.fingerprint}",
            "is_eval": is_eval,
            "never_train": is_eval,
        }
    )
    return candidate.model_copy(update={"metadata": metadata})


def _with_repeats(samples: Sequence[Candidate]) -> list[Candidate]:
    """The samples with `repeats` in the weakness of those that bring too little after those before
    them, and in no other.
    """
    repeated = judge.repeating(samples)
    marked = []
    for position, sample in enumerate(samples):
        codes = set(judge.codes_of(sample.metadata.weakness)) - {"repeats"}
        weakness = judge.joined(codes | ({"repeats"} if position in repeated else set()))
        metadata = sample.metadata.model_copy(update={"weakness": weakness})
        marked.append(sample.model_copy(update={"metadata": metadata}))
    return marked


def _reserve(
    candidates: Sequence[Candidate],
    alike: Alike,
    held: set[str],
    used: set[int],
    filler: QuotaFiller,
    tilt: float,
    datasets: Sequence[Dataset],
) -> dict[str, list[Candidate]]:
    """The next candidates of each category, a quarter of its target, for training and evaluation
    apart.
    """
    limits = {
        (d.name, c.name): max(20, int(c.target * RESERVE_SHARE))
        for d in datasets
        for c in d.categories
    }
    taken: Counter[tuple[str, str, bool]] = Counter()
    reserve: dict[str, list[Candidate]] = {dataset.name: [] for dataset in datasets}
    uses = Counter((candidates[p].dataset, candidates[p].output) for p in used)
    most = filler.settings.max_output_reuse
    rest = [p for p in range(len(candidates)) if p not in used]
    # An output that is used as often as it may be comes last: it could take the place of itself
    # only.
    order = {p: uses[candidates[p].dataset, candidates[p].output] >= most for p in rest}
    for position in sorted(
        rest, key=lambda p: (order[p], -filler.score(p, tilt), candidates[p].fingerprint)
    ):
        candidate = candidates[position]
        is_eval = alike.cluster(candidate) in held
        key = (candidate.dataset, candidate.category, is_eval)
        if taken[key] < limits.get(key[:2], 0):
            taken[key] += 1
            reserve[candidate.dataset].append(_finished(candidate, is_eval))
    return reserve


def _twins(alike: Alike, live: Sequence[Candidate]) -> list[tuple[str, str]]:
    outputs = {c.output: fingerprint(c.output) for c in live}
    samples = {c.fingerprint for c in live}
    by_output = [
        (mark, outputs[twin])
        for output, mark in outputs.items()
        for twin in alike.twins.get(output, ())
        if twin in outputs
    ]
    by_text = [
        pair
        for left, right in alike.texts
        if {left, right} <= samples
        for pair in ((left, right), (right, left))
    ]
    return sorted({*by_output, *by_text})


def _not_selected(
    candidates: Sequence[Candidate],
    alike: Alike,
    held: set[str],
    used: set[int],
    leaking: set[int],
) -> list[Rejected]:
    """Why each unused candidate was not taken; a repeat names the sample it repeats."""
    by_output = {candidates[p].output: p for p in sorted(used)}
    out = []
    for position, candidate in enumerate(candidates):
        if position in used:
            continue
        twins = [twin for twin in alike.twins.get(candidate.output, ()) if twin in by_output]
        if alike.cluster(candidate) in held:
            out.append(reject(candidate, "held_out_family"))
        elif position in leaking:
            out.append(reject(candidate, "contains_evaluation"))
        elif candidate.output in by_output:
            out.append(
                reject(
                    candidate,
                    "repeated_output",
                    candidates[by_output[candidate.output]].fingerprint,
                )
            )
        elif twins:
            twin = candidates[by_output[twins[0]]].fingerprint
            out.append(reject(candidate, "near_duplicate", twin))
        else:
            out.append(reject(candidate, "quota_filled"))
    return out


def _shortfalls(
    candidates: Sequence[Candidate],
    datasets: Sequence[Dataset],
    training: dict[str, list[Candidate]],
    evaluation: Sequence[Candidate],
    quotas: dict[tuple[str, str], int],
) -> list[Shortfall]:
    """What training lacks per category, then what evaluation lacks (as dataset `eval`)."""
    rungs: Counter[tuple[str, str]] = Counter()
    for candidate in candidates:
        key = (candidate.dataset, candidate.category)
        rungs[key] = max(rungs[key], candidate.rung)
    have = Counter(
        (name, sample.category) for name, samples in training.items() for sample in samples
    )
    wanted = {(d.name, c.name): c.target for d in datasets for c in d.categories}
    tested = Counter((sample.dataset, sample.category) for sample in evaluation)
    short = [
        Shortfall(*key, count - have[key], rungs[key])
        for key, count in wanted.items()
        if count > have[key]
    ]
    return short + [
        Shortfall("eval", "/".join(key), count - tested[key], rungs[key])
        for key, count in quotas.items()
        if count > tested[key]
    ]
