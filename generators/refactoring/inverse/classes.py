"""Inverses of the steps of a whole class: what a CMM2 author would have written instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from generators.refactoring.change import Change
from generators.typescript import Member, SourceFile, Unit, cutting, patterns

from .edits import way


def constructor_inverse(unit: Unit, file: SourceFile) -> Change | None:
    init, constructor = unit.member("init"), unit.constructor
    if (
        not patterns.EMPTY_CONSTRUCTOR.shown_by(unit)
        or init is None
        or init.body is None
        or constructor is None
    ):
        return None
    if "await" in init.body or init.async_ or unit.extends:
        return None
    parameters = ", ".join(parameter.text for parameter in init.parameters)
    own = _inside(constructor.body or "{}")
    work = re.sub(r"\n?[ \t]*return this;\s*$", "", _inside(init.body))
    # Comments that praise the empty constructor would contradict the code they stand in.
    own = "\n".join(line for line in own.split("\n") if not line.strip().startswith("//"))
    if not work.strip() or "return" in work:
        return None
    body = "\n".join(part for part in (own.strip("\n"), work.strip("\n")) if part.strip())
    made = f"constructor({parameters}) {{\n{body}\n  }}"
    before = _replaced(unit, {constructor: made, init: ""}, comments=False)
    return Change("constructor_to_init", unit.name, before, unit.documented_text)


def public_inverse(
    unit: Unit, file: SourceFile, only: Collection[str] | None = None
) -> Change | None:
    private = [
        m
        for m in unit.fields
        if m.access == "private"
        and not m.name.startswith("#")
        and not m.readonly
        and (only is None or m.name in only)
    ]
    if not private or not patterns.RADICAL_OOP.shown_by(unit):
        return None
    word = "public " if way(unit.text, 3) == 0 else ""
    changed = {m: re.sub(r"^(\s*)private\s+", rf"\1{word}", m.text) for m in private}
    return Change("state_made_private", unit.name, _replaced(unit, changed), unit.documented_text)


def functions_inverse(
    unit: Unit, file: SourceFile, only: Collection[str] | None = None
) -> Change | None:
    movable = [
        m
        for m in unit.methods
        if m.access == "private"
        and (only is None or m.name in only)
        and not m.static
        and not m.uses
        and not m.calls
        and "this" not in m.text
        and m.body
        and not m.name.startswith("#")
    ]
    called = [m for m in movable if any(m.name in other.calls for other in unit.methods)]
    if not called or file.functions:
        return None
    before = _replaced(unit, dict.fromkeys(called, ""))
    functions = []
    for member in called:
        before = re.sub(rf"\bthis\.{re.escape(member.name)}\(", f"{member.name}(", before)
        head = re.sub(
            r"^(?:private\s+)?(async\s+)?",
            # Not exported: whoever imported them would have to be told where they went.
            lambda m: f"{m[1] or ''}function ",
            member.text,
            count=1,
        )
        functions.append(cutting.outdent(cutting.indentation(member.source, member.start) + head))
    text = "\n\n".join([*functions, before])
    return Change("free_function_to_method", unit.name, text, unit.documented_text)


def scenario_inverse(unit: Unit, file: SourceFile) -> Change | None:
    member = unit.member("toScenario")
    if member is None or member.body is None or not patterns.SCENARIO_STATE.shown_by(unit):
        return None
    state = ", ".join(f"{name}: this.{name}" for name in sorted(member.uses))
    made = (
        "serialize(): string {\n    return JSON.stringify(this);\n  }",
        # Not `toJSON`, which `JSON.stringify` calls by itself.
        f"exportState(): object {{\n    return {{ {state} }};\n  }}",
        f"getState() {{\n    const state = {{ {state} }};\n    return JSON.stringify(state);\n  }}",
    )[way(unit.text, 3) if state else 0]
    return Change(
        "scenario_added",
        unit.name,
        _replaced(unit, {member: made}, comments=False),
        unit.documented_text,
    )


def accessors_inverse(
    unit: Unit, file: SourceFile, only: Collection[str] | None = None
) -> Change | None:
    """Getters that give a private field become the field itself, open to everybody."""
    changed: dict[Member, str] = {}
    renamed: dict[str, str] = {}
    fields = {
        m.name: m
        for m in unit.fields
        if m.access != "public" and not m.static and (only is None or m.name in only)
    }
    for getter in (m for m in unit.members if m.kind == "getter" and not m.static):
        match = re.fullmatch(r"\{\s*return this\.(\w+);\s*\}", getter.body or "")
        if not match or match[1] not in fields or match[1] in renamed:
            continue
        field = fields[match[1]]
        shown = re.sub(r"^(?:private|protected)\s+(?:readonly\s+)?", "", field.text)
        changed[field] = re.sub(rf"^{re.escape(field.name)}\b", getter.name, shown)
        changed |= {
            m: "" for m in unit.members if m.name == getter.name and m.kind in ("getter", "setter")
        }
        renamed[match[1]] = getter.name
    if not changed:
        return None
    before = _replaced(unit, changed)
    for old, new in renamed.items():
        before = re.sub(rf"\bthis\.{re.escape(old)}\b", f"this.{new}", before)
    return Change("accessors_added", unit.name, before, unit.documented_text)


def readonly_inverse(
    unit: Unit, file: SourceFile, only: Collection[str] | None = None
) -> Change | None:
    fixed = [
        m
        for m in unit.fields
        if m.readonly and "readonly " in m.text and (only is None or m.name in only)
    ]
    changed = {m: m.text.replace("readonly ", "", 1) for m in fixed}
    return (
        Change("readonly_added", unit.name, _replaced(unit, changed), unit.documented_text)
        if fixed
        else None
    )


def open_inverse(
    unit: Unit, file: SourceFile, only: Collection[str] | None = None
) -> Change | None:
    """Helpers that anybody may call."""
    private = [
        m
        for m in unit.methods
        if m.access == "private"
        and re.search(r"\bprivate\s", m.signature)
        and (only is None or m.name in only)
    ]
    changed = {m: re.sub(r"\bprivate\s+", "", m.text, count=1) for m in private}
    before = _replaced(unit, changed) if private else ""
    return (
        Change("helpers_made_private", unit.name, before, unit.documented_text) if private else None
    )


def _inside(body: str) -> str:
    return body.strip()[1:-1]


def _replaced(unit: Unit, texts: dict[Member, str], comments: bool = True) -> str:
    """The class with members replaced by other text; an empty one goes. Without `comments` theirs
    go too: they would tell of the code that is no longer there.
    """
    source, out, at = unit.source, "", unit.doc_start
    for member in sorted(texts, key=lambda m: m.start):
        text = texts[member]
        out += source[at : member.start if text and comments else member.doc_start] + text
        at = member.end
    out += source[at : unit.end]
    out = re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", re.sub(r"\n[ \t]+\n", "\n\n", out))
    return re.sub(r"\n\n(?=\}\s*$)", "\n", re.sub(r"\A([^\n]*\{)\n\n", r"\1\n", out))


# In the order in which they teach most.
INVERSES: tuple[Callable[[Unit, SourceFile], Change | None], ...] = (
    constructor_inverse,
    scenario_inverse,
    functions_inverse,
    accessors_inverse,
    public_inverse,
    readonly_inverse,
    open_inverse,
)
