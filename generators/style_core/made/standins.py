"""Classes of layer 2 that stand in for an interface of layer 3: one that notes each call and passes
it on, and one that answers with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source
from generators.worth.piece import VERSION

from .. import facts
from ..cuts import size
from ..text import fenced
from . import shapes
from .command_line import is_method
from .state import Made, indented
from .words import resolver

FEWEST, MOST = 2, 8
KNOWN = frozenset({"Promise", "Map", "Set", "Record", "Array", "Date", "Partial"})
OWN = frozenset({"calls", "around", "inner", "noted"})


@dataclass(frozen=True)
class Module:
    """What the module of an interface offers, and its declarations as the input shows them."""

    path: str
    types: tuple[str, ...]
    declared: str

    @property
    def shown(self) -> str:
        """The module as it stands in an input."""
        told = ", ".join(f"`{each}`" for each in self.types)
        return f"Module at hand:\n- `{self.path}` (types only): {told}\n\n{self.declared}"

    def imported(self, code: str) -> str:
        """The import of what the code names."""
        words = set(cutting.WORD.findall(code))
        names = ", ".join(each for each in self.types if each in words)
        return f"import type {{ {names} }} from '{self.path}';"


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The stand-ins for each interface of layer 3 that a file of layer 2 imports."""
    for item in source.file.imports if source.layer == "layer2" else ():
        if not item.source.startswith(".") or VERSION.search(item.source):
            continue
        for name in item.names:
            located = library.located(source, name, frozenset({"interface"}))
            if located is None or located[0].layer != "layer3" or located[1].name != name:
                continue
            home, unit = located
            if _fits(unit) and (types := types_of(home, name, _words(unit))):
                needed = facts.needed(
                    library, home, unit, unit.text, unit.text,
                    lambda code: size(code, tokenizer),
                )  # fmt: skip
                declared = "\n\n".join([cutting.skeleton(unit, (), unit.members), *needed])
                at_hand = Module(item.source, tuple(types), fenced(declared))
                yield _noting(unit, at_hand)
                yield from _empty(unit, at_hand, library, home)


def _fits(unit: Unit) -> bool:
    """Whether an interface is nothing but methods with types, that a class can stand in for by
    itself.
    """
    return (
        FEWEST <= len(unit.members) <= MOST
        and unit.exported
        and not unit.extends
        and "<" not in unit.header
        and not OWN & {m.name for m in unit.members}
        and len({m.name for m in unit.members}) == len(unit.members)
        and all(
            is_method(m)
            and m.name.isidentifier()
            and m.return_type
            and all(p.type and p.name.removeprefix("...").isidentifier() for p in m.parameters)
            for m in unit.members
        )
    )


def types_of(home: Source, name: str, words: Iterable[str]) -> list[str]:
    """The types that words of code name, `name` first; nothing where one of them is declared in
    another file than `home`.
    """
    own = {each.name for each in home.file.units if each.exported}
    found = dict.fromkeys(w for w in words if w[:1].isupper() and w not in KNOWN and w != name)
    return [name, *found] if own.issuperset(found) else []


def _words(unit: Unit) -> list[str]:
    texts = [t for m in unit.members for t in (m.return_type, *(p.type for p in m.parameters))]
    return [word for text in texts for word in cutting.WORD.findall(text or "")]


def _signature(member: Member) -> str:
    """The method as a class declares it."""
    given = ", ".join(parameter.text for parameter in member.parameters)
    return f"{member.name}({given}): {member.return_type}"


def _noting(unit: Unit, module: Module) -> Made:
    name = f"Noting{unit.name}"
    parts = [
        f"private inner: {unit.name} | null = null;\nprivate noted: string[] = [];",
        "constructor() {}",
        f"around(inner: {unit.name}): this {{\n  this.inner = inner;\n  return this;\n}}",
        "calls(): string[] {\n  return [...this.noted];\n}",
        *(_passed_on(member) for member in unit.members),
        f"private pass(method: string): {unit.name} {{\n  if (!this.inner) {{\n"
        f"    throw new Error('{name} has nothing to pass calls on to');\n  }}\n"
        "  this.noted.push(method);\n  return this.inner;\n}",
    ]
    return _class(unit, "noting", name, module, parts)


def _passed_on(member: Member) -> str:
    names = [
        f"...{p.name.removeprefix('...')}" if p.text.startswith("...") else p.name
        for p in member.parameters
    ]
    call = f"this.pass('{member.name}').{member.name}({', '.join(names)});"
    if member.return_type == "this":
        body = f"{call}\nreturn this;"
    else:
        body = call if member.return_type == "void" else f"return {call}"
    return f"{_signature(member)} {{\n{indented(body)}\n}}"


def _empty(unit: Unit, module: Module, library: Library, home: Source) -> Iterator[Made]:
    resolve = resolver(library, home)
    answers = []
    for member in unit.members:
        kind = member.return_type or ""
        inner = kind[8:-1] if kind.startswith("Promise<") else kind
        found = shapes.shape(inner, resolve)
        if inner in ("void", "this"):
            body = {"void": "", "this": "return this;"}[inner]
        elif found is not None and found.initial is not None:
            body = f"return {found.initial};"
        else:
            return
        waits = "async " * (inner != kind)
        code = f"{{\n{indented(body)}\n}}" if body else "{}"
        answers.append(f"{waits}{member.name}(): {kind} {code}")
    if sum("return" in answer for answer in answers) > FEWEST:
        yield _class(unit, "silent", f"Silent{unit.name}", module, answers)


def _class(unit: Unit, kind: str, name: str, module: Module, parts: list[str]) -> Made:
    body = "\n\n".join(indented(part) for part in parts)
    code = f"export class {name} implements {unit.name} {{\n{body}\n}}"
    output = f"{module.imported(code)}\n\n{code}"
    return Made("5_layer_architecture", kind, name, unit.name, module.shown, output, "class")
