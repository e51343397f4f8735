"""Transformations between CMM2 and CMM3 code: proofs on syntax trees, and the way back for constructed pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .rag import typescript, units
from .rag.typescript import Member, SourceFile, Unit

THROW = re.compile(r"\bthrow new (?P<kind>\w+)\((?P<what>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\);?")
VOID_RETURN = {"void": "return;", "Promise<void>": "return;", "this": "return this;", "Promise<this>": "return this;"}
ANY = re.compile(r"\bany\b")


@dataclass(frozen=True)
class Change:
    """One transformation: the code before and after, what it applies to, and the words for an explanation."""

    pattern: str
    subject: str
    before: str
    after: str
    names: str = ""
    count: int = 1
    extra: str = ""


def class_change(unit: Unit, file: SourceFile, turn: int) -> Change | None:
    """What a CMM2 author would have written instead of a compliant class: the first proven of the ways back.

    `turn` says where among them to begin, so that the cuts of one class do not all teach the same step.
    """
    ways = [_constructor_back, _public_back, _functions_back, _scenario_back]
    ways = ways[turn % len(ways) :] + ways[: turn % len(ways)]
    return next((change for way in ways if (change := way(unit, file)) and proven(change)), None)


def member_change(unit: Unit, member: Member) -> Change | None:
    """What a CMM2 author would have written instead of a member: the first proven of the ways back."""
    ways = (_errors_back, _types_back, _chaining_back, _documentation_back)
    return next((change for way in ways if (change := way(unit, member)) and proven(change)), None)


def proven(change: Change) -> bool:
    """Whether the named improvement is there after and absent before, by the syntax trees of both.

    Code is parsed as it stands, or in a class where it is a member.
    """
    before, after = _parse(change.before), _parse(change.after)
    if before is None or after is None or units.normalised(change.before) == units.normalised(change.after):
        return False
    check = PROOFS[change.pattern]
    return check(before, after)


def _parse(code: str) -> SourceFile | None:
    for text in (code, typescript.in_class(code, "Holder")):
        if not typescript.syntax_errors(text):
            return typescript.parse(text)
    return None


# Proofs, each (before, after) -> bool


def _members(file: SourceFile) -> dict[str, Member]:
    return {m.name: m for unit in file.classes for m in unit.members if m.body is not None}


def _less(detector: Callable[[SourceFile], Sequence[object]]) -> Callable[[SourceFile, SourceFile], bool]:
    return lambda before, after: len(detector(before)) > len(detector(after))


def _constructor_proof(before: SourceFile, after: SourceFile) -> bool:
    mended = any(typescript.empty_constructor(unit) for unit in after.classes)
    return mended and bool(typescript.constructor_logic(before)) and not typescript.constructor_logic(after)


def _chaining_proof(before: SourceFile, after: SourceFile) -> bool:
    old, new = _members(before), _members(after)
    return any(
        (new[name].return_type or "") in ("this", "Promise<this>")
        and (member.return_type or "void") not in ("this", "Promise<this>")
        for name, member in old.items()
        if name in new
    )


def _scenario_proof(before: SourceFile, after: SourceFile) -> bool:
    shown = any(typescript.scenario_state(unit) for unit in after.classes)
    return shown and not any(typescript.scenario_state(unit) for unit in before.classes)


def _errors_proof(before: SourceFile, after: SourceFile) -> bool:
    return after.text.count("throw ") > before.text.count("throw ") and before.text.count(
        "console."
    ) > after.text.count("console.")


def _documentation_proof(before: SourceFile, after: SourceFile) -> bool:
    old, new = _members(before), _members(after)
    same = [
        name for name in old if name in new and units.normalised(old[name].text) == units.normalised(new[name].text)
    ]
    return any("/**" in new[name].doc and "/**" not in old[name].doc for name in same)


def _guard_proof(before: SourceFile, after: SourceFile) -> bool:
    guard = re.compile(r"^\{\s*if \(![^{]*\{\s*throw ")
    old, new = _members(before), _members(after)
    return any(guard.match(new[n].body or "") and not guard.match(old[n].body or "") for n in old if n in new)


def _helper_proof(before: SourceFile, after: SourceFile) -> bool:
    old, new = _members(before), _members(after)
    return any(
        (new[name].calls - old[name].calls) & (set(new) - set(old)) and len(new[name].text) < 0.8 * len(old[name].text)
        for name in old
        if name in new
    )


PROOFS: dict[str, Callable[[SourceFile, SourceFile], bool]] = {
    "constructor_to_init": _constructor_proof,
    "state_made_private": _less(typescript.public_fields),
    "free_function_to_method": _less(typescript.free_functions),
    "errors_thrown": _errors_proof,
    "types_added": _less(typescript.untyped),
    "chaining_returned": _chaining_proof,
    "scenario_added": _scenario_proof,
    "documentation_added": _documentation_proof,
    "jest_replaced": lambda before, after: (
        bool(typescript.jest_usage(before.text)) and not typescript.jest_usage(after.text)
    ),
    "guard_added": _guard_proof,
    "helper_extracted": _helper_proof,
}


# The way back, from CMM3 to what a CMM2 author would have written


def _constructor_back(unit: Unit, file: SourceFile) -> Change | None:
    init, constructor = unit.member("init"), unit.constructor
    if not typescript.empty_constructor(unit) or init is None or init.body is None or constructor is None:
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
    names = _listed(sorted(init.uses)[:3]) or "its state"
    return Change("constructor_to_init", unit.name, before, _whole(unit), names)


def _public_back(unit: Unit, file: SourceFile) -> Change | None:
    private = [m for m in unit.fields if m.access == "private" and not m.name.startswith("#") and not m.readonly]
    if not private or not typescript.encapsulated(unit):
        return None
    changed = {m: re.sub(r"^(\s*)private\s+", r"\1", m.text) for m in private}
    before = _replaced(unit, changed)
    return Change("state_made_private", unit.name, before, _whole(unit), _listed([f"`{m.name}`" for m in private][:4]))


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
        head = re.sub(r"^(?:private\s+)?(async\s+)?", lambda m: f"{m[1] or ''}function ", member.text, count=1)
        functions.append(units.outdent(units.indentation(member.source, member.start) + head))
    text = "\n\n".join([*functions, before])
    names = _listed([f"`{m.name}`" for m in called][:4])
    return Change("free_function_to_method", unit.name, text, _whole(unit), names, len(called))


def _scenario_back(unit: Unit, file: SourceFile) -> Change | None:
    member = unit.member("toScenario")
    if member is None or member.body is None or not typescript.scenario_state(unit):
        return None
    made = "serialize(): string {\n    return JSON.stringify(this);\n  }"
    before = _replaced(unit, {member: made}, comments=False)
    return Change("scenario_added", unit.name, before, _whole(unit))


def _errors_back(unit: Unit, member: Member) -> Change | None:
    leave = VOID_RETURN.get(member.return_type or "void")
    if member.body is None or not leave or member.kind not in ("method", "setter") or not THROW.search(member.body):
        return None
    kinds = {match["kind"] for match in THROW.finditer(member.body)}

    def printed(match: re.Match[str]) -> str:
        return f"console.error({match['what'] or repr(match['kind'])}); {leave}"

    body = THROW.sub(printed, member.body)
    if "throw" in body:
        return None
    before = member.documented_text.replace(member.body, body)
    count = len(THROW.findall(member.body))
    error = f"`{sorted(kinds)[0]}`" if len(kinds) == 1 else "errors of their own kind"
    return Change("errors_thrown", member.name, _left(member, before), _left(member), "", count, error)


def _types_back(unit: Unit, member: Member) -> Change | None:
    if member.kind != "method" or ANY.search(member.text):
        return None
    head = member.text[: len(member.text) - len(member.body or "")]
    typed = [p for p in member.parameters if p.type and not p.modifiers]
    changed = head
    for parameter in typed:
        changed = changed.replace(parameter.text, parameter.text.replace(f": {parameter.type}", ": any", 1), 1)
    if member.return_type and member.return_type not in ("void", "this", "Promise<void>", "Promise<this>", "boolean"):
        generic = re.match(r"Promise<(.+)>$", member.return_type)
        changed = changed.replace(f": {member.return_type}", ": Promise<any>" if generic else ": any", 1)
    if changed == head or not typed:
        return None
    names = _listed([f"`{p.name}`" for p in typed][:4])
    before = member.documented_text.replace(head, changed)
    return Change("types_added", member.name, _left(member, before), _left(member), names, len(typed))


def _chaining_back(unit: Unit, member: Member) -> Change | None:
    kind = member.return_type or ""
    if kind not in ("this", "Promise<this>") or member.name == "init" or member.body is None:
        return None
    returns = re.findall(r"\breturn\b[^;]*;", member.body)
    if not returns or any(each != "return this;" for each in returns):
        return None
    body = re.sub(r"\n[ \t]*return this;(\s*\}\s*)$", r"\n\1", member.body).replace("return this;", "return;")
    body = re.sub(r"\n\s*\n(\s*\})$", r"\n\1", body)
    head = member.text[: len(member.text) - len(member.body)]
    plain = head.replace(f": {kind}", ": void" if kind == "this" else ": Promise<void>")
    text = re.sub(r"[^\n]*@returns? this[^\n]*\n", "", member.documented_text.replace(head + member.body, plain + body))
    return Change("chaining_returned", member.name, _left(member, text), _left(member), extra=kind)


def _documentation_back(unit: Unit, member: Member) -> Change | None:
    if "/**" not in member.doc or len(units.purpose(member.doc).split()) < 6 or member.kind != "method":
        return None
    return Change("documentation_added", member.name, _left(member, member.text), _left(member))


def _left(member: Member, text: str | None = None) -> str:
    blank = units.indentation(member.source, member.doc_start)
    return units.outdent(blank + (member.documented_text if text is None else text))


def _whole(unit: Unit) -> str:
    return unit.documented_text


def _inside(body: str) -> str:
    return body.strip()[1:-1]


def _replaced(unit: Unit, texts: dict[Member, str], comments: bool = True) -> str:
    """The class with members replaced by other text; an empty one goes. Without `comments` theirs go too: they would
    tell of the code that is no longer there."""
    source, out, at = unit.source, "", unit.doc_start
    for member in sorted(texts, key=lambda m: m.start):
        text = texts[member]
        out += source[at : member.start if text and comments else member.doc_start] + text
        at = member.end
    out += source[at : unit.end]
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", re.sub(r"\n[ \t]+\n", "\n\n", out))


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
