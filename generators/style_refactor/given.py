"""What the code after a step uses and the code before it does not show: told in the request, or
there is no pair.
"""

from __future__ import annotations

import re

from generators.refactoring.change import Change
from generators.typescript import Unit
from generators.typescript.library import Library, Source
from generators.worth.code import FREE_NAMES
from generators.worth.piece import read, standard_names

NAME = re.compile(r"[A-Za-z_$][\w$]*")
# Steps whose types nobody can read off the code before them.
TYPED = ("types_added", "return_type_added", "casts_typed")
PLAIN = frozenset({"string", "number", "boolean", "void", "this", "Promise", "any"})
SYNC = re.compile(r"\bfs\.\w+Sync\(")
KINDS = {"interface": "interface", "type": "type", "enum": "enum", "class": "class"}


def given(
    steps: tuple[Change, ...], source: Source, unit: Unit | None, library: Library
) -> str | None:
    """Lines for the request; empty where nothing is missing, None where something is and nobody
    can say what it is.
    """
    found: list[str] = []
    for name in sorted(_fresh(steps[0].before, steps[0].after)):
        told = _described(name, source, unit, library)
        if told is None:
            return None
        found.append(told)
    imported = [step.names for step in steps if step.pattern == "require_replaced"]
    lines = [f"The file imports {names} at its head." for names in imported]
    promised = any(step.pattern == "async_io" for step in steps)
    if promised and SYNC.search(steps[0].before):
        lines.append("After the step, `fs` is to be the promise-based module.")
    lines += [f"Also in the file: {', '.join(found)}."] if found else []
    types = [step.names for step in steps if step.pattern in TYPED and not _plain(step.names)]
    if types:
        lines.append(f"The types are {', '.join(types)}.")
    return "\n".join(lines)


def _plain(names: str) -> bool:
    words = NAME.findall(" ".join(part.split(":")[-1] for part in names.split("`")[1::2]))
    return all(word in PLAIN for word in words)


def _fresh(before: str, after: str) -> set[str]:
    old, new = read(before), read(after)
    known = new.declared | new.members | set(NAME.findall(before))
    known |= standard_names()[1] | FREE_NAMES
    return {name for name in new.names - old.names if name not in known}


def _described(name: str, source: Source, unit: Unit | None, library: Library) -> str | None:
    member = unit.member(name) if unit else None
    if member is not None:
        return f"`{member.signature.rstrip(';')}`" if len(member.signature) < 160 else None
    declared = library.declaration(source, name)
    if declared is not None:
        return f"{KINDS[declared.kind]} `{name}`"
    if any(name in item.names for item in source.file.imports):
        return f"the import of `{name}`"
    return None
