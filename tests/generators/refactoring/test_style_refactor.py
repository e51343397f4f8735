"""CMM2 to CMM3 pairs: the named transformation is proven by both trees, and only then offered."""

from __future__ import annotations

import re

import pytest

from generators import catalog, typescript
from generators.content import loader
from generators.pipeline import gates
from generators.refactoring.change import Change, proven
from generators.refactoring.proofs import PROOFS
from generators.refactoring.steps import class_changes, member_change
from generators.refactoring.wording import Wording
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings
from generators.store.corpus import Component
from generators.style_refactor import construct, generator
from generators.style_refactor.generator import candidates
from generators.style_refactor.pair import Pair
from generators.typescript.library import Library

GOOD = """/**
 * Keeps the levels of a tank.
 */
export class Tank implements TankLike {
  private level: number = 0;
  private limit: number = 10;

  constructor() {
    // empty on purpose
  }

  /** Sets the tank up from its scenario. */
  init(scenario: { model: { level: number; limit: number } }): this {
    this.level = scenario.model.level;
    this.limit = scenario.model.limit;
    return this;
  }

  /** The state as a scenario that can be stored. */
  toScenario(): { model: { level: number; limit: number } } {
    return { model: { level: this.level, limit: this.limit } };
  }

  /** Fills the tank by an amount and refuses what does not fit into it. */
  fill(amount: number): this {
    if (!this.fits(amount)) {
      throw new RangeError(`no room for ${amount}`);
    }
    this.level = this.rounded(this.level + amount);
    return this;
  }

  private fits(amount: number): boolean {
    const after = this.level + amount;
    return after <= this.limit;
  }

  private rounded(value: number): number {
    const factor = 100;
    return Math.round(value * factor) / factor;
  }
}
"""
OLD = GOOD.replace(
    "throw new RangeError(`no room for ${amount}`);",
    "console.error(`no room for ${amount}`);\n      return this;",
)


class Store:
    def __init__(self, files):
        self._components = [
            Component(path, path, typescript.layer_of(path), (), ".ts", text)
            for path, text in sorted(files.items())
        ]

    def components(self):
        return self._components

    def distinct_components(self):
        return self._components


def offered(files):
    settings = Settings(scale=0.01)
    return list(candidates(settings.dataset("style_refactor"), Store(files), settings))


def path(version):
    return f"components/Tank/{version}/src/ts/layer2/Tank.ts"


@pytest.fixture
def tank():
    return typescript.parse(GOOD)


def change_of(unit, file, pattern):
    return next(change for change in class_changes(unit, file) if change.pattern == pattern)


@pytest.mark.parametrize(
    "pattern",
    ["constructor_to_init", "state_made_private", "free_function_to_method", "scenario_added"],
)
def test_each_inverse_of_a_class_is_proven(tank, pattern):
    change = change_of(tank.classes[0], tank, pattern)
    assert typescript.syntax_errors(change.before) == () == typescript.syntax_errors(change.after)
    assert change.after == tank.classes[0].documented_text
    assert proven(change)


def test_the_inverses_are_what_they_say(tank):
    before = {change.pattern: change.before for change in class_changes(tank.classes[0], tank)}
    constructed = before["constructor_to_init"]
    assert "constructor(scenario" in constructed and "init(" not in constructed
    assert "Sets the tank up" not in constructed
    assert "private level" not in before["state_made_private"]
    assert "  level: number = 0;" in before["state_made_private"]
    assert before["free_function_to_method"].startswith("function rounded(value")
    assert "this.rounded(" not in before["free_function_to_method"]
    assert "toScenario" not in before["scenario_added"]
    assert "as a scenario" not in before["scenario_added"]


def test_a_member_gives_its_first_plain_step(tank):
    unit = tank.classes[0]
    fill = member_change(unit.member("fill"))
    assert fill.pattern == "errors_thrown"
    assert "throw" not in fill.before and "return this;" in fill.before
    fits = member_change(unit.member("fits"))
    assert fits.pattern == "types_added" and "amount: any" in fits.before
    assert fits.names.startswith("`amount: number`")


@pytest.mark.parametrize("pattern", sorted(PROOFS))
def test_no_proof_holds_the_wrong_way_round_or_without_a_change(pattern, tank):
    unit = tank.classes[0]
    changes = [*class_changes(unit, tank), *map(member_change, unit.methods)]
    for change in filter(None, changes):
        if change.pattern == pattern:
            assert not proven(Change(pattern, "x", change.after, change.before))
    assert not proven(Change(pattern, "x", GOOD, GOOD))


def test_an_improvement_between_versions_is_mined_before_anything_is_constructed():
    found = offered({path("0.1.0.0"): OLD, path("0.2.0.0"): GOOD})
    mined = [c for c in found if c.metadata.view.startswith("mined")]
    assert "errors thrown instead of logged" in [c.metadata.pattern_applied for c in mined]
    assert mined[0].metadata.source == path("0.2.0.0") and "console.error" in mined[0].input
    assert mined[0].rung <= min(c.rung for c in found if c.metadata.view.startswith("constructed"))


