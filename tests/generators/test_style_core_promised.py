"""style_core: classes that fulfil an interface, and scenarios of whole objects."""

from __future__ import annotations

import pytest

from generators import typescript
from generators.sample import Candidate
from generators.style_core import generator
from generators.style_core.made.promised.places import MOST
from generators.typescript import patterns
from generators.worth import judge
from tests.generators.test_style_core import DATASET, SETTINGS, Shelf
from tests.generators.test_style_core_made import offered

PUMP = """\
export interface Pump {
  init(place: string): this;
  open(valve: string, force: number): void;
  close(valve?: string): void;
  level(): number;
  names(): string[];
  drain(now: boolean): Promise<void>;
  fill(from: string): Promise<this>;
  measure(): Promise<number>;
}
"""
SCALE = """\
export interface Scale {
  weigh(name: string): number;
  ready(): boolean;
  parts(): string[];
  reset(): void;
}
"""
FILES = {
    "layer3/Pump.interface.ts": PUMP,
    "layer2/DefaultPump.ts": "export class DefaultPump {\n  private place = '';\n}\n",
    "layer2/Scale.ts": SCALE,
}


@pytest.fixture(scope="module")
def tasks() -> dict[str, Candidate]:
    return offered(FILES)


def test_the_answer_shows_what_it_claims_to_show(tasks):
    text = (
        "export interface A {\n  one: string;\n  two: number;\n  three: string[];\n"
        "  four: string | null;\n  five?: number;\n  six: string;\n}\n"
    )
    more = offered({"layer3/A.ts": text})
    assert {"since DefaultA", "merged DefaultA", "complete DefaultA"} <= more.keys()
    for key, task in [*tasks.items(), *more.items()]:
        inside = task.metadata.view.startswith("member")
        file = typescript.parse(typescript.in_class(task.output) if inside else task.output)
        assert (task.category in patterns.shown(file, task.metadata.layer)) is task.shows, key


def test_each_wrapper_is_sound(tasks):
    made = {key.split()[0] for key in tasks}
    assert made >= {
        "noting", "reader", "checking", "holding", "remembering", "timed", "patient", "queued",
        "every",
    }  # fmt: skip
    assert {key: judge.alone(each) for key, each in tasks.items() if judge.alone(each)} == {}


def test_a_class_of_layer_2_imports_the_interface_of_layer_3(tasks):
    reader = tasks["reader PumpReader"]
    assert reader.output.startswith("import type { Pump } from '../layer3/Pump.interface.js';")
    assert reader.metadata.layer == "layer2"
    assert reader.category == "5_layer_architecture"
    # What stands beside its interface shows that it keeps its state to itself.
    beside = tasks["remembering RememberingScale"]
    assert beside.output.startswith("import type { Scale } from './Scale.js';")
    assert beside.category == "radical_oop"


def test_the_object_itself_is_the_one_around(tasks):
    timed = tasks["timed TimedPump"].output
    assert "async fill(from: string): Promise<this> {" in timed
    assert timed.count("return this;") == 3
    noting = tasks["noting NotingPump"].output
    assert "await this.pass('fill').fill(from);\n    return this;" in noting
    assert "returns the new object itself" in tasks["noting NotingPump"].instruction
    assert "returns the new object itself" not in tasks["noting NotingScale"].instruction


def test_a_reader_refuses_what_gives_no_answer(tasks):
    reader = tasks["reader PumpReader"]
    assert "async fill(): Promise<this> {\n    throw new Error('fill is not allowed');" in (
        reader.output
    )
    assert "level(): number {\n    return this.inner().level();" in reader.output
    assert "those that return a `Promise<void>`" in reader.instruction


def test_arguments_are_looked_at_before_a_call(tasks):
    checking = tasks["checking CheckingPump"].output
    assert "if (!Number.isFinite(force)) {" in checking
    assert "if (valve !== undefined && !valve.trim()) {" in checking
    assert "async fill(from: string): Promise<this> {\n    if (!from.trim()) {" in checking
    assert "  measure(): Promise<number> {\n    return this.inner().measure();" in checking


