"""What the inputs of style_core tell: steps from the tree, declarations, modules."""

from __future__ import annotations

import pytest

from generators import catalog, tokens, typescript
from generators.settings import Settings
from generators.style_core import behaviour, convention, facts, shown, tasks, unit_inputs
from generators.style_core.cuts import Cut, cuts
from generators.style_core.text import declared_field
from generators.typescript.library import Library, Source
from generators.typescript.patterns import PATTERNS

from .test_style_core import Shelf

KEEPER = """\
import { Order } from '../layer3/Order.interface.js';
import { Store } from './Store.js';
import * as path from 'path';

interface Slip {
  number: string;
  paid: boolean;
}

const LIMIT = 20;

export class Keeper {
  private store: Store;

  constructor() {
    this.store = new Store();
  }

  init(order: Order): this {
    this.store.keep(order.customer);
    return this;
  }

  slipOf(order: Order): Slip {
    const file = path.join(order.customer.toLowerCase(), order.street.toUpperCase());
    if (order.total > LIMIT) {
      throw new Error(`too much for ${order.customer}`);
    }
    this.store.keep(file);
    return { number: file, paid: false };
  }
}
"""
FILES = {
    "components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": KEEPER,
    "components/Shop/1.0.0.0/src/ts/layer2/Store.ts": """\
export class Store {
  private kept: string[] = [];
  keep(name: string): void {
    this.kept.push(name);
  }
  lose(name: string): void {
    this.kept = this.kept.filter((kept) => kept !== name);
  }
}
""",
    "components/Shop/1.0.0.0/src/ts/layer3/Order.interface.ts": """\
import { Address } from './Address.interface.js';

export interface Order extends Address {
  customer: string;
  total: number;
}
""",
    "components/Shop/1.0.0.0/src/ts/layer3/Address.interface.ts": """\
/** Where something goes. */
export interface Address {
  street: string;
}
""",
    "components/Shop/1.0.0.0/src/ts/layer5/ShopCLI.ts": "export class ShopCLI {}\n",
}


def keeper() -> tuple[Library, Source]:
    shelf = Shelf(FILES)
    library = Library(shelf)
    return library, next(s for s in library.sources if s.component.file_path.endswith("Keeper.ts"))


def test_steps_say_what_each_statement_does() -> None:
    method = typescript.parse(KEEPER).classes[0].member("slipOf")
    assert method is not None
    assert behaviour.steps(method) == (
        "take `file` from `path.join(order.customer.toLowerCase(), order.street.toUpperCase())`",
        "if `order.total > LIMIT`: throw `` new Error(`too much for ${order.customer}`) ``",
        "call `this.store.keep(file)`",
        "return `{ number: file, paid: false }`",
    )


def test_branches_loops_and_failures_are_steps() -> None:
    body = """{
  if (a) return; else if (b) { stop(); } else { go(); }
  for (const each of all) { each.run(); }
  while (this.waiting) { this.next(); }
  try { await this.load(); } catch (error) { throw error; }
}"""
    assert behaviour.steps_of(body) == (
        "if `a`: return",
        "else if `b`: call `stop()`",
        "else: call `go()`",
        "for each `each` of `all`: call `each.run()`",
        "while `this.waiting`: call `this.next()`",
        "await `this.load()`",
        "if that fails: throw `error`",
    )


def test_a_body_of_too_many_statements_has_no_steps() -> None:
    assert behaviour.steps_of("{" + "run();" * (behaviour.MOST_STEPS + 1) + "}") == ()


LONG = "'first of the long names', 'second of the long names', 'third of the long names'"


def test_a_call_too_long_to_quote_is_told_by_what_it_gets() -> None:
    assert behaviour.steps_of(f"{{ this.store.keep(order, [{LONG}]); }}") == (
        "call `this.store.keep` with `order`, an array of `'first of the long names'`, "
        "`'second of the long names'`, `'third of the long names'`",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        f"return all.filter((each) => [{LONG}].includes(each.name)).map((each) => each.number);",
        f"if (a.name === 'a long name' && b.name === 'another long name' && [{LONG}].length) go();",
        "run(`a command of many words that nobody could guess from ${this.name} or anything`);",
        f"this.disk.on('ready', (data) => {{ this.keep([{LONG}].at(data)); go(data); }});",
    ],
)
def test_a_body_with_a_step_that_hides_something_has_no_steps(hidden: str) -> None:
    assert behaviour.steps_of("{ start(); " + hidden + " }") == ()


