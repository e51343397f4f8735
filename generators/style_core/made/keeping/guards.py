"""Imports: classes that take what a text holds for objects of a type only after a look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from .. import rules, shapes
from ..settings import MOST_CHOICES
from .kept import Keeper, Kept, Method, optional

FEWEST, MOST, FEWEST_KINDS = 3, 9, 2
OPEN = re.compile(r"Record<string,\s*unknown>|\{\s*\[\w+:\s*string\]:\s*unknown;?\s*\}")
ORDER = ("type", "elements", "choice", "object", "null", "missing")


def keepers(kept: Kept) -> Iterator[Keeper]:
    """The import of a type whose members can be told at run time, as JSON gives them."""
    tests = [_test(member) for member, _ in kept.fields]
    kinds = {kind for found in tests if found for kind in found[0]}
    if not all(tests) or not FEWEST <= len(tests) <= MOST or len(kinds) < FEWEST_KINDS:
        return
    type_ = kept.unit.name
    conditions = " &&\n".join(found[1] for found in tests if found)
    lines = "\n".join(f"  {line}" for line in conditions.split("\n"))
    asked = (
        Method(
            f"read(text: string): {type_}[]",
            f"parses the text, which must be a JSON list, else it throws an error; returns its "
            f"`{type_}` objects and keeps everything else in `refused`",
            "const found: unknown = JSON.parse(text);\n"
            "if (!Array.isArray(found)) {\n  throw new Error('the text must be a list');\n}\n"
            "this.refused = found.filter((each) => !this.fits(each));\n"
            "return found.filter((each) => this.fits(each));",
        ),
        Method(
            "leftOver(): unknown[]",
            "a copy of what the last `read` refused",
            "return structuredClone(this.refused);",
        ),
        Method(
            f"private fits(value: unknown): value is {type_}",
            "whether a value is an object whose members all have the right types",
            "if (typeof value !== 'object' || value === null) {\n  return false;\n}\n"
            "const given = value as Record<string, unknown>;\n"
            f"return (\n{lines}\n);",
        ),
    )
    told = rules.of_kinds("looks_at", kinds, ORDER)
    field = "private refused: unknown[] = [];"
    yield Keeper("guard", f"{kept.stem}Import", field, "", asked, rules=told)


def _test(member: Member) -> tuple[tuple[str, ...], str] | None:
    """(kinds of rules, condition) for a member; None for what JSON does not have."""
    kind, held = " ".join((member.type or "").split()), f"given.{member.name}"
    empty = shapes.EMPTY.fullmatch(kind)
    if empty and empty[2] == "undefined":
        return None
    found = _of(empty[1] if empty else kind, held)
    if found is None:
        return None
    rule, test = found
    kinds = (rule, *("null",) * bool(empty), *("missing",) * optional(member))
    gaps = [f"{held} === undefined"] * optional(member) + [f"{held} === null"] * bool(empty)
    whole = " || ".join([*gaps, f"({test})" if gaps and " && " in test else test])
    return kinds, f"({whole})" if " || " in whole else whole


def _of(kind: str, held: str) -> tuple[str, str] | None:
    if kind in ("string", "number", "boolean"):
        return "type", f"typeof {held} === '{kind}'"
    array = shapes.ARRAY.fullmatch(kind)
    inner = next((part for part in array.groups() if part), "") if array else ""
    if inner in ("string", "number"):
        every = f"{held}.every((each) => typeof each === '{inner}')"
        return "elements", f"Array.isArray({held}) && {every}"
    values = re.findall(r"'[^']*'", kind) if shapes.LITERALS.fullmatch(kind) else []
    if 1 < len(values) <= MOST_CHOICES:
        return "choice", " || ".join(f"{held} === {value}" for value in values)
    # Of what is inside of other objects a look at them tells nothing.
    if OPEN.fullmatch(kind):
        return "object", f"typeof {held} === 'object' && {held} !== null"
    return None