def test_answers_are_kept_and_forgotten(tasks):
    output = tasks["remembering RememberingScale"].output
    assert "this.readyAnswer ??= this.inner().ready();\n    return this.readyAnswer;" in output
    assert "return [...this.partsAnswer];" in output
    assert "reset(): void {\n    this.forget();\n    this.inner().reset();" in output
    assert "weighAnswer" not in output
    # An answer that may be nothing cannot be kept, though the request would say that it is.
    for kind, made in (("number", True), ("number | undefined", False), ("unknown", False)):
        more = SCALE.replace("weigh(name: string): number", f"weigh(): {kind}")
        found = offered({**FILES, "layer2/Scale.ts": more})
        assert ("remembering RememberingScale" in found) is made


def test_asynchronous_calls_are_tried_again_and_queued(tasks):
    patient, queued = tasks["patient PatientPump"].output, tasks["queued QueuedPump"].output
    assert "return this.tried(() => this.inner().measure());" in patient
    assert "await this.next(() => this.inner().fill(from));\n    return this;" in queued
    assert "level(): number {\n    return this.inner().level();" in queued


def test_several_objects_answer_as_one(tasks):
    every = tasks["every EveryScale"].output
    assert "this.all.reduce((sum, one) => sum + one.weigh(name), 0)" in every
    # Each call goes to all, also where the first has said no.
    assert "const found = this.all.map((one) => one.ready());" in every
    assert "this.all.flatMap((one) => one.parts())" in every
    assert "for (const one of this.all) {\n      one.reset();" in every


def test_a_mark_of_the_interface_is_no_part_of_a_name():
    files = {"layer2/Scale.ts": SCALE.replace("interface Scale", "interface IScale")}
    found = offered(files)
    assert "class EveryScale implements IScale {" in found["every EveryScale"].output


def test_of_a_long_interface_some_methods_at_a_time():
    names = "\n".join(f"  turn{at}(by: number): number;" for at in range(MOST * 2))
    found = offered(
        FILES | {"layer3/Dial.interface.ts": f"export interface Dial {{\n{names}\n}}\n"}
    )
    tasks = [each for key, each in found.items() if key.startswith("noting NotingDial")]
    assert len(tasks) == 2
    for task in tasks:
        assert "implements Pick<Dial, '" in task.output
        assert task.output.count("this.pass(") == MOST
        assert "`Pick` of the interface" in task.instruction


def test_parts_wake_by_themselves():
    text = (
        "export interface BoxModel {\n  uuid: string;\n  lids: LidModel[];\n"
        "  lock: LidModel | null;\n  marks: string[];\n}\n\n"
        "export interface LidModel {\n  name: string;\n  open: boolean;\n  notes: string[];\n}\n"
    )
    task = offered({"layer3/BoxModel.ts": text})["parts DefaultBox"]
    assert "this.lids = model.lids.map((each) => new DefaultLid().init(each));" in task.output
    assert "this.lock = model.lock && new DefaultLid().init(model.lock);" in task.output
    assert "lids: this.lids.map((each) => each.toModel())," in task.output
    assert "lock: this.lock && this.lock.toModel()," in task.output
    assert "private lock: DefaultLid | null = null;" in task.input
    assert judge.alone(task) == ()


