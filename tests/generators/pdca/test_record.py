"""PDCA records in the spellings seen, told from templates, cut into chunks without loss."""

from __future__ import annotations

import re

import pytest

from generators import pdca, tokens
from generators.pdca import facts

PATH = "project/journal/2025-09-04-session/pdca/2025-09-04-UTC-0915-till-rounding.pdca.md"
BEFORE = "2025-09-03-UTC-1700-layout.pdca.md"
GITHUB = "https://example.org/shop/blob/dev/project"

TEMPLATE_FORM = f"""# 📋 **PDCA Cycle: Till Rounding - Receipts Off by a Cent**

**🗓️ Date:** 2025-09-04-UTC-0915
**🎯 Objective:** Make the receipt total equal the sum of its **rounded** lines
**🎯 Template Version:** 3.1.4.2

**👤 Agent Name:** Till Agent → keeper of the checkout
**👤 Agent Role:** Developer → checkout specialist
**👤 Branch:** dev/till → work branch
**🎯 Sprint:** Sprint 4 → Checkout
**✅ Task:** Task 4.2 - Rounding
**🚨 Issues:** Totals differ by one cent on three-line receipts

**📎 Previous Commit:** 1234567 - Receipt layout
**🔗 Previous PDCA:** [GitHub]({GITHUB}/{BEFORE}) | [§/layout]({BEFORE})
**🏅 CMM Badge:** CMM3

---

## **📊 SUMMARY**

### **QA Decisions**
- [x] **Decision 1: Round per line** - the printed lines must add up
- [ ] Decision 2: Keep the banker's rule for tax

### **TRON Feedback (2025-09-04)**
```quote
the total on the receipt is wrong again
```

### **My Answer**
Rounding moves from the total to the line.

---

## **📋 PLAN - WHERE TO ROUND AND HOW TO PROVE IT**
Round each line, then add.

## **🔧 DO**

```typescript
# not a heading
const total = lines.reduce((sum, line) => sum + line.rounded, 0);
```

### Check of the lines by hand
Three receipts were added up on paper.

## **✅ CHECK**
All 12 receipts agree.

## **🎯 ACT**
**Key Learning:** Round where the customer looks, never after adding.

## **💫 EMOTIONAL REFLECTION: Relief**
Good.

## **🎯 PDCA PROCESS UPDATE**
- Add a receipt to the fixtures for each complaint
"""

PLAIN_FORM = """# Nightly export

Agent: Bea
Role: Operator
Date: 2025-01-20
FOLLOWS: [2025-01-19-UTC-0800-import.pdca.md](2025-01-19-UTC-0800-import.pdca.md)
PRECEDES: [2025-01-21-UTC-0800-alarm.pdca.md](2025-01-21-UTC-0800-alarm.pdca.md)

## Objective
The export finishes before the shop opens.

## Plan
Measure, then move the slow query.

**Trigger:** "the export was still running at nine"
**Response:** The query was moved to the replica.
**Outcome:** Done at four.
**Next:** Alarm when it takes longer than an hour.

## Do
Moved it.

## Check
Four nights watched, CMM2 at best: by hand.

## Act
Write the alarm.
"""


def test_template_form_header() -> None:
    record = pdca.parse(TEMPLATE_FORM, PATH)
    assert record.id == "2025-09-04-UTC-0915-till-rounding"
    assert record.title == "Till Rounding - Receipts Off by a Cent"
    assert (record.date, record.timestamp) == ("2025-09-04", 1_756_977_300)
    assert record.objective == "Make the receipt total equal the sum of its rounded lines"
    assert (record.agent_name, record.agent_role) == ("Till Agent", "Developer")
    assert (record.branch, record.sprint) == ("dev/till", "Sprint 4")
    assert record.issues == "Totals differ by one cent on three-line receipts"
    assert record.cmm_level == 3
    assert record.previous == ("2025-09-03-UTC-1700-layout",)


