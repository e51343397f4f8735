"""What is said of each step from CMM2 to CMM3: its title, what is wrong before it, and why it
helps.
"""

from __future__ import annotations

from functools import cache

from generators.content import loader
from generators.content.loader import Entry, Variants


class Step(Entry):
    """What is said of one transformation. `faults` go on after the name of what has them."""

    title: str
    faults: Variants
    changes: Variants
    reasons: Variants
    checks: Variants


class Wording(Entry):
    """The content file: steps by pattern, in the order in which they teach most.

    `named` frame a request that says what is wrong ({faults}), `plain` one that leaves it to the
    reader of the code; `required` is the requirement's own instruction. `callers` are the sentences
    on what callers notice, by the kind of effect, and their `title`; `remaining` are those on what
    is left for another step.
    """

    cmm2: str
    cmm3: str
    required: str
    named: Variants
    plain: Variants
    callers: dict[str, str]
    remaining: dict[str, str]
    step: dict[str, Step]


@cache
def wording() -> Wording:
    """The content file. Raises ContentError."""
    return loader.wording("style_refactor", Wording)
