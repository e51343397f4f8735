"""What a recorded check shows, and which samples it leads to."""

from __future__ import annotations

from typing import Any

import pytest

from studio.export import release
from studio.store.staging import Staging
from studio.validation import history
from studio.validation.evidence import NO_STORE, Verdict
from studio.validation.printing import render
from studio.validation.runner import Report

FIGURES: dict[str, Any] = {
    "samples": 1, "tokens": 1, "average": 1.0, "distinct_outputs": 1, "reused_outputs": 0,
    "most_reused": 1, "near_duplicate_outputs": 0,
    "without_weakness": {"share": 1.0, "categories": {}, "weaknesses": {}}, "weaknesses": {},
    "diversity": {},
}  # fmt: skip


def recorded(*verdicts: Verdict, settings: Any = None) -> dict[str, Any]:
    return Report(list(verdicts), {}, settings, {}, 0).as_json()


def test_what_was_not_judged_has_no_tick(settings: Any) -> None:
    verdicts = [
        Verdict("sources", True, NO_STORE),
        Verdict("loads", True, "one table"),
        Verdict("count", False, "12 of 13"),
    ]
    found = history.checks(recorded(*verdicts, settings=settings))
    assert {check.rule: check.mark[0] for check in found} == {
        "count": "✗", "sources": "–", "loads": "✓",
    }  # fmt: skip
    report = Report(verdicts, {}, settings, {}, 0, profile="general")
    report.files = {"any": FIGURES}
    assert f"– sources: {NO_STORE}" in render(report) and "✓ loads" in render(report)
    # Reports of earlier versions do not say whether a check judged.
    old = recorded(*verdicts, settings=settings)
    for check in old["checks"]:
        del check["judged"]
    assert [check.judged for check in history.checks(old)] == [check.judged for check in found]


def test_what_fails_stands_at_the_end_with_all_that_is_known_of_it(settings: Any) -> None:
    verdicts = [
        Verdict("count", False, "12 of 13", ("a.jsonl 12/13",), "see the run"),
        Verdict("loads", True, "one table"),
    ]
    lines = render(Report(verdicts, {"any": FIGURES}, settings, {}, 0)).splitlines()
    assert lines.index("✗ count: 12 of 13") < lines.index("✓ loads: one table")
    assert lines[-8:-1] == [
        "",
        "FAILED:",
        "✗ count: 12 of 13",
        "    a.jsonl 12/13",
        "    → see the run",
        "",
        "❌ 1 VALIDATION FAILED: count",
    ]


@pytest.mark.parametrize(
    ("verdict", "filter"),
    [
        (release.flagged(2, allowed=False), "state:flagged"),
        (release.flagged(0, allowed=False), ""),
        (Verdict("datasets", False, "1 is missing", ("style_core",), "generate them"), ""),
        (Verdict("count", False, "short", ("style_core/tsranger: 1 of 2",)), "dataset:style_core"),
    ],
)
def test_a_check_leads_to_samples_that_there_are(
    staging: Staging, settings: Any, verdict: Verdict, filter: str
) -> None:
    [check] = history.checks(recorded(verdict, settings=settings))
    found = history.samples_of(staging.db, check)
    assert found.startswith(filter) if filter else not found
