"""Proofs of steps that change how a member fails: what it throws, checks and catches."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from generators.refactoring.code import (
    Code,
    below,
    body,
    early_exits,
    listed,
    nested,
    statements,
)
from generators.typescript import Member, cutting

from .facts import Facts, facts_of, fewer, shared

# Characters of a condition that is quoted, and how many are.
LONGEST, MOST_EXITS = 90, 6
# What a declaration before a precondition may not do.
WORK = ("call_expression", "await_expression", "new_expression")
# The error itself, in any of the ways to get its message.
_ERROR = r"\(?(?:err|error|e|cause|reason)(?: as \w+\)|\))?(?:\??\.\w+)?"
OF_ERROR = re.compile(rf"{_ERROR}(?: instanceof \w+ \? .*)?|(?:String|JSON\.stringify)\({_ERROR}\)")
CHOSEN = re.compile(rf"{_ERROR} instanceof .*|(?:String|JSON\.stringify)\({_ERROR}\)")
# Words of a condition that name what is checked.
CHECKED = re.compile(r"(?<![\w.$'\"])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
NO_NAMES = frozenset({"this", "typeof", "instanceof", "null", "undefined", "true", "false", "in"})


def _thrown(code: Code) -> list[str]:
    return [code.of(node) for node in code.nodes("throw_statement")]


def _error_classes(texts: Iterable[str]) -> list[str]:
    return [match[1] for text in texts if (match := re.match(r"throw new ([\w.]+)", text))]


def errors_thrown(before: Code, after: Code) -> Facts | None:
    old, new = _thrown(before), _thrown(after)
    if len(new) <= len(old) or not fewer(
        before.calls(r"console\.\w+"), after.calls(r"console\.\w+")
    ):
        return None
    kinds = _error_classes(text for text in new if text not in old)
    return Facts(listed(kinds), len(new) - len(old)) if kinds else None


def process_left(before: Code, after: Code) -> Facts | None:
    """A method that ended the program tells its caller."""
    old, new = _thrown(before), _thrown(after)
    if len(new) <= len(old) or not fewer(
        before.calls(r"process\.exit"), after.calls(r"process\.exit")
    ):
        return None
    kinds = _error_classes(text for text in new if text not in old)
    return Facts(listed(kinds), len(new) - len(old)) if kinds else None


def errors_not_null(before: Code, after: Code) -> Facts | None:
    def silent(code: Code) -> list[str]:
        texts = [" ".join(code.of(node).split()) for node in code.nodes("return_statement")]
        return [
            t for t in texts if re.fullmatch(r"return (?:null|undefined|false|-1|'')( as \w+)?;", t)
        ]

    old, new = _thrown(before), _thrown(after)
    if len(new) <= len(old) or not fewer(silent(before), silent(after)):
        return None
    kinds = _error_classes(text for text in new if text not in old)
    return (
        Facts(listed(kinds), len(new) - len(old), silent(before)[0].removesuffix(";"))
        if kinds
        else None
    )


def error_context(before: Code, after: Code) -> Facts | None:
    """Errors as many as before, and more of what they are about in their messages."""

    def told(code: Code) -> list[str]:
        inside = [n for n in code.nodes("template_substitution") if _within(n, "throw_statement")]
        return [code.of(node)[2:-1] for node in inside]

    old, new = told(before), told(after)
    if (
        len(_thrown(before)) != len(_thrown(after))
        or len(new) <= len(old)
        or not before.nodes("throw_statement")
    ):
        return None
    # That something went wrong is not what it is about.
    fresh = [text for text in new if text not in old]
    if all(map(OF_ERROR.fullmatch, fresh)):
        return None
    # However its message is got, no message holds the code for that.
    fresh = ["error" if CHOSEN.fullmatch(text) else text for text in fresh]
    return facts_of(fresh, _error_classes(_thrown(after))[0:1][0] if new else "")


def _within(node: Node, kind: str) -> bool:
    holder = node.parent
    while holder is not None and holder.type != kind:
        holder = holder.parent
    return holder is not None


def guards(code: Code, member: Member) -> dict[str, str]:
    """Conditions on which a member throws, at the top of its body, with the text of the whole
    statement.
    """
    node = next((n for n in code.nodes("method_definition") if n.end_byte == member.end), None)
    return {
        cutting.normalised(code.of(each.child_by_field_name("condition"))): code.of(each)
        for each in leading_guards(code, node)
    }


def leading_guards(code: Code, method: Node | None) -> list[Node]:
    """Statements that only check and throw, before a method does anything but name what it was
    given: a check behind its work is no precondition.
    """
    found = []
    for each in statements(body(method)):
        consequence = each.child_by_field_name("consequence")
        if consequence is not None and not each.child_by_field_name("alternative"):
            block = consequence.type == "statement_block"
            inside = statements(consequence) if block else [consequence]
            if [s.type for s in inside] == ["throw_statement"]:
                found.append(each)
                continue
        if each.type != "lexical_declaration" or any(True for _ in below(each, *WORK)):
            break
    return found


def guard_added(before: Code, after: Code) -> Facts | None:
    names = []
    for old, new in shared(before, after):
        known = cutting.normalised(old.body or "")
        names += [
            c[1:-1]
            for c in guards(after, new)
            if c not in guards(before, old) and c[1:-1] not in known and _used(c[1:-1], old)
        ]
    more = len(_thrown(after)) > len(_thrown(before))
    return facts_of(names, listed(_error_classes(_thrown(after)), 1)) if more else None


def _used(condition: str, member: Member) -> bool:
    """Whether the member uses something that the condition checks: whoever reads it sees why."""
    body = member.body or ""
    named = (name for name in CHECKED.findall(condition) if name not in NO_NAMES)
    return any(re.search(rf"(?<![\w.$]){re.escape(name)}(?![\w$])", body) for name in named)


def guard_clause(before: Code, after: Code) -> Facts | None:
    """No more conditions, fewer statements inside them, and a branch at the top that leaves early
    and did not before; nothing where one of its conditions is too long to be named.
    """
    if len(before.nodes("if_statement")) < len(after.nodes("if_statement")):
        return None
    deep, flat = nested(before.method), nested(after.method)
    known = early_exits(before, before.nodes("if_statement"))
    now = early_exits(after, statements(body(after.method)))
    fresh = [condition for condition in dict.fromkeys(now) if condition not in known]
    long = any(len(condition) > LONGEST or "`" in condition for condition in fresh)
    if not fresh or long or len(fresh) > MOST_EXITS or flat >= deep:
        return None
    fewer_now = fewer(early_exits(before, statements(body(before.method))), now)
    names = listed(fresh, MOST_EXITS, LONGEST)
    return None if fewer_now else Facts(names, len(fresh), f"{deep} to {flat}")


def caught_checked(before: Code, after: Code) -> Facts | None:
    """What was caught is looked at before it is used as an error."""

    def checks(code: Code) -> list[str]:
        found = []
        for node in code.nodes("binary_expression"):
            if code.of(node.child_by_field_name("operator")) == "instanceof":
                found.append(code.of(node.child_by_field_name("left")))
        return found

    loose = [
        n
        for n in before.nodes("catch_clause")
        if re.search(r"\bany\b", before.of(n.child_by_field_name("type")))
    ]
    strict = [
        n
        for n in after.nodes("catch_clause")
        if re.search(r"\bany\b", after.of(n.child_by_field_name("type")))
    ]
    more = len(checks(after)) > len(checks(before))
    return facts_of(checks(after)) if more and fewer(loose, strict) else None
