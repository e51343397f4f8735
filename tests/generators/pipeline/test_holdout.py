"""The draw on made-up pools: few of a family, by view, good ones first, nothing contained."""

import random
from collections import Counter

import pytest

from generators.pipeline import apportion, draw, holdout
from generators.pipeline.selection import Pool, select
from generators.sample import fingerprint
from generators.settings import Settings
from tests.conftest import TEST_SCALE, candidate, make_pools, prose

NAME = "reporting_protocol"


def changed(sample, **metadata):
    output = metadata.pop("output", sample.output)
    return sample.model_copy(
        update={"output": output, "metadata": sample.metadata.model_copy(update=metadata)}
    )


def pool_of(settings, families, each, change=lambda number, sample: sample, name=NAME, seed=5):
    """A pool with one category for which `change` says what the n-th candidate is like."""
    dataset, rng = settings.dataset(name), random.Random(seed)
    category = dataset.categories[0].name
    return Pool(
        dataset,
        [
            change(number, candidate(dataset, category, f"f{number // each:03}", rng))
            for number in range(families * each)
        ],
    )


def run(settings, pool, **keys):
    pool.dataset = settings.dataset(pool.dataset.name)
    return select([pool], settings, **keys)


@pytest.fixture
def settings():
    """60 samples of one dataset and 26 of its evaluation."""
    small = {NAME: {"categories": {"report": {"target": 600}}}}
    return Settings.model_validate({"scale": 0.1, "datasets": small, "average_tokens": 500})


def windows(text):
    words = text.lower().replace(".", " ").split()
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def leaking(selection):
    """Evaluation samples of which a training output, or those of one family, hold 80%."""
    training = [s for samples in selection.training.values() for s in samples]
    families = {}
    for sample in training:
        families.setdefault(sample.family, set()).update(windows(sample.output))
    return [
        sample
        for sample in selection.evaluation
        if any(
            len(windows(sample.output) & theirs) >= 0.8 * len(windows(sample.output))
            for theirs in families.values()
        )
    ]


def views(samples):
    counts = Counter(sample.metadata.view for sample in samples)
    return {view: count / len(samples) for view, count in counts.items()}


def test_views_are_shared_as_training_has_them_and_rounding_evens_out():
    quotas = {("d", "a"): 3, ("d", "b"): 3, ("d", "c"): 4}
    training = Counter({("d", c, v): n for c in "abc" for v, n in (("x", 8), ("y", 1), ("z", 1))})
    shares = apportion.view_quotas(quotas, training)
    by_category, by_view = Counter(), Counter()
    for (_, category, view), count in shares.items():
        by_category[category] += count
        by_view[view] += count
    assert by_category == {"a": 3, "b": 3, "c": 4} and by_view == {"x": 8, "y": 1, "z": 1}


def test_evaluation_has_the_views_of_training(settings):
    kinds = ("document",) * 6 + ("section",) * 3 + ("summary",)
    rng = random.Random(2)
    pool = pool_of(settings, 60, 5, lambda _, sample: changed(sample, view=rng.choice(kinds)))
    selection = run(settings, pool)
    tested, trained = views(selection.evaluation), views(selection.training[NAME])
    assert len(tested) == 3
    assert all(abs(tested[v] - trained[v]) <= 1 / len(selection.evaluation) for v in trained)
    figures = holdout.figures(selection.training, selection.evaluation)[NAME]
    assert figures["view_difference"] == pytest.approx(
        max(abs(tested[v] - trained[v]) for v in trained), abs=1e-4
    )


def test_layers_are_shared_as_training_has_them():
    quotas = {("d", "a"): 3, ("d", "b"): 7, ("e", "c"): 2}
    training = Counter({("d", "layer2"): 80, ("d", "layer5"): 20, ("e", ""): 9})
    assert apportion.layer_quotas(quotas, training) == {
        ("d", "layer2"): 8, ("d", "layer5"): 2, ("e", ""): 2,
    }  # fmt: skip


