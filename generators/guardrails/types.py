"""Types in place of `any`: which of them the code tells."""

from __future__ import annotations

import re

ANY = re.compile(r"(\w+)\??: any\b")
RESULT = re.compile(r"\): (?:Promise<)?any\b")
RESULT_TYPE = re.compile(r"\): ([^{]*?) \{")
WORD = re.compile(r"\w+")
# What every reader of a body can tell.
PLAIN_WORDS = """
string number boolean void unknown null undefined this Promise Array Record Map Set Date Error
Buffer readonly keyof
"""
PLAIN = frozenset(PLAIN_WORDS.split())


def told(before: str, after: str) -> bool:
    """Whether the types that `after` gives in place of `any` can be told from `before`: plain ones,
    or named there, of parameters that the body uses.
    """
    known = set(WORD.findall(before)) | PLAIN
    body = before[before.find("{") :]
    for name in ANY.findall(before):
        given = re.search(rf"\b{name}\??: ([^=]*?)(?:,\s|\)|;| =)", after)
        used = re.search(rf"\b{name}\b(?!\??:)", body)
        if not given or not used or not _plain(given[1], known):
            return False
    if not RESULT.search(before):
        return True
    result = RESULT_TYPE.search(after)
    return result is not None and _plain(result[1], known)


def _plain(text: str, known: set[str]) -> bool:
    return "{" not in text and set(WORD.findall(text)) <= known
