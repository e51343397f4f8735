"""What points at people, accounts and machines, in any dataset."""

from __future__ import annotations

import re

from .case import Case

# What a text must hold for a kind to be looked for, which is most of the speed, and its pattern.
PATTERNS = {
    "home folder": (
        ("/Users/", "/home/", ":\\Users\\"),
        re.compile(r"(?:/(?:Users|home)/|[A-Z]:\\Users\\)\w"),
    ),
    "private host": (
        (".box", ".ip", ".arpa", ".lan", ".local", "192.168."),
        re.compile(
            r"(?<![.\w])[\w-]+\.(?:fritz\.box|speedport\.ip|home\.arpa|lan|local)\b(?![\w(-]|\.\w)"
            r"|\b192\.168\.\d{1,3}\.\d{1,3}\b"
        ),
    ),
    # Example domains and the user of git remotes belong to nobody.
    "e-mail address": (
        ("@",),
        re.compile(r"(?!git@)\b[\w.+-]+@(?!example\.)(?!\d)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"),
    ),
    # As a prompt or a remote copy shows it.
    "user at host": (("@",), re.compile(r"(?<![\w@/.+-])[a-z][\w-]*@[a-z][\w-]*:[~/]")),
}
HEXADECIMAL = re.compile(r"\b[0-9a-f]{7,40}\b")


def found(case: Case) -> tuple[str, ...]:
    """What kinds of personal data the sample names, in request or output. Invented ones count."""
    return found_in(f"{case.request}\n{case.output}")


def found_in(text: str) -> tuple[str, ...]:
    """The same of any text."""
    kinds = [
        kind
        for kind, (signs, pattern) in PATTERNS.items()
        if any(sign in text for sign in signs) and pattern.search(text)
    ]
    return (*kinds, "commit hash") if _hash(text) else tuple(kinds)


def _hash(text: str) -> bool:
    """7 to 12 or 40 hexadecimal digits as a word of their own, with a digit and a letter."""
    return any(
        (len(word := match[0]) <= 12 or len(word) == 40)
        and not (word.isdigit() or word.isalpha())
        and not set(text[max(0, match.start() - 1) : match.start()]) & set("#/.-")
        and text[match.end() : match.end() + 1] != "-"
        for match in HEXADECIMAL.finditer(text)
    )


def personal(case: Case) -> bool:
    """Any of what `found` finds."""
    return bool(found(case))
