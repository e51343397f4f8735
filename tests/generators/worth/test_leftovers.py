"""Habits of CMM2 in code that is called CMM3: each planted, and what comes close to it."""

from __future__ import annotations

import pytest

from generators.worth.case import Case
from generators.worth.refactored import leftovers

from .planted import fenced, sample
from .test_telling import refactored

CLEAN = {
    "declaration in a case without a block": (
        "switch (path) {\n    case 'a':\n      const way = go(path);\n      say(way);\n  }",
        "switch (path) {\n    case 'a': {\n      const way = go(path);\n      say(way);\n    } }",
    ),
    "error only logged": (
        "try { go(); } catch (error) { this.logger.error(error); }",
        "try { go(); } catch (error) { this.logger.error(error); throw error; }",
    ),
    "error logged and answered with nothing": (
        "try { go(); } catch (error) { this.logger.error(error); return; }",
        "try { go(); } catch (error) { this.logger.error(error); return this.stop(error); }",
    ),
    "comment that contradicts the code": (
        "if (path) {\n    // Just use defaults\n    this.go();\n    throw new Error(path);\n  }",
        "if (path) {\n    // Nothing can continue without it\n    throw new Error(path);\n  }",
    ),
    "choice between equals": (
        "say(path ? '' : '');",
        "say(path ? '' : ' ');",
    ),
    "comment that is not closed": (
        "/** Copies the file\n  /** Loads the unit. */\n  say(path);",
        "/**\n   * Loads the unit, in two:\n   * /** as here\n   */\n  say(path);",
    ),
    "pattern that matches nothing of its kind": (
        r"say(path.replace(/\\./g, ''));",
        r"say(path.replace(/\./g, '/').split(/[\\/]/));",
    ),
    "text of code that prints": (
        "say(`run() { console.log('${path}'); }`);",
        "say(`the console shows ${path}`);",
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
    "default that is always taken": (
        "say(this.asked || true);",
        "say(this.asked ?? true, this.asked || truth);",
    ),
    "placeholder for code": (
        "// ...existing code for parsing...\n  say(1);",
        "// parses what exists\n  say(1);",
    ),
    "helper behind an underscore": (
        "this._send(path);",
        "this.sendInternal(path, this._sent);",
    ),
    "version written out": (
        "say('1.2.3', path);",
        "say('at 1.2.3', '127.0.0.1', path);",
    ),
    "text run as code": (
        "eval(path);",
        "this.eval(path);",
    ),
    "blocking access in an asynchronous method": (
        "await go(); say(readFileSync(path));",
        "await go(); say(await readFile(path));",
    ),
}


GIVEN_UP = [
    "if (path) {\n    logger.error(path);\n    return;\n  }\n  this.go();",
    "if (path) {\n    this.logger.warn(path);\n    return null;\n  }\n  this.go();",
    "if (path) {\n    await this.log.error(path);\n    return [];\n  }\n  this.go();",
]
REPORTED = [
    "if (path) {\n    console.error('Usage: run PATH');\n    return;\n  }\n  this.go();",
    "if (path) {\n    this.logger.info('nothing to do');\n    return;\n  }\n  this.go();",
    "if (path) {\n    this.logger.error(path);\n    return this.stop(path);\n  }\n  this.go();",
    "if (path) {\n    this.logger.warn(path);\n    this.go();\n  }\n  return;",
]
RAGGED = [
    "if (path) {\n  this.go();\n  }",
    "if (path) {\n    this.go();\n  this.stop();\n  }",
    "if (path) {\n    this.go();\n      this.stop();\n  }",
    "rows.forEach((row) => {\n  say(row);\n  });",
]
EVEN = [
    "if (path) { this.go(); this.stop(); }",
    "if (\n    path &&\n    more\n  ) {\n    this.go();\n  } else {\n    this.stop();\n  }",
    "await this.go(\n    path,\n    (row) => {\n      say(row);\n    },\n  );",
    "return this\n    .go(path)\n    .map((row) => {\n      say(row);\n      return row;\n    });",
    "const it = {\n    go() {\n      say(path);\n    },\n  };\n  say(it);",
    "say(`\n{\n`);\n  switch (path) {\n    case 'a': {\n      this.go();\n    }\n  }",
    "try {\n    this.go();\n    // at last\n  } finally {\n    this.stop();\n  }",
]


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


def test_a_version_of_two_numbers_is_one_with_its_letter() -> None:
    assert found("say(`made by Crate v1.0`, path);") == {"version written out"}
    assert found("say('1.0', 'v2', `at 1.5 of v2`, path);") == set()


@pytest.mark.parametrize("body", GIVEN_UP)
def test_a_failure_that_is_logged_and_answered_with_nothing(body: str) -> None:
    assert found(body) == {"error logged and answered with nothing"}


@pytest.mark.parametrize("body", REPORTED)
def test_a_word_on_the_way_is_no_failure(body: str) -> None:
    assert found(body) == set()


@pytest.mark.parametrize("body", RAGGED)
def test_indentation_that_says_something_else_than_the_brackets(body: str) -> None:
    assert found(body) == {"broken indentation"}


@pytest.mark.parametrize("body", EVEN)
def test_every_layout_that_shows_what_holds_what(body: str) -> None:
    assert found(body) == set()


@pytest.mark.parametrize(
    "head", ["public static async", "protected async", "static override async"]
)
def test_an_asynchronous_method_is_one_whatever_stands_before_it(head: str) -> None:
    text = fenced(f"{head} run(path: string): Promise<void> {{\n  say(readFileSync(path));\n}}")
    one = sample("style_refactor", "Refactor `run`.", text, text, pattern_applied="")
    case = Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
    assert leftovers.leftovers(case) == {"blocking access in an asynchronous method"}
    case = Case("style_refactor", "", "", text.replace("async ", ""), one.metadata)
    assert leftovers.leftovers(case) == set()


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
            "console output left to layer 5",
            "spawn('git', ['status'], { stdio: 'inherit' });",
            "spawn('git', ['status'], { stdio: 'pipe' });",
        ),
        (
            "console output left to layer 5",
            "this.printHeader();",
            "this.prints();\n  this.login();",
        ),
        (
            "hand-written loop replaced by a collection call",
            "for (const a of b) {\n    for (const c of a.all) {\n      d.push(c);\n    }\n  }",
            "for (const a of b.map(c)) {\n    this.push(a);\n    this.go(a);\n  }",
        ),
        (
            "hand-written loop replaced by a collection call",
            "const all = b.map(c);\n  b.forEach((a) => {\n    all.push(a);\n    go(a);\n  });",
            "const all = b.map(c);\n  b.forEach((a) => {\n    this.push(a);\n    go(all);\n  });",
        ),
        (
            "hand-written loop replaced by a collection call",
            "for (const a of b.map(c)) {\n    if (a) {\n      n++;\n    }\n  }",
            "for (const a of b.map(c)) {\n    if (a) {\n      go(n);\n    }\n  }",
        ),
        (
            "errors thrown instead of logged",
            "if (path) {\n    console.error('none');\n    return;\n  }\n  throw new Error(path);",
            "if (path) {\n    console.log('none');\n    return;\n  }\n  throw new Error(path);",
        ),
        ("any replaced by types", "this.go();", "this.go(path);"),
        ("modules imported instead of required", "say(__dirname);", "say('__dirname__', here);"),
        ("paths joined instead of glued", "say(join(a, b), `${a}/c`);", "say(`${a}://c/d`);"),
        (
            "variables named for what they hold",
            "const md = 1; say(md);",
            "const ab1 = 1; say(ab1);",
        ),
        (
            "variables named for what they hold",
            "say(path.sort((a, b) => a - b));",
            "say(path.sort((one, other) => one - other));",
        ),
        (
            "variables named for what they hold",
            "say(path.map((imp) => imp));",
            "say(path.map((one) => one));",
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


def test_a_condition_that_went_with_its_output() -> None:
    after = "public go(path: string): void {\n  this.disk.write(path);\n}"
    asked = "  if (this.took > 100) {\n    console.warn('slow');\n  }\n}"
    step, told = "console output left to layer 5", "`go` no longer calls `console.warn`."
    assert refactored(after[:-1] + asked, after, told, step) == ("untrue",)
    plain = after[:-1] + "  console.warn('slow');\n  console.warn('done');\n}"
    assert refactored(plain, after, told, step) == ()


@pytest.mark.parametrize(
    "left",
    [
        "this.size = size || 3;",
        "await import('fs').then((fs) => fs.copy(path));",
        "if (path) {\n    go();\n  } else {\n    console.log(`unknown ${path}`);\n  }",
        "if (path) {\n    go();\n  } else {\n    return;\n  }",
        "if (path) {\n    go();\n    console.error('gone');\n    return;\n  }\n  this.go();",
        "for (let i = 0; i < this.rows.length; i++) go(this.rows[i]);",
        "this.go(path);\n}\n\nstop(): void {\n  this.ended = true;",
    ],
)
def test_who_asks_openly_wants_everything(left: str) -> None:
    text = fenced(f"private async run(): Promise<void> {{\n  {left}\n}}")
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


def of(code: str) -> frozenset[str]:
    return leftovers.habits(code)


@pytest.mark.parametrize(
    ("kind", "body", "same"),
    [
        ("Promise<boolean>", "if (!this.lid) {\n    throw this.gone;\n  }\n  return true;", True),
        ("boolean", "if (!this.lid) {\n    return false;\n  }\n  return true;", False),
        ("boolean", "if (this.lid) {\n    return true;\n  }\n  return this.shut;", False),
        ("boolean", "return true;", False),
        ("string", "this.go();\n  return true;", False),
    ],
)  # fmt: skip
def test_an_answer_that_is_always_the_same(kind: str, body: str, same: bool) -> None:
    found = of(f"async check(): {kind} {{\n  {body}\n}}")
    assert ("always the same answer" in found) == same


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("rows(): Row[] {\n  return this.kept;\n}", True),
        ("get rows(): Map<string, Row> {\n  return this.kept;\n}", True),
        ("rows(): readonly Row[] {\n  return this.kept;\n}", False),
        ("rows(): Row[] {\n  return [...this.kept];\n}", False),
        ("private rows(): Row[] {\n  return this.kept;\n}", False),
        ("row(): Row {\n  return this.kept;\n}", False),
    ],
)
def test_state_that_the_result_hands_out(code: str, given: bool) -> None:
    assert ("state handed out" in of(code)) == given
    whole = f"class Rows {{\n  private kept: RowModel = {{}};\n\n  {code}\n}}"
    assert "state handed out" in of(whole) or not given


