"""People and machines in a text, found by other means than those that mask them: the text is taken
apart into words, and libraries judge each word.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote

# What words stand between: blanks, quotes, brackets, and what ends a sentence.
APART = re.compile(r"[\s\"'`<>()\[\]{}|,;*]+")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
OURS = ("name@example.org", "user@host")
ENDINGS = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "ts",
        "tsx",
        "js",
        "json",
        "md",
        "sh",
        "css",
        "html",
        "yml",
        "yaml",
        "toml",
        "py",
    ]
)
HOMES = ("/Users/", "/home/", ":\\Users\\", ":\\\\Users\\\\", ":/Users/")
PRIVATE = (".fritz.box", ".speedport.ip", ".home.arpa", ".localdomain", ".intranet")
# Both begin with what is rare in a text, so that an engine skips most of it.
DIGITS = re.compile(r"\d[\d ()/-]{7,}\d")
ACCOUNT = re.compile(r"[A-Z]{2}(?<!\w[A-Z]{2})\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{0,3}\b")
ZERO = re.compile(r"[0 ()/+.-]+")


def addresses(text: str) -> Iterator[str]:
    """The kind of each e-mail address that belongs to somebody."""
    if "@" not in text and "%40" not in text:
        return
    for word in APART.split(text):
        word = unquote(word) if "%40" in word else word
        if "@" not in word or _in_url(word):
            continue
        local, _, domain = word.rpartition("@")
        local = re.split(r"[:=/?&^]", local)[-1]
        domain = re.split(r"[:/?&#\\]", domain)[0].strip(".!_-")
        labels = domain.lower().split(".")
        real = len(labels) > 1 and all(labels) and (labels[-1].isalpha() or "xn--" in labels[-1])
        if not (local and real) or local.lower() == "git" or labels[0].isdigit():
            continue
        if labels[-2] != "example" and len(labels[-1]) > 1 and labels[-1] not in ENDINGS:
            yield "e-mail address"


def _in_url(word: str) -> bool:
    """Whether the at sign follows the user of a URL."""
    found = SCHEME.search(word)
    return bool(found) and "@" in word[found.end() :].split("/", 1)[0] if found else False


def others(text: str) -> Iterator[str]:
    """The kind of each number, folder or machine that belongs to somebody."""
    yield from _folders(text)
    yield from _numbers(text)
    yield from _machines(text)


def _folders(text: str) -> Iterator[str]:
    for root in HOMES:
        start = text.find(root)
        while start >= 0:
            end = start + len(root)
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            if (
                after.isalpha()
                and not (before.isalnum() and root[0] == "/")
                and before not in ("~", ".", "_")
            ):
                yield "home folder"
            start = text.find(root, end)


def _numbers(text: str) -> Iterator[str]:
    import phonenumbers
    from validators import card_number, iban

    for match in ACCOUNT.finditer(text):
        if iban(match[0].replace(" ", "")):
            yield "bank account"
    for match in DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if ZERO.fullmatch(match[0]):
            continue
        if text.startswith("+", match.start() - 1) and match.start():
            found = phonenumbers.PhoneNumberMatcher(f"+{match[0]}", None)
            if found.has_next():
                yield "phone number"
        elif len(digits) in (15, 16) and digits[0] in "345" and card_number(digits):
            yield "card number"


def _machines(text: str) -> Iterator[str]:
    if any(name in text for name in PRIVATE):
        yield "private host"
    if "192.168." in text or "172." in text or "fe80:" in text:
        for word in APART.split(text):
            host = SCHEME.sub("", word).split("/")[0]
            bare = host.split(":")[0] if host.count(":") == 1 else host
            if _private(bare.strip(".:")):
                yield "IP address"


def _private(word: str) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    local = address.is_private and not address.is_loopback and not address.is_unspecified
    ours = word.startswith(
        ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8", "0.", "10.", "255.")
    )
    return local and not ours
