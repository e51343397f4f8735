"""The TypeScript reader on small originals: what it reads, what it calls an error, and which
violation it finds.
"""

import random

import pytest

from generators import typescript as ts
from generators.typescript.patterns.state import private_state, public_state

LAMP = """\
/** 💡 A lamp file. */

import type { Lamp } from '../layer3/Lamp.interface.js';
import { Scenario, type LampModel as Model } from "../layer3/Scenario.interface.js";
import * as clock from 'node:timers';
export { Shade } from './Shade.js';

/** A lamp that dims. 🌗 */
@component('lamp')
export class DefaultLamp extends Base<Model> implements Lamp, Switchable<Lamp> {
  /** Its state. */
  private model: Model;
  #wattage = 40; // a trailing remark
  static readonly limits: [number, number] = [0, 100];

  constructor() {
    super();
    // 🧊 cold start
    this.model = { uuid: crypto.randomUUID(), level: 0, since: new Date().toISOString() };
  }

  init(scenario: Scenario<Model>): this {
    this.model = scenario.model;
    this.dimInternal(this.model.level);
    return this;
  }

  dim(level: number): this;
  dim(level: string): this;
  dim(level: unknown): this {
    return this.dimInternal(Number(level));
  }

  @logged() get level(): number { return this.model.level; }

  set level(value) { this.model.level = value; }

  protected abstract colour(kelvin?: number): string;

  // Doc in two
  // line comments.
  private dimInternal(level: number, ...rest: string[]): this {
    this.model.level = level;
    return this;
  }

  async toScenario(): Promise<Scenario<Model>> {
    return { ior: `ior:💡:${this.model.uuid}`, owner: '', model: this.model };
  }
}
"""


@pytest.fixture(scope="module")
def lamp() -> ts.SourceFile:
    return ts.parse(LAMP)


def test_imports_with_layer_and_local_names(lamp):
    assert [(i.source, i.names, i.layer) for i in lamp.imports] == [
        ("../layer3/Lamp.interface.js", ("Lamp",), "layer3"),
        ("../layer3/Scenario.interface.js", ("Scenario", "Model"), "layer3"),
        ("node:timers", ("clock",), ""),
        ("./Shade.js", ("Shade",), ""),
    ]
    assert all(LAMP[i.start : i.end] == i.text for i in lamp.imports)


def test_offsets_are_characters_though_emoji_come_first(lamp):
    assert lamp.errors == ()
    unit = lamp.classes[0]
    assert unit.text.startswith("export class DefaultLamp") and unit.text.endswith("}")
    assert unit.doc == "/** A lamp that dims. 🌗 */\n@component('lamp')"
    assert LAMP[unit.body_start] == "{" and LAMP[unit.body_end - 1] == "}"
    assert unit.member("toScenario").text.endswith("model: this.model };\n  }")
    assert lamp.header == "/** 💡 A lamp file. */"


def test_unit_heritage_and_header(lamp):
    unit = lamp.classes[0]
    assert (unit.extends, unit.implements) == (("Base",), ("Lamp", "Switchable"))
    assert unit.heritage == ("Base", "Lamp", "Switchable")
    assert (
        unit.header
        == "export class DefaultLamp extends Base<Model> implements Lamp, Switchable<Lamp>"
    )


def test_members_by_kind(lamp):
    found = [(m.kind, m.name) for m in lamp.classes[0].members]
    assert found == [
        ("field", "model"),
        ("field", "#wattage"),
        ("field", "limits"),
        ("constructor", "constructor"),
        ("method", "init"),
        ("signature", "dim"),
        ("signature", "dim"),
        ("method", "dim"),
        ("getter", "level"),
        ("setter", "level"),
        ("abstract", "colour"),
        ("method", "dimInternal"),
        ("method", "toScenario"),
    ]


