"""Reports: the sections that are asked for in their order, every line from the notes, every note
from a record and placeable by when it was taken and how it reads.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import cast

import pytest

from generators.pdca.salient_lines import Line
from generators.pdca.telling import report_lines
from generators.pdca.telling.report_lines import TIMES
from generators.pdca.telling.shares import Told
from generators.pipeline import near_duplicates
from generators.reporting_protocol import generator, material, stages, streams
from generators.reporting_protocol.agreement import Agreement
from generators.reporting_protocol.generator import candidates
from generators.reporting_protocol.report import candidate_of
from generators.reporting_protocol.stages import Note
from generators.reporting_protocol.wording import NAME, wording
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus
from generators.worth import judge
from generators.worth import reports as worth_of_reports
from generators.worth.judge import case_of
from generators.worth.stated.topics import topic_words

from .records import DEEDS, PARTS, PEOPLE, THINGS, Records
from .records import record as made

SECTIONS = ["Introduction", "Problem", "Plan", "Do", "Check", "Act", "Lessons"]
SETTINGS = Settings()


LINES = {
    "PLAN": "Strategy: Replace the {part} of the {thing} before the {other} within {n} hours",
    "DO": "Replaced the {part} of the {thing} and {deed} its {other} in {n} minutes",
    "CHECK": "Verified that the {thing} with a {deed} {part} runs {n} hours",
    "ACT": "Next: review the {other} of the {thing} after {n} more hours",
    "PROCESS UPDATE": "Lesson: after {n} hours always look at the {other} of a {deed} {thing}",
}


AIMS = (
    "Restart", "Silence", "Lighten", "Strengthen", "Straighten", "Insulate", "Polish", "Rebalance",
    "Overhaul", "Modernise", "Simplify", "Accelerate",
)  # fmt: skip


def document(number: int) -> str:
    """A complete record whose lines say where they belong."""
    rng = random.Random(number)
    thing = THINGS[number % len(THINGS)]

    def told(form: str) -> str:
        part, other, deed = rng.choice(PARTS), rng.choice(PARTS), rng.choice(DEEDS)
        return form.format(thing=thing, part=part, other=other, deed=deed, n=rng.randint(10, 999))

    sections = "\n".join(
        f"## **{name}**\n" + "\n".join(f"- {told(form)}" for _ in range(6)) + "\n"
        for name, form in LINES.items()
    )
    faults = "\n".join(
        f"- {told('Problem: the {part} of the {thing} cannot hold its {other} for {n} hours')}"
        for _ in range(4)
    )
    return f"""# PDCA Cycle: {thing.title()} without {PARTS[number]}

**Date:** 2024-02-01-UTC-0900
**Objective:** {AIMS[number]} the {thing}
**Agent Name:** {PEOPLE[number % len(PEOPLE)]}
**Issues:** The {thing} is broken and cannot hold its load

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


def noted(text: str) -> dict[str, list[str]]:
    """The notes of an input by their time, in lower case."""
    found: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line.rstrip(":") in TIMES.values():
            found[line.rstrip(":")] = []
        elif found:
            found[list(found)[-1]].append(line.removeprefix("- ").lower())
    return found


def titles(report: Candidate) -> list[str]:
    """The headings of the output's sections."""
    return re.findall(r"^## (.*)$", report.output, re.M)


@pytest.fixture(scope="module")
def new(reports: list[Candidate]) -> list[Candidate]:
    """Those that repeat no line."""
    return [report for report in reports if report.rung < generator.REPEATED]


def test_records_give_whole_reports_parts_and_reports_of_one_stream(new: list[Candidate]) -> None:
    views = Counter(report.metadata.view for report in new)
    assert views["document"] and views["workstream"] and views["section"]
    assert max(Counter(report.metadata.source for report in new).values()) > 1