def test_a_step_backwards_is_not_mined():
    found = offered({path("0.1.0.0"): GOOD, path("0.2.0.0"): OLD})
    assert not [
        c
        for c in found
        if c.metadata.view.startswith("mined") and "errors" in c.metadata.pattern_applied
    ]


def test_candidates_are_whole_distinct_and_say_what_they_are():
    found = offered({path("0.1.0.0"): OLD, path("0.2.0.0"): GOOD})
    assert len(found) >= 5 and len({c.output for c in found}) == len(found)
    for candidate in found:
        assert (
            candidate.metadata.cmm_transition == "CMM2_to_CMM3"
            and candidate.metadata.pattern_applied
        )
        assert candidate.metadata.family == "component:Tank/Tank.ts"
        assert gates.code_errors(candidate.output, "fenced", candidate.metadata.view) == ()
        assert "**What changed:**" in candidate.output and "**Why it is CMM3:**" in candidate.output
        assert not re.search(r"\{\w+\}", candidate.output.split("```")[-1]), (
            "a word of the template was left open"
        )


def test_every_transformation_has_its_proof_and_its_words():

    steps = loader.wording("style_refactor", Wording).step
    assert set(PROOFS) == set(steps)
    for name, step in steps.items():
        for kind in ("changes", "reasons", "checks"):
            assert getattr(step, kind) and all(
                text.endswith((".", "`", "?", "}")) for text in getattr(step, kind)
            ), (name, kind)
        assert step.faults and not any(text.endswith(".") for text in step.faults), name
    assert len({step.title for step in steps.values()}) == len(steps)


def test_faults_can_be_joined_without_a_clause_that_swallows_the_next():
    """ "prints, which is up to layer 5 and is untyped" would leave the types to layer 5, and a
    request that goes on with "because" cannot hold a second one.
    """
    words = loader.wording("style_refactor", Wording)
    open_end = re.compile(r",|\b(?:because|since|so that|which|that|where)\b")
    assert not {
        fault for step in words.step.values() for fault in step.faults if open_end.search(fault)
    }


def test_what_is_wrong_with_other_methods_of_a_class_is_a_sentence_of_its_own():
    found = offered({path("1.0.0.0"): GOOD})
    beside = [c.instruction for c in found if "method `fill`" in c.instruction]
    assert beside
    for asked in beside:
        assert re.search(r"[.?] Besides, its method `fill` [^.?]+\.$", asked), asked


def test_callers_are_told_what_they_notice_and_nothing_where_they_notice_nothing():
    told = {
        c.metadata.pattern_applied: re.findall(r"\*\*For callers:\*\* (.*)", c.output)
        for c in offered({path("1.0.0.0"): GOOD})
    }
    made = told["constructor logic moved to init"]
    assert made == ["Code that wrote `new Tank(scenario)` writes `new Tank().init(scenario)` now."]
    assert told["this returned for chaining"] == []


def _made(text, kind="constants_declared", told="", weak=False):
    place = "src/Tank.ts"
    before = text.replace("const ", "var ")
    step = Change(kind, "read", before, text)
    metadata = SampleMetadata(task_type="style_refactor", source=place, layer="layer2")
    shown = Candidate(instruction="", input="", output=f"{text}{told}", metadata=metadata)
    return weak, 2, 0, shown, Pair(place, "", "layer2", place, (step,), "constructed_member")


def _body(number):
    names = [f"name{number}{each}" for each in "abcdef"]
    return "read(): void {\n" + "".join(f"  const {n} = {n}At({n});\n" for n in names) + "}"


def test_a_twin_comes_after_what_is_shown_once_whatever_step_it_takes():
    one, other = _body(1), _body(2)
    twin = one.replace("name1fAt", "name9At")
    long, longer = (" ".join(f"{word}{n}" for n in range(90)) for word in ("why", "how"))
    made = [_made(one), _made(twin, "types_added", long), _made(twin, told=longer), _made(other)]
    found = list(generator._offered([*made, _made(one, "names_spoken")], 100))
    assert [c.rung for c in found] == [2, 2, *[generator.TWIN] * 3]
    assert [c.output for c in found] == [one, other, f"{twin}{long}", f"{twin}{longer}", one]


def test_a_plain_step_has_a_smaller_share_and_what_exceeds_it_is_offered_only_where_needed():
    many = [_made(_body(number)) for number in range(12)]
    found = list(generator._offered(many, 100))
    assert [c.rung for c in found] == [2] * 8 + [generator.OVER] * 4
    assert [c.rung for c in generator._offered(many, 4)] == [2] + [generator.OVER] * 7
    weak = generator._offered([*many, _made(_body(20), weak=True)], 4)
    assert [c.rung for c in weak].count(generator.SPARE) == 1


