"""Block tags of documentation comments: those that TSDoc or JSDoc define, and all others, which
mean something to the tools of one repository alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import tree

TSDOC = """
alpha beta decorator defaultValue deprecated eventProperty example experimental inheritDoc internal
label link override packageDocumentation param privateRemarks public readonly remarks returns sealed
see throws typeParam virtual
"""
# Without those that tell who wrote the code, when, and which release it is: no code shows them.
JSDOC = """
abstract access alias arg argument async augments borrows callback class classdesc const constant
constructor constructs default defaultvalue desc description emits enum event exception exports
extends external file fileoverview fires func function generator global hideconstructor host ignore
implements inheritdoc inner instance interface kind lends listens member memberof method mixes mixin
module name namespace overview package private prop property protected requires return satisfies
static summary template this todo tutorial type typedef var variation yield yields
"""
KNOWN = frozenset(f"{TSDOC} {JSDOC}".split())
TAG = re.compile(r"^[ \t]*(?:/\*\*|\*(?!/))?[ \t]*@([A-Za-z][\w-]*)")
FENCE = re.compile(r"^[ \t]*(?:\*[ \t]*)?```")
SAYS = re.compile(r"\w")


def unknown(comment: str) -> set[str]:
    """The block tags of a documentation comment that neither TSDoc nor JSDoc defines."""
    return {tag for tag, _ in _blocks(comment) if tag} - KNOWN


def without_unknown(text: str) -> str:
    """The code without such tags and what is said below them; without comments of which nothing is
    left.
    """
    if "@" not in text:
        return text
    found = tree.captures(tree.root(text), "(comment) @comment").get("comment", ())
    spans = sorted((node.start_byte, node.end_byte) for node in found)
    for start, end in reversed(spans):
        comment = text[start:end]
        if not comment.startswith("/**") or not unknown(comment):
            continue
        kept = _kept(comment)
        before = text[:start]
        if not kept:
            # The line goes with it, where the comment was alone on it.
            blank = before.rstrip(" \t")
            alone = (not blank or blank.endswith("\n")) and text[end : end + 1] == "\n"
            before, end = (blank, end + 1) if alone else (before, end)
        text = before + kept + text[end:]
    return text


def _blocks(comment: str) -> Iterator[tuple[str, list[str]]]:
    """(tag, lines) of a comment: first what stands before any tag, under an empty one."""
    tag, lines, quoted = "", list[str](), False
    for line in comment.split("\n"):
        quoted ^= bool(FENCE.match(line))
        found = None if quoted else TAG.match(line)
        if found:
            yield tag, lines
            tag, lines = found[1], []
        lines.append(line)
    yield tag, lines


def _kept(comment: str) -> str:
    """The comment without unknown tags; empty where it says nothing then."""
    lines = [line for tag, block in _blocks(comment) if not tag or tag in KNOWN for line in block]
    while lines and not SAYS.search(lines[-1]):
        lines.pop()
    if not lines:
        return ""
    ends = comment.rsplit("\n", 1)[-1]
    if lines[-1].rstrip().endswith("*/"):
        return "\n".join(lines)
    close = ends if "\n" in comment and not SAYS.search(ends) else " */"
    return "\n".join([*lines, close]) if close == ends else "\n".join(lines).rstrip() + close