def test_the_sections_that_are_asked_for_in_their_order(reports: list[Candidate]) -> None:
    for report in reports:
        found = titles(report)
        assert found == [name for name in SECTIONS if name in found]
        assert tuple(map(str.lower, found)) == worth_of_reports.asked_for(case_of(report))
        whole = report.metadata.view != "section"
        assert ("Introduction" in found) == whole == report.output.startswith("# Web4 Report: ")
        for name in set(found) - {"Introduction"}:
            assert items(section_of(report.output, name))


def test_the_report_follows_from_the_notes(reports: list[Candidate]) -> None:
    for report in (each for each in reports if each.metadata.view != "record"):
        times = noted(report.input)
        page = [note for notes in times.values() for note in notes]
        used = [
            next(note for note in times[TIMES[name]] if note.endswith(said.lower()))
            for name in titles(report)[report.metadata.view != "section" :]
            for said in items(section_of(report.output, name))
        ]
        assert len(set(used)) == len(used)
        left = len(page) - len(used)
        if report.metadata.view == "document":
            assert not left
        elif report.metadata.view == "workstream":
            assert 0.3 <= left / len(page) <= 0.5
            assert "Other work on the page: " in report.input
        else:
            assert generator.FEWEST_LEFT_OUT <= left <= len(used)
        objective = re.search(r"^Objective: (.*)$", report.input, re.M)
        told = objective and objective[1].rstrip(". ") in report.output
        assert told or report.metadata.view == "section"


def test_what_is_left_out_is_of_other_sections_or_other_work(reports: list[Candidate]) -> None:
    for report in reports:
        if report.metadata.view == "section" and OTHER not in report.input:
            written = {said.lower() for said in items(report.output)}
            for note in (n for notes in noted(report.input).values() for n in notes):
                [stage] = [s for s, form in STAGE_OF.items() if form in note]
                assert (stage in titles(report)) == any(note.endswith(said) for said in written)


OTHER = "\nOther work on the page: "


def test_what_is_too_little_for_a_report_is_a_part_beside_other_work(store: Corpus) -> None:
    """Records with too few notes for a whole report, and for a part beside notes of their own."""
    records = Records(0)
    for each in store.pdcas():
        few = re.sub(
            r"^## \*\*(?:DO|ACT|PROCESS UPDATE)\*\*\n(?:- .*\n)+", "", each.text, flags=re.M
        )
        few = re.sub(r"(^## \*\*(?:PLAN|CHECK)\*\*\n- .*\n)(?:- .*\n)+", r"\1", few, flags=re.M)
        few = re.sub(r"^- Problem: .*\n", "", few, flags=re.M)
        records._records[each.id] = made(each.id, few)
    found = list(candidates(SETTINGS.dataset(NAME), cast(Corpus, records), SETTINGS))
    assert found
    for report in found:
        assert report.metadata.view == "section" and OTHER in report.input
        assert not judge.alone(report) and "Introduction" not in titles(report)
        other = report.input.split(OTHER)[1].split(". ")[0]
        [theirs] = {r.text for r in store.pdcas() if (r.document.title or "") == other}
        said = items(report.output)
        foreign = [n for n in items(report.input) if not any(n.endswith(line[1:]) for line in said)]
        assert len(foreign) >= len(said)
        assert not any(line in theirs for line in said)


def on_extracts(store: Corpus) -> list[tuple[Candidate, str]]:
    """A report on extracts, and the text of the other record, of each record that gives one,
    without Check and Act.
    """
    after = re.compile(r"^## \*\*(?:CHECK|ACT)\*\*\n(?:- .*\n)+", re.M)
    records = [made(each.id, after.sub("", each.text)) for each in store.pdcas()]
    usual = generator.salient_lines.line_frequency(r.document for r in records)
    all = list(generator.gather(records, usual, SETTINGS.tokenizer).values())
    found = []
    for at, each in enumerate(all):
        report = generator._record(each, list(streams.beside(each, at, all)), Told(frozenset()))
        if report and report.other:
            made_of = candidate_of(each, report, 0, 1, "report", SETTINGS)
            found.append((made_of, report.other.record.text))
    return found


