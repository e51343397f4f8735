"""style_core: tasks whose answers follow from declarations, with their whole answers."""

from __future__ import annotations

import pytest

from generators import catalog
from generators.sample import Candidate
from generators.settings import Settings
from generators.style_core import generator, made
from generators.style_core.inputs import PREFIX
from generators.style_core.made import shapes, words
from generators.style_core.shown import as_shown
from generators.style_core.text import an, told, with_known_tags, without_untold
from generators.style_core.unit_inputs import promise
from generators.style_core.wording import wording
from generators.typescript import parse
from generators.typescript.library import Library
from generators.worth import judge
from tests.generators.test_style_core import Shelf

DATASET = catalog.DATASETS["style_core"]
CRATE = """\
/** A crate on its way. */
export interface CrateModel {
  uuid: string;
  label?: string;
  weight: number;
  phase: 'packed' | 'sent';
  stops: Stop[];
  marks: string[];
  sealedAt: Date;
}

export interface Stop {
  name: string;
  open: boolean;
}
"""
PARCEL = """\
export interface ParcelModel {
  uuid: string;
  fragile: boolean;
  phase: 'packed' | 'sent';
  stamps: string[];
  note?: string;
}
"""
DEPOT = """\
export interface Depot {
  store(name: string, weight: number): this;
  find(name: string): string[];
  clear(now: boolean, ...names: string[]): Promise<void>;
  held(): number;
}
"""
TRUCK = """\
export interface Truck {
  plate: string;
  number: string;
  wheels: number;
  kind: 'van' | 'lorry';
  driver?: string[];
  built: Date;
  routes: string[];
}
"""
YARD = """\
import type { Truck } from '../layer3/Truck.interface.js';
import type { Depot } from '../layer3/Depot.interface.js';

export class DefaultYard {
  private trucks: Truck[] = [];
}
"""
FILES = {
    "layer3/CrateModel.interface.ts": CRATE,
    "layer3/ParcelModel.interface.ts": PARCEL,
    "layer3/Depot.interface.ts": DEPOT,
    "layer3/Truck.interface.ts": TRUCK,
    "layer2/DefaultYard.ts": YARD,
    "layer5/DepotCLI.ts": "export class DepotCLI {\n  private place = '';\n}\n",
}
CATEGORIES = ("empty_constructor", "radical_oop", "scenario_state", "5_layer_architecture")


def library(files: dict[str, str] = FILES) -> Library:
    paths = {f"components/Depot/0.1.0.0/src/ts/{path}": text for path, text in files.items()}
    return Library(Shelf(paths))


def offered(files: dict[str, str] = FILES) -> dict[str, Candidate]:
    """Candidates by kind and class."""
    known = library(files)
    return {
        task.key: candidate
        for source in known.sources
        for category in CATEGORIES
        for task, candidate in made.candidates(source, category, 0.5, known, "auto", "style_core")
    }


@pytest.fixture(scope="module")
def tasks() -> dict[str, Candidate]:
    return offered()


def test_initial_values_follow_from_types(tasks):
    assert tasks["initial DefaultParcel"].output == (
        "private model: ParcelModel;\n\n"
        "constructor() {\n"
        "  this.model = { uuid: '', fragile: false, phase: 'packed', stamps: [] };\n"
        "}\n\n"
        "init(scenario: Scenario<ParcelModel>): this {\n"
        "  this.model = structuredClone(scenario.model);\n"
        "  return this;\n"
        "}"
    )


def test_getters_share_nothing(tasks):
    output = tasks["getters DefaultCrate"].output
    assert "get label(): string | undefined {\n  return this.model.label;\n}" in output
    assert "return structuredClone(this.model.stops);" in output
    assert "return [...this.model.marks];" in output
    assert "return new Date(this.model.sealedAt);" in output
    assert output.endswith("snapshot(): CrateModel {\n  return structuredClone(this.model);\n}")


def test_what_goes_out_comes_back(tasks):
    output = tasks["scenario DefaultParcel"].output
    restored, saved = output.split("\n\n")
    for name in ("uuid", "fragile", "phase", "note"):
        assert f"  this.{name} = scenario.model.{name};" in restored
        assert f"      {name}: this.{name}," in saved
    assert "  this.stamps = [...scenario.model.stamps];" in restored
    assert "      stamps: [...this.stamps]," in saved


def test_a_broken_scenario_is_refused_by_name(tasks):
    candidate = tasks["checks DefaultParcel"]
    assert not candidate.shows
    assert "if (typeof model.fragile !== 'boolean') {" in candidate.output
    assert "if (!['packed', 'sent'].includes(model.phase)) {" in candidate.output
    assert "if (model.note !== undefined && typeof model.note !== 'string') {" in candidate.output
    assert "throw new Error('stamps must be an array');" in candidate.output
    assert "throw new Error('fragile must be a boolean');" in candidate.output
    # Identity and owner come back as well.
    assert "  this.ior = structuredClone(scenario.ior);\n  this.owner = scenario.owner;" in (
        candidate.output
    )
    assert "private owner = '';" in candidate.input
    text = (
        "export interface A {\n  one: string;\n  two?: { three: string };\n  four: string[];\n}\n"
    )
    [output] = [c.output for key, c in offered({"layer3/A.ts": text}).items() if "checks" in key]
    assert (
        "if (model.two !== undefined && (typeof model.two !== 'object' || model.two === null)) {"
        in output
    )
    # One question does not settle whether a date is sound.
    assert "checks DefaultCrate" not in tasks


def test_settings_are_texts_that_are_converted(tasks):
    candidate = tasks["settings DefaultParcel"]
    assert not candidate.shows
    assert candidate.output == (
        "init(settings: Partial<Record<string, string>>): this {\n"
        "  const { uuid, fragile, phase, note } = settings;\n"
        "  if (uuid !== undefined) {\n    this.model.uuid = uuid;\n  }\n"
        "  if (fragile !== undefined) {\n    this.model.fragile = fragile === 'true';\n  }\n"
        "  if (phase !== undefined) {\n"
        "    if (phase !== 'packed' && phase !== 'sent') {\n"
        "      throw new Error(`phase must be packed or sent, not ${phase}`);\n    }\n"
        "    this.model.phase = phase;\n  }\n"
        "  if (note !== undefined) {\n    this.model.note = note;\n  }\n"
        "  return this;\n}"
    )
    converted = tasks["settings DefaultCrate"].output
    assert "    if (!weight.trim() || Number.isNaN(Number(weight))) {" in converted
    assert "    this.model.weight = Number(weight);" in converted


def test_a_list_is_changed_by_the_key_of_its_objects(tasks):
    keyed, plain = tasks["changes DefaultCrate"], tasks["changes DefaultParcel"]
    assert "if (this.model.stops.some((each) => each.name === stop.name)) {" in keyed.output
    assert "this.model.stops.push(structuredClone(stop));" in keyed.output
    assert "removeStop(name: string): this {" in keyed.output
    assert "`name`" in keyed.instruction
    assert "addStamp(stamp: string): this {" in plain.output
    assert "if (!this.model.stamps.includes(stamp)) {" in plain.output


