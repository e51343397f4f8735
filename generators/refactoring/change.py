"""A transformation between CMM2 and CMM3 code, and its proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from generators.typescript import cutting

from .code import read
from .proofs import PROOFS
from .proofs.facts import Facts


@dataclass(frozen=True)
class Change:
    """One transformation: the code before and after, what it applies to, and the words for an
    explanation.
    """

    pattern: str
    subject: str
    before: str
    after: str
    names: str = ""
    count: int = 1
    extra: str = ""


def facts(change: Change) -> Facts | None:
    """What the proof of a change finds: the improvement is there after and absent before, by both
    syntax trees.

    Code is parsed as it stands, or in a class where it is members.
    """
    before, after = read(change.before), read(change.after)
    if (
        before is None
        or after is None
        or cutting.normalised(change.before) == cutting.normalised(change.after)
    ):
        return None
    return PROOFS[change.pattern](before, after)


def proven(change: Change) -> bool:
    """Whether the named improvement is there after and absent before."""
    return facts(change) is not None


def explained(change: Change) -> Change | None:
    """The change with the words that its proof found; None where it is not proven."""
    found = facts(change)
    return (
        replace(change, names=found.names, count=found.count, extra=found.extra) if found else None
    )


def changed_lines(before: str, after: str) -> int:
    """The larger of lines removed and lines added; blank lines, indentation and places aside."""
    return max(new_lines(after, before).total(), new_lines(before, after).total())


def new_lines(before: str, after: str) -> Counter[str]:
    """The lines that only `after` has; blank lines, indentation and places aside."""
    old, new = (
        Counter(line.strip() for line in text.splitlines() if line.strip())
        for text in (before, after)
    )
    return new - old
