"""What `structuredClone` cannot copy: objects with methods, functions, handles of the system."""

from __future__ import annotations

import re

from generators.typescript import Unit

from ..piece import Piece

CLONED = re.compile(r"\bstructuredClone\(\s*(?:this\.)?(#?\w+)((?:[?!]?\.\w+)*)")
TYPED = re.compile(r"(?<![\w.])(#?\w+)[?!]?:\s*([^;,)=]+)")
# A method or a function among the members of a type.
CALLED = re.compile(r"^\s*(?:readonly\s+)?[\w$]+\??\s*(?:<[^<>]*>)?\([^;]*\)\s*:|=>", re.M)
# What stands for a part of the running system, by its name, where the type does not say what it is.
HANDLE = re.compile(
    r"\b(?:\w*(?:[pP]rocess|[sS]ocket|[sS]erver|[hH]andle|[tT]imer|[sS]tream|[cC]onnection)|ws)\??:"
    r"\s*(?:unknown|object)\b"
)
FAR = 4
"""Types of types are looked at this far."""


def uncopied(piece: Piece, given: Piece) -> set[str]:
    """Names of the fields and parameters that the code copies by `structuredClone` though their
    types, as far as the code or the request (`given`) shows them, hold methods, functions or
    handles: the copy fails, or loses them.
    """
    cloned = {name for name, _ in CLONED.findall(piece.source)}
    if not cloned:
        return set()
    units = {unit.name: unit for unit in (*given.file.units, *piece.file.units) if unit.name}
    types: dict[str, str] = {}
    for text in (given.source, piece.source):
        types |= {name: kind for name, kind in TYPED.findall(text) if name in cloned}
    return {name for name, kind in types.items() if _live(kind, units, FAR)}


def _live(kind: str, units: dict[str, Unit], far: int) -> bool:
    named = [units[word] for word in dict.fromkeys(re.findall(r"\w+", kind)) if word in units]
    return far > 0 and any(
        unit.kind in ("interface", "type", "class")
        and (
            bool(CALLED.search(unit.text.partition("{")[2]) or HANDLE.search(unit.text))
            or any(_live(member.type or "", units, far - 1) for member in unit.members)
        )
        for unit in named
    )
