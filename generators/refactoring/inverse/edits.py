"""What the inverses of members share: their form, and edits of a return type and of a statement."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from generators.refactoring.code import Code, Edit
from generators.sample import fingerprint
from generators.typescript import Member

NOTHING = (None, "void", "Promise<void>")
# What holds statements by itself.
BLOCKS = ("statement_block", "switch_case", "switch_default")

PROMISE = re.compile(r"Promise<(.+)>$", re.S)


def return_edit(code: Code, method: Node, wrap: Callable[[str], str]) -> list[Edit]:
    kind = method.child_by_field_name("return_type")
    if kind is None:
        return []
    text = code.of(kind).lstrip(": ")
    inner = PROMISE.match(text)
    made = f"Promise<{wrap(inner[1])}>" if inner else wrap(text)
    return [(kind.start_byte, kind.end_byte, f": {made}")]


def way(text: str, ways: int) -> int:
    """Which of several ways an author took: the text decides."""
    return int(fingerprint(text), 16) % ways


Inverse = Callable[[Code, Member], str | None]


def instead(code: Code, node: Node, lines: list[str]) -> Edit:
    """Lines in place of a statement, in braces where it stood without them and needs them."""
    indent = code.indent(node)
    if node.parent is not None and node.parent.type in BLOCKS:
        return node.start_byte, node.end_byte, f"\n{indent}".join(lines)
    inner = "".join(f"\n{indent}{code.step}{line}" for line in lines)
    return node.start_byte, node.end_byte, f"{{{inner}\n{indent}}}"
