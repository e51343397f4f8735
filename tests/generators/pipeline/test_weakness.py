"""What the pipeline does with a weakness: it is found, comes last, and stays out of evaluation."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from generators.pipeline import gates
from generators.pipeline.exposure import Bodies
from generators.pipeline.holdout import Alike, Clusters
from generators.pipeline.quotas import MAX_TILT, QuotaFiller
from generators.pipeline.selection import Pool, select
from generators.settings import Settings
from generators.worth import judge
from tests.conftest import TEST_SCALE, candidate

SETTINGS = Settings(scale=TEST_SCALE)
NAME = "tool_awareness"


def offered(count, weak=lambda number: False, rung=lambda number: 0, seed=5):
    """Candidates of every category, `count` times what is wanted for training."""
    dataset, rng = SETTINGS.dataset(NAME), random.Random(seed)
    made = []
    for category in dataset.categories:
        for number in range(category.target * count):
            each = candidate(dataset, category.name, f"{category.name}:{number}", rng)
            each = each.model_copy(update={"rung": rung(number)})
            each.metadata.weakness = "unknown" if weak(number) else ""
            made.append(each)
    return Pool(dataset, made)


def test_gates_say_what_is_weak():
    dataset = SETTINGS.dataset(NAME)
    plain = candidate(dataset, dataset.categories[0].name, "family", random.Random(1))
    named = plain.model_copy(update={"input": f"{plain.input} as of 4f2a9c1d"}, deep=True)
    [(fit, rejected)] = list(gates.apply_gates([plain, named], dataset, SETTINGS))
    assert [each.metadata.weakness for each in fit] == ["", "personal"]
    assert rejected == []


def test_what_is_not_weak_comes_first_whatever_its_rung():
    pool = offered(6, weak=lambda n: n % 2 == 0, rung=lambda n: 4 * (n % 2))
    selected = select([pool], SETTINGS)
    samples = [*selected.training[NAME], *selected.evaluation]
    assert samples and not any(sample.metadata.weakness for sample in samples)


def test_a_weak_candidate_is_better_than_none():
    pool = offered(6, weak=lambda n: n > 0)
    selected = select([pool], SETTINGS)
    counts = Counter(sample.category for sample in selected.training[NAME])
    assert counts == {c.name: c.target for c in pool.dataset.categories}
    assert any(sample.metadata.weakness == "unknown" for sample in selected.training[NAME])


def test_evaluation_takes_weak_samples_only_when_no_others_are_left():
    pool = offered(30, weak=lambda n: n % 10 != 0)
    selected = select([pool], SETTINGS)
    assert selected.evaluation and not any(s.metadata.weakness for s in selected.evaluation)
    only_weak = select([offered(6, weak=lambda n: True)], SETTINGS)
    assert len(only_weak.evaluation) == len(selected.evaluation)


def test_the_reserve_carries_its_weakness():
    selected = select([offered(8, weak=lambda n: n % 2 == 0)], SETTINGS)
    found = {sample.metadata.weakness for sample in selected.reserve[NAME]}
    assert found == {"", "unknown"}


@pytest.mark.parametrize("weakness", ["", "unknown,leaks"])
def test_what_repeats_its_siblings_is_said_after_selection(weakness):
    pool = offered(3)
    # The same passages in ever other combinations: no two outputs are alike, and few are new.
    passages = [" ".join(f"word{number}x{k}" for k in range(15)) for number in range(12)]
    chosen = list(combinations(passages, 4))
    random.Random(3).shuffle(chosen)
    for each, parts in zip(pool.candidates, chosen, strict=False):
        each.output = " ".join(parts)
        each.metadata.weakness = weakness
    selected = select([pool], SETTINGS)
    for samples in (selected.training[NAME], selected.evaluation):
        found = [sample.metadata.weakness for sample in samples]
        assert found[0] == weakness
        expected = "unknown,repeats,leaks" if weakness else "repeats"
        repeated = judge.repeating(samples)
        assert [each == expected for each in found] == [p in repeated for p in range(len(found))]
    assert expected in [s.metadata.weakness for s in selected.training[NAME]]


def test_selection_gives_the_same_again():
    again = [select([offered(6, weak=lambda n: n % 3 == 0)], SETTINGS) for _ in range(2)]
    one, other = ([s.model_dump() for s in each.training[NAME]] for each in again)
    assert one == other
    assert [s.model_dump() for s in again[0].evaluation] == [
        s.model_dump() for s in again[1].evaluation
    ]


def test_min_worth_is_the_datasets_own_unless_it_is_set():
    own = Settings().dataset("guardrails").min_worth
    assert 0 < own < 1
    assert Settings(min_worth=0.9).dataset("guardrails").min_worth == 0.9
    assert Settings(min_worth=0.0).dataset("guardrails").min_worth == 0.0


@pytest.mark.parametrize("tilt", [-MAX_TILT, 0.0, MAX_TILT])
def test_no_length_that_the_budget_asks_for_puts_weak_samples_first(tilt):
    pool = offered(3, weak=lambda n: n % 2 == 0)
    for each in pool.candidates:
        # The weak ones are those that a tilt either way prefers.
        weak = bool(each.metadata.weakness)
        each.metadata.tokens = 500 if not weak else 50 if tilt > 0 else 2_000
    # Nothing else puts good samples first.
    plain = replace(pool.dataset, apart=False)
    alike = Alike(Clusters(), {}, [])
    positions = range(len(pool.candidates))
    filler = QuotaFiller(
        pool.candidates, alike, positions, [plain], [0.0 for _ in positions], SETTINGS,
        Bodies(pool.candidates),
    )  # fmt: skip
    picked = filler.fill(tilt)[NAME]
    assert len(picked) == pool.dataset.target
    assert not any(pool.candidates[p].metadata.weakness for p in picked)
