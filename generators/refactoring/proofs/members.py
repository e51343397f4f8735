"""Proofs that a step from CMM2 to CMM3 was taken: each compares the trees before and after, and
names what it found.

A proof returns the facts for the explanation, or None where the improvement is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tree_sitter import Node

from generators import typescript
from generators.refactoring.code import Code, listed, owner
from generators.typescript import Member, Unit, cutting

from .errors import (
    caught_checked,
    error_context,
    errors_not_null,
    errors_thrown,
    guard_added,
    guard_clause,
    process_left,
)
from .facts import Facts, Proof, facts_of, fewer, shared

ANY = re.compile(r"\bany\b")
GATHER = r".*\.(?:map|filter|some|every|find|findIndex|reduce|flatMap|join)"
LOOPS = ("for_statement", "for_in_statement", "while_statement")
# A result that the compiler takes on trust, whatever type is stated.
TRUSTED = re.compile(r"\breturn\b[^;]*?(?:\bas\s+\w|\bJSON\.parse\()")
FLUENT = ("this", "Promise<this>")
WORDS_OF_DOC = 6
# Lines of code from which on a method does several things.
LONG = 12
# The share of its lines that a method keeps which was split.
LEAST_KEPT = 0.3


def _open(type_: str | None) -> bool:
    return type_ is None or bool(ANY.search(type_))


def types_added(before: Code, after: Code) -> Facts | None:
    if not fewer(typescript.untyped(before.file), typescript.untyped(after.file)):
        return None
    names, given = list[str](), list[str]()
    for old, new in shared(before, after):
        known = {p.name: p.type for p in old.parameters}
        for parameter in new.parameters:
            if (
                parameter.name in known
                and _open(known[parameter.name])
                and not _open(parameter.type)
            ):
                names.append(f"{parameter.name}: {parameter.type}")
                given.append(parameter.name)
        if old.return_type and ANY.search(old.return_type) and not _open(new.return_type):
            names.append(
                f"{new.name}(): {new.return_type}"
                if len(after.members) > 1
                else new.return_type or ""
            )
    for old_unit, new_unit in zip(before.file.units, after.file.units, strict=False):
        if old_unit.kind == new_unit.kind and new_unit.kind in ("interface", "class"):
            types = {m.name: m.type or m.return_type for m in old_unit.members if m.body is None}
            for member in new_unit.members:
                kind = member.type or member.return_type
                if (
                    member.body is None
                    and types.get(member.name)
                    and _open(types[member.name])
                    and not _open(kind)
                ):
                    names.append(f"{member.name}: {kind}")
    return facts_of(names, listed(given))


def return_type_added(before: Code, after: Code) -> Facts | None:
    pairs = [(o, n) for o, n in shared(before, after) if n.kind in ("method", "getter")]
    found = [
        n
        for o, n in pairs
        if o.return_type is None
        and n.return_type
        and not ANY.search(n.return_type)
        and not TRUSTED.search(n.body or "")
    ]
    lost = [n for o, n in pairs if o.return_type and n.return_type is None]
    return (
        None
        if lost
        else facts_of((n.return_type or "" for n in found), listed(n.name for n in found))
    )


def chaining_returned(before: Code, after: Code) -> Facts | None:
    def made_fluent(old: Member, new: Member) -> bool:
        ends = re.findall(r"\breturn\b[^;]*;", new.body or "")
        # What nobody outside can call is not chained.
        return (
            new.access == "public"
            and new.return_type in FLUENT
            and old.return_type not in FLUENT
            and "return this;" in ends
        )

    found = [new for old, new in shared(before, after) if made_fluent(old, new)]
    return facts_of((new.name for new in found), found[0].return_type or "" if found else "")


def async_await(before: Code, after: Code) -> Facts | None:
    chains = (before.calls(r".*\.then"), after.calls(r".*\.then"))
    if not fewer(*chains) or len(after.nodes("await_expression")) <= len(
        before.nodes("await_expression")
    ):
        return None
    chained = {_callee(name.removesuffix("then").rstrip().rstrip("?.")) for name in chains[0]}
    known = _awaited(before)
    fresh = [name for name in _awaited(after) if name not in known]
    return facts_of(
        (name for name in _awaited(after) if name in chained),
        listed(name for name in fresh if name not in chained),
    )


def _awaited(code: Code) -> list[str]:
    return [_callee(code.of(n.named_children[0])) for n in code.nodes("await_expression")]


def _callee(text: str) -> str:
    """What an expression calls first, on one line."""
    return "".join(text.split("(")[0].split())


def async_io(before: Code, after: Code) -> Facts | None:
    sync = [name.split(".")[-1] for name in before.calls(r"[\w.]*\w+Sync")]
    left = [name.split(".")[-1] for name in after.calls(r"[\w.]*\w+Sync")]
    more = len(after.nodes("await_expression")) > len(before.nodes("await_expression"))
    return (
        facts_of(name for name in sync if name not in left) if more and fewer(sync, left) else None
    )


def collection_used(before: Code, after: Code) -> Facts | None:
    old, new = before.calls(GATHER), after.calls(GATHER)
    loops = len(before.nodes(*LOOPS)) - len(after.nodes(*LOOPS))
    if loops < 1 or len(new) <= len(old):
        return None
    fresh = [name.rsplit(".", 1)[-1] for name in new if name not in old]
    filled = [name for name in _appended(before) if name not in _appended(after)]
    found = facts_of(fresh, listed(filled))
    return replace(found, count=loops) if found else None


def _appended(code: Code) -> list[str]:
    return [name.removesuffix(".push") for name in code.calls(r".*\.push")]


def paths_joined(before: Code, after: Code) -> Facts | None:
    shape = r"(?:path\.)?(?:join|resolve)"
    old, new = before.calls(shape), after.calls(shape)
    glued = [n for n in before.nodes("template_string", "binary_expression") if "/" in before.of(n)]
    kept = [n for n in after.nodes("template_string", "binary_expression") if "/" in after.of(n)]
    if len(new) <= len(old) or not fewer(glued, kept):
        return None
    fresh = list((Counter(new) - Counter(old)).elements())
    parts = []
    for node in after.nodes("call_expression"):
        if after.of(node.child_by_field_name("function")) in fresh:
            arguments = node.child_by_field_name("arguments")
            parts += [after.of(n) for n in (arguments.named_children if arguments else ())]
    return facts_of((p for p in parts if re.fullmatch(r"[\w.]+", p)), listed(fresh, 1))


# Where the default is one of these, the value it stands for can be 0, empty or false and be meant.
MEANT = frozenset({"string", "template_string", "number", "true", "false"})


def defaults(code: Code, operator: str) -> dict[str, Node]:
    """The expressions with this operator (`??` or `||`) whose left side may be falsy and meant, by
    that side: the default is a text, a number or a truth value, or it stands in for a parameter of
    such a type.
    """
    found: dict[str, Node] = {}
    for node in code.nodes("binary_expression"):
        left, right = (node.child_by_field_name(side) for side in ("left", "right"))
        name = code.of(left)
        typed = re.search(rf"\b{re.escape(name)}\?: (?:string|number|boolean)\b", code.text)
        plain = left is not None and left.type in ("identifier", "member_expression")
        meant = typed or (right is not None and right.type in MEANT)
        if code.of(node.child_by_field_name("operator")) == operator and plain and meant:
            found[name] = node
    return found


def nullish_default(before: Code, after: Code) -> Facts | None:
    """Defaults for what is missing where they were for what is falsy."""
    loose, kept = defaults(before, "||"), defaults(before, "??")
    return facts_of(left for left in defaults(after, "??") if left in loose and left not in kept)


def default_parameter(before: Code, after: Code) -> Facts | None:
    names = []
    for old, new in shared(before, after):
        plain = {p.name for p in old.parameters if "=" not in p.text}
        names += [
            p.text for p in new.parameters if p.name in plain and re.search(r"=(?!>)", p.text)
        ]
    fewer = len(before.nodes("if_statement")) > len(after.nodes("if_statement"))
    return facts_of(names) if fewer else None


def _constants(unit: Unit | None) -> dict[str, str]:
    """Fixed fields of a class with a plain literal: name → the literal as written."""
    found = {}
    for member in unit.fields if unit else ():
        match = re.search(r"=\s*([\d_.]+|'[^']+'|\"[^\"]+\");?$", member.text)
        if match and member.readonly:
            found[member.name] = match[1]
    return found


def values_named(before: Code, after: Code) -> Facts | None:
    known = _constants(before.unit)
    names = []
    for name, literal in _constants(after.unit).items():
        bare = [m for m in before.members.values() if literal.strip("'\"") in (m.body or "")]
        used = [m for m in after.members.values() if re.search(rf"\.{name}\b", m.body or "")]
        if name not in known and bare and used:
            names.append(name)
    return facts_of(names)


def _shorter(before: Code, after: Code) -> dict[str, list[str]]:
    """New members, each with the old ones that call it now and have become clearly shorter."""
    fresh = set(after.members) - set(before.members)
    found: dict[str, list[str]] = {}
    for old, new in shared(before, after):
        for name in (new.calls - old.calls) & fresh:
            if len(new.text) < 0.85 * len(old.text):
                found.setdefault(name, []).append(new.name)
    return found


def helper_extracted(before: Code, after: Code) -> Facts | None:
    """A method of its own for lines of a method that was long."""
    found = {
        name: users
        for name, users in _shorter(before, after).items()
        if all(_split(before.members[user], after.members[user]) for user in users)
    }
    return facts_of(sorted(found), listed(name for users in found.values() for name in users))


def _split(old: Member, new: Member) -> bool:
    """Whether a method was long and keeps a part of its work: a body that moves as a whole is as
    long as before, under another name.
    """
    lines = _lines_of_code(old)
    return lines >= LONG and _lines_of_code(new) >= LEAST_KEPT * lines


def _lines_of_code(member: Member) -> int:
    lines = (line.strip() for line in member.text.split("\n"))
    return sum(bool(line) and not line.startswith(("//", "/*", "*")) for line in lines)


def duplicates_removed(before: Code, after: Code) -> Facts | None:
    found = {name: users for name, users in _shorter(before, after).items() if len(users) > 1}
    return facts_of(sorted(found), listed(name for users in found.values() for name in users))


def documentation_added(before: Code, after: Code) -> Facts | None:
    """Code as it was, and a comment that says more than before."""
    found = []
    for old, new in shared(before, after):
        same = cutting.normalised(old.text) == cutting.normalised(new.text)
        words, had = len(cutting.purpose(new.doc).split()), len(cutting.purpose(old.doc).split())
        if (
            same
            and "/**" in new.doc
            and words >= WORDS_OF_DOC
            and ("/**" not in old.doc or words >= 2 * had)
        ):
            found.append(new)
    tags = list(dict.fromkeys(tag for new in found for tag in re.findall(r"@\w+", new.doc)))
    return facts_of((new.name for new in found), listed(tags))


def copy_returned(before: Code, after: Code) -> Facts | None:
    def returned(code: Code, shape: str) -> list[str]:
        texts = [" ".join(code.of(n).split()) for n in code.nodes("return_statement")]
        return [m[1] for text in texts if (m := re.fullmatch(shape, text))]

    bare = r"return (this(?:\.\w+)+);"
    copied = (
        r"return (?:\[\.\.\.|\{ ?\.\.\.|structuredClone\(|new Map\(|new Set\("
        r"|Array\.from\()(this(?:\.\w+)+)\W*;"
    )
    moved = [x for x in returned(after, copied) if x in returned(before, bare)]
    return facts_of(moved, listed(n.name for o, n in shared(before, after) if o.text != n.text))


def underscore_renamed(before: Code, after: Code) -> Facts | None:
    old, new = (typescript.underscore_methods(code.file) for code in (before, after))
    names = [
        n
        for n in after.members
        if n.endswith("Internal") and f"_{n.removesuffix('Internal')}" in before.members
    ]
    return (
        facts_of(names, listed(f"_{n.removesuffix('Internal')}" for n in names))
        if fewer(old, new)
        else None
    )


def result_returned(before: Code, after: Code) -> Facts | None:
    """A method that printed its result gives it back."""
    printed = (before.calls(r"console\.\w+"), after.calls(r"console\.\w+"))
    nothing = (None, "void", "Promise<void>")
    found = [
        n
        for o, n in shared(before, after)
        if o.return_type in nothing and n.return_type not in (*nothing, *FLUENT)
    ]
    halved = 2 * len(printed[1]) <= len(printed[0]) and fewer(*printed)
    return (
        facts_of((n.name for n in found), listed(n.return_type or "" for n in found))
        if halved
        else None
    )


def owned(node: Node, method: Node) -> bool:
    """Whether a node runs as part of a method itself, not of a function inside it."""
    holder = owner(node)
    return holder is not None and (holder.start_byte, holder.end_byte) == (
        method.start_byte,
        method.end_byte,
    )


MEMBER_PROOFS: dict[str, Proof] = {
    "process_left": process_left,
    "errors_thrown": errors_thrown,
    "errors_not_null": errors_not_null,
    "duplicates_removed": duplicates_removed,
    "helper_extracted": helper_extracted,
    "guard_added": guard_added,
    "result_returned": result_returned,
    "types_added": types_added,
    "caught_checked": caught_checked,
    "async_await": async_await,
    "async_io": async_io,
    "chaining_returned": chaining_returned,
    "guard_clause": guard_clause,
    "error_context": error_context,
    "copy_returned": copy_returned,
    "collection_used": collection_used,
    "values_named": values_named,
    "nullish_default": nullish_default,
    "default_parameter": default_parameter,
    "paths_joined": paths_joined,
    "underscore_renamed": underscore_renamed,
    "return_type_added": return_type_added,
    "documentation_added": documentation_added,
}
