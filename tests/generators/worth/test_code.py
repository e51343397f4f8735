"""Generated and refactored code: each code by a planted fault, and what comes close to it."""

from __future__ import annotations

import pytest

from generators.worth import house
from generators.worth.piece import read
from generators.worth.refactored import steps

from .planted import codes, fenced

ASKED = "Write the class `DefaultKiln` with an empty constructor, `init` and `heat`."
GIVEN = """File: `src/ts/layer2/DefaultKiln.ts`

```typescript
export interface KilnModel { celsius: number; pots: string[]; }
export interface Scenario<T> { model: T; }
export interface Kiln { heat(to: number): this; }
```
"""
GOOD = """export class DefaultKiln implements Kiln {
  private model: KilnModel;

  constructor() {
    this.model = { celsius: 20, pots: [] };
  }

  init(scenario: Scenario<KilnModel>): this {
    this.model = scenario.model;
    return this;
  }

  heat(to: number): this {
    this.model.celsius = Math.max(this.model.celsius, to);
    return this;
  }
}
"""


def core(output: str, asked: str = ASKED, given: str = GIVEN, **metadata: str) -> tuple[str, ...]:
    metadata = {"pattern_name": "empty_constructor", "layer": "layer2", "view": "class"} | metadata
    return codes("style_core", asked, given, output, **metadata)


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


MAX = "Math.max(this.model.celsius, to)"


def test_a_sound_class_has_no_weakness() -> None:
    assert core(GOOD) == ()


@pytest.mark.parametrize(
    "more",
    [
        "this.model.glaze + this.model.ware + this.model.cone",
        "to > 1 ? { glaze: 1, ware: 2, cone: 3 }.glaze : 0",
        "this.model.pots[0] === 'glazed' || this.model.pots[0] === 'bisque' || to === 0 ? 0 : 1",
    ],
)
def test_names_that_nobody_could_know(more: str) -> None:
    few = more.count("'") // 2 == 2
    assert core(changed(MAX, more)) == (() if few else ("unknown",))


def test_two_unknown_names_are_let_pass_and_spelled_out_ones_are_known() -> None:
    assert core(changed(MAX, "this.model.glaze + this.model.ware")) == ()
    told = f"{ASKED} It counts firing hours, glaze loss and the kiln door."
    body = "this.model.firingHours + this.model.glazeLoss + this.model.kilnDoor"
    assert core(changed(MAX, body)) == ("unknown",)
    assert core(changed(MAX, body), told) == ()


def test_an_interface_may_promise_only_what_was_asked_for() -> None:
    wanted = "Write the interface `Glaze` with `cone`, `colour` and `mixFor`."
    layer = {"pattern_name": "5_layer_architecture", "layer": "layer3", "view": "interface"}
    text = "export interface Glaze {{ {} }}\n"
    asked = text.format("cone: number; colour: string; mixFor(grams: number): string;")
    invented = text.format("ash: number; silica: number; feldspar(grams: number): string;")
    assert core(asked, wanted, "", **layer) == ()
    assert core(invented, wanted, "", **layer) == ("unknown",)


def test_a_declaration_that_nobody_asked_for() -> None:
    more = "export type Glaze = string;\n\n"
    assert core(more + GOOD) == ("unknown",)
    assert core(more + GOOD, f"{ASKED} The file also declares `Glaze`.") == ()


def test_files_of_the_component_that_are_not_given() -> None:
    more = "import { {} } from './more.js';\n"
    names = "GlazeStore, WareList, ConeTable"
    used = (
        "return this;\n  }\n\n  heat(to: number): this {\n    new GlazeStore(WareList, ConeTable);"
    )
    output = more.replace("{}", names) + changed(
        "return this;\n  }\n\n  heat(to: number): this {", used
    )
    assert core(output) == ("unknown",)
    assert core(output, f"{ASKED} Use {names}.") == ()


def test_a_pattern_that_the_input_has_and_the_output_lacks() -> None:
    class_of_input = fenced(GOOD)
    heat = "heat(to: number): this {\n  this.model.celsius = to;\n  return this;\n}\n"
    init = "init(scenario: Scenario<KilnModel>): this {\n  this.model = scenario.model;\n}\n"
    assert core(heat, given=GIVEN + class_of_input, view="member") == ("unshown",)
    assert core(init, given=GIVEN + class_of_input, view="member") == ()
    logic = changed("this.model = { celsius: 20, pots: [] };", "setTimeout(() => this.heat(9), 5);")
    assert core(logic) == ("unshown",)


