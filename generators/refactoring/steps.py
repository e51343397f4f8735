"""Steps of refactoring constructed from compliant code: an inverse writes the code before the step,
and the proof of the change decides whether it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators import typescript
from generators.typescript import Member, SourceFile, Unit, cutting

from .change import Change, explained, proven
from .code import read
from .inverse import classes, errors, expressions, flow, habits, members

MEMBER_INVERSES = {
    **members.INVERSES,
    **errors.INVERSES,
    **flow.INVERSES,
    **expressions.INVERSES,
    **habits.INVERSES,
}
# In the order in which they teach most.
MEMBER_ORDER = (
    "errors_thrown",
    "async_await",
    "caught_checked",
    "process_left",
    "collection_used",
    "guard_added",
    "copy_returned",
    "error_context",
    "cases_listed",
    "errors_not_null",
    "chaining_returned",
    "guard_clause",
    "annotations_added",
    "state_in_model",
    "place_found",
    "async_io",
    "result_returned",
    "default_parameter",
    "nullish_default",
    "errors_let_through",
    "elements_iterated",
    "types_added",
    "contract_completed",
    "paths_joined",
    "names_spoken",
    "require_replaced",
    "return_type_added",
    "documentation_added",
    "constants_declared",
)
# The steps that a single change of a member is looked for among, in this order.
PLAIN_ORDER = ("errors_thrown", "types_added", "chaining_returned", "documentation_added")
# Steps about names and comments are proven token by token, which another step at the same time
# rules out.
WHOLE_BODY = frozenset(
    {"names_spoken", "documentation_added", "contract_completed", "annotations_added"}
)


def class_changes(unit: Unit, file: SourceFile) -> Iterator[Change]:
    """Every proven step of a class, those that teach most first."""
    for inverse in classes.INVERSES:
        if (change := inverse(unit, file)) and (found := explained(change)):
            yield found


def member_change(member: Member) -> Change | None:
    """The first proven step of a member among the plain ones."""
    return next(member_changes(member, PLAIN_ORDER), None)


def member_changes(member: Member, patterns: Sequence[str] = MEMBER_ORDER) -> Iterator[Change]:
    """Every proven step of a member, those that teach most first."""
    after = cutting.members_text([member])
    for pattern in patterns:
        before = _before(pattern, member, after)
        if before is not None and (found := explained(Change(pattern, member.name, before, after))):
            yield found


def before_step(pattern: str, member: Member) -> str | None:
    """The member as it was before one step, proven; None where the step has no inverse here."""
    after = cutting.members_text([member])
    before = _before(pattern, member, after)
    if before is None or not proven(Change(pattern, member.name, before, after)):
        return None
    return before


def open_state(unit: Unit, user: Member) -> list[Change]:
    """A class with public state in which one method lacks a step of its own as well: the same pair
    of texts for each of the two steps.

    Empty where the method has no step, or holds texts over several lines.
    """
    lone, code = cutting.members_text([user]), read(cutting.members_text([user]))
    if code is None or any("\n" in code.of(node) for node in code.nodes("template_string")):
        return []
    blank = cutting.indentation(user.source, user.start)
    for step in member_changes(user):
        if step.pattern in WHOLE_BODY or step.pattern == "state_in_model":
            continue
        lines = "\n".join(blank + line if line else line for line in step.before.split("\n"))
        text = unit.source[: user.doc_start - len(blank)] + lines + unit.source[user.end :]
        parsed = typescript.parse(text)
        opened = (
            classes.public_inverse(parsed.classes[0], parsed)
            if parsed.classes and not parsed.errors
            else None
        )
        if opened is None or lone not in step.after:
            continue
        pair = [
            Change(name, unit.name, opened.before, unit.documented_text)
            for name in ("state_made_private", step.pattern)
        ]
        found = [each for change in pair if (each := explained(change))]
        if len(found) == len(pair):
            return [found[0], replace(found[1], subject=user.name)]
    return []


def combined(member: Member, patterns: Sequence[str]) -> list[Change]:
    """A member before several steps at once: the same pair of texts once for each step, or nothing
    where one of them has no inverse or no proof.
    """
    after = cutting.members_text([member])
    text = after
    for pattern in patterns:
        code = read(text)
        known = code.members.get(member.name) if code else None
        made = MEMBER_INVERSES[pattern](code, known) if code and known else None
        if made is None:
            return []
        text = made
    found = [explained(Change(pattern, member.name, text, after)) for pattern in patterns]
    return [change for change in found if change] if all(found) else []


def _before(pattern: str, member: Member, after: str) -> str | None:
    code = read(after)
    return MEMBER_INVERSES[pattern](code, member) if code else None