def test_a_report_on_extracts_leaves_out_those_of_the_other_record(store: Corpus) -> None:
    own = {"Do": "## Do", "Check": "## Check", "Act": "## Act", "Lessons": "## Process update"}
    found = on_extracts(store)
    for report, other in found:
        assert report.metadata.view == "record" and not judge.alone(report)
        given = report.input.lower()
        extracts = items(report.input) + re.findall(r"^Issues: (.*)$", report.input, re.M)
        said = [
            line for name in titles(report)[1:] for line in items(section_of(report.output, name))
        ]
        foreign = [each for each in extracts if not any(each.endswith(line[1:]) for line in said)]
        assert len(extracts) == len(said) + len(foreign) and len(foreign) >= len(said) / 2
        assert all(each in other for each in foreign)
        assert not any(line in other for line in said)
        assert not any(f"{time.lower()}:" in given for time in TIMES.values())
        for name in set(titles(report)) & own.keys():
            assert own[name].lower() in given
        assert {"Problem", "Lessons"} <= set(titles(report))
        # No heading stands twice, and the other work is named.
        assert len(re.findall(r"^## .*$", report.input, re.M)) == len(
            set(re.findall(r"^## .*$", report.input, re.M))
        )
        assert "Other work on the page: " in report.input
    assert found


def test_extracts_of_nothing_but_the_record_are_no_task(store: Corpus) -> None:
    records = store.pdcas()
    usual = generator.salient_lines.line_frequency(r.document for r in records)
    first, *_ = generator.gather(records, usual, SETTINGS.tokenizer).values()
    assert generator._record(first, [], Told(frozenset())) is None


STAGE_OF = {
    "Problem": "cannot hold",
    "Plan": "replace the",
    "Do": "replaced the",
    "Check": "verified that",
    "Act": "review the",
    "Lessons": "always look",
}


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


def test_lines_are_repeated_only_where_the_quota_is_not_filled(store: Corpus) -> None:
    few = list(candidates(Settings(scale=0.001).dataset(NAME), store, SETTINGS))
    assert few and all(report.rung < generator.REPEATED for report in few)


def test_no_more_repeats_than_the_quota_lacks(store: Corpus, new: list[Candidate]) -> None:
    target = round((len(new) + 2) / generator.SUPPLY)
    dataset = SETTINGS.dataset(NAME)
    (category,) = dataset.categories
    dataset = replace(dataset, categories=(replace(category, target=target),))
    found = list(candidates(dataset, store, SETTINGS))
    lacking = round(generator.SUPPLY * target) - len(new)
    more = [report for report in found if report.rung == generator.REPEATED]
    assert 0 < len(more) <= generator.REPEATS * lacking
    assert len({report.metadata.source for report in more}) == len(more)


def test_worth(reports: list[Candidate]) -> None:
    assert not {code for report in reports for code in judge.alone(report)}


def test_the_requirements_instruction_is_one_of_the_frames(reports: list[Candidate]) -> None:
    assert wording().required == "Generate a Web4 reporting protocol document"
    required = [r for r in reports if r.instruction == wording().required]
    for report in required:
        assert ("\nSections: " in report.input) == (titles(report) != SECTIONS)


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


def test_a_section_without_notes_is_not_asked_for(store: Corpus) -> None:
    found = without(store, "PROCESS UPDATE", "ACT")
    assert found
    for report in found:
        assert not {"Act", "Lessons"} & set(titles(report))
        assert not judge.alone(report) and "noted" not in report.output


