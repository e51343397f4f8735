"""What a secret scanner must see: a text with nothing invisible, put together and decoded."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

# Signs that a reader does not see and that tear a key apart for a pattern. A NUL ends the text for
# a scanner written in C or Go.
INVISIBLE = re.compile(
    "[\x00\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\ufeff\uffa0"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
NOT_ASCII = re.compile("[^\x01-\x7f]+")
# Comments by which a line tells a scanner to look away.
ALLOW = re.compile(r"(?:gitleaks|betterleaks)\s*:\s*allow|pragma\s*:\s*(?:allow|white)list", re.I)
# `'ab' + 'cd'`, over lines and comments too, strings of an array that is joined, calls of `concat`,
# and strings in the braces of a template.
BLANK = r"(?:[\s*>#|]|/\*[^*\n]{0,80}\*/|//[^\n]{0,80}\n|//){0,24}"
PLUS = re.compile(rf"['\"`]{BLANK}\+{BLANK}['\"`]")
SUM = re.compile(r"\+[\s*>#|]{0,24}(?:['\"`]|/[*/])")
JOINED = re.compile(r"\[([^\[\]]{1,600})\]\s*\.join\(\s*(['\"`])\2\s*\)")
BETWEEN = re.compile(r"(['\"`])\s*,\s*(['\"`])")
CONCAT = re.compile(r"['\"`]\s*\)?\s*\.concat\(\s*['\"`]")
BRACES = re.compile(r"\$\{\s*(['\"])([^'\"`{}]{1,200})\1\s*\}")
# `'a', 'b', 'c'`: signs, each in quotes.
SIGNS = re.compile(
    r"(?:(?P<quote>['\"`])[^\s'\"`\\](?P=quote)\s{0,9},\s{0,9}){7,200}(?P=quote)[^\s'\"`\\](?P=quote)"
)
SIGN = re.compile(r"['\"`](.)['\"`]")
TWO_SIGNS = re.compile(r"['\"`],\s{0,9}['\"`].['\"`],\s{0,9}['\"`]")
CONTINUED = re.compile(r"\\\r?\n[ \t]*")
BACKWARDS = re.compile(r"(['\"`])([^'\"`\n]{12,200})\1\.split\([^)]{0,4}\)\s*\.reverse\(\)")
# Two codes in a row, found much faster than ten.
TWO_CODES = re.compile(r",\s*(?:\d{2,3}|0x[2-7][0-9a-fA-F])\s*,\s*(?:\d|0x)")
CODES = re.compile(
    r"(?:\b(?:\d{2,3}|0x[2-7][0-9a-fA-F])\s*,\s*){9,}(?:\d{2,3}|0x[2-7][0-9a-fA-F])\b"
)
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/_=-])")
BASE32 = re.compile(r"(?<![A-Za-z0-9])[A-Z2-7]{24,}={0,6}(?![A-Za-z0-9=])")
HEXADECIMAL = re.compile(
    r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9A-Fa-f]{2}){10,}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{2}:){9,}[0-9A-Fa-f]{2}(?![0-9A-Za-z:])"
)
# What compressed bytes begin with in base64.
COMPRESSED = ("H4sI", "eJ", "eN", "eA")
LARGEST = 100_000
ESCAPES = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u\{?([0-9A-Fa-f]{4})\}?")
PERCENT = re.compile(r"%[2-7][0-9A-Fa-f]")
ENTITY = re.compile(r"&#x?[0-9A-Fa-f]{2,4};")
# An ellipsis stands in every third text, mostly on its own or in brackets. Only one that touches
# something may be part of what a pattern looks for, and is read as three dots.
LONE_ELLIPSIS = re.compile(r"(?<![^\s(\[{<\"'`“„])…(?![^\s)\]}>\"'`”“.,;:])")
CYRILLIC_OR_GREEK = re.compile("[\u0370-\u04ff]")
# A Cyrillic or Greek letter inside of a word in Latin letters looks like the Latin one.
MIXED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[\u0370-\u04ff])\w+")
LOOKS = str.maketrans("аеорсухіјѕАВЕКМНОРСТХοανρτυικ", "aeopcyxijsABEKMHOPCTXoavptuik")
DEPTH = 2
SHORTEST = 20


def plain(text: str) -> str:
    """The text without invisible signs and without comments that switch a scanner off."""
    # Most texts hold nothing but marks and letters there, which are few.
    if INVISIBLE.search("".join(NOT_ASCII.findall(text))):
        text = INVISIBLE.sub("", text)
    return ALLOW.sub("", text) if "llow" in text or "LLOW" in text else text


def readings(text: str, depth: int = DEPTH) -> Iterator[str]:
    """What else the text says: as it looks, strings put together, and encoded parts decoded, each
    scanned as a text of its own.
    """
    for other in (_looks(text), _joined(text), _unescaped(text)):
        if other != text:
            yield other
    long = long_words(text.split())
    for pattern, decode in DECODED:
        for match in pattern.finditer(long):
            if decoded := decode(match[0]):
                yield decoded
                if depth > 1:
                    yield from readings(decoded, depth - 1)


def long_words(words: Iterable[str]) -> str:
    """Those words that no form of a key without blanks is shorter than, a line each."""
    return "\n".join([word for word in words if len(word) >= SHORTEST])


def _looks(text: str) -> str:
    """Full-width signs and letters of other alphabets as the Latin ones that they look like."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFKC", LONE_ELLIPSIS.sub(".", text)):
        text = unicodedata.normalize("NFKC", text)
    mixed = CYRILLIC_OR_GREEK.search(text)
    return MIXED.sub(lambda m: m[0].translate(LOOKS), text) if mixed else text


