"""Inverses of steps that change the order in which a member does things."""

from __future__ import annotations

import re

from tree_sitter import Node

from generators.refactoring.code import Code, Edit, below, body, leaves, statements
from generators.refactoring.proofs.members import owned
from generators.typescript import Member

from .edits import NOTHING, PROMISE, Inverse

MOST_IN_AN_EXIT = 2
JOINED = {"||": "&&", "&&": "||"}


OPPOSITE = {
    "===": "!==",
    "!==": "===",
    "==": "!=",
    "!=": "==",
    ">": "<=",
    "<": ">=",
    ">=": "<",
    "<=": ">",
}


ASYNC_CALLS = frozenset(
    {
        "readFile",
        "writeFile",
        "appendFile",
        "mkdir",
        "readdir",
        "stat",
        "lstat",
        "access",
        "unlink",
        "rm",
        "rmdir",
    }
    | {"symlink", "readlink", "copyFile", "chmod", "rename", "cp", "realpath"}
)


def negated(code: Code, condition: Node) -> str:
    """A condition turned round, as one would write it by hand: comparisons reversed, `and` for
    `or`.
    """
    inner = condition
    while inner.type == "parenthesized_expression":
        inner = inner.named_children[0]
    text = code.of(inner)
    if inner.type == "unary_expression" and text.startswith("!"):
        rest = inner.named_children[0]
        return (
            code.of(rest.named_children[0])
            if rest.type == "parenthesized_expression"
            else code.of(rest)
        )
    if inner.type == "binary_expression":
        operator = code.of(inner.child_by_field_name("operator"))
        left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        if operator in OPPOSITE:
            return f"{code.of(left)} {OPPOSITE[operator]} {code.of(right)}"
        if operator in JOINED and left is not None and right is not None:
            sides = [negated(code, side) for side in (left, right)]
            # What was `and` on one side of an `or` needs brackets when it has become the other way
            # round.
            return f" {JOINED[operator]} ".join(
                f"({s})" if "&&" in s or "||" in s else s for s in sides
            )
    plain = inner.type in (
        "identifier",
        "member_expression",
        "call_expression",
        "subscript_expression",
    )
    return f"!{text}" if plain else f"!({text})"


def nested_inverse(code: Code, member: Member) -> str | None:
    """The usual case inside the conditions, the exits at the far end of them."""
    block = body(code.method)
    inside = statements(block)
    exits = [
        n
        for n in inside[:-1]
        if n.type == "if_statement"
        and not n.child_by_field_name("alternative")
        and leaves(n.child_by_field_name("consequence"))
    ][:3]
    if block is None or not exits or not _special(exits, inside[inside.index(exits[-1]) + 1 :]):
        return None
    if "\n" in "".join(code.of(n) for n in below(block, "template_string")):
        return None
    if any(_remarked(code, node) for node in exits):
        return None
    end = code.source.rindex("}", 0, block.end_byte)
    tail, made = re.sub(r"\A\s*\n", "", code.source[exits[-1].end_byte : end]).rstrip(), ""
    for at, node in reversed(list(enumerate(exits))):
        condition = node.child_by_field_name("condition")
        consequence = node.child_by_field_name("consequence")
        if condition is None or consequence is None:
            return None
        indent = code.indent(node)
        moved = "\n".join(
            code.step + line if line.strip() else ""
            for line in (tail or made).strip("\n").split("\n")
        )
        branch = code.of(consequence)
        branch = (
            branch if branch.startswith("{") else f"{{\n{indent}{code.step}{branch}\n{indent}}}"
        )
        bare = (
            at == len(exits) - 1
            and re.fullmatch(r"\{\s*return;\s*\}", branch)
            and member.return_type in NOTHING
        )
        other = "" if bare else f" else {branch}"
        made = f"{indent}if ({negated(code, condition)}) {{\n{moved}\n{indent}}}{other}"
        start = exits[at - 1].end_byte if at else node.start_byte
        between = code.source[start : node.start_byte].strip("\n").rstrip() if at else ""
        made, tail = (f"{between}\n{made}" if between.strip() else made), ""
    first = exits[0]
    line = code.source.rfind("\n", 0, first.start_byte) + 1
    return code.edited([(line, end, f"{made}\n{code.indent(block)}")])


def _remarked(code: Code, exit: Node) -> bool:
    """Whether a comment stands on the line on which an exit ends: it speaks of the exit, and would
    be left behind where that moves.
    """
    after = code.source[exit.end_byte : code.source.find("\n", exit.end_byte)]
    return after.lstrip().startswith(("//", "/*"))


