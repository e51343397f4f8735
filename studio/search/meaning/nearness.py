"""Whether anything is near a typed text at all: of many samples one is always the nearest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studio.store import listing
from studio.store.database import Database

NEAR = 0.35
"""Likeness of a source from which it is one to a text of words that no sample has. The nearest
source of a text without sense was at 0.2 to 0.33 (all-MiniLM-L6-v2, 603 sources of the demo).
"""
TELLING = 4
"""Letters from which a word says what a text is about; shorter ones count where there are no
others.
"""
WORDS = 40
"""How many words of a text are looked up."""


def far(db: Database, text: str, near: Mapping[str, float] | None) -> bool:
    """Whether no source is really like a text (`near` is how like it each is, None where that is
    not known), and samples have less than half of its words.
    """
    if near is not None and max(near.values(), default=-1.0) >= NEAR:
        return False
    every = re.findall(r"[^\W_]+", text.lower())
    words = [word for word in every if len(word) >= TELLING] or every
    words = list(dict.fromkeys(words))[:WORDS]
    return 2 * sum(listing.holds(db, word) for word in words) < len(words)
