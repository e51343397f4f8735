"""Code without its names. Two answers that differ in the names of a declaration alone teach one
thing: the names come from the request.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from generators.typescript.declarations import COMMENT

from ..piece import standard_names

Form = frozenset[tuple[str, int]]
"""Lines without their names, and how often each stands there."""

# Tokens of a window; as many as the words by which texts are compared.
WINDOW = 8
TOKEN = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`|[\w$]+|[^\w\s]")
# What only bodies of methods hold.
DONE = re.compile(r"\b(?:this\.|return\b|new\b)")
KEYWORD_WORDS = """
abstract any as async await boolean break case catch class const constructor continue default
delete do else enum export extends false finally for from get if implements import in init
instanceof interface let new null number of private protected public readonly return set static
string super switch this throw toScenario true try type typeof undefined unknown void while
"""
KEYWORDS = frozenset(KEYWORD_WORDS.split())


@lru_cache(maxsize=20_000)
def windows(code: str) -> frozenset[int]:
    """The windows of a code's tokens, hashed. Where something is done, texts and names that no
    language or library knows are all one; imports and interfaces are nothing but names.
    """
    bare = COMMENT.sub(" ", code)
    tokens = _tokens(bare, bool(DONE.search(bare)))
    last = max(1, len(tokens) - WINDOW + 1)
    return frozenset(hash(tuple(tokens[at : at + WINDOW])) for at in range(last))


@lru_cache(maxsize=20_000)
def lines(code: str) -> Form:
    """What the lines of a code say, names aside as in `windows`, and how often each is said.
    Whoever has seen a line for one name knows it for another: code with the same lines, in whatever
    order, teaches the same.
    """
    bare = COMMENT.sub(" ", code)
    done = bool(DONE.search(bare))
    said = (" ".join(_tokens(line, done)) for line in bare.splitlines() if line.strip())
    return frozenset(Counter(said).items())


def _tokens(code: str, nameless: bool) -> list[str]:
    tokens = TOKEN.findall(code)
    following = [*tokens[1:], ""]
    if not nameless:
        return tokens
    return [_plain(each, after) for each, after in zip(tokens, following, strict=True)]


def _plain(token: str, after: str) -> str:
    """A token as it is compared; a library's name is one only where it is called."""
    if token[0] in "'\"`":
        return "''"
    named = token[0].isalpha() or token[0] in "_$"
    known, called = standard_names()
    if not named or token in KEYWORDS or token in known or (after == "(" and token in called):
        return token
    return "_"
