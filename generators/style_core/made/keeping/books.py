"""Books that a class keeps of objects: a register by key, and a history of versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generators.typescript import Member

from .. import rules
from ..shapes import Shape
from .kept import Keeper, Kept, Method, optional

MOST_COMPARED = 8
# Of plain values alone a history must compare this many.
ENOUGH_PLAIN = 5
COMPARED = ("plain", "date", "other")
# What a register refuses, by the type of a member.
REFUSED = {
    "string": "a string must not be empty or blank",
    "number": "a number must be finite",
    "Date": "a date must be valid",
}

# Types with nothing inside.
PLAIN = {*REFUSED, "boolean"}


def keepers(kept: Kept) -> Iterator[Keeper]:
    """The register and the history, as far as the type lends itself to them."""
    yield from (book for book in (_register(kept), _history(kept)) if book is not None)


def _register(kept: Kept) -> Keeper | None:
    """Objects by their key, each checked before it comes in."""
    key, one, type_ = kept.key, kept.one, kept.unit.name
    must = [m for m, _ in kept.fields if not optional(m)]
    checks = [text for m in must if (text := _refusal(m, one))]
    if not key or key == one or not checks:
        return None
    lost = f"  throw new Error(`no {one} with {key} ${{{key}}}`);\n}}"
    put = [*checks, f"this.held.set({one}.{key}, structuredClone({one}));", "return this;"]
    get = [
        f"const found = this.held.get({key});",
        f"if (!found) {{\n{lost}",
        "return structuredClone(found);",
    ]
    remove = [f"if (!this.held.delete({key})) {{\n{lost}", "return this;"]
    keeps = f"keeps a copy, in place of one with the same `{key}`. {_refused(must)}"
    gone = "throws an error if it is not there"
    asked = (
        Method(f"put({one}: {type_}): this", keeps, "\n".join(put)),
        Method(f"get({key}: string): {type_}", f"a copy of it; {gone}", "\n".join(get)),
        Method(f"remove({key}: string): this", gone, "\n".join(remove)),
    )
    field = f"private held = new Map<string, {type_}>();"
    return Keeper("register", f"{kept.stem}Register", field, "", asked, by=key)


def _refusal(member: Member, one: str) -> str:
    """A statement that refuses a value that says nothing; empty where every value may be."""
    name, kind = member.name, " ".join((member.type or "").split())
    held = f"{one}.{name}"
    wrong = {
        "string": (f"!{held}.trim()", "must not be empty"),
        "number": (f"!Number.isFinite({held})", "must be a finite number"),
        "Date": (f"Number.isNaN({held}.getTime())", "must be a valid date"),
    }.get(kind)
    if wrong is None:
        return ""
    return f"if ({wrong[0]}) {{\n  throw new Error('{name} {wrong[1]}');\n}}"


def _refused(must: Iterable[Member]) -> str:
    """What is refused, in words."""
    kinds = {" ".join((m.type or "").split()) for m in must}
    rules = "; ".join(text for kind, text in REFUSED.items() if kind in kinds)
    inside = ", but not what is inside lists or objects" if kinds - PLAIN else ""
    return (
        f"Before that, it checks the required members{inside}: {rules}. Each error names the member"
    )


def _history(kept: Kept) -> Keeper | None:
    """Versions of one object, and what has changed between the last two."""
    few = all(each.plain for _, each in kept.fields) and len(kept.fields) < ENOUGH_PLAIN
    tests = [difference(m, each, "before", "after") for m, each in kept.fields]
    if not all(tests) or few or len(tests) > MOST_COMPARED:
        return None
    one, type_ = kept.one, kept.unit.name
    looks = "\n".join(
        f"if ({test}) {{\n  found.push('{m.name}');\n}}"
        for test, (m, _) in zip(tests, kept.fields, strict=True)
    )
    record = (
        f"record({one}: {type_}): this {{\n"
        f"  this.versions.push(structuredClone({one}));\n  return this;\n}}"
    )
    changes = (
        "const [before, after] = this.versions.slice(-2);\n"
        "if (!before || !after) {\n  return [];\n}\n"
        f"const found: string[] = [];\n{looks}\nreturn found;"
    )
    told = (
        "the names of the members in which the last two versions differ, in the order of the "
        "declaration; empty while there are fewer than two"
    )
    return Keeper(
        "history", f"{kept.stem}History", f"private versions: {type_}[] = [];", record,
        (Method("changes(): string[]", told, changes),),
        rules=comparing(kept.fields),
    )  # fmt: skip


def compared(pair: tuple[Member, Shape]) -> str:
    """How two values of a field are compared, by the key of the rule."""
    if pair[1].plain:
        return "plain"
    return "date" if pair[0].type == "Date" and not optional(pair[0]) else "other"


def comparing(fields: Sequence[tuple[Member, Shape]]) -> tuple[str, ...]:
    """The rules by which the fields of two objects are compared."""
    found = rules.of_kinds("compares", map(compared, fields), COMPARED)
    others = [pair for pair in fields if compared(pair) == "other"]
    return rules.with_nouns("compares.other", found, others)


def difference(member: Member, each: Shape, before: str, after: str) -> str:
    """The expression that tells a field of two objects apart; empty where a text does not show what
    is in it.
    """
    name, kind = member.name, " ".join((member.type or "").split())
    old, new = f"{before}.{name}", f"{after}.{name}"
    if each.plain:
        return f"{old} !== {new}"
    if kind == "Date" and not optional(member):
        return f"{old}.getTime() !== {new}.getTime()"
    if re.search(r"\b(?:Map|Set)\b", f"{kind} {each.words}"):
        return ""
    return f"JSON.stringify({old}) !== JSON.stringify({new})"