def test_a_layer_of_many_small_families_does_not_lose_them_to_evaluation(settings):
    """Half of the families have a layer that few candidates have: by families alone, half of
    evaluation would be of it.
    """

    def rare(number, sample):
        family, at = divmod(number, 6)
        layer = "layer5" if family % 2 else "layer2"
        rank = sample.rank if layer == "layer2" or at < 2 else -9.0
        weakness = "" if layer == "layer2" or at < 1 else "unknown"
        made = changed(sample, layer=layer, weakness=weakness)
        return made.model_copy(update={"rank": rank})

    selection = run(settings, pool_of(settings, 40, 6, rare))
    trained = [s.metadata.layer for s in selection.training[NAME]].count("layer5") / 60
    tested = [s.metadata.layer for s in selection.evaluation].count("layer5") / 26
    assert tested > 0 and abs(tested - trained) <= 2 / 26


def test_a_rare_view_that_large_families_have_is_there_too(settings):
    """As look-alikes are: one in so many candidates, and none in most families."""

    def rare(number, sample):
        return changed(sample, view="look_alike" if number % 36 == 0 else "case")

    pool = pool_of(settings, 60, 6, rare)
    # Rank them first, so that training has them all: 10 of 60 candidates of the category.
    for sample in pool.candidates:
        sample.rank = 2.0 if sample.metadata.view == "look_alike" else sample.rank
    selection = run(settings, pool)
    tested, trained = views(selection.evaluation), views(selection.training[NAME])
    assert trained["look_alike"] > 0.08
    assert abs(tested["look_alike"] - trained["look_alike"]) <= 2 / 26