def test_members_show_encapsulation_only_with_the_state_they_work_on() -> None:
    state = {"pattern_name": "radical_oop", "view": "members"}
    heat = "heat(to: number): this {\n  this.celsius = to;\n  return this;\n}\n"
    given = "The class has `private celsius: number`."
    assert core(heat, given=given, **state) == ("unshown",)
    assert core(f"private celsius = 20;\n\n{heat}", given=given, **state) == ()


def test_a_call_of_a_private_method_is_no_work_on_state() -> None:
    state = {"pattern_name": "radical_oop", "view": "members"}
    helper = (
        "private limit(): number {\n  return {};\n}\n\n"
        "heat(): number {\n  return this.limit() + 1;\n}\n"
    )
    held = fenced("export class Kiln {\n  private celsius = 20;\n}")
    assert core(helper.replace("{}", "3"), given=held, **state) == ("unshown",)
    assert core(helper.replace("{}", "this.celsius"), given=held, **state) == ()


@pytest.mark.parametrize(
    "body",
    ["clamp(to, 0, 1300)", "(to as Celsius)", "this.limited(to)", "new Thermo(to).valueOf()"],
)
def test_what_nothing_declares(body: str) -> None:
    assert core(changed(MAX, body)) == ("broken",)
    named = body.replace("(to as Celsius)", "Celsius")
    assert core(changed(MAX, body), f"{ASKED} At hand: {named}") == ()


def test_a_derived_class_inherits_what_the_library_declares() -> None:
    body = "this.emit('hot') ? to : 0"
    imports = "import { EventEmitter } from 'events';\n"
    assert core(changed(MAX, body)) == ("broken",)
    derived = changed(MAX, body).replace(
        "DefaultKiln implements", "DefaultKiln extends EventEmitter implements"
    )
    assert core(imports + derived) == ()


def test_a_local_name_without_a_use() -> None:
    line = "const before = this.model.celsius;\n    this.model.celsius = "
    idle = changed("this.model.celsius = Math", f"{line}Math")
    assert core(idle) == ("broken",)
    assert core(idle.replace("celsius, to", "celsius, to - before")) == ()
    apart = changed("this.model.celsius = Math", line.replace("before", "{ floor }") + "Math")
    assert core(apart) == ("broken",)
    assert core(apart.replace("celsius, to", "celsius, to - floor(to)")) == ()
    assert (
        core(apart.replace("{ floor }", "{ floor, ...rest }").replace("to);", "to + rest);")) == ()
    )


def test_state_that_anyone_may_change() -> None:
    opened = changed("private model", "model")
    assert core(opened) == ("unhouse",)
    assert core(opened.replace("  model:", "  readonly model:")) == ()


def test_state_that_anyone_may_change_in_the_class_around_a_member() -> None:
    init = "init(scenario: Scenario<KilnModel>): this {\n  this.model = scenario.model;\n}\n"
    for open_, codes_ in (("private ", ()), ("", ("unhouse",))):
        given = GIVEN + fenced(GOOD.replace("private ", open_))
        assert core(init, given=given, view="member") == codes_


def test_an_error_that_is_only_logged_and_a_picture_in_a_text() -> None:
    guarded = "try {{ this.fire(to); }} catch (error) {{ this.logger.warn(error); {} }}\n    return"
    told = f"{ASKED} It has `fire` and `logger`."
    for more, codes_ in (("", ("unhouse",)), ("throw error;", ())):
        body = GOOD.replace("to);\n    return", f"to);\n    {guarded.format(more)}")
        assert core(body, told) == codes_
    assert core(changed(MAX, "'🔥'.length")) == ("unhouse",)


def test_a_field_that_its_declaration_and_the_constructor_set_alike() -> None:
    twice = changed("private model", "private pots: string[] = [];\n  private model").replace(
        "    this.model = {", "    this.pots = [];\n    this.model = {"
    )
    assert core(twice) == ("unhouse",)
    assert core(twice.replace("this.pots = [];", "this.pots = ['clay'];")) == ()
    typed = twice.replace("pots: string[] = []", "pots = new Set<string>()")
    assert core(typed.replace("pots = [];", "pots = new Set();")) == ("unhouse",)
    member = "constructor() {\n  this.celsius = 0;\n}\n\ninit(): this {\n  return this;\n}"
    given = fenced("class Kiln {\n  private celsius = 0;\n}")
    assert core(member, given=given, view="members") == ("unhouse",)
    assert core(member, given=given.replace("0", "9"), view="members") == ()


HOUSE = {
    "console": ("console.log(to)", "String(to)"),
    "any": ("(to as any)", "(to as unknown)"),
    "printed_emoji": ("process.stdout.write('🔥')", "process.stdout.write('hot')"),
    "process_exit": ("process.exit(1)", "process.exitCode"),
    "literal_version": ("'0.3.1.0'", "'127.0.0.1'"),
    "ts_ignore": ("/* @ts-ignore */ to", "/* ignores the rest */ to"),
}