def test_what_older_scenarios_lack_begins_as_in_a_new_object(tasks):
    candidate = tasks["earlier DefaultParcel"]
    assert "Omit<ParcelModel, 'fragile' | 'phase' | 'stamps'>" in candidate.input
    assert candidate.output.startswith(
        "init(scenario: Scenario<SavedParcelModel>): this {\n"
        "  const model = structuredClone(scenario.model);\n"
        "  this.ior = structuredClone(scenario.ior);\n"
        "  this.owner = scenario.owner;\n"
        "  this.model = {\n    ...model,\n"
        "    fragile: model.fragile ?? false,\n"
        "    phase: model.phase ?? 'packed',\n    stamps: model.stamps ?? [],\n  };\n"
        "  return this;\n}"
    )
    # Every scenario leaves an object in the same way: that is not asked for again.
    assert "toScenario" not in candidate.output
    assert "toScenario(): Scenario<ParcelModel>;" in candidate.input


def test_parameters_of_a_constructor_become_fields(tasks):
    candidate = tasks["parameters DefaultParcel"]
    assert "    private stamps: string[],\n    private note?: string,\n  ) {}" in candidate.input
    assert candidate.output == (
        "private uuid: string = '';\nprivate fragile: boolean = false;\n"
        "private phase: 'packed' | 'sent' = 'packed';\nprivate stamps: string[] = [];\n"
        "private note?: string;\n\nconstructor() {}\n\ninit(model: ParcelModel): this {\n"
        "  this.uuid = model.uuid;\n  this.fragile = model.fragile;\n"
        "  this.phase = model.phase;\n  this.stamps = [...model.stamps];\n"
        "  this.note = model.note;\n  return this;\n}"
    )


def test_a_part_of_a_model_leaves_the_rest(tasks):
    output = tasks["partial DefaultParcel"].output
    assert "  if (given.note !== undefined) {\n    this.model.note = given.note;\n  }" in output
    assert "    this.model.stamps = [...given.stamps];" in output


def test_nothing_is_given_out_before_init(tasks):
    # Of two such classes one is for each of the patterns that it shows.
    assert tasks["guarded DefaultParcel"].metadata.category == "radical_oop"
    text = PARCEL.replace("Parcel", "Bundle")
    other = offered({"layer3/BundleModel.interface.ts": text})["guarded DefaultBundle"]
    assert other.metadata.category == "empty_constructor" and judge.alone(other) == ()
    output = tasks["guarded DefaultParcel"].output
    assert "private model: ParcelModel | null = null;\n\nconstructor() {}" in output
    # What is no plain value comes first.
    assert (
        "get stamps(): string[] {\n  return [...this.current().stamps];\n}\n\nget uuid()" in output
    )
    assert "throw new Error('DefaultParcel is not initialized');" in output


def test_setters_look_at_what_they_are_given(tasks):
    output = tasks["setters DefaultCrate"].output
    assert (
        "setWeight(weight: number): this {\n  if (!Number.isFinite(weight)) {\n"
        "    throw new Error('weight must be a finite number');\n  }\n"
        "  this.model.weight = weight;\n  return this;\n}"
    ) in output
    assert "if (label !== undefined && !label.trim()) {" in output
    assert "  this.model.sealedAt = new Date(sealedAt);" in output
    assert "a choice" not in tasks["setters DefaultCrate"].instruction


def test_a_list_answers_by_the_types_of_its_objects(tasks):
    first, second = tasks["queries TruckList"], tasks["queries TruckSelection"]
    assert first.output.startswith(
        "import type { Truck } from '../layer3/Truck.interface.js';\n\nexport class TruckList {\n"
    )
    assert first.metadata.category == "5_layer_architecture"
    assert "    return structuredClone(this.entries).sort((a, b) => a.wheels - b.wheels);" in (
        first.output
    )
    both = first.output + second.output
    # `number` tells trucks apart, and no two have the same plate: nobody groups by them.
    assert "groupedBy" not in both
    assert "counts.set(each.kind, (counts.get(each.kind) ?? 0) + 1);" in both
    assert "this.entries.filter((each) => each.driver === undefined)" in both
    assert "this.entries.filter((each) => each.built >= moment)" in both
    # Where layer 2 does not use the type, its file gives members of a class.
    own = tasks["queries CrateList"]
    assert own.metadata.category == "radical_oop"
    assert own.output.startswith("private entries: CrateModel[] = [];\n\n")


def test_members_are_not_asked_for_as_a_class(tasks):
    whole, part = tasks["queries TruckList"], tasks["queries CrateList"]
    assert "private list" in part.instruction and "private list" not in whole.instruction


def test_a_register_refuses_what_says_nothing(tasks):
    output = tasks["register CrateRegister"].output
    assert "if (!crate.uuid.trim()) {\n    throw new Error('uuid must not be empty');" in output
    assert "if (Number.isNaN(crate.sealedAt.getTime())) {" in output
    assert "label" not in output
    assert "throw new Error(`no crate with uuid ${uuid}`);" in output


def test_a_history_compares_by_type(tasks):
    output = tasks["history CrateHistory"].output
    assert "if (before.label !== after.label) {\n    found.push('label');" in output
    assert "if (before.sealedAt.getTime() !== after.sealedAt.getTime()) {" in output
    assert "if (JSON.stringify(before.stops) !== JSON.stringify(after.stops)) {" in output


def test_stand_ins_keep_a_promise(tasks):
    noting, silent = tasks["noting NotingDepot"].output, tasks["silent SilentDepot"].output
    assert "    return this.pass('find').find(name);" in noting
    assert "    this.pass('store').store(name, weight);\n    return this;" in noting
    assert "    return this.pass('clear').clear(now, ...names);" in noting
    assert "  async clear(): Promise<void> {}" in silent
    assert "  find(): string[] {\n    return [];\n  }" in silent
    assert silent.startswith("import type { Depot } from '../layer3/Depot.interface.js';")


def test_only_rules_that_have_a_case_are_stated(tasks):
    told = tasks["initial DefaultParcel"].instruction
    assert "`''` for strings" in told and "`false` for booleans" in told
    assert "new Date(0)" not in told and "Map" not in told
    assert "`new Date(0)` for dates" in tasks["initial DefaultCrate"].instruction


def test_a_command_line_converts_what_it_passes_on(tasks):
    output = tasks["commands DepotCLI Depot.store"].output
    assert "import type { Depot } from '../layer3/Depot.interface.js';" in output
    assert "        depot.store(rest[0], Number(rest[1]));" in output
    assert "console.log(JSON.stringify(depot.find(rest[0]), null, 2));" in output
    assert "await depot.clear(rest[0] === 'true', ...rest.slice(1));" in output
    assert "console.log(depot.held());" in output


