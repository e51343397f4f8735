"""Secrets that nothing names, known by nothing but their look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import looks, plain

SHORTEST = 16
# Nothing is found here that has none.
DIGIT = re.compile(r"\d")
# A word of base64 or of letters and digits, alone or in a path or a query.
WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9_-]{16,400}(?![A-Za-z0-9_-])")
BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,400}={0,2}(?![A-Za-z0-9+/=])")
DIGEST = re.compile(r"\bsha\d{1,3}-[A-Za-z0-9+/=]{20,}")
# Before what is public: digests, certificates, pictures, public keys, and the two halves of a key
# that everyone may see.
PUBLIC = re.compile(
    r"(?i)(?:sha\d+|md5|integrity|checksum|digest|etag|base64,|sourcemap\w*|mappings)\W{0,12}$"
    r"|ssh-(?:rsa|ed25519|dss)[ ]\S*$|ecdsa-\S+[ ]\S*$|/ipfs/$"
)
BLOCKS = re.compile(r"CERTIFICATE|PUBLIC KEY|SIGNATURE|data:")
# A password in quotes needs no name.
QUOTED = re.compile(r"(?P<quote>['\"`])(?P<value>[^\s'\"`]{8,60})(?P=quote)")
# One that stands bare needs a sign that is no mark of a reference: `Rosmarin!31`.
BARE = re.compile(
    r"(?<![^\s|`'\"(:=,])(?P<value>[A-ZÄÖÜ][a-zäöüß]{3,20}[!$%&?+*]{1,2}\d{2,4}[!?$%&]?)(?![\w.%])"
)
BEFORE = re.compile(r"[!$%&?+*]\d\d")
SIGN = re.compile(r"[!#$%&?^+~*]")
# Groups of signs, as licences have them.
GROUPS = re.compile(r"(?<![\w-])(?:[A-Z0-9]{4,6}-){3,7}[A-Z0-9]{4,6}(?![\w-])")
# Bytes of a key, in the code that makes it.
BYTES = re.compile(
    r"(?i:key|secret|seed|salt|pepper|token|\biv\b|nonce|cipher|passw\w*)\w*[^\n\[{]{0,60}?[\[{(]"
    r"(?P<value>\s*(?:(?:0x[0-9a-fA-F]{1,2}|\d{1,3})\s*,\s*){15,}(?:0x[0-9a-fA-F]{1,2}|\d{1,3}))"
)
NUMBERS = re.compile(r"(?:(?:\d{1,3}|0x[0-9a-fA-F]{1,2})\s*,\s*){15}")
DISTINCT = 12


def found(text: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(kind, line from 0) of each; `words` are those of the text."""
    long = [word for word in words if len(word) >= SHORTEST and DIGIT.search(word)]
    dense = DIGEST.sub("", "\n".join(long))
    for kind, value in (*_drawn(text, dense), *_grouped(dense)):
        yield kind, text.count("\n", 0, max(text.find(value), 0))
    for match in QUOTED.finditer(text):
        if SIGN.search(match["value"]) and looks.chosen(match["value"]):
            yield "password", text.count("\n", 0, match.start())
    for match in BARE.finditer(_signed(words, 7)) if BEFORE.search(text) else ():
        yield "password", text.count("\n", 0, max(text.find(match["value"]), 0))
    for match in BYTES.finditer(text) if NUMBERS.search(text) else ():
        if len(set(re.findall(r"\w+", match["value"]))) >= DISTINCT:
            yield "key", text.count("\n", 0, match.start())


def _signed(words: Sequence[str], least: int) -> str:
    """The words of at least so many signs that hold one of the signs of passwords, a line each."""
    return "\n".join([word for word in words if len(word) >= least and SIGN.search(word)])


def _drawn(text: str, dense: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for pattern in (WORD, BASE64):
        for match in pattern.finditer(dense):
            word = match[0]
            new = word not in seen and looks.drawn(word) and not _path(word)
            seen.add(word)
            if new and not _public(text, text.find(word), word):
                yield "token", word


def _grouped(dense: str) -> Iterator[tuple[str, str]]:
    return (("licence key", match[0]) for match in GROUPS.finditer(dense) if _licence(match[0]))


def _path(word: str) -> bool:
    """Whether slashes make it a path, or dashes a row of words."""
    return word.count("/") > len(word) / 12 or bool(re.search(r"/[a-z]{3,}/|[a-z]{5,}[-/]", word))


def _public(text: str, at: int, word: str) -> bool:
    return bool(
        PUBLIC.search(text[max(0, at - 40) : at])
        or BLOCKS.search(text[max(0, at - 600) : at])
        # Encoded text is read, and scanned as what it says.
        or plain.base64_text(word)
    )


def _licence(groups: str) -> bool:
    """Groups of one length, letters and digits mixed, and no hexadecimal ones: those are ids."""
    parts = groups.split("-")
    mixed = sum(bool(re.search(r"\d", part) and re.search(r"[A-Z]", part)) for part in parts)
    return len({*map(len, parts)}) == 1 and mixed >= 3 and bool(re.search(r"[G-Z]", groups))
