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
COPIES = (
    "plain",
    *SPREADS.values(),
    "deep",
    "others",
    "null",
    "missing",
    *("rest", "rest_null"),
    "rest_both",
)
# What is said as one where several of them occur.
REST = frozenset({"deep", "null", "missing"})
# How that is said beside a way to copy by spread, by what it includes.
INCLUDED = {
    frozenset({"missing"}): "rest", frozenset({"null"}): "rest_null",
    frozenset({"null", "missing"}): "rest_both",
}  # fmt: skip
# Kinds of plain values, in the order in which they are named, with the value that each begins with.
PLAIN = {"text": "''", "number": "0", "flag": "false"}
PLAIN_ORDER = (*PLAIN, "choice", "null")
# Kinds of values that are not plain, by the value that each begins with.
INNER = {"new Date(0)": "date", "[]": "list", "new Map()": "map", "new Set()": "set"}
KIND_ORDER = (*PLAIN_ORDER, "date", "list", "object", "map", "set", "unknown")
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
    how = [(_copied(member, each, there), (member, each)) for member, each in fields]
    found, cloned = {key for key, _ in how}, [pair for key, pair in how if key in REST]
    # "Other" is said only beside something of the same kind.
    beside = {"list" if key == "list" else "object" for key in found - REST - {"plain"}}
    more = bool(beside & {"list" if kind == "list" else "object" for kind in nouns(cloned)})
    if len(found & REST) > 1:
        whole = INCLUDED[frozenset((found & REST) - {"deep"})] if more else "deep"
        found = (found - REST) | {whole}
    elif "deep" in found and more:
        found = (found - {"deep"}) | {"others"}
    keys = tuple(f"copies.{key}" for key in COPIES if key in found)
    named = with_kinds("copies.plain", keys, (pair for pair in fields if pair[1].plain))
    own = {"copies.plain", *(f"copies.{key}" for key in SPREADS.values())}
    return tuple(
        each if each.partition(":")[0] in own else naming(each, nouns(cloned)) for each in named
    )


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
    return f"{rule}:{' '.join(each for each in KIND_ORDER if each in held)}"


def noun(member: Member, each: Shape) -> str:
    """The kind of a value that is not plain, by which a sentence calls it."""
    kind = shapes.EMPTY.sub(r"\1", " ".join((member.type or "").split()))
    if kind == "unknown":
        return kind
    if shapes.ARRAY.fullmatch(kind):
        return "list"
    by_name = {"Date": "date", "Map": "map", "Set": "set"}
    return by_name.get(kind.partition("<")[0]) or INNER.get(each.initial or "", "object")


def nouns(fields: Iterable[tuple[Member, Shape]]) -> set[str]:
    """The kinds of those that are not plain."""
    return {noun(member, each) for member, each in fields if not each.plain}


def with_nouns(
    rule: str, found: Iterable[str], fields: Iterable[tuple[Member, Shape]]
) -> tuple[str, ...]:
    """The rules found, `rule` among them with the kinds of values that it is about."""
    kinds = nouns(fields)
    return tuple(naming(rule, kinds) if each == rule else each for each in found)


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


def with_elements(rule: str, found: Iterable[str], lists: Iterable[Member]) -> tuple[str, ...]:
    """The rules found, `rule` among them with the kinds of elements of the lists it is about."""
    kinds = {"number" if "number" in (member.type or "") else "text" for member in lists}
    return tuple(naming(rule, kinds) if each == rule else each for each in found)
