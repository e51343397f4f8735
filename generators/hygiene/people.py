"""The one cleaning function: what points at people and machines is masked, and so are coarse words.
The text stays a text; code that parsed before parses after.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from .personal import (
    accounts,
    contacts,
    encoded,
    identity,
    logged,
    machines,
    numbers,
    private,
    profanity,
    profiles,
    streets,
    whereabouts,
    written,
)
from .personal.kinds import Kind
from .places import Places, Signs

# In this order: a user at a host is an account in a command before it is an e-mail address, and the
# digits of an account number are no phone number.
KINDS: tuple[Kind, ...] = (
    *profiles.KINDS,
    *logged.KINDS,
    *accounts.KINDS,
    *machines.KINDS,
    *private.KINDS,
    *whereabouts.KINDS,
    *numbers.KINDS,
    *identity.KINDS,
    *streets.KINDS,
    *contacts.KINDS,
    *logged.NAMED,
    *profanity.KINDS,
)

# Signs that nobody sees, inside of what could be an address or a number.
TORN = re.compile("(?<=[A-Za-z0-9.@+_-])[\u00ad\u200b\u2060\ufeff]+(?=[A-Za-z0-9.@+_-])")


def clean(text: str, counted: Counter[str] | None = None) -> str:
    """The text with every person, machine and coarse word masked; cleaning twice changes no more.

    `counted` is told how many of each kind were masked.
    """
    if not text.isascii():
        text = TORN.sub("", text)
    text = _each(text, ENCODED, ENCODED_SIGNS, counted)
    return _plainly(text, counted)


# What a name begins with in which somebody was masked.
MARK = re.compile(r"[0-9a-f]{4}~")


@lru_cache(maxsize=100_000)
def named(name: str) -> str:
    """The name of a file or a record, cleaned. One that changed begins with a mark of four
    hexadecimal digits and `~`, so that two names stay two.
    """
    cleaned = clean(name)
    if cleaned == name:
        return name
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:4]
    return f"{mark}~{cleaned}"


def _plainly(text: str, counted: Counter[str] | None = None) -> str:
    return _each(text, KINDS, SIGNS, counted)


def _each(
    text: str, kinds: Sequence[Kind], signs: Signs, counted: Counter[str] | None = None
) -> str:
    """The text masked by one kind after the other."""
    there = signs.places(text)
    for kind in kinds:
        if kind.possible(text, there):
            masked = _masked(text, kind, there, counted)
            if masked != text:
                text, there = masked, signs.places(masked)
    return text


def _masked(text: str, kind: Kind, there: Places, counted: Counter[str] | None) -> str:
    parts: list[str] = []
    end = 0
    for match in kind.matches(text, there):
        instead = kind.mask(match)
        if instead is None or instead == match[0]:
            continue
        if counted is not None:
            counted[kind.name] += 1
        parts += (text[end : match.start()], instead)
        end = match.end()
    return "".join((*parts, text[end:])) if parts else text


SIGNS = Signs(sign for kind in KINDS for sign in kind.signs)
ENCODED = (*written.kinds(_plainly), *encoded.kinds(_plainly))
ENCODED_SIGNS = Signs(sign for kind in ENCODED for sign in kind.signs)