def test_another_view_takes_the_place_of_one_without_families(settings):
    """All of a view is trained on already: the quota is filled with other views."""
    pool = pool_of(
        settings, 40, 4, lambda n, sample: changed(sample, view="ab"[n // 4 % 2], is_eval=False)
    )
    fixed = [
        changed(
            candidate(settings.dataset("domain_patterns"), "debugging", s.family, random.Random(n))
        )
        for n, s in enumerate(pool.candidates)
        if s.metadata.view == "b"
    ]
    selection = run(settings, pool, fixed=fixed)
    assert selection.shortfalls == []
    assert {s.metadata.view for s in selection.evaluation} == {"a"}
    assert {s.metadata.view for s in selection.training[NAME]} >= {"b"}


@pytest.mark.parametrize(("families", "each", "most"), [(80, 4, 2), (12, 30, 6), (3, 60, 16)])
def test_few_of_a_family_as_far_as_the_material_goes(settings, families, each, most):
    selection = run(settings, pool_of(settings, families, each))
    assert selection.shortfalls == [] and len(selection.evaluation) == 26
    counts = Counter(sample.family for sample in selection.evaluation)
    assert max(counts.values()) <= most
    figures = holdout.figures(selection.training, selection.evaluation)[NAME]
    assert (figures["families"], figures["most_of_a_family"]) == (len(counts), max(counts.values()))


def test_scarce_material_is_not_all_held_out(settings):
    """20 candidates for 60 and 26: twice the share of evaluation, and not all of it."""
    selection = run(settings, pool_of(settings, 10, 2))
    assert (len(selection.evaluation), len(selection.training[NAME])) == (12, 8)
    missing = {item.dataset: item.missing for item in selection.shortfalls}
    assert missing == {NAME: 52, "eval": 14}


def test_training_that_has_nothing_to_spare_costs_families_not_samples(settings):
    """91 candidates for 60 and 26: two whole families, or training lacks some."""
    pool = pool_of(settings, 7, 13)
    selection = run(settings, pool)
    assert selection.shortfalls == []
    assert Counter(s.family for s in selection.evaluation).most_common() == [
        (family, 13) for family in dict.fromkeys(s.family for s in selection.evaluation)
    ]


def test_evaluation_takes_no_weak_sample_while_there_are_good_ones(settings):
    def half_weak(number, sample):
        return changed(sample, weakness="unknown" if number % 4 else "", view="ab"[number % 8 > 3])

    pool = pool_of(settings, 60, 4, half_weak)
    for sample in pool.candidates:
        sample.rank = 1.0 if sample.metadata.weakness else 0.0
    selection = run(settings, pool)
    assert not any(sample.metadata.weakness for sample in selection.evaluation)
    assert len(selection.evaluation) == 26

    few = pool_of(settings, 60, 4, lambda n, s: changed(s, weakness="" if n < 40 else "unknown"))
    selection = run(settings, few)
    good = [sample for sample in selection.evaluation if not sample.metadata.weakness]
    assert len(selection.evaluation) == 26 and len(good) == 26
    fewer = pool_of(settings, 60, 4, lambda n, s: changed(s, weakness="" if n < 9 else "unknown"))
    selection = run(settings, fewer)
    figures = holdout.figures(selection.training, selection.evaluation)[NAME]
    assert figures["without_weakness"] == round(9 / 26, 4)


@pytest.mark.parametrize(("short", "longer"), [(30, 0), (3, 14)])
def test_evaluation_is_as_long_as_training_while_there_is_such(settings, short, longer):
    """Of 60 families the first `short` ones have samples of a usual length."""
    pool = pool_of(
        settings, 60, 4, lambda n, s: changed(s, tokens=400 if n < 4 * short else 900 + n)
    )
    for sample in pool.candidates:
        sample.rank = float(sample.metadata.tokens < 900)
    selection = run(settings, pool)
    assert len(selection.evaluation) == 26
    lengths = [sample.metadata.tokens for sample in selection.evaluation]
    assert sum(length > 900 for length in lengths) >= longer
    usual = max(s.metadata.tokens for s in selection.training[NAME])
    assert longer or max(lengths) <= usual


def contained_pool(settings, share, seed=8):
    """Pairs of families: the odd ones' outputs hold the even ones' for `share` of the pairs."""
    rng = random.Random(seed)
    pool = pool_of(settings, 120, 2, seed=seed)
    for at in range(0, len(pool.candidates), 4):
        if rng.random() < share:
            for offset in (0, 1):
                whole = pool.candidates[at + offset].output + " " + prose(rng, 300)
                longer = pool.candidates[at + 2 + offset]
                pool.candidates[at + 2 + offset] = changed(longer, output=whole)
    return pool


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_no_output_of_evaluation_is_contained_in_training(settings, share):
    pool = contained_pool(settings, share)
    selection = run(settings, pool)
    assert len(selection.evaluation) == 26 and selection.shortfalls == []
    assert leaking(selection) == []
    assert not any(item.reason == "contains_evaluation" for item in selection.rejected), (
        "half of the outputs are contained in nothing: training need give up none"
    )


def test_parts_spread_over_a_family_are_contained_too(settings):
    rng = random.Random(6)
    pool = pool_of(settings, 60, 4)
    for at in range(0, len(pool.candidates), 8):
        words = pool.candidates[at].output.rstrip(".").split()
        for offset, part in ((4, words[: len(words) // 2]), (5, words[len(words) // 2 :])):
            text = f"{' '.join(part)} {prose(rng, 150)}"
            pool.candidates[at + offset] = changed(pool.candidates[at + offset], output=text)
    selection = run(settings, pool)
    assert len(selection.evaluation) == 26 and leaking(selection) == []


def shortened_pool(settings, families):
    """Of each family four outputs, every second of which is the first half of the one before."""

    def change(number, sample):
        if number % 2:
            words = change.before.split()
            return changed(sample, output=" ".join(words[: len(words) // 2]))
        change.before = sample.output
        return sample

    return pool_of(settings, families, 4, change)


def repeating(selection):
    """Evaluation samples of which another one of the same family holds 80%."""
    return [
        one
        for one in selection.evaluation
        for other in selection.evaluation
        if other is not one
        and other.family == one.family
        and len(windows(one.output) & windows(other.output)) >= 0.8 * len(windows(one.output))
    ]


def test_no_output_of_evaluation_is_contained_in_one_of_its_family(settings):
    selection = run(settings, shortened_pool(settings, 80))
    assert len(selection.evaluation) == 26
    assert not repeating(selection)


def test_where_all_is_contained_training_gives_way(settings):
    rng = random.Random(7)
    pool = pool_of(settings, 60, 4)
    # One family holds all the others' outputs: three in each of its own.
    texts = [sample.output for sample in pool.candidates]
    for at in range(0, len(texts), 3):
        holder = candidate(pool.dataset, pool.dataset.categories[0].name, "holder", rng)
        text = " ".join((*texts[at : at + 3], prose(rng, 150)))
        pool.candidates.append(changed(holder, output=text))
    for sample in pool.candidates[: len(texts)]:
        sample.rank = 0.0
    selection = run(settings, pool)
    assert len(selection.evaluation) == 26 and selection.shortfalls == []
    assert leaking(selection) == []
    if "holder" not in {sample.family for sample in selection.evaluation}:
        kept_out = [item for item in selection.rejected if item.reason == "contains_evaluation"]
        assert kept_out and {item.fingerprint for item in kept_out}.isdisjoint(
            fingerprint(s.instruction, s.input, s.output)
            for samples in (*selection.training.values(), *selection.reserve.values())
            for s in samples
        )


def test_what_is_trained_on_already_bars_what_it_contains(settings):
    """What fixed training contains is not drawn, and what contains fixed evaluation not trained."""
    rng = random.Random(9)
    pool = pool_of(settings, 60, 4)
    other = settings.dataset("domain_patterns")

    def elsewhere(output, family, is_eval):
        made = candidate(other, "debugging", family, rng)
        return changed(made, output=output, is_eval=is_eval, never_train=is_eval)

    chosen = {s.output for s in run(settings, pool_of(settings, 60, 4)).evaluation}
    fixed = [
        elsewhere(f"{output} {prose(rng, 300)}", f"fixed{n}", False)
        for n, output in enumerate(sorted(chosen))
    ]
    part = prose(rng, 60)
    fixed.append(elsewhere(part, "fixed evaluation", True))
    holding = changed(pool.candidates[0], output=f"{part} {prose(rng, 120)}")
    pool.candidates.append(holding.model_copy(update={"instruction": "hold", "rank": 9.0}))
    selection = run(settings, pool, fixed=fixed)
    assert len(selection.evaluation) == 26
    assert chosen.isdisjoint(sample.output for sample in selection.evaluation)
    assert holding.output not in {s.output for s in selection.training[NAME]}


def test_the_draw_depends_on_the_seed_alone(settings):
    def drawn(order, seed):
        pool = contained_pool(settings, 0.3)
        pool.candidates.sort(key=order)
        wanted = settings.model_copy(update={"seed": seed})
        return [s.metadata.sample_id for s in run(wanted, pool).evaluation]

    forward = drawn(lambda s: s.fingerprint, 1)
    assert forward == drawn(lambda s: s.fingerprint[::-1], 1)
    assert forward != drawn(lambda s: s.fingerprint, 2)


def test_all_datasets_together_keep_every_rule():
    settings = Settings(scale=TEST_SCALE)
    pools = make_pools(settings, surplus=2)
    rng = random.Random(1)
    for pool in pools:
        for sample in pool.candidates:
            sample.metadata.view = rng.choice(("one", "one", "one", "two"))
            sample.metadata.weakness = rng.choice(("", "repeats"))
    selection = select(pools, settings)
    quotas = holdout.eval_quotas([pool.dataset for pool in pools], settings.eval_target)
    assert Counter((s.dataset, s.category) for s in selection.evaluation) == {
        key: count for key, count in quotas.items() if count
    }
    assert leaking(selection) == [] and selection.shortfalls == []
    figures = holdout.figures(selection.training, selection.evaluation)
    assert set(figures) == {pool.dataset.name for pool in pools}
    for found in figures.values():
        assert found["without_weakness"] == 1.0 and found["most_of_a_family"] <= 6
        assert found["view_difference"] <= 1 / found["samples"]


def test_every_level_of_sparing_is_tried_and_the_best_one_kept():
    levels = len(draw.LEVELS)
    ladder = draw._Ladder([NAME, "guardrails"])
    # One dataset lacks least at its second level and more at all later ones, the other nothing.
    tried = [ladder.levels[NAME]]
    while ladder.climb({NAME: 5 if ladder.levels[NAME] == 1 else 9, "guardrails": 0}):
        tried.append(ladder.levels[NAME])
    assert tried == [*range(levels), 1]
    assert ladder.levels["guardrails"] == 0
