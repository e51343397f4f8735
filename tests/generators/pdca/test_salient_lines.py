"""Which lines of a PDCA are kept, and how they read."""

from __future__ import annotations

from collections import Counter

import pytest

from generators import pdca
from generators.pdca import distill, salient_lines
from generators.pdca.salient_lines import Line, Usual, extract

NONE = Usual(Counter(), Counter())

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
git status && git log --oneline -5 the boiler branch
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
        ("do", "", "Delay of the alarm; Value before: 40 seconds; Value after it: 2 seconds"),
        (
            "check",
            "All 12 runs rang in time",
            "Run one to six with the old valve rang two seconds early",
        ),
        ("process_update", "", "Alarms are tested against the clock of the thing they guard"),
    ]


def test_lines_of_the_template_are_dropped() -> None:
    said = "Alarms are tested against the clock of the thing they guard"
    usual = Usual(Counter({said.lower(): salient_lines.BOILERPLATE_RECORDS}), Counter())
    assert said not in [line.text for line in lines_of(TEXT, usual)]
    labels = Usual(Counter(), Counter({"steps of the search": salient_lines.BOILERPLATE_LABELS}))
    assert "Steps of the search" not in {line.label for line in lines_of(TEXT, labels)}


def test_frequency_counts_records_not_lines() -> None:
    record = pdca.parse(TEXT, "pdca/2025-09-04-UTC-0900-boiler.pdca.md")
    usual = salient_lines.line_frequency([record, record])
    assert usual.lines["alarms are tested against the clock of the thing they guard"] == 2
    assert usual.labels["steps of the search"] == 2


def test_long_lines_end_with_a_sentence() -> None:
    text = (
        "The first sentence says this much. " * 3
        + "The last one is long "
        + "and longer " * 30
        + "still."
    )
    assert (
        salient_lines.whole_sentences(text)
        == "The first sentence says this much. " * 2 + "The first sentence says this much."
    )
    assert salient_lines.whole_sentences("word " * 150) == ""


def line(order: int, text: str, label: str = "", section: str = "do") -> Line:
    return Line(order, section, "", label, text, 10)


def test_neighbours_stand_below_their_label_again() -> None:
    lines = [
        line(1, "one", "Steps"),
        line(2, "two", "Steps"),
        line(3, "three", "Alone"),
        line(4, "a: b", "Hidden"),
    ]
    assert distill.bulleted(lines) == "- Steps:\n  - one\n  - two\n- Alone: three\n- a: b"
    assert distill.spoken(lines) == ["Steps: one", "Steps: two", "Alone: three", "a: b"]


@pytest.mark.parametrize(("shared", "overlap"), [(0, 0.0), (1, 1 / 3), (2, 1.0)])
def test_overlap(shared: int, overlap: float) -> None:
    left = [line(1, "a"), line(2, "b")]
    right = [*left[:shared], *[line(10 + n, "c") for n in range(2 - shared)]]
    assert distill.overlap(left, right) == pytest.approx(overlap)


def test_compose_keeps_to_budget_order_and_fresh_lines() -> None:
    rated = [(line(n, f"line {n}"), n % 2, 1.0 + n / 10) for n in range(10)]
    first, second = distill.compose(rated, [1, 1], Counter(), 60)
    assert sum(each.tokens for each in [*first, *second]) <= 60
    assert [each.order for each in first] == sorted(each.order for each in first)
    used = Counter({each.order: 1 for each in [*first, *second]})
    again = distill.compose(rated, [1, 1], used, 40)
    assert not {each.order for part in again for each in part} & set(used)
