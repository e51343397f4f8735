"""Violations made by taking a step of refactoring back that is no matter of types: how a member
fails, and what it gives back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.refactoring.change import Change
from generators.refactoring.steps import member_changes
from generators.sample import fingerprint
from generators.typescript import Finding, Member

from .broken import Broken

# The step behind each violation; the words for it are those of `detected`.
STEPS = {
    "errors_thrown": "printed_failure",
    "process_left": "process_ended",
    "errors_let_through": "caught_all",
    "error_context": "bare_message",
    "chaining_returned": "unchained",
}
# Layer 5 talks to people; the layers below it answer and throw.
SILENT_LAYERS = ("layer2", "layer4")
BELOW_SURFACE = ("printed_failure", "process_ended", "caught_all")
# A failure that is only logged before the member leaves is none that its caller learns of.
LOGGED = re.compile(r"\.(?:error|warn)\([^\n]*\);?\s*\n\s*return\b")
LEFT = re.compile(r"console\.\w+\([^\n]*\);?\s*\n\s*return\b *(\w*)")


def taken_back(member: Member, layer: str) -> list[Broken]:
    """The steps of a compliant member that can be taken back, in an order of its own, so that
    members of one kind show different ones.
    """
    found = [
        taken
        for change in member_changes(member, tuple(STEPS))
        if (taken := _taken(change, layer)) is not None
    ]
    return sorted(found, key=lambda each: fingerprint(member.name, each.violation))


def _taken(change: Change, layer: str) -> Broken | None:
    violation = STEPS[change.pattern]
    if violation in BELOW_SURFACE and layer not in SILENT_LAYERS:
        return None
    if LOGGED.search(change.after) or "console." in change.after:
        return None
    values = _values(violation, change)
    findings = (Finding(violation, 1, violation, 0, 1),)
    before, after = change.before.strip("\n"), change.after.strip("\n")
    return Broken(violation, change.subject, before, after, findings, values)


def _values(violation: str, change: Change) -> tuple[tuple[str, str], ...]:
    if violation == "bare_message":
        return (("missing", change.names),)
    if violation == "printed_failure":
        left: Sequence[str] = LEFT.findall(change.before)
        return (("leaves", "returns `null`" if "null" in left else "returns as after a success"),)
    return ()