def test_a_command_line_is_asked_for_what_its_methods_show(tasks):
    told = tasks["commands DepotCLI Depot.store"].instruction
    assert "strings as they are, numbers by `Number`, booleans as `=== 'true'`" in told
    assert "prints what a method returns: numbers as they are, everything else as JSON" in told
    plain = "export interface Gate {\n  open(): void;\n  shut(): void;\n}\n"
    gate = offered(FILES | {"layer3/Gate.interface.ts": plain})["calls GateCLI Gate.open"]
    assert "const [command] = args;" in gate.output and "rest" not in gate.output
    assert "prints nothing" in gate.instruction
    for absent in ("Number", "'true'", "JSON", "others"):
        assert absent not in gate.instruction
    named = plain.replace("open(): void", "open(): string")
    told = offered(FILES | {"layer3/Gate.interface.ts": named})["calls GateCLI Gate.open"]
    assert "prints what a method returns." in told.instruction
    listed = plain.replace("open(): void", "open(name: string): string[]")
    told = offered(FILES | {"layer3/Gate.interface.ts": listed})["commands GateCLI Gate.open"]
    assert "in their order: strings as they are. " in told.instruction
    assert "prints what a method returns as JSON" in told.instruction


@pytest.mark.parametrize(
    ("result", "held", "printed"),
    [
        ("string[]", "", True),
        ("Bolt", "names: string[];", True),
        ("Map<string, string>", "", False),
        ("Promise<Set<string>>", "", False),
        ("() => void", "", False),
        # JSON shows none of what is held in a map.
        ("Bolt", "names: Map<string, string>;", False),
        ("Bolt[]", "names: Set<string>;", False),
    ],
)
def test_a_command_line_prints_only_what_json_can_say(result, held, printed):
    text = (
        "export interface Gate {\n  open(name: string): void;\n  shut(): void;\n"
        f"  all(): {result};\n}}\n\nexport interface Bolt {{ {held or 'name: string;'} }}\n"
    )
    found = offered(FILES | {"layer3/Gate.interface.ts": text})["commands GateCLI Gate.open"]
    assert ("case 'all'" in found.output) == printed


def test_nothing_is_weak(tasks):
    assert {key.split()[0] for key in tasks} == {
        "initial", "settings", "partial", "parameters", "guarded", "getters", "setters", "changes",
        "layered", "loose", "guard", "ordering", "watching",
        "scenario", "checks", "earlier", "queries", "register", "history", "noting", "silent",
        "commands", "json", "since", "arguments", "builder", "sparse", "view",
        "filter", "checking", "timed", "reader", "scripted", "merged", "every", "row", "options",
        "table", "lines", "summary", "survives", "refuses", "completes", "notices",
    }  # fmt: skip
    assert {key: judge.alone(each) for key, each in tasks.items() if judge.alone(each)} == {}


@pytest.mark.parametrize(
    "declared",
    [
        "export interface A {\n  one: string;\n  two: string[];\n  three(): void;\n}\n",
        "export interface A {\n  one: string;\n  two: string[];\n  three: any;\n}\n",
        "export interface A {\n  one: string;\n  two: string[];\n  three: () => void;\n}\n",
        "export interface A {\n  one: string;\n  two: string[];\n  three: Unknown;\n}\n",
        "export interface A {\n  ior: string;\n  owner: string[];\n  model: string;\n}\n",
        "export interface A {\n  one: string;\n  two: string[];\n}\n",
    ],
)
def test_what_is_no_plain_state_gives_nothing(declared):
    assert offered({"layer3/A.ts": declared}) == {}


def test_a_real_class_is_shown_with_all_that_its_constructor_sets():
    text = (
        "import type { ParcelModel } from '../layer3/ParcelModel.interface.js';\n"
        "export class DefaultParcel {\n  private model: ParcelModel;\n  private owner: string;\n"
        "  private kind = 'box';\n\n  constructor() {\n"
        "    this.model = { uuid: '', fragile: false, phase: 'packed', stamps: [] };\n"
        "    this.owner = '';\n  }\n}\n"
    )
    files = {"layer3/ParcelModel.interface.ts": PARCEL, "layer2/DefaultParcel.ts": text}
    candidate = offered(files)["getters DefaultParcel"]
    assert "  private owner: string;" in candidate.input
    assert "private kind" not in candidate.input
    assert candidate.output.startswith("private model: ParcelModel;\n\nget uuid()")
    assert judge.alone(candidate) == ()


def test_a_class_that_exists_is_not_made_again():
    files = {
        "layer3/ParcelModel.interface.ts": PARCEL,
        "layer2/DefaultParcel.ts": "export class DefaultParcel {\n  private stamps = 0;\n}\n",
    }
    assert not any(key.endswith("DefaultParcel") for key in offered(files))


def test_an_interface_in_words():
    text = (
        "export interface Depot {\n"
        "  readonly name: string;\n"
        "  phase?: 'open' | 'shut';\n"
        "  /** What stands in it, by its label. */\n"
        "  crates: Record<string, number[]>;\n"
        "  send(labels: string[], urgent?: boolean): Promise<Depot>;\n"
        "  take(...labels: string[]): this;\n"
        "  close?(): void;\n"
        "}\n"
    )
    unit = parse(text).units[0]
    assert words.in_words(unit, lambda name: None) == [
        "- `name`: a text; read-only",
        "- `phase`: one of `open` or `shut`; may be missing",
        "- `crates`: a plain object that maps texts to lists of numbers."
        " What stands in it, by its label.",
        "- method `send`: takes `labels` (a list of texts) and `urgent` (true or false, which may"
        " be left out); asynchronous, gives a `Depot`",
        "- method `take`: takes `labels` (any number of texts); gives the object itself,"
        " for chaining",
        "- method `close`: gives nothing; an implementation may lack it",
    ]


@pytest.mark.parametrize(
    ("kind", "initial", "copied"),
    [
        ("string[]", "[]", "[...x]"),
        ("Map<string, number>", "new Map()", "new Map(x)"),
        ("Record<string, string>", "{}", "{ ...x }"),
        ("Set<string>", "new Set()", "new Set(x)"),
        ("string | null", "null", "structuredClone(x)"),
        ("{ a: number; b?: string }", "{ a: 0 }", "structuredClone(x)"),
        ("Array<{ a: number }>", "[]", "structuredClone(x)"),
    ],
)
def test_shapes(kind, initial, copied):
    found = shapes.shape(kind, lambda name: None)
    assert found is not None
    assert found.initial == initial
    if kind == "string | null":
        assert found.copied("x") == "x"
    else:
        assert found.copied("x") == copied


