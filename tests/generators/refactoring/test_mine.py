"""What versions and records improved: found, measured, and nothing that got worse on the way."""

from __future__ import annotations

import pytest

from generators.refactoring.code import read
from generators.refactoring.proofs import PROOFS
from generators.style_refactor.mine import akin, mined, passages, worse
from generators.typescript.library import Library

from .test_style_refactor import Store, path

BASE = """export class Tank {
  private model = { level: 0 };

  fill(amount: number): this {
    const level = this.model.level + amount;
    this.model.level = Math.min(level, 100);
    return this;
  }

  place(name: string): string {
    const folder = this.folderPath();
    return folder + name + '/' + this.model.level;
  }
}
"""


def found(*texts):
    files = {path(f"0.{number}.0.0"): text for number, text in enumerate(texts, start=1)}
    store = Store(files)
    pairs = mined(Library(store), store, 10)
    return [(step.pattern, each.view) for each in pairs for step in each.steps]


def test_an_improvement_two_versions_on_is_found_though_the_next_changed_nothing():
    old = BASE.replace("fill(amount: number): this", "fill(amount: any): any")
    assert ("types_added", "mined_member") in found(
        old, old.replace("Math.min(level, 100)", "level"), BASE
    )


def test_a_step_that_loses_a_comment_or_an_error_is_no_improvement():
    old = BASE.replace("amount: number", "amount: any").replace(
        "  fill(", "  /** Fills it. */\n  fill("
    )
    assert not [each for each in found(old, BASE) if each[0] == "types_added"]


def test_other_code_of_the_same_name_is_no_version():
    other = BASE.replace("fill(amount: number)", "fill(amount: any)").replace(
        "const level = this.model.level + amount;\n    this.model.level = Math.min(level, 100);",
        "print(sum(other, 3));",
    )
    assert not [each for each in found(other, BASE) if each[0] == "types_added"]


@pytest.mark.parametrize(
    ("pattern", "before", "after"),
    [
        (
            "state_in_model",
            "a(): void {\n  this.level = 1;\n}",
            "a(): void {\n  this.model.level = 1;\n}",
        ),
        (
            "require_replaced",
            "a(): void {\n  require('fs').rmSync(x);\n}",
            "a(): void {\n  rmSync(x);\n}",
        ),
        (
            "place_found",
            "a(): P {\n  return process.cwd();\n}",
            "a(): P {\n  return this.findRoot();\n}",
        ),
        ("casts_typed", "a(): P {\n  return x as any;\n}", "a(): P {\n  return x as Model;\n}"),
        (
            "values_computed",
            "a(): P {\n  return { version: '0.3.0.4' };\n}",
            "a(): P {\n  return { version: v };\n}",
        ),
        (
            "constructor_emptied",
            "class A {\n  constructor() {\n    this.x = this.find();\n    if (this.x) {\n      "
            "go();\n    }\n  }\n}",
            "class A {\n  constructor() {}\n}",
        ),
        (
            "contract_documented",
            "interface A {\n  x: number;\n  y: number;\n}",
            "interface A {\n  /** across */\n  x: number;\n  /** down */\n  y: number;\n}",
        ),
    ],
)
def test_habits_are_proven_one_way_only(pattern, before, after):
    old, new = read(before), read(after)
    assert PROOFS[pattern](old, new) is not None
    assert PROOFS[pattern](new, old) is None and PROOFS[pattern](new, new) is None


def test_a_literal_that_is_no_version_name_or_path_may_become_anything():
    before, after = "a(): P {\n  return { on: true };\n}", "a(): P {\n  return { on: this.on };\n}"
    assert PROOFS["values_computed"](read(before), read(after)) is None


def test_worse_counts_what_is_held_against_code():
    good = read("a(x: number): void {\n  throw new Error('x');\n}")
    poor = read("a(x: any): void {\n  fs.readFileSync(x);\n}")
    assert worse(good, poor) and not worse(poor, good)


def test_kin_share_runs_of_words():
    assert akin("one two three four five", "one two three four six") and not akin(
        "a b c d e", "e d c b a"
    )


def test_passages_of_records():
    labelled = (
        "**Before:**\n```typescript\nconst a: any = 1;\n```\n\n**After:**\n```ts\n"
        "const a: number = 1;\n```\n"
    )
    assert list(passages(labelled)) == [("const a: any = 1;", "const a: number = 1;")]
    single = "```typescript\n// ❌ Before\nlet a = b();\n// ✅ After\nconst a = await b();\n```\n"
    assert list(passages(single)) == [("let a = b();", "const a = await b();")]
    assert list(passages("```ts\nconst a = 1;\n```\n\n```ts\nconst b = 2;\n```\n")) == []
