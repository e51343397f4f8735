"""Vitest tests of classes that hold a declared state. The class is given whole, and what its test
has to show follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators.sample import fingerprint
from generators.typescript import Member
from generators.typescript.library import TYPES
from generators.worth.piece import VERSION
from generators.worth.refactored.tested import VIEW

from ...text import component_of
from .. import examples, shapes
from ..examples import Value, written
from ..keeping.kept import LEADING
from ..settings import RESERVED
from ..state import SCENARIO, Made, State, built, indented, stem, wide
from . import checks, hibernation, sparse
from .hibernation import INIT

FOLDER = re.compile(r"(?P<root>(?:.*/)?)layer\d/")
TO_SCENARIO = """\
toScenario(): Scenario<{model}> {{
  return {{
    ior: structuredClone(this.ior),
    owner: this.owner,
    model: structuredClone(this.model),
  }};
}}"""
FIELDS = "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';\n"
ENUM = re.compile(r"(?<!['\w])([A-Z]\w*)\.[A-Z]\w*")
# What a check asks for, and a value that it refuses.
MUST = re.compile(r"throw new Error\('(\w+) must be ([^']+)'\);")
WRONG = {
    "a string": "7", "a number": "'seven'", "a boolean": "'yes'", "an array": "'none'",
    "an object": "null",
}  # fmt: skip
# What an older scenario is given.
BEGINS = re.compile(r"^ +(\w+): model\.\1 \?\? (.+),$", re.M)
USED_NAMES = "saved older newer broken scenario member wrong message model other found"
USED = RESERVED | set(USED_NAMES.split())
LONGEST = 100
# Members of which a test shows that a change is noticed.
FEWEST_ROWS = 3
# A turn that no member of a scenario has.
OTHER = 99


@dataclass(frozen=True)
class Plan:
    """A class and its test: the methods of the class with its constructor, what stands above the
    cases, the cases, and a type that the class needs besides.
    """

    kind: str
    maker: str
    methods: str
    given: Sequence[str]
    cases: Sequence[str]
    declared: str = ""


def made(state: State) -> Iterator[Made]:
    """Tests of the forms in which a class of this state may wake and hibernate."""
    own = state.unit in state.source.file.units and state.source.layer == "layer3"
    if state.initial is None or not state.is_json or not own:
        return
    values = examples.of_members((m for m, _ in state.fields), state.resolve)
    if not values or not FOLDER.search(state.source.place):
        return
    known = (*checks.made(state), *sparse.made(state), *hibernation.made(state))
    forms = {each.kind: each.output for each in known}
    plans = (
        _survives(state, values),
        _refuses(state, values, forms.get("checks", "")),
        _completes(state, values, forms.get("earlier", "")),
        _differs(state, values, forms.get("sparse", "")),
        _notices(state, values, forms.get("since", "")),
    )
    tasks = [task for plan in plans if plan is not None and (task := _task(state, plan))]
    # One test of a class comes before the others, of each class another one.
    first = int(fingerprint(state.unit.name, "tested"), 16) % max(1, len(tasks))
    yield from (*tasks[first:], *tasks[:first])


def _survives(state: State, values: Mapping[str, Value]) -> Plan | None:
    """A class that takes and gives copies."""
    name, one, model = state.holder, _one(state), state.unit.name
    changed = _changed(state)
    if not changed:
        return None
    cases = [
        "it('gives back the scenario that it was woken with', () => {\n"
        f"  expect(new {name}().init(saved()).toScenario()).toEqual(saved());\n}});",
        "it('keeps nothing of the scenario itself', () => {\n"
        f"  const scenario = saved();\n  const {one} = new {name}().init(scenario);\n"
        f"  scenario.model.{changed};\n  expect({one}.toScenario()).toEqual(saved());\n}});",
        "it('gives out nothing of its own state', () => {\n"
        f"  const {one} = new {name}().init(saved());\n"
        f"  {one}.toScenario().model.{changed};\n"
        f"  expect({one}.toScenario()).toEqual(saved());\n}});",
    ]
    methods = f"{INIT.format(model=model)}\n\n{TO_SCENARIO.format(model=model)}"
    given = [_scenario(state, "saved", model, values)]
    return Plan("survives", built(state.initial or ""), methods, given, cases)


def _refuses(state: State, values: Mapping[str, Value], init: str) -> Plan | None:
    """A class whose `init` looks at each member."""
    name, one, model = state.holder, _one(state), state.unit.name
    looks = [(m, what, WRONG.get(what, "'another'")) for m, what in MUST.findall(init)]
    if not looks:
        return None
    rows = "\n".join(f"  ['{m}', {wrong}, '{m} must be {what}']," for m, what, wrong in looks)
    last, _, wrong = looks[-1]
    cases = [
        "it('wakes from a scenario that fits', () => {\n"
        f"  expect(new {name}().init(saved()).toScenario()).toEqual(saved());\n}});",
        f"it.each([\n{rows}\n])('refuses a wrong %s', (member, wrong, message) => {{\n"
        f"  expect(() => new {name}().init(broken(member, wrong))).toThrow(message);\n}});",
        "it('stays as it was when it refuses', () => {\n"
        f"  const {one} = new {name}().init(saved());\n"
        f"  const other = {{ ...broken('{last}', {wrong}), owner: 'another' }};\n"
        f"  expect(() => {one}.init(other)).toThrow('{last}');\n"
        f"  expect({one}.toScenario()).toEqual(saved());\n}});",
    ]
    given = [
        _scenario(state, "saved", model, values),
        "const broken = (member: string, wrong: unknown) => ({\n  ...saved(),\n"
        f"  model: {{ ...saved().model, [member]: wrong }} as {model},\n}});",
    ]
    methods = f"{init}\n\n{TO_SCENARIO.format(model=model)}"
    return Plan("refuses", built(state.initial or ""), methods, given, cases)


def _completes(state: State, values: Mapping[str, Value], init: str) -> Plan | None:
    """A class that also wakes from scenarios without its newest members."""
    name, one, model = state.holder, _one(state), state.unit.name
    begins = dict(BEGINS.findall(init))
    if not begins:
        return None
    older = {key: value for key, value in values.items() if key not in begins}
    names = " | ".join(f"'{each}'" for each in begins)
    parts = ["...older().model", *(f"{key}: {each}" for key, each in begins.items())]
    flat = f"{{ {', '.join(parts)} }}"
    lines = "".join(f"    {part},\n" for part in parts)
    whole = flat if len(flat) < LONGEST - 22 else f"{{\n{lines}  }}"
    cases = [
        "it('gives an older scenario what it lacks', () => {\n"
        f"  const model = {whole};\n"
        f"  const {one} = new {name}().init(older());\n"
        f"  expect({one}.toScenario()).toEqual({{ ...older(), model }});\n}});",
        "it('takes over what a newer scenario has', () => {\n"
        "  const scenario = { ...older(), model: { ...older().model, ...newer } };\n"
        f"  expect(new {name}().init(scenario).toScenario()).toEqual(scenario);\n}});",
    ]
    newer = written({key: values[key] for key in begins}, 0, LONGEST - len(names) - len(model) - 30)
    given = [
        _scenario(state, "older", f"Omit<{model}, {names}>", older),
        f"const newer: Pick<{model}, {names}> = {newer};",
    ]
    saved = f"Saved{model}"
    declared = f"export type {saved} = Omit<{model}, {names}> & Partial<Pick<{model}, {names}>>;"
    methods = f"{init}\n\n{TO_SCENARIO.format(model=model)}"
    return Plan("completes", built(state.initial or ""), methods, given, cases, declared)


def _differs(state: State, values: Mapping[str, Value], methods: str) -> Plan | None:
    """A class that saves what differs from a new object."""
    kinds = {sparse.looked(member, each)[0] for member, each in state.fields}
    names = [m.name for m, _ in state.fields if not shapes.is_optional(m)]
    if not methods or "always" in kinds or len(names) < len(state.fields):
        return None
    name, one, model = state.holder, _one(state), state.unit.name
    part = {key: values[key] for key in (names[0], names[-1])}
    cases = [
        "it('saves nothing of a new object', () => {\n"
        f"  expect(new {name}().toScenario().model).toEqual({{}});\n}});",
        "it('saves what differs and nothing else', () => {\n"
        f"  expect(new {name}().init(saved()).toScenario()).toEqual(saved());\n}});",
        "it('begins anew with each scenario', () => {\n"
        f"  const {one} = new {name}().init(saved());\n"
        f"  {one}.init({{ ...saved(), model: {{}} }});\n"
        f"  expect({one}.toScenario().model).toEqual({{}});\n}});",
    ]
    begin = f"private static initial(): {model} {{\n  return {wide(state.initial or '')};\n}}"
    maker = f"constructor() {{\n  this.model = {name}.initial();\n}}\n\n{begin}"
    given = [_scenario(state, "saved", f"Partial<{model}>", part)]
    return Plan("differs", maker, methods, given, cases)


def _notices(state: State, values: Mapping[str, Value], methods: str) -> Plan | None:
    """A class that tells what has changed since it was saved."""
    name, one, model = state.holder, _one(state), state.unit.name
    others = [(m.name, other) for m, _ in state.fields if (other := _other(state, m))]
    if not methods or len(others) < FEWEST_ROWS:
        return None
    rows = "\n".join(f"  ['{member}', {other}]," for member, other in others)
    names = "\n".join(f"    '{member.name}'," for member, _ in state.fields)
    cases = [
        "it('finds no change since it was saved', () => {\n"
        f"  const {one} = new {name}().init(saved());\n"
        f"  expect({one}.changedSince({one}.toScenario())).toEqual([]);\n}});",
        f"it.each([\n{rows}\n])('names %s alone if nothing else differs', (member, other) => {{\n"
        f"  const model = {{ ...saved().model, [member]: other }} as {model};\n"
        f"  const found = new {name}().init(saved()).changedSince({{ ...saved(), model }});\n"
        "  expect(found).toEqual([member]);\n});",
        "it('names all members in the order of their declaration', () => {\n"
        f"  expect(new {name}().changedSince(saved())).toEqual([\n{names}\n  ]);\n}});",
    ]
    given = [_scenario(state, "saved", model, values)]
    whole = f"{INIT.format(model=model)}\n\n{methods}"
    return Plan("notices", built(state.initial or ""), whole, given, cases)


def _other(state: State, member: Member) -> str:
    """Another value than a scenario has; empty where that takes more than a word."""
    kind = " ".join((member.type or "").split())
    if shapes.ARRAY.fullmatch(kind):
        return "[]"
    if shapes.LITERALS.fullmatch(kind):
        return str(re.findall(r"'[^']*'", kind)[0])
    simple = examples.of_type(kind, member.name, state.resolve, OTHER)
    return {"boolean": "false", "string": str(simple), "number": str(simple)}.get(kind, "")


def _scenario(state: State, called: str, held: str, values: Mapping[str, Value]) -> str:
    """A function that gives a new scenario at each call."""
    about, record = stem(state.unit.name), state.source.component
    owner = record.name or component_of(record.file_path) or about
    return (
        f"const {called} = (): Scenario<{held}> => ({{\n"
        f"  ior: {{ uuid: '{about.lower()}-1', component: '{owner}', version: 'latest' }},\n"
        f"  owner: 'tester',\n  model: {written(values, 2, LONGEST - 12)},\n}});"
    )


def _changed(state: State) -> str:
    """A statement that changes a member of a model: a list, if there is one; empty where that
    takes more than one expression.
    """
    open_ones = [(m, e) for m, e in state.fields if not (m.readonly or shapes.is_optional(m))]
    for member, _ in sorted(open_ones, key=lambda pair: pair[1].plain):
        kind = " ".join((member.type or "").split())
        if shapes.ARRAY.fullmatch(kind):
            return f"{member.name}.pop()"
        if kind in ("string", "number"):
            value = examples.of_type(kind, member.name, state.resolve, OTHER)
            return f"{member.name} = {value}"
    return ""


def _one(state: State) -> str:
    """What an object is called."""
    one = LEADING.sub(lambda found: found[0].lower(), stem(state.unit.name), count=1)
    return one if one not in USED else "one"


def _task(state: State, plan: Plan) -> Made | None:
    """The task with its class, imports and cases; None where a line is too long or a module is not
    to be had.
    """
    name, model = state.holder, state.unit.name
    body = indented(f"{FIELDS}private model: {model};\n\n{plan.maker}\n\n{plan.methods}")
    inner = "\n\n".join([*plan.given, *plan.cases])
    code = f"describe('{name}', () => {{\n{indented(inner)}\n}});"
    modules = _modules(state, dict.fromkeys(ENUM.findall(code)))
    if not modules or max(map(len, code.split("\n"))) > LONGEST:
        return None
    imports = ["import { describe, expect, it } from 'vitest';", *(each for each, _ in modules)]
    told = "\n".join(f"- {each}" for _, each in modules)
    shell = f"export class {name} {{\n{body}\n}}"
    given = [each for each in (shell, plan.declared, SCENARIO) if each]
    shown = state.shown(f"{state.initial}\n{code}", *given)
    # What shows a pattern from outside comes after what shows it itself.
    return Made(
        "scenario_state", plan.kind, name, model,
        f"File: `test/{name}.test.ts`\n\nModules at hand:\n{told}\n\n{shown}",
        "\n".join(imports) + f"\n\n{code}", VIEW, shows=False, thin=True,
    )  # fmt: skip


def _modules(state: State, values: Mapping[str, None]) -> list[tuple[str, str]]:
    """(import, how the request tells it) of the class, the scenario, the declared state and the
    enumerations of its values; nothing where one of them is not to be had.
    """
    found = FOLDER.search(state.source.place)
    root = f"../{found['root'] if found else ''}"
    home = f"../{state.source.place.removesuffix('.ts')}.js"
    plain: dict[str, list[str]] = {home: []}
    for name in values:
        located = state.library.located(state.source, name, TYPES)
        if located is None or located[1].kind != "enum" or not located[1].exported:
            return []
        path = f"../{located[0].place.removesuffix('.ts')}.js"
        plain.setdefault(path, []).append(name)
    scenario = f"{root}layer3/Scenario.interface.js"
    made = [
        (f"import {{ {state.holder} }} from '{root}layer2/{state.holder}.js';",
         f"`{root}layer2/{state.holder}.js`: `{state.holder}`"),
        (f"import type {{ Scenario }} from '{scenario}';",
         f"`{scenario}` (types only): `Scenario`"),
    ]  # fmt: skip
    for path, names in plain.items():
        types = [state.unit.name] if path == home else []
        if not names:
            made.append((f"import type {{ {types[0]} }} from '{path}';",
                         f"`{path}` (types only): `{types[0]}`"))  # fmt: skip
            continue
        parts = sorted([*names, *(f"type {each}" for each in types)], key=lambda p: p.split()[-1])
        listed = ", ".join(
            f"`{each.removeprefix('type ')}`" + " (a type)" * each.startswith("type ")
            for each in parts
        )
        made.append((f"import {{ {', '.join(parts)} }} from '{path}';", f"`{path}`: {listed}"))
    return [] if any(VERSION.search(each) for each, _ in made) else made
