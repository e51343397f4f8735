"""What Validate says about a validation: a line for the history, and the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from studio.validation import history
from studio.validation.history import Check
from studio.widgets.safe import one_line
from studio.widgets.safe import report as shown

RELEASE = {
    "datasets": "Datasets of which nothing is there.",
    "scale": "Samples generated at another scale than the one asked for.",
    "flagged": "Samples that are flagged and not replaced yet.",
}
"""What the checks of a release judge, which are no rules of the files."""


def past_line(row: Mapping[str, Any]) -> Content:
    """The line of a past validation: when it was, and what failed."""
    failed = [check.rule for check in history.checks(row["report"]) if not check.passed]
    mark = (
        ("✓ passed", "$text-success")
        if row["passed"]
        else ("✗ " + ", ".join(failed), "$text-error")
    )
    return Content.assemble(f"{row['at'][:16].replace('T', ' ')}  ", mark)


def outcome(told: str) -> Content:
    """The outcome of an export, green where files were written."""
    style = "$text-success" if told.startswith("✓") else "$text-error"
    return Content.styled(one_line(told), f"bold {style}")


def report(
    chosen: Mapping[str, Any],
    older: Mapping[str, Any] | None,
    at: int | None,
    meanings: Mapping[str, str],
) -> Content:
    """The report of one validation.

    Args:
        chosen: the row of the validation in the store.
        older: the one before it, whose changes are told; None if there is none.
        at: the place of the check under the cursor, of which everything is said first.
        meanings: what each check judges, by its name.
    """
    parts = [Content.styled(f"Validation of {chosen['at'][:16].replace('T', ' ')}", "bold")]
    checks = history.checks(chosen["report"])
    here = checks[at] if at is not None and at < len(checks) else None
    if here is not None:
        # The list cuts a long line off.
        parts += _told(here)
        if meaning := meanings.get(here.rule):
            judged = f"    It judges: {one_line(meaning, 1_000)}"
            parts.append(Content.styled(judged, "$text-muted"))
    for check in checks:
        if not check.passed and check is not here:
            parts += _told(check)
    if older is not None:
        said = history.changes(chosen["report"], older["report"]) or ["Nothing"]
        title = f"\nChanged since {older['at'][:16].replace('T', ' ')}"
        parts += [Content.styled(title, "bold"), *(Content(f"  {one_line(line)}") for line in said)]
    return Content("\n").join(parts)


def printed(text: str) -> Content:
    """The report as it was printed."""
    return Content("\n" + shown(text))


def _told(check: Check) -> Iterator[Content]:
    """All that a check says; of one that failed, the samples and what to do, too."""
    yield Content.assemble(check.mark, f" {check.rule}: {one_line(check.detail, 1_000)}")
    if not check.passed:
        yield from (Content(f"    {one_line(name)}") for name in check.samples)
        yield Content(f"    → {one_line(check.fix)}")
