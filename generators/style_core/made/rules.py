"""The rules that a task states: those that have a case in its answer, and no others.

A rule is a key of the wording's `clauses`; behind a colon stand the kinds of plain values that
occur, where the clause names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generators.typescript import Member

from . import shapes
from .shapes import Shape

# What stands for a kind of value in a literal of initial values.
STARTS = {
    "text": r": ''",
    "number": r": 0\b",
    "flag": r": false\b",
    "date": r"new Date\(0\)",
    "list": r"\[\]",
    "object": r": \{\}",
    "map": r"new Map\(\)",
    "set": r"new Set\(\)",
    "choice": r": '[^']+'|: [A-Z]\w*\.\w",
    "null": r": null\b",
}
# Ways to copy, by the expression that does it.
SPREADS = {
    "new Date({})": "date",
    "[...{}]": "list",
    "{{ ...{} }}": "object",
    "new Map({})": "map",
    "new Set({})": "set",
}
COPIES = ("plain", *SPREADS.values(), "deep", "null", "missing", "rest")
# What is said as one where several of them occur.
REST = frozenset({"deep", "null", "missing"})
# Kinds of plain values, in the order in which they are named, with the value that each begins with.
PLAIN = {"text": "''", "number": "0", "flag": "false"}
PLAIN_ORDER = (*PLAIN, "choice", "null")
# The same by the name of the type.
BY_TYPE = {"string": "text", "number": "number", "boolean": "flag"}


def starts(literal: str, fields: Iterable[Member]) -> tuple[str, ...]:
    """How the values of a literal, or of `name: value` lines, follow from their types; and that
    what may be missing is left out.
    """
    found = [f"starts.{key}" for key, sign in STARTS.items() if re.search(sign, literal)]
    return (*found, *["starts.missing"] * any(map(shapes.is_optional, fields)))


def copies(fields: Sequence[tuple[Member, Shape]], there: bool = False) -> tuple[str, ...]:
    """How each kind of value among the fields is copied; `there` where none can be missing."""
    found = {_copied(member, each, there) for member, each in fields}
    found = (found - REST) | {"rest"} if len(found & REST) > 1 else found
    keys = tuple(f"copies.{key}" for key in COPIES if key in found)
    return with_kinds("copies.plain", keys, (pair for pair in fields if pair[1].plain))


def plain_kind(member: Member, each: Shape) -> str:
    """Which kind of plain value a member holds, whether it may be empty or not."""
    kind = shapes.EMPTY.sub(r"\1", " ".join((member.type or "").split()))
    known = {initial: name for name, initial in PLAIN.items()}
    return BY_TYPE.get(kind) or known.get(each.initial or "", "choice")


def with_kinds(
    rule: str, found: Iterable[str], fields: Iterable[tuple[Member, Shape]]
) -> tuple[str, ...]:
    """The rules found, `rule` among them with the kinds of the plain values that it is about."""
    kinds = {plain_kind(member, each) for member, each in fields}
    return tuple(naming(rule, kinds) if each == rule else each for each in found)


def naming(rule: str, kinds: Iterable[str]) -> str:
    """A rule with the kinds that it names."""
    held = set(kinds)
    return f"{rule}:{' '.join(each for each in PLAIN_ORDER if each in held)}"


def _copied(member: Member, each: Shape, there: bool) -> str:
    if each.plain:
        return "plain"
    if shapes.is_optional(member) and not there:
        return "missing"
    if shapes.EMPTY.fullmatch(" ".join((member.type or "").split())):
        return "null"
    return SPREADS.get(each.spread, "deep")


def of_kinds(prefix: str, kinds: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """The rules of a table for the kinds that occur, in its order."""
    found = set(kinds)
    return tuple(f"{prefix}.{key}" for key in order if key in found)
