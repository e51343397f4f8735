"""What explanations and comments tell, against the code: planted faults and near misses."""

from __future__ import annotations

from generators.worth.case import Case
from generators.worth.refactored import telling

from .planted import codes, fenced, sample
from .test_code import ASKED, GOOD, core

LOGGED = """public async open(): Promise<Door | null> {
  if (!this.door) {
    console.error('no door');
    return null;
  }
  return this.door;
}"""
THROWN = """public async open(): Promise<Door | null> {
  if (!this.door) {
    throw new Error('no door');
  }
  return this.door;
}"""
HOW = "**How to verify it:** A test expects the call to throw."


def refactored(
    before: str, after: str, told: str, step: str, view: str = "constructed_member"
) -> tuple[str, ...]:
    return codes(
        "style_refactor",
        "Bring it from CMM2 to CMM3.",
        f"`Oven.ts`, CMM2:\n\n{fenced(before)}",
        f"{fenced(after)}\n\n**What changed:** {told}\n\n**Why it is CMM3:** It is clear.\n\n{HOW}",
        pattern_applied=step,
        layer="layer2",
        view=view,
    )


def thrown(told: str, before: str = LOGGED, after: str = THROWN) -> tuple[str, ...]:
    return refactored(before, after, told, "errors thrown instead of logged")


def test_code_that_left_did_not_go_on() -> None:
    went = "Where `open` printed a line and went on, it throws `Error`."
    assert thrown(went) == ("untrue",)
    assert thrown("Where `open` printed a line and left, it throws `Error`.") == ()
    on = LOGGED.replace("return null;", "this.count();")
    assert thrown(went, on, THROWN) == ()


def test_one_branch_is_not_several() -> None:
    assert thrown("The failing branches of `open` throw `Error`.") == ("untrue",)
    assert thrown("The failing branch of `open` throws `Error`.") == ()
    twice = (
        "  if (this.hot) {\n    console.error('hot');\n    return null;\n  }\n  return this.door"
    )
    before = LOGGED.replace("  return this.door", twice)
    calls = twice.replace("console.error('hot');\n    return null", "throw new Error('hot')")
    after = THROWN.replace("  return this.door", calls)
    assert thrown("The failing branches of `open` throw `Error`.", before, after) == ()


def test_an_empty_result_that_goes_untold() -> None:
    after = THROWN.replace(" | null", "")
    assert thrown("`open` throws `Error` now.", after=after) == ("untrue",)
    assert thrown("`open` throws `Error` and never gives `null`.", after=after) == ()


NESTED = """public kind(name: string): string {
  if (name !== 'on') {
    if (name.length > 9) return 'long';
    return 'short';
  } else {
    return 'switch';
  }
}"""
FLAT = """public kind(name: string): string {
  if (name === 'on') return 'switch';
  if (name.length > 9) return 'long';
  return 'short';
}"""


def test_an_exit_that_was_there_before() -> None:
    step = "early exits instead of nesting"
    told = "`name === 'on'` is decided at the top of `kind`."
    assert refactored(NESTED, FLAT, told, step) == ()
    both = told.replace(" is", " and `name.length > 9` are")
    assert refactored(NESTED, FLAT, both, step) == ("untrue",)


JEST = """import { expect, it } from '@jest/globals';
import { Oven } from '../src/ts/layer2/Oven.js';

it('heats', () => {
  const bell = jest.fn();
  expect(new Oven().heat(20, bell)).toBeDefined();
});"""
VITEST = (
    JEST.replace("@jest/globals", "vitest").replace("jest.fn", "vi.fn").replace("it }", "it, vi }")
)


def moved(told: str, before: str = JEST, after: str = VITEST) -> tuple[str, ...]:
    return refactored(before, after, told, "Jest replaced by Vitest", "constructed_test")


def test_a_set_up_that_only_the_explanation_knows() -> None:
    assert moved("`expect`, `it` and `vi` come from Vitest.") == ()
    assert moved("`expect`, `it` and `vi` come from Vitest; `jest.config` is gone.") == ("unknown",)
    at_hand = [f"// jest.config says so\n{each}" for each in (JEST, VITEST)]
    assert moved("`expect`, `it` and `vi` come from Vitest; `jest.config` is gone.", *at_hand) == ()


