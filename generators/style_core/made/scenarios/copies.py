"""Copies of an object under another identity, made through its scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...text import listed
from .. import shapes
from ..state import Made, State
from .hibernation import living, task
from .live import MOMENT
from .tested import TO_SCENARIO

IDENTITIES = ("uuid", "id")
TAKEN_NAMES = frozenset({"now", "scenario"})


def made(state: State) -> Iterator[Made]:
    """`copyAs`: another identity and another time, and what belongs to the running object begins
    anew.
    """
    names = {m.name for m, _ in state.fields}
    must = [(m, each) for m, each in state.fields if not (shapes.is_optional(m) or m.readonly)]
    plain = {m.name for m, _ in must if m.type == "string"}
    identity = next((name for name in IDENTITIES if name in plain), "")
    times = [name for name in (m.name for m, _ in must) if name in plain and MOMENT.search(name)]
    anew = [
        (m.name, each.initial)
        for m, each in must
        if each.initial is not None and m.name not in (identity, *times) and living(m.name)
    ]
    if not identity or not times or TAKEN_NAMES & names or not state.is_json:
        return
    if state.initial is None:
        return
    model, holder = state.unit.name, state.holder
    head = f"copyAs({identity}: string, now: Date): {holder}"
    entries = [
        "...scenario.model,", f"{identity},",
        *(f"{name}: now.toISOString()," for name in times),
        *(f"{name}: {initial}," for name, initial in anew),
    ]  # fmt: skip
    given = "uuid" if identity == "uuid" else f"uuid: {identity}"
    lines = "\n".join(f"      {entry}" for entry in entries)
    output = f"""\
{TO_SCENARIO.format(model=model)}

{head} {{
  const scenario = this.toScenario();
  return new {holder}().init({{
    ...scenario,
    ior: {{ ...scenario.ior, {given} }},
    model: {{
{lines}
    }},
  }});
}}"""
    made_of = task(
        state, "copies", listed([f"`{name}`" for name in times]), output, "", (),
        by=listed([f"`{name}`" for name, _ in anew]),
    )  # fmt: skip
    yield replace(made_of, of=identity)