def test_template_form_sections_begin_and_end_where_they_should() -> None:
    record = pdca.parse(TEMPLATE_FORM, PATH)
    assert [section.kind for section in record.sections] == [
        "summary",
        "plan",
        "do",
        "check",
        "act",
        "reflection",
        "process_update",
    ]
    for section in record.sections:
        assert record.text[section.start : section.end] == section.text
    do = record.section("do")
    assert do is not None and "by hand" in do.text and "# not a heading" in do.text
    plan = record.section("plan")
    assert plan is not None and plan.body.startswith("Round each line")


def test_facts_of_the_template_form() -> None:
    record = pdca.parse(TEMPLATE_FORM, PATH)
    assert record.decisions[0] == "Decision 1: Round per line - the printed lines must add up"
    assert [(tron.trigger, tron.response) for tron in record.tron] == [
        ("the total on the receipt is wrong again", "Rounding moves from the total to the line.")
    ]


def test_plain_form() -> None:
    record = pdca.parse(PLAIN_FORM, "pdca/20250120-070000-Bea.Operator.pdca.md")
    assert (record.agent_name, record.agent_role, record.date) == ("Bea", "Operator", "2025-01-20")
    assert record.objective == "The export finishes before the shop opens."
    assert record.complete
    assert record.previous == ("2025-01-19-UTC-0800-import",)
    assert record.precedes == ("2025-01-21-UTC-0800-alarm",)
    (tron,) = record.tron
    assert tron.trigger == '"the export was still running at nine"'
    assert tron.response == "The query was moved to the replica."
    assert tron.outcome == "Done at four."
    assert tron.next == "Alarm when it takes longer than an hour."


@pytest.mark.parametrize(
    "heading",
    [
        "## Plan",
        "## PLAN",
        "## **📋 PLAN**",
        "## 1. Plan",
        "# PLAN",
        "### 📋 Plan:",
        "## Plan - how it will be done in five",
    ],
)
def test_spellings_of_a_phase(heading: str) -> None:
    marks = heading.split(" ")[0]
    record = pdca.parse(
        f"{heading}\nSteps.\n\n{marks} Do\nDone.\n", "pdca/2025-01-01-UTC-0000-x.md"
    )
    assert [section.kind for section in record.sections] == ["plan", "do"]


@pytest.mark.parametrize(
    "heading", ["## Plan Change Requests And Who Approves Them", "## Planet", "## Doing"]
)
def test_prose_headings_are_no_phase(heading: str) -> None:
    record = pdca.parse(f"{heading}\nText.\n\n## Check\nFine.\n", "pdca/2025-01-01-UTC-0000-x.md")
    assert [section.kind for section in record.sections] == ["other", "check"]


def test_a_fence_never_closed_hides_no_section() -> None:
    text = "# T\n\n```bash\nls\n\n## Plan\nA.\n\n## Do\nB.\n\n## Check\nC.\n"
    assert [s.kind for s in pdca.parse(text, PATH).sections] == ["plan", "do", "check"]


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("a/2025-09-04-UTC-0915-rounding.pdca.md", "2025-09-04-UTC-0915-rounding"),
        ("a/2025-09-04-UTC-0915-rounding-pdca.md", "2025-09-04-UTC-0915-rounding"),
        ("roles/Tester/2025-09-04-UTC-0915.pdca.md", "Tester/2025-09-04-UTC-0915"),
        ("20250904-091500-Bea.Operator.pdca.md", "20250904-091500-Bea.Operator"),
    ],
)
def test_ids(path: str, id: str) -> None:
    assert pdca.pdca_id(path) == id


def test_seed_file_name_gives_what_the_header_lacks() -> None:
    record = pdca.parse("## Plan\nx\n\n## Do\ny\n", "20250904-091500-Bea.Operator.pdca.md")
    assert (record.agent_name, record.agent_role, record.date) == ("Bea", "Operator", "2025-09-04")


