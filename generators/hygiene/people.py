"""The one cleaning function: what points at people and machines is masked, and so are coarse words.
The text stays a text; code that parsed before parses after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
from .places import Signs

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


def _plainly(text: str, counted: Counter[str] | None = None) -> str:
    return _each(text, KINDS, SIGNS, counted)


def _each(
    text: str, kinds: Sequence[Kind], signs: Signs, counted: Counter[str] | None = None
) -> str:
    """The text masked by one kind after the other."""
    there = signs.places(text)
    for kind in kinds:
        if kind.possible(text, there):
            masked = _masked(text, kind, counted)
            if masked != text:
                text, there = masked, signs.places(masked)
    return text


def _masked(text: str, kind: Kind, counted: Counter[str] | None) -> str:
    def mask(match: re.Match[str]) -> str:
        instead = kind.mask(match)
        if instead is None or instead == match[0]:
            return match[0]
        if counted is not None:
            counted[kind.name] += 1
        return instead

    return kind.pattern.sub(mask, text)


SIGNS = Signs(sign for kind in KINDS for sign in kind.signs)
ENCODED = (*written.kinds(_plainly), *encoded.kinds(_plainly))
ENCODED_SIGNS = Signs(sign for kind in ENCODED for sign in kind.signs)
