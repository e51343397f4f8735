"""Coarse words, which a model would learn as the tone of the house."""

from __future__ import annotations

import re

from generators.hygiene.places import Signs

from .kinds import Kind

MASK = "[expletive]"
# Only what is never the name of a thing, in the languages that people write.
COARSE = re.compile(
    r"(?<![\w/.@#-])(?:(?:mother|cluster)?fuck(?:s|ed|ers?|ing|in|ups?)?|wtf|bull-?shit"
    r"|shit(?:s|ty|tier|show|storm)?|ass-?holes?|bitch(?:es|y)?|bastards?|cunts?|dickheads?"
    r"|schei(?:ß|ss)\w*|arschl(?:o|ö)ch(?:er)?|verarscht?|verfickt\w*|wichser|hurensohn|kacke"
    r"|putain|merde|connards?|encul(?:é|e)s?|mierda|joder|cabr(?:ó|o)n(?:es)?|cazzo|stronz[oi]"
    r"|caralho|kurwa|блять|сука)(?![\w/-]|\.\w)",
    re.I,
)
SIGNS = Signs(
    (
        "fuck", "wtf", "shit", "sshole", "ss-hole", "bitch", "bastard", "cunt", "dickhead",
        "schei", "arschl", "verarsch", "verfickt", "wichser", "hurensohn", "kacke", "putain",
        "merde", "connard", "encul", "mierda", "joder", "cabr", "cazzo", "stronz", "caralho",
        "kurwa", "блять", "сука",
    )
)  # fmt: skip


def _coarse(text: str) -> bool:
    return bool(SIGNS.places(text.lower()))


KINDS = (Kind("coarse word", COARSE, lambda _: MASK, gate=_coarse),)