def test_cases_counters_chains_and_additions_are_told() -> None:
    body = """{
  switch (command) { case 'a': case 'b': go(); break; case 'c': return 1; default: stop(); }
  for (let at = 0; at < 3; at++) go(at);
  text += `${this.author}, `;
  log.info(`the next of many lines that ${this.author} wrote, about ${this.title} and more`);
  return all.filter((each) => each.startsWith('something')).map((each) => each.toUpperCase());
}"""
    assert behaviour.steps_of(body) == (
        "by `command`: for `'a'`, `'b'`: call `go()`; for `'c'`: return `1`; "
        "for anything else: call `stop()`",
        "for `let at = 0; at < 3; at++`: call `go(at)`",
        "add `` `${this.author}, ` `` to `text`",
        "call `log.info` with a text with `this.author`, `this.title`",
        "return `all` with `.filter((each) => each.startsWith('something'))`, "
        "then `.map((each) => each.toUpperCase())`",
    )


def test_blanks_in_a_text_stay() -> None:
    assert behaviour.steps_of("{ say('  two  blanks'); }") == ("call `say('  two  blanks')`",)


def test_facts_are_what_the_answer_uses_and_no_more() -> None:
    library, source = keeper()
    unit = source.file.classes[0]
    method = unit.member("slipOf")
    assert method is not None
    found = facts.needed(library, source, unit, method.text, "class Keeper {}", len)
    together = "\n".join(found)
    for declared in ("interface Order", "interface Slip", "LIMIT = 20", "street: string"):
        assert declared in together
    assert "keep(name: string): void;" in together
    assert "lose" not in together and "this.kept" not in together


def test_what_is_given_already_is_no_fact() -> None:
    library, source = keeper()
    unit = source.file.classes[0]
    method = unit.member("slipOf")
    assert method is not None
    given = "interface Slip { number: string }"
    found = facts.needed(library, source, unit, method.text, given, len)
    assert not any("interface Slip" in text for text in found)


def offers(category: str, view: str, most: int = 2_048) -> list[tuple[Cut, tasks.Task]]:
    library, source = keeper()
    pattern, settings = PATTERNS[category], Settings(max_tokens=most)
    return [
        (cut, task)
        for cut in cuts(source, pattern, settings.tokenizer)
        if cut.view == view
        for task in tasks.tasks(cut, pattern, library, settings)
    ]


def test_imports_are_chosen_among_modules_that_the_class_does_not_need() -> None:
    cut, task = offers("5_layer_architecture", "imports")[0]
    assert cut.text == KEEPER.split("\n\n")[0]
    assert "5_layer_architecture" in cut.patterns
    for module in ("`../layer3/Order.interface.js`: `Order`", "`../layer5/ShopCLI.js`: `ShopCLI`"):
        assert f"- {module}" in task.input
    assert "import " not in task.input


def test_a_name_that_a_file_gives_to_an_import_is_told_with_that_of_the_module() -> None:
    head = "import { promises as fs } from 'fs';\n"
    used = "  init(order: Order): this {\n    fs.readFile(order.id);"
    text = head + KEEPER.replace("  init(order: Order): this {", used)
    path = next(path for path in FILES if path.endswith("Keeper.ts"))
    library = Library(Shelf(FILES | {path: text}))
    source = next(each for each in library.sources if each.component.file_path == path)
    pattern = PATTERNS["5_layer_architecture"]
    given = [
        task.input
        for cut in cuts(source, pattern, "auto")
        if cut.view == "imports"
        for task in tasks.tasks(cut, pattern, library, Settings())
    ]
    assert given and all("- `fs`: `promises` as `fs`\n" in each for each in given)


