"""Classes before a step: cut so that everything that touches what changes is shown, and everything
shown is declared and set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generators import typescript
from generators.refactoring.change import Change, changed_lines, explained
from generators.refactoring.code import read
from generators.refactoring.inverse import classes as inverse
from generators.refactoring.soundness import sound, unset_fields
from generators.refactoring.steps import MEMBER_INVERSES, WHOLE_BODY, member_changes, spliced
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Source

LEAST_CHARACTERS, MOST_CHARACTERS = 240, 3_600
PER_CLASS, MOST_STEPS, ENOUGH_LINES = 8, 4, 7
CUTS_TRIED = 40
# Comments without a word of prose: nobody could write them from the code alone.
TAGS_ONLY = re.compile(r"^[ \t]*/\*\*(?:\s|\*(?!/)|@\w+(?: [\w|-]+)?)*\*/[ \t]*\n", re.M)
# Steps of state and helpers, each restricted to the members whose every use is shown.
OPENED: dict[str, Callable[..., Change | None]] = {
    "state_made_private": inverse.public_inverse,
    "helpers_made_private": inverse.open_inverse,
    "readonly_added": inverse.readonly_inverse,
    "accessors_added": inverse.accessors_inverse,
    "free_function_to_method": inverse.functions_inverse,
}
WHOLE: dict[str, Callable[..., Change | None]] = {
    "constructor_to_init": inverse.constructor_inverse,
    "scenario_added": inverse.scenario_inverse,
}
# What comes along in a method of the class; in this order.
ALONG = (
    "errors_thrown",
    "collection_used",
    "elements_iterated",
    "caught_checked",
    "types_added",
    "constants_declared",
    "chaining_returned",
)


def class_steps(unit: Unit, source: Source) -> Iterator[tuple[Change, ...]]:
    """Steps of a class, each on a cut of its own."""
    found = 0
    shown: set[frozenset[str]] = set()
    for tried, (pattern, seeds) in enumerate(_seeds(unit)):
        if found == PER_CLASS or tried == CUTS_TRIED:
            return
        members = whole_cut(unit, seeds)
        names = frozenset(m.name for m in members)
        if not members or names in shown:
            continue
        steps = _steps(pattern, unit, members, source)
        if steps:
            shown.add(names)
            found += 1
            yield steps


def _seeds(unit: Unit) -> Iterator[tuple[str, list[Member]]]:
    """(pattern, members that the step is about and all that touch them)."""
    if unit.constructor and (init := unit.member("init")):
        yield "constructor_to_init", [unit.constructor, init]
        if saving := unit.member("toScenario"):
            yield "scenario_added", [unit.constructor, init, saving]
    for pattern, names in _changed(unit):
        for each in (names, *([name] for name in names if len(names) > 1)):
            about = set(each)
            yield pattern, [m for m in unit.members if m.name in about or _touches(unit, m, about)]


def _changed(unit: Unit) -> Iterator[tuple[str, list[str]]]:
    fields = [m for m in unit.fields if m.access == "private"]
    plain = {m.name for m in unit.methods if m.access == "private" and not m.uses and not m.calls}
    given = {name for m in unit.members if m.kind == "getter" for name in m.uses}
    yield "accessors_added", [m.name for m in fields if m.name in given]
    yield "free_function_to_method", sorted(plain)
    yield "state_made_private", [m.name for m in fields if not m.readonly]
    yield "helpers_made_private", [m.name for m in unit.methods if m.access == "private"]


def _touches(unit: Unit, member: Member, names: set[str]) -> bool:
    return bool(cutting.touched(unit, member) & names)


def whole_cut(unit: Unit, seeds: Iterable[Member]) -> tuple[Member, ...]:
    """The seeds with all members they need, and those that set the fields among them; with `init`
    what gives the scenario back. Empty where a field is set nowhere.
    """
    members = cutting.closure(unit, seeds)
    saving = unit.member("toScenario")
    for _ in range(3):
        made = replace(unit, members=members)
        missing = unset_fields(made)
        if not missing and saving and made.member("init") and saving not in members:
            members = cutting.closure(unit, [*members, saving])
            continue
        if not missing:
            return members
        setters = [
            m
            for m in unit.members
            if m.body is not None and not missing.isdisjoint(_set_by(m, missing))
        ]
        first = [m for m in setters if m.kind == "constructor" or m.name == "init"] or setters[:1]
        if not first or set(first) <= set(members):
            return ()
        members = cutting.closure(unit, [*members, *first])
    return ()


def _set_by(member: Member, names: set[str]) -> set[str]:
    return {name for name in names if f"this.{name} = " in member.text}


def _steps(
    pattern: str, unit: Unit, members: tuple[Member, ...], source: Source
) -> tuple[Change, ...]:
    text = TAGS_ONLY.sub("", cutting.reduced(unit, members, doc=False))
    if not LEAST_CHARACTERS <= len(text) <= MOST_CHARACTERS or not sound(text):
        return ()
    outside = [m for m in unit.members if m not in members]
    needed = {name for each in outside for name in cutting.touched(unit, each)}
    closed = {m.name for m in members} - needed
    before, kept = text, list[tuple[str, str]]()
    order = (pattern, *(name for name in OPENED if name != pattern))
    for name in order:
        made = _opened(name, before, closed, source)
        if made and _all_proven([*kept, (name, unit.name)], made, text):
            before, kept = made, [*kept, (name, unit.name)]
        elif name == pattern:
            return ()
        if len(kept) == 2 or changed_lines(before, text) >= ENOUGH_LINES:
            break
    before, kept = _along(before, text, kept)
    found = [explained(Change(name, subject, before, text)) for name, subject in kept]
    return tuple(change for change in found if change) if all(found) else ()


def _opened(pattern: str, text: str, closed: set[str], source: Source) -> str | None:
    parsed = typescript.parse(text)
    if parsed.errors or len(parsed.classes) != 1:
        return None
    made = parsed.classes[0]
    if pattern in WHOLE:
        change = WHOLE[pattern](made, parsed)
    else:
        # What the file has beside the class says whether a function may stand there.
        change = OPENED[pattern](made, parsed, closed)
    if change is None:
        return None
    head = text[: text.index(made.text)] if made.text in text else ""
    return head + change.before


def _all_proven(steps: list[tuple[str, str]], before: str, after: str) -> bool:
    return all(explained(Change(name, subject, before, after)) for name, subject in steps)


def _along(
    before: str, after: str, kept: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str]]]:
    """Steps of single methods on top, until enough has changed."""
    for pattern in ALONG:
        if len(kept) == MOST_STEPS or changed_lines(before, after) >= ENOUGH_LINES:
            break
        parsed = typescript.parse(before)
        if parsed.errors or len(parsed.classes) != 1:
            break
        for method in parsed.classes[0].methods:
            made = _in_method(pattern, parsed.classes[0], method)
            step = (pattern, method.name)
            if made and _all_proven([*kept, step], made, after):
                before, kept = made, [*kept, step]
                break
    return before, kept


def _in_method(pattern: str, unit: Unit, method: Member) -> str | None:
    lone = cutting.members_text([method])
    code = read(lone)
    if code is None or pattern in WHOLE_BODY or pattern not in MEMBER_INVERSES:
        return None
    if any("\n" in code.of(node) for node in code.nodes("template_string")):
        return None
    step = next(member_changes(method, (pattern,)), None)
    if step is None:
        return None
    made = spliced(unit, method, step.before)
    return made if not typescript.syntax_errors(made) else None
