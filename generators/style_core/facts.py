"""What an answer uses and its request must therefore show: declarations from the file and its
imports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source

from .text import plain

# Tokens of a declaration that is shown whole, and of all declarations of one request.
MOST_WHOLE, MOST_FACTS = 120, 300
# Types of types are looked up this far.
FAR = 3
DECLARED = re.compile(r"\b(?:interface|class|type|enum|function|const|let)\s+([\w$]+)")

Size = Callable[[str], int]


def needed(
    library: Library,
    source: Source,
    unit: Unit,
    text: str,
    given: str,
    size: Size,
    promised: frozenset[str] | None = None,
) -> list[str]:
    """Declarations that `text`, a part of `unit`, uses and neither it nor `given` holds, as far as
    it uses them: types, constants, base classes, collaborators, signatures of functions. Of what
    the unit implements only `promised` members, if that is given.
    """
    words = frozenset(cutting.WORD.findall(text))
    seeds = [*unit.extends, *dict.fromkeys(cutting.WORD.findall(text + _touched(unit, text)))]
    waiting = [(source, name, 1) for name in seeds]
    held = {unit.name, *DECLARED.findall(f"{given}\n{text}")}
    found: list[str] = []
    room = MOST_FACTS
    while waiting:
        where, name, depth = waiting.pop(0)
        if name in held or depth > FAR:
            continue
        held.add(name)
        located = library.located(where, name)
        if located is None:
            continue
        home, declared = located
        if promised is not None and declared.kind == "interface" and name in unit.implements:
            kept = [m for m in declared.members if m.name in promised]
            shown = cutting.skeleton(declared, (), kept) if kept else ""
        else:
            shown = _as_used(declared, words, size)
        # An alias means the same declaration again.
        if shown and shown not in found and (length := size(shown)) <= room:
            room -= length
            found.append(shown)
            waiting += [(home, word, depth + 1) for word in cutting.WORD.findall(shown)]
    return found


def _touched(unit: Unit, text: str) -> str:
    """Signatures of the unit's members that a text reaches through `this`."""
    names = set(re.findall(r"\bthis\.(#?\w+)", text))
    return " ".join(m.signature for m in unit.members if m.name in names)


def _as_used(unit: Unit, words: frozenset[str], size: Size) -> str:
    """The declaration, cut to what the words use of it; empty where they use nothing of it."""
    used = [m for m in unit.members if m.name in words]
    if unit.kind == "class":
        signed = _signed(used)
        return cutting.skeleton(unit, (), signed) if signed else ""
    if unit.kind == "interface":
        whole = plain(unit)
        if (used or unit.name in words) and size(whole) <= MOST_WHOLE:
            return whole
        return cutting.skeleton(unit, (), used) if used else ""
    if unit.kind == "function":
        header = unit.header.removesuffix("{").rstrip()
        return f"{header};" if unit.name in words and len(header) < 300 else ""
    telling = unit.name in words or words & set(re.findall(r"['\"]([\w-]+)['\"]", unit.text))
    return unit.text if telling and size(unit.text) <= 2 * MOST_WHOLE else ""


def _signed(members: Iterable[Member]) -> list[Member]:
    return [m for m in members if m.access != "private" and m.kind != "constructor"]
