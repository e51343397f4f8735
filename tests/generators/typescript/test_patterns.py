"""The Web4 patterns: what shows one, what declares one, and which members rely on one."""

import pytest

from generators import typescript as ts
from generators.catalog import DATASETS
from generators.typescript import patterns
from generators.typescript.patterns.layers import layer_imports_ok

from .test_typescript import LAMP

INIT = "init(scenario: S): this { this.a = scenario.model; return this; }"


@pytest.mark.parametrize(
    ("constructor", "empty"),
    [
        ("constructor() {}", True),
        ("constructor() { // nothing yet\n }", True),
        (
            "constructor() { super(); const now = new Date().toISOString(); this.a = { id: "
            "randomUUID(), now }; }",
            True,
        ),
        (
            "constructor() { this.a = new Map<string, number[]>(); this.b = [] as string[]; "
            "this.c = -1; }",
            True,
        ),
        ("", False),
        ("constructor(a: string) { this.a = a; }", False),
        ("constructor() { if (this.b) { this.a = 1; } }", False),
        ("constructor() { this.load(); }", False),
        ("constructor() { this.a = this.load(); }", False),
        ("constructor() { this.a = readFileSync('x'); }", False),
        ("constructor() { this.a = process.env.HOME || ''; }", False),
        ("constructor() { this.a = { on: bus.on('x', () => this.go()) }; }", False),
        ("constructor() { bus.on('x', handler); }", False),
        ("constructor() { registry.latest = this; }", False),
        ("constructor() { return shared; }", False),
    ],
)
def test_empty_constructor(constructor, empty):
    unit = ts.parse(f"class A extends B {{ private a; {constructor} {INIT} }}").classes[0]
    assert patterns.EMPTY_CONSTRUCTOR.shown_by(unit) is empty
    assert patterns.EMPTY_CONSTRUCTOR.declared_by(unit) is empty
    without_init = ts.parse(f"class A extends B {{ private a; {constructor} }}").classes[0]
    assert not patterns.EMPTY_CONSTRUCTOR.shown_by(without_init)


@pytest.mark.parametrize(
    ("code", "radical"),
    [
        ("class A { private a = 1; go(): number { return this.a; } }", True),
        ("class A { #a = 1; go() { return this.#a; } }", True),
        ("class A { protected readonly a = 1; readonly b = 2; go() { return this.a; } }", True),
        ("class A { private a = 1; b = 2; go() { return this.a; } }", False),
        (
            "class A { private a = 1; constructor(public b: number) {} go() { return this.a; } }",
            False,
        ),
        ("class A { a = 1; go() { return this.a; } }", False),
        ("class A { private a = 1; go() { return 2; } }", False),
        ("class A { private a = 1; get b() { return this.a; } }", False),
        ("class A { private a = 1; go() { return this.a; } }\nfunction free() {}", False),
        ("class A { private a = 1; go() { return this.a; } }\nexport const free = () => 1;", False),
    ],
)
def test_radical_oop(code, radical):
    file = ts.parse(code)
    assert patterns.RADICAL_OOP.shown_in(file, "") is radical


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (f"class A {{ {INIT} toScenario() {{ return {{}}; }} }}", True),
        (
            "class A { init(s: UserScenario) { this.s = s; } async toScenario() { return this.s; "
            "} }",
            True,
        ),
        (
            "class A { init(name: string) { this.s = name; } toScenario() { return this.s; } }",
            False,
        ),
        ("class A { toScenario() { return this.s; } }", False),
        (f"class A {{ {INIT} }}", False),
        ("interface A { toScenario(): Scenario; }", True),
        ("interface Scenario<M> { ior: string; owner: string; model: M }", True),
        ("interface Half { ior: string; model: string }", False),
        ("interface A { init(scenario: Scenario): this; }", False),
    ],
)
def test_scenario_state(code, shown):
    assert patterns.SCENARIO_STATE.shown_by(ts.parse(code).units[0]) is shown


def source(*layers: str) -> ts.SourceFile:
    lines = [f"import {{ X{n} }} from '../{layer}/X.js';" for n, layer in enumerate(layers)]
    return ts.parse("\n".join([*lines, "export class A { go() {} }", "export interface I {}"]))


@pytest.mark.parametrize(
    ("layer", "imports", "ok", "shows"),
    [
        ("layer2", ["layer3"], True, True),
        ("layer2", [], True, False),
        ("layer2", ["layer3", "layer5"], False, False),
        ("layer2", ["layer4"], False, False),
        ("layer3", [], True, True),
        ("layer3", ["layer3"], True, True),
        ("layer3", ["layer2"], False, False),
        ("layer4", ["layer2"], True, False),
        ("layer5", ["layer2", "layer3"], True, True),
        ("layer5", ["layer1"], False, False),
        ("unknown", ["layer3"], False, False),
    ],
)
def test_layers(layer, imports, ok, shows):
    file = source(*imports)
    assert layer_imports_ok(file, layer) is ok
    assert patterns.LAYERS.shown_in(file, layer) is shows


def test_patterns_of_a_file():
    lamp = ts.parse(LAMP)
    by_class = {"empty_constructor", "radical_oop", "scenario_state"}
    assert patterns.shown(lamp, "layer2") == by_class | {"5_layer_architecture"}
    assert patterns.shown(lamp, "layer3") == by_class
    assert patterns.stored(lamp) == {"empty_constructor", "scenario_state", "init_method"}


def test_a_pattern_stands_for_each_category_of_style_core():
    assert set(patterns.PATTERNS) == {c.name for c in DATASETS["style_core"].categories}


def test_members_rely_on_a_pattern_where_they_work_on_what_makes_it():
    file = ts.parse(
        "import { Model } from '../layer3/Model.js';\n"
        "export class Tap {\n  private model: Model;\n  constructor() {}\n"
        "  init(scenario: Scenario): this { this.model = scenario.model; return this; }\n"
        "  toScenario(): Scenario { return { model: this.model }; }\n"
        "  open(): this { this.model.open = true; return this; }\n"
        "  greet(): string { return 'hello'; }\n}\n"
    )
    (unit,) = file.classes
    for pattern in patterns.PATTERNS.values():
        assert pattern.shown_in(file, "layer2") and pattern.declared_in(file, "layer2")
        assert pattern.relied_on([unit.member("open")], unit, file, "layer2"), pattern.name
        assert not pattern.relied_on([unit.member("greet")], unit, file, "layer2"), pattern.name


def test_members_that_touch_no_state_themselves_rely_on_none():
    file = ts.parse(
        "export class Tap {\n  private model = { open: false };\n  constructor() {}\n"
        "  init(scenario: Scenario): this { this.model = scenario.model; return this; }\n"
        "  toScenario(): Scenario { return { model: this.model }; }\n"
        "  private set(open: boolean): void { this.model.open = open; }\n"
        "  open(): void { this.set(true); }\n}\n"
    )
    (unit,) = file.classes
    for pattern in (patterns.RADICAL_OOP, patterns.EMPTY_CONSTRUCTOR, patterns.SCENARIO_STATE):
        assert pattern.relied_on([unit.member("set")], unit, file, "layer2"), pattern.name
        assert not pattern.relied_on([unit.member("open")], unit, file, "layer2"), pattern.name
