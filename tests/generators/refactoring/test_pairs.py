"""Pairs: what the request gives, how a class is cut, how many of a kind, how it is asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from generators import typescript
from generators.refactoring.change import Change, changed_lines, explained
from generators.refactoring.material import Material, with_causes, with_checked_errors
from generators.refactoring.wording import wording
from generators.style_refactor import construct, generator, stated
from generators.style_refactor.classes import whole_cut
from generators.style_refactor.given import given
from generators.style_refactor.pair import Pair
from generators.style_refactor.remaining import remaining
from generators.style_refactor.writer import Writer, values
from generators.typescript.library import Library
from generators.typescript.twins import ALIKE, Twins

from .test_style_refactor import GOOD, Store, path

CLASS = """import { Row } from '../layer3/Row.interface.js';

export class Board {
  private rows: Row[];
  private size: number;
  private lost: number;

  constructor() {
    this.rows = [];
  }

  init(size: number): this {
    this.size = size;
    return this;
  }

  add(row: Row): this {
    if (this.rows.length < this.size) {
      this.rows.push(row);
    }
    return this;
  }

  count(): number {
    return this.lost;
  }
}
"""


def source(text=CLASS):
    store = Store({path("0.1.0.0").replace("Tank.ts", "Board.ts"): text})
    return Library(store).sources[0], Library(store)


def change(pattern, before, after, subject="x"):
    return explained(Change(pattern, subject, before, after))


def test_a_cut_holds_what_sets_the_fields_it_shows():
    unit = typescript.parse(CLASS).classes[0]
    members = whole_cut(unit, [unit.member("add")])
    assert [m.name for m in members] == ["rows", "size", "constructor", "init", "add"]
    assert whole_cut(unit, [unit.member("count")]) == ()


def test_the_request_gives_what_only_the_new_code_shows():
    file, library = source()
    unit = file.file.classes[0]
    typed = change("types_added", "add(row: any): any {}", "add(row: Row): string {}", "add")
    told = given((typed,), file, unit, library)
    head = "At the head of the file: `import { Row } from '../layer3/Row.interface.js';`."
    assert told == f"{head}\nThe types are `row: Row`, and `string` for the result."
    moved = change(
        "place_found",
        "at(): P {\n  return process.cwd();\n}",
        "at(): P {\n  return this.homeFolder();\n}",
    )
    assert given((moved,), file, unit, library) is None
    plain = change("types_added", "add(row: any): void {}", "add(row: string): void {}", "add")
    assert given((plain,), file, unit, library) == "The type is `row: string`."
    # A module is given even where the language has something of its name.
    head = "import * as crypto from 'crypto';"
    file, library = source(f"{head}\n{CLASS}")
    used = "at(): string {\n  return crypto.randomUUID();\n}"
    loads = used.replace("  return", "  const crypto = require('crypto');\n  return")
    required = change("require_replaced", loads, used, "at")
    assert given((required,), file, unit, library) == f"At the head of the file: `{head}`."
    file, library = source()
    assert given((required,), file, unit, library) is None


def test_pairs_of_a_member_have_no_step_in_common_and_change_enough():
    unit = typescript.parse(GOOD).classes[0]
    found = list(construct.member_steps(Material(unit.member("fill")), Counter(), construct.TRIED))
    patterns = [step.pattern for steps in found for step in steps]
    assert patterns and len(patterns) == len(set(patterns))
    assert changed_lines(found[0][0].before, found[0][0].after) >= construct.ENOUGH_LINES - 1
    assert all(len({(s.before, s.after) for s in steps}) == 1 for steps in found)


def pair(after, *patterns):
    before = f"// {after}"
    steps = tuple(Change(p, "fill", before, after, "`Error`", 1, "") for p in patterns)
    return Pair("p", "f", "layer2", "Tank.ts", steps, "constructed_member")


def test_kinds_have_their_shares():
    assert pair("x", "jest_replaced").share < pair("x", "contract_completed").share
    assert pair("x", "contract_completed").share < pair("x", "guard_clause", "jest_replaced").share


def test_the_requirements_own_instruction_is_one_of_many():
    writer = Writer(wording(), "cmm2_to_cmm3", 7)
    asked = Counter(
        writer.candidate(pair(f"a{n}();", "errors_thrown", "types_added")).instruction
        for n in range(1_000)
    )
    assert 10 <= asked[wording().required] <= 40
    assert asked.most_common(2)[1][1] < 30


def test_braces_of_quoted_code_are_text():
    writer, code = Writer(wording(), "cmm2_to_cmm3", 7), "`/^a{1,2}$/`"
    for pattern in wording().step:
        for number in range(30):
            after = f"a{number}();"
            step = Change(pattern, "fill", f"// {after}", after, code, 1, code)
            made = writer.candidate(
                Pair("p", "f", "layer2", "Tank.ts", (step,), "constructed_member")
            )
            text = f"{made.instruction} {made.output}"
            assert "{below}" not in text and "{faults}" not in text


def test_a_step_that_code_does_not_show_is_always_asked_for():
    writer = Writer(wording(), "cmm2_to_cmm3", 7)
    for n in range(60):
        made = writer.candidate(pair(f"a{n}();", "chaining_returned"))
        assert "chained" in made.instruction
    assert made.metadata.pattern_applied == "this returned for chaining"
    several = writer.candidate(pair("b();", "errors_thrown", "types_added"))
    assert several.metadata.pattern_applied.count("; ") == 1
    assert several.output.count("\n- ") == 2


def told(pattern, before, after):
    """What the answer says of a step: the first variant of each kind, filled in."""
    change = explained(Change(pattern, "run", before, after))
    entry = wording().step[pattern]
    return [kind[0].format(**values(change)) for kind in (entry.changes, entry.checks)]


def test_only_calls_that_are_gone_were_replaced():
    run = "run(): string {{\n  const root = {};\n  return path.join(root, 'units');\n}}"
    change, _ = told("place_found", run.format("process.cwd()"), run.format("this.findRoot()"))
    assert change == "The location comes from `this.findRoot` instead of `process.cwd`."


def test_a_question_what_is_wrong_is_answered_first():
    writer, words = Writer(wording(), "cmm2_to_cmm3", 7), wording()
    made = [writer.candidate(pair(f"a{n}();", "errors_thrown", "types_added")) for n in range(300)]
    open_ = [each.replace("{subject}", "fill") for each in words.plain]
    lead = {
        f"**What keeps it at CMM2:** `fill` {a} and {b.format(untyped='its result')}.\n\n"
        "```typescript\n"
        for a, b in product(words.step["errors_thrown"].faults, words.step["types_added"].faults)
    }
    asked = [each for each in made if each.instruction in open_]
    assert len({each.instruction for each in asked}) > 5
    for each in made:
        begins = any(each.output.startswith(one) for one in lead)
        assert begins is (each.instruction in open_)
        assert begins or each.output.startswith("```typescript\n")


def test_an_answer_names_what_became_const_and_what_let():
    before = "run(): number {\n  var at = 1;\n  var most = 3;\n  at += most;\n  return at;\n}"
    after = before.replace("var at", "let at").replace("var most", "const most")
    assert told("constants_declared", before, after) == [
        "`var` is gone: `most` is declared with `const` and `at` with `let`.",
        "A second assignment to `most` does not compile.",
    ]
    fixed = before.replace("var", "const").replace("  at += most;\n", "")
    changes, _ = told("constants_declared", before, fixed)
    assert changes == "`var` is gone: `at` and `most` are declared with `const`."


def test_an_answer_names_the_call_that_builds_the_path():
    before = "run(a: string): string {\n  return resolve(`${a}/b`);\n}"
    after = "run(a: string): string {\n  return resolve(join(a, 'b'));\n}"
    changes, checks = told("paths_joined", before, after)
    assert changes.startswith("`join` builds paths from their parts")
    found = "Searching `run` for `}/` finds nothing"
    assert checks == f"{found}: `join` builds each path that was glued."
    both = [text.replace("return", "say(`${b}/`);\n  return") for text in (before, after)]
    found = "`run` no longer glues its paths"
    assert told("paths_joined", *both)[1] == f"{found}: `join` builds each path that was glued."


def test_only_what_was_followed_by_then_is_said_to_have_been():
    before = (
        "run(a: string): Promise<void> {\n  return this.made(a).then((text) => {\n"
        "    return fs.writeFile(a, text);\n  });\n}"
    )
    after = (
        "async run(a: string): Promise<void> {\n  const text = await this.made(a);\n"
        "  await fs.writeFile(a, text);\n}"
    )
    assert told("async_await", before, after) == [
        "`run` is `async` and awaits `this.made` (`fs.writeFile` is awaited too); the lines of the "
        "`then` callback are plain statements now.",
        "Searching `run` for `.then(` finds nothing, and one `try` around its lines catches what "
        "`this.made` may throw.",
    ]
    more = "\n\nstop(): void {\n  this.all.then(go);\n}"
    assert told("async_await", before + more, after + more)[1] == (
        "One `try` in `run` catches what `this.made` may throw."
    )
    alone = [
        text.replace("return fs.writeFile", "go").replace("await fs.writeFile", "go")
        for text in (before, after)
    ]
    assert "awaited too" not in told("async_await", *alone)[0]
    kept = after.replace("await this.made(a)", "this.made(a)")
    assert explained(Change("async_await", "run", before, kept)) is None


@pytest.mark.parametrize(
    ("pattern", "before", "after", "check"),
    [
        (
            "collection_used",
            "run(a: R[]): S[] {\n  const b: S[] = [];\n  for (const c of a) {\n    b.push(c.d);\n"
            "  }\n  return b;\n}",
            "run(a: R[]): S[] {\n  return a.map((c) => c.d);\n}",
            "Searching `run` for `.push(` finds nothing, and its tests pass unchanged.",
        ),
        (
            "collection_used",
            "run(a: R[]): number {\n  let b = 0;\n  for (const c of a) {\n    b += c.d;\n  }\n"
            "  for (const c of a) go(c);\n  return b;\n}",
            "run(a: R[]): number {\n  const b = a.reduce((s, c) => s + c.d, 0);\n"
            "  for (const c of a) go(c);\n  return b;\n}",
            "`run` has fewer loops, and its tests pass unchanged.",
        ),
        (
            "elements_iterated",
            "run(a: R[]): void {\n  for (let i = 0; i < a.length; i++) {\n    go(a[i]);\n  }\n}",
            "run(a: R[]): void {\n  for (const b of a) {\n    go(b);\n  }\n}",
            "Searching `run` for `for (let i` finds nothing, and its tests pass unchanged.",
        ),
        (
            "elements_iterated",
            "run(a: R[]): void {\n  for (let i = 0; i < a.length; i++) go(a[i]);\n"
            "  for (let i = 0; i < 3; i++) go(i);\n}",
            "run(a: R[]): void {\n  for (const b of a) go(b);\n"
            "  for (let i = 0; i < 3; i++) go(i);\n}",
            "`run` has fewer counting loops, and its tests pass unchanged.",
        ),
        (
            "async_io",
            "run(): void {\n  fs.mkdirSync(this.a);\n  fs.writeFileSync(this.a, '');\n}",
            "async run(): Promise<void> {\n  await fs.mkdir(this.a);\n"
            "  await fs.writeFile(this.a, '');\n}",
            "Searching `run` for `mkdirSync` or `writeFileSync` finds nothing.",
        ),
        (
            "names_spoken",
            "run(a: string): string {\n  const q = a.trim();\n  return q;\n}",
            "run(a: string): string {\n  const trimmed = a.trim();\n  return trimmed;\n}",
            "No variable of `run` is called `q` any more, and the tests of `run` pass unchanged.",
        ),
    ],
)
def test_a_check_is_one_that_the_code_before_fails(pattern, before, after, check):
    assert told(pattern, before, after)[1] == check


def test_numbers_agree():
    once = "run(): void {\n  console.log('a');\n  this.go();\n}"
    quiet = once.replace("  console.log('a');\n", "")
    assert told("output_removed", once, quiet)[0].startswith("The call of `console.log` is gone.")
    twice = once.replace("  this", "  console.log('b');\n  this")
    assert told("output_removed", twice, quiet)[0].startswith(
        "The calls of `console.log` are gone."
    )
    typed = "run(a: any, b: any): void {\n  this.go(a, b);\n}"
    one, both = typed.replace("a: any", "a: A"), typed.replace("a: any, b: any", "a: A, b: B")
    changes = wording().step["types_added"].changes
    for after, told_of in (
        (one, ("`any` has given way to a type: `a: A`.", "The type is stated: `a: A`.")),
        (
            both,
            (
                "`any` has given way to types: `a: A` and `b: B`.",
                "The types are stated: `a: A` and `b: B`.",
            ),
        ),
    ):
        found = explained(Change("types_added", "run", typed, after))
        assert tuple(each.format(**values(found)) for each in changes) == told_of


def test_who_asks_for_a_missing_check_says_when_it_would_be_needed():
    before = "run(a: string): void {\n  this.go(a);\n}"
    after = before.replace(
        "  this", "  if (!a || !this.b) {\n    throw new Error('no a');\n  }\n  this"
    )
    changes, checks = told("guard_added", before, after)
    assert changes.startswith("Where `!a || !this.b` holds, `run` now throws an error")
    assert checks == "A test calls `run` where `!a || !this.b` holds and expects the error."


def test_an_answer_tells_what_becomes_of_an_empty_result():
    before = (
        "run(a: string): Row | null {\n  if (!a) {\n    console.error('no a');\n"
        "    return null;\n  }\n  return this.row(a);\n}"
    )
    after = (
        "run(a: string): Row {\n  if (!a) {\n    throw new Error('no a');\n  }\n"
        "  return this.row(a);\n}"
    )
    changes, _ = told("errors_thrown", before, after)
    assert changes.endswith("; it no longer returns `null`, and its result is `Row`.")


def test_an_empty_result_that_stays_elsewhere_is_not_told_as_gone():
    before = (
        "run(a: string): Row | null {\n  if (!a) return null;\n  const row = this.row(a);\n"
        "  if (!row.ok) {\n    console.error('no row');\n    return null;\n  }\n  return row;\n}"
    )
    after = before.replace(
        "    console.error('no row');\n    return null;\n", "    throw new Error('no row');\n"
    )
    changes, _ = told("errors_thrown", before, after)
    assert "no longer" not in changes
    assert changes.endswith(" instead of returning `null` after that.")


def test_a_name_that_only_the_new_code_imports_must_be_imported():
    file, library = source()
    unit = file.file.classes[0]
    glued = "at(a: string): P { return `${a}/b`; }"
    joined = change("paths_joined", glued, glued.replace("`${a}/b`", "join(a, 'b')"))
    assert given((joined,), file, unit, library) is None


def test_the_model_is_given_where_state_moves_into_it():
    file, library = source()
    loose = "at(): P {\n  this.row = 1;\n  return this.row;\n}"
    moved = change("state_in_model", loose, loose.replace("this.row", "this.model.row"))
    told = given((moved,), file, file.file.classes[0], library)
    assert told is not None and "The model declares `row`." in told


def test_an_older_version_of_a_member_comes_last():
    known = Twins()
    text = "at(): number { return this.rows.filter((row) => row.open).map((row) => row.size)[0]; }"
    assert known.met(text, "Table") < ALIKE
    assert known.met(text.replace("[0]", "[1]"), "Table") >= ALIKE
    assert known.met("at(): number { return this.first(this.sizes(), 0); }", "Table") < ALIKE


def test_only_lists_that_nothing_is_added_to_any_more_hold_a_result():
    before = (
        "run(rows: string[]): string {\n  const lines: string[] = ['a'];\n"
        "  const made: any[] = [];\n"
        "  for (const row of rows) {\n    made.push(row.trim());\n  }\n  lines.push(...made);\n"
        "  return lines.join();\n}"
    )
    loop = before[before.index("  const made") : before.index("  lines.push")]
    after = before.replace(loop, "  const made = rows.map((row) => row.trim());\n")
    assert told("collection_used", before, after)[0] == (
        "The hand-written loop is one expression with `map`; `made`, filled by hand before, "
        "holds its result and is no longer `any[]`."
    )


def test_each_step_says_how_it_is_verified():
    writer, words = Writer(wording(), "cmm2_to_cmm3", 7), wording()
    made = writer.candidate(pair("b();", "process_left", "output_removed"))
    verified = made.output.rsplit("**How to verify it:** ", 1)[1]
    for step in ("process_left", "output_removed"):
        starts = [check.split("{", 1)[0] for check in words.step[step].checks]
        assert any(start in verified for start in starts)


def test_tests_pass_unchanged_only_where_nothing_else_changes():
    writer = Writer(wording(), "cmm2_to_cmm3", 7)
    alone = writer.candidate(pair("b();", "elements_iterated"))
    assert "its tests pass unchanged" in alone.output
    beside = writer.candidate(pair("b();", "elements_iterated", "errors_thrown"))
    assert "unchanged" not in beside.output


def test_what_is_left_for_another_step_is_told():
    said = wording().remaining
    code = "async go(): Promise<void> {{\n  {}\n}}"
    reads = code.format("if (existsSync(a)) {\n    this.b = readFileSync(a);\n  }")
    assert remaining(reads, said) == (
        "\n\n**Left for another step:** `existsSync` and `readFileSync` still block the process "
        "while they run."
    )
    loads = code.format("const os = await import('os');\n  this.b = process.cwd();")
    told_of = remaining(loads, said)
    assert "`os` is still loaded by `import()`" in told_of
    assert "was started (`process.cwd`)." in told_of
    prints = code.format(
        "if (!this.a) {\n    console.error('no a');\n    return;\n  }\n  this.b();"
    )
    assert "with `console.error` and returns" in remaining(prints, said)
    warns = prints.replace("    return;\n", "")
    assert remaining(warns, said) == ""
    assert remaining(code.format("await this.b();"), said) == ""
    chains = code.format("return this.load().then((a) => this.go(a));")
    assert remaining(chains, said).endswith("a promise with `then` instead of awaiting it.")
    makes = "constructor() {\n  this.rows = new Map();\n  this.oven = new Oven();\n}"
    assert remaining(makes, said).endswith("The constructor still creates `Oven` itself.")


def test_types_of_results_are_told_as_such():
    both = change("types_added", "run(a: any): any {}", "run(a: A): Promise<B> {}", "run")
    assert values(both)["types"] == "`a: A`, and `Promise<B>` for the result"
    alone = change("types_added", "run(): any {}", "run(): B {}", "run")
    assert stated.asked(alone) == "The type of the result is `B`."
    assert values(alone)["types"] == "`B` for the result"


def test_an_error_that_keeps_what_was_caught_says_so():
    before = (
        "run(path: string): void {\n  try {\n    this.load(path);\n  } catch (error) {\n"
        "    console.error(`cannot load ${path}`);\n  }\n}"
    )
    thrown = "throw new Error(`cannot load ${path}`);"
    after = before.replace("console.error(`cannot load ${path}`);", thrown)
    plain = "Where it printed the problem, `run` now throws `Error` with that message"
    assert told("errors_thrown", before, after)[0] == f"{plain}."
    caused = after.replace("`);", "`, { cause: error });")
    expected = f"{plain} and the caught error as its `cause`."
    assert told("errors_thrown", before, caused)[0] == expected


def test_a_list_of_any_that_a_loop_filled_does_not_go_in_silence():
    before = (
        "run(rows: string[]): string[] {\n  const result: any[] = [];\n"
        "  for (const row of rows) {\n    result.push(row.trim());\n  }\n  return result;\n}"
    )
    after = "run(rows: string[]): string[] {\n  return rows.map((row) => row.trim());\n}"
    expected = "is one expression with `map`; `result`, which was `any[]`, is gone."
    assert told("collection_used", before, after)[0].endswith(expected)
    before = (
        "run(rows: Row[]): Row {\n  let found: any = undefined;\n  for (const row of rows) {\n"
        "    if (row.open) {\n      found = row;\n      break;\n    }\n  }\n  return found;\n}"
    )
    after = (
        "run(rows: Row[]): Row {\n  const found = rows.find((row) => row.open);\n  return found;\n}"
    )
    expected = "is one expression with `find`; `found` is no longer `any`."
    assert told("collection_used", before, after)[0].endswith(expected)


def test_lists_that_are_typed_alike_are_told_together():
    def gather(name):
        return f"  const {name}: any[] = [];\n  for (const r of rows) {name}.push(r.{name});\n"

    before = (
        f"run(rows: Row[]): Two {{\n{gather('ends')}{gather('tops')}  return two(ends, tops);\n}}"
    )
    after = (
        "run(rows: Row[]): Two {\n  const ends = rows.map(r => r.ends);\n"
        "  const tops = rows.map(r => r.tops);\n  return two(ends, tops);\n}"
    )
    told_of = told("collection_used", before, after)[0]
    assert told_of.endswith(
        "`ends` and `tops`, filled by hand before, hold their results and are no longer `any[]`."
    )


def test_an_answer_counts_the_loops_that_are_gone():
    def loop(name):
        return f"  for (const row of rows) {{\n    if (row.{name}) return true;\n  }}\n"

    before = f"run(rows: Row[]): boolean {{\n{loop('a')}{loop('b')}  return false;\n}}"
    after = (
        "run(rows: Row[]): boolean {\n  return rows.some((r) => r.a) || rows.some((r) => r.b);\n}"
    )
    expected = "Expressions with `some` take the place of the hand-written loops."
    assert told("collection_used", before, after)[0] == expected


def test_early_exits_are_those_that_were_none_before_and_all_of_them():
    long = "this.model.parameters.length > 0 && !this.model.allParametersFilled()"
    before = (
        "run(a: string): string {\n  if (a !== 'on') {\n    if (!a) {\n      return '';\n    }\n"
        f"    if (!({long})) {{\n      return this.go(a);\n    }} else {{\n"
        "      return 'wait';\n    }\n"
        "  } else {\n    return 'switch';\n  }\n}"
    )
    after = (
        "run(a: string): string {\n  if (a === 'on') {\n    return 'switch';\n  }\n  if (!a) {\n"
        f"    return '';\n  }}\n  if ({long}) {{\n    return 'wait';\n  }}\n"
        "  return this.go(a);\n}"
    )
    changes, checks = told("guard_clause", before, after)
    assert changes.startswith(f"`a === 'on'` and `{long}` are now checked with an early exit;")
    assert changes.endswith("inside a condition on them.")
    assert checks.startswith(f"Where `a === 'on'` or `{long}` holds, `run` leaves early")


def test_who_ends_the_process_leaves_early_already():
    check = "  if (!this.ready) {\n    process.exit(1);\n  }\n"
    before = (
        f"run(a: string): void {{\n{check}  if (a) {{\n    this.go();\n    this.stop();\n"
        "  } else {\n    return;\n  }\n}"
    )
    after = (
        f"run(a: string): void {{\n{check.replace('process.exit(1)', 'throw new Error(a)')}"
        "  if (!a) {\n    return;\n  }\n  this.go();\n  this.stop();\n}"
    )
    assert explained(Change("guard_clause", "run", before, after)).names == "`!a`"


@pytest.mark.parametrize(
    ("default", "told_of"),
    [
        ("this.kind ?? 'plain'", True),
        ("this.size ?? 3", True),
        ("this.all.get(a) ?? []", False),
        ("this.first ?? {}", False),
        ("JSON.stringify(a) ?? 'nothing'", False),
    ],
)
def test_a_default_is_no_fault_where_nothing_falsy_can_be_meant(default, told_of):
    after = f"run(a: string): unknown {{\n  return {default};\n}}"
    change = explained(Change("nullish_default", "run", after.replace("??", "||"), after))
    assert (change is not None) is told_of


def test_who_no_longer_catches_does_more_than_print_nothing():
    after = "run(): Promise<void> {\n  return this.go();\n}"
    before = after.replace(
        "this.go()",
        "this.go().catch((error) => {\n    console.error(error);\n    return null;\n  })",
    )
    assert explained(Change("output_removed", "run", before, after)) is None
    printed = after.replace("  return", "  console.log('going');\n  return")
    assert explained(Change("output_removed", "run", printed, after)) is not None


def test_a_request_speaks_of_what_repeats_the_lines():
    before = "run(): number {\n  go();\n  return 1;\n}\n\nstop(): number {\n  go();\n  return 2;\n}"
    change = Change("duplicates_removed", "begin", before, before, extra="`run` and `stop`")
    assert values(change)["subject"] == "run"


def test_the_result_of_one_of_several_methods_is_not_told():
    before = "find(a: string): A | null {\n  if (!a) return null;\n  return this.all[0];\n}"
    after = before.replace("A | null", "A").replace("return null", "throw new Error(a)")
    alone = values(Change("errors_not_null", "find", before, after))["instead"]
    assert alone.endswith("and its result is `A`")
    more = "\n\nstop(): this {\n  return this;\n}"
    both = values(Change("errors_not_null", "find", before + more, after + more))["instead"]
    assert "its result" not in both


def test_a_request_calls_a_helper_by_the_name_it_has():
    before = (
        "run(): number {\n  return this._sum(1);\n}\n\n_sum(a: number): number {\n  return a;\n}"
    )
    after = before.replace("_sum(a", "private sumInternal(a").replace("_sum", "sumInternal")
    change = explained(Change("underscore_renamed", "sumInternal", before, after))
    assert values(change)["subject"] == "_sum"


def test_a_condition_too_long_to_be_named_is_no_step():
    condition = " && ".join(f"this.model.part{n}.filled" for n in range(6))
    inner = "this.go();\n    this.stop();"
    before = f"run(): void {{\n  if (!({condition})) {{\n    {inner}\n  }}\n}}"
    after = f"run(): void {{\n  if ({condition}) return;\n  this.go();\n  this.stop();\n}}"
    assert explained(Change("guard_clause", "run", before, after)) is None
    short = [text.replace(condition, "this.full") for text in (before, after)]
    assert explained(Change("guard_clause", "run", *short)).names == "`this.full`"


def test_private_methods_are_not_said_to_be_overridden_or_tested():
    reasons = " ".join(wording().step["free_function_to_method"].reasons)
    assert "overrid" not in reasons and "tested" not in reasons


def test_no_check_promises_a_silent_console_that_other_methods_may_use():
    checks = wording().step["output_removed"].checks
    assert not [check for check in checks if "runs" in check or "untouched" in check]


def test_one_method_changed_in_one_way_is_one_pair():
    def at(tail, old="var", new="const"):
        code = f"run(): number {{\n  {{}} size = 1;\n  return size + {tail};\n}}"
        steps = (
            Change("constants_declared", "run", code.replace("{}", old), code.replace("{}", new)),
        )
        return Pair("p", tail, "layer2", "T.ts", steps, "constructed_member")

    one, twin, other = at("this.a"), at("this.b"), at("this.c", "var", "let")
    assert list(generator._distinct([one, twin, other])) == [one, other]


@pytest.mark.parametrize(
    ("body", "told_"),
    [
        ("return this.rows;", "`run` does not compile if it returns something else."),
        (
            "if (!this.rows) {\n    return [];\n  }\n  return this.rows;",
            "Returning something else in one branch does not compile.",
        ),
    ],
)
def test_a_branch_is_spoken_of_where_there_are_several(body, told_):
    before, after = (f"run(){kind} {{\n  {body}\n}}" for kind in ("", ": Row[]"))
    assert told("return_type_added", before, after)[1] == told_


def test_classes_that_are_nearly_one_are_fill():
    text = GOOD.replace("this.rounded(this.level + amount)", "this.rounded(this.level - amount)")
    store = Store({path("1.0.0.0"): GOOD, path("2.0.0.0"): text})
    pairs = [
        each
        for each in construct.constructed(Library(store), store, 10)
        if each.kind == "free_function_to_method"
    ]
    assert Counter(each.fill for each in pairs)[False] == len(
        {e.after for e in pairs if not e.fill}
    )
    assert len([each for each in pairs if not each.fill]) == 1


def _source(text):
    return Library(Store({path("1.0.0.0"): text})).sources[0]


@pytest.mark.parametrize(
    ("clause", "thrown"),
    [
        ("catch (error)", "throw new Error(`cold: ${error}`, { cause: error });"),
        ("catch (problem)", "throw new Error(`cold: ${error}`, { cause: problem });"),
        ("catch", "throw new Error(`cold: ${error}`);"),
    ],
)
def test_an_error_that_takes_the_place_of_another_keeps_it_as_its_cause(clause, thrown):
    text = (
        "class Oven {\n  heat(): void {\n    try {\n      this.on();\n"
        f"    }} {clause} {{\n      throw new Error(`cold: ${{error}}`);\n    }}\n  }}\n}}\n"
    )
    assert thrown in with_causes(_source(text)).file.text


@pytest.mark.parametrize(
    "thrown", ["new Error('a', { cause: error })", "new ColdError('a')", "error", "new Error()"]
)
def test_errors_with_a_cause_of_other_classes_or_passed_on_stay_as_they_are(thrown):
    text = (
        "class Oven {\n  heat(): void {\n    try {\n      this.on();\n    } catch (error) {\n"
        f"      throw {thrown};\n    }}\n  }}\n}}\n"
    )
    assert with_causes(_source(text)).file.text == text


@pytest.mark.parametrize("around", ["found.push({});", "const all = [{}];", "go('a', {}, 1);"])
def test_a_checked_error_stands_in_brackets_only_where_it_has_to(around):
    text = (
        "class Oven {\n  heat(): void {\n    try {\n      this.on();\n    } catch (error) {\n"
        "      BODY\n    }\n  }\n}\n"
    )
    asked = "error instanceof Error ? error.message : String(error)"
    caught = "(error as Error).message"
    checked = with_checked_errors(_source(text.replace("BODY", around.format(caught))))
    assert around.format(asked) in checked.file.text
    longer = with_checked_errors(_source(text.replace("BODY", around.format(f"{caught} + '!'"))))
    assert around.format(f"({asked}) + '!'") in longer.file.text


@pytest.mark.parametrize(
    ("names", "extra", "told"),
    [
        ("`a: string`", "`a`", "`a`"),
        ("`a: string` and `number`", "`a`", "`a` and its result"),
        ("`Promise<{ a: string }>`", "", "its result"),
        ("`a: string`, `b: string` and 2 others", "`a`", "its signature"),
    ],
)
def test_what_has_no_type_is_named(names, extra, told):
    change = Change("types_added", "open", "open(a: any) {}", "open(a: string) {}", names, 1, extra)
    assert values(change)["untyped"] == told


def test_a_promise_of_this_is_awaited_before_the_next_call():
    plain = Change("chaining_returned", "fill", "fill() {}", "fill() {}", "`fill`", 1, "this")
    waits = replace(plain, extra="Promise<this>")
    assert values(plain)["chained"] == "calls can be chained"
    assert "await" in str(values(waits)["chained"])
    assert "`(await one.fill(…)).next()`" in str(values(waits)["chains"])


def test_only_a_layer_that_must_not_print_is_said_to():
    words = wording().step["output_removed"].faults
    assert any("{below}" in each for each in words)
    writer = Writer(wording(), "cmm2_to_cmm3", 7)
    for layer, said in (("layer2", True), ("layer5", False), ("unknown", False)):
        made = [replace(pair(f"a{n}();", "output_removed"), layer=layer) for n in range(60)]
        asked = {writer.candidate(each).instruction for each in made}
        assert any("below layer 5" in each for each in asked) is said
        assert not any("{" in each for each in asked)


def test_the_names_in_a_pattern_are_named_one_by_one():
    text = (
        "run(): void {\n  const { promises: fs, sep } = all();\n  const [a] = fs(sep);\n  go(a);\n}"
    )
    change = explained(Change("constants_declared", "run", text.replace("const", "var"), text))
    assert change.names == "`fs`, `sep` and `a`"


def test_a_body_that_moves_as_a_whole_is_not_split():
    lines = [f"    const row{n} = this.read({n});" for n in range(12)]
    whole = "\n".join(lines)
    long = f"run(): void {{\n{whole}\n    this.show(row1, row9);\n}}"

    def split(kept):
        first, rest = "\n".join(lines[:kept]), "\n".join(lines[kept:])
        return (
            f"run(): void {{\n{first}\n    const row9 = this.rows();\n"
            f"    this.show(row1, row9);\n}}\n\n"
            f"private rows(): Row {{\n{rest}\n    return row9;\n}}"
        )

    assert explained(Change("helper_extracted", "run", long, split(4))) is not None
    assert explained(Change("helper_extracted", "run", long, split(0))) is None


def test_state_moves_into_the_model_and_brings_nothing_along():
    before = "aim(place: string): void {\n  this.place = place;\n}"
    after = before.replace("this.place", "this.model.place")
    assert change("state_in_model", before, after).names == "`this.model.place`"
    more = after.replace("place;\n}", "place;\n  this.model.aimedAt = now();\n}")
    assert change("state_in_model", before, more) is None


def test_a_message_that_gains_only_the_error_says_nothing_of_the_case():
    before = "load(file: string): void {\n  throw new Error('no tank');\n}"
    got = "`no tank: ${error instanceof Error ? error.message : String(error)}`"
    assert change("error_context", before, before.replace("'no tank'", got)) is None
    both = got.replace("tank:", "tank in ${file}:")
    found = change("error_context", before, before.replace("'no tank'", both))
    assert found.names == "`file` and `error`"


def test_a_precondition_on_what_the_method_does_not_use_is_none():
    before = "fill(litres: number): void {\n  this.level = this.level + litres;\n}"
    for condition, shown in (("!litres", True), ("this.level > 9", True), ("!this.valve", False)):
        check = f"{{\n  if ({condition}) {{\n    throw new Error('no');\n  }}"
        found = change("guard_added", before, before.replace("{", check, 1))
        assert (found is not None) is shown


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("!this.valve", "does not check for a missing `this.valve`"),
        ("rows.length === 0", "does not check for an empty `rows`"),
        ("level > 9", "does not check for the case `level > 9`"),
    ],
)
def test_a_condition_is_asked_for_in_words(condition, said):
    step = Change("guard_added", "fill", "fill", "fill", names=f"`{condition}`")
    assert wording().step["guard_added"].faults[0].format(**values(step)) == said


def test_an_init_of_the_house_takes_a_scenario():
    made = "class Tank {{\n  private level: number = 0;\n  {0}\n}}"
    old = made.format("constructor(level: number) {\n    this.level = level;\n  }")
    for taken, set_up in (
        ("scenario: Scenario<TankModel>", "scenario.model.level"),
        ("level: number", "level"),
    ):
        init = f"init({taken}): this {{\n    this.level = {set_up};\n    return this;\n  }}"
        new = made.format(f"constructor() {{}}\n\n  {init}")
        found = change("constructor_to_init", old, new, "Tank")
        assert (found is not None) is ("Scenario" in taken)


def test_what_is_still_used_served_more_than_the_output():
    after = "run(): void {\n  execSync('git status');\n}"
    lines = "  const { execSync } = require('child_process');\n  const mark = '-'.repeat(9);\n"
    before = after.replace("{\n", f"{{\n{lines}  console.log(mark);\n", 1)
    said = told("output_removed", before, after)[0]
    assert "execSync" not in said
    assert said.endswith("; what only served the output (`mark`) is gone with it.")
