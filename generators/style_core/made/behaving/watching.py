"""Objects that tell others what has changed in them."""

from __future__ import annotations

from collections.abc import Iterator

from ..keeping import books
from ..state import SCENARIO, Made, State, built, indented, taken

FEWEST, MOST = 3, 7
TAKEN_NAMES = frozenset({"next", "changed", "listener", "listeners", "given"})


def made(state: State) -> Iterator[Made]:
    """`watch` for listeners, and `update` with a part of the state, which tells them the names of
    the members that have another value afterwards.
    """
    looks = [(m, books.difference(m, each, "before", "after")) for m, each in state.fields]
    fits = FEWEST <= len(looks) <= MOST and all(test for _, test in looks)
    if state.initial is None or not fits or any(m.readonly for m, _ in state.fields):
        return
    if TAKEN_NAMES & {m.name for m, _ in state.fields}:
        return
    model, holder = state.unit.name, state.holder
    tests = "\n".join(f"if ({test}) {{\n  changed.push('{m.name}');\n}}" for m, test in looks)
    output = f"""\
private model: {model};
private listeners = new Set<(changed: string[]) => void>();

watch(listener: (changed: string[]) => void): this {{
  this.listeners.add(listener);
  return this;
}}

unwatch(listener: (changed: string[]) => void): this {{
  this.listeners.delete(listener);
  return this;
}}

update(given: Partial<{model}>): this {{
  const before = this.model;
  this.model = {{ ...before, ...structuredClone(given) }};
  const changed = this.changed(before, this.model);
  if (changed.length > 0) {{
    this.listeners.forEach((listener) => listener([...changed]));
  }}
  return this;
}}

private changed(before: {model}, after: {model}): string[] {{
  const changed: string[] = [];
{indented(tests)}
  return changed;
}}"""
    maker = f"{built(state.initial)}\n\n{taken(model)}"
    around = f"export class {holder} {{\n{indented(maker)}\n}}"
    yield Made(
        "radical_oop", "watching", holder, model,
        state.shown(state.initial, around, SCENARIO), output,
        rules=books.comparing(state.fields),
    )  # fmt: skip
