"""What a constructor does beyond setting initial values."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

# Expressions an initial value may be made of; `*_type` nodes are allowed besides.
VALUE_WORDS = """
string template_string template_substitution number true false null undefined regex identifier
this object pair array property_identifier private_property_identifier
shorthand_property_identifier spread_element arguments new_expression member_expression
subscript_expression unary_expression binary_expression as_expression parenthesized_expression
satisfies_expression non_null_expression string_fragment escape_sequence regex_pattern regex_flags
comment computed_property_name
"""
# Names through which code reaches outside the object: what they give is not an initial value.
OUTSIDE_WORDS = """
fs fsSync path process os child_process console require fetch globalThis setTimeout setInterval
exec execSync spawn spawnSync readFileSync writeFileSync existsSync mkdirSync
"""
VALUES = frozenset(VALUE_WORDS.split())
# In the grammar a loop over values is a `for_in_statement` too.
CONTROL_FLOW = {
    "for_statement": "a loop",
    "for_in_statement": "a loop",
    "while_statement": "a loop",
}
OUTSIDE = frozenset(OUTSIDE_WORDS.split())


def logic(body: Node, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what) of each statement that is more than an initial value. `text` is what was
    parsed.
    """
    for node in body.named_children:
        if node.type != "comment" and (what := _statement(node, text)):
            yield node.start_byte, node.end_byte, what


def _statement(node: Node, text: str) -> str:
    if node.type == "lexical_declaration":
        values = [child.child_by_field_name("value") for child in node.named_children]
        return next(
            (what for value in values if value is not None and (what := _value(value, text))), ""
        )
    if node.type == "empty_statement":
        return ""
    if node.type != "expression_statement":
        kind = CONTROL_FLOW.get(node.type, node.type.removesuffix("_statement"))
        return f"has control flow ({kind})"
    expression = node.named_children[0]
    if expression.type == "assignment_expression":
        left, right = (
            expression.child_by_field_name("left"),
            expression.child_by_field_name("right"),
        )
        if left is None or right is None or not _text(left, text).startswith("this."):
            return "assigns to something outside the object"
        return _value(right, text)
    callee = expression.child_by_field_name("function")
    if callee is not None and callee.type == "super":
        return _value(expression.named_children[-1], text)
    return f"runs `{' '.join(_text(callee or expression, text).split())[:40]}`"


def _value(node: Node, text: str) -> str:
    """Why an expression is more than an initial value; empty where it is one."""
    if node.type == "call_expression":
        callee = _text(node.child_by_field_name("function") or node, text)
        if callee.split(".")[0].split("(")[0].strip() in OUTSIDE | {"this"}:
            return f"calls `{' '.join(callee.split())[:40]}`"
    elif node.type == "member_expression" and _text(node, text).split(".")[0] in OUTSIDE:
        return f"reads `{_text(node, text)[:40]}`"
    elif node.type not in VALUES and not node.type.endswith("_type") and "type_" not in node.type:
        return f"holds {node.type.replace('_', ' ')}"
    return next((what for child in node.named_children if (what := _value(child, text))), "")


def _text(node: Node, text: str) -> str:
    return text[node.start_byte : node.end_byte]
