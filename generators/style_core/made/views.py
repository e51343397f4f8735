"""Layer 5 for data of layer 3: a class that shows an object to a person, a line for each member."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from generators.typescript import Member
from generators.typescript.library import Library, Source

from . import rules, shapes
from .keeping.kept import LEADING
from .settings import RESERVED
from .shapes import Shape
from .state import Made, State, below, indented, stem

ORDER = ("plain", "flag", "date", "list", "count", "others", "size", "object", "null", "missing")
FEWEST_KINDS = 2


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The views of a source in layer 5, for the data that layer 3 of its component declares."""
    for state in below(source, library, tokenizer):
        if found := _view(source, state):
            yield found


def _view(source: Source, state: State) -> Made | None:
    shown = [_line(member, each) for member, each in state.fields]
    kinds = {kind for kind, _ in shown}
    kinds |= {"missing" for m, _ in state.fields if shapes.is_optional(m)}
    kinds |= {"null" for m, _ in state.fields if _nullable(m)}
    if len(kinds) < FEWEST_KINDS + 1 or not kinds - {"plain", "missing"}:
        return None
    unit = state.unit
    name = f"{stem(unit.name)}View"
    one = LEADING.sub(lambda found: found[0].lower(), stem(unit.name), count=1)
    one = one if one not in RESERVED and one != "lines" else "entry"
    here = posixpath.dirname(source.component.file_path)
    path = posixpath.relpath(state.source.component.file_path, here).removesuffix(".ts") + ".js"
    lines = "\n".join(
        _pushed(member, one, text)
        for (member, _), (_, text) in zip(state.fields, shown, strict=True)
    )
    output = f"""\
import type {{ {unit.name} }} from '{path}';

export class {name} {{
  constructor() {{}}

  show({one}: {unit.name}): void {{
    for (const line of this.lines({one})) {{
      console.log(line);
    }}
  }}

  private lines({one}: {unit.name}): string[] {{
    const lines: string[] = [];
{indented(indented(lines))}
    return lines;
  }}
}}"""
    given = f"Module at hand:\n- `{path}` (types only): `{unit.name}`\n\n{state.shown('')}"
    return Made(
        "5_layer_architecture", "view", name, unit.name, given, output, "class",
        of=one, rules=_rules(state, shown, kinds), layer_rule="layers.prints",
    )  # fmt: skip


def _rules(state: State, shown: Sequence[tuple[str, str]], kinds: Iterable[str]) -> tuple[str, ...]:
    pairs = [(pair, kind) for pair, (kind, _) in zip(state.fields, shown, strict=True)]
    plain, sized = ([pair for pair, kind in pairs if kind == about] for about in ("plain", "size"))
    held = set(kinds)
    held = (held - {"count"}) | {"others"} if {"list", "count"} <= held else held
    found = rules.with_kinds("shown.plain", rules.of_kinds("shown", held, ORDER), plain)
    lists = (pair[0] for pair, kind in pairs if kind == "list")
    return rules.with_elements("shown.list", rules.with_nouns("shown.size", found, sized), lists)


def _type(member: Member) -> str:
    return " ".join((member.type or "").split())


def _nullable(member: Member) -> bool:
    return bool(shapes.EMPTY.fullmatch(_type(member)))


def _line(member: Member, each: Shape) -> tuple[str, str]:
    """(kind, expression of a value, `{}` being the object) by which a member is shown."""
    kind, held = _type(member), f"{{}}.{member.name}"
    found = shapes.EMPTY.fullmatch(kind)
    ask, other = ("?", " ?? 'none'") if found else ("", "")
    kind = found[1] if found else kind
    if kind == "boolean":
        return ("flag", f"{held} ? 'yes' : 'no'") if not found else ("plain", f"{held}{other}")
    if kind == "Date":
        return "date", f"{held}{ask}.toISOString(){other}"
    if each.plain:
        return "plain", f"{held}{other}"
    if array := shapes.ARRAY.fullmatch(kind):
        inner = next((part for part in array.groups() if part), "")
        if inner in ("string", "number"):
            return "list", f"{held}{ask}.join(', '){other}"
        return "count", f"{held}{ask}.length{other}"
    if re.match(r"(?:Map|Set)<", kind):
        return "size", f"{held}{ask}.size{other}"
    return "object", f"JSON.stringify({held})"


def _pushed(member: Member, one: str, text: str) -> str:
    line = f"lines.push(`{member.name}: ${{{text.replace('{}', one)}}}`);"
    if not shapes.is_optional(member):
        return line
    return f"if ({one}.{member.name} !== undefined) {{\n{indented(line)}\n}}"