def test_two_runs_agree(store: Corpus, reports: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [report.fingerprint for report in again] == [report.fingerprint for report in reports]


PLACED = [
    ("", "", "The latch is broken and cannot be closed", "issues", "Problem"),
    ("Root cause", "", "The latch does not hold the spring", "plan", "Problem"),
    ("Strategy", "", "Measure each spring of the kiln in turn", "plan", "Plan"),
    ("", "", "Springs: Measure each of the kiln in turn", "plan", ""),
    ("", "", "Replaced the spring of the latch in hall 3", "do", "Do"),
    ("Actions taken", "", "Spring of the latch replaced by a new one", "do", "Do"),
    ("", "", "close() waits for the spring", "do", "Do"),
    ("", "", "Named springs are links to hall 4", "do", ""),
    ("", "", "Adding a second spring to the latch", "do", ""),
    ("Problem", "", "No false readings: all springs implemented and working", "plan", ""),
    ("Problem", "", "Address the broken springs of hall 4", "plan", ""),
    ("Problem", "", "False readings of all springs of hall 4", "plan", "Problem"),
    ("Problem", "", "The broken latches of hall 4 were never fixed", "plan", "Problem"),
    ("Folders", "", "Folder of the old springs found and deleted", "check", ""),
    ("Continuity", "", "Continuity: building on the springs of hall 4", "check", ""),
    ("Scope", "", "Scope: working within what hall 4 allows", "check", ""),
    ("Next steps", "", "Use the measured springs, not the drawn ones", "act", ""),
    # Seen at last: no problem, though it speaks of one.
    ("", "", "Finally understanding that the springs were broken, not only bent", "plan", ""),
    ("Problem", "", "Problem: now realizing the latch was broken all along", "plan", ""),
    ("Latches", "", "Latches: all 12 work without springs", "check", "Check"),
    ("", "Verification results", "Verified that all 12 latches close", "check", "Check"),
    ("", "", "The latch closes after 3 seconds instead of 9", "check", "Check"),
    ("Next steps", "", "Measure the springs of hall 4", "act", "Act"),
    ("Next steps", "", "Halls: Measure the springs of latches in hall 4", "act", "Act"),
    # A few words behind a label read as a rule just as well.
    ("Next steps", "", "Halls: Measure springs of latches", "act", "next: Act"),
    ("Process learning", "", "A spring must be measured before the latch", "process_update",
     "Lessons"),
    ("Process learning", "", "Measured springs prevent a fall of the latch", "process_update",
     "learned: Lessons"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "heading", "text", "section", "expected"), PLACED)
def test_a_note_says_where_it_belongs(
    label: str, heading: str, text: str, section: str, expected: str
) -> None:
    note = stages.note_of(Line(0, section, heading, label, text, 12))
    if not expected:
        assert note is None
        return
    assert note is not None
    assert note.text.replace(text, "") + note.stage == expected
    assert note.said == text and note.marked == (": " in expected)


@pytest.mark.parametrize(
    ("text", "section", "said", "noted"),
    [
        ("Lesson: a spring must be measured before the latch", "process_update",
         "A spring must be measured before the latch", False),
        ("Lesson: a spring is no latch when it rusts", "process_update",
         "A spring is no latch when it rusts", True),
        ("Chosen: oil the latch, then the spring", "plan", "Oil the latch, then the spring", True),
        ("Chosen: replace the latch, then the spring", "plan",
         "Replace the latch, then the spring", False),
        ("[T]rigger: the latch fell at nine", "plan", "The latch fell at nine", True),
        ("Next step: oil.c is to be read", "act", "", False),
        ("Verification: all 12 latches close again", "check", "All 12 latches close again", False),
        ("Finding: the latch exists in hall 4", "check", "The latch exists in hall 4", False),
        ("Investigation result: the latch works in hall 4", "check",
         "The latch works in hall 4", False),
        ("Immediate: replace the latch of hall 4", "act", "Replace the latch of hall 4", False),
        ("Developer insight: a spring must be measured before the latch", "process_update",
         "A spring must be measured before the latch", False),
        # What says more than the section stays, what only counts does not.
        ("Root cause: the latch wasn't oiled at nine", "plan",
         "Root cause: the latch wasn't oiled at nine", True),
    ],
)  # fmt: skip
def test_a_label_that_names_the_section_is_left_out(
    text: str, section: str, said: str, noted: bool
) -> None:
    note = stages.note_of(Line(0, section, "", "", text, 12))
    if not said:
        assert note is None
        return
    assert note is not None
    assert note.said == said and note.text == (text if noted else said)


def test_a_number_of_a_series_is_left_out() -> None:
    note = stages.note_of(Line(0, "plan", "Strategy", "", "Phase 3: replace the latch of it", 12))
    assert note and note.said == note.text == "Replace the latch of it"


# What fresh readers refused: a section by its heading alone, orders told as done, what should have
# been done, rules and features among results, leftovers of tables and icons, cheers.
REFUSED = [
    ("Next steps", "All latches were completed already", "act"),
    ("Next steps", "Create a latch before every firing", "act"),
    ("Next steps", "Continue with the latches of hall 4", "act"),
    ("", "No latch of the kiln without a spring", "do"),
    ("", "Springs and latches of the kiln", "process_update"),
    ("", "Latch of hall 3 with two springs", "plan"),
    ("", "The sensor sends minus twelve percent", "plan"),
    ("Analysis of the latch", "A spring is taken whole or refused whole", "plan"),
    ("Agent should have", "Created a branch for the latch", "do"),
    ("Commands to try", "Removed the latch from the kiln", "do"),
    ("Violations", "Changed the latch without a word", "do"),
    ("Options", "Replaced latch: moved to hall 4", "do"),
    ("My Answer", "Acknowledged, the latches will be renamed", "summary"),
    ("Status", "Created, implementation pending", "do"),
    ("Actions taken", "Fixed both, one of them a latch nobody used", "do"),
    ("Verification", "7 latches: all need a new spring", "check"),
    ("Verification", "A latch should close within 3 seconds", "check"),
    ("Verification", "Latch definition from accepted examples of springs", "check"),
    ("Verification", "Latch concept understood by all of the team", "check"),
    ("Root cause analysis", "Latch 3 works with 2 springs", "check"),
    ("Verification", "Latch; Status: OK; Springs: 12 of 12 work; Oil: none", "check"),
    ("Strategy", "Completed the plan of all the latches", "plan"),
    ("Strategy", "Planned: assessment of the latch and its spring", "plan"),
    ("Feedback", "The user: “if you oil the latch like this”", "summary"),
    ("Feedback", "The user: “ok, oil the broken latch of hall 3.”", "summary"),
    ("Process learning", "Latch 3: understanding of springs prevents errors", "process_update"),
    ("Process learning", "Quality Impact: oil prevents the fall of a latch", "process_update"),
    ("Process learning", "Springs: all latches designed to avoid falls", "process_update"),
    ("Process learning", "Latch excellence requires perfect springs, always", "process_update"),
    ("", "`rm -rf latches/1.1.0.0 \\`", "do"),
    ("", "None - all latches are as they were", "issues"),
    ("Problem", "Found and fixed 4 latches with wrong springs", "plan"),
    ("", "Tests of springs, doors and latches", "issues"),
    ("", "Error handling of springs, bug fixes of latches", "issues"),
    ("", "Standardized latch spring functions", "do"),
    ("", "No other latches exist in hall 4, ever", "check"),
    ("", "Joy is what drives the latch", "check"),
    ("Next steps", "Apply thorough checks to future latches", "act"),
    ("Next steps", "Apply the lessons of the latch to hall 4", "act"),
    ("", "1 none: No latch of hall 4 is fixed", "issues"),
    ("Problem", "No repair of the broken latches needed", "plan"),
    ("Strategy", "Measure the springs of hall 4 as listed", "plan"),
    ("Verification", "Faults of latches identified: 12 of 40 springs", "check"),
    ("Verification", "Latch interaction: 2 springs vs oil vs both", "check"),
    ("Verification", "Latch respect: keeping within the 2 approved springs", "check"),
    ("Verification", "Prepared all latch folders (hall 1 through 4 of 4)", "check"),
    ("Verification", "Successfully retrieved 190 springs within the hall", "check"),
    ("Verification", "Latch 2/3/5 with proper springs", "check"),
    ("Verification", "Target capability: works from 2 to 3 springs", "check"),
    ("Verification", "All 12 latches currently have the springs of hall 4", "check"),
    ("Strategy", "Draw the successful mending of all latches", "plan"),
    ("Problem", "Must oil the broken latches of hall 4", "plan"),
    ("Problem", "The user removed latches that were broken", "plan"),
    ("Problem", "Survived the night of the fire, must mend latches", "plan"),
    ("", "Begin mending of 12 broken latches of hall 4", "issues"),
    ("Next steps", "Mend latches directly instead of hiding the springs", "act"),
    # Checks that check nothing: what holds for everything, a deed, a design, a line of a log, what
    # was put off, what only stands within something, what somebody saw rightly.
    ("Verification", "Latches: the pattern of springs works universally in halls", "check"),
    ("Verification", "Same pattern works for all 12 latches and springs", "check"),
    ("Verification", "Universal truth: 2 latches work as 1 spring", "check"),
    ("Verification", "All 12 old springs eliminated in favor of latches", "check"),
    ("Verification", "Eliminated 12 old springs and the oil of latches", "check"),
    ("Verification", "A latch with a spring of 3 cm designed", "check"),
    ("Verification", "2025-03-04 17:37:59.772 latch 3 works with springs", "check"),
    ("Verification", "Latch 3 works: [debug] spring of 3 cm found", "check"),
    ("Verification", "Hard springs of latches postponed to hall 4 only", "check"),
    ("Verification", "Latches: 2 private springs hold the oil within the frame", "check"),
    ("Verification", "Springs: correctly identified the 3 rusted latches", "check"),
    ("Verification", "Only working latches of hall 3 documented", "check"),
    # Good news, and faults that are only kept away.
    ("Problem", "Good news: the latch did not fall in hall 3", "plan"),
    ("", "Springs of halls require oil to prevent future falls and errors", "issues"),
]


@pytest.mark.parametrize(("label", "text", "section"), REFUSED)
def test_what_nobody_could_place_is_no_note(label: str, text: str, section: str) -> None:
    assert stages.note_of(Line(0, section, "", label, text, 12)) is None


@pytest.mark.parametrize(
    ("text", "section", "stage"),
    [
        ("Error handling of the latch is missing", "issues", "Problem"),
        ("Standardized the latch of hall 4", "do", "Do"),
        ("Reduced the failures of latches from 12% to 2%", "check", "Check"),
        ("The universal latch of hall 4 is working correctly", "check", "Check"),
        ("The latch of hall 4 closed within 3 seconds", "check", "Check"),
        ("Designed a latch for the door of hall 4", "do", "Do"),
        ("The latch fails and is held by rope to prevent a fall", "issues", "Problem"),
    ],
)
def test_a_fault_and_a_deed_beside_such_words_are_notes(
    text: str, section: str, stage: str
) -> None:
    note = stages.note_of(Line(0, section, "", "", text, 12))
    assert note and note.stage == stage


def test_a_lesson_that_says_the_objective_again_comes_last(store: Corpus) -> None:
    one = next(iter(store.pdcas()))
    kiln = made(one.id, one.text.replace("Restart the", "Restart the kiln grate and the"))
    said = [
        "A dry spring breaks before its wet sister does",
        "A kiln grate breaks before its wet restart does",
    ]
    lines = [Line(at, "act", "", "", text, 12) for at, text in enumerate(said)]
    noted = [(line, Note("Lessons", line.text, line.text)) for line in lines]
    found = material._material(kiln, noted)
    ranked = generator._ranked(found, found.by_section["Lessons"], Told(frozenset()), 0)
    assert [found.said(group) for group in ranked] == said
    assert generator._worth(found, ranked[0]) > generator._worth(found, ranked[1])


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("grandmother's album fell", "Grandmother's album fell"),
        ("ubuntu/kiln is up", "ubuntu/kiln is up"),
        ("close() waits", "close() waits"),
        ("kilnDoor waits", "kilnDoor waits"),
    ],
)
def test_only_words_get_a_capital(said: str, opened: str) -> None:
    assert report_lines.opened(said) == opened


