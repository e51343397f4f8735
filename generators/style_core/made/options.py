"""Layer 5 for data of layer 3: a class that makes an object from the options of a command line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generators.typescript import Member
from generators.typescript.library import Library, Source

from . import rules, shapes
from .keeping.kept import LEADING
from .settings import RESERVED
from .shapes import Shape
from .state import Made, State, below, indented, stem

MOST, FEWEST_KINDS, MOST_CHOICES = 9, 3, 6
ORDER = ("text", "number", "flag", "date", "list", "choice", "missing")
# What nobody gives: it comes out of work, or is called options already.
NOT_GIVEN = re.compile(
    r"(?:Result|Report|Summary|Metadata|Info|Stats|Statistics|Metrics|State|Status|Error|Event"
    r"|Response|Snapshot|Options|Model)$"
)
OWN = RESERVED | {"given", "init", "text", "number", "date", "list", "choice", "optional"}
HELPERS = {
    "text": """\
private text(name: string): string {
  const value = this.given.get(name);
  if (value === undefined) {
    throw new Error(`--${name} is missing`);
  }
  return value;
}""",
    "number": """\
private number(name: string): number {
  const value = this.text(name);
  if (!value.trim() || Number.isNaN(Number(value))) {
    throw new Error(`--${name} must be a number, not ${value}`);
  }
  return Number(value);
}""",
    "date": """\
private date(name: string): Date {
  const value = new Date(this.text(name));
  if (Number.isNaN(value.getTime())) {
    throw new Error(`--${name} must be a date`);
  }
  return value;
}""",
    "choice": """\
private choice<T extends string>(name: string, allowed: readonly T[]): T {
  const value = this.text(name);
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new Error(`--${name} must be one of ${allowed.join(', ')}`);
  }
  return found;
}""",
}


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The options of a source in layer 5, for the data that layer 3 of its component declares."""
    for state in below(source, library, tokenizer):
        if found := _options(source, state):
            yield found


def _options(source: Source, state: State) -> Made | None:
    unit, name = state.unit, f"{stem(state.unit.name)}Options"
    if NOT_GIVEN.search(stem(unit.name)):
        return None
    one = LEADING.sub(lambda found: found[0].lower(), stem(unit.name), count=1)
    one = one if one not in OWN else "made"
    read = [_read(member, each) for member, each in state.fields]
    asked = [found for found in read if found is not None]
    kinds = {kind for found, _ in asked for kind in found}
    if len(asked) != len(read) or len(asked) > MOST or len(kinds) < FEWEST_KINDS:
        return None
    needed = {kind for kind in HELPERS if any(f"this.{kind}(" in text for _, text in asked)}
    needed |= {"text"} if needed else set()
    entries = "\n".join(
        f"      {m.name}: {text}," for (m, _), (_, text) in zip(state.fields, asked, strict=True)
    )
    helpers = "".join(f"\n\n{indented(HELPERS[kind])}" for kind in HELPERS if kind in needed)
    here = posixpath.dirname(source.component.file_path)
    path = posixpath.relpath(state.source.component.file_path, here).removesuffix(".ts") + ".js"
    output = f"""\
import type {{ {unit.name} }} from '{path}';

export class {name} {{
  private given = new Map<string, string>();

  constructor() {{}}

  init(args: string[]): this {{
    for (const arg of args) {{
      const found = /^--(\\w+)(?:=(.*))?$/.exec(arg);
      if (!found) {{
        throw new Error(`${{arg}} is no option`);
      }}
      this.given.set(found[1], found[2] ?? '');
    }}
    return this;
  }}

  {one}(): {unit.name} {{
    return {{
{entries}
    }};
  }}{helpers}
}}"""
    given = f"Module at hand:\n- `{path}` (types only): `{unit.name}`\n\n{state.shown('')}"
    return Made(
        "5_layer_architecture", "options", name, unit.name, given, output, "class",
        of=one, rules=rules.of_kinds("options", kinds, ORDER), layer_rule="layers.takes",
    )  # fmt: skip


def _read(member: Member, each: Shape) -> tuple[tuple[str, ...], str] | None:
    """(kinds of rules, expression) for a member; None for what no option can give."""
    kind, name = " ".join((member.type or "").split()), member.name
    values = re.findall(r"'([^']*)'", kind) if shapes.LITERALS.fullmatch(kind) else []
    if kind == "boolean":
        return ("flag",), f"this.given.has('{name}')"
    texts = {
        "string": ("text", f"this.text('{name}')"),
        "number": ("number", f"this.number('{name}')"),
        "Date": ("date", f"this.date('{name}')"),
        "string[]": ("list", f"this.text('{name}').split(',')"),
    }
    if 1 < len(values) <= MOST_CHOICES:
        allowed = ", ".join(f"'{value}'" for value in values)
        texts[kind] = ("choice", f"this.choice('{name}', [{allowed}])")
    if kind not in texts:
        return None
    rule, text = texts[kind]
    if not shapes.is_optional(member):
        return (rule,), text
    if kind == "string":
        return (rule, "missing"), f"this.given.get('{name}')"
    return (rule, "missing"), f"this.given.has('{name}') ? {text} : undefined"