def test_member_details(lamp):
    unit = lamp.classes[0]
    model, wattage, limits = unit.fields
    assert (model.access, model.type, model.documented_text) == (
        "private",
        "Model",
        "/** Its state. */\n  private model: Model;",
    )
    assert (wattage.access, wattage.text) == ("private", "#wattage = 40;")
    assert limits.static and limits.readonly and limits.doc == ""
    init = unit.member("init")
    assert (init.statements, init.return_type, init.parameters[0].type) == (
        3,
        "this",
        "Scenario<Model>",
    )
    assert init.calls == {"dimInternal"} and init.uses == {"model"}
    assert unit.member("dim").kind == "method", "the implementation is preferred to its overloads"
    getter = unit.member("level")
    assert getter.text.startswith("get level") and getter.doc == "@logged()"
    helper = unit.member("dimInternal")
    assert helper.doc == "// Doc in two\n  // line comments." and helper.access == "private"
    assert helper.signature == "private dimInternal(level: number, ...rest: string[]): this;"
    assert [p.name for p in helper.parameters] == ["level", "...rest"]
    assert unit.member("colour").parameters[0].optional
    assert unit.member("toScenario").async_


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("export const Kit = class Inner { go() {} };", "class", "Kit"),
        ("export default class { go() {} }", "class", ""),
        ("namespace N { export class In { go() {} } }", "class", "In"),
        ("abstract class A<T> { abstract go(): T; }", "class", "A"),
        ("const f = async (a: number) => a;", "function", "f"),
        ("export default function () {}", "function", ""),
        ("declare function g(x: string): void;", "function", "g"),
        ("export type T = string;", "type", "T"),
        ("enum E { A }", "enum", "E"),
        ("export interface I extends J<K>, L { a?: string; go(): void }", "interface", "I"),
        ("export const limit = 3;", "const", "limit"),
    ],
)
def test_kinds_of_units(code, kind, name):
    (unit,) = ts.parse(code).units
    assert (unit.kind, unit.name, unit.exported) == (kind, name, "export" in code)


def test_interface_members():
    (unit,) = ts.parse(
        "interface I { a?: string; readonly b: number, go(x: string): void; new (): I }"
    ).units
    assert [(m.kind, m.name, m.text) for m in unit.members] == [
        ("field", "a", "a?: string;"),
        ("field", "b", "readonly b: number,"),
        ("signature", "go", "go(x: string): void;"),
        ("signature", "", "new (): I"),
    ]


def test_parameter_properties_are_state():
    (unit,) = ts.parse(
        "class P { constructor(private a: string, public readonly b = 1) {} go() { return this.a; "
        "} }"
    ).units
    assert [p.modifiers for p in unit.constructor.parameters] == [
        ("private",),
        ("public", "readonly"),
    ]
    assert private_state(unit) == ("a",) and public_state(unit) == ()


def test_tsx_needs_to_be_asked_for():
    code = "export class V { render() { return <b title='x'>🎈 {this.label}</b>; } }"
    assert ts.syntax_errors(code, tsx=True) == () and ts.syntax_errors(code)
    assert ts.parse(code, tsx=True).classes[0].member("render").uses == {"label"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("class A {\n  go( { }\n}", 2),
        ("class A {\n  go() {}\n", 2),
        ("const a = 1;\n✅ done\n", 2),
        ("<<<<<<< HEAD\nconst a = 1;\n", 1),
        ("class A {\n  go() { return 1; }\n  }\n}\n", 4),
        ("```typescript\nconst a = 1;\n```\n", 1),
        ("const a = 1;\n  ```\n", 2),
        ("const s = 'open;\n", 1),
        ("class A {\n  go() {\n    return await this.run();\n  }\n}", 3),
        ("const f = async () => {\n  [1].map((n) => await n);\n};", 2),
    ],
)
def test_syntax_errors_name_the_line(code, line):
    errors = ts.syntax_errors(code)
    assert errors and errors[0].startswith(f"line {line}:"), errors
    assert ts.parse(code).errors == errors


@pytest.mark.parametrize(
    "code",
    [
        "",
        "\ufeffconst a = '🎉 naïve\u00a0'; // — ✅\n",
        "const größe = 1;\u00a0const b = größe;\n",
        "/**\n```ts\nnew A()\n```\n*/\nclass A {}\n",
        "const t = `a ${b.map((c) => `<${c}>`).join('')} \\`\\`\\`ts`;\n",
        "const r = /[/'\"`]+/gu;\n",
        "class A { static { A.x = 1; } static x = 0; accessor y = 1; override go?(): void; }",
        "const a = '\ud83d';",
        "const a = await load();\nclass A { async go() { for await (const x of xs) { await x; } } "
        "}",
        "const f = async () => { await [1].map(async (n) => await n); };",
    ],
)
def test_sound_code_has_no_errors(code):
    assert ts.syntax_errors(code) == ()


def test_in_class_lets_a_member_parse():
    member = "  private async go(): Promise<this> {\n    return this; // 🎯\n  }"
    assert ts.syntax_errors(member) and ts.syntax_errors(ts.in_class(member)) == ()
    assert ts.parse(ts.in_class(member, "Rocket")).classes[0].member("go").async_
    assert ts.syntax_errors(ts.in_class("abstract area(): number;")) == ()
    assert ts.syntax_errors(ts.in_class("go() { return 1;"))