@pytest.mark.parametrize(
    ("path", "text", "is_one"),
    [
        (PATH, TEMPLATE_FORM, True),
        ("pdca/20250120-070000-Bea.Operator.pdca.md", PLAIN_FORM, True),
        ("docs/till.md", TEMPLATE_FORM, False),
        ("pdca/template.md", TEMPLATE_FORM, False),
        ("pdca/howto.PDCA.md", TEMPLATE_FORM, False),
        ("pdca/README.md", TEMPLATE_FORM, False),
        ("pdca/2025-09-04-UTC-0900-template-fix.md", TEMPLATE_FORM, True),
        (PATH, TEMPLATE_FORM.replace("Round", "{{ROUND}}") + "{{A}} {{B}} {{C}} {{D}}", False),
        (PATH, TEMPLATE_FORM + "```\n{{A}} {{B}} {{C}} {{D}} {{E}}\n```\n", True),
        (PATH, "# Diary\n\n2025-09-04: a fine day.\n", False),
    ],
)
def test_what_is_a_record(path: str, text: str, is_one: bool) -> None:
    assert facts.is_pdca(path, text) is is_one


def test_a_trigger_alone_is_no_decision() -> None:
    text = PLAIN_FORM.replace('"the export', "Whenever the export").replace("**Response:**", "And:")
    text = text.replace("**Outcome:** Done at four.\n", "").replace("**Next:**", "**Next Focus:**")
    assert pdca.parse(text, "pdca/x.md").tron == ()
    parted = PLAIN_FORM.replace("**Response:**", "## Do\n\n**Response:**")
    assert pdca.parse(parted, "pdca/x.md").tron == ()


@pytest.mark.parametrize("name", ["TRON Directive", "TRON Feedback (2025-09-04)"])
def test_the_answer_to_feedback_is_the_one_below_it(name: str) -> None:
    text = TEMPLATE_FORM.replace("TRON Feedback (2025-09-04)", name)
    text = text.replace("PDCA Cycle: Till", 'PDCA Cycle: "My Answer" and Till')
    text = text.replace("```quote\nthe total", "> the total").replace("again\n```", "again")
    example = "```markdown\n### **TRON Feedback**\n> {{WORDS}}\n\n### **My Answer**\nNo.\n```\n"
    record = pdca.parse(text.replace("## **🎯 ACT**", f"{example}\n## **🎯 ACT**"), PATH)
    assert [(tron.trigger, tron.response) for tron in record.tron] == [
        ("the total on the receipt is wrong again", "Rounding moves from the total to the line.")
    ]


def test_an_answer_behind_another_heading_is_the_feedbacks() -> None:
    text = TEMPLATE_FORM.replace("### **My Answer**", "### Analysis\n\nOff.\n\n### **My Answer**")
    assert pdca.parse(text, PATH).tron[0].response == "Rounding moves from the total to the line."


def test_fields_in_the_closing_lines_are_stated() -> None:
    text = PLAIN_FORM.replace("Agent: Bea\nRole: Operator\nDate: 2025-01-20\n", "")
    text += "\n## Metadata\n- Agent: Bea\n- Branch: dev/export\n- **Timestamp**: 20.1.2025, 8:15\n"
    record = pdca.parse(text, "pdca/export.pdca.md")
    assert (record.agent_name, record.branch, record.date) == ("Bea", "dev/export", "2025-01-20")
    assert record.inferred == ()
    longer = text.replace("- Agent: Bea", "- Agent: has to look at the alarm of the export again")
    assert pdca.parse(longer, "pdca/export.pdca.md").agent_name == ""


def test_an_objective_that_is_a_list_holds_all_of_its_items() -> None:
    said = "The export finishes before the shop opens."
    text = PLAIN_FORM.replace(said, "- Export at four\n- Alarm the\n  operator\n- Log both")
    record = pdca.parse(text, "pdca/export.pdca.md")
    assert record.objective == "Export at four; Alarm the operator; Log both"


def test_sections_before_the_first_phase_are_read() -> None:
    text = PLAIN_FORM.replace("## Plan", "## Background\n\nThe shop opens at nine.\n\n## Plan")
    text = text.replace(
        "## Objective", "## Context\n\nThe replica is idle at night.\n\n## Objective"
    )
    record = pdca.parse(text, "pdca/export.pdca.md")
    kinds = [section.kind for section in record.sections]
    assert kinds == ["other", "objective", "other", "plan", "do", "check", "act"]
    assert record.sections[0].body == "The replica is idle at night."
    assert record.objective == "The export finishes before the shop opens."
    assert (record.agent_name, record.agent_role) == ("Bea", "Operator")


