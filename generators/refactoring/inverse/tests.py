"""Tests on Vitest rewritten for Jest: single cases in their suites, with what these set up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from generators import typescript
from generators.refactoring.change import Change, explained
from generators.refactoring.code import body, statements
from generators.refactoring.soundness import sound
from generators.typescript import cutting, tree
from generators.typescript.library import Source

PER_FILE, PLAIN_PER_FILE = 8, 3
MOST_CHARACTERS = 3600


def tests(source: Source, seen: set[str]) -> Iterator[Change]:
    """Tests on Vitest as they would have been written for Jest: single cases in their suite, with
    its set-up. `seen` holds the texts that other sources have given.
    """
    found = 0
    for name, after in _cases(source.file.text):
        # Without mocks only the import tells the runners apart: a few such cases show it.
        most = PER_FILE if "vi." in after else PLAIN_PER_FILE
        if found >= most or len(after) > MOST_CHARACTERS or not sound(after):
            continue
        change = explained(Change("jest_replaced", name, jest(after), after))
        if change and after not in seen:
            seen.add(after)
            found += 1
            yield change


def _cases(text: str) -> Iterator[tuple[str, str]]:
    """(name, text) of each case of a test file, with the imports it uses and the set-up of its
    suites.
    """
    parsed = typescript.parse(text)
    for name, whole in _in_suite(text, tree.root(text).named_children):
        words = set(cutting.WORD.findall(whole))
        helpers = [
            u.documented_text
            for u in parsed.units
            if u.name in words and u.kind in ("function", "const")
        ]
        body_text = "\n\n".join([*helpers, whole])
        imports = "\n".join(
            item.text.rstrip(";") + ";" for item in cutting.used_imports(parsed, body_text)
        )
        yield name, f"{imports}\n\n{body_text}"


def _in_suite(text: str, nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """(name, text) of each case below these statements, each inside its suites with what they set
    up.
    """
    for node in nodes:
        suite = _call(text, node, ("describe",))
        block = body(suite[1]) if suite else None
        if block is None:
            continue
        inside = statements(block)
        ready = [_lines(text, n) for n in inside if not _call(text, n, ("it", "test", "describe"))]
        cases = [
            (found[0], _lines(text, n)) for n in inside if (found := _call(text, n, ("it", "test")))
        ]
        head = text[text.rfind("\n", 0, node.start_byte) + 1 : block.start_byte]
        blank = head[: len(head) - len(head.lstrip())]
        for name, case in (*cases, *_in_suite(text, inside)):
            inner = "\n\n".join([*ready, case])
            yield name, f"{head}{{\n{inner}\n{blank}}});"


def _lines(text: str, node: Node) -> str:
    """A statement with the blanks before it."""
    return cutting.indentation(text, node.start_byte) + text[node.start_byte : node.end_byte]


def _call(text: str, node: Node, names: tuple[str, ...]) -> tuple[str, Node] | None:
    """The title and the function of `it('…', () => {…})`."""
    call = (
        node.named_children[0]
        if node.type == "expression_statement" and node.named_children
        else None
    )
    function = (
        call.child_by_field_name("function")
        if call is not None and call.type == "call_expression"
        else None
    )
    arguments = call.child_by_field_name("arguments") if call is not None else None
    if (
        function is None
        or arguments is None
        or text[function.start_byte : function.end_byte] not in names
    ):
        return None
    given = arguments.named_children
    if len(given) < 2 or given[1].type not in ("arrow_function", "function_expression"):
        return None
    return text[given[0].start_byte + 1 : given[0].end_byte - 1], given[1]


def jest(text: str) -> str:
    """A Vitest test as it would stand on Jest: its globals, `jest` for `vi`."""
    runner = re.compile(r"^import \{([^}]*)\} from ['\"]vitest['\"];\n", re.M)
    if re.search(r"\bvi\.", text):
        return re.sub(r"\bvi\.(\w+)", lambda m: f"jest.{m[1]}", runner.sub("", text)).lstrip()
    return runner.sub(lambda m: f"import {{{m[1]}}} from '@jest/globals';\n", text)