def test_a_file_that_takes_too_long_is_left_out_and_the_others_are_not(monkeypatch):
    usual = construct._of_member

    def slow(shown, layer, used):
        while "endless" in shown.member.text:
            pass
        return usual(shown, layer, used)

    monkeypatch.setattr(construct, "_of_member", slow)
    store = Store(
        {
            path("1.0.0.0"): GOOD,
            path("2.0.0.0"): GOOD.replace("Tank", "Slow").replace("room", "endless"),
        }
    )
    found = list(construct.constructed(Library(store), store, 0.05))
    assert found and not any("2.0.0.0" in each.place for each in found)


@pytest.mark.parametrize("name", ["contracts", "tests"])
def test_a_file_whose_contracts_or_tests_take_too_long_is_left_out(name, monkeypatch):
    def made(source, *rest):
        while "endless" in source.file.text:
            pass
        return [Change("types_added", source.place, "let a: any;\n", "let a: number;\n")]

    monkeypatch.setattr(construct, name, made)
    monkeypatch.setattr(construct, "changed_lines", lambda *_: construct.LEAST_LINES)
    case = "// {}\nimport {{ it }} from 'vitest';\n"
    tests = {"test/A.test.ts": case.format("quick"), "test/B.test.ts": case.format("endless")}
    classes = {"src/A.ts": GOOD, "src/B.ts": f"// endless\n{GOOD}"}
    files = tests if name == "tests" else classes
    place = "components/Tank/1.0.0.0/"
    store = Store({place + each: text for each, text in files.items()})
    found = construct.constructed(Library(store), store, 0.05)
    assert [each.place for each in found if each.steps[0].before == "let a: any;\n"] == [
        f"{place}{next(iter(files))}"
    ]


def test_what_leaves_more_to_do_comes_after_what_does_not():
    left = (
        GOOD.replace("Tank", "Pool")
        .replace("fill", "drain")
        .replace("return after <= this.limit;", "return (after || 0) <= this.limit;")
    )
    store = Store({path("1.0.0.0"): GOOD, path("1.0.0.0").replace("Tank", "Pool"): left})
    found = list(candidates(catalog.DATASETS["style_refactor"], store, Settings()))
    rungs: dict[bool, list[int]] = {True: [], False: []}
    for each in found:
        rungs["||" in each.output.split("```")[1]].append(each.rung)
    assert min(rungs[True]) >= generator.LEFT > min(rungs[False])


def test_the_layers_take_turns_where_candidates_are_equally_good():
    """Not before what is better: a weak one of a rare layer stays behind."""

    def made(weak, rung, order, layer):
        metadata = SampleMetadata(task_type="style_refactor", source="a", layer=layer)
        told = Candidate(instruction="", input="", output="", metadata=metadata)
        return weak, rung, order, told, None

    many = [made(False, 2, order, "layer2") for order in range(3)]
    rare, weak = made(False, 2, 5, "layer5"), made(True, 0, 0, "layer4")
    assert generator._layers_in_turn([*many, rare, weak]) == [many[0], rare, *many[1:], weak]


def test_a_code_is_shown_once_by_the_step_of_which_fewest_are_taken():
    """Four codes of which three can be shown by two steps, and places for two of a kind."""
    bodies = [_body(number) for number in range(4)]
    steps = [("errors_thrown",), *[("errors_thrown", "guard_clause")] * 3]
    made = [_made(body, step) for body, ways in zip(bodies, steps, strict=True) for step in ways]
    found = list(generator._offered(made, 10))
    assert {c.output for c in found if c.rung == 2} == set(bodies)
    assert sorted(c.rung for c in found) == [2] * 4 + [generator.TWIN] * 3


def test_a_method_in_its_class_is_the_method_again():
    method = _body(1)
    found = list(generator._offered([_made(method), _made(f"class Tank {{ {method} }}")], 100))
    assert sorted(c.rung for c in found) == [2, generator.TWIN]


@pytest.mark.parametrize("comment", ["// Also save it if available", "/* best effort */"])
def test_a_failure_that_a_comment_calls_harmless_stays_one(comment):
    _, _, _, _, pair = _made(_body(1), "errors_let_through")
    text = pair.before.replace("{\n", f"{{\n  {comment}\n", 1)
    step = Change("errors_let_through", "read", text, pair.after)
    told = Pair(pair.place, "", "layer2", pair.place, (step,), "constructed_member")
    assert not list(generator._sized([told], "auto"))
    assert list(generator._sized([pair], "auto"))


@pytest.mark.parametrize(
    ("result", "checked"),
    [("this.found", True), ("this.found as Tank", False), ("JSON.parse(this.text)", False)],
)
def test_a_type_is_no_contract_where_the_compiler_takes_it_on_trust(result, checked):
    after = f"read(): Tank {{\n  return {result};\n}}"
    before = after.replace(": Tank", "")
    assert proven(Change("return_type_added", "read", before, after)) is checked
