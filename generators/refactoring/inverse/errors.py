"""Inverses of steps that change how a member fails."""

from __future__ import annotations

import re

from tree_sitter import Node

from generators.refactoring.code import Code, Edit, body, statements
from generators.refactoring.proofs.errors import leading_guards
from generators.refactoring.proofs.members import FLUENT, owned
from generators.typescript import Member

from .edits import NOTHING, Inverse, instead, return_edit, way

WORD = re.compile(r"\w+")
SUBSTITUTED = re.compile(r"\$\{[^}]*\}|\\n")


def _throws(code: Code, method: Node) -> list[Node]:
    """The member's own `throw new …`; empty where it throws in another way too."""
    nodes = code.nodes("throw_statement")
    fresh = [
        n
        for n in nodes
        if n.named_children and n.named_children[0].type == "new_expression" and owned(n, method)
    ]
    return fresh if len(fresh) == len(nodes) else []


def _message(code: Code, node: Node) -> str:
    """The first argument of `throw new X(…)`."""
    arguments = node.named_children[0].child_by_field_name("arguments")
    return (
        code.of(arguments.named_children[0])
        if arguments and arguments.named_children
        else "'error'"
    )


def errors_inverse(code: Code, member: Member) -> str | None:
    """Errors are printed, and the caller gets nothing, or null."""
    method = code.method
    throws = _throws(code, method) if method else []
    if method is None or not throws or member.kind not in ("method", "setter"):
        return None
    kind = member.return_type
    if kind is None and member.kind == "method" and "return " in (member.body or ""):
        return None
    if kind is not None and re.search(r"\bnever\b|\bnull\b|\bis\b|\bboolean\b", kind):
        return None
    valued = kind not in NOTHING and kind not in FLUENT
    leave = "return null;" if valued else "return this;" if kind in FLUENT else "return;"
    print_ = f"console.{('error', 'error', 'warn', 'log')[way(code.text, 4)]}"
    edits = [instead(code, n, [f"{print_}({_message(code, n)});", leave]) for n in throws]
    last = statements(body(method))
    if leave == "return;" and last and last[-1] in throws:
        edits[-1] = instead(code, throws[-1], [f"{print_}({_message(code, throws[-1])});"])
    return code.edited(
        edits + (return_edit(code, method, lambda t: f"{t} | null") if valued else [])
    )


def null_inverse(code: Code, member: Member) -> str | None:
    """Failure is reported by null."""
    method, kind = code.method, member.return_type
    throws = _throws(code, method) if method else []
    if (
        method is None
        or not throws
        or member.kind != "method"
        or kind is None
        or kind in (*NOTHING, *FLUENT)
    ):
        return None
    # That something is not so is an answer, and no failure.
    if re.search(r"\bnever\b|\bnull\b|\bis\b|\bboolean\b", kind):
        return None
    edits = [instead(code, node, ["return null;"]) for node in throws]
    return code.edited(edits + return_edit(code, method, lambda t: f"{t} | null"))


def context_inverse(code: Code, member: Member) -> str | None:
    """Error messages that do not say what they are about."""
    edits: list[Edit] = []
    for node in code.nodes("throw_statement"):
        if not node.named_children or node.named_children[0].type != "new_expression":
            continue
        arguments = node.named_children[0].child_by_field_name("arguments")
        first = arguments.named_children[0] if arguments and arguments.named_children else None
        if first is None or first.type != "template_string" or "${" not in code.of(first):
            continue
        text = code.of(first)[1:-1]
        for part in reversed(
            [n for n in first.named_children if n.type == "template_substitution"]
        ):
            start = part.start_byte - first.start_byte - 1
            text = text[:start] + text[start + part.end_byte - part.start_byte :]
        text = (
            re.sub(r"\(\s*\)|''|\"\"|\\n.*", "", text)
            .replace("'", "")
            .replace('"', "")
            .split(". ")[0]
        )
        text = re.sub(r"\s+", " ", re.sub(r"[\s:;,.(@/-]+$|^[\s:;,.)-]+", "", text)).strip()
        said = SUBSTITUTED.sub(" ", code.of(first)[1:-1])
        if len(text.split()) < 2 or set(WORD.findall(said)) - set(WORD.findall(text)):
            # Nobody could know the words that are lost.
            return None
        edits.append((first.start_byte, first.end_byte, f"'{text}'"))
    return code.edited(edits) if edits else None


def guard_inverse(code: Code, member: Member) -> str | None:
    """A member that trusts its caller."""
    found = leading_guards(code, code.method)
    if not found or len(statements(body(code.method))) - len(found) < 1:
        return None
    edits: list[Edit] = []
    for node in found:
        start = len(code.source[: node.start_byte].rstrip(" \t"))
        comment = re.search(r"(?:[ \t]*//[^\n]*\n[ \t]*)+$", code.source[: node.start_byte])
        start = comment.start() if comment else start
        after = re.match(r"[ \t]*\n(?:[ \t]*\n)*", code.source[node.end_byte :])
        edits.append((start, node.end_byte + (after.end() if after else 0), ""))
    text = re.sub(r"[^\n]*@throws[^\n]*\n", "", code.edited(edits))
    return (
        None if "throw" in re.sub(r"/\*.*?\*/", "", text, flags=re.S) and len(found) > 1 else text
    )


INVERSES: dict[str, Inverse] = {
    "errors_thrown": errors_inverse,
    "errors_not_null": null_inverse,
    "guard_added": guard_inverse,
    "error_context": context_inverse,
}
