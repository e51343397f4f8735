"""How a step can be verified where that depends on the code: by what the code before it fails."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generators.refactoring.change import Change

THEN = (".then(",)
GATHERING = (".push(", "for (", "while (")
GLUE = ("}/", "+ '/", '+ "/', "+ `/", "/' +", '/" +', "/` +")
RETURN = re.compile(r"\breturn\b")
COUNTING = re.compile(r"\bfor \((?:let|var) \w+")


# Steps after which a test that passed may fail: another result, an error, a promise, no output.
CHANGING = frozenset(
    {
        "errors_thrown",
        "process_left",
        "errors_not_null",
        "errors_let_through",
        "error_context",
        "guard_added",
        "async_io",
        "result_returned",
        "output_removed",
        "nullish_default",
        "values_computed",
        "place_found",
        "copy_returned",
        "state_in_model",
    }
)


def checks(change: Change, subject: str, settled: bool = True) -> dict[str, str]:
    """The sentences about `subject`, by the names that the wording gives them; `settled` where the
    code does what it did before.
    """
    same = ", and its tests pass unchanged" * settled
    searched = f"Searching `{subject}` for"
    chained = _gone(change, searched, THEN)
    gathered = _gone(change, searched, GATHERING) or f"`{subject}` has fewer loops"
    glued = _gone(change, searched, GLUE) or f"`{subject}` no longer glues its paths"
    counted = _gone(change, searched, COUNTING.findall(change.before))
    counted = counted or f"`{subject}` has fewer counting loops"
    caught = f"catches what {change.names} may throw."
    return {
        "unchanged": f", and the tests of `{subject}` pass unchanged" * settled,
        "gathers": f"{gathered}{same}.",
        "awaits": f"{chained}, and one `try` around its lines {caught}"
        if chained
        else f"One `try` in `{subject}` {caught}",
        "glues": f"{glued}: {change.extra} builds each path that was glued.",
        "counts": f"{counted}{same}.",
        "branch": "Returning something else in one branch does not compile."
        if len(RETURN.findall(change.after)) > 1
        else f"`{subject}` does not compile if it returns something else.",
    }


def _gone(change: Change, searched: str, marks: Iterable[str]) -> str:
    """A search for the first mark that the code before the step has and the code after it lacks."""
    found = (mark for mark in marks if mark in change.before and mark not in change.after)
    return next((f"{searched} `{mark}` finds nothing" for mark in found), "")
