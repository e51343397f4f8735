"""Quotas, hold-out, distinctness and budget, each against an independent count."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from generators.pipeline import apportion, holdout, near_duplicates
from generators.pipeline.selection import Pool, select
from generators.settings import Settings
from tests.conftest import TEST_SCALE, candidate, make_pools


def brute_leaks(training, evaluation):
    """Pairs at Jaccard 0.8 or more between the two, by sets of word tuples and no shared code."""

    def shingles(text):
        import re

        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + 5]) for i in range(max(1, len(words) - 4))}

    held = [(s, shingles(s.text), shingles(s.output)) for s in evaluation]
    for sample in training:
        whole, output = shingles(sample.text), shingles(sample.output)
        for other, other_whole, other_output in held:
            for mine, theirs in ((whole, other_whole), (output, other_output)):
                if len(mine & theirs) >= 0.8 * len(mine | theirs):
                    yield sample, other


def test_every_category_has_its_exact_count(selection, settings):
    for name, samples in selection.training.items():
        counts = Counter(sample.category for sample in samples)
        assert counts == {c.name: c.target for c in settings.dataset(name).categories}
    assert selection.shortfalls == []


def test_evaluation_is_stratified_and_marked(selection, settings, pools):
    quotas = holdout.eval_quotas([pool.dataset for pool in pools], settings.eval_target)
    assert Counter((s.dataset, s.category) for s in selection.evaluation) == {
        k: n for k, n in quotas.items() if n
    }
    assert all(s.metadata.is_eval and s.metadata.never_train for s in selection.evaluation)
    assert not any(s.metadata.is_eval for samples in selection.training.values() for s in samples)


def test_full_evaluation_shares_are_the_requirements(pools):
    quotas = holdout.eval_quotas([Settings().dataset(p.dataset.name) for p in pools], 2000)
    shares = Counter()
    for (name, _), count in quotas.items():
        shares[name] += count
    assert sum(shares.values()) == 2000
    assert shares["style_core"] in (516, 517) and shares["tool_awareness"] in (64, 65)


def test_nothing_leaks_by_family_output_or_near_duplicate(selection):
    training = [s for samples in selection.training.values() for s in samples]
    assert {s.family for s in training}.isdisjoint({s.family for s in selection.evaluation})
    assert {s.output for s in training}.isdisjoint({s.output for s in selection.evaluation})
    assert list(brute_leaks(training, selection.evaluation)) == []


def test_families_linked_by_a_near_duplicate_are_held_out_together(settings):
    pools = make_pools(settings, names=("reporting_protocol",))
    pool = pools[0]
    rng = random.Random(9)
    twins = []
    for original in pool.candidates[:200:4]:
        words = original.output.split()
        words[len(words) // 2] = "changed"
        metadata = original.metadata.model_copy(update={"family": f"twin of {original.family}"})
        twins.append(
            original.model_copy(
                update={
                    "output": " ".join(words),
                    "metadata": metadata,
                    "instruction": str(rng.random()),
                }
            )
        )
    selected = select([Pool(pool.dataset, pool.candidates + twins)], settings)
    held = {s.family for s in selected.evaluation}
    linked = {f"twin of {family}" for family in held} | {
        family.removeprefix("twin of ") for family in held
    }
    assert any(twin.family in linked for twin in twins), (
        "the draw held out no linked family: the test shows nothing"
    )
    training = {s.family for samples in selected.training.values() for s in samples}
    assert training.isdisjoint(held | linked)


def test_budget_is_met_by_preferring_other_lengths(settings):
    pools = make_pools(settings, surplus=3)
    low = select(pools, settings.model_copy(update={"average_tokens": 500}))
    high = select(pools, settings.model_copy(update={"average_tokens": 512}))
    count = sum(len(samples) for samples in low.training.values())
    assert low.tokens / count == pytest.approx(500, rel=0.03)
    assert high.tokens / count == pytest.approx(512, rel=0.03)
    assert low.tokens < high.tokens


def test_outputs_are_reused_only_when_fresh_ones_are_exhausted(settings):
    dataset = settings.dataset("style_core")
    rng = random.Random(4)
    offered = []
    for category in dataset.categories:
        for number in range(category.target // 2 + 8):
            first = candidate(dataset, category.name, f"{category.name}:{number}", rng)
            offered += [
                first.model_copy(
                    update={"instruction": f"{first.instruction} {again}", "rung": again}
                )
                for again in range(5)
            ]
    selected = select([Pool(dataset, offered)], settings)
    times = Counter(s.output for s in selected.training["style_core"])
    assert max(times.values()) <= settings.max_output_reuse
    free = {c.output for c in offered} - {s.output for s in selected.evaluation}
    held = {s.family for s in selected.evaluation}
    usable = {c.output for c in offered if c.family not in held} & free
    assert set(times) == usable, "an output was reused while a fresh one was left"


def test_a_repeat_names_the_sample_it_repeats(settings):
    pools = make_pools(settings, names=("reporting_protocol",), surplus=2)
    pool = pools[0]
    pool.candidates.append(pool.candidates[0].model_copy())
    words = pool.candidates[1].output.split()
    near = pool.candidates[1].model_copy(
        update={"output": " ".join([*words[:-1], "other."]), "instruction": "near"}
    )
    pool.candidates.append(near)
    selected = select(pools, settings)
    chosen = {
        s.fingerprint
        for samples in (selected.training["reporting_protocol"], selected.evaluation)
        for s in samples
    }
    repeated = [item for item in selected.rejected if item.reason == "repeated"]
    assert [item.twin for item in repeated] == [pool.candidates[0].fingerprint]
    twins = [item for item in selected.rejected if item.reason == "near_duplicate"]
    assert all(item.twin in chosen for item in twins)


def test_shortfall_is_reported_and_never_padded(settings):
    pools = make_pools(settings, names=("process_framework",))
    pool = pools[0]
    first = pool.dataset.categories[0]
    mine = [c for c in pool.candidates if c.category == first.name][:3]
    rest = [c for c in pool.candidates if c.category != first.name]
    selected = select([Pool(pool.dataset, mine + rest)], settings)
    short = {s.category: s.missing for s in selected.shortfalls if s.dataset == "process_framework"}
    have = Counter(s.category for s in selected.training["process_framework"])
    assert have[first.name] < first.target and short[first.name] == first.target - have[first.name]


def test_same_seed_same_samples_other_seed_other_holdout(pools, settings, selection):
    again = select(list(pools), settings)
    assert [s.metadata.sample_id for s in again.evaluation] == [
        s.metadata.sample_id for s in selection.evaluation
    ]
    assert again.training == selection.training
    other = select(list(pools), settings.model_copy(update={"seed": 7}))
    assert {s.family for s in other.evaluation} != {s.family for s in selection.evaluation}


def test_fixed_samples_keep_their_side(settings):
    both = make_pools(settings, names=("reporting_protocol", "domain_representatives"))
    fixed = select(both[:1], settings)
    stay = [*fixed.training["reporting_protocol"], *fixed.evaluation]
    shared = {"t": fixed.training["reporting_protocol"][0].family, "e": fixed.evaluation[0].family}
    for position, side in enumerate(["t", "e"] * 10):
        both[1].candidates[position].metadata.family = shared[side]
    selected = select(both[1:], settings, stay)
    assert shared["t"] not in {s.family for s in selected.evaluation}
    assert shared["e"] not in {s.family for s in selected.training["domain_representatives"]}


def test_scaled_targets(settings):
    assert settings.dataset("style_core").target == 120 == 12_000 * TEST_SCALE


def test_clusters_are_transitive():
    clusters = holdout.Clusters()
    clusters.join("c", "d")
    clusters.join("a", "b")
    clusters.join("b", "d")
    assert {clusters.find(x) for x in "abcd"} == {"a"} and clusters.find("e") == "e"


def test_apportion_adds_up():
    parts = apportion.apportion({"a": 1.0, "b": 1.0, "c": 1.0}, 100)
    assert sum(parts.values()) == 100 and max(parts.values()) - min(parts.values()) == 1


def test_near_duplicates_within_a_dataset_stay_within_the_limit(settings):
    pools = make_pools(settings, names=("reporting_protocol",))
    pool = pools[0]
    pool.candidates = pool.candidates[:24]
    # One in twenty of 30 is a single sample, which no pair can be; the limit must leave room to be
    # tested.
    pool.dataset = replace(pool.dataset, max_near=0.2)
    extra = []
    for original in pool.candidates:
        words = original.output.split()
        extra.append(
            original.model_copy(
                update={
                    "output": " ".join(["changed", *words[1:]]),
                    "instruction": "another",
                    "rung": 1,
                }
            )
        )
    selected = select([Pool(pool.dataset, pool.candidates + extra)], settings)
    outputs = [s.output for s in selected.training["reporting_protocol"]]
    alike = {p for pair in near_duplicates.pairs(outputs) for p in pair[:2]}
    assert 0 < len(alike) <= pool.dataset.max_near * pool.dataset.target


def test_fixed_shares_of_views_hold_whatever_the_budget_prefers():
    dataset = Settings().dataset("process_framework")
    category = replace(dataset.categories[0], target=20)
    dataset = replace(dataset, categories=(category,), shares={"short": 0.2})
    pool, rng = Pool(dataset), random.Random(3)
    for number in range(60):
        made = candidate(dataset, category.name, f"family {number}", rng)
        short = number % 2 == 1
        made.metadata.view = "short" if short else "long"
        made.metadata.tokens = 100 if short else 900
        pool.candidates.append(made)
    chosen = select([pool], Settings(scale=0.001)).training[dataset.name]
    assert Counter(each.metadata.view for each in chosen) == {"short": 4, "long": 16}


@pytest.mark.parametrize(("target", "most"), [(20, 1), (40, 2)])
def test_families_give_in_turn_where_the_dataset_keeps_them_apart(target, most):
    dataset = Settings().dataset("tool_awareness")
    category = replace(dataset.categories[0], target=target)
    apart = replace(dataset, categories=(category,), shares={}, apart=True)
    pool, rng = Pool(apart), random.Random(5)
    for number in range(24 * 4):
        made = candidate(apart, category.name, f"family {number // 4}", rng)
        # Every candidate of the first families ranks above every one of the others.
        pool.candidates.append(made.model_copy(update={"rank": 1 - number / 100}))
    times = {}
    for each in (apart, replace(apart, apart=False)):
        selected = select([Pool(each, pool.candidates)], Settings(scale=0.001))
        chosen = selected.training[dataset.name]
        assert len(chosen) == target and len({s.family for s in selected.evaluation}) <= 4
        times[each.apart] = Counter(sample.family for sample in chosen)
    assert max(times[True].values()) == most < max(times[False].values())
