"""Compliant code with what a CMM2 author would have written instead: members, helpers, classes,
interfaces, tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators import typescript
from generators.refactoring.change import Change, explained
from generators.refactoring.inverse.groups import bare_values, inlined, underscored
from generators.refactoring.inverse.tests import tests
from generators.refactoring.soundness import sound
from generators.refactoring.steps import (
    before_step,
    class_changes,
    combined,
    member_changes,
    open_state,
)
from generators.sample import fingerprint
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Components, Library, Source

Step = tuple[Change, tuple[Change, ...], str]
Made = tuple[Source, Change, tuple[Change, ...], str]
PER_MEMBER, PER_CLASS, PER_GROUP = 3, 10, 2
# A method that writes to the state it uses.
CHANGES_STATE = re.compile(
    r"\bthis\.[\w.]+(?:\[[^\]]*\])? (?:[+*/|?&-]{0,2})=(?!=)|\bthis\.[\w.]+\.(?:push|set|add"
    r"|delete|clear|splice|pop)\("
)
LEAST_CHARACTERS, LEAST_CLASS, LEAST_GROUP, MOST_CHARACTERS = 140, 160, 300, 3600
GROUP_STEPS = (
    "chaining_returned",
    "state_in_model",
    "types_added",
    "return_type_added",
    "documentation_added",
)
# Steps that would teach the same of one member: only one of each group.
GROUPS = (
    ("errors_thrown", "errors_not_null"),
    ("process_left", "errors_let_through"),
    ("types_added", "return_type_added"),
    ("async_await", "async_io"),
    ("guard_clause", "guard_added"),
    ("nullish_default", "default_parameter"),
    ("require_replaced", "paths_joined"),
    ("annotations_added", "contract_completed", "documentation_added"),
)


def constructed(library: Library, corpus: Components) -> Iterator[Made]:
    """Members alone, members together, classes, interfaces, and tests; each with its view."""
    seen: set[str] = set()
    for source in library.sources:
        for unit in source.file.classes:
            for change, others, view in (
                *_members(unit, seen),
                *_together(unit),
                *_of_class(unit, source),
            ):
                key = f"{view} {change.pattern} {cutting.normalised(change.after)}"
                if key not in seen:
                    seen.add(key)
                    yield source, change, others, view
    yield from _interfaces(library)
    for source, change in tests(library, corpus):
        yield source, change, (), "constructed_test"


def _members(unit: Unit, seen: set[str]) -> Iterator[Step]:
    """Members alone; those that offer little alone in several steps at once, or with their
    neighbours.
    """
    spare: list[Member] = []
    for member in unit.members:
        key = cutting.normalised(member.text)
        if key in seen or not _whole(member):
            continue
        seen.add(key)
        chosen = _chosen(list(member_changes(member)), key) if _fit(member) else []
        for change in chosen:
            yield change, (), "constructed_member"
        if len(chosen) < 2:
            spare.append(member)
        elif len(chosen) < PER_MEMBER:
            several = combined(member, [change.pattern for change in chosen])
            for change in several[:1]:
                yield change, tuple(several[1:]), "constructed_steps"
    for group in _grouped(spare):
        for change in _alike(unit, group):
            yield change, (), "constructed_group"


def _grouped(members: list[Member]) -> Iterator[list[Member]]:
    """Neighbours, so many that they make an excerpt worth reading."""
    group: list[Member] = []
    for member in members:
        group.append(member)
        size = sum(len(m.documented_text) for m in group)
        if len(group) > 1 and size > LEAST_GROUP:
            if size < MOST_CHARACTERS:
                yield group
            group = []


def _alike(unit: Unit, group: list[Member]) -> Iterator[Change]:
    """The same step in several members of a class."""
    after = cutting.members_text(group)
    found = 0
    for pattern in GROUP_STEPS:
        texts = [before_step(pattern, member) for member in group]
        if found == PER_GROUP or sum(text is not None for text in texts) < 2:
            continue
        before = "\n\n".join(
            t or cutting.members_text([m]) for t, m in zip(texts, group, strict=True)
        )
        if change := explained(Change(pattern, unit.name, before, after)):
            found += 1
            yield change


def _whole(member: Member) -> bool:
    """Whether a member may stand as an example."""
    right = (
        member.body is not None
        and member.kind != "constructor"
        and len(member.documented_text) < MOST_CHARACTERS
    )
    return right and not cutting.only_prints(member) and sound(member.documented_text)


def _fit(member: Member) -> bool:
    """Whether a member is enough by itself."""
    return member.statements > 1 or len(member.documented_text) > LEAST_CHARACTERS


def _chosen(changes: list[Change], key: str) -> list[Change]:
    """At most three steps of a member, no two of a group; which one of a group, the
    text decides.
    """
    turn = int(fingerprint(key), 16)
    kept = []
    for number, group in enumerate(GROUPS):
        several = [c for c in changes if c.pattern in group]
        kept += [several[(turn >> number) % len(several)]] if several else []
    grouped = {pattern for group in GROUPS for pattern in group}
    kept += [c for c in changes if c.pattern not in grouped]
    order = {change.pattern: at for at, change in enumerate(changes)}
    return sorted(kept, key=lambda c: order[c.pattern])[:PER_MEMBER]


def _together(unit: Unit) -> Iterator[Step]:
    """Helpers written out, constants as bare values, underscores."""
    for pattern, subject, before, after in (*inlined(unit), *bare_values(unit), *underscored(unit)):
        fit = max(len(before), len(after)) < MOST_CHARACTERS and sound(after)
        if fit and (change := explained(Change(pattern, subject, before, after))):
            yield change, (), "constructed_members"


def _of_class(unit: Unit, source: Source) -> Iterator[Step]:
    """A class cut to what each step needs, so that steps of one class are different code."""
    found = 0
    for pattern, cut, user in _cuts(unit):
        if found == PER_CLASS:
            return
        if not LEAST_CLASS <= len(cut) < MOST_CHARACTERS or not sound(cut):
            continue
        parsed = typescript.parse(cut)
        if parsed.errors or not parsed.classes:
            continue
        made = parsed.classes[0]
        method = made.member(user)
        several = open_state(made, method) if pattern == "state_made_private" and method else []
        if not several and (
            pattern != "state_made_private" or (method and CHANGES_STATE.search(method.text))
        ):
            several = [c for c in class_changes(made, source.file) if c.pattern == pattern]
        if several:
            found += 1
            yield several[0], tuple(several[1:]), "constructed_class"


def _cuts(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """(pattern, class text, method): the members that a step is about, with the fields
    they touch.
    """

    def cut(*names: str) -> str:
        chosen = [m for m in unit.members if m.name in names]
        touched = {name for m in chosen for name in cutting.touched(unit, m)}
        fields = [
            m for m in unit.members if m.name in touched and m.kind in ("field", "getter", "setter")
        ]
        needed = {name for m in fields for name in cutting.touched(unit, m)}
        return cutting.reduced(
            unit, {*chosen, *fields, *(m for m in unit.fields if m.name in needed)}, doc=False
        )

    if unit.constructor and unit.member("init"):
        yield "constructor_to_init", cut("constructor", "init"), "init"
    if unit.member("toScenario") and unit.member("init"):
        yield "scenario_added", cut("init", "toScenario"), "toScenario"
    accessors = [m.name for m in unit.members if m.kind in ("getter", "setter")]
    if accessors:
        yield "accessors_added", cut(*accessors), accessors[0]
    helpers = {m.name for m in unit.methods if m.access == "private" and not m.uses and not m.calls}
    hidden = {m.name for m in unit.methods if m.access == "private"}
    for user in unit.methods:
        if user.calls & helpers:
            yield (
                "free_function_to_method",
                cutting.reduced(unit, cutting.closure(unit, [user]), doc=False),
                user.name,
            )
        elif user.access == "public" and user.calls & hidden:
            yield (
                "helpers_made_private",
                cutting.reduced(unit, cutting.closure(unit, [user]), doc=False),
                user.name,
            )
    private = {m.name for m in unit.fields if m.access == "private" and not m.readonly}
    fixed = {m.name for m in unit.fields if m.readonly}
    for user in unit.methods:
        if (
            user.access == "public"
            and user.uses & private
            and user.name not in ("init", "toScenario")
        ):
            yield "state_made_private", cut(user.name), user.name
        elif user.uses & fixed:
            yield "readonly_added", cut(user.name), user.name


def _interfaces(library: Library) -> Iterator[Made]:
    """Contracts: an interface with open types, and a class that does not say what it keeps."""
    seen: set[str] = set()
    for source in library.sources:
        for unit in source.file.interfaces:
            key = cutting.normalised(unit.text)
            if (
                key not in seen
                and len(unit.members) > 2
                and len(unit.documented_text) < MOST_CHARACTERS
                and sound(unit.text)
            ):
                seen.add(key)
                for pattern, before in (
                    ("types_added", _opened(unit)),
                    ("contract_documented", _bare(unit)),
                ):
                    if change := explained(
                        Change(pattern, unit.name, before, unit.documented_text)
                    ):
                        yield source, change, (), "constructed_interface"
        for unit in source.file.classes:
            declared = [
                d
                for name in unit.implements
                if (d := library.declaration(source, name)) and d.kind == "interface"
            ]
            if not declared or len(unit.implements) != 1:
                continue
            promised = {m.name for m in declared[0].members}
            chosen = [m for m in unit.members if m.name in promised or m.name == "constructor"]
            # A contract of fields alone says nothing about what a class does.
            if not any(m.kind == "method" for m in chosen):
                continue
            touched = {name for m in chosen for name in cutting.touched(unit, m)}
            whole = cutting.reduced(
                unit, {*chosen, *(m for m in unit.members if m.name in touched)}, doc=False
            )
            after = f"{declared[0].documented_text}\n\n{whole}"
            before = re.sub(r"\s+implements\s+[^{]+\{", " {", whole, count=1)
            key = cutting.normalised(after)
            if key not in seen and len(after) < 1.4 * MOST_CHARACTERS and sound(after):
                seen.add(key)
                if change := explained(Change("interface_implemented", unit.name, before, after)):
                    yield source, change, (), "constructed_class"


def _opened(unit: Unit) -> str:
    """An interface whose richer types were left to the reader: everything but plain words and
    numbers is `any`.
    """
    out, at = "", unit.doc_start
    plain = (
        "string",
        "number",
        "boolean",
        "void",
        "this",
        "Promise<void>",
        "Promise<this>",
        "Date",
        "undefined",
    )
    for member in unit.members:
        kind = member.type or member.return_type
        if kind is None or kind in plain or member.body is not None:
            continue
        start = unit.source.rfind(kind, member.start, member.end)
        if start > 0:
            made = (
                "Promise<any>"
                if kind.startswith("Promise<")
                else "any[]"
                if kind.endswith("[]")
                else "any"
            )
            out += unit.source[at:start] + made
            at = start + len(kind)
    return out + unit.source[at : unit.end]


def _bare(unit: Unit) -> str:
    """An interface without a word about what its members mean."""
    out, at = "", unit.start
    for member in unit.members:
        line = unit.source.rfind("\n", 0, member.doc_start) + 1
        out += unit.source[at : max(at, line)] + cutting.indentation(unit.source, member.start)
        at = member.start
    return re.sub(r"[ \t]*//[^\n]*|\n[ \t]*(?=\n)", "", out + unit.source[at : unit.end])
