"""Compliant code with what a CMM2 author would have written instead: members, helpers, classes,
interfaces, tests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from generators.limits import in_time
from generators.refactoring.change import Change, changed_lines, explained
from generators.refactoring.code import read
from generators.refactoring.inverse.groups import bare_values, inlined, underscored
from generators.refactoring.inverse.tests import tests
from generators.refactoring.material import PRINTING_LAYER, Material, class_material, material
from generators.refactoring.soundness import sound
from generators.refactoring.steps import MEMBER_ORDER, WHOLE_BODY, composed, member_changes
from generators.steps import counted
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Components, Library, Source
from generators.typescript.twins import ALIKE, SAME, Twins

from . import pair
from .classes import class_steps
from .contracts import contracts
from .given import given
from .pair import COMPARED, PHASES, Pair

PER_MEMBER, MOST_STEPS, ENOUGH_LINES, LEAST_LINES = 3, 4, 6, 2
LEAST_CHARACTERS, MOST_CHARACTERS = 110, 3_600
# What stands in for a view until the pair is made.
FILL = "fill"
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
# Steps that leave a decision to layer 5, which has nobody to leave it to.
BELOW_LAYER_5 = ("process_left", "errors_let_through")
# Steps from what the corpus wrote itself.
FOUND = ("output_removed", "errors_thrown")
ALONE = WHOLE_BODY | {"guard_added"}
# What a comment says cannot be read off the code.
TRIED = [pattern for pattern in MEMBER_ORDER if pattern not in pair.COMMENTS]


def constructed(library: Library, corpus: Components, seconds: float) -> Iterator[Pair]:
    """Members, members together, classes, contracts, and tests; each with its view. A file that
    takes far longer than `seconds` is left out.
    """
    for source, unit, steps, view in _all(library, corpus, seconds):
        told = given(steps, source, unit, library)
        if told is None:
            continue
        fill = view == FILL
        if fill or changed_lines(steps[0].before, steps[0].after) >= LEAST_LINES:
            yield pair.of(source, steps, _view(steps[0]) if fill else view, told, fill)


def _view(step: Change) -> str:
    """How a pair was cut."""
    if "class " in step.after:
        return "constructed_class"
    code = read(step.after)
    return f"constructed_member{'s' * (code is not None and len(code.members) > 1)}"


Found = tuple[Source, Unit | None, tuple[Change, ...], str]


@dataclass
class Met:
    """What the sources so far have given: texts, members by what they say, the same of classes and
    of members together step by step, steps, classes with their interface, and tests.
    """

    texts: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    tested: set[str] = field(default_factory=set)
    twins: Twins = field(default_factory=Twins)
    groups: defaultdict[str, Twins] = field(default_factory=lambda: defaultdict(Twins))
    used: Counter[str] = field(default_factory=Counter)


def _all(library: Library, corpus: Components, seconds: float) -> Iterator[Found]:
    met = Met()
    for source in counted(library.sources, COMPARED + 1, PHASES):
        yield from in_time(partial(_of_source, source, met), seconds, source.component.file_path)
    for source in counted(library.sources, COMPARED + 2, PHASES):
        promised = partial(contracts, source, library, met.promised)
        for change in in_time(promised, seconds, source.component.file_path):
            yield source, None, (change,), "constructed_class"
    for source in _test_files(library, corpus):
        cases = partial(tests, source, met.tested)
        for change in in_time(cases, seconds, source.component.file_path):
            yield source, None, (change,), "constructed_test"


def _test_files(library: Library, corpus: Components) -> Iterator[Source]:
    """Each test on Vitest once."""
    seen: set[str] = set()
    for record in corpus.distinct_components():
        if "vitest" in record.text and record.digest not in seen:
            seen.add(record.digest)
            source = library.source(record)
            if source.readable:
                yield source


def _of_source(source: Source, met: Met) -> Iterator[Found]:
    for unit in source.file.classes:
        for member in unit.members:
            key = cutting.normalised(member.text)
            if key not in met.texts and member.body is not None:
                met.texts.add(key)
                known = met.twins.met(member.text, unit.name)
                if known >= SAME:
                    continue
                shown = material(member, source.layer)
                for steps, view in _of_member(shown, source.layer, met.used):
                    yield source, unit, steps, FILL if known >= ALIKE else view
        made = class_material(unit, source.layer)
        for steps in (*_together(made), *class_steps(made, source)):
            key = f"{steps[0].pattern} {cutting.normalised(steps[0].after)}"
            if key in met.texts:
                continue
            met.texts.add(key)
            known = met.groups[steps[0].pattern].met(steps[0].after, unit.name)
            if known < SAME:
                view = "class" if "class " in steps[0].after else "members"
                yield source, unit, steps, FILL if known >= ALIKE else f"constructed_{view}"


def _of_member(
    shown: Material, layer: str, used: Counter[str]
) -> Iterator[tuple[tuple[Change, ...], str]]:
    if not _fit(shown.member):
        return
    tried = [p for p in TRIED if layer != PRINTING_LAYER or p not in BELOW_LAYER_5]
    for number, steps in enumerate(member_steps(shown, used, tried)):
        first = steps[0].pattern in FOUND and shown.found is not None
        # Whatever the steps were, the code afterwards is the same.
        yield steps, FILL if number else f"{'found' if first else 'constructed'}_member"
    for change in single_steps(shown.member, tried):
        yield (change,), FILL


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


def member_steps(
    shown: Material, used: Counter[str], tried: Sequence[str]
) -> Iterator[tuple[Change, ...]]:
    """At most three pairs of a member without a step in common: what the corpus wrote first, then
    each led by the step that has been `used` least, with others until enough lines differ.
    """
    member = shown.member
    left = [change.pattern for change in member_changes(member, tried)]
    if shown.found:
        beside = [p for p in (*SMALL, "guard_clause", "collection_used") if p in left]
        steps = tuple(composed(member, beside, ENOUGH_LINES, MOST_STEPS, shown.found))
        left = [p for p in left if p not in {s.pattern for s in steps}]
        if steps:
            yield steps
    for _ in range(PER_MEMBER - bool(shown.found)):
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


def single_steps(member: Member, tried: Sequence[str]) -> Iterator[Change]:
    """One step at a time, at most one of a group of rivals."""
    seen: set[str] = set()
    for change in member_changes(member, tried):
        rivals = {p for group in GROUPS if change.pattern in group for p in group}
        if rivals.isdisjoint(seen):
            seen.add(change.pattern)
            yield change


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
        fit = max(len(before), len(after)) < MOST_CHARACTERS and sound(after)
        if fit and (change := explained(Change(pattern, subject, before, after))):
            yield (change,)
