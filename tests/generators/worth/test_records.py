"""What is told from records: each code by a planted fault, and what comes close to it."""

from __future__ import annotations

import pytest

from generators.pdca.telling import report_lines

from .planted import codes

NOTES = [
    "Kiln door opened by itself during the night firing",
    "Latch gets a second spring before the next firing",
    "Second spring mounted on the latch by the workshop",
    "Night firing with closed door passed three times",
    "Latch drawings go to the pottery school",
    "Springs wear out sooner than latches, so check them first",
]
SECTIONS = ("Problem", "Plan", "Do", "Check", "Act", "Lessons")


def report(lines: list[str], without: str = "") -> str:
    text = "# Web4 Report: Kiln door\n\n## Introduction\nTester reports on the kiln door.\n"
    for name, line in zip(SECTIONS, lines, strict=True):
        text += "" if name == without else f"\n## {name}\n- {line}\n"
    return text


def reported(output: str) -> tuple[str, ...]:
    notes = "\n".join(f"- {line}" for line in sorted([*NOTES, *OTHERS]))
    given = f"Agent: Tester\nTitle: Kiln door\nNotes:\n{notes}\nTester reports on the kiln door."
    return codes("reporting_protocol", "Write the Web4 report.", given, output, view="document")


# What stands in the other sections where a line there would say the same.
OTHERS = [
    "Glaze ran down the cups of Tuesday",
    "Glaze will be thinned with vinegar",
    "Twelve cups were glazed anew",
    "Eleven cups came out smooth",
    "Vinegar goes on the list of materials",
    "A glaze that runs needs less water",
]


def with_line(section: str, line: str) -> list[str]:
    return [
        line if name == section else other if report_lines.twins(section, line, name, old) else old
        for name, old, other in zip(SECTIONS, NOTES, OTHERS, strict=True)
    ]


def test_a_report_of_its_notes() -> None:
    assert reported(report(NOTES)) == ()


def test_lines_that_the_notes_do_not_hold() -> None:
    invented = with_line("Check", "Inspectors measured 1,240 degrees")
    assert reported(report(invented)) == ()  # one line of seven
    invented[2:5] = ["Welders replaced hinges", *invented[3:4], "Insurers were informed on Monday"]
    assert reported(report(invented)) == ("unknown",)


def test_numbers_count_as_words() -> None:
    lines = [f"{line} 17 4711 2980 1066 1815" for line in NOTES]
    assert "unknown" in reported(report(lines))


@pytest.mark.parametrize("missing", SECTIONS)
def test_a_section_that_is_missing(missing: str) -> None:
    assert reported(report(NOTES, without=missing)) == ("unshown",)


MISPLACED = [
    ("Do", "Learning: springs wear out sooner than latches, so check them first"),
    ("Check", "Next steps: latch drawings go to the pottery school"),
    ("Act", "Problem: kiln door opened by itself during the night firing"),
    ("Plan", "Completed: second spring mounted on the latch by the workshop"),
    ("Problem", "Tests passed: night firing with closed door three times"),
    ("Lessons", "The user: “Kiln door opened by itself during the night firing”"),
    ("Plan", "Problem 2: kiln door opened by itself during the night firing"),
    ("Plan", "Without this fix, the kiln door opened by itself"),
    ("Check", "Breaking changes: kiln door opened by itself during the night firing"),
    ("Act", "Springs found: 17 on the latch"),
    ("Act", "Improved latch: night firing with closed door"),
    ("Act", "Firing rate: 97% with closed door"),
    ("Do", "Latch verification: night firing with closed door passed"),
    ("Do", "The latch currently has a second spring"),
    ("Lessons", "Kiln door: Implemented second spring on the latch"),
    ("Lessons", "All latches now use a second spring"),
    ("Lessons", "Springs, latches and drawings of the pottery school"),
]
IN_PLACE = [
    ("Lessons", "Learning: springs wear out sooner than latches, so check them first"),
    ("Plan", "Next steps: latch drawings go to the pottery school"),
    ("Problem", "Problem: kiln door opened by itself during the night firing"),
    ("Do", "Completed: second spring mounted on the latch by the workshop"),
    ("Check", "Tests passed: night firing with closed door three times"),
    ("Problem", "The user: “Kiln door opened by itself during the night firing”"),
    ("Act", "Problem solved by the second spring on the latch"),
    ("Plan", "Learning about springs and latches before the next firing"),
    ("Check", "Problem 2: kiln door opened by itself during the night firing"),
    ("Problem", "Breaking changes: kiln door opened by itself during the night firing"),
    ("Check", "Springs found: 17 on the latch"),
    ("Act", "Target of the next firing: 97% with closed door"),
    ("Check", "Latch verification: night firing with closed door passed"),
    ("Problem", "The latch currently has a second spring"),
    ("Do", "Implemented second spring on the latch"),
    ("Lessons", "Implemented springs wear out, so check them before the next firing"),
    ("Lessons", "Latches always need a second spring"),
    ("Lessons", "A second spring prevents the latch from opening"),
    ("Lessons", "Check springs first"),
]


@pytest.mark.parametrize(("section", "line"), MISPLACED)
def test_a_line_that_says_itself_that_it_stands_elsewhere(section: str, line: str) -> None:
    assert reported(report(with_line(section, line))) == ("untrue",)


@pytest.mark.parametrize(("section", "line"), IN_PLACE)
def test_a_line_in_its_place(section: str, line: str) -> None:
    assert reported(report(with_line(section, line))) == ()


