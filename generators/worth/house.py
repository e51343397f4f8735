"""The house rules that `guardrails` teaches, as far as code alone shows them. One list for all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from generators.typescript.declarations import LAYER
from generators.typescript.patterns.layers import ALLOWED_IMPORTS

from .case import NAME
from .piece import Piece

PRINTING_LAYER = "layer5"
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
PRINTS = re.compile(r"(?:console\.\w+|process\.std(?:out|err)\.write)$")
LITERAL_VERSION = re.compile(r"v?\d+\.\d+\.\d+(?:\.\d+)?")
ADDRESS = re.compile(r"0\.0\.0\.0|127\.|255\.")
SILENCED = re.compile(r"@ts-(?:ignore|nocheck)")


def _below(node: Node) -> Iterator[Node]:
    todo = [node]
    while todo:
        here = todo.pop()
        yield here
        todo += here.named_children


def _printing(piece: Piece) -> list[Node]:
    """Calls that print."""
    return [
        call
        for call in piece.nodes.get("call", ())
        if PRINTS.match(piece.of(call.child_by_field_name("function")))
    ]


def prints(piece: Piece, layer: str) -> bool:
    """Calls `console` outside layer 5."""
    return layer != PRINTING_LAYER and any(
        piece.of(call).startswith("console.") for call in _printing(piece)
    )


def open_type(piece: Piece, layer: str) -> bool:
    """Names the type `any`."""
    return "any" in piece.texts("type")


def printed_emoji(piece: Piece, layer: str) -> bool:
    """Prints a text with an emoji in it."""
    return any(EMOJI.search(piece.of(call)) for call in _printing(piece))


def ends_process(piece: Piece, layer: str) -> bool:
    """Calls `process.exit`."""
    return any(
        piece.of(call.child_by_field_name("function")) == "process.exit"
        for call in piece.nodes.get("call", ())
    )


def literal_version(piece: Piece, layer: str) -> bool:
    """Holds a string that is nothing but a version of three or four numbers; addresses aside."""
    texts = (text[1:-1] for text in piece.texts("string"))
    return any(LITERAL_VERSION.fullmatch(text) and not ADDRESS.match(text) for text in texts)


def silenced_compiler(piece: Piece, layer: str) -> bool:
    """Tells the compiler to look away."""
    return any(SILENCED.search(text) for text in piece.texts("comment"))


def swallowed_error(piece: Piece, layer: str) -> bool:
    """Catches and neither throws again nor uses the error, other than to print it."""
    return any(_swallows(piece, clause) for clause in piece.nodes.get("catch", ()))


def _swallows(piece: Piece, clause: Node) -> bool:
    body = clause.child_by_field_name("body")
    if body is None:
        return False
    caught = set(NAME.findall(piece.of(clause.child_by_field_name("parameter"))))
    spans = [(call.start_byte, call.end_byte) for call in _printing(piece)]
    for node in _below(body):
        if node.type == "throw_statement":
            return False
        if (
            node.type in ("identifier", "shorthand_property_identifier")
            and piece.of(node) in caught
            and not any(start <= node.start_byte < end for start, end in spans)
        ):
            return False
    return True


def unused_import(piece: Piece, layer: str) -> bool:
    """Imports a name that occurs nowhere else; only where the code is more than imports."""
    return bool(piece.used and piece.imported - piece.used)


def upward_import(piece: Piece, layer: str) -> bool:
    """Imports from a layer that its own must not know, as layer 2 from layer 1. Who may use layer 1
    is not settled, except that layer 3 imports nothing.
    """
    allowed = ALLOWED_IMPORTS.get(layer)
    if allowed is None:
        return False
    if layer != "layer3":
        allowed = allowed | {"layer1"}
    paths = (
        piece.of(node.child_by_field_name("source"))[1:-1] for node in piece.nodes.get("import", ())
    )
    named = {found[-1] for path in paths if (found := LAYER.findall(path))}
    return bool(named - allowed - {layer})


Rule = Callable[[Piece, str], bool]
RULES: dict[str, Rule] = {
    "console": prints,
    "any": open_type,
    "printed_emoji": printed_emoji,
    "process_exit": ends_process,
    "literal_version": literal_version,
    "ts_ignore": silenced_compiler,
    "swallowed_error": swallowed_error,
    "unused_import": unused_import,
    "upward_import": upward_import,
}


def broken_rules(piece: Piece, layer: str) -> tuple[str, ...]:
    """Names of the rules that code in this layer (`layer2`, empty for none) breaks."""
    return tuple(name for name, breaks in RULES.items() if breaks(piece, layer))