@pytest.mark.parametrize(
    "own",
    [
        "  put(path: string): this {\n    this.store.keep(path);\n    return this;\n  }\n",
        "  // path and Order are not needed here\n",
    ],
)
def test_imports_are_asked_for_only_where_their_use_is_to_be_seen(own: str) -> None:
    """Not where a parameter has the name of a module, or a comment alone speaks of one."""
    used = KEEPER[KEEPER.index("  init(order") : KEEPER.rindex("}")]
    text = KEEPER.replace(used, own)
    path = next(path for path in FILES if path.endswith("Keeper.ts"))
    library = Library(Shelf(FILES | {path: text}))
    source = next(each for each in library.sources if each.component.file_path == path)
    found = cuts(source, PATTERNS["5_layer_architecture"], "auto")
    assert not [cut for cut in found if cut.view == "imports"]


@pytest.mark.parametrize("mark", ["export ", ""])
def test_only_interfaces_that_others_can_import_are_asked_for(mark: str) -> None:
    text = (
        "export class DefaultOven {\n  private heat = 0;\n  constructor() {}\n}\n\n"
        f"{mark}interface Door {{\n  open: boolean;\n  turn(by: number): void;\n"
        "  close(after: number, loud: boolean): Promise<void>;\n"
        "  isLocked(key: string): boolean;\n}\n"
    )
    [source] = Library(Shelf({"components/Oven/0.1.0.0/src/ts/layer3/Oven.ts": text})).sources
    found = cuts(source, PATTERNS["5_layer_architecture"], "auto")
    assert [cut.unit.name for cut in found if cut.view == "interface"] == ["Door"] * bool(mark)


def test_what_a_short_method_gives_instead_is_told() -> None:
    """Nobody can know what stands in for what is not there, however short the method is."""
    decides = convention.DECIDES
    assert decides.search("{ return this.model?.tags || []; }")
    assert decides.search("{ return this.model?.name ?? 'none'; }")
    assert not decides.search("{ return this.model?.name; }")


def test_a_method_comes_with_its_private_state_and_its_type() -> None:
    cut, task = next(o for o in offers("radical_oop", "members") if o[0].shape == "own")
    assert cut.text.startswith("private store: Store;")
    assert "- `private store: Store`" in task.input


def test_a_shorter_limit_leaves_room_for_parts_only() -> None:
    def longest(view: str, most: int) -> int:
        texts = [
            tokens.chat(task.instruction, task.input, cut.text, "qwen2.5")
            for cut, task in offers("radical_oop", view, most)
        ]
        return max((tokens.count(text, "auto") for text in texts), default=0)

    limit = 500
    assert longest("file", 2_048) > limit
    assert longest("file", limit) == 0
    assert 0 < longest("members", limit) <= limit


def test_whole_declarations_are_sometimes_asked_for_in_the_words_of_the_requirement() -> None:
    _, source = keeper()
    pattern = PATTERNS["radical_oop"]
    cut = next(c for c in cuts(source, pattern, "auto") if c.view == "file")
    task = tasks.Task("", "Write it.", "File: x")
    drawn = [
        tasks.as_required(tasks.Task(str(n), "Write it.", "x"), cut, pattern) for n in range(2000)
    ]
    asked = [each for each in drawn if each.instruction != task.instruction]
    assert 0.04 < len(asked) / len(drawn) < 0.1
    assert {each.instruction for each in asked} == {
        "Generate a TypeScript component following the radical OOP pattern"
    }
    assert all(each.input == "Write it.\n\nx" for each in asked)
    assert catalog.DATASETS["style_core"].code == "raw"


def test_an_interface_is_asked_for_by_a_class_only_where_the_class_says_all_of_it() -> None:
    promised = typescript.parse(
        "export interface U {\n  valid(): boolean;\n  [key: string]: string;\n}"
    )
    given = typescript.parse(
        "class C {\n  static valid(): boolean { return true; }\n"
        "  other(): boolean { return true; }\n  one(text: string): boolean { return !!text; }\n}"
    )
    valid, index = promised.interfaces[0].members
    static, same, one = given.classes[0].members
    found = [unit_inputs._fulfils(m, valid) for m in (static, same, one, None)]
    assert found == [False, True, False, False]
    assert not unit_inputs._fulfils(same, index)


def test_a_regular_expression_is_told() -> None:
    pattern = "/^" + "[0-9a-f]{4}-" * 8 + "$/"
    (step,) = behaviour.steps_of("{ const form = " + pattern + "; }")
    assert step == f"take `form` from the expression `{pattern}`"