def test_what_another_copy_has_is_added():
    text = (
        "export interface BagModel {\n  uuid: string;\n  tags: string[];\n  coins: Coin[];\n"
        "  extra: Record<string, unknown>;\n  note?: string;\n  shop: string;\n"
        "  first: Coin | null;\n}\n\n"
        "export interface Coin {\n  id: string;\n  worth: number;\n}\n"
    )
    tasks = offered({"layer3/BagModel.ts": text})
    merged = tasks["merged DefaultBag"]
    assert "this.model.tags = [...new Set([...this.model.tags, ...other.tags])];" in merged.output
    assert "!this.model.coins.some((own) => own.id === each.id)" in merged.output
    assert "this.model.extra = { ...other.extra, ...this.model.extra };" in merged.output
    assert "this.model.note ??= other.note;" in merged.output
    assert "uuid" not in merged.output
    complete = tasks["complete DefaultBag"]
    assert "if (!this.model.uuid.trim()) {\n    found.push('uuid');" in complete.output
    assert "if (this.model.first === null) {\n    found.push('first');" in complete.output
    # A list may be empty for good.
    assert "note" not in complete.output and "tags" not in complete.output
    assert "Every other member counts as filled." in complete.instruction
    assert judge.alone(merged) == judge.alone(complete) == ()


def test_a_rule_names_the_kinds_that_occur(tasks):
    text = "export interface A {\n  one: string;\n  two: number;\n  three: string[];\n}\n"
    told = offered({"layer3/A.ts": text})["scenario DefaultA"].instruction
    assert "plain values (strings and numbers) as they are" in told


def test_a_comment_asks_for_no_declaration():
    text = (
        "/** What a Lamp does when nobody looks at it. */\n"
        "export interface Glow {\n  one: string;\n  two: number;\n  three: string[];\n}\n\n"
        "export interface Lamp {\n  bulb: string;\n}\n"
    )
    given = offered({"layer3/Glow.ts": text})["scenario DefaultGlow"].input
    assert "What a Lamp does" in given and "interface Lamp" not in given


def test_modules_are_imported_with_their_ending():
    files = {
        "layer3/Truck.ts": (
            "export interface Truck {\n  plate: string;\n  wheels: number;\n  kind: string;\n"
            "  routes: string[];\n}\n"
        ),
        "layer2/DefaultYard.ts": (
            "import type { Truck } from '../layer3/Truck';\n\n"
            "export class DefaultYard {\n  private trucks: Truck[] = [];\n}\n"
        ),
    }
    task = offered(files)["queries TruckList"]
    assert task.output.startswith("import type { Truck } from '../layer3/Truck.js';")


def test_a_record_of_anything_is_state_and_anything_is_not():
    text = (
        "export interface Kept {\n  one: string;\n  two: number;\n"
        "  three: Record<string, unknown>;\n}\n\n"
        "export interface Lost {\n  one: string;\n  two: number;\n  three: unknown;\n}\n"
    )
    tasks = offered({"layer3/Both.ts": text})
    assert "this.three = structuredClone(scenario.model.three);" in (
        tasks["scenario DefaultKept"].output
    )
    assert "scenario DefaultLost" not in tasks


def test_a_single_helper_is_one():
    text = (
        "export class Lamp {\n  private power = 0;\n\n  constructor() {}\n\n"
        "  /** Switches the lamp on at a power that it can bear. */\n"
        "  on(power: number): this {\n    this.power = this.bearable(power);\n"
        "    return this;\n  }\n\n"
        "  /** The power, or what the lamp bears at most. */\n"
        "  private bearable(power: number): number {\n"
        "    const most = this.power + 100;\n    return Math.min(power, most);\n  }\n}\n"
    )
    shelf = Shelf({"components/Lamp/0.1.0.0/src/ts/layer2/Lamp.ts": text})
    asked = [each.instruction for each in generator.candidates(DATASET, shelf, SETTINGS)]
    assert any("private helper " in each for each in asked)
    assert not any("private helpers" in each for each in asked)


def test_a_value_of_an_enumeration_is_not_empty():
    listed = "export enum Grade {\n  A = 'a',\n  B = 'b',\n}\n"
    for given, made in (("string", True), ("Grade", False)):
        text = PUMP.replace("measure(): Promise<number>;", f"grade(): {given};") + listed
        found = offered({**FILES, "layer3/Pump.interface.ts": text})
        assert ("silent SilentPump" in found) is made