def test_comments_that_the_request_does_not_lead_to_are_dropped():
    code = (
        "/** Keeps crates in order. */\n"
        "export interface Depot {\n"
        "  /** From harbour time, never local. */\n"
        "  opened: number;\n"
        "  crates: string[]; // source.env\n"
        "}"
    )
    assert without_untold(code, "A depot that keeps crates in order.") == (
        "/** Keeps crates in order. */\n"
        "export interface Depot {\n"
        "  opened: number;\n"
        "  crates: string[];\n"
        "}"
    )


@pytest.mark.parametrize(
    ("signature", "shown"),
    [
        ("measure(sensor: string, at: number): number", True),
        ("measure(sensor: string, at: number)", False),
        ("measure(name: string, at: number): number", False),
        ("measure(sensor: string, at: string): number", False),
        ("measure(sensor: string, at: number): string", False),
    ],
)
def test_a_class_shows_an_interface_only_where_both_agree(signature, shown):
    files = {
        "layer3/Probe.interface.ts": (
            "/** A probe that measures. */\nexport interface Probe {\n"
            "  measure(sensor: string, at: number): number;\n  reset(hard: boolean): this;\n"
            "  sensors(): string[];\n  warm(celsius: number, minutes: number): Promise<void>;\n}\n"
        ),
        "layer2/DefaultProbe.ts": (
            "import type { Probe } from '../layer3/Probe.interface.js';\n"
            "export class DefaultProbe implements Probe {\n  private found: string[] = [];\n"
            f"  {signature} {{ return this.found.length; }}\n"
            "  reset(hard: boolean): this { this.found = []; return this; }\n"
            "  sensors(): string[] { return [...this.found]; }\n"
            "  async warm(celsius: number, minutes: number): Promise<void> {}\n}\n"
        ),
    }
    paths = {f"components/Probe/0.1.0.0/src/ts/{path}": text for path, text in files.items()}
    found = generator.candidates(DATASET, Shelf(paths), Settings())
    inputs = [c.input for c in found if "interface Probe" in c.output]
    assert inputs
    assert any("implemented by" in text for text in inputs) is shown


def test_comments_that_are_not_true_of_the_code_are_left_out():
    text = (
        "export class Crate {\n  private model = { a: 1 };\n\n"
        "  constructor() { // Web4 empty constructor\n  }\n\n"
        "  copy(): object {\n    // Return deep copy\n    return { ...this.model };\n  }\n\n"
        "  clone(): object {\n    // Return deep copy\n"
        "    return structuredClone(this.model);\n  }\n}\n"
    )
    shown = as_shown(library({"layer2/Crate.ts": text}).sources[0]).file.text
    assert "constructor() {}" in shown
    assert shown.count("deep copy") == 1 and "copy(): object {\n    return" in shown


def test_a_few_plain_values_make_no_scenario_to_write():
    few = "export interface Parcel {\n  a: string;\n  b: number;\n  c: number;\n  d: number;\n}\n"
    many = few.replace("}", "  e: number;\n  f: number;\n}")
    assert "scenario DefaultParcel" not in offered({"layer3/Parcel.interface.ts": few})
    assert "scenario DefaultParcel" in offered({"layer3/Parcel.interface.ts": many})


def test_interfaces_promise_nothing_as_any():
    text = (
        "/** Any crate. */\nexport interface Crate {\n  any: any;\n  all: Map<string, any[]>;\n}\n"
    )
    kept = "export class Kept {\n  private all: any[] = [];\n}\n"
    source = as_shown(library({"layer3/Crate.ts": text + kept}).sources[0])
    assert source.file.text == (
        text.replace(": any;", ": unknown;").replace("any[]>", "unknown[]>") + kept
    )


def test_state_is_shared_with_nobody():
    text = (
        "export class Crate {\n  private model: CrateModel;\n  private owner = '';\n"
        "  private scenario: CrateScenario;\n\n"
        "  init(scenario: CrateScenario): this {\n    this.model = scenario.model;\n"
        "    this.scenario = { ...this.scenario, ...scenario };\n"
        "    this.owner = scenario.owner;\n    return this;\n  }\n\n"
        "  toScenario(): CrateScenario {\n    return { owner: this.owner, model: this.model };\n"
        "  }\n\n  current(): CrateModel {\n    return this.model;\n  }\n\n"
        "  inner(): CrateModel {\n    return this.model;\n  }\n\n"
        "  grow(): this {\n    this.inner().size += 1;\n    return this;\n  }\n}\n"
    )
    shown = as_shown(library({"layer2/Crate.ts": text}).sources[0]).file.text
    assert "    this.model = structuredClone(scenario.model);\n" in shown
    assert "{ ...this.scenario, ...structuredClone(scenario) };" in shown
    assert "    this.owner = scenario.owner;" in shown
    assert "return { owner: this.owner, model: structuredClone(this.model) };" in shown
    assert "current(): CrateModel {\n    return structuredClone(this.model);" in shown
    # The class itself works on what this gives.
    assert "inner(): CrateModel {\n    return this.model;" in shown


def test_what_can_be_called_is_no_state():
    text = (
        "export class Crate {\n  private model: CrateModel;\n\n"
        "  init(model: CrateModel): this {\n    this.model = model;\n"
        "    this.model.open();\n    return this;\n  }\n}\n"
    )
    assert as_shown(library({"layer2/Crate.ts": text}).sources[0]).file.text == text


@pytest.mark.parametrize("apart", [False, True])
def test_a_whole_class_imports_every_type_that_it_names(apart):
    phase = "export type Phase = 'on' | 'off';\n"
    lamp = (
        "export interface Lamp {\n  name: string;\n  phase: Phase;\n  watts: number;\n"
        "  rooms: string[];\n}\n"
    )
    files = {
        "layer3/Lamp.interface.ts": lamp + phase,
        "layer2/DefaultHouse.ts": (
            "import type { Lamp } from '../layer3/Lamp.interface.js';\n\n"
            "export class DefaultHouse {\n  private lamps: Lamp[] = [];\n}\n"
        ),
    }
    if apart:
        files["layer3/Phase.ts"] = phase
        files["layer3/Lamp.interface.ts"] = f"import type {{ Phase }} from './Phase.js';\n\n{lamp}"
    found = offered(files)
    assert ("queries LampList" in found) is not apart
    if not apart:
        output = found["queries LampList"].output
        assert output.startswith("import type { Lamp, Phase } from '../layer3/Lamp.interface.js';")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Crate", "a `Crate`"),
        ("Oven", "an `Oven`"),
        ("UnitModel", "a `UnitModel`"),
        ("Umbrella", "an `Umbrella`"),
    ],
)
def test_articles(name, told):
    assert an(name) == told


def test_what_is_optional_is_the_member_and_not_a_part_of_it():
    text = "export interface Oven {\n  door: { open?: boolean };\n  light?: { on: boolean };\n}\n"
    door, light = parse(text).units[0].members
    assert "optional" not in promise(door) and "optional" in promise(light)