def test_what_other_steps_would_take_away() -> None:
    left = "run(path: string): this {\n  this.path = path || 'here';\n  return this;\n}"
    done = left.replace("||", "??")
    assert leftovers.something_left(left) and not leftovers.something_left(done)
    silent = "run(path: string): void {\n  this.path = path;\n}"
    assert leftovers.anything_left(silent) and not leftovers.something_left(silent)


@pytest.mark.parametrize(
    ("head", "idle"),
    [
        ("private go(path: string, hard: boolean): this", True),
        ("private go(path: string, _hard: boolean): this", False),
        ("go(path: string, hard: boolean): this", False),
        ("private go(path: string): this", False),
    ],
)
def test_a_parameter_that_a_private_method_ignores(head: str, idle: bool) -> None:
    found = of(f"{head} {{\n  this.to(path);\n  return this;\n}}")
    assert ("parameter without a use" in found) == idle


def test_a_package_that_is_loaded_in_the_middle_of_work() -> None:
    text = (
        "async run(): Promise<this> {{\n  const path = await import('{}');\n"
        "  return this.to(path);\n}}"
    )
    assert leftovers.something_left(text.format("path"))
    assert not leftovers.something_left(text.format("./Path.js"))


def test_a_parameter_that_only_a_remark_speaks_of() -> None:
    text = "private go(path: string): this {\n  // by path\n  this.to();\n  return this;\n}"
    assert "parameter without a use" in of(text)


def test_a_comment_behind_the_throw_contradicts_it_too() -> None:
    behind = "if (path) {\n    throw new Error(path);\n    // Continue with defaults\n  }"
    assert found(behind) == {"comment that contradicts the code"}


def test_a_class_that_takes_a_scenario_gives_it_back() -> None:
    made = (
        "export class Gate {{\n  init(scenario: Scenario): this {{\n    return this;\n  }}{0}\n}}"
    )
    saving = "\n  toScenario(): Scenario {\n    return this.scenario;\n  }"
    for more, left in (("", True), (saving, False)):
        given, text = fenced("class Gate {}"), fenced(made.format(more))
        one = sample("style_refactor", "Refactor `Gate`.", given, text, pattern_applied="x")
        case = Case("style_refactor", one.instruction, one.input, one.output, one.metadata)
        assert ("a scenario that is taken and never given" in leftovers.leftovers(case)) is left
