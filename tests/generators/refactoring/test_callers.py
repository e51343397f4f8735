"""What callers notice of a change: read off both declarations, and nothing where they stay."""

from __future__ import annotations

import pytest

from generators.refactoring.callers import Effect, effects

CLASS = """export class Tank {{
  {fields}
  {members}
}}
"""


def tank(members, fields="private level: number = 0;"):
    return CLASS.format(fields=fields, members=members)


def kinds(before, after):
    return [(each.kind, each.subject, each.old, each.new) for each in effects(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "read(): string {\n  return open();\n}",
            "async read(): Promise<string> {\n  return await open();\n}",
            Effect("awaited", "read"),
        ),
        (
            "read(): string | null {\n  if (!a) {\n    return null;\n  }\n  return a;\n}",
            "read(): string | null {\n  if (!a) {\n    throw new Error('a');\n  }\n  return a;\n}",
            Effect("silent", "read", ("null",)),
        ),
        (
            "read(): void {\n  console.error('a');\n  process.exit(1);\n}",
            "read(): void {\n  throw new Error('a');\n}",
            Effect("ended", "read"),
        ),
        (
            "read(): void {\n  console.error('a');\n}",
            "read(): void {\n  throw new Error('a');\n}",
            Effect("told", "read"),
        ),
        (
            # Others in the class call it, and theirs call them.
            "private read(): void {\n  console.error('a');\n}",
            "private read(): void {\n  throw new Error('a');\n}",
            Effect("told", "read"),
        ),
        (
            "async read(): Promise<void> {\n  try {\n    await a();\n  } catch (error) {\n"
            "    console.error(error);\n  }\n}",
            "async read(): Promise<void> {\n  await a();\n}",
            Effect("passed", "read"),
        ),
        (
            "read(): void {\n  b();\n}",
            "read(): void {\n  if (!a) {\n    throw new Error('a');\n  }\n  b();\n}",
            Effect("failing", "read"),
        ),
        (
            "read(): void {\n  this.level = 1;\n}",
            "read(): number {\n  return 1;\n}",
            Effect("answers", "read", ("void",), ("number",)),
        ),
        (
            "read(a: string): void {\n  b(a);\n}",
            "read(a: string, c: string): void {\n  b(a, c);\n}",
            Effect("taken", "read", ("a",), ("a", "c")),
        ),
        (
            "read(): void {\n  console.log('a');\n  b();\n}",
            "read(): void {\n  b();\n}",
            Effect("silenced", "read"),
        ),
        (
            "list(): string[] {\n  return this.names;\n}",
            "list(): string[] {\n  return [...this.names];\n}",
            Effect("copied", "list"),
        ),
    ],
)
def test_a_method_that_answers_waits_or_fails_in_another_way_is_told(before, after, expected):
    assert effects(before, after) == [expected]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("read(a: any): any {\n  return a;\n}", "read(a: string): string {\n  return a;\n}"),
        ("read(): void {\n  a();\n}", "read(): this {\n  a();\n  return this;\n}"),
        ("read(a: string): void {\n  b(a);\n}", "read(name: string): void {\n  b(name);\n}"),
        (
            "read(): Promise<string> {\n  return a().then(b => b);\n}",
            "async read(): Promise<string> {\n  return await a();\n}",
        ),
        (
            "read() {\n  return a().then(b => b);\n}",
            "async read(): Promise<string> {\n  return await a();\n}",
        ),
        (
            "read() {\n  return new Promise(done => a(done));\n}",
            "async read(): Promise<void> {\n  await b();\n}",
        ),
        (
            "read(): void {\n  a(() => {\n    b();\n  });\n}",
            "read(): void {\n  a(() => {\n    throw new Error('b');\n  });\n}",
        ),
    ],
)
def test_nothing_is_told_where_callers_notice_nothing(before, after):
    assert effects(before, after) == []


def test_a_constructor_that_takes_nothing_any_more_is_told_with_what_takes_its_place():
    before = tank("constructor(level: number) {\n    this.level = level;\n  }")
    after = tank("constructor() {}\n\n  init(level: number): this {\n    this.level = level;\n  }")
    assert kinds(before, after) == [
        ("built", "Tank", ("new Tank(level)",), ("new Tank().init(level)",))
    ]
    emptied = tank("constructor() {}")
    assert kinds(before, emptied)[0][3] == ("new Tank()",)


def test_fields_and_methods_that_only_the_class_can_use_now_are_told():
    before = tank("fill(): void {\n    this.level = 1;\n  }", "level: number = 0;\n  limit = 1;")
    hidden = tank(
        "private fill(): void {\n    this.level = 1;\n  }",
        "private level: number = 0;\n  readonly limit = 1;",
    )
    assert kinds(before, hidden) == [
        ("closed", "Tank", ("level",), ()),
        ("fixed", "Tank", ("limit",), ()),
        ("inner", "Tank", ("fill",), ()),
    ]
    getter = tank(
        "get level(): number {\n    return this._level;\n  }",
        "private _level: number = 0;\n  limit = 1;",
    )
    assert kinds(before, getter) == [
        ("fixed", "Tank", ("level",), ()),
        ("gone", "Tank", ("fill",), ()),
    ]


def test_a_method_that_takes_the_place_of_another_is_named():
    before = tank("getState(): string {\n    return JSON.stringify(this);\n  }")
    after = tank("toScenario(): Row {\n    return { level: this.level };\n  }")
    assert kinds(before, after) == [("replaced", "Tank", ("getState",), ("toScenario",))]


@pytest.mark.parametrize("call", ["then((found) => {{ {} }})", "catch(() => {{ {} }})"])
def test_an_error_in_a_callback_of_the_promise_was_thrown_before(call):
    """Who awaits the promise got the error all along."""
    throws = "if (!this.level) { throw new Error('empty'); }"
    before = f"read(): Promise<void> {{\n  return open().{call.format(throws)};\n}}"
    after = f"async read(): Promise<void> {{\n  await open();\n  {throws}\n}}"
    assert not kinds(tank(before), tank(after))
    other = f"async read(): Promise<void> {{\n  each(() => {{ {throws} }});\n}}"
    assert kinds(tank(other), tank(after)) == [("failing", "read", (), ())]
