"""A piece of TypeScript with its syntax tree, for proofs and for rewriting: a file, a class, or
members of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node

from generators import typescript
from generators.typescript import Member, SourceFile, Unit, cutting, tree

FUNCTIONS = tree.FUNCTIONS | {"function_signature", "abstract_method_signature"}
HOLDER = "Holder"
Edit = tuple[int, int, str]


@dataclass(frozen=True, eq=False)
class Code:
    """`text` is what is shown; `source` is what was parsed: the text, or the text in a class where
    it is members.

    Offsets of nodes count in `source`.
    """

    text: str
    source: str
    file: SourceFile

    @cached_property
    def index(self) -> dict[str, list[Node]]:
        """Every named node of the tree by its type, in document order."""
        found: dict[str, list[Node]] = {}
        todo = [tree.root(self.source)]
        while todo:
            node = todo.pop()
            found.setdefault(node.type, []).append(node)
            todo += reversed(node.named_children)
        return found

    def nodes(self, *kinds: str) -> list[Node]:
        """The nodes of these types."""
        return [node for kind in kinds for node in self.index.get(kind, [])]

    def of(self, node: Node | None) -> str:
        """The text of a node; empty for None."""
        return self.source[node.start_byte : node.end_byte] if node else ""

    @cached_property
    def members(self) -> dict[str, Member]:
        """Members with a body, by name; of two with one name the first."""
        found: dict[str, Member] = {}
        for unit in self.file.classes:
            for member in unit.members:
                if member.body is not None:
                    found.setdefault(member.name, member)
        return found

    @property
    def unit(self) -> Unit | None:
        """The first class; for members the one they were put into."""
        return next(iter(self.file.classes), None)

    @cached_property
    def method(self) -> Node | None:
        """The first method's node."""
        return next(iter(self.nodes("method_definition")), None)

    def calls(self, pattern: str) -> list[str]:
        """The called expressions (`this.model.find`) that match a pattern as a whole."""
        shape = re.compile(pattern)
        names = [
            self.of(node.child_by_field_name("function")) for node in self.nodes("call_expression")
        ]
        return [name for name in names if shape.fullmatch(" ".join(name.split()))]

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with spans of `source` replaced; spans must not overlap."""
        out, at = "", 0
        for start, end, text in sorted(edits):
            out += self.source[at:start] + text
            at = end
        out += self.source[at:]
        return out[self.shift : len(out) - (len(self.source) - self.shift - len(self.text))]

    @property
    def shift(self) -> int:
        """Where `text` begins in `source`."""
        return self.source.index("\n") + 1 if self.source != self.text else 0

    @cached_property
    def step(self) -> str:
        """One level of indentation, as the first statement of the first method stands under its
        head.
        """
        block = body(self.method)
        first = next(iter(statements(block)), None)
        found = self.indent(first)[len(self.indent(block)) :] if block and first else ""
        return found if found and not found.strip() else "  "

    def indent(self, node: Node) -> str:
        """The blanks at the start of the line on which a node begins."""
        line = self.source[self.source.rfind("\n", 0, node.start_byte) + 1 : node.start_byte]
        return line[: len(line) - len(line.lstrip())]


@lru_cache(maxsize=40_000)
def read(text: str) -> Code | None:
    """The text parsed as it stands, or in a class where it is members; None for what does not parse
    either way.
    """
    for source in (text, typescript.in_class(text, HOLDER)):
        if not typescript.syntax_errors(source):
            return Code(text, source, typescript.parse(source))
    return None


def owner(node: Node) -> Node | None:
    """The innermost function or method around a node."""
    holder = node.parent
    while holder is not None and holder.type not in FUNCTIONS:
        holder = holder.parent
    return holder


def statements(block: Node | None) -> list[Node]:
    """The statements of a block, without comments."""
    return [child for child in block.named_children if child.type != "comment"] if block else []


def body(node: Node | None) -> Node | None:
    """The block of a function, method, loop or catch."""
    return node.child_by_field_name("body") if node else None


def below(node: Node, *kinds: str) -> Iterator[Node]:
    """Descendants of these types, the node itself included."""
    todo = [node]
    while todo:
        here = todo.pop()
        if here.type in kinds:
            yield here
        todo += reversed(here.named_children)


def leaves(node: Node | None) -> bool:
    """Whether a branch always ends its function: its last statement returns, throws, or ends the
    process.
    """
    if node is None:
        return False
    last = node if node.type != "statement_block" else next(reversed(statements(node)), None)
    if last is None:
        return False
    ends = last.type == "expression_statement" and (last.text or b"").startswith(b"process.exit(")
    return ends or last.type in ("return_statement", "throw_statement")


def early_exits(code: Code, among: Iterable[Node]) -> list[str]:
    """The conditions, on one line, of those `if` without `else` that leave their function."""
    return [
        cutting.normalised(code.of(each.child_by_field_name("condition")))[1:-1]
        for each in among
        if each.type == "if_statement"
        and each.child_by_field_name("alternative") is None
        and leaves(each.child_by_field_name("consequence"))
    ]


def nested(node: Node | None) -> int:
    """How many statements of a method stand inside a condition or a loop, each counted once for
    every level.
    """
    kinds = ("if_statement", "for_statement", "for_in_statement", "while_statement")
    count, todo = 0, [(node, 0)] if node is not None else []
    while todo:
        here, level = todo.pop()
        if here.type.endswith(("_statement", "_declaration")):
            count += level
        todo += [
            (child, level + (here.type in kinds))
            for child in here.named_children
            if child.type != "statement_block"
        ]
        for block in (child for child in here.named_children if child.type == "statement_block"):
            todo += [(child, level + (here.type in kinds)) for child in block.named_children]
    return count


def listed(names: Iterable[str], most: int = 8, longest: int = 60) -> str:
    """`a`, `b` and `c`: names as code, without repeats. What is too long to be quoted, or one too
    many, is counted: `a`, `b` and 2 others. One alone (`most` is 1) stands for all.
    """
    distinct = list(dict.fromkeys(names))
    kept = [
        f"`{' '.join(name.split())}`"
        for name in distinct
        if len(name) <= longest and "`" not in name
    ]
    left = len(distinct) - len(kept[:most])
    kept = kept[:most] + [f"{left} other{'s' * (left > 1)}"] * bool(left and kept and most > 1)
    return " and ".join(filter(None, [", ".join(kept[:-1]), kept[-1]])) if kept else ""
