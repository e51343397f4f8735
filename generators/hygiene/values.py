"""Whether a value that stands where a secret would is one."""

from __future__ import annotations

import math
import re
from collections import Counter

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
DIGEST = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{128})", re.I)
# What calls itself an example, a place to fill in, or the name of a variable.
EXAMPLE = re.compile(
    r"example|sample|dummy|fake|mock|placeholder|change[-_]?(?:me|it)|replace|insert|redacted"
    r"|your[-_ ]?|(?:^|[-_.])(?:test|demo|foo|bar|my)(?:[-_.]|$)|^test|x{4,}|\*{3,}|\.{3}|…"
    r"|(.)\1{5,}"
    r"|\bnone\b|null|undefined|process\.env|import\.meta|<[^>]*>|\$[{(A-Za-z_]|\{\{|%[({A-Z]"
    r"|lorem|todo|abc123|dGhlIHNhbXBsZSBub25jZQ|123456789(?:0)?$|platzhalter|beispiel|geheim$",
    re.I,
)
# The names of secrets, as values: labels, kinds of input, keys of a translation.
NAMES = re.compile(
    r"(?:[a-z]+[-_.:/ ])*(?:pass(?:word|wd|phrase|code)?|passwort|kennwort|secret|token|key"
    r"|credentials?)s?(?:[-_.:/ ][a-z]+)*",
    re.I,
)
# Code on the right side: a call, a type, a path of properties.
CODE = re.compile(r"[()\[\]{}|&;]|=>|^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+[,;]?$")
# A word with a number behind it, or between it and another, as people choose: `Sommer-2024`,
# `Sommer-24-Wiese`.
CHOSEN = re.compile(r"[^\W\d_a-z][^\W\d_]{3,}[-_#.!]\d{2,4}(?:[-_#.!][^\W\d_]{4,24})?[!?.]?")


def entropy(text: str) -> float:
    """Bits per sign."""
    counts, size = Counter(text), len(text)
    return -sum(n / size * math.log2(n / size) for n in counts.values())


def public(value: str) -> bool:
    """A UUID, or an example named as such."""
    return bool(UUID.fullmatch(value) or EXAMPLE.search(value) or NAMES.fullmatch(value))


def password(value: str, quoted: bool) -> bool:
    """What a person might have chosen: at least six signs without blanks, more than one kind."""
    if len(value) < 6 or len(value) > 200 or re.search(r"\s", value) or public(value):
        return False
    if not quoted and CODE.search(value):
        return False
    letters = re.search(r"[^\W\d_]", value)
    if not quoted:
        return bool(letters and re.search(r"\d", value) and not _named(value)) or bool(
            letters and re.search(r"[!@#$%^&*?+=~]\w", value)
        )
    return bool(CHOSEN.fullmatch(value)) or (
        bool(re.search(r"[\d!@#$%^&*?+=~]", value)) and not _named(value)
    )


def strong(value: str) -> bool:
    """What is hardly anything but a password: letters, digits and another sign, and no code."""
    return (
        8 <= len(value) <= 80
        and password(value, True)
        and not re.search(r"[()\[\]{}|;<>/\\]|=>|://", value)
        and bool(re.search(r"[^\W\d_]{3}", value) and re.search(r"\d", value))
        and bool(re.search(r"[!?$%&#*+=~^@]", value))
    )


def token(value: str) -> bool:
    """What a machine made: at least twelve signs of high entropy, letters and digits."""
    return (
        16 <= len(value) <= 4_000
        and not public(value)
        and not re.search(r"[\s(){}<>\[\]|;,]", value)
        and bool(re.search(r"\d", value) and re.search(r"[A-Za-z]", value))
        and entropy(value) >= 3.0
        and not _named(value)
    )


def _named(value: str) -> bool:
    """Words, versions, dates and paths: `sha256-abc`, `v1.2.3`, `2025-01-02`, `/login/step2`."""
    return bool(
        re.fullmatch(r"[\d.:/_TZ-]+", value)
        or re.fullmatch(r"(?:[A-Za-z]{2,}|\d{1,4}|v\d+)(?:[-_./:#][A-Za-z]*\d{0,4})+", value)
        or re.match(r"(?:https?|file|ior|wss?)://|\.{0,2}/[\w.-]+/", value)
        or (re.fullmatch(r"[A-Z]?[a-z]+(?:\d{0,2}[A-Z][a-z]+)*\d{0,2}", value) and len(value) > 24)
    )