DEPOT = """\
import type { Parcel } from '../layer3/Parcel.js';

export class DefaultDepot {
  private parcels: Parcel[] = [];

  constructor() {}

  init(parcels: Parcel[]): this {
    this.parcels = structuredClone(parcels);
    return this;
  }

  store(parcel: Parcel, shelf: string): void {
    this.parcels.push(structuredClone(parcel));
  }

  count(): number {
    return this.parcels.length;
  }

  async find(id: string): Promise<Parcel[]> {
    return structuredClone(this.parcels.filter((each) => each.id === id));
  }
}
"""
PARCEL = "export interface Parcel {\n  id: string;\n  weight: number;\n}\n"


def test_beside_a_class_another_one_offers_the_same():
    found = offered({"layer3/Parcel.ts": PARCEL, "layer2/DefaultDepot.ts": DEPOT})
    noting = found["noting NotingDepot store"]
    assert noting.output.startswith(
        "import type { DefaultDepot } from './DefaultDepot.js';\n"
        "import type { Parcel } from '../layer3/Parcel.js';\n\n"
        "export class NotingDepot implements Pick<DefaultDepot, 'store' | 'count' | 'find'> {\n"
    )
    assert noting.input.startswith("Modules at hand:\n- `./DefaultDepot.js` (types only): ")
    assert noting.category == "5_layer_architecture" and judge.alone(noting) == ()
    assert "as a `Pick` of the class" in noting.instruction
    # What a class answers may change it as well: nobody can tell what only reads.
    assert not [key for key in found if key.startswith("reader")]


def test_a_class_is_left_alone_where_its_types_are_not_to_be_had():
    files = {"layer2/DefaultDepot.ts": DEPOT}
    assert "noting NotingDepot store" not in offered(files)
    # What may be anything is no part of it.
    open_ = DEPOT.replace("count(): number", "count(): any")
    files = {"layer3/Parcel.ts": PARCEL, "layer2/DefaultDepot.ts": open_}
    assert "noting NotingDepot store" not in offered(files)
    shown = {"layer3/Parcel.ts": PARCEL, "layer5/DefaultDepot.ts": DEPOT}
    assert "noting NotingDepot store" not in offered(shown)


def test_of_a_class_only_what_no_interface_promises_is_asked_for():
    files = {
        "layer3/Parcel.ts": PARCEL,
        "layer3/Depot.ts": "export interface Depot {\n  count(): number;\n}\n",
        "layer2/DefaultDepot.ts": "import { Depot } from '../layer3/Depot.js';\n"
        + DEPOT.replace("class DefaultDepot", "class DefaultDepot implements Depot"),
    }
    assert "noting NotingDepot store" not in offered(files)
    files["layer3/Depot.ts"] = files["layer3/Depot.ts"].replace("count", "size")
    found = offered(files)
    assert "noting NotingDepot store" in found
    # What a class does is neither remembered nor done by another one for a single call.
    assert not [key for key in found if key.startswith(("remembering", "either"))]


def test_a_part_holds_nothing_that_gives_the_whole():
    chained = DEPOT.replace("count(): number", "grow(): this").replace(
        "return this.parcels.length;", "return this;"
    )
    files = {"layer3/Parcel.ts": PARCEL, "layer2/DefaultDepot.ts": chained}
    assert not [key for key in offered(files) if key.startswith("noting")]
    methods = "".join(f"  m{n}(): {'this' if n == 1 else 'number'};\n" for n in range(9))
    large = {"layer2/Pump.ts": f"export interface Pump {{\n{methods}}}\n"}
    found = [key for key in offered(large) if key.startswith("noting")]
    assert found == ["noting NotingPump m5"]


def test_another_object_is_asked_anew(tasks):
    around = "  around(wrapped: Scale): this {\n    this.wrapped = wrapped;\n    this.forget();\n"
    assert around in tasks["remembering RememberingScale"].output
