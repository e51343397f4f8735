"""Every way back from CMM3: what it writes, and that the proof sees the step in one
direction only.
"""

from __future__ import annotations

import pytest

from generators import typescript
from generators.refactoring.change import Change, explained, proven
from generators.refactoring.code import listed
from generators.refactoring.inverse.groups import bare_values, inlined, underscored
from generators.refactoring.inverse.tests import jest
from generators.refactoring.soundness import sound
from generators.refactoring.steps import (
    MEMBER_INVERSES,
    class_changes,
    composed,
    member_changes,
    spliced,
)

INVERSES = {
    "errors_thrown": (
        "load(name: string): this {\n  if (!name) throw new Error(`no ${name}`);\n  this.name = "
        "name;\n"
        "  return this;\n}",
        "console.error(`no ${name}`);\n    return this;",
    ),
    "errors_not_null": (
        "find(id: string): Item {\n  const item = this.items.get(id);\n  if (!item) {\n    throw "
        "new Error('none');\n"
        "  }\n  return item;\n}",
        "find(id: string): Item | null {",
    ),
    "process_left": (
        "check(on: string): void {\n  if (on === '') {\n    throw new Error('empty');\n  }\n  "
        "this.on = on;\n}",
        "console.error('empty');\n    process.exit(1);",
    ),
    "guard_added": (
        "fill(by: number): this {\n  if (by < 0) {\n    throw new RangeError('negative');\n  }\n  "
        "this.level += by;\n"
        "  return this;\n}",
        "fill(by: number): this {\n  this.level += by;",
    ),
    "guard_clause": (
        "rate(path: string): number {\n  if (!path) {\n    return 0;\n  }\n  const stars = "
        "this.stars.get(path);\n"
        "  return stars + 1;\n}",
        "  if (path) {\n    const stars = this.stars.get(path);\n    return stars + 1;\n  } else "
        "{\n    return 0;\n  }",
    ),
    "async_await": (
        "async load(path: string): Promise<number> {\n  const text = await this.disk.read(path);\n"
        "  return text.length;\n}",
        "load(path: string): Promise<number> {\n  return this.disk.read(path).then(text => {\n"
        "    return text.length;\n  });",
    ),
    "async_io": (
        "private async text(path: string): Promise<string> {\n  const raw = await "
        "fs.readFile(path, 'utf8');\n"
        "  return raw.trim();\n}",
        "private text(path: string): string {\n  const raw = fs.readFileSync(path, 'utf8');",
    ),
    "types_added": (
        "add(first: number, ...more: string[]): Item[] {\n  this.items.push(first);\n  return "
        "this.items;\n}",
        "add(first: any, ...more: any[]): any {",
    ),
    "return_type_added": (
        "rows(): Row[] {\n  const all = this.table;\n  return all.rows;\n}",
        "rows() {",
    ),
    "error_context": (
        "at(place: string): void {\n  throw new Error(`no seat at ${place} in row ${this.row}`);\n"
        "}",
        "throw new Error('no seat at in row');",
    ),
    "chaining_returned": (
        "name(text: string): this {\n  this.text = text;\n  return this;\n}",
        "name(text: string): void {\n  this.text = text;\n}",
    ),
    "documentation_added": (
        "/** Gives the rows in the order of the table. */\nrows(): Row[] {\n  return "
        "this.table.rows;\n}",
        "rows(): Row[] {",
    ),
    "contract_completed": (
        "/**\n * Finds a row.\n *\n * @param key what it is called\n */\n"
        "row(key: string): Row {\n  return this.table.get(key);\n}",
        "/**\n * Finds a row.\n */\nrow(key: string)",
    ),
    "annotations_added": (
        "/**\n * Finds a row.\n * @cliSyntax key\n */\nrow(key: string): Row {\n  return "
        "this.table.get(key);\n}",
        "/**\n * Finds a row.\n */\nrow(key: string)",
    ),
    "cases_listed": (
        "go(key: string): void {\n  switch (key) {\n    case 'up':\n    case 'k':\n      "
        "this.up();\n      break;\n"
        "    case 'down':\n      this.down();\n      break;\n    default:\n      this.stay();\n  "
        "}\n}",
        "  if (key === 'up' || key === 'k') {\n    this.up();\n  } else if (key === 'down') {\n   "
        " this.down();\n"
        "  } else {\n    this.stay();\n  }",
    ),
    "constants_declared": (
        "sum(): number {\n  const first = this.rows[0];\n  const last = this.rows.at(-1);\n  "
        "return first + last;\n}",
        "  var first = this.rows[0];\n  var last",
    ),
    "caught_checked": (
        "go(): void {\n  try {\n    this.run();\n  } catch (e) {\n"
        "    this.report(e instanceof Error ? e.message : String(e));\n  }\n}",
        "catch (e: any) {\n    this.report(e.message);",
    ),
    "copy_returned": ("all(): Item[] {\n  return [...this.items];\n}", "return this.items;"),
    "collection_used": (
        "big(): Item[] {\n  return this.items.filter(item => item.size > 3);\n}",
        "for (const item of this.items) {\n    if (item.size > 3) {\n      result.push(item);",
    ),
    "paths_joined": (
        "place(name: string): string {\n  return path.join(this.root, 'src', name);\n}",
        "return `${this.root}/src/${name}`;",
    ),
    "nullish_default": (
        "size(n?: number): number {\n  return n ?? this.usual;\n}",
        "return n || this.usual;",
    ),
    "default_parameter": (
        "cut(at: number = 3): string {\n  return this.text.slice(0, at);\n}",
        "cut(at?: number): string {\n  if (at === undefined) {\n    at = 3;\n  }",
    ),
    "result_returned": (
        "format(): string {\n  const text = this.rows.join(',');\n  return text;\n}",
        "format(): void {\n  const text = this.rows.join(',');\n  console.log(text);",
    ),
    "errors_let_through": (
        "async run(): Promise<void> {\n  const rows = await this.read();\n  this.rows = rows;\n}",
        "  try {\n    const rows = await this.read();\n    this.rows = rows;\n"
        "  } catch (error) {\n    console.error('run failed:', error);\n  }",
    ),
    "names_spoken": (
        "sum(firstValue: number, lastValue: number): number {\n  return firstValue + lastValue;\n}",
        "sum(fv: number, lv: number): number {\n  return fv + lv;",
    ),
    "require_replaced": (
        "place(name: string): string {\n  return path.join(this.root, name);\n}",
        "{\n  const path = require('path');\n  return path.join",
    ),
    "elements_iterated": (
        "count(): number {\n  let sum = 0;\n  for (const row of this.rows) {\n    sum += "
        "row.size;\n"
        "  }\n  return sum;\n}",
        "for (let i = 0; i < this.rows.length; i++) {\n    const row = this.rows[i];",
    ),
    "state_in_model": (
        "name(text: string): this {\n  this.model.name = text;\n  return this;\n}",
        "this.name = text;",
    ),
    "place_found": (
        "place(): string {\n  const root = this.findProjectRoot();\n  return root + this.name;\n}",
        "const root = process.cwd();",
    ),
}


