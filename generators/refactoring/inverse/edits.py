"""What the inverses of members share: their form, and the edit of a return type."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from generators.refactoring.code import Code, Edit
from generators.sample import fingerprint
from generators.typescript import Member

NOTHING = (None, "void", "Promise<void>")


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
