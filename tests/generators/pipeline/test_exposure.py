"""How often code is shown: bodies over both datasets, components and families within one."""

from __future__ import annotations

import random
from dataclasses import replace

from generators import catalog
from generators.pipeline.exposure import Bodies, Exposure, Shares, concerns
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings

LONG = "return this.orders.filter((order) => order.open).map((order) => order.total);"


def offer(
    dataset: str,
    output: str,
    family: str = "component:Shop/Till.ts",
    told: bool = True,
    layer: str = "",
) -> Candidate:
    """A candidate that shows members; in style_refactor as a block behind an explanation of its
    own, if anything is told.
    """
    said = " ".join(f"{output[:12]}{at}" for at in range(60 * told))
    text = f"{said}\n\n```typescript\n{output}\n```" if dataset == "style_refactor" else output
    metadata = SampleMetadata(task_type=dataset, family=family, view="member", layer=layer)
    return Candidate(instruction="Write it.", input="", output=text, metadata=metadata)


def body(name: str, end: str = LONG) -> str:
    return f"{name}(): number[] {{\n  // {end}\n  {end}\n}}"


def test_a_body_is_shown_three_times_over_both_datasets() -> None:
    offers = [
        offer("style_core", body("open")),
        offer("style_refactor", body("open").replace("  ", "    ")),
        offer("style_refactor", body("open").replace("// ", "// as before: ")),
        offer("style_refactor", body("open")),
        offer("style_core", body("closed", "return [];")),
    ]
    exposure = Exposure(Bodies(offers))
    allowed = []
    for position in range(len(offers)):
        tests = (exposure.new, exposure.allows, exposure.again)
        allowed.append("".join("-+"[test(position)] for test in tests))
        exposure.take(position)
    # A twin within its dataset comes after all that is none.
    assert allowed == ["+++", "-++", "--+", "---", "+++"]


def test_what_differs_in_names_alone_comes_last() -> None:
    offers = [offer("style_core", body(name)) for name in ("packed", "sealed")]
    offers += [offer("style_refactor", body(name)) for name in ("stored", "lifted")]
    exposure = Exposure(Bodies(offers))
    allowed = []
    for position in range(len(offers)):
        tests = (exposure.new, exposure.allows, exposure.again)
        allowed.append("".join("-+"[test(position)] for test in tests))
        exposure.take(position)
    assert allowed == ["+++", "---", "+++", "+++"]


def test_what_reads_like_something_taken_comes_last() -> None:
    steps = [f"this.step{number}(this.heat{number});" for number in range(8)]
    texts = ["\n".join(steps), "\n".join([*steps, "this.stop();"])]
    offers = [
        offer(dataset, f"cook(): void {{\n{text}\n}}", f"component:{number}/Till.ts", False)
        for dataset in ("style_core", "style_refactor")
        for number, text in enumerate(texts)
    ]
    exposure = Exposure(Bodies(offers))
    exposure.take(0)
    exposure.take(2)
    assert [exposure.allows(position) for position in (1, 3)] == [False, False]
    # A refactoring of the same code still comes before what shows its bodies too often.
    assert [exposure.again(position) for position in (1, 3)] == [False, True]


def test_what_was_asked_before_changes_no_answer() -> None:
    """A refusal is remembered: it must be the one that a first question would get."""
    offers = [
        offer(dataset, "\n\n".join(body(name, f"return [{len(name)}, {end}];") for name in names))
        for names in (("open",), ("open", "closed"), ("closed", "late"), ("late",))
        for end in (1, 2, 1, 1)
        for dataset in ("style_core", "style_refactor")
    ]
    asked = Exposure(Bodies(offers))
    taken: list[int] = []
    for position in random.Random(3).sample(range(len(offers)), len(offers)):
        fresh = Exposure(asked.bodies)
        for each in taken:
            fresh.take(each)
        for each in range(len(offers)):
            for name in ("again", "allows", "new"):
                assert getattr(asked, name)(each) == getattr(fresh, name)(each), (name, each)
        if asked.allows(position):
            asked.take(position)
            taken.append(position)
    assert 3 < len(taken) < len(offers)


def test_a_life_cycle_body_is_shown_six_times_beside_other_bodies() -> None:
    init = "init(scenario: Scenario): this {\n  this.model = scenario.model;\n  return this;\n}"
    bodies = [
        body(f"open{n}", f"return this.all.slice({n}).map((each) => each.total);") for n in range(8)
    ]
    offers = [offer("style_core", f"{init}\n\n{each}") for each in bodies]
    exposure = Exposure(Bodies(offers))
    allowed = []
    for position in range(len(offers)):
        allowed.append(exposure.new(position))
        exposure.take(position)
    assert allowed == [True] * 6 + [False] * 2


def test_a_component_and_a_family_give_no_more_than_their_share() -> None:
    dataset = catalog.DATASETS["style_core"]
    (first, *_) = dataset.categories
    small = replace(dataset, categories=(replace(first, target=20),))
    shares = Shares.of(small, Settings(max_component_share=0.2, max_family_share=0.1))
    one, two, other = (
        offer("style_core", "a(): void {}", f"component:{name}")
        for name in ("Shop/Till.ts", "Shop/Cart.ts", "Farm/Cow.ts")
    )
    shares.take(one)
    assert shares.allow(one)
    shares.take(one)
    assert not shares.allow(one) and shares.allow(two)
    shares.take(two)
    shares.take(two)
    assert not shares.allow(two) and shares.allow(other)


def test_a_layer_gives_no_more_than_its_share_while_outputs_are_fresh() -> None:
    dataset = catalog.DATASETS["style_core"]
    (first, *_) = dataset.categories
    small = replace(dataset, categories=(replace(first, target=5),))
    shares = Shares.of(small, Settings(max_component_share=1, max_family_share=1))
    three, two = (
        offer("style_core", "a(): void {}", layer=layer) for layer in ("layer3", "layer2")
    )
    for _ in range(3):
        assert shares.spread(three)
        shares.take(three)
    assert not shares.spread(three) and shares.spread(two)
    assert shares.allow(three), "a later pass takes it all the same"


def test_only_code_is_counted_by_bodies() -> None:
    assert [name for name, each in catalog.DATASETS.items() if concerns(each)] == [
        "style_core",
        "style_refactor",
    ]
