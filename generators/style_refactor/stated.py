"""Types that a step states, as a sentence names them."""

from __future__ import annotations

import re

from generators.refactoring.change import Change

# A name with its type; what has no name is what a method gives.
NAMED = re.compile(r"[\w$]+(?:\(\))?: ")
SPAN = re.compile(r"`([^`]+)`")


def parts(names: str) -> tuple[list[str], list[str]]:
    """(types with a name, types of results), with their marks."""
    spans = SPAN.findall(names)
    named = [f"`{each}`" for each in spans if NAMED.match(each)]
    return named, [f"`{each}`" for each in spans if not NAMED.match(each)]


def told(change: Change) -> str:
    """The types of a step: "`row: Row`, and `string` for the result"."""
    named, results = parts(change.names)
    if not results or len(results) > 1:
        return change.names
    if not named:
        return f"{results[0]} for the result"
    return f"{', '.join(named)}, and {results[0]} for the result"


def asked(change: Change) -> str:
    """The same as a sentence of the request."""
    named, results = parts(change.names)
    if len(results) == 1 and not named:
        return f"The type of the result is {results[0]}."
    one = len(named) + len(results) == 1
    return f"The {'type is' if one else 'types are'} {told(change)}."
