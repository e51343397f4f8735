"""Methods that have nothing to do with the scenario of their class (style_core, scenario state)."""

from __future__ import annotations

import re

from generators.typescript import Member

from ..case import Case, code_of
from ..piece import read

# Members that make, wake and save an object, and fields that a method sets.
LIFE = frozenset({"constructor", "init", "toScenario"})
SETS = re.compile(r"\bthis\.#?(\w+)\s*(?:\?\?|\|\||[+-])?=(?!=)")


def beside_scenario(members: tuple[Member, ...], case: Case) -> set[str]:
    """Methods, the life cycle aside, that use nothing of what `init` and `toScenario` work on, or
    set a field that these know nothing of, as far as both are shown.
    """
    units = [*read(code_of(case.input)).file.classes] if case.input else []
    known = [m for unit in units for m in unit.members] + list(members)
    living = [m for m in known if m.name in LIFE and m.body is not None]
    kept = set().union(*(m.uses for m in living))
    # A method of which only the signature is shown may set any field.
    if set().union(*(m.calls for m in living)) & {m.name for m in known if m.body is None}:
        return set()
    found = set[str]()
    for member in members:
        if member.body is None or member.name in LIFE or not kept:
            continue
        reaches = (member.uses & kept) or (member.calls & LIFE)
        sets = set(SETS.findall(member.body)) - kept
        if not reaches or (sets and {"init", "toScenario"} <= {m.name for m in living}):
            found.add(member.name)
    return found
