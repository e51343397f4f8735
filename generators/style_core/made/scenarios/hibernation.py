"""Scenarios that hold less than the state, or hold it in another form, and what has changed since
one was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..changes import KEYS
from ..keeping import books
from ..state import NO_JSON, SCENARIO, Made, State, built, indented

IOR = "ior: structuredClone(this.ior),\nowner: this.owner,"
TAKEN = "this.ior = structuredClone(scenario.ior);\nthis.owner = scenario.owner;"
INIT = """\
init(scenario: Scenario<{model}>): this {{
  this.ior = structuredClone(scenario.ior);
  this.owner = scenario.owner;
  this.model = structuredClone(scenario.model);
  return this;
}}"""
# A history of so many plain values shows one comparison over and over.
MOST_COMPARED, FEWEST_COMPARED = 8, 4
SIMPLE = r"(string|number|boolean)"
# Words of names for what belongs to an object while it runs.
LIVING_WORDS = """
active attempts available buffer busy cache cached client clients connected connection connections
current cursor dirty elapsed errors focused handle handles index initialized issues last listeners
live loaded loading local log logs memory messages metrics online open opened open paused peers
pending pid port position process processes progress queue ready retries running selected selection
server servers session sessions socket sockets started state status temporary timer timers uptime
usage visible warnings worker workers
"""
LIVING = frozenset(LIVING_WORDS.split())
WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")


@dataclass(frozen=True)
class Form:
    """How a value that JSON does not have is saved: its type there, the expressions that save and
    restore it, and the key of its rule.
    """

    type: str
    saved: str
    restored: str
    rule: str


def made(state: State) -> Iterator[Made]:
    """What a scenario leaves out, what it writes in another form, and what differs from it."""
    if state.initial is not None:
        yield from _as_json(state)
        if state.is_json:
            yield from _transient(state)
            yield from _since(state)


def living(name: str) -> bool:
    """Whether a member is named for what an object has while it runs."""
    return any(word.lower() in LIVING for word in WORD.findall(name))


def task(
    state: State,
    kind: str,
    names: str,
    output: str,
    declared: str,
    told: Sequence[str],
    by: str = "",
) -> Made:
    """One of these, with the class around it; with its `init`, where that is not asked for."""
    initial, model = state.initial or "", state.unit.name
    own = "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';\n"
    lines = output.split("\n")
    heads = [each for each in lines if each.endswith("{") and not each.startswith((" ", "private"))]
    asked = "\n".join(f"// to be written\n{head.removesuffix(' {')};" for head in heads)
    asks_init = output.startswith("init(")
    taken = "" if asks_init else f"{INIT.format(model=model)}\n\n"
    body = indented(f"{own}private model: {model};\n\n{built(initial)}\n\n{taken}{asked}")
    given = [each for each in (f"export class {state.holder} {{\n{body}\n}}", declared) if each]
    return Made(
        "scenario_state", kind, state.holder, names, state.shown(initial, *given, SCENARIO), output,
        of=model, by=by, rules=tuple(told), shows=asks_init,
    )  # fmt: skip


def _saved(state: State) -> str:
    return f"Stored{state.unit.name}"


def _transient(state: State) -> Iterator[Made]:
    """Of values that a member begins with the type must tell one, and copying must matter. Left out
    is what belongs to the running object: a suite that is saved without its tests is none.
    """
    required = [
        (m, each)
        for m, each in state.fields
        if not shapes.is_optional(m)
        and m.name not in KEYS
        and each.initial is not None
        and living(m.name)
    ]
    first = required[0] if required else None
    other = next((p for p in required if first and p[1].initial != first[1].initial), None)
    if first is None or other is None:
        return
    left = [pair for pair in state.fields if pair in (first, other)]
    kept = [pair for pair in state.fields if pair not in left]
    if len(kept) < len(left) or all(each.plain for _, each in kept):
        return
    names = " | ".join(f"'{m.name}'" for m, _ in left)
    stored = _saved(state)
    begins = "\n".join(f"    {m.name}: {each.initial}," for m, each in left)
    gives = "\n".join(
        f"      {m.name}: {each.copied(f'this.model.{m.name}', shapes.is_optional(m))},"
        for m, each in kept
    )
    output = f"""\
