"""Compliant code with what a CMM2 author would have written instead: members, helpers, classes,
interfaces, tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generators.refactoring.change import Change, changed_lines, explained
from generators.refactoring.inverse.groups import bare_values, inlined, underscored
from generators.refactoring.inverse.tests import tests
from generators.refactoring.soundness import sound
from generators.refactoring.steps import MEMBER_ORDER, WHOLE_BODY, composed, member_changes
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Components, Library, Source

from . import pair
from .classes import class_steps
from .contracts import contracts
from .given import given
from .pair import Pair

PER_MEMBER, MOST_STEPS, ENOUGH_LINES, LEAST_LINES = 2, 4, 6, 3
LEAST_CHARACTERS, MOST_CHARACTERS = 140, 3_600
# Lines from which on a method does several things.
LONG = 14
# Steps that are small, or right for almost any code: they come along with another one.
SMALL = (
    "types_added",
    "constants_declared",
    "return_type_added",
    "chaining_returned",
    "error_context",
    "copy_returned",
    "paths_joined",
    "nullish_default",
    "default_parameter",
    "require_replaced",
    "elements_iterated",
    "caught_checked",
)
# Steps that would contradict each other in one member: only one of each group.
GROUPS = (
    ("errors_thrown", "errors_not_null", "process_left", "errors_let_through", "error_context"),
    ("types_added", "return_type_added"),
    ("async_await", "async_io", "require_replaced"),
    ("guard_clause", "guard_added"),
    ("nullish_default", "default_parameter"),
)
ALONE = WHOLE_BODY | {"guard_added"}
# What a comment says cannot be read off the code.
TRIED = [pattern for pattern in MEMBER_ORDER if pattern not in pair.COMMENTS]


def constructed(library: Library, corpus: Components) -> Iterator[Pair]:
    """Members, members together, classes, contracts, and tests; each with its view."""
    for made in _all(library, corpus):
        source, unit, steps, view = made
        told = given(steps, source, unit, library)
        if told is not None and changed_lines(steps[0].before, steps[0].after) >= LEAST_LINES:
            yield pair.of(source, steps, view, told)


def _all(
    library: Library, corpus: Components
) -> Iterator[tuple[Source, Unit | None, tuple[Change, ...], str]]:
    seen: set[str] = set()
    used: Counter[str] = Counter()
    for source in library.sources:
        for unit in source.file.classes:
            for member in unit.members:
                key = cutting.normalised(member.text)
                if key not in seen and _fit(member):
                    seen.add(key)
                    for steps in member_steps(member, used):
                        yield source, unit, steps, "constructed_member"
            for steps in (*_together(unit), *class_steps(unit, source)):
                key = f"{steps[0].pattern} {cutting.normalised(steps[0].after)}"
                if key not in seen:
                    seen.add(key)
                    view = "class" if "class " in steps[0].after else "members"
                    yield source, unit, steps, f"constructed_{view}"
    for source, steps, view in contracts(library):
        yield source, None, steps, view
    for source, change in tests(library, corpus):
        yield source, None, (change,), "constructed_test"


def _fit(member: Member) -> bool:
    """Whether a member may stand as an example."""
    return (
        member.body is not None
        and member.kind != "constructor"
        and LEAST_CHARACTERS < len(member.documented_text) < MOST_CHARACTERS
        and not cutting.only_prints(member)
        and not cutting.is_heading(cutting.purpose(member.doc))
        and sound(member.documented_text)
    )


def member_steps(member: Member, used: Counter[str]) -> Iterator[tuple[Change, ...]]:
    """At most two pairs of a member without a step in common: each led by the step that has been
    `used` least, with others until enough lines differ.
    """
    left = [change.pattern for change in member_changes(member, TRIED)]
    for _ in range(PER_MEMBER):
        leading = sorted(
            (p for p in left if p not in SMALL), key=lambda p: (used[p], MEMBER_ORDER.index(p))
        )
        small = sorted((p for p in left if p in SMALL), key=lambda p: (used[p], SMALL.index(p)))
        first = next(iter([*leading, *small]), None)
        if first is None:
            return
        steps = tuple(composed(member, _beside(first, leading, small), ENOUGH_LINES, MOST_STEPS))
        left = [p for p in left if p != first and p not in {s.pattern for s in steps}]
        if steps and steps[0].pattern == first:
            used.update(step.pattern for step in steps)
            yield steps


def _beside(first: str, leading: Sequence[str], small: Sequence[str]) -> list[str]:
    """The first step, and those that may come along with it: small ones before others."""
    if first in ALONE:
        return [first]
    kept = [first]
    for pattern in (*small, *leading):
        rivals = {p for group in GROUPS if pattern in group for p in group}
        if pattern not in ALONE and rivals.isdisjoint(kept):
            kept.append(pattern)
    return kept


def _together(unit: Unit) -> Iterator[tuple[Change, ...]]:
    """Helpers written out, constants as bare values, underscores."""
    for pattern, subject, before, after in (*inlined(unit), *bare_values(unit), *underscored(unit)):
        short = pattern == "helper_extracted" and before.count("\n") < LONG
        fit = max(len(before), len(after)) < MOST_CHARACTERS and sound(after) and not short
        if fit and (change := explained(Change(pattern, subject, before, after))):
            yield (change,)
