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


@pytest.mark.parametrize(
    ("getter", "found"),
    [
        ("number(): string {\n  return this.state.number;\n}", True),
        (
            "number(): string {\n  return this.state.number.padStart(4, '0');\n}\n\n"
            "isOpen(): boolean {\n  return this.state.open && this.state.number !== '';\n}\n\n"
            "shut(): this {\n  this.state.open = false;\n  return this;\n}",
            False,
        ),
    ],
)
def test_an_answer_that_the_request_declares(getter: str, found: bool) -> None:
    given = (
        "State to declare:\n"
        "- `private state: { number: string; open: boolean; tags: string[] } = "
        "{ number: '', open: false, tags: [] }`\n"
    )
    output = (
        "private state: {\n  number: string;\n  open: boolean;\n  tags: string[];\n} = {\n"
        f"  number: '',\n  open: false,\n  tags: []\n}};\n\n{getter}"
    )
    asked = ("style_core", "Write `state` of class `Gate` and what is below.", given)
    assert ("leaks" in codes(*asked, output, view="members", **RADICAL)) is found


@pytest.mark.parametrize(
    ("step", "found"), [("set `this.mode` to `mode`", True), ("remember the `mode`", False)]
)
def test_a_field_and_a_step_may_be_all_of_an_answer(step: str, found: bool) -> None:
    declared = "- `private mode: 'day' | 'night' = 'day'`"
    given = f"State to declare:\n{declared}\n\nSteps of `turn`:\n1. {step}\n"
    output = (
        "private mode: 'day' | 'night' = 'day';\n\n"
        "turn(mode: 'day' | 'night'): void {\n  this.mode = mode;\n}"
    )
    asked = ("style_core", "Write `turn` of class `Gate` and its state.", given)
    assert ("leaks" in codes(*asked, output, view="member", **RADICAL)) is found


def test_a_field_of_members_may_be_set_in_the_class_around_them() -> None:
    members = "private shut: string[];\n\nlist(): string[] {\n  return [...this.shut];\n}"
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
    # What is given whole is not asked for.
    lock = "export interface Lock {\n  key: string;\n}"
    both = f"{text}\n\n{lock}"
    assert codes(*asked, f"{listed}\n\n{fenced(lock)}", both, **CONTRACT) == ("leaks",)


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


def test_an_import_that_names_a_version_or_no_ending() -> None:
    text = CLASS.format(state="private shut: Lock[] = [];\n  private open = 0;", maker="")
    text = text.replace("string[]", "Lock[]")
    for path, found in (
        ("../../Lock/1.0.0.0/Lock.js", ("unhouse",)),
        ("./Lock.js", ()),
        # Node.js finds no module without its ending, and a name may have a point in it.
        ("./Lock", ("unhouse",)),
        ("../layer3/Lock.interface", ("unhouse",)),
        ("../layer3/Lock.interface.js", ()),
        ("locks", ()),
    ):
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


GIVING = """export class Gate {{
  private {field};
  private model: GateModel = {{ size: 1 }};

  constructor() {{}}

  list(): {result} {{
    {body}
  }}
}}
"""


@pytest.mark.parametrize(
    ("field", "result", "body", "found"),
    [
        ("ends: number[] = []", "number[]", "return this.ends;", ("unhouse",)),
        ("ends = new Map<string, number>()", "Map<string, number>", "return this.ends;",
         ("unhouse",)),
        ("ends: number[] = []", "GateModel", "return this.model;", ("unhouse",)),
        ("ends: number[] = []", "readonly number[]", "return this.ends;", ()),
        ("ends: number[] = []", "number[]", "return [...this.ends];", ()),
        ("ends: number = 0", "number", "return this.ends;", ()),
    ],
)  # fmt: skip
def test_state_that_is_handed_out(field: str, result: str, body: str, found: tuple[str]) -> None:
    text = GIVING.format(field=field, result=result, body=body)
    given = fenced("interface GateModel { size: number; }")
    made = codes("style_core", "Write class `Gate`.", given, text, view="class", **RADICAL)
    assert made == found


def test_state_of_the_class_in_the_request_is_handed_out() -> None:
    member = "list(): number[] {\n  return this.ends;\n}"
    given = fenced("class Gate {\n  private ends: number[] = [];\n  list(): number[];\n}")
    asked = ("style_core", "Write `list`.", given)
    assert "unhouse" in codes(*asked, member, view="member", **RADICAL)
    copied = member.replace("this.ends", "[...this.ends]")
    assert "unhouse" not in codes(*asked, copied, view="member", **RADICAL)