def test_a_method_that_may_be_missing_is_told_as_optional():
    bake, light = (
        parse("interface Oven {\n  bake(): void;\n  light?(on: boolean): void;\n}").units[0].members
    )
    assert promise(bake).startswith("the method ")
    assert promise(light).startswith("the optional method ")


def test_members_without_a_name_to_call_are_told_as_they_stand():
    members = "[key: string]: unknown;\n  (on: boolean): void;\n  get heat(): number;"
    unit = parse(f"interface Oven {{\n  {members}\n}}").units[0]
    assert [promise(member) for member in unit.members] == [
        "`[key: string]: unknown`",
        "`(on: boolean): void`",
        "`get heat(): number`",
    ]
    assert words.in_words(unit, lambda name: None) == []


def test_accessors_and_optional_methods_are_no_commands():
    declared = DEPOT.replace("  held(): number;", "  get held(): number;\n  shut?(): void;")
    found = offered({**FILES, "layer3/Depot.interface.ts": declared})
    assert "case 'find'" in found["commands DepotCLI Depot.store"].output
    assert "held" not in found["commands DepotCLI Depot.store"].output
    assert "shut" not in found["commands DepotCLI Depot.store"].output
    assert "noting NotingDepot" not in found


def test_comments_that_title_a_section_and_casts():
    text = (
        "export class Crate {\n  private model: any;\n\n  // Helper methods\n"
        "  // Counts what is in it.\n  count(): number {\n    return this.model.size;\n  }\n\n"
        "  init(scenario: CrateScenario): this {\n"
        "    this.model = scenario.model as CrateModel;\n    return this;\n  }\n}\n"
    )
    shown = as_shown(library({"layer2/Crate.ts": text}).sources[0]).file.text
    assert "Helper methods" not in shown and "// Counts what is in it." in shown
    assert "this.model = structuredClone(scenario.model) as CrateModel;" in shown


def test_an_abbreviation_is_one_word_of_a_name():
    crate = "export interface NAME {\n  uuid: string;\n  a: number;\n  b: string[];\n}\n"
    for name, one in (("IOR", "ior"), ("CLICheck", "cliCheck"), ("Box", "box")):
        found = offered({"layer3/A.ts": crate.replace("NAME", name)})
        assert f"put({one}: {name}): this {{" in found[f"register {name}Register"].output


def test_a_scenario_may_leave_out_what_belongs_to_the_running_object(tasks):
    # A parcel without its stamps would be another parcel.
    assert "transient DefaultParcel" not in tasks
    parcel = PARCEL.replace("fragile", "connected").replace("phase", "state")
    candidate = offered({"layer3/P.ts": parcel})["transient DefaultParcel"]
    assert "Omit<ParcelModel, 'connected' | 'state'>" in candidate.input
    restored, saved = candidate.output.split("\n\n")
    begins = (
        "    ...structuredClone(scenario.model),\n    connected: false,\n    state: 'packed',\n"
    )
    assert begins in restored and "connected" not in saved and "state:" not in saved
    assert (
        "      stamps: [...this.model.stamps]," in saved and "      note: this.model.note," in saved
    )
    told = "`connected` and `state`"
    # Nobody has to look for what "they" are.
    assert f"After `init`, {told} have" in candidate.instruction or (
        f"`init` gives {told} their initial values" in candidate.instruction
    )
    assert (
        "`false` for booleans and the first allowed value for enumerated types"
        in candidate.instruction
    )


def test_the_pattern_is_named_last(tasks):
    claims = wording().patterns["radical_oop"].whole
    for key, task in tasks.items():
        if task.category == "radical_oop":
            assert task.instruction.endswith(tuple(claims)), key


def test_rules_that_are_joined_by_and_are_parted_by_semicolons():
    assert told(["a is one", "b is two"]) == "a is one and b is two"
    assert told(["a is kept and b copied", "c is two"]) == "a is kept and b copied; c is two"
    assert told(["a (b and c) is one", "d is two"]) == "a (b and c) is one and d is two"
    assert told(["a is done, in order", "b is two"]) == "a is done, in order; b is two"


def test_a_register_says_what_it_looks_at(tasks):
    assert (
        "Before that, it checks the required members, but not what is inside lists or objects: "
        "a string must not be empty or blank; a number must be finite; a date must be valid."
    ) in tasks["register CrateRegister"].input


def test_a_summary_asks_of_all_objects_together(tasks):
    output = tasks["summary CrateSummary"].output
    assert "totalWeight(): number {\n  return this.entries.reduce(" in output
    assert "return this.entries.filter((each) => each.label === undefined).length;" in output
    assert "commonestPhase(): 'packed' | 'sent' | undefined {" in output
    # Nobody adds up numbers of houses.
    text = "export interface A {\n  house: number;\n  made: Date;\n  tags: string[];\n}\n"
    assert "summary ASummary" not in offered({"layer3/A.ts": text})
    found = offered({"layer3/A.ts": text.replace("house", "meanScore")})["summary ASummary"]
    assert "if (this.entries.length === 0) {\n    return null;\n  }" in found.output
    # The sum of totals is a total.
    found = offered({"layer3/A.ts": text.replace("house", "totalTokens")})["summary ASummary"]
    assert "\ntotalTokens(): number {" in found.output


def test_what_comes_out_of_work_is_given_by_no_option():
    text = "export interface {0} {\n  name: string;\n  size: number;\n  made: Date;\n}\n"
    cli = "export class DepotCLI {\n  private place = '';\n}\n"
    for name, asked in (("Order", True), ("OrderResult", False), ("OrderOptions", False)):
        files = {"layer3/A.ts": text.replace("{0}", name), "layer5/DepotCLI.ts": cli}
        assert (f"options {name}Options" in offered(files)) is asked


def test_nobody_keeps_many_objects_that_say_how_something_is_set():
    text = "export interface {0} {\n  name: string;\n  size: number;\n  made: Date;\n}\n"
    for name, kept in (("Order", True), ("OrderOptions", False), ("OrderSettings", False)):
        found = offered({"layer3/A.ts": text.replace("{0}", name)})
        assert (f"table {name}Table" in found) is (f"queries {name}List" in found) is kept


def test_what_has_one_value_or_any_is_neither_set_nor_shown():
    text = (
        "export interface A {\n  kind: 'a';\n  name: string;\n  size: number;\n  made: Date;\n"
        "  tags: string[];\n}\n"
    )
    found = offered({"layer3/A.ts": text})
    assert "setKind" not in found["setters DefaultA"].output and "table ATable" in found
    assert "ByKind" not in "".join(task.output for task in found.values())
    found = offered({"layer3/A.ts": text.replace("tags: string[]", "tags: unknown[]")})
    assert "table ATable" not in found


def test_a_table_makes_a_text_of_every_value(tasks):
    output = tasks["table TruckTable"].output
    for cell in (
        "each.wheels.toString(),", "each.driver?.join(' ') ?? '',", "each.built.toISOString(),",
    ):  # fmt: skip
        assert cell in output
    assert """`"${cell.replaceAll('"', '""')}"`""" in output


