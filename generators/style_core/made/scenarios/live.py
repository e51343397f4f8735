"""Objects that work with other forms of their state than those in which it is saved: a `Set` for a
list without repeats, a `Map` for objects with a key, a `Date` for the text that tells when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..changes import inner, key_of
from ..settings import RESERVED
from ..shapes import Shape
from ..state import SCENARIO, Made, State, indented, wide
from .hibernation import IOR, TAKEN, WORD

FEWEST_LEFT, MOST = 1, 4
# Names of lists in which nothing is twice.
ONCE_WORDS = """
aliases attributes authors branches capabilities categories components dependencies domains
extensions features files flags folders formats hosts ids identifiers imports includes interests
iors keys keywords kinds labels languages layers locales members modules names namespaces options
packages participants paths patterns permissions platforms plugins projects protocols rights roles
scopes sources standards subjects tags targets teams topics types users uuids versions
"""
ONCE = frozenset(ONCE_WORDS.split())
# Texts that tell when.
MOMENT = re.compile(r"(?:[a-z]At|[a-z]Date|[tT]imestamp|(?:start|end|creation|due)Time)$|^date$")
SIMPLE = re.compile(r"(?:string|number)")
ORDER = ("set", "map", "record", "date", "missing")
OWN = RESERVED | {"rest", "each"}


@dataclass(frozen=True)
class Live:
    """A member in the form that the object works with: the kind of its rule, its declaration, and
    the expressions that make it of what is saved, and the other way round.
    """

    member: Member
    kind: str
    declared: str
    woken: str
    saved: str


def made(state: State) -> Iterator[Made]:
    """`init` and `toScenario` of a class with such fields, and a `rest` for all others."""
    found = [live for m, each in state.fields if (live := _live(state, m, each))][:MOST]
    names = {live.member.name for live in found}
    left = [(m, each) for m, each in state.fields if m.name not in names]
    initial = shapes.initial_of(tuple(m for m, _ in left), state.resolve)
    if not found or len(left) < FEWEST_LEFT or initial is None or not state.is_json:
        return
    if OWN & {m.name for m, _ in state.fields} or any(m.readonly for m, _ in state.fields):
        return
    keys = {key_of(state, live.member) for live in found if live.kind == "map"}
    if len(keys) > 1:
        return
    model, holder = state.unit.name, state.holder
    literal = wide(initial).replace("\n  ", "\n")
    without = " | ".join(f"'{live.member.name}'" for live in found)
    head = f"private rest: Omit<{model}, {without}> = {literal};"
    fields = "\n".join([*(f"private {live.declared};" for live in found), head])
    taken = ", ".join(live.member.name for live in found)
    wakes = "\n".join(f"this.{live.member.name} = {live.woken};" for live in found)
    gives = "\n".join(f"{live.member.name}: {live.saved}," for live in found)
    output = f"""\
init(scenario: Scenario<{model}>): this {{
  const {{ {taken}, ...rest }} = scenario.model;
{indented(TAKEN)}
{indented(wakes)}
  this.rest = structuredClone(rest);
  return this;
}}

toScenario(): Scenario<{model}> {{
  return {{
{indented(indented(IOR))}
    model: {{
      ...structuredClone(this.rest),
{indented(indented(indented(gives)))}
    }},
  }};
}}"""
    asked = (
        f"// to be written\ninit(scenario: Scenario<{model}>): this;\n"
        f"// to be written\ntoScenario(): Scenario<{model}>;"
    )
    own = "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';"
    body = indented(f"{own}\n{fields}\n\nconstructor() {{}}\n\n{asked}")
    kinds = {live.kind for live in found}
    kinds |= {"missing"} if any(shapes.is_optional(live.member) for live in found) else set()
    yield Made(
        "scenario_state", "live", holder, listed([f"`{live.member.name}`" for live in found]),
        state.shown(fields, f"export class {holder} {{\n{body}\n}}", SCENARIO), output,
        of=model, by=next(iter(keys), ""), rules=rules.of_kinds("turns", kinds, ORDER),
    )  # fmt: skip


def _live(state: State, member: Member, each: Shape) -> Live | None:
    """The form in which a member is worked with; None where it is that of the scenario."""
    name, kind = member.name, " ".join((member.type or "").split())
    if kind == "string" and MOMENT.search(name):
        return _moment(member)
    if shapes.is_optional(member):
        return None
    if each.initial == "[]":
        one = inner(member)
        if SIMPLE.fullmatch(one) and _once(name):
            return Live(
                member, "set", f"{name} = new Set<{one}>()", f"new Set({name})", f"[...this.{name}]"
            )
        if key := key_of(state, member):
            woken = f"new Map({name}.map((each) => [each.{key}, structuredClone(each)]))"
            return Live(
                member, "map", f"{name} = new Map<string, {one}>()", woken,
                f"structuredClone([...this.{name}.values()])",
            )  # fmt: skip
    if found := shapes.RECORD.fullmatch(kind):
        value = next(part for part in found.groups() if part).strip()
        return Live(
            member, "record", f"{name} = new Map<string, {value}>()",
            f"new Map(Object.entries(structuredClone({name})))",
            f"structuredClone(Object.fromEntries(this.{name}))",
        )  # fmt: skip
    return None


def _moment(member: Member) -> Live:
    name = member.name
    if not shapes.is_optional(member):
        declared = f"{name} = new Date(0)"
        return Live(member, "date", declared, f"new Date({name})", f"this.{name}.toISOString()")
    woken = f"{name} === undefined ? undefined : new Date({name})"
    return Live(member, "date", f"{name}?: Date", woken, f"this.{name}?.toISOString()")


def _once(name: str) -> bool:
    """Whether a list is named for what is there once."""
    words = WORD.findall(name)
    return bool(words) and (words[-1].lower() in ONCE or name.endswith("IORs"))
