"""Habits of CMM2 in code that is called CMM3: each planted, and what comes close to it."""

from __future__ import annotations

import pytest

from generators.worth import leftovers
from generators.worth.case import Case

from .planted import fenced, sample
from .test_telling import refactored

CLEAN = {
    "error only logged": (
        "try { go(); } catch (error) { this.logger.error(error); }",
        "try { go(); } catch (error) { this.logger.error(error); throw error; }",
    ),
    "error logged and answered with nothing": (
        "try { go(); } catch (error) { this.logger.error(error); return; }",
        "try { go(); } catch (error) { this.logger.error(error); return this.stop(error); }",
    ),
    "one letter for a name": (
        "const c = go(path); say(c.length);",
        "const x = go(path); say([1].map((n) => n + x));",
    ),
    "error type asserted": (
        "say((error as Error).message);",
        "say((error as HttpError).message);",
    ),
    "let that is never set again": (
        "let best = 1; say(best);",
        "let best = 1; best += 2; say(best);",
    ),
    "branch of nothing": (
        "rows.forEach((row) => {});",
        "rows.forEach((row) => { say(row); });",
    ),
    "catch that only throws again": (
        "try { go(); } catch (error) { throw error; }",
        "try { go(); } catch (error) { this.stop(); throw error; }",
    ),
    "placeholder for code": (
        "// ...existing code for parsing...\n  say(1);",
        "// parses what exists\n  say(1);",
    ),
    "helper behind an underscore": (
        "this._send(path);",
        "this.sendInternal(path, this._sent);",
    ),
    "blocking access in an asynchronous method": (
        "await go(); say(readFileSync(path));",
        "await go(); say(await readFile(path));",
    ),
}


def found(body: str, steps: str = "var replaced by const and let") -> set[str]:
    text = fenced(f"async run(path: string): Promise<void> {{\n  {body}\n}}")
    one = sample("style_refactor", "Refactor `run`.", text, text, pattern_applied=steps)
    return leftovers.leftovers(
        Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
    )


@pytest.mark.parametrize("habit", CLEAN)
def test_habits_that_are_left(habit: str) -> None:
    planted, clean = CLEAN[habit]
    assert found(planted) == {habit}
    assert found(clean) == set()


@pytest.mark.parametrize(
    ("steps", "left", "done"),
    [
        ("defaults only for what is missing", "say(a ?? 1, b || 'x');", "say(a ?? 1, b || c);"),
        (
            "errors thrown instead of null returned",
            "if (path) return null; throw new Error(path);",
            "if (path) throw new Error(path);",
        ),
        (
            "console output left to layer 5",
            "// tables to the console\n  this.go(path);",
            "// tables\n  this.go(path);",
        ),
        (
            "hand-written loop replaced by a collection call",
            "for (const a of b) {\n    for (const c of a.all) {\n      d.push(c);\n    }\n  }",
            "for (const a of b.map(c)) {\n    this.push(a);\n    this.go(a);\n  }",
        ),
        ("any replaced by types", "this.go();", "this.go(path);"),
        ("paths joined instead of glued", "say(join(a, b), `${a}/c`);", "say(`${a}://c/d`);"),
        (
            "variables named for what they hold",
            "const md = 1; say(md);",
            "const ab1 = 1; say(ab1);",
        ),
    ],
)
def test_steps_that_were_taken_in_a_part_only(steps: str, left: str, done: str) -> None:
    assert found(left, steps) and not found(left)
    assert not found(done, steps)


def test_output_that_was_all_a_case_did() -> None:
    before = """public show(topic: string): void {
  console.log('topic');
  switch (topic) {
    case 'on':
      this.on();
      this.count();
      break;
    default:
      console.log('off');
      break;
  }
}""".replace("show(", "turn(")
    step = "console output left to layer 5"
    after = before.replace("  console.log('topic');\n", "").replace(
        "      console.log('off');\n", ""
    )
    kept = after.replace("    default:\n      break;\n", "")
    told = "`turn` no longer calls `console.log`."
    assert refactored(before, after, told, step) == ("untrue",)
    assert refactored(before, kept, told, step) == ()


@pytest.mark.parametrize(
    "left",
    [
        "this.size = size || 3;",
        "await import('fs').then((fs) => fs.copy(path));",
        "if (path) {\n    go();\n  } else {\n    console.log(`unknown ${path}`);\n  }",
        "if (path) {\n    go();\n  } else {\n    return;\n  }",
        "for (let i = 0; i < this.rows.length; i++) go(this.rows[i]);",
        "this.go(path);\n}\n\nstop(): void {\n  this.ended = true;",
    ],
)
def test_who_asks_openly_wants_everything(left: str) -> None:
    text = fenced(f"private async run(path: string): Promise<void> {{\n  {left}\n}}")
    step = "var replaced by const and let"

    def found_in(asked: str) -> bool:
        one = sample("style_refactor", asked, text, text, pattern_applied=step)
        return bool(leftovers.leftovers(Case("style_refactor", asked, text, text, one.metadata)))

    assert found_in("Review `run` and give the CMM3 version.")
    assert found_in("Show the refactoring from CMM2 to CMM3")
    assert not found_in("`run` declares its variables with `var`. Refactor it to CMM3.")


def test_a_return_type_that_is_left_to_inference() -> None:
    kinds = ("run(path: string)", "run(path: string): string", "private run(path: string)")
    left = []
    for kind in kinds:
        text = fenced(f"{kind} {{\n  return path;\n}}")
        one = sample("style_refactor", "Refactor `run`.", text, text, pattern_applied="")
        case = Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
        left.append(leftovers.leftovers(case))
    assert left == [{"return type left to inference"}, set(), set()]


def test_a_new_name_that_is_an_abbreviation_again() -> None:
    old, new = (f"say(path: string): void {{\n  const {n} = path;\n  go({n});\n}}" for n in "pq")
    for name, left in (("numStr", True), ("digits", False)):
        given, text = fenced(old), fenced(new.replace("q", name))
        claim = "variables named for what they hold"
        one = sample("style_refactor", "Refactor `say`.", given, text, pattern_applied=claim)
        case = Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
        assert bool(leftovers.leftovers(case)) is left


def test_a_class_called_cmm3_is_made_from_nothing() -> None:
    text = fenced("export class Kiln {\n  private at = 0;\n\n  constructor(at: number) {}\n}")
    one = sample("style_refactor", "Refactor `Kiln`.", text, text, pattern_applied="")
    case = Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
    assert leftovers.leftovers(case) == {"constructor that takes parameters"}
