"""What a proof finds, and how it compares two pieces of code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generators.refactoring.code import Code, listed
from generators.typescript import Member


@dataclass(frozen=True)
class Facts:
    """What an explanation says: `names` as code, how many, and one thing more (a type, a class, a
    condition).
    """

    names: str
    count: int = 1
    extra: str = ""


Proof = Callable[[Code, Code], Facts | None]


def shared(before: Code, after: Code) -> list[tuple[Member, Member]]:
    """Members with a body that both hold, old and new."""
    return [
        (before.members[name], new) for name, new in after.members.items() if name in before.members
    ]


def facts_of(names: Iterable[str], extra: str = "", least: int = 1) -> Facts | None:
    found = list(dict.fromkeys(name for name in names if name))
    quoted = listed(found)
    return Facts(quoted, len(found), extra) if quoted and len(found) >= least else None


def fewer(before: Sequence[object], after: Sequence[object]) -> bool:
    return len(before) > len(after)
