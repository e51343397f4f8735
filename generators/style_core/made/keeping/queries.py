"""What can be asked of a list of objects, field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generators.typescript import Member

from ..changes import singular
from ..settings import ONLY, RESERVED
from ..shapes import Shape
from .kept import Keeper, Kept, Method, optional

FEWEST, MOST = 2, 3
# Texts by which people sort; by others they group.
TITLES = frozenset({"name", "title", "label", "path", "file", "filename"})
# Last words of names whose values many objects share: by other texts nobody groups.
SHARED_WORDS = """
actor agent author branch category channel city class color colour component country creator
currency department directory domain environment folder format gender group host hostname kind
label language layer level locale method mode module namespace origin owner package parent phase
platform priority project protocol region reporter role scope sector severity source sprint
stage state status system tag target team tenant type unit user vendor version zone
"""
SHARED = frozenset(SHARED_WORDS.split())

# A text that tells when.
MOMENT = re.compile(r"(?:At|Date|Time|date|time|timestamp)$")


def keepers(kept: Kept) -> Iterator[Keeper]:
    """Lists of the objects, each with two or three questions that no other has."""
    asked = _mixed([method for pair in kept.fields for method in _queries(kept, *pair)])
    one, type_ = kept.one, kept.unit.name
    add = (
        f"add({one}: {type_}): this {{\n"
        f"  this.entries.push(structuredClone({one}));\n  return this;\n}}"
    )
    for at, name in ((0, "List"), (MOST, "Selection")):
        chunk = asked[at : at + MOST]
        # Whoever sees one of a kind knows them all.
        if len(chunk) >= FEWEST and len(set(map(_kind, chunk))) > 1:
            field = f"private entries: {type_}[] = [];"
            yield Keeper("queries", f"{kept.stem}{name}", field, add, tuple(chunk))


def _mixed(methods: list[Method]) -> list[Method]:
    """The methods so that those of one kind are far from each other."""
    seen: Counter[str] = Counter()
    turns = []
    for method in methods:
        turns.append(seen[_kind(method)])
        seen[_kind(method)] += 1
    order = sorted(range(len(methods)), key=lambda at: (turns[at], at))
    return [methods[at] for at in order]


def _kind(method: Method) -> str:
    """What is asked, whatever the field: sorting, grouping, finding by a value."""
    first = re.match(r"[a-z]+", method.signature)
    return first[0] if first else ""


def _queries(kept: Kept, member: Member, each: Shape) -> Iterator[Method]:
    """What one field lets people ask of a list."""
    kind, missing = " ".join((member.type or "").split()), optional(member)
    if member.name in RESERVED or member.name == kept.key or ONLY.fullmatch(kind):
        return
    if missing and not each.plain:
        yield _without(kept, member)
    elif kind == "boolean":
        yield _true(kept, member)
    elif each.plain and kind not in ("string", "number") and "null" not in kind:
        yield _with(kept, member, kind)
        if not missing:
            yield _counted(kind, member)
    elif not missing:
        yield from ASKED[kind](kept, member) if kind in ASKED else ()


def _is_shared(member: Member) -> bool:
    """Whether a text is named for what many objects have in common, by its last word."""
    words = re.findall(r"^[a-z]+|[A-Z][a-z]*", member.name)
    return bool(words) and words[-1].lower() in SHARED


def _big(member: Member) -> str:
    return member.name[0].upper() + member.name[1:]


def _without(kept: Kept, member: Member) -> Method:
    signature = f"without{_big(member)}(): {kept.unit.name}[]"
    body = _filtered(f"each.{member.name} === undefined")
    return Method(signature, f"those in which `{member.name}` is `undefined`", body)


def _true(kept: Kept, member: Member) -> Method:
    test = f"each.{member.name}" + " === true" * optional(member)
    signature = f"all{_big(member)}(): {kept.unit.name}[]"
    return Method(signature, f"those whose `{member.name}` is true", _filtered(test))


def _with(kept: Kept, member: Member, kind: str) -> Method:
    name = member.name
    signature = f"with{_big(member)}({name}: {kind}): {kept.unit.name}[]"
    return Method(signature, f"those with this `{name}`", _filtered(f"each.{name} === {name}"))


def _counted(kind: str, member: Member) -> Method:
    name = member.name
    body = (
        f"const counts = new Map<{kind}, number>();\n"
        "for (const each of this.entries) {\n"
        f"  counts.set(each.{name}, (counts.get(each.{name}) ?? 0) + 1);\n}}\n"
        "return counts;"
    )
    signature = f"countsBy{_big(member)}(): Map<{kind}, number>"
    return Method(signature, f"how many there are of each `{name}`", body)


def _numbers(kept: Kept, member: Member) -> Iterator[Method]:
    told = f"all of them, with the smallest `{member.name}` first"
    yield _sorted(kept, member, told, "{0} - {1}")


def _dates(kept: Kept, member: Member) -> Iterator[Method]:
    name = member.name
    told = f"all of them, with the earliest `{name}` first"
    yield _sorted(kept, member, told, "{0}.getTime() - {1}.getTime()")
    signature = f"{name}Since(moment: Date): {kept.unit.name}[]"
    told = f"those whose `{name}` is not before `moment`"
    yield Method(signature, told, _filtered(f"each.{name} >= moment"))


def _texts(kept: Kept, member: Member) -> Iterator[Method]:
    name, type_ = member.name, kept.unit.name
    if name in TITLES or MOMENT.search(name):
        told = f"all of them, in the order that `localeCompare` gives their `{name}`"
        yield _sorted(kept, member, told, "{0}.localeCompare({1})")
        return
    if not _is_shared(member):
        return
    body = (
        f"const groups = new Map<string, {type_}[]>();\n"
        "for (const each of structuredClone(this.entries)) {\n"
        f"  const group = groups.get(each.{name}) ?? [];\n"
        "  group.push(each);\n"
        f"  groups.set(each.{name}, group);\n}}\n"
        "return groups;"
    )
    signature = f"groupedBy{_big(member)}(): Map<string, {type_}[]>"
    yield Method(signature, f"all of them, grouped by their `{name}`", body)


def _lists(kept: Kept, member: Member) -> Iterator[Method]:
    one = singular(member.name)
    if not one or one in RESERVED:
        return
    signature = f"having{one[0].upper()}{one[1:]}({one}: string): {kept.unit.name}[]"
    body = _filtered(f"each.{member.name}.includes({one})")
    yield Method(signature, f"those whose `{member.name}` include the given value", body)


ASKED = {"number": _numbers, "Date": _dates, "string": _texts, "string[]": _lists}


def _sorted(kept: Kept, member: Member, told: str, order: str) -> Method:
    by = order.format(f"a.{member.name}", f"b.{member.name}")
    body = f"return structuredClone(this.entries).sort((a, b) => {by});"
    return Method(f"sortedBy{_big(member)}(): {kept.unit.name}[]", told, body)


def _filtered(condition: str) -> str:
    return f"return structuredClone(this.entries.filter((each) => {condition}));"
