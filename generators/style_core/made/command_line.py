"""Layer 5 for a promise of layer 3: a class that turns arguments into calls of an interface."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source

from ..text import fenced
from . import rules, shapes
from .state import Made, stem
from .words import resolver

FEWEST, MOST, MOST_PARTS = 2, 6, 3
# How an argument, which is a text, becomes what a parameter takes.
TAKEN = {"string": "{}", "number": "Number({})", "boolean": "{} === 'true'"}
SILENT = frozenset({"void", "this", ""})
# What JSON makes `{}` of, or nothing.
NO_JSON = re.compile(r"\b(?:Map|Set)<|=>")
TYPE = re.compile(r"\b[A-Z]\w*")
# What is printed as it is.
FLAT = frozenset(TAKEN)
# Kinds of parameters, by the rule that says how they are passed on.
PASSED = {"string": "text", "number": "number", "boolean": "flag"}


def made(source: Source, library: Library) -> Iterator[Made]:
    """The command line class of a source in layer 5, for each interface of layer 3 that its
    component declares, and each class of layer 2 without one, that speak in texts, numbers and
    truth values.
    """
    if source.layer != "layer5":
        return
    promised = {"layer3": "interface", "layer2": "class"}
    for other in library.neighbours(source):
        for unit in other.file.units if other.layer in promised else ():
            told = unit.kind == promised[other.layer] and unit.exported and not unit.implements
            methods = [m for m in unit.members if _callable(m, library, other)] if told else []
            for at in range(0, min(len(methods), MOST * MOST_PARTS), MOST):
                if len(part := methods[at : at + MOST]) >= FEWEST:
                    yield _class(source, other, unit, part)


def is_method(member: Member) -> bool:
    """Whether anyone can call it as it is declared: a public method of an object that must be
    there, without type parameters.
    """
    head = member.text.split("(", 1)[0]
    return (
        member.kind in ("signature", "method")
        and member.access == "public"
        and not member.static
        and not re.search(r"[<?]|^(?:get|set)\s", head)
    )


def _callable(member: Member, library: Library, source: Source) -> bool:
    """Whether a method can be called from a command line, and what it gives be printed."""
    if not is_method(member) or member.name in cutting.CORE_NAMES:
        return False
    result = _result(member)
    known = result in SILENT or _printable(result, resolver(library, source))
    rest = [p for p in member.parameters if p.text.startswith("...")]
    return known and all(
        p.type == "string[]" if p in rest else p.type in TAKEN for p in member.parameters
    )


def _printable(kind: str, resolve: shapes.Resolve) -> bool:
    """Whether a value of the type says as JSON what it holds: a `Map`, a `Set` and a function do
    not, nor does what has one of them.
    """
    shape = shapes.shape(kind, resolve)
    held = [unit.text for name in TYPE.findall(kind) if (unit := resolve(name))]
    return shape is not None and shape.state and not any(map(NO_JSON.search, (kind, *held)))


def _result(member: Member) -> str:
    kind = member.return_type or "void"
    return kind[8:-1] if kind.startswith("Promise<") else kind


def _class(source: Source, home: Source, unit: Unit, methods: list[Member]) -> Made:
    # Whatever classes the layer has, what calls a crate from the command line is called for it.
    name = f"{stem(unit.name).removeprefix('Default')}CLI"
    here = posixpath.dirname(source.component.file_path)
    path = posixpath.relpath(home.component.file_path, here).removesuffix(".ts") + ".js"
    held = unit.name[0].lower() + unit.name[1:]
    waits = any((m.return_type or "").startswith("Promise") for m in methods)
    cases = "\n".join(_case(m, held) for m in methods)
    takes = any(m.parameters for m in methods)
    head = f"{'async ' * waits}execute(args: string[]): {'Promise<void>' if waits else 'void'}"
    output = f"""\
import type {{ {unit.name} }} from '{path}';

export class {name} {{
  private {held}: {unit.name} | null = null;

  constructor() {{}}

  init({held}: {unit.name}): this {{
    this.{held} = {held};
    return this;
  }}

  {head} {{
    const {held} = this.{held};
    if (!{held}) {{
      throw new Error('{name} is not initialized');
    }}
    const [command{", ...rest" * takes}] = args;
    switch (command) {{
{cases}
      default:
        throw new Error(`Unknown command: ${{command}}`);
    }}
  }}
}}"""
    declared = cutting.skeleton(unit, (), methods)
    given = f"Module at hand:\n- `{path}` (types only): `{unit.name}`\n\n{fenced(declared)}"
    return Made(
        "5_layer_architecture",
        "commands" if takes else "calls",
        name,
        unit.name,
        given,
        output,
        "class",
        of=unit.kind,
        rules=_rules(methods),
        part=f" {unit.name}.{methods[0].name}",
    )


def _rules(methods: list[Member]) -> tuple[str, ...]:
    """How the methods' parameters are passed on and their results printed."""
    kinds = {
        "rest" if each.text.startswith("...") else PASSED[each.type or ""]
        for method in methods
        for each in method.parameters
    }
    flat = {result in FLAT for m in methods if (result := _result(m)) not in SILENT}
    printed = {(): "none", (True,): "plain", (False,): "json"}.get(tuple(flat), "both")
    printing = f"prints.{printed}"
    if printed == "both":
        flats = {PASSED[each] for m in methods if (each := _result(m)) in FLAT}
        printing = rules.naming(printing, flats)
    return (*rules.of_kinds("passes", kinds, (*PASSED.values(), "rest")), printing)


def _case(method: Member, held: str) -> str:
    words = []
    for at, parameter in enumerate(method.parameters):
        if parameter.text.startswith("..."):
            words.append(f"...rest.slice({at})" if at else "...rest")
        else:
            words.append(TAKEN[parameter.type or ""].format(f"rest[{at}]"))
    waits = "await " * (method.return_type or "").startswith("Promise")
    call = f"{waits}{held}.{method.name}({', '.join(words)})"
    result = _result(method)
    if result not in SILENT:
        call = (
            f"console.log({call})"
            if result in FLAT
            else f"console.log(JSON.stringify({call}, null, 2))"
        )
    return f"      case '{method.name}':\n        {call};\n        break;"