def member(text):
    return typescript.parse(f"class Holder {{\n{text}\n}}").classes[0].members[0]


def changed(pattern, text):
    return next(
        (change for change in member_changes(member(text)) if change.pattern == pattern), None
    )


def test_every_way_is_tried_here():
    assert set(INVERSES) == set(MEMBER_INVERSES)


@pytest.mark.parametrize("pattern", sorted(INVERSES))
def test_a_way_back_writes_what_its_author_would_have_and_is_proven_one_way_only(pattern):
    after, expected = INVERSES[pattern]
    change = changed(pattern, after)
    assert change is not None, f"{pattern} was not taken back"
    assert expected in change.before
    assert change.after == after and change.names
    assert proven(change) and not proven(Change(pattern, "x", change.after, change.before))
    assert typescript.syntax_errors(typescript.in_class(change.before)) == ()


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (
            "errors_thrown",
            "a(): number {\n  return this.rows.map(row => { throw new Error('x'); });\n}",
        ),
        (
            "guard_clause",
            "a(): number {\n  if (this.on) {\n    this.go();\n  }\n  return this.count;\n}",
        ),
        (
            "async_await",
            "async a(): Promise<void> {\n  for (const row of this.rows) {\n    await row.go();\n  "
            "}\n}",
        ),
        ("types_added", "a(row: any): number {\n  return row.size;\n}"),
        ("chaining_returned", "private onTick(): this {\n  this.at += 1;\n  return this;\n}"),
        ("default_parameter", "a(row = this.first): number {\n  return row.size;\n}"),
        ("state_in_model", "a(): this {\n  this.model.update();\n  return this;\n}"),
        (
            "cases_listed",
            "a(k: string): void {\n  switch (k) {\n    case 'a':\n      go();\n    case 'b':\n    "
            "  stop();\n"
            "      break;\n    case 'c':\n      end();\n      break;\n  }\n}",
        ),
        (
            "names_spoken",
            "a(firstValue: number, lastValue: number): Pair {\n  return { firstValue, lastValue "
            "};\n}",
        ),
        (
            "result_returned",
            "format(row: Row): string {\n  const text = super.format(row);\n"
            "  return text.trim();\n}",
        ),
        (
            "guard_clause",
            "a(row: Row): number {\n  if (!row) return 0; // nothing there\n  this.run();\n"
            "  return 1;\n}",
        ),
        (
            "names_spoken",
            "a(content: string, category: string): string {\n  return content + category;\n}",
        ),
        (
            "collection_used",
            "a(): Item[] {\n  return this.items.filter(async item => item.big);\n}",
        ),
    ],
)
def test_what_would_change_the_meaning_is_left_alone(pattern, text):
    assert changed(pattern, text) is None


