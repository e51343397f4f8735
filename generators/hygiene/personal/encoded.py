"""People in what is encoded: the text is decoded, cleaned, and encoded again."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from generators.hygiene.plain import BASE64, HEXADECIMAL, base64_text, hexadecimal_text

from .kinds import Kind

ESCAPED = re.compile(r"[^\s'\"`<>]{0,200}%(?:[2-7][0-9A-Fa-f])[^\s'\"`<>]{3,200}")
ENTITIES = re.compile(r"[^\s'\"`<>]{0,200}&#x?[0-9A-Fa-f]{2,4};[^\s'\"`<>]{3,300}")
PERCENT = re.compile(r"%(?:[46][0-9A-Fa-f]|[57][0-9Aa]|2[dDeE]|3[0-9])")


def kinds(clean: Callable[[str], str]) -> tuple[Kind, ...]:
    """The kinds, given the function that cleans what was decoded."""

    def in_base64(match: re.Match[str]) -> str | None:
        text = base64_text(match[0])
        other = clean(text) if text else text
        return None if other == text else base64.b64encode(other.encode()).decode()

    def in_hexadecimal(match: re.Match[str]) -> str | None:
        text = hexadecimal_text(match[0])
        other = clean(text) if text else text
        return None if other == text else other.encode().hex()

    def in_escapes(match: re.Match[str]) -> str | None:
        # Letters and digits need no escape: only who hides or tears something writes them so.
        text = PERCENT.sub(lambda sign: unquote(sign[0]), match[0])
        return _changed(match[0], text, clean)

    def in_entities(match: re.Match[str]) -> str | None:
        return _changed(match[0], html.unescape(match[0]), clean)

    return (
        Kind("encoded personal data", BASE64, in_base64, gate=_long),
        Kind("encoded personal data", HEXADECIMAL, in_hexadecimal, gate=_hexadecimal),
        Kind("encoded personal data", ESCAPED, in_escapes, ("%",)),
        Kind("encoded personal data", ENTITIES, in_entities, ("&#",)),
    )


def _changed(text: str, decoded: str, clean: Callable[[str], str]) -> str | None:
    other = clean(decoded) if decoded != text else decoded
    return None if other == decoded else other


LONG = re.compile(r"[A-Za-z0-9+/_=-]{20}")


DIGITS = re.compile(r"[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{18}|:(?:[0-9A-Fa-f]{2}:){8})")


def _hexadecimal(text: str) -> bool:
    return DIGITS.search(text) is not None


@lru_cache(maxsize=1)
def _long(text: str) -> bool:
    return LONG.search(text) is not None
