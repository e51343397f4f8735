"""Inverses of steps in the signature and the comments of a member.

An inverse takes the code of one member and gives the text that a CMM2 author would have written
before the step, or None where it does not apply.
"""

from __future__ import annotations

import re

from generators.refactoring.code import Code, Edit, body
from generators.refactoring.proofs.members import FLUENT, WORDS_OF_DOC, owned
from generators.typescript import Member, cutting

from .edits import NOTHING, Inverse, return_edit

ANY = re.compile(r"(?:[:<|,(]\s*|\bas\s+)any\b")


def types_inverse(code: Code, member: Member) -> str | None:
    """A signature of `any`."""
    method = code.method
    if method is None or member.kind != "method" or ANY.search(member.text):
        return None
    edits: list[Edit] = []
    for parameter in method.child_by_field_name("parameters").named_children:  # type: ignore[union-attr]
        kind = parameter.child_by_field_name("type")
        if parameter.type in ("required_parameter", "optional_parameter") and kind is not None:
            spread = code.of(parameter).startswith("...")
            edits.append((kind.start_byte, kind.end_byte, ": any[]" if spread else ": any"))
    given = member.return_type
    if given and given not in (*NOTHING, *FLUENT) and " is " not in given and edits:
        edits += return_edit(code, method, lambda text: "any")
    return code.edited(edits) if edits else None


def return_type_inverse(code: Code, member: Member) -> str | None:
    """A result nobody can read off the signature."""
    method = code.method
    kind = method.child_by_field_name("return_type") if method else None
    if (
        kind is None
        or member.parameters
        or member.return_type in (*NOTHING, *FLUENT)
        or ANY.search(member.text)
    ):
        return None
    simple = (
        "string",
        "number",
        "boolean",
        "Promise<string>",
        "Promise<boolean>",
        "Promise<number>",
    )
    return (
        None
        if member.return_type in simple
        else code.edited([(kind.start_byte, kind.end_byte, "")])
    )


def chaining_inverse(code: Code, member: Member) -> str | None:
    """A method that returns nothing."""
    method = code.method
    if (
        method is None
        or member.return_type not in FLUENT
        or member.name == "init"
        or member.kind != "method"
    ):
        return None
    returns = [n for n in code.nodes("return_statement") if owned(n, method)]
    if not returns or any(code.of(n) != "return this;" for n in returns):
        return None
    edits = [(n.start_byte, n.end_byte, "return;") for n in returns]
    last = returns[-1]
    if last.parent == body(method):
        start = len(code.source[: last.start_byte].rstrip())
        edits[-1] = (start, last.end_byte, "")
    kind = method.child_by_field_name("return_type")
    if kind is not None:
        plain = ": void" if member.return_type == "this" else ": Promise<void>"
        edits.append((kind.start_byte, kind.end_byte, plain))
    return re.sub(r"[^\n]*@returns? [^\n]*\bthis\b[^\n]*\n", "", code.edited(edits))


def documentation_inverse(code: Code, member: Member) -> str | None:
    """A member without its comment."""
    if (
        "/**" not in member.doc
        or len(cutting.purpose(member.doc).split()) < WORDS_OF_DOC
        or member.kind != "method"
    ):
        return None
    return cutting.outdent(cutting.indentation(member.source, member.start) + member.text)


INVERSES: dict[str, Inverse] = {
    "types_added": types_inverse,
    "chaining_returned": chaining_inverse,
    "return_type_added": return_type_inverse,
    "documentation_added": documentation_inverse,
}
