"""Tree-sitter, once: syntax trees whose offsets are character offsets, and syntax errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

LANGUAGES = {
    False: Language(tree_sitter_typescript.language_typescript()),
    True: Language(tree_sitter_typescript.language_tsx()),
}
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
AWAIT = "(await_expression) @await"
MISPLACED_AWAIT = "await in a function that is not async"
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
    }
    | {"generator_function_declaration"}
)
FENCE = re.compile(r"^[ \t]*```", re.M)


def root(text: str, tsx: bool = False) -> Node:
    """The `program` node. Its byte offsets are character offsets into `text`.

    The tree is built from a projection with one ASCII character per character: letters stay
    identifiers, blanks stay blanks, and anything else becomes a control character, which only
    strings and comments may hold. So names must be read from `text`, never from the node.
    """
    return Parser(LANGUAGES[tsx]).parse(_projection(text)).root_node


def _projection(text: str) -> bytes:
    return (text if text.isascii() else NOT_ASCII.sub(_ascii, text)).encode("ascii")


def _ascii(match: re.Match[str]) -> str:
    character = match.group()
    if character.isspace() or character == "\ufeff":
        return " "
    return "x" if character.isalnum() else "\x01"


@lru_cache(maxsize=64)
def _query(source: str, tsx: bool) -> Query:
    return Query(LANGUAGES[tsx], source)


def captures(node: Node, source: str, tsx: bool = False) -> dict[str, list[Node]]:
    """The nodes below `node` that a tree-sitter query captures, by capture name, in
    document order.
    """
    found = QueryCursor(_query(source, tsx)).captures(node)
    return {
        name: sorted(nodes, key=lambda n: (n.start_byte, n.end_byte))
        for name, nodes in found.items()
    }


def line_of(text: str, offset: int) -> int:
    """1-based line of a character offset."""
    return text.count("\n", 0, offset) + 1


def syntax_errors(text: str, tsx: bool = False) -> tuple[str, ...]:
    """What does not parse, as `line 12: …`; empty for sound TypeScript.

    A markdown fence left at the start of a line is an error too, though it parses (as a template
    literal), and so is `await` in a function that is not async.
    """
    return errors(text, root(text, tsx), tsx)


def errors(text: str, program: Node, tsx: bool = False) -> tuple[str, ...]:
    """`syntax_errors` of a text that is parsed already."""
    found = [(node.start_byte, _complaint(text, node)) for node in _broken(program)]
    for match in FENCE.finditer(text) if "```" in text else ():
        if not _in_comment(program, match.end() - 1):
            found.append((match.start(), "markdown fence in the code"))
    if "await" in text:
        for node in captures(program, AWAIT, tsx).get("await", []):
            if not _may_await(node):
                found.append((node.start_byte, MISPLACED_AWAIT))
    return tuple(f"line {line_of(text, at)}: {what}" for at, what in sorted(found))


def _broken(node: Node) -> Iterator[Node]:
    if node.is_missing or node.is_error:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from _broken(child)


def _complaint(text: str, node: Node) -> str:
    if node.is_missing:
        return f"missing {node.type}"
    excerpt = " ".join(text[node.start_byte : node.end_byte].split())
    return f"unexpected {excerpt[:40]!r}"


def _may_await(node: Node) -> bool:
    holder = node.parent
    while holder is not None and holder.type not in FUNCTIONS:
        if holder.type == "class_static_block":
            return False
        holder = holder.parent
    return holder is None or any(child.type == "async" for child in holder.children)


def _in_comment(program: Node, offset: int) -> bool:
    node = program.descendant_for_byte_range(offset, offset)
    return node is not None and node.type in ("comment", "html_comment")


def in_class(member_text: str, name: str = "Wrapped") -> str:
    """A member (or several) inside a class, so that it parses as it does where it came from."""
    return f"abstract class {name} {{\n{member_text}\n}}\n"
