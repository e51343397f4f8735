"""Reports: seven sections in their order, every line from the notes, every note from the record."""

from __future__ import annotations

import re
from typing import cast

import pytest

from generators.content import loader
from generators.pdca import salient_lines
from generators.pipeline import near_duplicates
from generators.reporting_protocol import NAME, Protocol, candidates
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus

from .records import Records
from .records import record as made

SECTIONS = ["Introduction", "Problem", "Plan", "Do", "Check", "Act", "Lessons"]
SETTINGS = Settings()


@pytest.fixture(scope="module")
def store() -> Corpus:
    return cast(Corpus, Records(20))


@pytest.fixture(scope="module")
def reports(store: Corpus) -> list[Candidate]:
    return list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))


def items(markdown: str) -> list[str]:
    """What the list items of a text say, a nested one with the label above it."""
    found: list[str] = []
    label = ""
    for row in markdown.split("\n"):
        if row.startswith("- ") and row.endswith(":"):
            label = row[2:]
        elif row.startswith("  - "):
            found.append(f"{label} {row[4:]}")
        elif row.startswith("- "):
            found.append(row[2:])
    return found


def test_every_record_gives_a_whole_report_and_workstreams(
    store: Corpus, reports: list[Candidate]
) -> None:
    whole = [report for report in reports if report.metadata.view == "document"]
    assert {report.metadata.pdca_id for report in whole} == {record.id for record in store.pdcas()}
    assert len(reports) > 2 * len(whole)


def test_seven_sections_in_order_each_filled(reports: list[Candidate]) -> None:
    for report in reports:
        parts = re.split(r"^## ", report.output, flags=re.M)
        assert [part.split("\n", 1)[0] for part in parts[1:]] == SECTIONS
        assert parts[0].startswith("# Web4 Report: ")
        assert all(len(part.split("\n", 1)[1].split()) >= 5 for part in parts[1:])


def test_the_report_follows_from_the_notes(reports: list[Candidate]) -> None:
    for report in reports:
        facts, notes = report.input.split("\nNotes:\n")
        assert sorted(items(report.output)) == sorted(items(notes))
        objective = re.search(r"^Objective: (.*)$", facts, re.M)
        assert objective and objective[1].rstrip(". ") in report.output


def test_the_notes_follow_from_the_record(store: Corpus, reports: list[Candidate]) -> None:
    for report in reports:
        text = re.sub(r"[*`]", "", store.pdca(report.metadata.pdca_id).text)
        for note in items(report.input.split("\nNotes:\n")[1]):
            said = note.removeprefix("The user: “").removesuffix("”")
            assert said in text or said.split(": ", 1)[1] in text, note


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


def test_distinct(reports: list[Candidate]) -> None:
    outputs = [report.output for report in reports]
    assert len(set(outputs)) == len(outputs)
    assert near_duplicates.pairs(outputs) == []


def test_a_record_without_lessons_gives_no_report() -> None:
    records = Records(1)
    (record,) = records.pdcas()
    poorer = record.text.split("## **🎯 PDCA PROCESS UPDATE**")[0]
    records._records = {record.id: made(record.id, poorer)}  # type: ignore[misc]
    assert list(candidates(SETTINGS.dataset(NAME), cast(Corpus, records), SETTINGS)) == []


def test_two_runs_agree(store: Corpus, reports: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [report.fingerprint for report in again] == [report.fingerprint for report in reports]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("[T]rigger: two colleagues filed the same question as two bugs", "Problem"),
        ("What started it: a delivery van met a locked gate", "Problem"),
        ("[N]ext: remove the deprecated flag in 0.4.0.0", "Act"),
        ("[R]esponse: one method in layer 2, the command line passes the order", "Plan"),
    ],
)
def test_a_line_that_says_where_it_belongs_is_put_there(text, section):
    line = salient_lines.Line(0, "plan", "TRON decision", "", text, 12)
    protocol = loader.wording(NAME, Protocol)
    assert protocol.section_of(line) == section
