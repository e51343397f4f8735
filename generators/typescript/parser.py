"""From TypeScript text to declarations, by its syntax tree."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tree_sitter import Node

from generators.limits import TooSlowError

from . import constructors, tree
from .declarations import LAYER, Import, Member, Parameter, SourceFile, Unit

CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})
FUNCTIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "function_signature"}
)
FUNCTION_VALUES = frozenset({"arrow_function", "function_expression", "generator_function"})
BODIES = ("class_body", "interface_body", "enum_body")
MEMBERS = {
    "method_definition": "method",
    "method_signature": "signature",
    "abstract_method_signature": "abstract",
    "public_field_definition": "field",
    "property_signature": "field",
    "call_signature": "signature",
    "construct_signature": "signature",
    "index_signature": "signature",
}
THIS = "(member_expression object: (this)) @touch"


def parse(text: str, tsx: bool = False) -> SourceFile:
    """The declarations of a file. Never raises on bad code: `errors` says what is wrong."""
    try:
        return declarations(text, tree.root(text, tsx), tsx)
    except (RecursionError, TooSlowError) as error:
        why = tree.refusal(error)
        return SourceFile(text, (), (), (f"line 1: {why}",), "", tsx, refused=why)


def declarations(text: str, program: Node, tsx: bool = False) -> SourceFile:
    """`parse` of a text whose tree is there already."""
    reader = _Reader(text, program, tsx)
    units = tuple(unit for node in _statements(program) for unit in reader.units(node))
    imports = tuple(reader.imports(program))
    return SourceFile(
        text, imports, units, tree.errors(text, program, tsx), reader.header(program, units), tsx
    )


def _statements(block: Node) -> Iterator[Node]:
    """Top-level statements, those of namespaces and `declare` blocks included."""
    for child in block.named_children:
        inner = child
        if inner.type in ("expression_statement", "ambient_declaration", "export_statement"):
            inner = next(
                (c for c in inner.named_children if c.type in ("internal_module", "module")), inner
            )
        body = (
            inner.child_by_field_name("body")
            if inner.type in ("internal_module", "module")
            else None
        )
        if body is not None:
            yield from _statements(body)
        else:
            yield child


class _Reader:
    def __init__(self, text: str, program: Node, tsx: bool) -> None:
        self.text = text
        touched = tree.captures(program, THIS, tsx).get("touch", [])
        self.touches = [(node.start_byte, *self._touch(node)) for node in touched]
        self.touch_starts = [start for start, _, _ in self.touches]

    def _touch(self, node: Node) -> tuple[str, bool]:
        """(name, called?) of a `this.name` expression."""
        name = node.child_by_field_name("property")
        parent = node.parent
        while parent is not None and parent.type == "non_null_expression":
            node, parent = parent, parent.parent
        called = (
            parent is not None
            and parent.type == "call_expression"
            and parent.child_by_field_name("function") == node
        )
        return (self._text(name) if name else ""), called

    def _text(self, node: Node | None) -> str:
        return self.text[node.start_byte : node.end_byte] if node is not None else ""

    # -- imports and file header -------------------------------------------------------------------

    def imports(self, program: Node) -> Iterator[Import]:
        for node in program.named_children:
            source = node.child_by_field_name("source")
            if node.type not in ("import_statement", "export_statement") or source is None:
                continue
            path = self._text(source)[1:-1]
            layer = LAYER.findall(path)
            names = tuple(self._names(node))
            yield Import(
                path,
                names,
                layer[-1] if layer else "",
                node.start_byte,
                node.end_byte,
                self._text(node),
            )

    def _names(self, node: Node) -> Iterator[str]:
        for child in node.named_children:
            if child.type in ("import_specifier", "export_specifier"):
                yield self._text(
                    child.child_by_field_name("alias") or child.child_by_field_name("name")
                )
            elif child.type == "identifier":
                yield self._text(child)
            elif child.type in (
                "import_clause",
                "named_imports",
                "namespace_import",
                "export_clause",
            ):
                yield from self._names(child)

    def header(self, program: Node, units: tuple[Unit, ...]) -> str:
        """The comments the file opens with, unless they belong to the first declaration."""
        end = 0
        for child in program.children:
            if child.type not in ("comment", "hash_bang_line"):
                break
            end = child.end_byte
        documented = units and units[0].doc_start < end
        return "" if documented else self.text[:end].strip()

    # -- units -------------------------------------------------------------------------------------

    def units(self, statement: Node) -> Iterator[Unit]:
        exported = statement.type == "export_statement"
        node = statement
        while node.type in ("export_statement", "ambient_declaration"):
            inner = node.child_by_field_name("declaration") or node.child_by_field_name("value")
            inner = inner or (
                node.named_children[-1] if node.type == "ambient_declaration" else None
            )
            if inner is None:
                return
            node = inner
        if node.type in CLASSES:
            yield self._unit(statement, node, "class", exported)
        elif node.type == "interface_declaration":
            yield self._unit(statement, node, "interface", exported)
        elif node.type in FUNCTIONS or (exported and node.type in FUNCTION_VALUES):
            yield self._unit(statement, node, "function", exported)
        elif node.type == "type_alias_declaration":
            yield self._unit(statement, node, "type", exported)
        elif node.type == "enum_declaration":
            yield self._unit(statement, node, "enum", exported)
        elif node.type in ("lexical_declaration", "variable_declaration"):
            for declarator in node.named_children:
                if declarator.type == "variable_declarator":
                    value = declarator.child_by_field_name("value")
                    kind = "const"
                    if value is not None:
                        kind = (
                            "class"
                            if value.type in CLASSES
                            else "function"
                            if value.type in FUNCTION_VALUES
                            else kind
                        )
                    named = self._text(declarator.child_by_field_name("name"))
                    holder = value if kind == "class" and value is not None else declarator
                    yield self._unit(statement, holder, kind, exported, named)

    def _unit(self, statement: Node, node: Node, kind: str, exported: bool, name: str = "") -> Unit:
        body = next((child for child in node.named_children if child.type in BODIES), None)
        extends: list[str] = []
        implements: list[str] = []
        for child in node.named_children:
            for clause in child.named_children if child.type == "class_heritage" else [child]:
                if clause.type in ("extends_clause", "extends_type_clause"):
                    extends += self._heritage(clause)
                elif clause.type == "implements_clause":
                    implements += self._heritage(clause)
        # Decorators are inside the statement; `text` starts behind them.
        inside = [child for child in statement.children if child.type == "decorator"]
        inside += (
            [child for child in node.children if child.type == "decorator"]
            if node is not statement
            else []
        )
        start = inside[-1].end_byte if inside else statement.start_byte
        start += len(self.text[start:]) - len(self.text[start:].lstrip()) if inside else 0
        has_members = body is not None and kind in ("class", "interface")
        return Unit(
            name=name or self._text(node.child_by_field_name("name")),
            kind=kind,
            exported=exported,
            abstract=node.type == "abstract_class_declaration",
            start=start,
            end=statement.end_byte,
            doc_start=self._doc_start(statement, statement.start_byte),
            extends=tuple(extends),
            implements=tuple(implements),
            members=tuple(self._members(body)) if has_members and body is not None else (),
            body_start=body.start_byte if body is not None else statement.end_byte,
            body_end=body.end_byte if body is not None else statement.end_byte,
            source=self.text,
        )

    def _heritage(self, clause: Node) -> Iterator[str]:
        for child in clause.named_children:
            if child.type != "type_arguments":
                yield self._text(child).split("<")[0].strip()

    def _doc_start(self, node: Node, start: int) -> int:
        """Start of the comments and decorators that lead to `node` without a blank line between."""
        previous = node.prev_sibling
        while previous is not None and previous.type in ("comment", "decorator"):
            if self.text.count("\n", previous.end_byte, start) > 1:
                break
            before = previous.prev_sibling
            # A comment behind other code on its line belongs to that code.
            if (
                before is not None
                and "\n" not in self.text[before.end_byte : previous.start_byte]
                and previous.type == "comment"
            ):
                break
            start, previous = previous.start_byte, before
        return start

    # -- members -----------------------------------------------------------------------------------

    def _members(self, body: Node) -> Iterator[Member]:
        for node in body.named_children:
            if node.type in MEMBERS:
                yield self._member(node)

    def _member(self, node: Node) -> Member:
        name = self._text(node.child_by_field_name("name"))
        kind = MEMBERS[node.type]
        words = {child.type for child in node.children if not child.is_named}
        if name == "constructor" and kind in ("method", "signature"):
            kind = "constructor"
        elif kind == "method" and words & {"get", "set"}:
            kind = "getter" if "get" in words else "setter"
        elif kind == "field" and "abstract" in words:
            kind = "abstract"
        body = node.child_by_field_name("body")
        decorators = [child for child in node.children if child.type == "decorator"]
        start = (
            next(c.start_byte for c in node.children if c.type != "decorator")
            if decorators
            else node.start_byte
        )
        end = node.end_byte
        following = node.next_sibling
        if (
            following is not None
            and following.type in (";", ",")
            and self.text[end : following.start_byte].strip() == ""
        ):
            end = following.end_byte
        calls, uses = self._touched(node)
        annotation = node.child_by_field_name("type")
        return Member(
            name=name,
            kind=kind,
            access=self._access(node, name),
            static="static" in words,
            async_="async" in words,
            readonly="readonly" in words,
            parameters=tuple(self._parameters(node.child_by_field_name("parameters"))),
            return_type=_annotation(self._text(node.child_by_field_name("return_type"))),
            type=_annotation(self._text(annotation)),
            start=start,
            end=end,
            doc_start=self._doc_start(node, node.start_byte),
            body=self._text(body) if body is not None else None,
            statements=len([c for c in body.named_children if c.type != "comment"])
            if body is not None
            else 0,
            calls=calls,
            uses=uses,
            logic=tuple(constructors.logic(body, self.text))
            if kind == "constructor" and body is not None
            else (),
            source=self.text,
        )

    def _access(self, node: Node, name: str) -> str:
        if name.startswith("#"):
            return "private"
        return next(
            (self._text(c) for c in node.children if c.type == "accessibility_modifier"), "public"
        )

    def _parameters(self, node: Node | None) -> Iterator[Parameter]:
        for child in node.named_children if node is not None else ():
            if child.type in ("required_parameter", "optional_parameter"):
                pattern = child.child_by_field_name("pattern")
                modifiers = [
                    self._text(c)
                    for c in child.children
                    if c.type in ("accessibility_modifier", "readonly")
                ]
                modifiers += ["override"] * any(
                    c.type == "override_modifier" for c in child.children
                )
                yield Parameter(
                    name=self._text(pattern),
                    type=_annotation(self._text(child.child_by_field_name("type"))),
                    optional=child.type == "optional_parameter"
                    or child.child_by_field_name("value") is not None,
                    modifiers=tuple(modifiers),
                    text=self._text(child),
                )

    def _touched(self, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        first = bisect_left(self.touch_starts, node.start_byte)
        last = bisect_left(self.touch_starts, node.end_byte)
        calls = frozenset(name for _, name, called in self.touches[first:last] if called)
        uses = frozenset(name for _, name, called in self.touches[first:last] if not called)
        return calls, uses


def _annotation(text: str) -> str | None:
    """`: string` → `string`."""
    return " ".join(text.lstrip(":").split()) or None
