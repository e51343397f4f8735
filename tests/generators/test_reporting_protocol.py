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
from generators.pdca.telling import roles
from generators.pipeline import near_duplicates
from generators.reporting_protocol import stages
from generators.reporting_protocol.generator import REPEATED, candidates
from generators.reporting_protocol.wording import NAME, wording
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus
from generators.worth import judge
from generators.worth.case import content_lines

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
    """What the list items of a text say."""
    return re.findall(r"^- (.+)$", text, re.M)


@pytest.fixture(scope="module")
def new(reports: list[Candidate]) -> list[Candidate]:
    """Those that do not only fill."""
    return [report for report in reports if report.rung < REPEATED]


def test_records_give_whole_reports_and_reports_of_one_stream(new: list[Candidate]) -> None:
    views = Counter(report.metadata.view for report in new)
    assert views["document"] and views["workstream"]
    assert max(Counter(report.metadata.source for report in new).values()) > 1


def test_seven_sections_in_order_each_filled(reports: list[Candidate]) -> None:
    for report in reports:
        parts = re.split(r"^## ", report.output, flags=re.M)
        assert [part.split("\n", 1)[0] for part in parts[1:]] == SECTIONS
        assert parts[0].startswith("# Web4 Report: ")
        assert all(len(part.split("\n", 1)[1].split()) >= 5 for part in parts[1:])


def test_the_report_follows_from_the_notes(reports: list[Candidate]) -> None:
    for report in reports:
        facts, notes = report.input.split("\nNotes:\n")
        page = items(notes)
        used = [
            next(note for note in page if note == said or note.endswith((f": {said}", f"– {said}")))
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


def test_the_notes_are_the_records(store: Corpus, reports: list[Candidate]) -> None:
    for report in reports:
        text = re.sub(r"[*`]", "", store.pdca(report.metadata.pdca_id).text)
        for said in items(report.output):
            plain = said.removeprefix("The user: “").removesuffix("”")
            assert plain in text or plain.split(": ", 1)[1] in text, said


def test_a_report_keeps_lines_that_no_other_of_its_record_has(new: list[Candidate]) -> None:
    assert not judge.repeating(new) and not judge.repeating(new[::-1])
    by_record = defaultdict(list)
    for report in new:
        by_record[report.metadata.source].append(set(content_lines(report.output)))
    for texts in by_record.values():
        for text in texts:
            others = set().union(*(each for each in texts if each is not text))
            assert len(text - others) >= 0.4 * len(text)


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


def test_a_record_without_lessons_gives_no_report(store: Corpus) -> None:
    records = Records(0)
    (first, *_) = store.pdcas()
    poorer = first.text.split("## **PROCESS UPDATE**")[0]
    records._records = {first.id: made(first.id, poorer)}
    assert list(candidates(SETTINGS.dataset(NAME), cast(Corpus, records), SETTINGS)) == []


def test_two_runs_agree(store: Corpus, reports: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [report.fingerprint for report in again] == [report.fingerprint for report in reports]


PLACED = [
    ("Problem", "The latch is broken and cannot be closed", "plan", "Problem"),
    ("Strategy", "Measure each spring of the kiln in turn", "plan", "Strategy – Plan"),
    ("", "Replaced the spring of the latch in hall 3", "do", "Do"),
    ("", "Verified that all 12 latches close", "check", "Check"),
    ("Next steps", "Measure the springs of hall 4", "act", "Next steps – Act"),
    ("", "Lesson: always measure a spring before the latch", "process_update", "Lessons"),
    ("", "Latch of hall 3 with two springs", "check", "checked: Check"),
]


@pytest.mark.parametrize(("label", "text", "section", "expected"), PLACED)
def test_a_note_says_where_it_belongs(label: str, text: str, section: str, expected: str) -> None:
    note = stages.note_of(Line(0, section, "", label, text, 12))
    assert note is not None
    assert note.text.replace(text, "") + note.stage == expected
    assert note.marked == (": " in expected)


@pytest.mark.parametrize(
    ("label", "text", "section"),
    [
        ("Next steps", "All latches were completed already", "act"),
        ("", "No latch of the kiln without a spring", "do"),
        ("", "Springs and latches of the kiln", "process_update"),
        ("", "Verified that all 12 latches close", "plan"),
        # Its place alone is no reason: below Plan there are also findings and complaints.
        ("", "Latch of hall 3 with two springs", "plan"),
        ("", "The sensor sends minus twelve percent", "plan"),
    ],
)
def test_what_nobody_could_place_is_no_note(label: str, text: str, section: str) -> None:
    note = stages.note_of(Line(0, section, "", label, text, 12))
    assert note is None or note.stage == stages.STAGES[roles.CHECK]


def test_words_of_two_sections_point_to_none() -> None:
    assert stages.stage_of("Springs of the kiln") == ""
    assert stages.stage_of("Verified that all latches close") == "Check"
    assert stages.stage_of("Added a spring") == "Do"
