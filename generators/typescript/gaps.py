"""What TypeScript has and the grammar lacks: such places are blanked out before the tree is built.

A replacement is as long as what it replaces, so that offsets stay; names are read from the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_ID = r"[A-Za-z_$][\w$]*"
_STRING = r"(?:'[^'\n]*'|\"[^\"\n]*\")"
# (what it is called, pattern whose groups are blanked out)
BLANKED = (
    ("`export type *`", re.compile(r"\bexport\s+(type)\s+\*")),
    ("`accessor`", re.compile(rf"\b(accessor)[ \t]+(?=#?{_ID}|\[)")),
    ("`abstract override`", re.compile(r"\babstract\s+(override)\b|\b(override)\s+(?=abstract\b)")),
    (
        "variance of a type parameter",
        re.compile(rf"(?<=[<,])\s*((?:in\s+out|in|out)\s)(?=\s*{_ID}\s*(?:extends\b|[,>=]))"),
    ),
    (
        "attributes of an export",
        re.compile(
            rf"\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+[\w$]+)?|\{{[^{{}}]*\}})\s*from\s*{_STRING}"
            r"(\s*(?:with|assert)\s*\{[^{}]*\})"
        ),
    ),
    (
        "an abstract class without a name",
        re.compile(r"\bexport\s+default\s+(abstract)\s+class\s*(?=\{|extends\b|implements\b)"),
    ),
    (
        "phase of an import",
        re.compile(rf"\bimport\s+(defer)\s+\*|\bimport\s+(source)\s+{_ID}\s+from\b"),
    ),
)
USING = re.compile(rf"\b(?:await\s+)?using(?=\s+{_ID}\s*(?:=[^=>]|of\b|:))")
IMPORT_TYPE = re.compile(rf"\bimport\s*\(\s*{_STRING}\s*\)(?:\s*\.\s*[\w$]+)*\s*(?=<)")
TAGGED = re.compile(r">\s*`")
# Between the angle brackets of type arguments nothing of this stands.
NO_TYPE = frozenset(";`")
FARTHEST = 2_000

Repair = tuple[str, Callable[[str], str]]


def repairs() -> Iterator[Repair]:
    """(what the grammar lacks, the code without it), each to be tried on a text with errors."""
    for name, pattern in BLANKED:
        yield name, lambda code, pattern=pattern: _blanked(code, pattern)  # type: ignore[misc]
    yield "`using`", lambda code: USING.sub(lambda m: "const".ljust(len(m[0])), code)
    yield "type arguments of an imported type", _import_types
    yield "type arguments of a tagged template", _tagged


def _blanked(code: str, pattern: re.Pattern[str]) -> str:
    spans = [
        match.span(group)
        for match in pattern.finditer(code)
        for group in range(1, pattern.groups + 1)
        if match[group]
    ]
    return blank(code, spans)


def blank(code: str, spans: list[tuple[int, int]]) -> str:
    """The code with blanks in the given places; line ends stay."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [code[at:start], re.sub(r"[^\n]", " ", code[start:end])]
            at = end
    return "".join([*parts, code[at:]])


def _import_types(code: str) -> str:
    spans = []
    for match in IMPORT_TYPE.finditer(code):
        depth, at = 0, match.end()
        for at in range(match.end(), min(len(code), match.end() + FARTHEST)):
            depth += (code[at] == "<") - (code[at] == ">" and code[at - 1] != "=")
            if not depth or code[at] in NO_TYPE:
                break
        if not depth:
            spans.append((match.end(), at + 1))
    return blank(code, spans)


def _tagged(code: str) -> str:
    spans = []
    for match in TAGGED.finditer(code):
        depth = 0
        for at in range(match.start(), max(0, match.start() - FARTHEST), -1):
            depth += (code[at] == ">" and code[at - 1] != "=") - (code[at] == "<")
            if not depth or code[at] in NO_TYPE:
                break
        if not depth and re.match(r"[\w$)\]]", code[at - 1 : at]):
            spans.append((at, match.start() + 1))
    return blank(code, spans)