init(scenario: Scenario<{stored}>): this {{
{indented(TAKEN)}
  this.model = {{
    ...structuredClone(scenario.model),
{begins}
  }};
  return this;
}}

toScenario(): Scenario<{stored}> {{
  return {{
{indented(indented(IOR))}
    model: {{
{gives}
    }},
  }};
}}"""
    literal = " ".join(f"{m.name}: {each.initial}" for m, each in left)
    yield task(
        state, "transient", listed([f"`{m.name}`" for m, _ in left]), output,
        f"export type {stored} = Omit<{state.unit.name}, {names}>;",
        (*rules.starts(f" {literal}", ()), *rules.copies(kept)),
    )  # fmt: skip


def _form(member: Member) -> Form | None:
    """The form of a value in JSON; None where it is the same."""
    kind, missing = " ".join((member.type or "").split()), shapes.is_optional(member)
    held, saved = f"this.model.{member.name}", f"scenario.model.{member.name}"
    if kind == "Date":
        text = f"{held}?.toISOString()" if missing else f"{held}.toISOString()"
        restored = f"new Date({saved})"
        there = f"{saved} === undefined ? undefined : {restored}"
        return Form("string", text, there if missing else restored, "date")
    if missing:
        return None
    if kind == "Date | null":
        restored = f"{saved} === null ? null : new Date({saved})"
        return Form("string | null", f"{held} && {held}.toISOString()", restored, "date")
    if found := re.fullmatch(rf"Set<{SIMPLE}>", kind):
        return Form(f"{found[1]}[]", f"[...{held}]", f"new Set({saved})", "set")
    if found := re.fullmatch(rf"Map<string, ?{SIMPLE}>", kind):
        text, restored = f"Object.fromEntries({held})", f"new Map(Object.entries({saved}))"
        return Form(f"Record<string, {found[1]}>", text, restored, "map")
    return None


def _as_json(state: State) -> Iterator[Made]:
    forms = [(m, form) for m, _ in state.fields if (form := _form(m)) is not None]
    odd = [m for m, each in state.fields if NO_JSON.search(each.words)]
    if not forms or len(odd) > len(forms):
        return
    model, stored = state.unit.name, _saved(state)
    names = " | ".join(f"'{m.name}'" for m, _ in forms)
    fields = "".join(
        f"  {m.name}{'?' * shapes.is_optional(m)}: {form.type};\n" for m, form in forms
    )
    takes = "\n".join(f"    {m.name}: {form.restored}," for m, form in forms)
    gives = "\n".join(f"      {m.name}: {form.saved}," for m, form in forms)
    output = f"""\
init(scenario: Scenario<{stored}>): this {{
{indented(TAKEN)}
  this.model = {{
    ...structuredClone(scenario.model),
{takes}
  }};
  return this;
}}

toScenario(): Scenario<{stored}> {{
  return {{
{indented(indented(IOR))}
    model: {{
      ...structuredClone(this.model),
{gives}
    }},
  }};
}}"""
    declared = f"export type {stored} = Omit<{model}, {names}> & {{\n{fields}}};"
    told = rules.of_kinds("writes", (form.rule for _, form in forms), ("date", "map", "set"))
    yield task(state, "json", listed([f"`{m.name}`" for m, _ in forms]), output, declared, told)


def _since(state: State) -> Iterator[Made]:
    looks = [(m, books.difference(m, each, "this.model", "saved")) for m, each in state.fields]
    kinds = {books.compared(pair) for pair in state.fields}
    if not all(test for _, test in looks) or len(kinds) < 2:
        return
    if not FEWEST_COMPARED <= len(looks) <= MOST_COMPARED:
        return
    model = state.unit.name
    tests = "\n".join(f"  if ({test}) {{\n    found.push('{m.name}');\n  }}" for m, test in looks)
    output = f"""\
toScenario(): Scenario<{model}> {{
  return {{
{indented(indented(IOR))}
    model: structuredClone(this.model),
  }};
}}

changedSince(scenario: Scenario<{model}>): string[] {{
  const saved = scenario.model;
  const found: string[] = [];
{tests}
  return found;
}}"""
    told = books.comparing(state.fields)
    yield task(state, "since", model, output, "", told)
