"""Classes of layer 2 that stand in for an interface of layer 3: one that notes each call and passes
it on, and one that answers with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript.library import Library

from .. import rules, shapes
from ..state import Made, indented
from ..words import resolver
from .places import FEWEST, LAYERED, Promised, is_self, passed_on, result, waits

# What stands for a kind of value that is nothing, by what the code returns.
EMPTY = {
    "''": "text", "0": "number", "false": "flag", "[]": "list", "{}": "object", "null": "null",
    "new Map()": "map", "new Set()": "set", "new Date(0)": "date",
}  # fmt: skip
NAMES = (*EMPTY.values(), "first", "filled", "this")
# A value of an enumeration: none of them is empty, and only types are imported.
LISTED = re.compile(r"\b[A-Z]\w*\.\w")


def made(promised: Promised, library: Library) -> Iterator[Made]:
    """The stand-ins for an interface."""
    yield _noting(promised)
    if promised.category == LAYERED:
        yield from _silent(promised, library)


def _noting(promised: Promised) -> Made:
    name = f"Noting{promised.stem}"
    parts = [
        f"private inner: {promised.name} | null = null;\nprivate noted: string[] = [];",
        "constructor() {}",
        f"around(inner: {promised.name}): this {{\n  this.inner = inner;\n  return this;\n}}",
        "calls(): string[] {\n  return [...this.noted];\n}",
        *(passed_on(m, promised, f"this.pass('{m.name}')") for m in promised.methods),
        f"private pass(method: string): {promised.name} {{\n  if (!this.inner) {{\n"
        f"    throw new Error('{name} has nothing to pass calls on to');\n  }}\n"
        "  this.noted.push(method);\n  return this.inner;\n}",
    ]
    chained = any(is_self(m, promised) for m in promised.methods)
    return promised.made("noting", name, parts, ("also.this",) * chained)


def _silent(promised: Promised, library: Library) -> Iterator[Made]:
    resolve = resolver(library, promised.home)
    answers, kinds = [], list[str]()
    for member in promised.methods:
        inner = result(member)
        found = shapes.shape(inner, resolve)
        if inner == "void" or is_self(member, promised):
            body = "return this;" * (inner != "void")
            kinds += ["this"] * (inner != "void")
        elif found is not None and found.initial is not None and not LISTED.search(found.initial):
            body = f"return {found.initial};"
            kinds.append(EMPTY.get(found.initial, "first" if found.plain else "filled"))
            # So does a choice within an object.
            kinds += ["first"] * bool(re.search(r": '[^']+'", found.initial))
        else:
            return
        code = f"{{\n{indented(body)}\n}}" if body else "{}"
        answers.append(f"{'async ' * waits(member)}{member.name}(): {member.return_type} {code}")
    if sum("return" in answer for answer in answers) > FEWEST:
        told = rules.of_kinds("empty", kinds, NAMES)
        late = ("also.async",) * any(map(waits, promised.methods))
        parts = ["constructor() {}", *answers]
        yield promised.made("silent", f"Silent{promised.stem}", parts, (*told, *late))
