"""Facts about a piece of TypeScript: what it declares, uses and reaches for, from one tree."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from tree_sitter import Node

from generators import typescript
from generators.typescript import SourceFile, parser, tree

from .case import NAME

WRAPPED = "Wrapped"
VERSION = re.compile(r"\bv?\d+\.\d+\.\d+(?:\.\d+)?\b")
# A value that other code decides: a word, perhaps of several parts.
VALUE = re.compile(r"[A-Za-z][\w-]{2,}")
BINDING = """variable_declarator function_declaration function_expression
generator_function_declaration function_signature type_parameter class_declaration
abstract_class_declaration class enum_declaration interface_declaration type_alias_declaration
mapped_type_clause index_signature internal_module"""
QUERY = (
    " ".join(f"({kind} name: (_) @binds)" for kind in BINDING.split())
    + """
[(required_parameter pattern: (_) @binds) (optional_parameter pattern: (_) @binds)
 (infer_type (_) @binds) (arrow_function parameter: (_) @binds)
 (catch_clause parameter: (_) @binds) (for_in_statement left: (_) @binds)]
(import_statement) @import
[(import_specifier alias: (_) @imported) (import_specifier !alias name: (_) @imported)
 (namespace_import (_) @imported) (import_clause (identifier) @imported)]
[(identifier) (type_identifier) (shorthand_property_identifier)] @used
(nested_type_identifier name: (_) @inner)
(class_body (method_definition name: (_) body: (_)) @body)
(class_body (_ name: (_) @member))
(interface_body (_ name: (_) @contract))
(enum_body [(property_identifier) (string)] @member) (enum_assignment name: (_) @member)
(required_parameter (accessibility_modifier) pattern: (_) @member)
(extends_clause) @extends
(member_expression object: (_) @object property: (_) @property)
(pair key: [(property_identifier) (string)] @key)
(comment) @comment (catch_clause) @catch (predefined_type) @type
(string) @string (template_string) @text (call_expression) @call
[(binary_expression operator: ["===" "!==" "==" "!="] (string) @compared)
 (switch_case value: (string) @compared)]
(interface_declaration (interface_body) @promise) (type_alias_declaration value: (_) @promise)
(literal_type (string) @option)
"""
)


@dataclass(frozen=True, eq=False)
class Piece:
    """`source` is what was parsed: the code, or the code in a class where it is members."""

    source: str
    program: Node
    nodes: dict[str, list[Node]]

    def of(self, node: Node | None) -> str:
        """The text of a node; empty for None."""
        return self.source[node.start_byte : node.end_byte] if node is not None else ""

    def texts(self, capture: str) -> set[str]:
        """The texts of all nodes of a capture."""
        return {self.of(node) for node in self.nodes.get(capture, ())}

    @cached_property
    def imported(self) -> set[str]:
        return self.texts("imported")

    @cached_property
    def declared(self) -> set[str]:
        """Everything bound by the code, imports included; members are not."""
        found: set[str] = set()
        for node in self.nodes.get("binds", ()):
            text = self.of(node)
            found.update((text,) if text.isidentifier() else NAME.findall(text))
        return found | self.imported

    @cached_property
    def members(self) -> set[str]:
        """Names of members of classes, interfaces and enumerations."""
        return {text.strip("'\"") for text in self.texts("member") | self.texts("contract")}

    @cached_property
    def used(self) -> set[str]:
        """Identifiers and types outside import statements."""
        inner = {node.start_byte for node in self.nodes.get("inner", ())}
        spans = [(node.start_byte, node.end_byte) for node in self.nodes.get("import", ())]
        last = max((end for _, end in spans), default=0)
        return {
            self.of(node)
            for node in self.nodes.get("used", ())
            if node.start_byte not in inner
            and (
                node.start_byte >= last
                or not any(start <= node.start_byte < end for start, end in spans)
            )
        }

    @cached_property
    def _reached(self) -> tuple[set[str], set[str]]:
        """(X of this.X, properties of anything else)."""
        own: set[str] = set()
        others: set[str] = set()
        for node in self.nodes.get("property", ()):
            thing = node.parent.child_by_field_name("object") if node.parent else None
            (own if thing is not None and thing.type == "this" else others).add(self.of(node))
        return own, others

    @property
    def own(self) -> set[str]:
        """X of this.X."""
        return self._reached[0]

    @cached_property
    def names(self) -> set[str]:
        """Every identifier, member, property and type that the code speaks of; the class that was
        put around members is none.
        """
        spoken = self.texts("used") | self.texts("property") | self.members | self.declared
        keys = {text.strip("'\"") for text in self.texts("key")}
        return {name for name in spoken | keys if NAME.fullmatch(name)} - {WRAPPED}

    @cached_property
    def outside(self) -> set[str]:
        """Properties of anything but `this`, and keys of object literals."""
        keys = {text.strip("'\"") for text in self.texts("key")}
        return self._reached[1] | {key for key in keys if NAME.fullmatch(key)}

    @cached_property
    def values(self) -> set[str]:
        """Words that code compares with, or that interfaces and types list as possible values."""
        spans = [(node.start_byte, node.end_byte) for node in self.nodes.get("promise", ())]
        listed = {
            self.of(node)[1:-1]
            for node in self.nodes.get("option", ())
            if any(start <= node.start_byte < end for start, end in spans)
        }
        chosen = {self.of(node)[1:-1] for node in self.nodes.get("option", ())} - listed
        compared = {text[1:-1] for text in self.texts("compared")} - chosen
        return {text for text in listed | compared if VALUE.fullmatch(text)}

    @cached_property
    def bare(self) -> str:
        """The code with its comments blanked."""
        out, at = [], 0
        for node in self.nodes.get("comment", ()):
            out += [self.source[at : node.start_byte], " " * (node.end_byte - node.start_byte)]
            at = node.end_byte
        return "".join([*out, self.source[at:]])

    @cached_property
    def bodies(self) -> list[str]:
        """Members with a body and their signature, without comments, blanks, version literals."""
        return [
            squeezed(self.bare[node.start_byte : node.end_byte])
            for node in self.nodes.get("body", ())
        ]

    @cached_property
    def file(self) -> SourceFile:
        """The declarations, as the pattern checks want them."""
        return parser.declarations(self.source, self.program)


def squeezed(code: str) -> str:
    """Code without blanks and version literals."""
    return "".join(VERSION.sub("", code).split())


@lru_cache(maxsize=2_000)
def read(code: str, members: bool | None = None) -> Piece:
    """The facts of a piece. `members` says whether it is members of a class; None asks the tree."""
    source = typescript.in_class(code, WRAPPED) if members else code
    program = tree.root(source)
    if members is None and program.has_error:
        wrapped = typescript.in_class(code, WRAPPED)
        inner = tree.root(wrapped)
        if not inner.has_error:
            source, program = wrapped, inner
    found: dict[str, list[Node]] = defaultdict(list, tree.captures(program, QUERY))
    return Piece(source, program, found)


@lru_cache(maxsize=1)
def standard_names() -> tuple[frozenset[str], frozenset[str]]:
    """(globals, all names) of JavaScript, TypeScript, browsers and Node.js."""
    text = (
        resources.files("generators.typescript").joinpath("standard_names.txt").read_text("utf-8")
    )
    head, members = text.split("# members")
    first = head.split("# globals")[1].split()
    return frozenset(first), frozenset([*first, *members.split()])
