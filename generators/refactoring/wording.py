"""What is said of each step from CMM2 to CMM3: its title, how it is asked for, and why it helps."""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants


class Step(Entry):
    """What is said of one transformation."""

    title: str
    brief: str
    asks: Variants
    changes: Variants
    reasons: Variants
    checks: Variants


class Wording(Entry):
    """The content file: steps by pattern, in the order in which they teach most."""

    cmm2: str
    cmm3: str
    step: dict[str, Step]


@cache
def wording() -> Wording:
    """The content file. Raises ContentError."""
    return loader.wording("style_refactor", Wording)
