"""Where code touches its own object: `this.x`, also by destructuring, an alias or a name in
brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from . import tree

HOLDERS = "(this) (non_null_expression) (parenthesized_expression)"
QUERY = """
(member_expression object: [HOLDERS]) @member
(subscript_expression object: [HOLDERS]) @member
(variable_declarator name: (object_pattern)) @declared
(variable_declarator value: [HOLDERS (as_expression) (satisfies_expression)]) @declared
(assignment_expression left: (object_pattern)) @declared
(assignment_expression left: (identifier) right: [HOLDERS]) @declared
(required_parameter pattern: (object_pattern) value: (_)) @declared
(required_parameter pattern: (identifier) value: [HOLDERS]) @declared
(spread_element (this) @spread)
"""
# What may give the object another name; only then are identifiers looked at, which costs.
ALIAS = re.compile(r"=\s*[(\s]*this\b(?!\s*[.\[(])")
WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "non_null_expression", "satisfies_expression",
     "type_assertion"}
)  # fmt: skip
# Takes everything there is: a spread, the rest of a pattern, a computed name.
ALL = "*"


@dataclass(frozen=True)
class Touch:
    """One place: where it is, the name, or `ALL`, and whether it is called there."""

    at: int
    name: str
    called: bool = False


class Selves:
    """The touches of a tree, in order."""

    def __init__(self, text: str, program: Node, tsx: bool) -> None:
        self.text = text
        holders = f"{HOLDERS} (identifier)" if ALIAS.search(text) else HOLDERS
        query = QUERY.replace("HOLDERS", holders)
        found = tree.captures(program, query, tsx) if "this" in text else {}
        declared = [node for node in found.get("declared", []) if _sides(node)]
        # (name, end of the function it is declared in) of variables that hold `this`.
        self.aliases: dict[str, list[tuple[int, int]]] = {}
        for node in declared:
            taken, value = _sides(node) or (node, node)
            if taken.type == "identifier" and self._bare(value).type == "this":
                holder = _function(node)
                span = (holder.start_byte, holder.end_byte)
                self.aliases.setdefault(self._text(taken), []).append(span)
        touches = [touch for node in found.get("member", []) for touch in self._member(node)]
        touches += [touch for node in declared for touch in self._pattern(node)]
        touches += [Touch(node.start_byte, ALL) for node in found.get("spread", [])]
        self.touches = sorted(touches, key=lambda touch: touch.at)
        self.starts = [touch.at for touch in self.touches]

    def within(self, start: int, end: int) -> list[Touch]:
        """The touches of a span."""
        return self.touches[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _member(self, node: Node) -> Iterator[Touch]:
        holder = node.child_by_field_name("object")
        if holder is None or not self._is_self(holder):
            return
        name = node.child_by_field_name("property") or node.child_by_field_name("index")
        if name is None:
            return
        said = self._text(name)
        if name.type == "string":
            said = said[1:-1]
        elif node.type == "subscript_expression":
            said = ALL
        yield Touch(node.start_byte, said, _is_called(node))

    def _pattern(self, node: Node) -> Iterator[Touch]:
        taken, value = _sides(node) or (node, node)
        if taken.type != "object_pattern" or not self._is_self(value):
            return
        for child in taken.named_children:
            if child.type == "rest_pattern":
                yield Touch(child.start_byte, ALL)
                continue
            named = child.child_by_field_name("key") or child.child_by_field_name("left") or child
            said = self._text(named)
            computed = named.type == "computed_property_name"
            yield Touch(child.start_byte, ALL if computed else said.strip("'\""))

    def _is_self(self, node: Node) -> bool:
        node = self._bare(node)
        if node.type == "this":
            return True
        spans = self.aliases.get(self._text(node), ()) if node.type == "identifier" else ()
        return any(start <= node.start_byte < end for start, end in spans)

    def _bare(self, node: Node) -> Node:
        while node.type in WRAPPERS and node.named_children:
            node = node.named_children[-1 if node.type == "type_assertion" else 0]
        return node

    def _text(self, node: Node) -> str:
        return self.text[node.start_byte : node.end_byte]


def _sides(node: Node) -> tuple[Node, Node] | None:
    """What takes a value, and the value; None for a declaration without one."""
    names = map(node.child_by_field_name, ("name", "left", "pattern"))
    taken = next((name for name in names if name is not None), None)
    value = node.child_by_field_name("value") or node.child_by_field_name("right")
    return (taken, value) if taken is not None and value is not None else None


def _function(node: Node) -> Node:
    """The innermost function around a node, or the outermost node."""
    while node.parent is not None:
        node = node.parent
        if node.type in tree.FUNCTIONS or node.type == "class_static_block":
            return node
    return node


def _is_called(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.type == "non_null_expression":
        node, parent = parent, parent.parent
    return (
        parent is not None
        and parent.type == "call_expression"
        and parent.child_by_field_name("function") == node
    )