def test_a_part_of_the_state_that_is_handed_out() -> None:
    model = "model: { size: number; spot: { x: number } } = { size: 1, spot: { x: 1 } }"
    for result, body, found in (
        ("{ x: number }", "return this.model.spot;", ("unhouse",)),
        ("{ x: number }", "return structuredClone(this.model.spot);", ()),
        ("number", "return this.model.size;", ()),
    ):
        text = GIVING.format(field=model, result=result, body=body)
        text = text.replace("  private model: GateModel = { size: 1 };\n", "")
        given = "size, spot and x"
        made = codes("style_core", "Write class `Gate`.", given, text, view="class", **RADICAL)
        assert made == found


@pytest.mark.parametrize(
    ("built", "written", "found"),
    [
        ("constructor(private ends: number[]) {}", "", ("unhouse",)),
        ("constructor(private ends: number[]) {}", "constructor() {}\n\n", ()),
        ("private ends: number[] = [];", "", ()),
    ],
)
def test_the_class_of_the_request_is_built_from_parameters(
    built: str, written: str, found: tuple[str, ...]
) -> None:
    given = fenced(f"class Gate {{\n  {built}\n  count(): number;\n}}")
    member = f"{written}count(): number {{\n  return this.ends.length;\n}}"
    made = codes("style_core", "Write `count`.", given, member, view="members", **RADICAL)
    assert ("unhouse" in made) == bool(found)


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ("", ()),
        (" extends Error", ()),
        (" extends Shape", ("broken",)),
        (" extends Known", ()),
    ],
)
def test_an_interface_of_which_a_part_is_shown(base: str, found: tuple[str, ...]) -> None:
    given = fenced(
        f"export interface Doors{base} {{\n  list(): string[];\n}}\n\n"
        "interface Known { list(): string[]; }"
    )
    text = CLASS.format(state="private shut: string[] = [];\n  private open = 0;", maker="")
    text = text.replace("class Gate", "class Gate implements Doors")
    assert codes("style_core", "Write `Gate`.", given, text, view="class", **RADICAL) == found


def test_what_a_refactoring_calls_cmm2_is_no_example() -> None:
    text = CLASS.format(state="private shut: string[] = [];\n  private open = 0;", maker="")
    caught = (
        "try {\n      return [];\n    } catch (error) {\n      throw new Error({});\n    }\n    "
    )
    for message, found in (("(error as Error).message", ("unhouse",)), ("String(error)", ())):
        made = text.replace("return this", f"{caught.replace('{}', message)}return this", 1)
        assert codes("style_core", "Write `Gate`.", "", made, view="class", **RADICAL) == found


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("private key: string;", ()),
        ("private key: any;", ("unhouse",)),
        ("private key = '0.3.0.6';", ("unhouse",)),
        ("private key = '127.0.0.1';", ()),
    ],
)
def test_code_that_is_shown_keeps_the_rules_as_well(shown: str, found: tuple[str, ...]) -> None:
    members = "private shut: string[] = [];\n\nlist(): string[] {\n  return [...this.shut];\n}"
    given = fenced(f"export class Gate {{\n  {shown}\n\n  list(): string[];\n}}")
    made = codes("style_core", "Write `list`.", given, members, view="members", **RADICAL)
    assert made == found


def test_a_shown_import_names_no_version() -> None:
    members = "private shut: string[] = [];\n\nlist(): string[] {\n  return [...this.shut];\n}"
    for path, found in (("../../0.1.3.0/dist/Key.js", ("unhouse",)), ("./Key.js", ())):
        given = fenced(
            f"import {{ Key }} from '{path}';\n\nexport class Gate {{\n  list(): void;\n}}"
        )
        made = codes("style_core", "Write `list`.", given, members, view="members", **RADICAL)
        assert made == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", ("broken",)),
        ("\n\nexport interface Key {\n  cut: string;\n}", ()),
        ("\n\nexport enum Key {\n  LEFT = 'left'\n}", ()),
        ("\n\ntype Key = string;", ()),
    ],
)
def test_types_that_an_interface_takes_from_nowhere(more: str, found: tuple[str, ...]) -> None:
    given = fenced(
        "export class Gate implements Doors {\n  turn(key: Key): this;\n"
        f"  list(): Map<string, Key>;\n}}{more}"
    )
    text = "export interface Doors {\n  turn(key: Key): this;\n  list(): Map<string, Key>;\n}"
    assert codes("style_core", "Write `Doors`.", given, text, **CONTRACT) == found
    listed = f"Modules at hand:\n- `./Key.js` (types only): `Key`\n\n{given}"
    assert codes("style_core", "Write `Doors`.", listed, text, **CONTRACT) == ()