LIFE = """class Kiln {
  constructor() { this.model = { uuid: randomUUID(), pots: [] }; this.owner = ''; }
  init(scenario: Scenario): this { this.model = structuredClone(scenario.model); return this; }
  toScenario(): Scenario { return { ior: this.ior, owner: this.owner, model: this.model }; }
  hottest(): number { return Math.max(...this.pots.map((pot) => pot.celsius)); }
}"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("constructor", "pots: []", "pots: ['clay']"),
        ("init", "return this;", "this.heat(9); return this;"),
        ("init", "return this;", "this.pots = []; return this;"),
        ("init", "structuredClone(scenario.model)", "scenario.model"),
        ("init", "structuredClone(scenario.model)", "{ ...scenario.model }"),
        ("toScenario", "return {", "this.cool(); return {"),
    ],
)
def test_the_usual_life_cycle_needs_no_steps(name: str, old: str, new: str) -> None:
    members = [typescript.parse(text).classes[0].member(name) for text in (LIFE, other(old, new))]
    assert [convention.conventional(m) for m in members if m] == [True, False]


def other(old: str, new: str) -> str:
    """The life cycle with one thing that is not usual."""
    assert LIFE.count(old) == 1 or old == "return this;"
    return LIFE.replace(old, new)


def test_a_description_stands_for_a_body_that_decides_nothing_else() -> None:
    hottest = typescript.parse(LIFE).classes[0].member("hottest")
    decided = typescript.parse(LIFE.replace("pot.celsius)", "pot.celsius * 7)")).classes[0]
    said = "The temperature in celsius of the hottest pot"
    assert hottest is not None and not convention.told_by("How hot the hottest pot is now", hottest)
    assert hottest is not None and convention.told_by(said, hottest)
    assert not convention.told_by("The hottest pot", hottest)
    seven = decided.member("hottest")
    assert seven is not None and not convention.told_by(said, seven)
    assert convention.told_by(f"{said}, times 7", seven)


@pytest.mark.parametrize(
    "body", ["this.pots.length ? 1 : 0", "this.count || 1", "this.count ?? 1", "this.pots.length"]
)
def test_no_sentence_tells_what_is_given_where_there_is_nothing(body: str) -> None:
    unit = typescript.parse(f"class A {{\n  size(): number {{ return {body}; }}\n}}").classes[0]
    member = unit.member("size")
    told = member is not None and convention.told_by("The size as a count of the pots", member)
    assert told is (body == "this.pots.length")


def test_sources_are_shown_without_output_and_without_their_past() -> None:
    text = KEEPER.replace(
        "    this.store.keep(file);\n",
        "    console.log('keeping', file);\n    // FIX: was kept twice\n    // Kept by name\n"
        "    this.store.keep(file);\n",
    )
    shelf = Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": text})
    (source,) = Library(shelf).sources
    made = shown.as_shown(source)
    assert made.file.text == KEEPER.replace(
        "    this.store.keep(file);\n", "    // Kept by name\n    this.store.keep(file);\n"
    )
    assert shown.as_shown(made) is made


def test_what_constructors_should_be_is_not_said_at_each() -> None:
    text = KEEPER.replace(
        "  constructor() {\n    this.store = new Store();\n",
        "  /**\n   * Web4 principle: no initialization\n   */\n  constructor() {\n"
        "\n    // Empty, as all constructors\n    this.store = new Store();\n",
    )
    shelf = Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": text})
    (source,) = Library(shelf).sources
    assert shown.as_shown(source).file.text == KEEPER


def test_a_comment_of_which_nothing_is_left_goes() -> None:
    note = "  /**\n   * Web4 pattern: slips are chained\n   */\n"
    text = KEEPER.replace("  slipOf", f"{note}  slipOf")
    shelf = Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": text})
    (source,) = Library(shelf).sources
    assert shown.as_shown(source).file.text == KEEPER
    more = text.replace("slips are chained\n", "slips are chained\n   * One slip for each order\n")
    shelf = Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": more})
    (source,) = Library(shelf).sources
    assert "   * One slip for each order\n" in shown.as_shown(source).file.text


def test_a_fixed_value_is_given() -> None:
    unit = typescript.parse(
        "class A { private static readonly RATES: Rates = { day: 1 }; private rates: Rates = {}; }"
    ).classes[0]
    assert [declared_field(field) for field in unit.fields] == [
        "private static readonly RATES: Rates = { day: 1 }",
        "private rates: Rates",
    ]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("private port: number = 8080;", "private port: number = 8080"),
        ("private rates: Rates = {\n  open: true,\n};", "private rates: Rates = { open: true, }"),
        ("private phase: 'a' | 'b' = 'b';", "private phase: 'a' | 'b' = 'b'"),
        ("private count: number = 0;", "private count: number"),
        ("private by: Map<string, A> = new Map();", "private by: Map<string, A>"),
        ("private rates: Rates = { name: '', rows: [] };", "private rates: Rates"),
        ("private tell: (a: A) => void;", "private tell: (a: A) => void"),
    ],
)
def test_with_what_a_field_begins_is_given_unless_it_is_nothing(field: str, given: str) -> None:
    unit = typescript.parse(f"class A {{ {field} }}").classes[0]
    assert declared_field(unit.fields[0]) == given


def test_of_a_part_of_a_class_the_interface_promises_no_more() -> None:
    library, source = keeper()
    promised = typescript.parse("export interface Shop { slipOf(): Slip; close(): void; }")
    file = typescript.parse(KEEPER.replace("class Keeper", "class Keeper implements Shop"))
    unit = file.classes[0]
    whole = Source(source.component, typescript.parse(f"{promised.text}\n{file.text}"), "layer2")
    method = unit.member("slipOf")
    assert method is not None
    text = f"class Keeper implements Shop {{ {method.text} }}"
    found = facts.needed(library, whole, unit, text, "", len, frozenset({"slipOf"}))
    shop = next(each for each in found if "interface Shop" in each)
    assert "slipOf" in shop and "close" not in shop


def test_a_whole_file_is_asked_for_with_what_it_declares_besides() -> None:
    asked = [task for cut, task in offers("radical_oop", "file")]
    assert asked and all("The file also declares:" in task.input for task in asked)
    assert all("interface Slip" in task.input and "LIMIT = 20" in task.input for task in asked)


def test_a_rule_between_layers_is_said_as_far_as_the_class_shows_it() -> None:
    asked = {task.instruction for _, task in offers("5_layer_architecture", "file")}
    assert asked and not any("implements what layer 3 declares" in each for each in asked)
    assert any("layer 2 holds the implementation" in each for each in asked)


def test_comments_over_nothing_go() -> None:
    kept = "  // Slips, by number\n  slipOf"
    text = KEEPER.replace("  slipOf", f"  // Web4 pattern\n\n{kept}")
    assert text != KEEPER
    shelf = Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Keeper.ts": text})
    (source,) = Library(shelf).sources
    assert shown.as_shown(source).file.text == KEEPER.replace("  slipOf", kept)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("slips: Slip[] = []", "[...this.slips]"),
        ("slips = new Map<string, Slip>()", "new Map(this.slips)"),
        ("slips = new Set<string>()", "new Set(this.slips)"),
        ("slips: Record<string, Slip> = {}", "{ ...this.slips }"),
        ("slips = 0", "this.slips"),
    ],
)
def test_a_collection_goes_out_as_a_copy(field: str, given: str) -> None:
    text = f"class Kept {{\n  private {field};\n  all() {{\n    return this.slips;\n  }}\n}}\n"
    assert shown_text(text) == text.replace("return this.slips", f"return {given}")
    worked = text.replace("all() {", "add() {\n    this.all().push(1);\n  }\n  all() {")
    assert shown_text(worked) == worked


def test_state_goes_out_as_a_copy_part_by_part() -> None:
    text = (
        "class Kept {\n  private model: { spot: { x: number }; size: number };\n"
        "  init(scenario: KeptScenario): this {\n    this.model = scenario.model;\n"
        "    return this;\n  }\n"
        "  spot(): { x: number } {\n    return this.model.spot;\n  }\n"
        "  size(): number {\n    return this.model.size;\n  }\n"
        "  all() {\n    return JSON.parse(JSON.stringify(this.model));\n  }\n}\n"
    )
    apart = text.replace("= scenario.model", "= structuredClone(scenario.model)")
    apart = apart.replace("return this.model.spot", "return structuredClone(this.model.spot)")
    apart = apart.replace("JSON.parse(JSON.stringify(this.model))", "structuredClone(this.model)")
    assert shown_text(text) == apart


@pytest.mark.parametrize("asked", ["?.ids || []", "!.ids", "?.ids ?? []", ".ids"])
def test_a_part_of_state_goes_out_as_a_copy_where_it_may_be_missing(asked: str) -> None:
    given = f"this.scenario{asked}"
    text = (
        "class Kept {\n  private scenario: KeptScenario | null = null;\n"
        f"  ids(): string[] {{\n    return {given};\n  }}\n}}\n"
    )
    assert shown_text(text) == text.replace(f"return {given}", f"return structuredClone({given})")


def test_a_copy_is_not_copied_again() -> None:
    text = (
        "class Kept {\n  private model: KeptModel = {};\n"
        "  init(scenario: KeptScenario): this {\n    this.model = { ...scenario.model };\n"
        "    return this;\n  }\n}\n"
    )
    assert shown_text(text) == text.replace(
        "{ ...scenario.model }", "structuredClone(scenario.model)"
    )


def shown_text(text: str) -> str:
    (source,) = Library(Shelf({"components/Shop/1.0.0.0/src/ts/layer2/Kept.ts": text})).sources
    return shown.as_shown(source).file.text


def test_tags_of_one_repository_are_not_shown() -> None:
    text = KEEPER.replace("  slipOf", "  /**\n   * Writes one.\n   * @ticket 3\n   */\n  slipOf")
    assert shown_text(text) == text.replace("   * @ticket 3\n", "")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("used: process.memoryUsage().heapUsed / this.limits.most", "`used` (`process.memory"),
        ("note: `kept ${this.count} of ${this.most} at ${this.spot}`", "`note` (a text with `this"),
        ("kept: { first: this.first, second: this.second, third: this.third }",
         "`kept` (`{ first: this.first"),
        ("size: this.count", "`size: this.count`"),
        ("key: `status-change:${this.first}:${this.second}`", "`key` (`` `status-change:${"),
        ("...this.everything", "`...this.everything`"),
    ],
)  # fmt: skip
def test_entries_that_are_long_are_told_by_what_they_are_made_by(entry: str, told: str) -> None:
    body = f"{{ return {{ one: this.one, two: this.two, {entry}, four: this.four, five: 5 }}; }}"
    (step,) = behaviour.steps_of(body)
    assert f", {told}" in step
    # What no step can tell is left out whole.
    hidden = f"{{ return {{ one: this.one, two: {'(this.a + ' * 8}1{')' * 8} + {'b' * 40} }}; }}"
    assert behaviour.steps_of(hidden) == ()


def test_a_number_that_is_compared_is_decided() -> None:
    member = (
        typescript.parse(
            "class A { twins(names: string[]): boolean { return new Set(names).size === 2; } }"
        )
        .classes[0]
        .member("twins")
    )
    said = "Whether the names that are given are those of twins"
    assert member is not None and not convention.told_by(said, member)
    assert convention.told_by(f"{said}, 2 of them", member)


def test_an_error_that_moves_is_no_new_one() -> None:
    broken = "  // FIX: was kept twice\n  wait(): void {\n    await this.store;\n  }\n\n"
    text = KEEPER.replace("  slipOf", f"{broken}  slipOf")
    assert shown_text(text) == text.replace("  // FIX: was kept twice\n", "")


@pytest.mark.parametrize(
    ("asserted", "asked"),
    [
        ("`lost: ${(error as Error).message}`",
         "`lost: ${error instanceof Error ? error.message : String(error)}`"),
        ("'lost: ' + (error as Error).message",
         "'lost: ' + (error instanceof Error ? error.message : String(error))"),
        ("(error as HttpError).message", "(error as HttpError).message"),
    ],
)  # fmt: skip
def test_what_is_caught_is_asked_what_it_is(asserted: str, asked: str) -> None:
    text = (
        "class Kept {{\n  go(): string {{\n    try {{\n      return this.run();\n"
        "    }} catch (error) {{\n      throw new Lost({});\n    }}\n  }}\n}}\n"
    )
    assert shown_text(text.format(asserted)) == text.format(asked)
    whole = text.replace("throw new Lost({});", "return this.lost({{ error: {} }});")
    kept = "error instanceof Error ? error.message : String(error)"
    assert shown_text(whole.format("(error as Error).message")) == whole.format(kept)