def test_a_list_is_printed_line_by_line():
    text = "format(): string[] {\n  const rows = this.rows.map(show);\n  return [...rows];\n}"
    assert "console.log([...rows].join('\\n'));" in changed("result_returned", text).before


def test_a_default_of_the_body_has_the_type_of_its_value():
    change = changed("default_parameter", "cut(at = 3): string {\n  return this.text.slice(at);\n}")
    assert "cut(at?: number): string {\n  if (at === undefined) {" in change.before


@pytest.mark.parametrize(
    ("condition", "other"),
    [
        ("!row", "row"),
        ("!(row.on && ready)", "row.on && ready"),
        ("row.size > 3", "row.size <= 3"),
        ("!row || !this.ready()", "row && this.ready()"),
        ("row.on && row.size === 0", "!row.on || row.size !== 0"),
        ("row || (one && other)", "!row && (!one || !other)"),
    ],
)
def test_conditions_are_turned_round_as_by_hand(condition, other):
    text = (
        f"go(row: Row): number {{\n  if ({condition}) {{\n    return 0;\n  }}\n  "
        f"this.run();\n  return 1;\n}}"
    )
    assert f"  if ({other}) {{\n    this.run();" in changed("guard_clause", text).before


def test_several_steps_at_once_are_each_proven_on_the_same_texts():
    text = (
        "fill(by: number): this {\n  if (by < 0) {\n    throw new Error('less');\n  }\n  "
        "return this;\n}"
    )
    order = ["types_added", "async_await", "errors_thrown", "guard_added"]
    steps = composed(member(text), order, enough=3, most=4)
    assert [step.pattern for step in steps] == ["types_added", "errors_thrown"]
    assert len({(step.before, step.after) for step in steps}) == 1
    assert "by: any" in steps[0].before and "console.error('less')" in steps[0].before


CLASS = """class Board {
  private rows: Row[] = [];
  private static readonly MOST = 40;

  get all(): Row[] {
    return this.rows;
  }

  add(row: Row): this {
    if (this.rows.length > Board.MOST) {
      throw new Error('full');
    }
    if (row.name === '') {
      throw new Error('a row needs a name');
    }
    this.rows.push(row);
    this.sortInternal('name');
    return this;
  }

  private sortInternal(key: string): void {
    const order = key.toLowerCase();
    this.rows.sort((one, other) => one[order].localeCompare(other[order]));
  }
}
"""


@pytest.fixture
def board():
    return typescript.parse(CLASS).classes[0]


def told(steps):
    return {
        pattern: explained(Change(pattern, subject, before, after))
        for pattern, subject, before, after in steps
    }


def test_a_helper_is_written_out_where_it_was_called(board):
    change = told(inlined(board))["helper_extracted"]
    assert change.names == "`sortInternal`" and change.extra == "`add`"
    assert (
        "const order = 'name'.toLowerCase();" in change.before
        and "sortInternal" not in change.before
    )


@pytest.mark.parametrize(("added", "long"), [("", True), ("// one\n\n", True), (None, False)])
def test_a_method_that_was_split_was_long(added, long):
    """With its helper written out, `add` has 12 lines of code, without its push 11; comments and
    blank lines do not count.
    """
    push = "    this.rows.push(row);\n"
    text = CLASS.replace(push, push + added if added is not None else "    // one\n\n    // two\n")
    change = told(inlined(typescript.parse(text).classes[0]))["helper_extracted"]
    assert (change is not None) is long


def test_a_constant_becomes_a_bare_value_and_a_helper_an_underscore(board):
    named = told(bare_values(board))["values_named"]
    assert "this.rows.length > 40" in named.before and named.names == "`MOST`"
    renamed = told(underscored(board))["underscore_renamed"]
    assert "this._sort('name')" in renamed.before and renamed.names == "`sortInternal`"


def test_classes_are_opened_in_every_way_that_is_proven(board):
    changes = {change.pattern: change for change in class_changes(board, typescript.parse(CLASS))}
    assert {
        "accessors_added",
        "state_made_private",
        "readonly_added",
        "helpers_made_private",
    } <= set(changes)
    assert "  all: Row[] = [];" in changes["accessors_added"].before
    assert "this.all.push(row)" in changes["accessors_added"].before
    for change in changes.values():
        assert not proven(Change(change.pattern, "x", change.after, change.before))


def test_a_member_of_a_class_gets_another_text(board):
    text = spliced(board, board.member("add"), "add(row: any): void {\n  this.rows = [row];\n}")
    assert "\n  add(row: any): void {\n    this.rows = [row];\n  }\n" in text
    assert "private sortInternal" in text and typescript.syntax_errors(text) == ()