def test_a_test_file_imports_what_it_uses() -> None:
    told = "`expect`, `it` and `vi` come from Vitest."
    line = "import { Oven } from '../src/ts/layer2/Oven.js';\n"
    loose = [each.replace(line, "") for each in (JEST, VITEST)]
    assert moved(told, *loose) == ("broken",)
    bound = [each.replace("it('heats", "class Oven {}\n\nit('heats") for each in loose]
    assert moved(told, *bound) == ()


def test_a_comment_on_what_was() -> None:
    noted = GOOD.replace("  heat(", "  // cone removed - too hot\n  heat(")
    assert core(noted) == ("unknown",)
    assert core(noted, f"{ASKED} The cone is removed - too hot.") == ()
    assert core(GOOD.replace("  heat(", "  // counts removed pots\n  heat(")) == ()


def test_an_import_from_an_unknown_file() -> None:
    used = GOOD.replace("heat(to: number)", "heat(to: GlazeDegree)")
    imported = f"import {{ GlazeDegree }} from '../layer3/GlazeDegree.interface.js';\n{used}"
    assert core(imported) == ("unknown",)
    assert core(imported, f"{ASKED} Use GlazeDegree.") == ()
    house = imported.replace("GlazeDegree }", "IOR }").replace("to: GlazeDegree", "to: IOR")
    assert core(house.replace("Math.max(this.model.celsius, to)", "20")) == ()


def test_a_version_in_a_comment() -> None:
    assert core(f"// Version 0.3.0.7\n{GOOD}") == ("unknown",)
    assert core(f"// Version 0.3.0.7\n{GOOD}", f"{ASKED} Version 0.3.0.7.") == ()
    assert core(f"// Follows 0.1.0.0 and 127.0.0.1\n{GOOD}") == ()


def test_a_list_that_is_still_filled_holds_no_result() -> None:
    before = """run(rows: string[]): string {
  const lines: string[] = [];
  const made: string[] = [];
  for (const row of rows) {
    made.push(row.trim());
  }
  lines.push(...made);
  return lines.join();
}"""
    start, end = before.index("  const made"), before.index("  lines.push")
    after = f"{before[:start]}  const made = rows.map((row) => row.trim());\n{before[end:]}"
    step = "hand-written loop replaced by a collection call"
    told = "In `run` the loop is one expression with `map`; {}, filled by hand before, {}."
    assert refactored(before, after, told.format("`made`", "holds its result"), step) == ()
    both = told.format("`made` and `lines`", "hold their results")
    assert refactored(before, after, both, step) == ("untrue",)


def test_any_goes_from_a_catch_only_with_a_word() -> None:
    before = """public go(path: string): void {
  try {
    var file = this.open(path);
    this.read(file);
  } catch (error: any) {
    throw new Error(path, { cause: error });
  }
}"""
    kept = before.replace("var file", "const file")
    after = kept.replace("error: any", "error")

    def untold(told: str, output: str) -> bool:
        said = f"{fenced(output)}\n\n**What changed:** {told}\n\n**Why it is CMM3:** No `any`."
        one = sample("style_refactor", "Refactor `go`.", fenced(before), said)
        return telling.untold_any(
            Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
        )

    told = "`file` is declared with `const`"
    assert untold(f"{told}.", after) and not untold(f"{told}.", kept)
    assert not untold(f"{told}, and what is caught is no longer `any`.", after)
    assert refactored(before, after, f"{told}.", "var replaced by const and let") == ("untrue",)


def test_a_tag_that_one_repository_alone_knows() -> None:
    tagged = "  /**\n   * Opens it.\n   * @{}\n   */\n"
    gate = (
        "export class Gate {{\n  private ends = [1];\n\n"
        "{}  open(): number[] {{\n    return this.ends.slice();\n  }}\n}}\n"
    )

    def asked(comment: str) -> tuple[str, ...]:
        made = gate.format(comment)
        given = "It opens."
        return codes(
            "style_core", "Write class `Gate`.", given, made, view="class",
            pattern_name="radical_oop", layer="layer2",
        )  # fmt: skip

    assert asked(tagged.format("ticket 12")) == ("unknown",)
    assert asked(tagged.format("returns the ends")) == ()


def test_a_tag_that_stays_in_a_refactoring_is_given() -> None:
    doc = "/**\n * Opens it.\n * @ticket 12\n */\n"
    told = "The failing branch of `open` throws `Error`."
    assert thrown(told, doc + LOGGED, doc + THROWN) == ()
    assert "unknown" in thrown(told, LOGGED, doc + THROWN)
