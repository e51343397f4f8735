"""What a line is: by itself, by the names above it, by its place."""

from __future__ import annotations

import pytest

from generators.pdca.salient_lines import Line
from generators.pdca.telling import roles


def line(text: str, section: str = "do", label: str = "", heading: str = "") -> Line:
    return Line(1, section, heading, label, text, 12)


BY_ITSELF = [
    ("The user: “the latch opens at night, find out why”", "summary", "request"),
    ("Root cause: the spring of the latch wears out first", "do", "cause"),
    ("Problem: the latch opens during the night firing", "check", "problem"),
    ("Next steps: drawings of the latch to the school", "do", "next"),
    ("b) a second spring on the latch (not chosen)", "summary", "option"),
    ("Decision 2: a second spring on the latch", "do", "choice"),
    ("All 12 tests of the latch pass with two springs", "do", "check"),
    ("Added a second spring to the latch of the kiln", "check", "deed"),
    ("Lesson: always check the spring before the latch", "do", "rule"),
    ("Learning Applied: springs and latches of the kiln", "summary", ""),
]
BY_PLACE = [
    ("issues", "", "", "problem"),
    ("objective", "", "objective", "goal"),
    ("plan", "Strategy", "", "plan"),
    ("do", "Root cause analysis", "", "cause"),
    ("do", "Violations found", "", "problem"),
    ("check", "Analysis of the firing", "", "check"),
    ("act", "Next steps", "", "outcome"),
    ("act", "", "", "outcome"),
    ("do", "", "Lessons learned", ""),
]


@pytest.mark.parametrize(("text", "section", "expected"), BY_ITSELF)
def test_a_line_that_says_what_it_is(text: str, section: str, expected: str) -> None:
    assert roles.role(line(text, section)) == expected


@pytest.mark.parametrize(("section", "label", "heading", "expected"), BY_PLACE)
def test_else_what_is_above_it(section: str, label: str, heading: str, expected: str) -> None:
    said = "Latch of the kiln with the two springs"
    assert roles.role(line(said, section, label, heading)) == expected


def test_what_is_still_to_come() -> None:
    assert roles.role(line("Springs of each latch", "act", "Next steps")) == "outcome"
    assert roles.role(line("Review the spring of each latch", "act", "Next steps")) == "next"
    assert roles.role(line("Planned: springs for all latches", "act")) == "next"
    assert roles.role(line("Planned: springs for all latches", "plan")) == "plan"
    assert roles.role(line("Planned: springs for all latches", "do")) == ""


RULES = [
    "Always check the spring before the latch",
    "Check the spring before the latch",
    "Springs: never trust a latch that closes by itself",
    "A worn spring prevents the latch from closing",
    "When the kiln is cold the spring needs a second look",
]
TOLD = [
    "Springs and latches of the kiln",
    "The second spring was mounted successfully",
    "Comprehensive kiln documentation completed",
    "Latch drawings delivered to the school",
]


@pytest.mark.parametrize("text", RULES)
def test_a_rule(text: str) -> None:
    assert roles.states_rule(text)


@pytest.mark.parametrize("text", TOLD)
def test_no_rule(text: str) -> None:
    assert not roles.states_rule(text)


def test_praise_says_nothing() -> None:
    assert roles.hollow(line("Excellence: comprehensive success with systematic mastery"))
    assert roles.role(line("Excellence: comprehensive success with systematic mastery")) == ""
    assert not roles.hollow(line("Comprehensive success: all 12 springs hold"))