def test_words_of_another_section_drop_a_line() -> None:
    """A line counts where the other records' lines of its section have its words."""
    fault, order = "The {} spring is worn", "Measure the {} spring"
    others = {
        str(n): [
            Note("Problem", fault.format(thing), fault.format(thing)),
            Note("Plan", order.format(thing), order.format(thing)),
        ]
        for n, thing in enumerate(THINGS)
    }
    wrong = Note("Plan", "The spring is worn", "The spring is worn")
    right = Note("Problem", "The spring is worn", "The spring is worn")
    agreement = Agreement({**others, "own": [wrong] * 50})
    assert not agreement.agrees("own", wrong) and agreement.agrees("own", right)
    marked = Note("Plan", "planned: the spring is worn", "the spring is worn", True)
    assert agreement.agrees("own", marked)


@pytest.mark.parametrize(
    ("stage", "said", "kept"),
    [
        ("Lessons", "Kiln should close in every hall", False),
        ("Lessons", "Kiln must close in every hall", True),
        ("Lessons", "Springs should be oiled before they rust", True),
        ("Problem", "Kiln should close in every hall", True),
    ],
)
def test_what_the_work_was_for_is_no_lesson(
    store: Corpus, stage: str, said: str, kept: bool
) -> None:
    one = store.pdcas()[0]
    noted = [(Line(0, "act", "", "", said, 12), Note(stage, said, said))]
    kiln = made(one.id, one.text.replace("Restart the", "Restart the kiln and the"))
    assert bool(material._material(kiln, noted).by_section[stage]) is kept


