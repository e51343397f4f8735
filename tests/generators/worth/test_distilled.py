"""What is not a distillation: lines that the record has not, or elsewhere; what carries it left
out; noise kept; remains of cuts; another kind of work.
"""

from __future__ import annotations

import pytest

from generators.sample import SampleMetadata
from generators.worth import judge
from generators.worth.distilled import noisy

RECORD = """# PDCA Cycle: Kiln door failed in the night
Objective: Fix the door of the kiln
Issues: the door failed twice and broke the batch
Template Version: 3.1.4.2
Agent Name: KilnAgent

## Summary
The night firing of Tuesday was the second one that went wrong; the batch of the pottery school was
lost with it, and the workshop had to be aired for half a day before anybody could go on with it.

## Plan
Root Cause: the spring of the latch is broken

## Do
1. Replaced the broken spring of the latch
2. Fixed the second spring behind it
3. Wired an alarm to the door
- PDCA Document: GitHub | kiln/door.md

## Check
- The door held in three firings
- The alarm rang at 4.8 mm when the latch failed
- No error was left in the log

Test Results:
- ✅ 41 of 41 tests pass
- ✅ The log of the night is empty

## Act
Lessons Learned:
- Replace springs before they fail
- Test a latch under heat

Next Steps:
- Order springs for the other kilns
- What an amazing party it was
"""
GOOD = """# PDCA Cycle: Kiln door failed in the night
Objective: Fix the door of the kiln
Issues: the door failed twice and broke the batch

## Plan
Root Cause: the spring of the latch is broken

## Do
1. Replaced the broken spring of the latch
2. Fixed the second spring behind it
3. Wired an alarm to the door

## Check
- The door held in three firings
- The alarm rang at 4.8 mm when the latch failed
- No error was left in the log

## Act
Lessons Learned:
- Replace springs before they fail
- Test a latch under heat

Next Steps:
- Order springs for the other kilns
"""


def codes(
    output: str,
    view: str = "whole",
    category: str = "debugging",
    given: str = RECORD,
    asked: str = "Condense this PDCA.",
) -> tuple[str, ...]:
    metadata = SampleMetadata(task_type="domain_patterns", category=category, view=view)
    return judge.weaknesses("domain_patterns", asked, given, output, metadata)


def test_a_distillation() -> None:
    assert codes(GOOD) == ()


def without(*lines: str) -> str:
    return "".join(f"{line}\n" for line in GOOD.splitlines() if line not in lines)


CHECK = (
    "## Check", "- The door held in three firings",
    "- The alarm rang at 4.8 mm when the latch failed", "- No error was left in the log",
)  # fmt: skip
FAULTS = {
    "a line of its own": (GOOD.replace("three firings", "nine firings"), "unknown"),
    "a heading of its own": (GOOD.replace("## Plan", "## Diagnosis"), "unknown"),
    "a line below another heading": (
        without("- No error was left in the log") + "- No error was left in the log\n", "untrue",
    ),
    "the cause left out": (
        without("## Plan", "Root Cause: the spring of the latch is broken"), "untrue",
    ),
    "a lesson left out": (without("- Test a latch under heat"), "untrue"),
    "a section left out": (without(*CHECK), "untrue"),
    "a list told in part": (without(*CHECK[2:]), "untrue"),
    "a link": (
        GOOD.replace("door\n\n## C", "door\n- PDCA Document: GitHub | kiln/door.md\n\n## C"),
        "untrue",
    ),
    "praise": (GOOD + "- What an amazing party it was\n", "untrue"),
    "a step without the one before": (
        without("1. Replaced the broken spring of the latch"), "broken",
    ),
    "a bare heading": (without(*CHECK[1:]), "broken"),
    "no shorter": (RECORD, "unshown"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_none(name: str) -> None:
    text, code = FAULTS[name]
    assert code in codes(text)


def test_a_section_that_is_asked_for_is_told() -> None:
    assert codes(GOOD, asked="Cut the sections “Plan” and “Check” of “Kiln door” short.") == ()
    assert "untrue" in codes(GOOD, asked="Cut the sections “Summary” and “Plan” short.")


CUT = [
    "- ... and 21 more",
    "- Located the record with a snippet for",
    "- Checked  the latch (",
    "- Added ``",
]


@pytest.mark.parametrize("line", CUT)
def test_remains_of_a_cut(line: str) -> None:
    at = "3. Wired an alarm to the door\n"
    given, text = (each.replace(at, f"{at}{line}\n") for each in (RECORD, GOOD))
    assert "broken" in codes(text, given=given)


def test_another_kind_of_work() -> None:
    assert "unshown" in codes(GOOD, category="collaboration")
    assert "unshown" in codes(GOOD, category="integration")


ANSWER = """# PDCA Cycle: Kiln door failed in the night

## Plan
Root Cause: the spring of the latch is broken

## Act
Lessons Learned:
- Replace springs before they fail
- Test a latch under heat
"""


def test_an_answer_holds_what_was_asked_for() -> None:
    assert codes(ANSWER, "cause_and_lesson") == ()
    assert codes(ANSWER, "cause_and_next") == ("untrue",)
    less = ANSWER.replace("- Test a latch under heat\n", "")
    assert codes(less, "cause_and_lesson") == ("untrue",)


INVENTED = """# How the fix was verified: Kiln door failed in the night

## Problem
- the door failed twice and broke the batch

## Fix
- Replaced the broken spring of the latch

## Verification
- The door held in three firings
"""


def test_sections_that_the_record_has_not() -> None:
    assert "unknown" in codes(INVENTED)


@pytest.mark.parametrize(
    "line",
    [
        "- A third-party library loads the fonts",
        "- As a result, the second request waits",
        "- As an adapter it belongs to layer 1",
    ],
)
def test_what_only_looks_like_talk_or_a_story_is_no_noise(line):
    assert not noisy(line)


@pytest.mark.parametrize("line", ["As a curator, I want a list", "As a tester", "- Party at six"])
def test_stories_and_talk_are_noise(line):
    assert noisy(line)
