"""Which lines of a PDCA are kept, and how they read."""

from __future__ import annotations

from collections import Counter

import pytest

from generators import pdca
from generators.pdca import salient_lines
from generators.pdca.lines import wording
from generators.pdca.salient_lines import Line, Usual, extract

NONE: Usual = Counter()

TEXT = """# 📋 **PDCA Cycle: Boiler Alarm - Too Late**

**🎯 Objective:** The boiler alarm rings before the pressure limit is reached

## **📊 SUMMARY**
### **Artifact Links**
- **PDCA Document:** [GitHub](https://example.org/a.md) | [§/a](a.md)
### **QA Decisions**
**All clear, no decisions to make** - nothing is open here at all
### **TRON Feedback (2025-09-04)**
```quote
the alarm rang after the valve had opened.
find out why.
```

## **📋 PLAN**
**Steps of the search:**
- ✅ **Log the sensor:** one value each second for two hours
- [x] Compare the log with the alarm's own clock (✅ COMPLETE)
- Fix it
- We log the sensor with one value each second for two hours

## **🔧 DO**
```bash
# Show the state:
git status
const state = await read(boiler);
```
| Measure | Value before | Value after it |
|---------|--------------|----------------|
| Delay of the alarm | 40 seconds | 2 seconds |
const delay = measure(boiler, alarm, 40);

## **✅ CHECK**
**All 12 runs rang in time:**
- Run one to six with the old valve rang two seconds early

## **💫 EMOTIONAL REFLECTION**
- Great joy about the alarm that now rings in time

## **🎯 PDCA PROCESS UPDATE**
- Alarms are tested against the clock of the thing they guard
**"Never trust two clocks that have not met each other."** 🎯
"""


def lines_of(text: str, usual: Usual = NONE) -> list[Line]:
    return extract(pdca.parse(text, "pdca/2025-09-04-UTC-0900-boiler.pdca.md"), usual, "auto")


def test_only_what_carries_information_is_kept() -> None:
    assert [(line.section, line.label, line.text) for line in lines_of(TEXT)] == [
        ("objective", "", "The boiler alarm rings before the pressure limit is reached"),
        ("summary", "", "The user: “the alarm rang after the valve had opened. find out why.”"),
        ("plan", "Steps of the search", "Log the sensor: one value each second for two hours"),
        ("plan", "Steps of the search", "Compare the log with the alarm's own clock (COMPLETE)"),
        ("do", "Show the state", "`git status`"),
        ("do", "", "Delay of the alarm; Value before: 40 seconds; Value after it: 2 seconds"),
        (
            "check",
            "All 12 runs rang in time",
            "Run one to six with the old valve rang two seconds early",
        ),
        ("process_update", "", "Alarms are tested against the clock of the thing they guard"),
    ]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("- npm install fails on the second boiler", True),
        ("- `npm test` passed with 41 alarms", True),
        ("- **git push**: completed in two seconds", True),
        ("- ✅ **git commit:** took less than one second", True),
        ("- git mv used instead of a plain move", True),
        ("- npm run build -- --watch boiler", False),
        ("- git commit -m 'the alarm was late'", False),
        ("- `rm -rf dist/` - removes what was built", False),
    ],
)
def test_what_is_said_of_a_command_is_no_command(line: str, kept: bool) -> None:
    text = TEXT.replace("const delay = measure(boiler, alarm, 40);", line)
    assert len(lines_of(text)) - len(lines_of(TEXT)) == kept


def test_lines_of_the_template_are_dropped() -> None:
    said = "Alarms are tested against the clock of the thing they guard"
    usual = Counter({said.lower(): salient_lines.BOILERPLATE_RECORDS})
    assert said not in [line.text for line in lines_of(TEXT, usual)]


def test_frequency_counts_records_not_lines() -> None:
    record = pdca.parse(TEXT, "pdca/2025-09-04-UTC-0900-boiler.pdca.md")
    usual = salient_lines.line_frequency([record, record])
    assert usual["alarms are tested against the clock of the thing they guard"] == 2


def test_lines_know_where_they_stand() -> None:
    raw = TEXT.split("\n")
    placed = {line.text: raw[line.first : line.last + 1] for line in lines_of(TEXT)}
    assert placed["Log the sensor: one value each second for two hours"] == [
        "- ✅ **Log the sensor:** one value each second for two hours"
    ]
    assert placed["The user: “the alarm rang after the valve had opened. find out why.”"] == [
        "the alarm rang after the valve had opened.",
        "find out why.",
    ]
    assert placed["The boiler alarm rings before the pressure limit is reached"] == [
        "**🎯 Objective:** The boiler alarm rings before the pressure limit is reached"
    ]


def test_long_lines_end_with_a_sentence() -> None:
    text = (
        "The first sentence says this much. " * 3
        + "The last one is long "
        + "and longer " * 30
        + "still."
    )
    assert (
        wording.whole_sentences(text)
        == "The first sentence says this much. " * 2 + "The first sentence says this much. …"
    )
    assert wording.whole_sentences("word " * 150) == ""


def test_a_sentence_with_a_label_of_its_own_is_a_line_of_its_own() -> None:
    told = "What started it: a van met a locked gate. Chosen: edges carry access to the yard."
    text = f"# PDCA Cycle: Gates\n\n## Plan\n- {told}\n\n## Do\n- Carried access to the edges\n"
    said = [line.text for line in lines_of(text) if line.section == "plan"]
    assert said == [
        "What started it: a van met a locked gate.",
        "Chosen: edges carry access to the yard.",
    ]


def test_a_label_with_nothing_to_say_stays_in_its_line() -> None:
    told = "The gate of the yard was locked. Result: none."
    text = f"# PDCA Cycle: Gates\n\n## Plan\n- {told}\n\n## Do\n- Carried access to the edges\n"
    assert [line.text for line in lines_of(text) if line.section == "plan"] == [told]
