"""From TypeScript text to declarations, by its syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from tree_sitter import Node

from generators.limits import TooSlowError

from . import constructors, salvage, tree
from .declarations import LAYER, Import, Member, Parameter, SourceFile, Unit, one_line
from .selves import ALL, Selves

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
    "class_static_block": "block",
}
BLOCK = "block"
# Four times the most that the largest components have.
MOST = 400
# A line of a comment that is drawn, not written: `// -----`, `/* ===== */`, `//#region State`.
RULE = re.compile(r"//\s*[-=*#~_+/]{3,}\s*|/\*[-=*#~_+\s]{3,}\*/|//\s*#(?:end)?region\b.*")
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)", re.M)


def parse(text: str, tsx: bool = False, path: str = "") -> SourceFile:
    """The declarations of a file. Never raises on bad code: `errors` says what is wrong, and what
    is outside of the errors is there. A default class without a name is named after its file.
    """
    try:
        read = tree.read(text, tsx)
        found = declarations(text, read.program, tsx, read.gaps)
        if why := _crowded(found):
            raise TooSlowError(why)
        # Of a conflict nobody knows which side holds.
        if read.program.has_error and not CONFLICT.search(text):
            found = _salvaged(found)
    except (RecursionError, TooSlowError) as error:
        why = tree.refusal(error)
        return SourceFile(text, (), (), (f"line 1: {why}",), "", tsx, refused=why)
    return _named(found, path) if path else found


def _crowded(file: SourceFile) -> str:
    """Why a file is no example of anything, and would take the square of its parts to cut."""
    counts = {"imports": len(file.imports), "declarations": len(file.units)}
    counts["members in one declaration"] = max((len(u.members) for u in file.units), default=0)
    return next((f"more than {MOST} {what}" for what, n in counts.items() if n > MOST), "")


def declarations(
    text: str, program: Node, tsx: bool = False, gaps: tuple[str, ...] = ()
) -> SourceFile:
    """`parse` of a text whose tree is there already."""
    reader = _Reader(text, program, tsx)
    units = tuple(unit for node in _statements(program) for unit in reader.units(node))
    imports = tuple(reader.imports(program))
    errors = tree.errors(text, program, tsx)
    return SourceFile(text, imports, units, errors, reader.header(program, units), tsx, gaps=gaps)


def _salvaged(file: SourceFile) -> SourceFile:
    """The file with the declarations that stand outside of its errors; without the members that
    need one of those that are lost.
    """
    program, spans = tree.salvaged(file.text, file.tsx)
    if not spans:
        return file
    sound = declarations(file.text, program, file.tsx)
    lost = {salvage.name_of(file.text[start:end]) for start, end in spans} - {""}
    units = []
    for unit in sound.units:
        gone, members = set(lost), list(unit.members)
        while needing := [m for m in members if gone & (m.uses | m.calls)]:
            gone |= {member.name for member in needing}
            members = [member for member in members if member not in needing]
        units.append(replace(unit, members=tuple(members)))
    return replace(
        sound, units=tuple(units), errors=file.errors, gaps=file.gaps, salvaged=not sound.errors
    )


def _named(file: SourceFile, path: str) -> SourceFile:
    """The file with its default class named after it where the class has no name of its own."""
    stem = re.sub(r"\W", "", PurePosixPath(path).name.split(".")[0])
    units = tuple(
        replace(unit, name=stem)
        if unit.kind in ("class", "function") and not unit.name and unit.exported and stem
        else unit
        for unit in file.units
    )
    return replace(file, units=units)


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
        self.selves = Selves(text, program, tsx)

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
            # What stands above a rule titles a section of the file.
            if RULE.fullmatch(self._text(previous)):
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
        found = [self._member(node) for node in body.named_children if node.type in MEMBERS]
        everything = frozenset(member.name for member in found if member.kind != BLOCK)
        for member in found:
            # What takes all of the object needs all of it.
            whole = ALL in member.uses
            yield replace(member, uses=member.uses - {ALL} | everything) if whole else member

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
        elif kind == BLOCK:
            words = {"static"}
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
        if name.startswith("#") or node.type == "class_static_block":
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
        touches = self.selves.within(node.start_byte, node.end_byte)
        calls = frozenset(touch.name for touch in touches if touch.called)
        uses = frozenset(touch.name for touch in touches if not touch.called)
        return calls - {ALL}, uses | (calls & {ALL})


def _annotation(text: str) -> str | None:
    """`: string` → `string`."""
    return one_line(text.lstrip(":")) or None
