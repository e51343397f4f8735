"""Code that cannot work as it stands, and requests that are the answer."""

from __future__ import annotations

import pytest

from .planted import codes, fenced

STATE = "private open = 0;\n  private shut: string[]{};\n"
CLASS = """export class Gate {{
  {state}
  {maker}
  list(): string[] {{
    return this.shut.slice(this.open);
  }}
}}
"""
RADICAL = {"pattern_name": "radical_oop", "layer": "layer2"}
CONTRACT = {"pattern_name": "5_layer_architecture", "layer": "layer3", "view": "interface"}


def whole(mark: str, maker: str) -> tuple[str, ...]:
    text = CLASS.format(state=STATE.format(mark).replace("shut:", f"shut{''}:"), maker=maker)
    return codes("style_core", "Write class `Gate`.", "", text, view="class", **RADICAL)


def test_a_field_that_nothing_sets() -> None:
    made = "constructor() {\n    this.shut = [];\n  }\n"
    assert whole("", "") == ("broken",)
    assert whole("", made) == ()
    assert whole(" = []", "") == ()


def test_an_optional_field_that_is_used_and_never_set() -> None:
    loose = CLASS.format(state="private shut?: string[];\n  private open = 0;", maker="")
    asked = ("style_core", "Write class `Gate`.", "")
    assert codes(*asked, loose, view="class", **RADICAL) == ("broken",)
    free = loose.replace("this.shut.slice(this.open)", "[String(this.open)]")
    assert codes(*asked, free, view="class", **RADICAL) == ()


def test_a_field_of_members_may_be_set_in_the_class_around_them() -> None:
    members = "private shut: string[];\n\nlist(): string[] {\n  return this.shut;\n}"
    around = "class Gate {{\n  {}\n  list(): string[];\n}}"
    for maker, found in (("", ("broken",)), ("constructor() { this.shut = []; }", ())):
        given = fenced(around.format(maker))
        made = codes("style_core", "Write `list`.", given, members, view="members", **RADICAL)
        assert made == found


@pytest.mark.parametrize(
    ("used", "found"), [("one + two", ()), ("one", ()), ("'all'", ("broken",))]
)
def test_parameters_that_a_method_ignores(used: str, found: tuple[str, ...]) -> None:
    text = CLASS.format(state="private shut: string[] = [];\n  private open = 0;", maker="")
    text = text.replace("list()", "list(one: string, two: string)")
    text = text.replace("return this", f"this.shut.push({used});\n    return this")
    assert codes("style_core", "Write `Gate`.", "", text, view="class", **RADICAL) == found


def test_a_text_that_is_run_as_code() -> None:
    text = CLASS.format(state="private shut: string[] = [];\n  private open = 0;", maker="")
    run = text.replace("return this", "eval(this.shut[0]);\n    return this")
    assert codes("style_core", "Write `Gate`.", "", run, view="class", **RADICAL) == ("unhouse",)


def test_an_interface_whose_members_are_listed_with_their_types() -> None:
    text = "export interface Gate {\n  open: number;\n  list(): string[];\n}\n"
    listed = "Members:\n- `open`, of type `number`\n- the method `list` gives `string[]`"
    derived = fenced("class Wall implements Gate {\n  open: number;\n  list(): string[];\n}")
    asked = ("style_core", "Write the interface `Gate`.")
    assert codes(*asked, listed, text, **CONTRACT) == ("leaks",)
    assert codes(*asked, derived, text, **CONTRACT) != ("leaks",)
    assert codes(*asked, listed.split("- the")[0] + "and `list`", text, **CONTRACT) == ()


def test_a_field_that_stays_without_a_value_for_ever() -> None:
    text = CLASS.format(
        state="private shut: string[] | null = null;\n  private open = 0;", maker=""
    )
    text = text.replace("this.shut.slice", "(this.shut ?? []).slice")
    asked = ("style_core", "Write class `Gate`.", "")
    assert codes(*asked, text, view="class", **RADICAL) == ("broken",)
    init = "init(): this {\n    this.shut = [];\n    return this;\n  }\n\n  list"
    assert codes(*asked, text.replace("list", init, 1), view="class", **RADICAL) == ()


def test_what_an_object_is_made_from() -> None:
    made = "constructor({}) {{\n    this.shut = [];\n  }}\n"
    for given, found in (("shut: string[] = []", ("unhouse",)), ("", ())):
        assert whole("", made.format(given)) == found


def test_an_import_that_names_a_version() -> None:
    text = CLASS.format(state="private shut: Lock[] = [];\n  private open = 0;", maker="")
    text = text.replace("string[]", "Lock[]")
    for path, found in (("../../Lock/1.0.0.0/Lock.js", ("unhouse",)), ("./Lock.js", ())):
        code = f"import type {{ Lock }} from '{path}';\n\n{text}"
        given = f"Modules at hand: `{path}`: `Lock`"
        assert codes("style_core", "Write `Gate`.", given, code, view="class", **RADICAL) == found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("", ()),
        ("new Gate().list();\n", ("unhouse",)),
        ("process.env.GATE = '1';\n", ("unhouse",)),
        ("if (import.meta.url === `file://${process.argv[1]}`) {\n  new Gate().list();\n}\n", ()),
    ],
)
def test_statements_that_run_on_import(after: str, found: tuple[str, ...]) -> None:
    text = CLASS.format(state="private shut: string[] = [];\n  private open = 0;", maker="")
    asked = "Write class `Gate`. It reads GATE."
    assert codes("style_core", asked, "", f"{text}\n{after}", view="file", **RADICAL) == found


PROMISED = fenced(
    "import { Reading as Result } from './Reading.js';\n\n"
    "export interface Reading {\n  celsius: number;\n  at?: string;\n}\n"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return { celsius: this.heat };", ()),
        ("return { celsius: this.heat, place: 'top' };", ("broken",)),
        # What an inner function gives is not what the method promises.
        ("return [1].map(() => { return { place: 1 }; }).length ? { celsius: 1 } : RESULT;", ()),
    ],
)
def test_keys_that_the_promised_interface_does_not_have(body: str, found: tuple[str, ...]) -> None:
    text = (
        f"private heat = 0;\n\nasync read(): Promise<Result> {{\n  {body}\n}}\n\n"
        "warm(): this {\n  this.heat += 1;\n  return this;\n}"
    ).replace("RESULT", "{ celsius: this.heat }")
    asked = "Write `heat`, `read` and `warm`; the place is `top`, a `place`."
    assert codes("style_core", asked, PROMISED, text, view="members", **RADICAL) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("if (this.hot(path))", ("broken",)),
        ("if (!this.hot(path))", ("broken",)),
        ("if (await this.hot(path))", ()),
    ],
)
def test_a_promise_is_no_answer(asked: str, found: tuple[str, ...]) -> None:
    given = fenced("export class Kiln {\n  async hot(path: string): Promise<boolean>;\n}\n")
    text = (
        f"private heat = 0;\n\nasync warm(path: string): Promise<this> {{\n  {asked} {{\n"
        "    this.heat += 1;\n  }\n  return this;\n}"
    )
    ask = "Write `heat` and `warm`."
    assert codes("style_core", ask, given, text, view="members", **RADICAL) == found
