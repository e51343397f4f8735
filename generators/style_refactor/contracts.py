"""Interfaces before a step: open types, or a class that does not say what it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.refactoring.change import Change, explained
from generators.refactoring.soundness import sound
from generators.typescript import Unit, cutting
from generators.typescript.library import Library, Source

from .classes import whole_cut

MOST_CHARACTERS = 3_600


def contracts(source: Source, library: Library, seen: set[str]) -> Iterator[Change]:
    """The classes of a source with the interface that they implement, before they did. `seen` holds
    the texts that other sources have given.
    """
    for unit in source.file.classes:
        change = _implemented(unit, source, library)
        key = cutting.normalised(change.after) if change else ""
        if change and key not in seen:
            seen.add(key)
            yield change


def _implemented(unit: Unit, source: Source, library: Library) -> Change | None:
    declared = [
        found
        for name in unit.implements
        if (found := library.declaration(source, name)) and found.kind == "interface"
    ]
    if len(declared) != 1 or len(unit.implements) != 1 or declared[0].extends:
        return None
    promised = {m.name for m in declared[0].members}
    chosen = [m for m in unit.members if m.name in promised]
    # A contract of fields alone says nothing about what a class does; one that the class does not
    # keep by itself cannot be read off it.
    if not any(m.kind == "method" for m in chosen) or promised - {m.name for m in chosen}:
        return None
    members = whole_cut(unit, chosen)
    if not members:
        return None
    whole = cutting.reduced(unit, members, doc=False)
    after = f"{without_comments(declared[0])}\n\n{whole}"
    before = re.sub(r"\s+implements\s+[^{]+\{", " {", whole, count=1)
    if len(after) > 1.4 * MOST_CHARACTERS or not sound(after):
        return None
    return explained(Change("interface_implemented", unit.name, before, after))


def without_comments(unit: Unit) -> str:
    """An interface without a word about what its members mean: the class tells that."""
    out, at = "", unit.start
    for member in unit.members:
        line = unit.source.rfind("\n", 0, member.doc_start) + 1
        out += unit.source[at : max(at, line)] + cutting.indentation(unit.source, member.start)
        at = member.start
    return re.sub(r"[ \t]*//[^\n]*|\n[ \t]*(?=\n)", "", out + unit.source[at : unit.end])
