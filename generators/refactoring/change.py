"""Transformations between CMM2 and CMM3 code: what one is, its proof, and the way back for
constructed pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generators import typescript
from generators.typescript import Member, SourceFile, Unit, cutting

from .code import read
from .inverse import expressions, habits, members
from .proofs.classes import PROOFS
from .proofs.members import Facts

# In the order in which they teach most.
MEMBER_INVERSES = {**members.INVERSES, **expressions.INVERSES, **habits.INVERSES}
MEMBER_ORDER = (
    "errors_thrown", "async_await", "caught_checked", "process_left", "collection_used", "guard_added", "copy_returned",
    "error_context", "cases_listed", "errors_not_null", "chaining_returned", "guard_clause", "annotations_added",
    "state_in_model",
    "place_found", "async_io", "result_returned", "default_parameter", "nullish_default", "errors_let_through",
    "elements_iterated", "types_added", "contract_completed", "paths_joined", "names_spoken", "require_replaced",
    "return_type_added", "documentation_added", "constants_declared",
)  # fmt: skip
# The steps that a single change of a member is looked for among, in this order.
PLAIN_ORDER = ("errors_thrown", "types_added", "chaining_returned", "documentation_added")


# Steps about names and comments are proven token by token, which another step at the same time
# rules out.
WHOLE_BODY = frozenset(
    {"names_spoken", "documentation_added", "contract_completed", "annotations_added"}
)


@dataclass(frozen=True)
class Change:
    """One transformation: the code before and after, what it applies to, and the words for an
    explanation.
    """

    pattern: str
    subject: str
    before: str
    after: str
    names: str = ""
    count: int = 1
    extra: str = ""


def class_change(unit: Unit, file: SourceFile, turn: int) -> Change | None:
    """What a CMM2 author would have written instead of a compliant class: the first proven of the
    ways back.

    `turn` says where among them to begin, so that the cuts of one class do not all teach the same
    step.
    """
    ways = [_constructor_back, _public_back, _functions_back, _scenario_back]
    ways = ways[turn % len(ways) :] + ways[: turn % len(ways)]
    return next(
        (told for way in ways if (change := way(unit, file)) and (told := explained(change))), None
    )


def class_changes(unit: Unit, file: SourceFile) -> Iterator[Change]:
    """Every proven way back of a class."""
    ways = (
        _constructor_back,
        _scenario_back,
        _functions_back,
        _accessors_back,
        _public_back,
        _readonly_back,
        _open_back,
    )
    for way in ways:
        if (change := way(unit, file)) and (told := explained(change)):
            yield told


def member_change(unit: Unit, member: Member) -> Change | None:
    """What a CMM2 author would have written instead of a member: the first proven of the ways back."""
    return next(member_changes(member, PLAIN_ORDER), None)


def member_changes(member: Member, patterns: Sequence[str] = MEMBER_ORDER) -> Iterator[Change]:
    """Every proven way back of a member, those that teach most first."""
    after = cutting.members_text([member])
    code = read(after)
    for pattern in patterns:
        before = MEMBER_INVERSES[pattern](code, member) if code else None
        if before is not None and (told := explained(Change(pattern, member.name, before, after))):
            yield told


def step_back(pattern: str, member: Member) -> str | None:
    """A member before one step, proven; None where it has no such way back."""
    after = cutting.members_text([member])
    code = read(after)
    before = MEMBER_INVERSES[pattern](code, member) if code else None
    return (
        before
        if before is not None and proven(Change(pattern, member.name, before, after))
        else None
    )


def open_state(unit: Unit, user: Member) -> list[Change]:
    """A class with public state and one method that is taken back as well: the same pair of texts
    for each step.

    Empty where the method has no way back of its own, or holds texts over several lines.
    """
    lone, code = cutting.members_text([user]), read(cutting.members_text([user]))
    if code is None or any("\n" in code.of(node) for node in code.nodes("template_string")):
        return []
    blank = cutting.indentation(user.source, user.start)
    for step in member_changes(user):
        if step.pattern in WHOLE_BODY or step.pattern == "state_in_model":
            continue
        lines = "\n".join(blank + line if line else line for line in step.before.split("\n"))
        text = unit.source[: user.doc_start - len(blank)] + lines + unit.source[user.end :]
        parsed = typescript.parse(text)
        opened = (
            _public_back(parsed.classes[0], parsed)
            if parsed.classes and not parsed.errors
            else None
        )
        if opened is None or lone not in step.after:
            continue
        pair = [
            Change(name, unit.name, opened.before, unit.documented_text)
            for name in ("state_made_private", step.pattern)
        ]
        told = [each for change in pair if (each := explained(change))]
        if len(told) == len(pair):
            return [told[0], replace(told[1], subject=user.name)]
    return []


def combined(member: Member, patterns: Sequence[str]) -> list[Change]:
    """A member taken back in several steps at once: the same pair of texts once for each step, or
    nothing.
    """
    after = cutting.members_text([member])
    text = after
    for pattern in patterns:
        code = read(text)
        known = code.members.get(member.name) if code else None
        made = MEMBER_INVERSES[pattern](code, known) if code and known else None
        if made is None:
            return []
        text = made
    told = [explained(Change(pattern, member.name, text, after)) for pattern in patterns]
    return [change for change in told if change] if all(told) else []


def facts(change: Change) -> Facts | None:
    """What the proof of a change finds: the improvement is there after and absent before, by both
    syntax trees.

    Code is parsed as it stands, or in a class where it is members.
    """
    before, after = read(change.before), read(change.after)
    if (
        before is None
        or after is None
        or cutting.normalised(change.before) == cutting.normalised(change.after)
    ):
        return None
    return PROOFS[change.pattern](before, after)


def proven(change: Change) -> bool:
    """Whether the named improvement is there after and absent before."""
    return facts(change) is not None


def explained(change: Change) -> Change | None:
    """The change with the words that its proof found; None where it is not proven."""
    found = facts(change)
    return (
        replace(change, names=found.names, count=found.count, extra=found.extra) if found else None
    )


# The way back of a class, from CMM3 to what a CMM2 author would have written


def _constructor_back(unit: Unit, file: SourceFile) -> Change | None:
    init, constructor = unit.member("init"), unit.constructor
    if (
        not typescript.empty_constructor(unit)
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


def _public_back(unit: Unit, file: SourceFile) -> Change | None:
    private = [
        m
        for m in unit.fields
        if m.access == "private" and not m.name.startswith("#") and not m.readonly
    ]
    if not private or not typescript.encapsulated(unit):
        return None
    changed = {m: re.sub(r"^(\s*)private\s+", r"\1", m.text) for m in private}
    return Change("state_made_private", unit.name, _replaced(unit, changed), unit.documented_text)


def _functions_back(unit: Unit, file: SourceFile) -> Change | None:
    movable = [
        m
        for m in unit.methods
        if m.access == "private" and not m.static and not m.uses and not m.calls and "this" not in m.text and m.body
        and not m.name.startswith("#")
    ]  # fmt: skip
    called = [m for m in movable if any(m.name in other.calls for other in unit.methods)]
    if not called or file.functions:
        return None
    before = _replaced(unit, dict.fromkeys(called, ""))
    functions = []
    for member in called:
        before = re.sub(rf"\bthis\.{re.escape(member.name)}\(", f"{member.name}(", before)
        head = re.sub(
            r"^(?:private\s+)?(async\s+)?", lambda m: f"{m[1] or ''}function ", member.text, count=1
        )
        functions.append(cutting.outdent(cutting.indentation(member.source, member.start) + head))
    text = "\n\n".join([*functions, before])
    return Change("free_function_to_method", unit.name, text, unit.documented_text)


def _scenario_back(unit: Unit, file: SourceFile) -> Change | None:
    member = unit.member("toScenario")
    if member is None or member.body is None or not typescript.scenario_state(unit):
        return None
    made = "serialize(): string {\n    return JSON.stringify(this);\n  }"
    return Change(
        "scenario_added",
        unit.name,
        _replaced(unit, {member: made}, comments=False),
        unit.documented_text,
    )


def _accessors_back(unit: Unit, file: SourceFile) -> Change | None:
    """Getters that give a private field become the field itself, open to everybody."""
    changed: dict[Member, str] = {}
    renamed: dict[str, str] = {}
    fields = {m.name: m for m in unit.fields if m.access != "public" and not m.static}
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


def _readonly_back(unit: Unit, file: SourceFile) -> Change | None:
    fixed = [m for m in unit.fields if m.readonly and "readonly " in m.text]
    changed = {m: m.text.replace("readonly ", "", 1) for m in fixed}
    return (
        Change("readonly_added", unit.name, _replaced(unit, changed), unit.documented_text)
        if fixed
        else None
    )


def _open_back(unit: Unit, file: SourceFile) -> Change | None:
    """Helpers that anybody may call."""
    private = [
        m for m in unit.methods if m.access == "private" and re.search(r"\bprivate\s", m.signature)
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