def test_tests_go_back_to_jest():
    mocked = (
        "import { expect, it, vi } from 'vitest';\n\nit('x', () => {\n  "
        "expect(vi.fn()).toBeDefined();\n});"
    )
    assert jest(mocked) == "it('x', () => {\n  expect(jest.fn()).toBeDefined();\n});"
    plain = "import { expect, it } from 'vitest';\n\nit('x', () => expect(1).toBe(1));"
    assert jest(plain).startswith("import { expect, it } from '@jest/globals';\n\nit(")
    assert all(
        explained(Change("jest_replaced", "x", jest(text), text)) for text in (mocked, plain)
    )


@pytest.mark.parametrize(
    "text",
    [
        "a(x: any) {}",
        "const y = z as any;",
        "const fs = require('fs');",
        "a(); b();",
        "// TODO: do it",
        "x" * 200,
    ],
)
def test_poor_code_is_no_example(text):
    assert not sound(text)


def test_a_type_written_out_is_no_second_statement():
    assert sound("init(scenario: { model: { level: number; limit?: number } }): this {")
    assert not sound("init(level: number): this { this.level = level; return this; }")


def test_prose_about_any_and_loops_are_no_faults():
    assert sound("// stops at any error\nfor (let i = 0; i < 3; i++) {\n  go(i);\n}")


def test_a_check_behind_the_work_is_no_precondition() -> None:
    late = (
        "fill(by: number): void {\n  this.level += by;\n  if (this.level > 9) {\n"
        "    throw new RangeError('full');\n  }\n}"
    )
    assert changed("guard_added", late) is None
    named = late.replace("  this.level += by;\n", "  const { level } = this;\n", 1)
    assert changed("guard_added", named.replace("}\n}", "}\n  this.level += by;\n}")) is not None


def test_what_has_no_indices_is_not_counted_through() -> None:
    text = "all(): void {\n  for (const row of this.rows) {\n    this.keep(row);\n  }\n}"
    assert changed("elements_iterated", text) is not None
    assert changed("elements_iterated", text.replace("const row", "const [id, row]")) is None
    known = text.replace("all(): void {", "all(): void {\n  const rows: Set<Row> = this.found();")
    assert changed("elements_iterated", known.replace("this.rows", "rows")) is None


def test_words_of_a_message_that_nobody_could_know_stay():
    told = "open(kind: string): this {\n  throw new Error(`Invalid kind: ${kind}. Valid: A, B`);\n}"
    short = told.replace(". Valid: A, B", "")
    for text, patterns in ((told, []), (short, ["error_context"])):
        member = typescript.parse(typescript.in_class(text)).classes[0].members[0]
        changes = member_changes(member, ["error_context"])
        assert [change.pattern for change in changes] == patterns


def test_an_error_that_a_message_gains_is_told():
    told = "open(): void {\n  throw new Error(`no seat at ${this.place}: ${error}`);\n}"
    member = typescript.parse(typescript.in_class(told)).classes[0].members[0]
    [change] = member_changes(member, ["error_context"])
    assert change.names == "`this.place` and `error`"


def test_names_beyond_the_first_are_counted():
    assert listed("abcd") == "`a`, `b`, `c` and `d`"
    assert listed("abcdef", 4) == "`a`, `b`, `c`, `d` and 2 others"
    assert listed("abcdef", 1) == "`a`"
    assert listed(["a", "b" * 80]) == "`a` and 1 other"


def test_what_is_said_above_a_value_is_not_its_own():
    unit = typescript.parse(
        "class A {\n  /** All the limits */\n  private static readonly MOST = 40;\n"
        "  many(rows: string[]): boolean {\n    return rows.length > A.MOST;\n  }\n}"
    ).classes[0]
    [(_, _, before, after)] = bare_values(unit)
    assert after.startswith("private static readonly MOST = 40;\n\nmany(")
    assert "rows.length > 40" in before


@pytest.mark.parametrize(
    ("pattern", "kind", "line"),
    [
        ("errors_not_null", "Row", "return null;"),
        ("process_left", "void", "console.error(`no ${kind}`);"),
    ],
)
def test_what_a_case_throws_needs_no_braces(pattern, kind, line):
    member = (
        typescript.parse(
            f"class A {{\n  go(kind: string): {kind} {{\n    switch (kind) {{\n      case 'a':\n"
            "        return this.row;\n      default:\n        throw new Error(`no ${kind}`);\n"
            "    }\n  }\n}"
        )
        .classes[0]
        .member("go")
    )
    assert member is not None
    change = next(member_changes(member, (pattern,)))
    assert f"default: {line}" in " ".join(change.before.split())
