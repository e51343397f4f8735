"""style_core: what an answer shows beside those before it, whatever its names are."""

from __future__ import annotations

import time

import pytest

from generators.sample import Candidate, SampleMetadata
from generators.style_core import fresh, generator
from generators.worth.refactored import nameless

TOLD = "tell({0}: string): this {{\n  this.{0}s.push({0}.trim());\n  return this;\n}}"
COUNTED = (
    "count(): number {\n  let all = 0;\n  for (const each of this.rows) {\n"
    "    all += each.size * 2;\n  }\n  return all;\n}"
)


def of(output: str) -> Candidate:
    metadata = SampleMetadata(task_type="style_core", view="members")
    return Candidate(instruction="", input="", output=output, metadata=metadata)


def test_other_names_are_nothing_new():
    assert nameless.windows(TOLD.format("line")) == nameless.windows(TOLD.format("crate"))
    assert not nameless.windows(TOLD.format("line")) & nameless.windows(COUNTED)
    # A library's method is no name of the author's.
    other = TOLD.format("line").replace("trim", "toUpperCase")
    assert nameless.windows(other) != nameless.windows(TOLD.format("line"))


def test_imports_and_interfaces_are_names():
    one, other = "import {{ {} }} from './{}.js';".format("A", "B"), "import { C } from './D.js';"
    assert nameless.windows(one) != nameless.windows(other)


def test_what_is_new_comes_before_the_second_of_a_kind():
    names = ["box", "bag", "jar", "cup", "tin"]
    offered = [*(of(TOLD.format(name)) for name in names), of(COUNTED)]
    found = list(fresh.freshest(offered))
    assert [share for _, share in found] == pytest.approx([1, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 5])
    assert [each.output for each, _ in found][:3] == [
        TOLD.format("box"), COUNTED, TOLD.format("bag")
    ]  # fmt: skip


def test_hostile_code_takes_no_time():
    began = time.process_time()
    for code in ("'" * 5_000, "`" * 5_001, "a." * 2_500, "/*" * 2_500, "this." + "{" * 5_000):
        nameless.windows(code)
    assert time.process_time() - began < 1


def test_what_shows_little_else_ranks_lower():
    names = ["box", "bag", "jar", "cup", "tin"]
    offered = [*(of(TOLD.format(name)) for name in names), of(COUNTED)]
    good = {each.fingerprint: True for each in offered}
    ranks = {each.output: each.rank for each in generator._new_first(offered, good)}
    assert ranks[COUNTED] == ranks[TOLD.format("box")] == 1
    told = [ranks[TOLD.format(name)] for name in names]
    assert told == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5], abs=1e-5)
    weak = offered[0].fingerprint
    assert generator._new_first(offered, good | {weak: False})[-1] is offered[0]
