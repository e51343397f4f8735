"""What a dataset may still take: fresh outputs, then near duplicates, then repeats."""

from __future__ import annotations

from dataclasses import replace

from generators import catalog
from generators.pipeline.reuse import OutputUse

TWINS = {"a": ["a2"], "a2": ["a"], "b": ["b2"], "b2": ["b"]}


def use(max_near: float = 0.2, min_distinct: float = 0.85, max_reuse: int = 3) -> OutputUse:
    """In a dataset of ten samples: two near duplicates and one repeat are allowed."""
    dataset = catalog.DATASETS["guardrails"]
    (first, *_) = dataset.categories
    small = replace(
        dataset,
        categories=(replace(first, target=10),),
        max_near=max_near,
        min_distinct=min_distinct,
    )
    return OutputUse(small, max_reuse, TWINS)


def test_each_output_falls_into_one_tier_at_most() -> None:
    uses = use()
    uses.take("a")
    tiers = {
        output: [name for name, allowed in uses.tiers if allowed(output)]
        for output in ("a", "a2", "b", "c")
    }
    # What is fresh is near enough too, as long as the limit is; the tiers are tried in order.
    assert {output: names[:1] for output, names in tiers.items()} == {
        "a": ["again"],
        "a2": ["near"],
        "b": ["next"],
        "c": ["next"],
    }


def test_near_duplicates_stay_within_the_limit() -> None:
    uses = use()
    for output in ("a", "a2", "b"):
        uses.take(output)
    assert not uses.near("b2") and use(max_near=0.4).near("b2")


def test_repeats_stay_within_the_limits_of_output_and_dataset() -> None:
    uses = use(min_distinct=0.5)
    for _ in range(3):
        assert uses.fresh("c") or uses.again("c")
        uses.take("c")
    assert not uses.again("c")
    uses = use()
    uses.take("c")
    uses.take("c")
    uses.take("d")
    assert not uses.again("d")


def test_the_order_of_taking_does_not_matter() -> None:
    for order in (("a", "a2", "c", "c"), ("c", "a2", "c", "a")):
        uses = use(max_near=0.3)
        for output in order:
            uses.take(output)
        assert not uses.again("c") and uses.near("d") and not uses.near("a2")