def test_never_raises_on_damaged_code():
    rng = random.Random(7)
    for _ in range(300):
        cut = list(LAMP)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(cut))
            cut[at : at + rng.randrange(3)] = rng.choice(
                ["", "}", "{", "`", "'", "🎉", "/*", "constructor", "<"]
            )
        damaged = "".join(cut)
        file = ts.parse(damaged)
        assert all(damaged[m.start : m.end] == m.text for unit in file.units for m in unit.members)
        for detector in (ts.untyped, ts.swallowed_errors, ts.public_fields, ts.constructor_logic):
            assert all(0 <= f.start <= f.end <= len(damaged) for f in detector(file))


def test_layer_of_path():
    assert ts.layer_of("components/A/0.1.0.0/src/ts/layer3/A.interface.ts") == "layer3"
    assert ts.layer_of("components/A/0.1.0.0/src/ts/playerlayer9.ts") == "unknown"


def places(text: str, findings: list[ts.Finding]) -> list[tuple[int, str]]:
    assert all(f.message and f.rule for f in findings)
    return [(f.line, text[f.start : f.end]) for f in findings]


def test_jest_usage():
    text = (
        "// jest.fn() is banned 🚫\nimport { vi } from 'vitest';\nimport { jest } from "
        "'@jest/globals';\n"
        "const rule = 'no jest.mock() here';\nconst f = jest.fn();\nconst g = vi.fn();\n"
    )
    assert places(text, ts.jest_usage(text)) == [(3, "from '@jest/globals'"), (5, "jest.fn")]
    assert ts.jest_usage("import { it } from 'vitest';") == []


def test_constructor_logic():
    text = (
        "class A {\n  constructor(path: string) {\n    this.a = 1;\n    this.load();\n  }\n"
        "}\nclass B {}"
    )
    found = ts.constructor_logic(ts.parse(text))
    assert places(text, found) == [(2, "constructor(path: string) "), (4, "this.load();")]
    assert "(path)" in found[0].message and "this.load" in found[1].message


def test_free_functions_and_underscores():
    text = (
        "class A { _go() {} go() {} get _x() { return 1; } }\nfunction free() {}\nconst "
        "arrow = () => 1;\nconst n = 1;"
    )
    file = ts.parse(text)
    assert places(text, ts.free_functions(file)) == [
        (2, "function free() {}"),
        (3, "const arrow = () => 1;"),
    ]
    assert [line for line, _ in places(text, ts.underscore_methods(file))] == [1, 1]


def test_public_fields():
    text = (
        "class A {\n  a = 1;\n  private b = 2;\n  readonly c = 3;\n  constructor(public d: "
        "string) {}\n}"
    )
    assert places(text, ts.public_fields(ts.parse(text))) == [
        (2, "a = 1;"),
        (5, "public d: string"),
    ]


def test_untyped():
    text = (
        "class A {\n  go(a, b: any, c = 1) {}\n  set v(x) {}\n}\nfunction f(a?, g: string) "
        "{}\n[1].map((n) => n);"
    )
    assert places(text, ts.untyped(ts.parse(text))) == [(2, "a"), (2, "any"), (5, "a?")]


def test_swallowed_errors():
    text = (
        "try { a(); } catch {}\ntry { a(); } catch (e) { /* 🙈 */ }\ntry { a(); } catch (e) { "
        "console.error(e); }\n"
        "try { a(); } catch (e) { throw new Error('x', { cause: e }); }\na().catch(() => {});\n"
        "a().catch((e) => report(e));"
    )
    assert [f.line for f in ts.swallowed_errors(ts.parse(text))] == [1, 2, 3, 5]


RULED = """
/* ====== */
// Section
// ======
/** One. */
export class A {
  // -------------------
  // Private Properties
  // -------------------
  /** Two. */
  private b = 1;

  //#region State
  c(): void {}
  //#endregion
  // A sentence
  //
  // and another
  d(): void {}
}
"""


def test_what_titles_a_section_belongs_to_no_declaration():
    (unit,) = ts.parse(RULED).units
    assert unit.doc == "/** One. */"
    assert [member.doc for member in unit.members] == [
        "/** Two. */",
        "",
        "// A sentence\n  //\n  // and another",
    ]


NOTED = """
export interface Options {
  shown?: {
    /** Whether the target is shown. */
    target?: boolean; // since 2.0
    link: 'https://one' | "// no comment";
  };
  run(a: string, // what to run
    b: number): void;
  exact: RegExp;
}
class Matcher {
  private shape = /a\\/\\/b/;
}
"""


def test_a_type_on_one_line_has_no_comments():
    options, matcher = ts.parse(NOTED).units
    shown, run, _ = options.members
    assert shown.type == """{ target?: boolean; link: 'https://one' | "// no comment"; }"""
    assert run.signature == "run(a: string, b: number): void;"
    assert matcher.members[0].signature == r"private shape = /a\/\/b/;"