def _joined(text: str) -> str:
    if "+" in text and SUM.search(text):
        text = PLUS.sub("", text)
    if ".concat(" in text:
        text = CONCAT.sub("", text)
    if "${" in text:
        text = BRACES.sub(r"\2", text)
    if ".join(" in text:
        text = JOINED.sub(lambda m: BETWEEN.sub("", m[1]), text)
    if TWO_SIGNS.search(text):
        text = SIGNS.sub(_spelled, text)
    if ".reverse(" in text:
        text = BACKWARDS.sub(lambda m: m[1] + m[2][::-1] + m[1], text)
    if TWO_CODES.search(text) and CODES.search(text):
        text = CODES.sub(_coded, text)
    return CONTINUED.sub("", text) if "\\\n" in text or "\\\r" in text else text


def _spelled(match: re.Match[str]) -> str:
    """The word that signs in quotes spell, in quotes."""
    return match["quote"] + "".join(SIGN.findall(match[0])) + match["quote"]


def _coded(match: re.Match[str]) -> str:
    """What character codes in a row say, where all are signs that can be seen."""
    codes = [int(code, 0) for code in re.split(r"\s*,\s*", match[0]) if not re.match(r"0\d", code)]
    return "".join(map(chr, codes)) if all(32 <= code < 127 for code in codes) else match[0]


def _unescaped(text: str) -> str:
    if "\\x" in text or "\\u" in text:
        text = ESCAPES.sub(_escaped, text)
    if '\\"' in text:
        text = text.replace('\\"', '"')
    if "&#" in text and ENTITY.search(text):
        text = html.unescape(text)
    return unquote(text, errors="ignore") if "%" in text and PERCENT.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    """The sign of an escape; half of a pair is none and stays as it stands."""
    code = int(match[1] or match[2], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def base64_text(word: str) -> str:
    """What a word says in base64, empty where it is none or no text."""
    # Words, paths and identifiers are long too: encoded text has digits or both cases, and no path.
    if word.islower() or word.isupper() or word.count("/") > len(word) / 16:
        return ""
    word = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(word[: len(word) // 4 * 4] + _rest(word))
    except ValueError:
        return ""
    return _readable(_inflated(raw) if word.startswith(COMPRESSED) else raw)


def _rest(word: str) -> str:
    """The last, incomplete group of four, filled up."""
    over = len(word) % 4
    return "" if over < 2 else word[-over:] + "=" * (4 - over)


def _inflated(raw: bytes) -> bytes:
    """What compressed bytes hold, up to `LARGEST`; the bytes themselves where they are none."""
    try:
        return zlib.decompressobj(wbits=47).decompress(raw, LARGEST)
    except zlib.error:
        return raw


def _base32(word: str) -> str:
    word = word.rstrip("=")
    try:
        return _readable(base64.b32decode(word + "=" * (-len(word) % 8)))
    except binascii.Error:
        return ""


def hexadecimal_text(word: str) -> str:
    """What hexadecimal digits say, empty where they are no text."""
    return _readable(bytes.fromhex(word.removeprefix("0x").replace(":", "")))


def _readable(raw: bytes) -> str:
    """The bytes as ASCII text, empty where they are none."""
    try:
        text = raw.decode("ascii")
    except UnicodeDecodeError:
        return ""
    return text if all(sign.isprintable() or sign in "\r\n\t" for sign in text) else ""


DECODED = ((BASE64, base64_text), (BASE32, _base32), (HEXADECIMAL, hexadecimal_text))
