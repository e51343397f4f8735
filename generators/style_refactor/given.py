"""What the code after a step uses and the code before it does not show: told in the request, or
there is no pair.
"""

from __future__ import annotations

import re

from generators.refactoring.change import Change
from generators.refactoring.code import listed
from generators.typescript import Unit, cutting
from generators.typescript.library import Library, Source
from generators.worth.code import FREE_NAMES
from generators.worth.piece import read, standard_names

from . import stated

NAME = re.compile(r"[A-Za-z_$][\w$]*")
# Steps whose types nobody can read off the code before them.
TYPED = ("types_added", "return_type_added", "casts_typed")
MODEL = re.compile(r"\bthis\.model\.(\w+)")
# Names that are too many or too long to be told.
COUNTED = re.compile(r" \d+ others?$")
SYNC = re.compile(r"\bfs\.\w+Sync\(")
KINDS = {"interface": "interface", "type": "type", "enum": "enum", "class": "class"}


def given(
    steps: tuple[Change, ...], source: Source, unit: Unit | None, library: Library
) -> str | None:
    """Lines for the request; empty where nothing is missing, None where something is and nobody
    can say what it is.
    """
    heads = _imported(steps[0], source)
    if heads is None:
        return None
    lines = [f"At the head of the file: {heads}."] if heads else []
    found: list[str] = []
    for name in sorted(_fresh(steps[0].before, steps[0].after) - set(NAME.findall(heads))):
        told = _described(name, source, unit, library)
        if told is None:
            return None
        found.append(told)
    promised = any(step.pattern == "async_io" for step in steps)
    if promised and SYNC.search(steps[0].before):
        head = _promises(steps[0], source)
        if not head:
            return None
        lines.append(f"After the step, `fs` is to be the promise-based module: `{head}`.")
    lines += [f"Also in the file: {', '.join(found)}."] if found else []
    lines += [
        f"The model declares {moved}."
        for step in steps
        if step.pattern == "state_in_model" and (moved := _in_model(step))
    ]
    if any(COUNTED.search(step.names) for step in steps):
        return None
    # Nobody but its author knows what an error should say.
    lines += [
        f"The error message is to name {step.names}."
        for step in steps
        if step.pattern == "error_context"
    ]
    lines += [stated.asked(step) for step in steps if step.pattern in TYPED]
    return "\n".join(lines)


def _promises(step: Change, source: Source) -> str:
    """The import by which `fs` is the promise-based module; empty where the file has none."""
    items = cutting.used_imports(source.file, step.after)
    texts = (item.text.rstrip(";") for item in items if "fs" in item.names)
    return next((f"{text};" for text in texts if "promises" in text), "")


def _in_model(step: Change) -> str:
    """The members of the model that the code before a step does not speak of."""
    new, old = (MODEL.findall(code) for code in (step.after, step.before))
    return listed((name for name in new if name not in old), most=len(new))


def _imported(step: Change, source: Source) -> str | None:
    """The import statements of what only the code after a step takes from the head of its file;
    None where a name stands neither there nor anywhere else in the file.
    """
    free = (_free(step.after) - _free(step.before)) | _from_elsewhere(step)
    declared = {unit.name for unit in source.file.units}
    items = cutting.used_imports(source.file, step.after) if free else []
    items = [item for item in items if free.intersection(item.names)]
    if free - declared - {name for item in items for name in item.names}:
        return None
    return ", ".join(f"`{item.text.rstrip(';')};`" for item in items)


def _from_elsewhere(step: Change) -> set[str]:
    """What the code before a step declares by itself and the code after it only uses: a module
    that was required, though the language has something of its name.
    """
    old, new = read(step.before), read(step.after)
    return (old.declared & new.used) - new.declared


def _free(code: str) -> set[str]:
    """Identifiers of a code that neither it nor the language declares."""
    piece = read(code)
    return piece.used - piece.declared - standard_names()[0] - {"undefined", "arguments", "const"}


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