def test_a_row_holds_texts_and_numbers_under_names_in_snake_case():
    text = (
        "export interface A {\n  firstName: string;\n  isOpen: boolean;\n  madeAt: Date;\n"
        "  tags: string[];\n  sentAt?: Date;\n  note: string | null;\n}\n"
    )
    task = offered({"layer3/A.ts": text})["row DefaultA"]
    assert (
        "  is_open: number;\n  made_at: string;\n  tags: string;\n  sent_at: string | null;\n"
        in (task.input)
    )
    for line in (
        "isOpen: row.is_open === 1,", "tags: JSON.parse(row.tags) as string[],",
        "sentAt: row.sent_at === null ? undefined : new Date(row.sent_at),",
        "is_open: Number(this.model.isOpen),", "note: this.model.note,",
        "sent_at: this.model.sentAt === undefined ? null : this.model.sentAt.toISOString(),",
    ):  # fmt: skip
        assert f"    {line}\n" in task.output
    # Where no name changes and hardly a value does, there is nothing to do.
    assert "row DefaultB" not in offered({"layer3/B.ts": "export interface B {\n  a: string;\n}\n"})


def test_lines_of_a_text_are_taken_by_their_names(tasks):
    task = tasks["lines DefaultTruck"]
    assert not task.shows
    assert (
        "      case 'routes':\n        this.model.routes.push(value);\n        break;\n"
        in task.output
    )
    assert "throw new Error(`wheels must be a number: ${line}`);" in task.output
    assert "throw new Error(`Not expected: ${line}`);" in task.output


def test_options_of_a_command_line_make_an_object(tasks):
    task = tasks["options TruckOptions"]
    assert task.metadata.layer == "layer5" and task.category == "5_layer_architecture"
    assert "      kind: this.choice('kind', ['van', 'lorry'])," in task.output
    assert "driver: this.given.has('driver') ? this.text('driver').split(',') : undefined," in (
        task.output
    )
    # A helper that nothing needs is not there.
    assert "private choice<" in task.output and "private flag(" not in task.output


def test_a_scenario_is_plain_json(tasks):
    candidate = tasks["json DefaultCrate"]
    assert "Omit<CrateModel, 'sealedAt'> & {\n  sealedAt: string;\n};" in candidate.input
    assert "    sealedAt: new Date(scenario.model.sealedAt),\n" in candidate.output
    assert "      sealedAt: this.model.sealedAt.toISOString(),\n" in candidate.output
    assert "json DefaultParcel" not in tasks
    text = (
        "export interface A {\n  one: Set<string>;\n  two: Map<string, number>;\n"
        "  three?: Date;\n  four: string;\n}\n"
    )
    [output] = [c.output for key, c in offered({"layer3/A.ts": text}).items() if "json" in key]
    for line in (
        "    one: new Set(scenario.model.one),",
        "    two: new Map(Object.entries(scenario.model.two)),",
        "    three: scenario.model.three === undefined ? undefined : "
        "new Date(scenario.model.three),",
        "      one: [...this.model.one],",
        "      two: Object.fromEntries(this.model.two),",
        "      three: this.model.three?.toISOString(),",
    ):
        assert line in output
    # What no text restores by itself is left to others.
    deep = text.replace("Map<string, number>", "Map<string, Date>")
    assert not any("json" in key for key in offered({"layer3/A.ts": deep}))


def test_what_differs_from_a_scenario_is_named(tasks):
    candidate = tasks["since DefaultParcel"]
    assert "this.model = structuredClone(scenario.model);" in candidate.input
    assert (
        "  if (this.model.note !== saved.note) {\n    found.push('note');\n  }" in candidate.output
    )
    assert "if (JSON.stringify(this.model.stamps) !== JSON.stringify(saved.stamps)) {" in (
        candidate.output
    )


def test_dates_and_maps_are_saved_in_the_form_that_json_has():
    """A scenario that is stored as JSON gives back texts where dates were."""
    text = "export interface NoteModel {{\n  uuid: string;\n  lines: string[];\n  at: {};\n}}\n"
    for odd in ("Date", "Date | null", "Map<string, number>", "Set<string>", "Date[]"):
        kinds = {
            task.split()[0]
            for task, each in offered({"layer3/NoteModel.ts": text.format(odd)}).items()
            if each.metadata.category == "scenario_state"
        }
        assert kinds <= {"json"}
    plain = offered({"layer3/NoteModel.ts": text.format("number")})
    assert {"scenario DefaultNote", "sparse DefaultNote", "checks DefaultNote"} <= plain.keys()


def test_the_cells_of_a_row_have_an_order(tasks):
    assert tasks["arguments DefaultParcel"].output == (
        "init(cells: string[]): this {\n"
        "  if (cells.length !== 3) {\n"
        "    throw new Error(`expected uuid, fragile, phase, not ${cells.join(' ')}`);\n  }\n"
        "  const [uuid, fragile, phase] = cells;\n"
        "  this.model.uuid = uuid;\n"
        "  this.model.fragile = fragile === 'true';\n"
        "  if (phase !== 'packed' && phase !== 'sent') {\n"
        "    throw new Error(`phase must be packed or sent, not ${phase}`);\n  }\n"
        "  this.model.phase = phase;\n  return this;\n}"
    )


def test_what_two_declarations_share_is_taken_over():
    text = (
        "export interface Note {\n  uuid: string;\n  tags: string[];\n  size?: number;\n}\n"
        "export interface Letter {\n  uuid: string;\n  tags: string[];\n  size: number;\n"
        "  read: boolean;\n}\n"
    )
    found = offered({"layer3/Letter.ts": text})
    candidate = found["another DefaultLetter"]
    assert not judge.alone(candidate)
    assert candidate.output == (
        "init(other: Note): this {\n  this.model.uuid = other.uuid;\n"
        "  this.model.tags = [...other.tags];\n"
        "  if (other.size !== undefined) {\n    this.model.size = other.size;\n  }\n"
        "  return this;\n}"
    )
    assert "not given" in candidate.instruction
    # All of a note is in a letter: nothing is left to begin with.
    assert "another DefaultNote" not in found
    whole = offered({"layer3/Letter.ts": text.replace("size?", "size")})
    assert "not given" not in whole["another DefaultLetter"].instruction
    apart = offered({"layer3/Letter.ts": text.replace("tags: string[];\n  size?", "size?")})
    assert not any("another" in key for key in apart)
    # What contains another one is not made of it.
    holder = text.replace("  read: boolean;", "  read: boolean;\n  notes: Note[];")
    assert not any("another" in key for key in offered({"layer3/Letter.ts": holder}))


