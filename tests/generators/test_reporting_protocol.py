"""Reports: seven sections in their order, every line from the notes, every note from a record and
placeable by its words.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from typing import cast

import pytest

from generators.pdca.salient_lines import Line
from generators.pipeline import near_duplicates
from generators.reporting_protocol import stages
from generators.reporting_protocol.generator import NOTES, SILENT, candidates
from generators.reporting_protocol.wording import NAME, wording
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus
from generators.worth import judge

from .records import DEEDS, PARTS, PEOPLE, THINGS, Records
from .records import record as made

SECTIONS = ["Introduction", "Problem", "Plan", "Do", "Check", "Act", "Lessons"]
SETTINGS = Settings()


LINES = {
    "PLAN": "Strategy: First the {part} of the {thing} will be {deed} within {n} hours",
    "DO": "Replaced the {part} of the {thing} and {deed} its {other} in {n} minutes",
    "CHECK": "Verified that the {thing} with a {deed} {part} runs {n} hours",
    "ACT": "Next: review the {other} of the {thing} after {n} more hours",
    "PROCESS UPDATE": "Lesson {n}: always look at the {other} before the {part} of a {thing}",
}


def document(number: int) -> str:
    """A complete record whose lines say where they belong."""
    rng = random.Random(number)
    thing = THINGS[number % len(THINGS)]

    def told(form: str) -> str:
        part, other, deed = rng.choice(PARTS), rng.choice(PARTS), rng.choice(DEEDS)
        return form.format(thing=thing, part=part, other=other, deed=deed, n=rng.randint(10, 999))

    sections = "\n".join(
        f"## **{name}**\n" + "\n".join(f"- {told(form)}" for _ in range(5)) + "\n"
        for name, form in LINES.items()
    )
    faults = "\n".join(
        f"- {told('Problem: the {part} of the {thing} cannot hold its {other} for {n} hours')}"
        for _ in range(4)
    )
    return f"""# PDCA Cycle: The {thing} of hall {number}

**Date:** 2024-02-01-UTC-0900
**Objective:** Make the {thing} of hall {number} run through the night
**Agent Name:** {PEOPLE[number % len(PEOPLE)]}
**Issues:** The {thing} of hall {number} is broken and must not stop again

## **SUMMARY**
{faults}