def test_streams_are_told_apart_by_every_note(store: Corpus) -> None:
    records = store.pdcas()
    usual = generator.salient_lines.line_frequency(r.document for r in records)
    all = list(generator.gather(records, usual, SETTINGS.tokenizer).values())
    found = [(of, each) for at, of in enumerate(all) for each in streams.beside(of, at, all)]
    assert found
    for of, each in found:
        for group in (g for groups in each.mine.values() for g in groups):
            words = topic_words(of.said(group))
            assert words & of.subject and not words & (each.other.topic - of.topic)
        # A note on the other work has no word that this one is named by.
        assert not any(topic_words(each.other.said(g)) & of.subject for g in each.theirs)


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("Give `setSpring` a second argument", "It calls setSpring() twice.", "setSpring"),
        ("demo of the latch: Demo of the latch", "It calls demo() twice.", "Demo"),
    ],
)
def test_only_a_name_keeps_its_small_first_letter(line: str, text: str, said: str) -> None:
    first = said[:1].upper() + said[1:]
    note = stages.Note("Plan", first, f"{first} of the latch")
    assert material._called(note, line, text).said.split()[0] == said


@pytest.mark.parametrize(
    ("stage", "text", "other_stage", "other", "same"),
    [
        ("Plan", "Spring test: measure the new spring of hall 4", "Act",
         "Measure the spring again in hall 4", True),
        ("Plan", "Measure the spring of hall 4", "Do", "Measured the spring of hall 4", False),
        ("Plan", "Oil the latch of the door", "Act", "Order the drawings of the oven", False),
        ("Act", "Check all latches after moving springs", "Lessons",
         "A latch must be oiled when a spring has moved", True),
    ],
)  # fmt: skip
def test_lines_that_say_the_same(
    stage: str, text: str, other_stage: str, other: str, same: bool
) -> None:
    assert report_lines.twins(stage, text, other_stage, other) is same