@pytest.mark.parametrize("rule", HOUSE)
def test_rules_of_the_house(rule: str) -> None:
    breaks, keeps = (changed(MAX, f"Number({each})") for each in HOUSE[rule])
    assert house.broken_rules(read(breaks), "layer2") == (rule,)
    assert core(breaks) == ("unhouse",)
    assert core(keeps) == ()


def test_layer_five_may_print() -> None:
    assert house.broken_rules(read("class A { b(): void { console.log(1); } }"), "layer5") == ()


CATCH = "class Kiln {{ open(): number {{ try {{ return 1; }} catch {} }} }}"


@pytest.mark.parametrize("clause", ["{ return 0; }", "(error) { console.error(error); return 0; }"])
def test_an_error_that_is_swallowed(clause: str) -> None:
    assert "swallowed_error" in house.broken_rules(read(CATCH.format(clause)), "layer5")


@pytest.mark.parametrize(
    "clause", ["(error) { throw error; }", "(error) { this.failed = error; return 0; }"]
)
def test_an_error_that_is_passed_on(clause: str) -> None:
    assert house.broken_rules(read(CATCH.format(clause)), "layer5") == ()


@pytest.mark.parametrize(
    ("path", "layer", "rules"),
    [
        ("../layer5/KilnCLI.js", "layer2", ("upward_import",)),
        ("../layer2/DefaultKiln.js", "layer3", ("upward_import",)),
        ("../layer3/Kiln.interface.js", "layer2", ()),
        ("../layer1/Wire.js", "layer2", ()),
        ("../layer2/DefaultKiln.js", "layer1", ("upward_import",)),
        ("../layer3/Kiln.interface.js", "layer1", ()),
        ("../layer2/DefaultKiln.js", "layer5", ()),
    ],
)
def test_imports_between_layers(path: str, layer: str, rules: tuple[str, ...]) -> None:
    code = f"import {{ Fire }} from '{path}';\nexport class Oven {{ private fire!: Fire; }}"
    assert house.broken_rules(read(code), layer) == rules


def test_an_import_that_nothing_uses() -> None:
    code = "import { join, sep } from 'path';\nexport const here = join('a', 'b');"
    assert house.broken_rules(read(code), "layer2") == ("unused_import",)
    assert house.broken_rules(read(code.replace("'b'", "sep")), "layer2") == ()


# Refactorings

OPEN = """export class Oven {
  celsius: number = 20;
  closed: boolean = true;

  heat(to: number): this {
    this.celsius = to;
    return this;
  }
}"""


def private(code: str) -> str:
    return code.replace("  celsius", "  private celsius").replace("  closed", "  private closed")


CLOSED = private(OPEN)
TOLD = "**What changed:** `celsius` and `closed` are private now; whoever needs them asks `Oven`."


PRIVATE, TYPED = "public fields made private", "any replaced by types"


def refactored(
    after: str,
    told: str = TOLD,
    before: str = OPEN,
    steps: str = PRIVATE,
    layer: str = "layer2",
) -> tuple[str, ...]:
    return codes(
        "style_refactor",
        "`Oven` has public fields. Bring it from CMM2 to CMM3.",
        f"`Oven.ts`, CMM2:\n\n{fenced(before)}",
        f"{fenced(after)}\n\n{told}",
        pattern_applied=steps,
        layer=layer,
        view="constructed_class",
    )


def test_a_refactoring_that_is_what_it_says() -> None:
    assert refactored(CLOSED) == ()


def test_a_step_that_was_not_taken() -> None:
    assert "unshown" in refactored(OPEN.replace("20", "25"), "`celsius` begins at 25.")
    assert "unshown" not in refactored(CLOSED)


def test_a_second_step_that_nobody_names() -> None:
    quiet = CLOSED.replace("this.celsius = to", "this.celsius = Math.min(to, 1300)")
    assert refactored(quiet) == ("untrue",)
    assert refactored(quiet, f"{TOLD} `heat` stops at 1300.") == ()


def test_another_change_inside_of_the_named_member() -> None:
    told = f"{TOLD} `heat` is a little safer."
    rewritten = CLOSED.replace(
        "this.celsius = to;",
        "const steps = [0, to];\n    const limit = Math.max(...steps);\n"
        "    const span = limit - this.celsius;\n    this.celsius += span;",
    )
    assert refactored(rewritten, told) == ("untrue",)
    assert refactored(rewritten, f"{told} It takes `steps` up to a `limit`.") == ()