def test_gaps_are_filled():
    text = "export interface Note {\n  uuid: string;\n  tags?: string[];\n  size?: number;\n}\n"
    candidate = offered({"layer3/Note.ts": text})["filled DefaultNote"]
    assert not judge.alone(candidate)
    output = candidate.output
    assert "private tags: string[] = [];\nprivate size: number = 0;\n" in output
    assert "  this.tags = structuredClone(given.tags) ?? [];\n" in output
    assert "  this.size = given.size ?? 0;\n" in output
    one = text.replace("size?", "size")
    assert not any("filled" in key for key in offered({"layer3/Note.ts": one}))


def test_a_builder_refuses_to_make_a_part(tasks):
    text = "export interface Note {\n  uuid: string;\n  tags: string[];\n  size?: number;\n}\n"
    candidate = offered({"layer3/Note.ts": text})["builder NoteBuilder"]
    assert "private given: Partial<Note> = {};" in candidate.output
    assert "withTags(tags: string[]): this {\n  this.given.tags = [...tags];" in candidate.output
    assert candidate.output.endswith(
        "build(): Note {\n  const { uuid, tags } = this.given;\n"
        "  if (uuid === undefined) {\n    throw new Error('uuid is missing');\n  }\n"
        "  if (tags === undefined) {\n    throw new Error('tags is missing');\n  }\n"
        "  return structuredClone({ ...this.given, uuid, tags });\n}"
    )
    free = text.replace("uuid:", "uuid?:").replace("tags:", "tags?:")
    assert not any("builder" in key for key in offered({"layer3/Note.ts": free}))


def test_a_class_gives_the_state_that_it_holds():
    text = (
        "export class Crane {{\n  private load: number = 0;\n  private name: string = '';\n"
        "  protected marks: string[] = [];\n  private readonly most = 9;\n"
        "  private hook: Hook = new Hook();\n{}}}\n"
    )
    found = offered({"layer2/Crane.ts": text.format("")})
    candidate = found["scenario DefaultCrane"]
    assert not judge.alone(candidate)
    declared = (
        "export interface CraneState {\n  load: number;\n  name: string;\n  marks: string[];\n}"
    )
    assert declared in candidate.input
    # A class that is set up or saved by its own code is learned from that.
    for own in ("  init(): this {\n    return this;\n  }\n", "  toScenario() {}\n"):
        assert not any("Crane" in key for key in offered({"layer2/Crane.ts": text.format(own)}))
    few = text.replace("  protected marks: string[] = [];\n", "").format("")
    assert not any("Crane" in key for key in offered({"layer2/Crane.ts": few}))


def test_a_command_line_comes_for_each_interface():
    second = "export interface Gate {\n  open(): void;\n  shut(hard: boolean): void;\n}\n"
    found = offered(FILES | {"layer3/Gate.interface.ts": second})
    keys = sorted(key for key in found if key.startswith("commands"))
    assert keys == ["commands DepotCLI Depot.store", "commands GateCLI Gate.open"]


def test_questions_of_one_kind_alone_are_not_asked():
    text = "export interface Size {\n  wide: number;\n  high: number;\n  deep: number;\n}\n"
    assert not any("queries" in key for key in offered({"layer3/Size.ts": text}))
    mixed = text.replace("deep: number", "deep: boolean")
    assert any("queries" in key for key in offered({"layer3/Size.ts": mixed}))


def test_a_scenario_may_hold_what_differs_alone(tasks):
    task = tasks["sparse DefaultParcel"]
    assert "private static initial(): ParcelModel {" in task.input
    assert (
        task.output
        == """\
init(scenario: Scenario<Partial<ParcelModel>>): this {
  this.ior = structuredClone(scenario.ior);
  this.owner = scenario.owner;
  this.model = { ...DefaultParcel.initial(), ...structuredClone(scenario.model) };
  return this;
}

toScenario(): Scenario<Partial<ParcelModel>> {
  const model: Partial<ParcelModel> = {};
  if (this.model.uuid !== '') {
    model.uuid = this.model.uuid;
  }
  if (this.model.fragile) {
    model.fragile = this.model.fragile;
  }
  if (this.model.phase !== 'packed') {
    model.phase = this.model.phase;
  }
  if (this.model.stamps.length > 0) {
    model.stamps = [...this.model.stamps];
  }
  if (this.model.note !== undefined) {
    model.note = this.model.note;
  }
  return { ior: structuredClone(this.ior), owner: this.owner, model };
}"""
    )
    assert "objects are always" not in task.instruction
    text = "export interface Box {\n  size: number;\n  lid: Lid;\n  tags: string[];\n}\n"
    lid = "export interface Lid {\n  open: boolean;\n}\n"
    asked = offered({"layer3/Box.ts": text + lid})["sparse DefaultBox"].instruction
    assert "objects are always saved" in asked


def test_a_view_shows_each_member_by_its_type(tasks):
    task = tasks["view CrateView"]
    assert "only layer 5 prints" in task.instruction
    assert (
        """\
    const lines: string[] = [];
    lines.push(`uuid: ${crate.uuid}`);
    if (crate.label !== undefined) {
      lines.push(`label: ${crate.label}`);
    }
    lines.push(`weight: ${crate.weight}`);
    lines.push(`phase: ${crate.phase}`);
    lines.push(`stops: ${crate.stops.length}`);
    lines.push(`marks: ${crate.marks.join(', ')}`);
    lines.push(`sealedAt: ${crate.sealedAt.toISOString()}`);
    return lines;
"""
        in task.output
    )
    null = CRATE.replace("sealedAt: Date", "sealedAt: Date | null")
    task = offered(FILES | {"layer3/CrateModel.interface.ts": null})["view CrateView"]
    assert "${crate.sealedAt?.toISOString() ?? 'none'}" in task.output
    assert "`null` is shown as `none`" in task.instruction
    plain = "export interface Size {\n  wide: number;\n  high: number;\n  deep: number;\n}\n"
    plain = plain.replace("}", "  name: string;\n}")
    assert "view SizeView" not in offered(FILES | {"layer3/Size.ts": plain})


def test_a_filter_compares_by_type(tasks):
    task = tasks["filter ParcelFilter"]
    assert task.output.startswith("private wanted: Partial<ParcelModel> = {};\n\n")
    assert "if (wanted.stamps?.some((stamp) => !parcel.stamps.includes(stamp))) {" in task.output
    assert "if (wanted.note !== undefined && parcel.note !== wanted.note) {" in task.output
    dated = PARCEL.replace("note?: string", "sentAt?: Date")
    task = offered({"layer3/ParcelModel.interface.ts": dated})["filter ParcelFilter"]
    kept = "wanted.sentAt && parcel.sentAt?.getTime() !== wanted.sentAt.getTime()"
    assert kept in task.output and "dates must be the same point in time" in task.instruction


