"""What the inputs of style_core tell: steps from the tree, declarations, modules."""

from __future__ import annotations

import pytest

from generators import catalog, typescript
from generators.settings import Settings
from generators.style_core import behaviour, facts, tasks, unit_inputs
from generators.style_core.cuts import Cut, cuts
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
        "if `order.total > LIMIT`: throw “new Error(too much for ${order.customer})”",
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
        "for each of `all`: call `each.run()`",
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
        "switch (command) { case 'a': go(); break; default: stop(); }",
        "for (let at = 0; at < 3; at++) go(at);",
    ],
)
def test_a_body_with_a_step_that_hides_something_has_no_steps(hidden: str) -> None:
    assert behaviour.steps_of("{ start(); " + hidden + " }") == ()


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


def offers(category: str, view: str) -> list[tuple[Cut, tasks.Task]]:
    library, source = keeper()
    pattern, tokenizer = PATTERNS[category], Settings().tokenizer
    return [
        (cut, task)
        for cut in cuts(source, pattern, tokenizer)
        if cut.view == view
        for task in tasks.tasks(cut, pattern, library, tokenizer)
    ]


def test_imports_are_chosen_among_modules_that_the_class_does_not_need() -> None:
    cut, task = offers("5_layer_architecture", "imports")[0]
    assert cut.text == KEEPER.split("\n\n")[0]
    assert "5_layer_architecture" in cut.patterns
    for module in ("`../layer3/Order.interface.js`: `Order`", "`../layer5/ShopCLI.js`: `ShopCLI`"):
        assert f"- {module}" in task.input
    assert "import " not in task.input


def test_a_method_comes_with_its_private_state_and_its_type() -> None:
    cut, task = next(o for o in offers("radical_oop", "members") if o[0].shape == "own")
    assert cut.text.startswith("private store: Store;")
    assert "- `private store: Store`" in task.input


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
