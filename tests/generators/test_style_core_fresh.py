"""style_core: what an answer shows beside those before it, whatever its names are."""

from __future__ import annotations

import time

from generators.sample import Candidate, SampleMetadata
from generators.style_core import fresh, generator

TOLD = "tell({0}: string): this {{\n  this.{0}s.push({0}.trim());\n  return this;\n}}"
COUNTED = (
    "count(): number {\n  let all = 0;\n  for (const each of this.rows) {\n"
    "    all += each.size * 2;\n  }\n  return all;\n}"
)


def of(output: str) -> Candidate:
    metadata = SampleMetadata(task_type="style_core", category="radical_oop")
    return Candidate(instruction="", input="", output=output, metadata=metadata)


def test_other_names_are_nothing_new():
    assert fresh.windows(TOLD.format("line")) == fresh.windows(TOLD.format("crate"))
    assert not fresh.windows(TOLD.format("line")) & fresh.windows(COUNTED)
    # A library's method is no name of the author's.
    other = TOLD.format("line").replace("trim", "toUpperCase")
    assert fresh.windows(other) != fresh.windows(TOLD.format("line"))


def test_imports_and_interfaces_are_names():
    one, other = "import {{ {} }} from './{}.js';".format("A", "B"), "import { C } from './D.js';"
    assert fresh.windows(one) != fresh.windows(other)


def test_what_is_new_comes_before_the_fourth_of_a_kind():
    names = ["box", "bag", "jar", "cup", "tin"]
    offered = [*(of(TOLD.format(name)) for name in names), of(COUNTED)]
    found = list(fresh.freshest(offered))
    assert [share for _, share in found] == [1.0] * 4 + [0.0] * 2
    assert [each.output for each, _ in found][:4] == [
        *(TOLD.format(name) for name in names[:3]), COUNTED
    ]  # fmt: skip


def test_hostile_code_takes_no_time():
    began = time.perf_counter()
    for code in ("'" * 5_000, "`" * 5_001, "a." * 2_500, "/*" * 2_500, "this." + "{" * 5_000):
        fresh.windows(code)
    assert time.perf_counter() - began < 1


def test_what_shows_little_else_has_the_rung_of_twins():
    offered = [of(TOLD.format(name)) for name in ("box", "bag", "jar", "cup")] + [of(COUNTED)]
    found = generator._new_first(offered, {each.fingerprint: True for each in offered})
    assert [each.output for each in found[-1:]] == [TOLD.format("cup")]
    assert [each.rung for each in found] == [0, 0, 0, 0, generator.TWIN]
    weak = offered[0].fingerprint
    last = generator._new_first(
        offered, {each.fingerprint: each.fingerprint != weak for each in offered}
    )
    assert last[-1] is offered[0]