def test_quality_score() -> None:
    plain = pdca.parse(PLAIN_FORM, "pdca/20250120-070000-Bea.Operator.pdca.md")
    # 50, complete +20, both breadcrumbs +10; the level that it only mentions counts nothing.
    assert facts.quality_score(plain) == 80
    one_way = pdca.parse(re.sub("PRECEDES.*\n", "", PLAIN_FORM), "pdca/x.md")
    assert facts.quality_score(one_way) == 70
    full = pdca.parse(TEMPLATE_FORM, PATH)
    assert facts.quality_score(full) == 90
    top = pdca.parse(PLAIN_FORM.replace("Role: Operator", "CMM Level: 4"), "pdca/x.md")
    assert facts.quality_score(top) == 100
    assert facts.quality_score(pdca.parse("Nothing.", "x.md")) == 50


@pytest.mark.parametrize(
    ("says", "level"),
    [
        ("**🏅 CMM Badge:** CMM3", 3),
        ("**CMM Badge**: CMM2 → CMM3", 3),
        ("CMM Level: 4", 4),
        ("cmm level: Level 2 (managed)", 2),
        ("| CMM Level | CMM2 |", 2),
        ("**CMM Badge:** CMMI Level 5", 4),
        ("**Reifegrad:** CMM2", 2),
        ("- **CMM Level**: Operating at CMM2 (assuming) instead of CMM3 (verifying)", 2),
        ("**CMM Badge:** not CMM3", 1),
        ("**CMM Badge:** CMM3 ❌", 1),
        ("**CMM Target:** CMM4", 1),
        ("This PDCA is CMM2, by hand.", 2),
        ("This record reached CMM3.", 3),
        ("This PDCA is not CMM3.", 1),
        ("This PDCA violates CMM3, CMM3 and CMM4.", 1),
        ("The team wants CMM3, and CMM3 is what the guide for CMM3 asks for.", 1),
        ("```\n**CMM Badge:** CMM4\n```", 1),
        ("", 1),
    ],
)
def test_the_level_is_the_one_stated(says: str, level: int) -> None:
    text = PLAIN_FORM.replace("Role: Operator", f"Role: Operator\n\n{says}\n")
    assert pdca.parse(text, "pdca/x.md").cmm_level == level


def test_a_level_that_the_body_states_counts() -> None:
    text = PLAIN_FORM.replace("Moved it.", "Moved it.\n\n- **CMM Level:** CMM2 (by hand)")
    assert pdca.parse(text, "pdca/x.md").cmm_level == 2


def test_chunks_join_to_the_document() -> None:
    long = TEMPLATE_FORM.replace(
        "Three receipts", "\n".join(f"Receipt {n} was added up and compared.\n" for n in range(200))
    )
    record = pdca.parse(long, PATH)
    chunks = facts.chunks(record, "auto")
    assert "".join(chunk.text for chunk in chunks) == long
    assert [chunk.chunk_index for chunk in chunks] == list(range(len(chunks)))
    assert max(tokens.count(chunk.text, "auto") for chunk in chunks) <= 800
    assert sum(chunk.chunk_type == "pdca_do" for chunk in chunks) > 1
    assert chunks[0].chunk_type == "pdca_metadata"


def test_a_text_without_structure_is_one_chunk() -> None:
    record = pdca.parse("Only words.\n", "pdca/notes.md")
    assert [(chunk.chunk_type, chunk.text) for chunk in facts.chunks(record, "auto")] == [
        ("pdca_metadata", "Only words.\n")
    ]


def test_kind_of_work() -> None:
    text = (
        "# Crash at start\n\n## Plan\nReproduce the crash, find the root cause, fix the "
        "bug.\n\n## Do\nFixed the bug.\n"
    )
    assert facts.task_type(pdca.parse(text, "pdca/2025-01-01-UTC-0000-crash.md")) == "debugging"


def test_first_content_has_no_links_and_ends_at_a_word() -> None:
    record = pdca.parse(TEMPLATE_FORM, PATH)
    text = facts.first_content(record, 120)
    assert len(text) <= 120 and "http" not in text
    assert facts.first_content(record, 5_000).startswith(text)
