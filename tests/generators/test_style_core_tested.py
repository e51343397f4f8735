"""style_core: tests of classes that the request shows whole."""

from __future__ import annotations

import re

import pytest

from generators.sample import Candidate
from generators.style_core.made import examples, shapes
from generators.style_core.made.words import resolver
from generators.typescript import parse
from generators.worth import code, judge
from generators.worth.case import Case
from tests.generators.test_style_core_made import FILES, library, offered

PARCEL = "layer3/ParcelModel.interface.ts"
PLAIN = """\
export interface ShelfModel {
  label: string;
  rows: number;
  books: string[];
  kind: Kind;
}

export enum Kind {
  OAK = 'oak', // the first
  PINE = 'pine',
}
"""


@pytest.fixture(scope="module")
def tasks() -> dict[str, Candidate]:
    files = FILES | {"layer3/ShelfModel.interface.ts": PLAIN}
    return {key: each for key, each in offered(files).items() if each.metadata.view == "test"}


def test_a_test_is_offered_for_each_form_of_a_class(tasks):
    kinds = {key.split()[0] for key in tasks}
    assert kinds == {"survives", "refuses", "completes", "differs", "notices"}
    assert all(judge.alone(each) == () for each in tasks.values())
    assert all(not parse(each.output).errors for each in tasks.values())


def test_what_shows_a_pattern_from_outside_comes_after_what_shows_it_itself(tasks):
    """A test holds neither `init` nor `toScenario`: it fills what nothing better fills."""
    direct = offered()["checks DefaultParcel"].rung
    assert all(each.rung > direct and not each.shows for each in tasks.values())


def test_the_class_is_whole_and_the_answer_is_not_in_it(tasks):
    for each in tasks.values():
        assert "to be written" not in each.input
        assert "describe(" not in each.input
        assert re.search(r"toScenario\(\): Scenario<.+> \{", each.input)
        assert each.output.startswith("import { describe, expect, it } from 'vitest';\n")
        # No version is written out, and the component is the one that the request names.
        assert "component: 'Depot', version: 'latest' }" in each.output
        for path in re.findall(r"from '(\..+)';", each.output):
            assert f"- `{path}`" in each.input


def test_every_member_is_set_to_another_value_than_a_new_object_has(tasks):
    output = tasks["survives DefaultParcel"].output
    model = "{ uuid: 'uuid 1', fragile: true, phase: 'sent', stamps: ['stamp 4'], note: 'note 5' }"
    assert f"    model: {model},\n" in output
    assert "scenario.model.stamps.pop();" in output
    assert "parcel.toScenario().model.stamps.pop();" in output


def test_each_check_has_a_row_with_its_own_message(tasks):
    each = tasks["refuses DefaultParcel"]
    messages = re.findall(r"throw new Error\('([^']+)'\)", each.input)
    assert messages
    for message in messages:
        assert f", '{message}']," in each.output


def test_an_older_scenario_lacks_what_the_class_completes(tasks):
    output = tasks["completes DefaultParcel"].output
    assert "Scenario<Omit<ParcelModel, 'fragile' | 'phase' | 'stamps'>>" in output
    assert (
        "const model = { ...older().model, fragile: false, phase: 'packed', stamps: [] };" in output
    )


def test_every_change_is_noticed_alone_and_all_in_order(tasks):
    output = tasks["notices DefaultParcel"].output
    for row in (
        "['phase', 'packed'],",
        "['fragile', false],",
        "['stamps', []],",
        "['note', 'note 99'],",
    ):
        assert f"    {row}\n" in output
    names = re.findall(r"^ {6}'(\w+)',$", output, re.M)
    assert names == ["uuid", "fragile", "phase", "stamps", "note"]


def test_values_of_enumerations_are_imported(tasks):
    output = tasks["survives DefaultShelf"].output
    assert "import { Kind, type ShelfModel } from '../src/ts/layer3/ShelfModel.interface.js';" in (
        output
    )
    assert "kind: Kind.PINE" in output


def test_what_is_no_file_of_layer_3_has_no_test():
    text = FILES[PARCEL]
    assert not any(
        each.metadata.view == "test" for each in offered({"layer2/Parcel.ts": text}).values()
    )


def test_a_test_that_does_not_wake_the_class_shows_nothing(tasks):
    each = tasks["survives DefaultParcel"]
    for gone in (".init(", ".toScenario()", "new DefaultParcel()", "'vitest'"):
        changed = each.output.replace(gone, "")
        case = Case("style_core", each.instruction, each.input, changed, each.metadata)
        assert code.unshown(case), gone
    # A class that keeps no scenario is none to make sure of.
    bare = each.input.replace("init(scenario", "open(scenario")
    assert code.unshown(Case("style_core", "", bare, each.output, each.metadata))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", "'label 1'"),
        ("number | null", "1"),
        ("'a' | 'b'", "'b'"),
        ("'a'", None),
        ("Record<string, number>", {"first": "1"}),
        ("Date", None),
        ("() => void", None),
    ],
)
def test_examples(kind, value):
    known = library()
    assert examples.of_type(kind, "label", resolver(known, known.sources[0])) == value


def test_long_values_take_several_lines():
    value = {"first": "'" + "a" * 60 + "'", "second": ["1", "'" + "b" * 40 + "'"]}
    assert examples.written(value, 2) == (
        "{\n    first: '" + "a" * 60 + "',\n    second: [1, '" + "b" * 40 + "'],\n  }"
    )
    assert shapes.is_optional(parse("interface A { b?: string }").units[0].members[0])