{sections}"""


def halls() -> Corpus:
    """A dozen records that reports can be made of."""
    records = Records(0)
    ids = [f"2024-02-01-UTC-09{number:02d}-hall-{number}" for number in range(12)]
    records._records = {id: made(id, document(n)) for n, id in enumerate(ids)}
    return cast(Corpus, records)


@pytest.fixture(scope="module")
def store() -> Corpus:
    return halls()


@pytest.fixture(scope="module")
def reports(store: Corpus) -> list[Candidate]:
    return list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))


def items(text: str) -> list[str]:
    """What the list items of a text say, silent sections aside."""
    return [said for said in re.findall(r"^- (.+)$", text, re.M) if said != SILENT]


@pytest.fixture(scope="module")
def new(reports: list[Candidate]) -> list[Candidate]:
    """Those that do not only fill."""
    return [report for report in reports if report.rung == 0]


def test_records_give_whole_reports_and_reports_of_one_stream(new: list[Candidate]) -> None:
    views = Counter(report.metadata.view for report in new)
    assert views["document"] and views["workstream"]
    assert max(Counter(report.metadata.source for report in new).values()) > 1


def test_seven_sections_in_order_each_filled(reports: list[Candidate]) -> None:
    for report in reports:
        parts = re.split(r"^## ", report.output, flags=re.M)
        assert [part.split("\n", 1)[0] for part in parts[1:]] == SECTIONS
        assert parts[0].startswith("# Web4 Report: ")
        assert all("\n- " in part for part in parts[2:])


def test_the_report_follows_from_the_notes(reports: list[Candidate]) -> None:
    for report in reports:
        facts, notes = report.input.split(f"\n{NOTES}\n")
        page = items(notes)
        used = [
            next(note for note in page if note.lower().endswith(said.lower()))
            for said in items(report.output)
        ]
        assert len(set(used)) == len(used)
        left = len(page) - len(used)
        if report.metadata.view == "document":
            assert not left
        else:
            # Distractors are 30-50% of the page.
            assert 0.3 <= left / len(page) <= 0.5
            assert "Other work on the page: " in facts
        objective = re.search(r"^Objective: (.*)$", facts, re.M)
        assert objective and objective[1].rstrip(". ") in report.output


def test_notes_run_from_before_the_work_until_after_it(reports: list[Candidate]) -> None:
    for report in reports:
        if report.metadata.view == "document":
            page = [note.lower() for note in items(report.input)]
            at = {
                name: [page.index(n) for n in page if n.endswith(tuple(lines))]
                for name in SECTIONS[1:]
                if (lines := [x.lower() for x in items(section_of(report.output, name))])
            }
            before, during, after = (
                [place for name in names for place in at.get(name, [])]
                for names in (("Problem", "Plan"), ("Do",), ("Check", "Act", "Lessons"))
            )
            assert max(before, default=-1) < min(during + after)
            assert max(during, default=-1) < min(after)


def section_of(text: str, name: str) -> str:
    """What stands below the heading."""
    return re.split(r"^## ", text.split(f"## {name}\n", 1)[1], flags=re.M)[0]


def test_the_notes_are_the_records(store: Corpus, reports: list[Candidate]) -> None:
    for report in reports:
        text = re.sub(r"[*`]", "", store.pdca(report.metadata.pdca_id).text).lower()
        for said in items(report.output):
            plain = said.removeprefix("The user: “").removesuffix("”").lower()
            assert plain in text or plain.split(": ", 1)[1] in text, said


def test_reports_of_a_record_share_no_line(new: list[Candidate]) -> None:
    assert not judge.repeating(new) and not judge.repeating(new[::-1])
    by_record = defaultdict(list)
    for report in new:
        by_record[report.metadata.source].append(items(report.output))
    for texts in by_record.values():
        lines = [line for text in texts for line in text]
        assert len(set(lines)) == len(lines)


def test_worth(new: list[Candidate]) -> None:
    assert not {code for report in new for code in judge.alone(report)} - {"untrue"}
    assert sum(bool(judge.alone(report)) for report in new) <= 0.1 * len(new)


def test_the_requirements_instruction_is_one_of_the_frames() -> None:
    assert wording().required == "Generate a Web4 reporting protocol document"


def test_claims_and_head_line(store: Corpus, reports: list[Candidate]) -> None:
    for report in reports:
        meta = report.metadata
        record = store.pdca(meta.pdca_id)
        assert (meta.source, meta.family) == (record.id, record.family)
        assert (meta.agent_name, meta.date, meta.quarter) == (
            record.agent_name,
            record.date,
            quarter_of(record.date),
        )
        head = f"PDCA ID: {record.id}, Agent: {record.agent_name}, Date: {record.date}"
        assert report.input.startswith(head + "\n")


def test_self_contained(reports: list[Candidate]) -> None:
    assert not [report for report in reports if re.search(r"https?://|\]\(|\.md\b", report.output)]


def test_distinct(new: list[Candidate]) -> None:
    outputs = [report.output for report in new]
    assert len(set(outputs)) == len(outputs)
    assert near_duplicates.pairs(outputs) == []


def without(store: Corpus, *names: str) -> list[Candidate]:
    """The reports of the first record when it lacks these sections."""
    records = Records(0)
    (first, *_) = store.pdcas()
    text = first.text
    for name in names:
        text = re.sub(rf"^## \*\*{name}\*\*\n(?:- .*\n)+", "", text, flags=re.M)
    records._records = {first.id: made(first.id, text)}
    return list(candidates(SETTINGS.dataset(NAME), cast(Corpus, records), SETTINGS))


def test_a_section_without_notes_says_so(store: Corpus) -> None:
    found = without(store, "PROCESS UPDATE")
    assert found
    for report in found:
        assert section_of(report.output, "Lessons").strip() == f"- {SILENT}"
        assert SILENT in report.instruction and SILENT not in report.input


def test_more_silent_sections_are_a_weakness(store: Corpus) -> None:
    found = without(store, "PROCESS UPDATE", "ACT")
    assert found
    for report in found:
        assert 2 <= report.output.count(f"- {SILENT}") <= 3
        assert "unshown" in judge.alone(report) and report.rung


def test_two_runs_agree(store: Corpus, reports: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [report.fingerprint for report in again] == [report.fingerprint for report in reports]


PLACED = [
    ("Problem", "The latch is broken and cannot be closed", "plan", "Problem"),
    ("Strategy", "Measure each spring of the kiln in turn", "plan", "Plan"),
    ("", "Replaced the spring of the latch in hall 3", "do", "Do"),
    ("", "Verified that all 12 latches close", "check", "Check"),
    ("Next steps", "Measure the springs of hall 4", "act", "next: Act"),
    ("", "Latch of hall 3 with 2 springs", "check", "checked: Check"),
]


@pytest.mark.parametrize(("label", "text", "section", "expected"), PLACED)
def test_a_note_says_where_it_belongs(label: str, text: str, section: str, expected: str) -> None:
    note = stages.note_of(Line(0, section, "", label, text, 12))
    assert note is not None
    assert note.text.replace(text, "") + note.stage == expected
    assert note.said == text and note.marked == (": " in expected)


@pytest.mark.parametrize(
    ("text", "section", "said", "noted"),
    [
        ("Lesson: always measure a spring before the latch", "process_update",
         "Always measure a spring before the latch", False),
        ("Lesson: a spring is no latch when it rusts", "process_update",
         "A spring is no latch when it rusts", True),
        ("Chosen: oil the latch, then the spring", "plan", "Oil the latch, then the spring", False),
    ],
)  # fmt: skip
def test_a_label_that_names_the_section_is_left_out(
    text: str, section: str, said: str, noted: bool
) -> None:
    note = stages.note_of(Line(0, section, "", "", text, 12))
    assert note is not None
    assert note.said == said and note.text == (text if noted else said)


@pytest.mark.parametrize(
    ("label", "text", "section"),
    [
        ("Next steps", "All latches were completed already", "act"),
        ("", "No latch of the kiln without a spring", "do"),
        ("", "Springs and latches of the kiln", "process_update"),
        # Its place alone is no reason: below Plan there are also findings and complaints.
        ("", "Latch of hall 3 with two springs", "plan"),
        ("", "The sensor sends minus twelve percent", "plan"),
        # What fresh readers refused.
        ("Analysis of the latch", "A spring is taken whole or refused whole", "plan"),
        ("Analysis", "Content quality: all springs properly oiled", "plan"),
        ("Implementation steps", "Fixed all latches of hall 3", "do"),
        ("My Answer", "Acknowledged, I will rename the latches", "summary"),
        ("Status", "Created, implementation pending", "do"),
        ("", "Fixed both, one of them a latch nobody used", "do"),
        ("", "7 latches: all need a new spring", "check"),
        ("", "Latch integrity: springs of the kiln preserved", "plan"),
        ("", "Completed decision: oil the latch before the spring", "plan"),
        ("", "The user: “if you oil the latch like this”", "summary"),
        ("", "`rm -rf latches/1.1.0.0 \\`", "do"),
        ("", "Oil the latch of hall 3 when it sticks", "do"),
        ("Latch value", "Spring detection: test will catch the latch", "act"),
        ("Next steps", "Clean latch: minimal spring maintains focus", "act"),
    ],
)
def test_what_nobody_could_place_is_no_note(label: str, text: str, section: str) -> None:
    assert stages.note_of(Line(0, section, "", label, text, 12)) is None


def test_words_of_two_sections_point_to_none() -> None:
    assert stages.stage_of("Springs of the kiln") == ""
    assert stages.stage_of("Verified that all latches close") == "Check"
    assert stages.stage_of("Added a spring") == "Do"
