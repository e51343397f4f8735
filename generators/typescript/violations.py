"""Where code breaks a Web4 rule. Each detector names the place, so that a lesson can quote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from . import tree
from .declarations import SourceFile
from .patterns.state import is_public_state

JEST = re.compile(
    r"""(?P<module>(?:from|require\(|import)\s*["'](?:@jest/[\w-]+|jest|ts-jest|jest-[\w-]+)["'])"""
    r"""|\b(?P<call>jest\.(?:fn|mock|spyOn|unmock|clearAllMocks|resetAllMocks|restoreAllMocks"""
    r"""|useFakeTimers|useRealTimers|setTimeout|requireActual|advanceTimersByTime|resetModules))\b"""
)
ANY = '((predefined_type) @any (#eq? @any "any"))'
UNTYPED = """
(method_definition parameters: (formal_parameters
  (required_parameter pattern: (_) !type !value) @parameter))
(method_definition parameters: (formal_parameters
  (optional_parameter pattern: (_) !type !value) @parameter))
(function_declaration parameters: (formal_parameters
  (required_parameter pattern: (_) !type !value) @parameter))
(function_declaration parameters: (formal_parameters
  (optional_parameter pattern: (_) !type !value) @parameter))
"""
CATCHES = """
(catch_clause body: (statement_block) @body) @catch
(call_expression function: (member_expression property: (property_identifier) @name)
  arguments: (arguments (arrow_function body: (statement_block) @body)) (#eq? @name "catch")) @catch
"""
CONSOLE = re.compile(r"console\.\w+\(")


@dataclass(frozen=True)
class Finding:
    """One violation: its rule (a slug), 1-based line, what is wrong, and [start, end) of the
    offending code.
    """

    rule: str
    line: int
    message: str
    start: int
    end: int


def _findings(text: str, rule: str, places: Iterable[tuple[int, int, str]]) -> list[Finding]:
    return [
        Finding(rule, tree.line_of(text, start), what, start, end)
        for start, end, what in sorted(places)
    ]


def jest_usage(text: str) -> list[Finding]:
    """Imports of Jest and calls on its `jest` object; mentions in comments do not count."""
    found = [m for m in JEST.finditer(text)]
    if not found:
        return []
    program = tree.root(text)
    places = []
    for match in found:
        node = program.descendant_for_byte_range(match.start(), match.start() + 1)
        if node is None or node.type not in ("comment", "string_fragment", "template_string"):
            what = "imports Jest" if match.group("module") else f"uses `{match.group('call')}`"
            places.append((match.start(), match.end(), f"{what}; tests run on Vitest"))
    return _findings(text, "jest_usage", places)


def constructor_logic(file: SourceFile) -> list[Finding]:
    """Constructors that take parameters or do more than set initial values."""
    places = []
    for unit in file.classes:
        constructor = unit.constructor
        if constructor is None:
            continue
        if constructor.parameters:
            names = ", ".join(parameter.name for parameter in constructor.parameters)
            end = constructor.end - len(constructor.body or "")
            places.append(
                (constructor.start, end, f"constructor of {unit.name} takes parameters ({names})")
            )
        places += [(s, e, f"constructor of {unit.name} {what}") for s, e, what in constructor.logic]
    return _findings(file.text, "constructor_logic", places)


def free_functions(file: SourceFile) -> list[Finding]:
    """Functions that belong to no class."""
    places = [
        (u.start, u.end, f"free function {u.name or '(default export)'}") for u in file.functions
    ]
    return _findings(file.text, "free_functions", places)


def public_fields(file: SourceFile) -> list[Finding]:
    """Public mutable fields, parameter properties included."""
    places = []
    for unit in file.classes:
        for member in unit.members:
            if is_public_state(member):
                places.append((member.start, member.end, f"public field {unit.name}.{member.name}"))
        constructor = unit.constructor
        for parameter in constructor.parameters if constructor else ():
            if (
                constructor
                and "public" in parameter.modifiers
                and "readonly" not in parameter.modifiers
            ):
                start = file.text.index(parameter.text, constructor.start)
                place = (
                    start,
                    start + len(parameter.text),
                    f"public parameter property {unit.name}.{parameter.name}",
                )
                places.append(place)
    return _findings(file.text, "public_fields", places)


def untyped(file: SourceFile) -> list[Finding]:
    """`any`, and parameters of methods and functions that have no type."""
    program = tree.root(file.text, file.tsx)
    nodes = tree.captures(program, ANY, file.tsx).get("any", [])
    places = [(n.start_byte, n.end_byte, "`any` hides the type") for n in nodes]
    for node in tree.captures(program, UNTYPED, file.tsx).get("parameter", []):
        if not _is_setter(node):
            name = file.text[node.start_byte : node.end_byte]
            places.append((node.start_byte, node.end_byte, f"parameter `{name}` has no type"))
    return _findings(file.text, "untyped", places)


def _is_setter(parameter: Node) -> bool:
    """A setter takes its type from the getter."""
    method = parameter.parent.parent if parameter.parent else None
    return method is not None and any(child.type == "set" for child in method.children)


def swallowed_errors(file: SourceFile) -> list[Finding]:
    """Catch blocks that do nothing, or only print."""
    program = tree.root(file.text, file.tsx)
    found = tree.captures(program, CATCHES, file.tsx)
    places = []
    for body in found.get("body", []):
        holder = body.parent
        while holder is not None and holder.type not in ("catch_clause", "call_expression"):
            holder = holder.parent
        statements = [child for child in body.named_children if child.type != "comment"]
        texts = [file.text[s.start_byte : s.end_byte] for s in statements]
        if holder is None or not all(CONSOLE.match(text) for text in texts):
            continue
        what = "error only printed" if statements else "error swallowed by an empty catch"
        places.append((body.start_byte, body.end_byte, what))
    return _findings(file.text, "swallowed_errors", places)


def underscore_methods(file: SourceFile) -> list[Finding]:
    """Methods named `_something`; a private helper is named `somethingInternal`."""
    places = []
    for unit in file.classes:
        for member in unit.members:
            if member.kind in ("method", "getter", "setter") and member.name.startswith("_"):
                end = member.end - len(member.body or "")
                places.append(
                    (
                        member.start,
                        end,
                        f"method {unit.name}.{member.name} hides behind an underscore",
                    )
                )
    return _findings(file.text, "underscore_methods", places)