def _special(exits: list[Node], rest: list[Node]) -> bool:
    """Whether the exits are the special cases and what follows is the main path: each leaves within
    two statements, and the rest is more than a last exit.
    """
    for node in exits:
        consequence = node.child_by_field_name("consequence")
        block = consequence is not None and consequence.type == "statement_block"
        if block and len(statements(consequence)) > MOST_IN_AN_EXIT:
            return False
    return len(rest) > 1 or (
        len(rest) == 1 and rest[0].type not in ("throw_statement", "return_statement")
    )


def then_inverse(code: Code, member: Member) -> str | None:
    """Promises chained with `then`, one function in the other."""
    method, block = code.method, body(code.method)
    inside = statements(block)
    if method is None or block is None or not member.async_ or member.kind != "method":
        return None
    if "\n" in "".join(code.of(n) for n in below(block, "template_string")):
        return None
    waits = [(at, found[0]) for at, n in enumerate(inside) if len(found := _direct_waits(n)) == 1]
    if not waits or len(waits) > 3 or len(waits) != len(code.nodes("await_expression")):
        return None
    if any(
        n.type == "return_statement"
        for e in inside[: waits[0][0]]
        for n in below(e, "return_statement")
    ):
        return None
    end = code.source.rindex("}", 0, block.end_byte)
    tail = code.source[inside[waits[-1][0]].end_byte : end].rstrip().lstrip("\n")
    for order, (at, wait) in reversed(list(enumerate(waits))):
        statement = inside[at]
        indent, call = code.indent(statement), code.of(wait.named_children[0])
        name = ""
        if statement.type == "lexical_declaration":
            name = code.of(statement.named_children[0].child_by_field_name("name"))
        elif statement.type == "return_statement":
            if order != len(waits) - 1:
                return None
            tail = f"{indent}return {call};"
            name = "\0"
        if name != "\0":
            moved = "\n".join(code.step + line if line.strip() else "" for line in tail.split("\n"))
            taken = f"({name})" if name.startswith(("{", "[")) or not name else name
            tail = (
                f"{indent}return {call}.then({taken} => {{\n{moved}\n{indent}}});"
                if tail.strip()
                else ""
            )
            if not tail:
                tail = f"{indent}return {call};"
        begin = inside[waits[order - 1][0]].end_byte if order else block.start_byte + 1
        between = code.source[begin : statement.start_byte].strip("\n").rstrip()
        tail = f"{between}\n{tail}" if between.strip() else tail
    text = code.edited([(block.start_byte + 1, end, f"\n{tail}\n{code.indent(block)}")])
    return re.sub(r"\basync\s+", "", text, count=1)


def _direct_waits(statement: Node) -> list[Node]:
    """The `await` that a statement is about: its whole value."""
    if statement.type == "lexical_declaration" and len(statement.named_children) == 1:
        value = statement.named_children[0].child_by_field_name("value")
        return [value] if value is not None and value.type == "await_expression" else []
    if statement.type in ("expression_statement", "return_statement") and statement.named_children:
        value = statement.named_children[0]
        return [value] if value.type == "await_expression" else []
    return []


def sync_inverse(code: Code, member: Member) -> str | None:
    """Files read and written while everything waits."""
    method, waits = code.method, code.nodes("await_expression")
    edits: list[Edit] = []
    if method is None or not waits:
        return None
    for node in waits:
        call = node.named_children[0]
        function = call.child_by_field_name("function") if call.type == "call_expression" else None
        name = code.of(function)
        match = re.fullmatch(r"((?:fs\.)?(?:promises\.)?|fsPromises\.|fsp\.)(\w+)", name)
        if function is None or not match or match[2] not in ASYNC_CALLS or not owned(node, method):
            continue
        edits.append(
            (node.start_byte, function.end_byte, f"{'fs.' if match[1] else ''}{match[2]}Sync")
        )
    if not edits:
        return None
    if len(edits) == len(waits):
        head = code.source[method.start_byte : method.start_byte + 80]
        word = re.search(r"\basync\s+", head)
        if word:
            edits.append((method.start_byte + word.start(), method.start_byte + word.end(), ""))
        kind = method.child_by_field_name("return_type")
        inner = PROMISE.match(code.of(kind).lstrip(": ")) if kind else None
        if kind is not None and inner:
            edits.append((kind.start_byte, kind.end_byte, f": {inner[1]}"))
    return code.edited(edits)


INVERSES: dict[str, Inverse] = {
    "guard_clause": nested_inverse,
    "async_await": then_inverse,
    "async_io": sync_inverse,
}
