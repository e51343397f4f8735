"""Steps of refactoring constructed from compliant code: an inverse writes the code before the step,
and the proof of the change decides whether it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.typescript import Member, SourceFile, Unit, cutting

from .change import Change, changed_lines, explained, proven
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


def composed(
    member: Member,
    patterns: Sequence[str],
    enough: int,
    most: int,
    found: tuple[str, Sequence[str]] | None = None,
) -> list[Change]:
    """A member before several steps at once: the same pair of texts once for each step.

    Tries the patterns in their order and keeps those that can be taken back beside the ones before
    them, until `most` are kept, or two and `enough` lines differ. `found` is an earlier text of the
    member with the steps that lead from it: the others are taken back on top.
    """
    after = cutting.members_text([member])
    text, kept = (found[0], list(found[1])) if found else (after, list[str]())
    for pattern in patterns:
        if len(kept) == most or (len(kept) > 1 and changed_lines(text, after) >= enough):
            break
        made = _taken_back(pattern, text, member.name)
        if made is None or not all(proven(Change(p, "", made, after)) for p in (*kept, pattern)):
            continue
        text, kept = made, [*kept, pattern]
    told = [explained(Change(pattern, member.name, text, after)) for pattern in kept]
    return [change for change in told if change] if all(told) else []


def _taken_back(pattern: str, text: str, name: str) -> str | None:
    code = read(text)
    known = code.members.get(name) if code else None
    return MEMBER_INVERSES[pattern](code, known) if code and known else None


def spliced(unit: Unit, user: Member, text: str) -> str:
    """The class with another text for one of its members, given at the left edge."""
    blank = cutting.indentation(user.source, user.start)
    lines = "\n".join(blank + line if line else line for line in text.split("\n"))
    return unit.source[: user.doc_start - len(blank)] + lines + unit.source[user.end :]


def _before(pattern: str, member: Member, after: str) -> str | None:
    code = read(after)
    return MEMBER_INVERSES[pattern](code, member) if code else None
