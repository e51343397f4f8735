"""Tree-sitter, once: syntax trees whose offsets are character offsets, and syntax errors."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

from generators.limits import TooSlowError

from . import gaps, salvage

LANGUAGES = {
    False: Language(tree_sitter_typescript.language_typescript()),
    True: Language(tree_sitter_typescript.language_tsx()),
}
# The longest files there are take a tenth of a second.
PARSE_SECONDS = 5
PIECE = 1 << 16
# Places in one file that are left out or read as text at most.
MOST_SALVAGED = 12
# Characters that are parsed again at most to find what is broken in one file, some two seconds: a
# large file has large parts, each of which is tried without.
MOST_PARSED_AGAIN = 2_000_000
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
MISPLACED_AWAIT = "await in a function that is not async"
TOO_DEEP = "nested too deeply"
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
# What decides whether `await` may stand in it: the innermost of them counts.
AWAIT = f"""
(await_expression) @await
(class_static_block) @never
[{" ".join(f"({kind})" for kind in sorted(FUNCTIONS))}] @function
"""
FENCE = re.compile(r"^[ \t]*```", re.M)
AMPERSAND = re.compile("&")
LINE_END = re.compile("\n")


@dataclass(frozen=True)
class Read:
    """A tree, the code it was built from, and what of the text the grammar lacks (`gaps`)."""

    program: Node
    code: str
    gaps: tuple[str, ...] = ()


def root(text: str, tsx: bool = False) -> Node:
    """The `program` node. Its byte offsets are character offsets into `text`.

    The tree is built from a projection with one ASCII character per character: letters stay
    identifiers, blanks stay blanks, and anything else becomes a control character, which only
    strings and comments may hold; what the grammar lacks is blanked out. So names must be read from
    `text`, never from the node.

    Raises TooSlowError for a text that is made to be hard to parse.
    """
    return read(text, tsx).program


@lru_cache(maxsize=512)
def read(text: str, tsx: bool = False) -> Read:
    """The tree of a text, like `root`, with what had to be blanked out for it. Whoever asks for the
    errors of a text asks for its declarations next.
    """
    code = text if text.isascii() else NOT_ASCII.sub(_ascii, text)
    program = _parsed(code, tsx)
    if not program.has_error:
        return Read(program, code)
    faults = _faults(program)
    used: list[str] = []
    for name, repair in gaps.repairs():
        tried = repair(code)
        if tried == code:
            continue
        other = _parsed(tried, tsx)
        if (left := _faults(other)) < faults:
            program, code, faults, used = other, tried, left, [*used, name]
        if not faults:
            break
    if faults and tsx:
        program, code, entities = _with_entities(program, code)
        used += ["`&` in the text of an element"] if entities else []
    return Read(program, code, tuple(used))


@lru_cache(maxsize=64)
def salvaged(text: str, tsx: bool = False) -> tuple[Node, tuple[tuple[int, int], ...]]:
    """The tree of what is left of a broken text without the members and statements that hold an
    error, and their spans. Several ask for the same file, and it takes many times as long as
    `read`.
    """
    before = read(text, tsx)
    program, code = before.program, before.code
    spans: list[tuple[int, int]] = []
    parsed = 0
    for _ in range(MOST_SALVAGED):
        error = next(_broken(program), None)
        if error is None:
            break
        faults = _faults(program)
        for span in salvage.around(code, error.start_byte):
            if (parsed := parsed + len(code)) > MOST_PARSED_AGAIN:
                return program, tuple(spans)
            tried = gaps.blank(code, [span])
            other = _parsed(tried, tsx)
            if _faults(other) < faults:
                program, code = other, tried
                spans.append(span)
                break
        else:
            break
    return program, tuple(spans)


def _faults(program: Node) -> int:
    return sum(1 for _ in _broken(program)) if program.has_error else 0


def _with_entities(program: Node, code: str) -> tuple[Node, str, int]:
    """The tree and the code with every `&` that is an error of its own read as a letter, and how
    many there were. TypeScript takes them as text in elements and their attributes.
    """
    changed = 0
    for _ in range(MOST_SALVAGED):
        at = [
            node.start_byte + match.start()
            for node in _broken(program)
            if code[node.start_byte : node.end_byte].startswith("&")
            for match in AMPERSAND.finditer(code[node.start_byte : node.end_byte])
        ]
        if not at:
            break
        tried = code
        for each in at:
            tried = f"{tried[:each]}x{tried[each + 1 :]}"
        other = _parsed(tried, True)
        if _faults(other) >= _faults(program):
            break
        program, code, changed = other, tried, changed + len(at)
    return program, code, changed


def _parsed(code: str, tsx: bool) -> Node:
    content = code.encode("ascii")
    # Of this thread alone: what can be read does not depend on what else the machine does.
    end = time.thread_time() + PARSE_SECONDS

    def piece(offset: int, point: object) -> bytes:
        return content[offset : offset + PIECE]

    # What is given whole cannot be interrupted: the library ignores the callback then.
    try:
        tree = Parser(LANGUAGES[tsx]).parse(
            piece, progress_callback=lambda *_: time.thread_time() > end
        )
    except ValueError:
        raise TooSlowError(f"takes longer than {PARSE_SECONDS} s to parse") from None
    return tree.root_node


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
    try:
        return errors(text, root(text, tsx), tsx)
    except (RecursionError, TooSlowError) as error:
        return (f"line 1: {refusal(error)}",)


def refusal(error: Exception) -> str:
    """Why a text was given up, for the list of its errors."""
    return TOO_DEEP if isinstance(error, RecursionError) else str(error)


def errors(text: str, program: Node, tsx: bool = False) -> tuple[str, ...]:
    """`syntax_errors` of a text that is parsed already."""
    found = [(node.start_byte, _complaint(text, node)) for node in _broken(program)]
    for match in FENCE.finditer(text) if "```" in text else ():
        if not _in_comment(program, match.end() - 1):
            found.append((match.start(), "markdown fence in the code"))
    if "await" in text:
        found += [(at, MISPLACED_AWAIT) for at in _misplaced(program, tsx)]
    starts = [0, *(match.end() for match in LINE_END.finditer(text))] if found else []
    return tuple(f"line {bisect_right(starts, at)}: {what}" for at, what in sorted(found))


def _broken(program: Node) -> Iterator[Node]:
    """Errors and missing nodes in document order, outermost first."""
    waiting = [program]
    while waiting:
        node = waiting.pop()
        if node.is_missing or node.is_error:
            yield node
        elif node.has_error:
            waiting += reversed(node.children)


def _complaint(text: str, node: Node) -> str:
    if node.is_missing:
        return f"missing {node.type}"
    excerpt = " ".join(text[node.start_byte : node.end_byte].split())
    return f"unexpected {excerpt[:40]!r}"


def _misplaced(program: Node, tsx: bool) -> Iterator[int]:
    """Offsets of each `await` whose innermost function is not async.

    One pass over both in document order: climbing from each `await` to its function would take
    the square of the nesting.
    """
    found = captures(program, AWAIT, tsx)
    allowed = {node.start_byte: (node.end_byte, False) for node in found.get("never", [])}
    for node in found.get("function", []):
        allowed[node.start_byte] = (node.end_byte, any(c.type == "async" for c in node.children))
    places = [(start, 0, each) for start, each in allowed.items()]
    places += [(node.start_byte, 1, (0, False)) for node in found.get("await", [])]
    inside: list[tuple[int, bool]] = []
    for at, is_await, each in sorted(places):
        while inside and inside[-1][0] <= at:
            inside.pop()
        if not is_await:
            inside.append(each)
        elif inside and not inside[-1][1]:
            yield at


def _in_comment(program: Node, offset: int) -> bool:
    node = program.descendant_for_byte_range(offset, offset)
    return node is not None and node.type in ("comment", "html_comment")


def in_class(member_text: str, name: str = "Wrapped") -> str:
    """A member (or several) inside a class, so that it parses as it does where it came from."""
    return f"abstract class {name} {{\n{member_text}\n}}\n"