def test_a_caller_that_follows_a_renamed_member_needs_no_word() -> None:
    before = OPEN.replace("}\n}", "}\n\n  cool(): this {\n    return this.heat(0);\n  }\n}")
    after = private(before).replace("heat(", "warm(")
    assert refactored(after, TOLD, before) == ("untrue",)
    assert refactored(after, f"{TOLD} `heat` is called `warm`.", before) == ()


def test_a_type_in_place_of_any_is_named_by_its_parameter() -> None:
    before = OPEN.replace("to: number", "to: any")
    typed = f"{TOLD} Types are stated (`to: number`)."
    both = f"{PRIVATE}; {TYPED}"
    assert refactored(CLOSED, TOLD, before, both) == ("untrue",)
    assert refactored(CLOSED, typed, before, both) == ()
    assert refactored(CLOSED, f"{typed} The methods are as they were.", before, both) == ("untrue",)
    check = "Searching for writes to `celsius` finds `Oven` and nothing else."
    assert refactored(CLOSED, f"{typed} {check}", before, both) == ()


def test_a_constructor_is_named_by_what_it_does() -> None:
    before = OPEN.replace("\n\n", "\n\n  constructor() {\n    this.heat(20);\n  }\n\n")
    after = private(before).replace("heat(20)", "heat(25)")
    assert refactored(after, TOLD, before) == ("untrue",)
    assert refactored(after, f"{TOLD} Construction heats a little more.", before) == ()
    assert refactored(after, f"{TOLD} `new Oven()` heats a little more.", before) == ()


def test_a_whole_class_declares_what_it_uses() -> None:
    loose = OPEN.replace("= to;", "= this.limited(to);")
    assert refactored(private(loose), TOLD, loose) == ("broken",)
    derived, base = (each.replace("Oven {", "Oven extends Box {") for each in (loose, loose))
    assert refactored(private(derived), TOLD, base) == ()


def test_new_code_that_rests_on_what_the_old_code_never_had() -> None:
    invented = CLOSED.replace("= to;", "= Glaze.limit(Cone.of(to), Ware.heaviest());")
    told = f"{TOLD} `heat` asks `Glaze.limit`, with `Cone.of` and `Ware.heaviest`."
    assert refactored(invented, told) == ("unknown",)
    at_hand = "// Glaze.limit, Cone.of and Ware.heaviest are at hand.\n"
    assert refactored(invented, told, at_hand + OPEN) == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("return this.createScenario();", False),
        ("return { owner: this.owner, model: structuredClone(this.model) };", True),
        ("const model = this.createModel();\n  return { owner: this.owner, model };", True),
    ],
)
def test_a_scenario_that_is_made_elsewhere_is_not_shown(body: str, shown: bool) -> None:
    given = fenced(
        "class Kiln {\n  private owner = '';\n  private model: KilnModel = {};\n"
        "  createScenario(): KilnScenario;\n  createModel(): KilnModel;\n}"
    )
    output = f"toScenario(): KilnScenario {{\n  {body}\n}}"
    about = {"pattern_name": "scenario_state", "layer": "layer2", "view": "member"}
    found = codes("style_core", "Write `toScenario`.", given, output, **about)
    assert ("unshown" not in found) == shown


@pytest.mark.parametrize(
    ("line", "idle"),
    [
        ("const { size: count } = this.rows;", True),
        ("const [first, second] = this.rows;\n  this.go(first);", True),
        ("for (const [id, row] of this.rows) {\n    this.go(row);\n  }", True),
        ("for (const [, row] of this.rows) {\n    this.go(row);\n  }", False),
        ("const { size: count } = this.rows;\n  this.go(count);", False),
    ],
)
def test_parts_that_are_taken_out_and_not_used(line: str, idle: bool) -> None:
    found = steps.idle(read(f"run(): void {{\n  {line}\n}}", True))
    assert bool(found) == idle


def test_members_have_only_what_their_class_shows() -> None:
    """Steps speak of whatever a method does: that makes no field of it."""
    body = "heat(to: number): void {\n  this.model.celsius = to;\n  this.view.show(this.model);\n}"
    given = (
        "```typescript\nexport class Kiln {\n  private model: KilnModel;\n"
        "  // to be written\n  heat(to: number): void;\n}\n"
        "export interface KilnModel {\n  celsius: number;\n}\n```\n\n"
        "Steps of `heat`:\n1. call `this.view.show(this.model)`\n"
    )
    metadata = {"pattern_name": "radical_oop", "view": "member"}
    asked = "Write the method `heat` of class `Kiln`."
    assert "broken" in core(body, asked, given, **metadata)
    shown = given.replace("  // to", "  private view: KilnView;\n\n  // to")
    assert "broken" not in core(body, asked, shown, **metadata)
    listed = f"State:\n- `private readonly view: KilnView`\n\n{given}"
    assert "broken" not in core(body, asked, listed, **metadata)
