"""Reports: what a request asks for, and lines that cannot be where they are; each by a planted
fault.
"""

from __future__ import annotations

import pytest

from .planted import codes

NOTES = """Title: Kiln door
Tester reports on the kiln door.
Before the work:
- Kiln door opened by itself during the night firing
- Give the latch a second spring before Friday
During the work:
- Mounted a second spring on the latch
After the work:
- next: order the drawings of the latch
- Night firing with closed door passed three times
- Springs wear out sooner than latches, so they must be checked first
"""
OUTPUT = """# Web4 Report: Kiln door

## Introduction
Tester reports on the kiln door.

## Problem
- Kiln door opened by itself during the night firing

## Plan
- Give the latch a second spring before Friday

## Do
- Mounted a second spring on the latch

## Check
- Night firing with closed door passed three times

## Act
- Order the drawings of the latch

## Lessons
- Springs wear out sooner than latches, so they must be checked first
"""


def reported(
    output: str, asked: str = "Write the Web4 report.", given: str = NOTES, quarter: str = ""
) -> tuple[str, ...]:
    return codes("reporting_protocol", asked, given, output, view="document", quarter=quarter)


def without(*names: str) -> str:
    kept = OUTPUT.split("\n## ")
    return "\n## ".join(part for part in kept if part.split("\n", 1)[0] not in names)


def test_a_whole_report() -> None:
    assert reported(OUTPUT) == ()


SOME = "Introduction, Problem, Plan, Do and Check"


@pytest.mark.parametrize(
    ("asked", "given", "output", "expected"),
    [
        (f"Sections: {SOME}.", NOTES, without("Act", "Lessons"), ()),
        ("Write the report.", f"Sections: {SOME}\n{NOTES}", without("Act", "Lessons"), ()),
        ("Write the report on “Plan and Do”.", NOTES, without("Act"), ("unshown",)),
        (f"Sections: {SOME}.", NOTES, without("Act", "Lessons", "Do"), ("unshown",)),
        (f"Sections: {SOME}.", NOTES, without("Lessons"), ("unshown",)),
        ("Write only Plan and Do.", NOTES, without("Problem", "Check", "Act", "Lessons"),
         ("unshown",)),
        ("Write the report.", NOTES,
         OUTPUT.replace("Order the drawings of the latch", "Nothing was noted."), ("unshown",)),
    ],
)  # fmt: skip
def test_the_sections_that_are_asked_for(
    asked: str, given: str, output: str, expected: tuple[str, ...]
) -> None:
    assert reported(output, asked, given) == expected


def moved(line: str, section: str) -> str:
    """The report with a line in another section, its own left to what else is there."""
    return OUTPUT.replace(f"## {section}\n", f"## {section}\n- {line}\n")


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Give the door a second hinge", "Do"),
        ("Give the door a second hinge", "Check"),
        ("Replaced the hinge of the oven", "Plan"),
        ("Replaced the hinge of the oven", "Act"),
        ("The hinge should hold for a year", "Check"),
        ("Quality impact: hinges prevent a fall of the oven", "Lessons"),
        ("Both of the hinges broke at noon", "Problem"),
        ("Kiln door opened by itself in the night", "Check"),
        ("Drawings of the hinge reviewed", "Check"),
        ("Found drawings of an older oven", "Check"),
        ("Spelling of the labels standardized to match the drawings", "Check"),
        ("All doors currently have the hinge of hall four", "Check"),
        ("Draw the successful mending of the hinge", "Plan"),
        ("Must oil the hinge before the oven is broken", "Problem"),
        ("The user removed the broken hinge of the oven", "Problem"),
        ("Survived the night in hall four, must draw the hinge", "Problem"),
        ("Begin the mending of the broken hinge", "Problem"),
    ],
)
def test_a_line_that_reads_as_another_sections(line: str, section: str) -> None:
    given = f"{NOTES}{line}\n"
    assert reported(moved(line, section), given=given) == ("untrue",)


def test_a_line_noted_at_another_time() -> None:
    line = "Oven smoke was seen at ten in hall four"
    given = NOTES.replace("During the work:\n", f"During the work:\n- {line}\n")
    assert reported(moved(line, "Check"), given=given) == ("untrue",)
    given = NOTES.replace("After the work:\n", f"After the work:\n- {line}\n")
    assert reported(moved(line, "Check"), given=given) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Not OK: hinge of the oven broke at noon",
        "Hinge; Status: OK; Oven: 4; Hall: 2; broke at noon",
        "The hinge of decision 2c broke at noon",
    ],
)
def test_what_a_form_left_behind(line: str) -> None:
    assert "broken" in reported(moved(line, "Problem"), given=f"{NOTES}{line}\n")


@pytest.mark.parametrize(("number", "expected"), [(1, ()), (3, ("broken",))])
def test_one_of_a_series_comes_with_those_before_it(number: int, expected: tuple[str, ...]) -> None:
    line = f"Phase {number}: Draw the hinge of hall four"
    given = NOTES.replace("Before the work:\n", f"Before the work:\n- {line}\n")
    assert reported(moved(line, "Plan"), given=given) == expected


def test_a_file_of_a_later_quarter_is_not_known_yet() -> None:
    line = "Hinges of 2025-08-25-UTC-0948 hold until noon"
    given = NOTES.replace("After the work:\n", f"After the work:\n- {line}\n")
    for quarter, expected in (("Q1_2025", ("untrue",)), ("Q3_2025", ()), ("", ())):
        found = reported(moved(line, "Check"), given=given, quarter=quarter)
        assert found == expected


@pytest.mark.parametrize(
    ("planned", "learned", "expected"),
    [("", "", ()), ("planned: ", "", ()), ("planned: ", "learned: ", ("leaks",))],
)
def test_notes_that_sort_themselves(planned: str, learned: str, expected: tuple[str, ...]) -> None:
    given = NOTES.replace("Give the", f"{planned}give the").replace("Springs", f"{learned}springs")
    assert reported(OUTPUT, given=given) == expected