def test_one_of_several_that_teach_the_same_comes_first():
    """A class is set up from texts once before it is set up so again, and a declaration that two
    components have gives no second task of the same rung.
    """
    paths = {
        f"components/{name}/0.1.0.0/src/ts/layer3/TruckModel.interface.ts": TRUCK
        for name in ("Depot", "Harbour")
    }
    # A comment tells the files apart.
    paths = {path: f"// {path}\n{text}" for path, text in paths.items()}
    settings = Settings(tokenizer="auto", scale=0.02)
    found = [
        each
        for each in generator.candidates(DATASET, Shelf(paths), settings)
        if each.metadata.category == "empty_constructor" and each.rung in (3, 5)
    ]
    texts = [c.rung for c in found if "init(settings:" in c.output or "init(cells:" in c.output]
    assert sorted(texts) == [3, 5, 5, 5]
    assert sorted(c.rung for c in found if "init(given: Partial<Truck>)" in c.output) == [3, 5]


def test_what_a_declaration_is_for_stands_above_it():
    told = CRATE.replace("A crate on its way.", "What the yard sends by road, with its stops")
    task = offered({"layer3/CrateModel.interface.ts": told})["initial DefaultCrate"]
    said = "/** What the yard sends by road, with its stops. */\nexport interface CrateModel {"
    assert said in task.input
    bare = offered({"layer3/CrateModel.interface.ts": CRATE.replace("on its way", "model")})
    assert "/**" not in bare["initial DefaultCrate"].input


def test_setters_with_one_kind_of_check_come_later():
    texts = "export interface Note {\n  title: string;\n  body: string;\n  by: string;\n}\n"
    texts = texts.replace("}", "  at: number[];\n}")
    found = offered({"layer3/Note.ts": texts})
    assert found["setters DefaultNote"].rung == 4
    assert (
        offered({"layer3/Note.ts": texts.replace("by: string", "by: number")})[
            "setters DefaultNote"
        ].rung
        == 3
    )


def test_people_group_by_what_many_objects_share():
    text = "export interface Note {{\n  {}: string;\n  kind: string;\n  open: boolean;\n}}\n"
    for name in ("body", "longDescription", "code", "question", "barcode", "filePath"):
        for key, task in offered({"layer3/Note.ts": text.format(name)}).items():
            assert not key.startswith("queries") or f"each.{name}" not in task.output
    asked = offered({"layer3/Note.ts": text.format("homeRegion")})
    assert any("groupedByHomeRegion" in task.output for task in asked.values())


def test_a_class_of_a_component_without_a_name_stands_in_a_folder():
    text = "export interface BoxModel {\n  size: number;\n  tags: string[];\n  open: boolean;\n}\n"
    known = Library(Shelf({"src/layer3/Boxes.ts": text}))
    [source] = known.sources
    asked = [
        each.instruction
        for category in CATEGORIES
        for _, each in made.candidates(source, category, 0.5, known, "auto", "style_core")
    ]
    # Of no layer: that of the interface need not be the one of the class.
    assert asked and all("`src`" in each and "Boxes.ts" not in each for each in asked)


def test_tags_that_nobody_could_know_are_no_part_of_an_answer():
    code = (
        "/**\n * Set the version.\n * @param component - Component name @cliSyntax component\n"
        " * @param where - Component name\n *\n * @returns a figure of the moon\n */\n"
        "set(component: string, where: string): this {\n  return this;\n}\n\n"
        "/** @returns the tide */\nebb(): string {\n  return '@returns the tide';\n}"
    )
    kept = with_known_tags(code, "Set the component by its name, and where it is.", True)
    assert kept == (
        "/**\n * Set the version.\n * @param where - Component name\n */\n"
        "set(component: string, where: string): this {\n  return this;\n}\n\n"
        "ebb(): string {\n  return '@returns the tide';\n}"
    )
    assert with_known_tags(code, code.replace("@cliSyntax", ""), True).count("@param") == 1


def test_rules_speak_only_of_what_occurs(tasks):
    row, view, table = (
        tasks[key].instruction
        for key in ("row DefaultCrate", "view ParcelView", "table TruckTable")
    )
    assert "strings, numbers and enumerated values stay as they are" in row
    assert "lists are stored as JSON; a missing member is stored as `null`" in row
    assert "lists of strings are joined" in view and "numbers" not in view
    assert "lists of strings are joined with spaces" in table and "booleans" not in table
    text = "export interface Box {\n  name: string;\n  lid: Lid;\n  open: boolean;\n}\n"
    lid = "export interface Lid {\n  width: number;\n  flat: boolean;\n}\n"
    boxed = offered({"layer3/Box.ts": text + lid})
    # Beside plain values alone nothing is "other", and there is no list.
    assert (
        "as they are and objects via `structuredClone`" in boxed["getters DefaultBox"].instruction
    )
    assert "all other lists via `structuredClone`" in tasks["getters DefaultCrate"].instruction
    assert "optional lists via `structuredClone`" in tasks["getters DefaultTruck"].instruction


def test_a_label_within_a_purpose_is_left_out():
    assert PREFIX.sub("", "Purpose: A pump. Purpose: Moves water.") == "A pump. Moves water."
    assert PREFIX.sub("", "Says the purpose: none.") == "Says the purpose: none."


@pytest.mark.parametrize(("name", "whole"), [("Heron", True), ("Gull", False)])
def test_some_types_that_nobody_imports_are_kept_by_a_whole_class(name, whole):
    """Members for one category or a class for the other, never both: they teach the same."""
    fields = "  name: string;\n  phase: 'here' | 'gone';\n  grams: number;\n  rings: string[];\n"
    bird = f"export interface {name} {{\n{fields}}}\n"
    other = "export class DefaultPond {\n  private deep = 0;\n}\n"
    found = offered({f"layer3/{name}.interface.ts": bird, "layer2/DefaultPond.ts": other})
    kept = found[f"queries {name}List"]
    assert (kept.metadata.view == "class") is whole
    assert kept.metadata.category == ("5_layer_architecture" if whole else "radical_oop")
    path = f"import type {{ {name} }} from '../layer3/{name}.interface.js';"
    assert kept.output.startswith(path) is whole
    # Without a file of layer 2 there is no place for a class of layer 2.
    alone = offered({f"layer3/{name}.interface.ts": bird})
    assert alone[f"queries {name}List"].metadata.view == "members"


def test_an_older_scenario_lacks_members_of_several_kinds():
    fields = (
        "  uuid: string;\n  title: string;\n  note: string;\n  tags: string[];\n  size: number;\n"
    )
    text = f"export interface PageModel {{\n{fields}  open: boolean;\n}}\n"
    output = offered({"layer3/PageModel.ts": text})["earlier DefaultPage"].output
    found = [line.strip() for line in output.splitlines() if "??" in line]
    # One of each kind, the last ones of the declaration, and never all members.
    assert found == [
        "note: model.note ?? '',",
        "tags: model.tags ?? [],",
        "size: model.size ?? 0,",
        "open: model.open ?? false,",
    ]
    few = text.replace("  title: string;\n  note: string;\n", "")
    output = offered({"layer3/PageModel.ts": few})["earlier DefaultPage"].output
    assert output.count("??") == 2
