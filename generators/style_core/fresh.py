"""What a candidate shows that those before it have not shown as often, whatever its names are.

Two answers that differ in the names of a declaration alone teach one thing: the names come from the
request. So code is compared without them, by the windows of its tokens.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generators.sample import Candidate
from generators.typescript.declarations import COMMENT
from generators.worth.piece import standard_names

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
    tokens = TOKEN.findall(COMMENT.sub(" ", code))
    if DONE.search(code):
        following = [*tokens[1:], ""]
        tokens = [_plain(each, after) for each, after in zip(tokens, following, strict=True)]
    last = max(1, len(tokens) - WINDOW + 1)
    return frozenset(hash(tuple(tokens[at : at + WINDOW])) for at in range(last))


def _plain(token: str, after: str) -> str:
    """A token as it is compared; a library's name is one only where it is called."""
    if token[0] in "'\"`":
        return "''"
    named = token[0].isalpha() or token[0] in "_$"
    known, called = standard_names()
    if not named or token in KEYWORDS or token in known or (after == "(" and token in called):
        return token
    return "_"


class Shown:
    """How often each window has been shown."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()

    def fresh(self, code: str) -> float:
        """How new a code is, from 1 to 0: the mean over its windows, each the less the more often
        it has been shown (1, 1/2, 1/3, …). So kinds of tasks take turns, however many there are.
        """
        found = windows(code)
        # Exactly rounded: the order of the windows differs from process to process.
        return math.fsum(1 / (1 + self._seen[each]) for each in found) / len(found)

    def take(self, code: str) -> None:
        """Counts one more that shows them."""
        self._seen.update(windows(code))


def freshest(offered: Iterable[Candidate]) -> Iterator[tuple[Candidate, float]]:
    """(candidate, how new it is beside those before it), the newest next; of equals the one that
    was offered earlier.
    """
    shown = Shown()
    waiting: list[tuple[float, int, Candidate]] = [
        (-1.0, at, each) for at, each in enumerate(offered)
    ]
    while waiting:
        _, at, each = heapq.heappop(waiting)
        share = shown.fresh(each.output)
        # What has been shown meanwhile makes the others less fresh, never more.
        if waiting and (-share, at) > waiting[0][:2]:
            heapq.heappush(waiting, (-share, at, each))
            continue
        shown.take(each.output)
        yield each, share
