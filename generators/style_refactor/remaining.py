"""What code after its steps still has that a further step would change: told, so that nobody takes
it for a model.
"""

from __future__ import annotations

import re

from generators.refactoring.code import listed, read
from generators.worth.refactored import leftovers

# What blocks, modules that a method loads by itself, and the folder of the process.
BLOCKING = re.compile(r"\b(\w+Sync)\(")
LOADED = re.compile(r"\bawait import\(['\"](?!\.)([^'\"]+)['\"]\)")
PLACE = re.compile(r"\b(process\.cwd)\(")
PRINTED = re.compile(r"\b(console\.(?:error|warn))\(")
# What a constructor makes besides empty collections.
MADE = re.compile(r"\bconstructor\(\) \{[^}]*?= new (?!Map\b|Set\b|Array\b|Date\b)(\w+)[(<]")
CHAINED = re.compile(r"\)\.(then)\(")
SIGNS = {
    "blocking": BLOCKING,
    "loaded": LOADED,
    "unreported": PRINTED,
    "place": PLACE,
    "made": MADE,
    "chained": CHAINED,
}


def remaining(code: str, said: dict[str, str]) -> str:
    """A paragraph with a sentence for each of them, by the sentences of the wording; empty where
    there is none.
    """
    found = [_told(key, code, said) for key in SIGNS]
    sentences = " ".join(each for each in found if each)
    return f"\n\n**{said['title']}:** {sentences}" if sentences else ""


def _given_up(text: str) -> bool:
    """Whether code prints a failure and answers with nothing."""
    code = read(text)
    return code is not None and leftovers.given_up(code, PRINTED)


def _told(key: str, code: str, said: dict[str, str]) -> str:
    names = list(dict.fromkeys(SIGNS[key].findall(code)))
    # A line that is printed is one thing, a failure that nobody else learns of another.
    if not names or (key == "unreported" and not _given_up(code)):
        return ""
    many = len(names) > 1
    return said[key].format(
        names=listed(names, most=len(names)),
        they="they" if many else "it",
        s="" if many else "s",
        **{"is": "are" if many else "is"},
    )
