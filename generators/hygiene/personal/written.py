"""People in what code puts together: strings that are added, joined or made a path, read as the one
that they make.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .kinds import Kind

STRING = r"(?:'[^'\n\\]{0,80}'|\"[^\"\n\\]{0,80}\"|`[^`\n\\$]{0,80}`)"
CODE = r"String\.fromCharCode\(\s?\d{2,3}\s?\)"
SUM = re.compile(rf"{STRING}(?:\s{{0,20}}\+\s{{0,20}}(?:{STRING}|{CODE})){{1,12}}")
LIST = rf"{STRING}(?:\s{{0,20}},\s{{0,20}}{STRING}){{1,12}}"
JOINED = re.compile(
    rf"\[\s{{0,20}}(?P<parts>{LIST})\s{{0,20}},?\s{{0,20}}\]\s{{0,20}}\.join\(\s?"
    r"(?P<quote>['\"`])(?P<by>[^'\"`\n]{0,3})(?P=quote)\s?\)"
)
PATH = re.compile(rf"\b(?:path\.)?(?:join|resolve)\(\s{{0,20}}(?P<parts>{LIST})\s{{0,20}}\)")
CONSTANT = re.compile(
    r"`(?:[^`$\n]{0,80}\$\{\s?(?:'[^'\n]{1,80}'|\"[^\"\n]{1,80}\")\s?\}){1,6}[^`$\n]{0,80}`"
)
BRACES = re.compile(r"\$\{\s?['\"]([^'\"\n]*)['\"]\s?\}")
ADDED = re.compile(r"['\"`]\s{0,20}\+")
PART = re.compile(rf"{STRING}|{CODE}")


def kinds(clean: Callable[[str], str]) -> tuple[Kind, ...]:
    """The kinds, given the function that cleans what was put together."""

    def one(parts: str, by: str) -> str | None:
        said = by.join(_said(part[0]) for part in PART.finditer(parts))
        other = clean(said)
        # What one part says alone is masked there.
        return None if other == said or clean(parts) != parts else f"'{other}'"

    def constant(match: re.Match[str]) -> str | None:
        said = BRACES.sub(r"\1", match[0])
        other = clean(said)
        return None if other == said or clean(match[0]) != match[0] else other

    return (
        Kind("torn personal data", CONSTANT, constant, ("${'", '${"', "${ ")),
        Kind("torn personal data", SUM, lambda m: one(m[0], ""), gate=_added),
        Kind("torn personal data", JOINED, lambda m: one(m["parts"], m["by"]), (".join(",)),
        Kind("torn personal data", PATH, lambda m: one(m["parts"], "/"), ("join(", "resolve(")),
    )


def _added(text: str) -> bool:
    return ADDED.search(text) is not None


def _said(part: str) -> str:
    return chr(int(re.sub(r"\D", "", part))) if part.startswith("String") else part[1:-1]
