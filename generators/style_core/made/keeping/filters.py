"""Filters: classes that hold what is wanted of objects and tell which ones have it."""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member

from .. import rules
from ..changes import singular
from ..settings import RESERVED
from ..shapes import Shape
from .kept import Keeper, Kept, Method, optional

FEWEST, MOST, FEWEST_KINDS = 3, 7, 2
# Characters of a declaration that stands on one line.
LONGEST = 90
ORDER = ("plain", "date", "list")
LISTS = frozenset({"string[]", "number[]"})


def keepers(kept: Kept) -> Iterator[Keeper]:
    """The filter for a type with members of several kinds that can be compared."""
    tests = [(m, *found) for m, each in kept.fields if (found := _test(m, each))]
    kinds = {kind for _, kind, _ in tests}
    named = {m.name for m, _ in kept.fields} & (RESERVED | {"wanted"})
    if not FEWEST <= len(tests) <= MOST or len(kinds) < FEWEST_KINDS or named:
        return
    one, type_ = kept.one, kept.unit.name
    names = " | ".join(f"'{m.name}'" for m, _, _ in tests)
    part = type_ if len(tests) == len(kept.fields) else f"Pick<{type_}, {names}>"
    field = f"private wanted: Partial<{part}> = {{}};"
    if one in ("wanted", "all") or len(field) > LONGEST:
        return
    lines = "\n".join(
        f"if ({test.format(one=one)}) {{\n  return false;\n}}" for _, _, test in tests
    )
    asked = (
        Method(
            f"by(wanted: Partial<{part}>): this",
            "keeps a copy of what is wanted, and can be chained",
            "this.wanted = structuredClone(wanted);\nreturn this;",
        ),
        Method(
            f"accepts({one}: {type_}): boolean",
            "whether the object has all that is wanted; what is not in `wanted` may be anything",
            f"const wanted = this.wanted;\n{lines}\nreturn true;",
        ),
        Method(
            f"among(all: {type_}[]): {type_}[]",
            "copies of the objects that it accepts",
            f"return structuredClone(all.filter(({one}) => this.accepts({one})));",
        ),
    )
    told = rules.of_kinds("wants", kinds, ORDER)
    yield Keeper("filter", f"{kept.stem}Filter", field, "", asked, rules=told)


def _test(member: Member, each: Shape) -> tuple[str, str] | None:
    """(kind, condition under which an object is not wanted); None for what cannot be compared."""
    name, kind = member.name, " ".join((member.type or "").split())
    given, held, ask = f"wanted.{name}", f"{{one}}.{name}", "?" * optional(member)
    if each.plain and "null" not in kind:
        return "plain", f"{given} !== undefined && {held} !== {given}"
    if kind == "Date":
        return "date", f"{given} && {held}{ask}.getTime() !== {given}.getTime()"
    if kind in LISTS and (item := singular(name)) and item not in RESERVED:
        return "list", f"{given}?.some(({item}) => !{held}{ask}.includes({item}))"
    return None
