"""Summaries: what a list of objects comes to, by what each member holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.typescript import Member

from ..settings import RESERVED
from ..shapes import ARRAY, Shape
from .kept import Keeper, Kept, Method, optional

# Methods, of at least so many kinds: whoever has seen one of a kind knows all of it.
MOST, FEWEST_KINDS = 4, 3
# Last words of names of numbers that can be added up, and of those whose mean says something.
ADDED_WORDS = """
amount bytes calls chars characters cost count counts duration errors failed failures files hits
hours items length lines minutes misses ms number passed points price quantity requests retries
seconds size skipped steps tests tokens total units uses volume warnings weight
"""
MEAN_WORDS = """
accuracy age completeness confidence coverage duration height latency level load percent percentage
probability progress quality rate rating ratio score size speed temperature usage weight width
"""
ADDED, MEAN = frozenset(ADDED_WORDS.split()), frozenset(MEAN_WORDS.split())
LISTS = frozenset({"string[]", "number[]"})


def keepers(kept: Kept) -> Iterator[Keeper]:
    """One summary of a type whose members are of several kinds."""
    asked: list[tuple[str, Method]] = []
    for member, each in kept.fields:
        method = _asked(kept, member, each) if member.name not in RESERVED else None
        if method:
            asked.append(method)
    chosen: list[tuple[str, Method]] = []
    for found in asked:
        if found[0] not in {kind for kind, _ in chosen} and len(chosen) < MOST:
            chosen.append(found)
    if len(chosen) < FEWEST_KINDS:
        return
    one, type_ = kept.one, kept.unit.name
    add = (
        f"add({one}: {type_}): this {{\n"
        f"  this.entries.push(structuredClone({one}));\n  return this;\n}}"
    )
    field = f"private entries: {type_}[] = [];"
    yield Keeper("summary", f"{kept.stem}Summary", field, add, tuple(m for _, m in chosen))


def last_word(name: str) -> str:
    """The last word of a name in camel case."""
    words = re.findall(r"^[a-z]+|[A-Z]+(?=[A-Z]|$)|[A-Z][a-z]*", name)
    return words[-1].lower() if words else ""


def _asked(kept: Kept, member: Member, each: Shape) -> tuple[str, Method] | None:
    """(kind, method) for one member; None where nothing sensible can be asked of all of them."""
    kind, name = " ".join((member.type or "").split()), member.name
    big = name[0].upper() + name[1:]
    if optional(member):
        return "missing", _missing(name, big)
    if kind == "number":
        if last_word(name) in ADDED:
            body = f"return this.entries.reduce((sum, each) => sum + each.{name}, 0);"
            told = f"the sum of all `{name}` values"
            # The sum of totals is a total.
            named = name if name.lower().startswith("total") else f"total{big}"
            return "sum", Method(f"{named}(): number", told, body)
        return ("mean", _mean(name, big)) if last_word(name) in MEAN else None
    if kind == "Date":
        return "date", _latest(name, big)
    if kind == "boolean":
        body = f"return this.entries.length > 0 && this.entries.every((each) => each.{name});"
        told = f"whether there are any objects and `{name}` is true for all of them"
        what = big[2:] if re.match(r"Is[A-Z]", big) else big
        return "flag", Method(f"all{what}(): boolean", told, body)
    if kind in LISTS:
        order = "" if kind == "string[]" else "(a, b) => a - b"
        body = f"return [...new Set(this.entries.flatMap((each) => each.{name}))].sort({order});"
        told = f"all values that occur in any `{name}`, sorted and without duplicates"
        return "list", Method(f"distinct{big}(): {kind}", told, body)
    if ARRAY.fullmatch(kind) and not each.plain:
        body = f"return Math.max(0, ...this.entries.map((each) => each.{name}.length));"
        told = f"the length of the longest `{name}`; 0 if there are no objects"
        return "count", Method(f"longest{big}(): number", told, body)
    if each.plain and kind != "string" and "null" not in kind:
        return "choice", _commonest(kept, name, big, kind)
    return None


def _missing(name: str, big: str) -> Method:
    body = f"return this.entries.filter((each) => each.{name} === undefined).length;"
    return Method(f"lacking{big}(): number", f"in how many objects `{name}` is `undefined`", body)


def _mean(name: str, big: str) -> Method:
    body = (
        "if (this.entries.length === 0) {\n  return null;\n}\n"
        f"const sum = this.entries.reduce((sum, each) => sum + each.{name}, 0);\n"
        "return sum / this.entries.length;"
    )
    told = f"the mean of all `{name}` values; `null` if there are no objects"
    return Method(f"mean{big}(): number | null", told, body)


def _latest(name: str, big: str) -> Method:
    body = (
        f"const times = this.entries.map((each) => each.{name}.getTime());\n"
        "return times.length > 0 ? new Date(Math.max(...times)) : null;"
    )
    told = f"the latest `{name}`; `null` if there are no objects"
    return Method(f"latest{big}(): Date | null", told, body)


def _commonest(kept: Kept, name: str, big: str, kind: str) -> Method:
    body = (
        f"const counts = new Map<{kind}, number>();\n"
        "for (const each of this.entries) {\n"
        f"  counts.set(each.{name}, (counts.get(each.{name}) ?? 0) + 1);\n}}\n"
        "const most = Math.max(...counts.values());\n"
        "return [...counts].find(([, count]) => count === most)?.[0];"
    )
    told = (
        f"the most frequent `{name}`, on a tie the one that came first; `undefined` if there are "
        "no objects"
    )
    return Method(f"commonest{big}(): {kind} | undefined", told, body)