def test_members_in_words_that_leave_one_type_each() -> None:
    told = "What it holds:\n- `name`: a text\n- `size`: a number; read-only\n"
    code = "export interface Crate {\n  name: string;\n  readonly size: number;\n}"
    asked = ("style_core", "Write interface `Crate`.")
    assert codes(*asked, told, code, **CONTRACT) == ("leaks",)
    more = "- `tags`: a list of texts; may be missing\n- `state`: one of `open` or `shut`\n"
    open_ = code.replace("\n}", "\n  tags?: string[];\n  state: 'open' | 'shut';\n}")
    assert codes(*asked, told + more, open_, **CONTRACT) == ("leaks",)
    # What is kept in the list is to be imported, and a map has several forms.
    for words, kind in (("a list of `Key` objects", "Key[]"), ("a plain object", "object")):
        keyed = code.replace("\n}", f"\n  keys: {kind};\n}}")
        assert "leaks" not in codes(*asked, f"{told}- `keys`: {words}\n", keyed, **CONTRACT)


def test_imports_without_another_name_to_choose() -> None:
    code = "import { Crate } from '../layer3/Crate.js';\nimport * as path from 'path';"
    told = "Modules at hand:\n- `../layer3/Crate.js`: `Crate`{}\n- `path`, as a whole `path`\n"
    layered = CONTRACT | {"view": "imports", "layer": "layer2"}
    asked = ("style_core", "Write the imports of class `DefaultCrate`.")
    assert codes(*asked, told.format(""), code, **layered) == ("leaks",)
    assert codes(*asked, told.format(", `CrateState`"), code, **layered) == ()
    # A module's own name for what goes by another one is no choice.
    renamed = f"{code}\nimport {{ promises as fs }} from 'fs';"
    more = told.format("") + "- `fs`: `promises` as `fs`\n"
    assert codes(*asked, more, renamed, **layered) == ("leaks",)


def test_steps_that_dictate_a_method() -> None:
    """What the steps quote is written already; what they tell in other words is not."""
    code = (
        "save(): void {\n  const name = `report-${this.size}`;\n"
        "  this.store.write(name, this.items);\n}"
    )
    given = fenced(
        "class Depot {\n  private store: Store;\n  private size = 0;\n  private items = [];\n"
        "  save(): void;\n}"
    )
    steps = "Steps of `save`:\n1. take `name` from `` `report-${this.size}` ``\n2. call {}\n"
    view = RADICAL | {"view": "member"}
    asked = ("style_core", "Write `save` of class `Depot`.")
    quoted = steps.replace("{}", "`this.store.write(name, this.items)`")
    assert "leaks" in codes(*asked, f"{given}\n\n{quoted}", code, **view)
    told = steps.replace("{}", "the store with the name and the items")
    assert "leaks" not in codes(*asked, f"{given}\n\n{told}", code, **view)
    # A life cycle that is the same everywhere leaves nothing more to decide, nor does a class
    # around the methods; a longer one does.
    life = "init(all: Item[]): this {\n  this.items = structuredClone(all);\n  return this;\n}"
    for more in (
        f"{life}\n\n{code}",
        f"constructor() {{\n  this.store = new Store();\n}}\n\n{code}",
    ):
        assert "leaks" in codes(*asked, f"{given}\n\n{quoted}", more, **view)
    body = "\n".join(f"  {line}" for line in code.split("\n"))
    whole = f"export class Depot {{\n  private items: string[] = [];\n{body}\n}}"
    core = view | {"view": "core"}
    assert "leaks" in codes(*asked, f"{given}\n\n{quoted}", whole, **core)
    sets = "".join(f"  this.set{number}(all.length + {number});\n" for number in range(4))
    longer = f"{life.replace('  return', sets + '  return')}\n\n{code}"
    assert "leaks" not in codes(*asked, f"{given}\n\n{quoted}", longer, **view)


def test_a_method_beside_the_scenario() -> None:
    """What a method keeps where `init` and `toScenario` do not look is lost."""
    life = (
        "  init(scenario: DepotScenario): this {\n    this.scenario = structuredClone(scenario);\n"
        "    return this;\n  }\n  toScenario(): DepotScenario {\n"
        "    return structuredClone(this.scenario);\n  }\n"
    )
    given = fenced(
        "export class Depot {\n  private scenario: DepotScenario;\n  private place = '';\n"
        f"{life}  on(place: string): this;\n}}\n"
        "export interface DepotScenario {\n  size: number;\n}"
    )
    metadata = {"pattern_name": "scenario_state", "layer": "layer2", "view": "members"}
    asked = ("style_core", "Write `on` and `toScenario` of class `Depot`.")
    saves = "toScenario(): DepotScenario {\n  return structuredClone(this.scenario);\n}\n\n"
    for line, found in (
        ("this.place = place;", True),
        ("this.scenario.size = place.length;", False),
        ("this.scenario.size = 1;\n  this.place = place;", True),
    ):
        code = f"{saves}on(place: string): this {{\n  {line}\n  return this;\n}}"
        assert ("unshown" in codes(*asked, given, code, **metadata)) is found