def test_a_problem_may_stand_beside_its_solution() -> None:
    both = "Problem: kiln door opened by itself during the night firing"
    text = report(with_line("Do", both))
    assert reported(text) == ("untrue",)
    solution = "- Solution: second spring mounted on the latch\n\n## Check"
    assert reported(text.replace("\n## Check", solution)) == ()


BROKEN = [
    lambda text: text + "\n```\nlatch\n",
    lambda text: text.rstrip() + " and\n",
    lambda text: text.rstrip() + ",\n",
    lambda text: text + "\n## Kiln door\n",
    lambda text: text.replace("Kiln door\n", "Kiln door:\n", 1),
    lambda text: text.replace("second spring mounted", "[your text] mounted"),
    lambda text: text.replace("by the workshop", "by the workshop: TBD"),
    lambda text: text.replace("the latch by", "`` by"),
    lambda text: text.replace("Latch drawings", "Latch ( ) drawings"),
]
WHOLE = [
    lambda text: text + "\n```\nlatch\n```\n",
    lambda text: text.rstrip() + " and them.\n",
    lambda text: text + "\n## Kiln door\n\n### Latch\n\nSecond spring mounted on the latch.\n",
    lambda text: text.replace("second spring mounted", "[second spring](latch.md) mounted"),
    lambda text: text.replace("the latch by", "`latch` by"),
    lambda text: text.replace("Latch drawings", "Latch (door) drawings"),
]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_text_in_pieces(fault) -> None:  # type: ignore[no-untyped-def]
    text = fault(report(NOTES).replace("Second", "second"))
    assert "broken" in reported(text)
    assert set(reported(text)) <= {"broken"}


@pytest.mark.parametrize("change", WHOLE)
def test_a_text_that_is_whole(change) -> None:  # type: ignore[no-untyped-def]
    assert reported(change(report(NOTES).replace("Second", "second"))) == ()


@pytest.mark.parametrize(
    ("view", "heading", "expected"),
    [
        ("check", "## **✅ CHECK**", ()),
        ("check", "## **🔧 DO**", ("unshown",)),
        ("process_update", "## **🎯 PDCA PROCESS UPDATE**", ()),
        ("document", "## Plan", ("unshown", "unhouse")),
    ],
)
def test_the_section_that_was_asked_for(view: str, heading: str, expected: tuple[str, ...]) -> None:
    line = "The latch held in three firings."
    output = f"{heading}\n\n{line}\n"
    asked = "Write the section."
    assert codes("domain_representatives", asked, line, output, view=view) == expected


def test_a_skeleton_is_known_by_its_headings() -> None:
    given = "Objective: close the kiln door."
    template = "## Plan\n\n### Kiln door\n\n## Do\n\n## Check\n\n## Act\n\n### Lessons learned\n"
    invented = template + "\n### Glaze chemistry\n\n### Insurance\n\n### Welding report\n"
    assert codes("domain_representatives", "Outline.", given, template, view="structure") == ()
    assert codes("domain_representatives", "Outline.", given, invented, view="structure") == (
        "unknown",
    )


def test_a_skeleton_may_be_bare() -> None:
    bare = "## Plan\n\n## Do\n\n## Check\n\n## Act\n"
    assert codes("domain_representatives", "Outline.", "", bare, view="structure") == ()
    assert codes("domain_representatives", "Outline.", "", bare, view="document") == (
        "broken",
        "unhouse",
    )


def summed(lines: str, asked: str = "Write the summary.", view: str = "summary") -> tuple[str, ...]:
    given = "The latch held in three firings; it wears out sooner than springs. Low heat helps."
    return codes("domain_representatives", asked, given, f"## Summary\n{lines}\n", view=view)


def test_what_nobody_asked_a_summary_for() -> None:
    learned = "**Learning Applied:** The latch wears out sooner than springs."
    assert summed(learned) == ("unknown",)
    assert summed(learned, "Write the summary and the learning.") == ()
    assert summed(learned.replace("Learning Applied", "Latch")) == ()


def test_a_rating_that_the_request_does_not_give() -> None:
    assert summed("**HIGH heat:**\nThe latch held in three firings.") == ("unknown",)
    assert summed("**LOW heat:**\nThe latch held in three firings.") == ()


@pytest.mark.parametrize("named", ["CMM3", "sprint-4", "0.2.1.0"])
def test_a_word_with_a_number_that_the_request_does_not_give(named: str) -> None:
    lines = f"The kiln door got a latch and a spring, see {named}"
    given = "Notes: the kiln door got a latch and a spring"
    asked = "Write the summary."
    assert codes("domain_representatives", asked, given, lines, view="tron") == ("unknown",)
    told = f"{given}, see {named.lower()}"
    assert codes("domain_representatives", asked, told, lines, view="tron") == ()


def test_notes_that_begin_with_their_section() -> None:
    given = "Agent: Tester\nTitle: Kiln door\nNotes:\n"
    notes = [f"- {line}" for line in NOTES]
    output, asked = report(NOTES), "Write the Web4 report."
    start = f"{given}Tester reports on the kiln door.\n"
    plain = start + "\n".join(notes)
    assert codes("reporting_protocol", asked, plain, output, view="document") == ()
    for marks, expected in ((3, ()), (4, ("leaks",))):
        marked = [f"- planned: {line}" for line in NOTES[:marks]] + notes[marks:]
        given = start + "\n".join(marked)
        assert codes("reporting_protocol", asked, given, output, view="document") == expected
