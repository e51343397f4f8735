"""What a secret scanner must see: a text with nothing invisible, put together and decoded."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

# Signs that a reader does not see and that tear a key apart for a pattern. A NUL ends the text for
# a scanner written in C or Go.
INVISIBLE = re.compile(
    "[\x00\u00ad\u034f\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\U000e0000-\U000e007f]"
)
# Comments by which a line tells a scanner to look away.
ALLOW = re.compile(r"(?:gitleaks|betterleaks)\s*:\s*allow|pragma\s*:\s*(?:allow|white)list", re.I)
# `'ab' + 'cd'`, over lines too, and strings of an array that is joined.
PLUS = re.compile(r"(['\"`])[ \t]*\n?[ \t]*\+[ \t]*\n?[ \t]*(['\"`])")
SUM = re.compile(r"\+[ \t]*\n?[ \t]*['\"`]")
JOINED = re.compile(r"\[([^\[\]]{1,600})\]\s*\.join\(\s*(['\"`])\2\s*\)")
BETWEEN = re.compile(r"(['\"`])\s*,\s*(['\"`])")
CONTINUED = re.compile(r"\\\r?\n[ \t]*")
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/_=-])")
HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){10,}(?![0-9A-Za-z])")
ESCAPES = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u\{?([0-9A-Fa-f]{4})\}?")
PERCENT = re.compile(r"%[2-7][0-9A-Fa-f]")
ENTITY = re.compile(r"&#x?[0-9A-Fa-f]{2,4};")
DEPTH = 2
SHORTEST = 20


def plain(text: str) -> str:
    """The text without invisible signs and without comments that switch a scanner off."""
    if not text.isascii() or "\0" in text:
        text = INVISIBLE.sub("", text)
    return ALLOW.sub("", text) if "llow" in text or "LLOW" in text else text


def readings(text: str, depth: int = DEPTH) -> Iterator[str]:
    """What else the text says: strings put together, and encoded parts decoded, each scanned as a
    text of its own.
    """
    for other in (_joined(text), _unescaped(text)):
        if other != text:
            yield other
    for word in text.split():
        if len(word) < SHORTEST:
            continue
        for pattern, decode in ((BASE64, _base64), (HEXADECIMAL, _hexadecimal)):
            for match in pattern.finditer(word):
                if decoded := decode(match[0]):
                    yield decoded
                    if depth > 1:
                        yield from readings(decoded, depth - 1)


def _joined(text: str) -> str:
    if "+" in text and SUM.search(text):
        text = PLUS.sub(lambda m: "" if m[1] == m[2] else m[0], text)
    if ".join(" in text:
        text = JOINED.sub(lambda m: BETWEEN.sub("", m[1]), text)
    return CONTINUED.sub("", text) if "\\\n" in text or "\\\r" in text else text


def _unescaped(text: str) -> str:
    if "\\x" in text or "\\u" in text:
        text = ESCAPES.sub(lambda m: chr(int(m[1] or m[2], 16)), text)
    if "&#" in text and ENTITY.search(text):
        text = html.unescape(text)
    return unquote(text, errors="ignore") if "%" in text and PERCENT.search(text) else text


def _base64(word: str) -> str:
    # Words, paths and identifiers are long too: encoded text has digits or both cases, and no path.
    if word.islower() or word.isupper() or word.count("/") > len(word) / 16:
        return ""
    word = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _readable(base64.b64decode(word[: len(word) // 4 * 4] + _rest(word)))
    except ValueError:
        return ""


def _rest(word: str) -> str:
    """The last, incomplete group of four, filled up."""
    over = len(word) % 4
    return "" if over < 2 else word[-over:] + "=" * (4 - over)


def _hexadecimal(word: str) -> str:
    return _readable(bytes.fromhex(word))


def _readable(raw: bytes) -> str:
    """The bytes as ASCII text, empty where they are none."""
    try:
        text = raw.decode("ascii")
    except UnicodeDecodeError:
        return ""
    return text if all(sign.isprintable() or sign in "\r\n\t" for sign in text) else ""
