"""Every shape of a record that was seen reads alike: cases, variants of them, and all combinations
(property test in `test_any_shape.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generators import pdca
from generators.pdca import facts
from generators.pdca.record import Pdca

BODIES = {
    "plan": "We looked at how the list is read.\n\n- Measure how long the list takes\n",
    "do": "The list now asks for fifty rows.\n\n- The reader was written with its test\n",
    "check": "The list stands after a fifth of a second.\n\n- All tests pass\n",
    "act": "The page reader becomes the usual way.\n\n- Measure at the counter\n",
}
HEADER = """**Date:** 2025-10-02-UTC-1000
**Objective:** Make the list quick
**Agent Name:** SiftAgent
**Agent Role:** Developer
**Sprint:** sprint-9
**CMM Badge:** CMM3
"""
TITLE = "# PDCA Cycle: the list\n\n"
PATH = "pdca/2025-10-02-UTC-1000-list.pdca.md"


def document(*headings: str, header: str = HEADER, title: str = TITLE) -> str:
    parts = [f"{h}\n\n{body}" for h, body in zip(headings, BODIES.values(), strict=True)]
    return f"{title}{header}\n" + "\n".join(parts)


def read(text: str, path: str = PATH) -> Pdca:
    record = pdca.parse(text, path)
    assert facts.why_not(path, record) == ""
    return record


def bodies(record: Pdca) -> dict[str, str]:
    return {section.kind: section.body for section in record.sections}


def expected() -> dict[str, str]:
    return {kind: body.strip() for kind, body in BODIES.items()}


def facts_of(record: Pdca) -> tuple[str, ...]:
    return (record.objective, record.agent_name, record.agent_role, record.date, record.sprint)


FACTS = ("Make the list quick", "SiftAgent", "Developer", "2025-10-02", "sprint-9")


@pytest.mark.parametrize(
    "headings",
    [
        # letters
        ("## P - PLAN", "## D - DO", "## C - CHECK", "## A - ACT"),
        ("## P — Plan", "## D — Do", "## C — Check", "## A — Act"),
        ("## 🎯 P: PLAN", "## 🔧 D: DO", "## ✅ C: CHECK", "## 🚀 A: ACT"),
        ("## [P]lan", "## [D]o", "## [C]heck", "## [A]ct"),
        ("## P", "## D", "## C", "## A"),
        ("## P - Plan", "## D - Do", "## S - Study", "## A - Act"),
        # phases and numbers
        ("## Phase 1: Plan", "## Phase 2: Do", "## Phase 3: Check", "## Phase 4: Act"),
        ("## Step 1 - Plan", "## Step 2 - Do", "## Step 3 - Check", "## Step 4 - Act"),
        ("## 1f.1 PLAN:", "## 1f.2 DO:", "## 1f.3 CHECK:", "## 1f.4 ACT:"),
        ("## The Plan Phase", "## The Do Phase", "## The Check Phase", "## The Act Phase"),
        ("### 1) Plan", "### 2) Do", "### 3) Check", "### 4) Act"),
        ("## I. Plan", "## II. Do", "## III. Check", "## IV. Act"),
        ("## PDCA: Plan", "## PDCA: Do", "## PDCA: Check", "## PDCA: Act"),
        # German
        ("## Planung", "## Umsetzung", "## Überprüfung", "## Verbesserung"),
        ("## Planungsphase", "## Durchführung", "## U\u0308berpru\u0308fung", "## Anpassung"),
        # other forms
        ("Plan\n----", "Do\n--", "Check\n-----", "Act\n---"),
        ("Plan\n====", "Do\n==", "Check\n=====", "Act\n==="),
        ("<h2>Plan</h2>", "<h2>Do</h2>", "<h2>Check</h2>", "<h2>Act</h2>"),
        ('<h3 id="p">📋 <b>Plan</b></h3>', "<h3>Do</h3>", "<h3>Check</h3>", "<h3>Act</h3>"),
        ("**Plan**", "**Do**", "**Check**", "**Act**"),
        ("**📋 PLAN:**", "**🔧 DO:**", "**✅ CHECK:**", "**🎯 ACT:**"),
        ("__Plan__:", "__Do__:", "__Check__:", "__Act__:"),
        ("PLAN", "DO", "CHECK", "ACT"),
        ("Plan:", "Do:", "Check:", "Act:"),
        ("##Plan", "##Do", "##Check", "##Act"),
        ("## Plan ##", "## Do ##", "## Check ##", "## Act ##"),
        ("## plan", "## do", "## check", "## act"),
        ("## Plan - first\u2028the list", "## Do", "## Check", "## Act"),
        # one phase on another level than the others
        ("## Plan", "### Do", "## Check", "## Act"),
        ("## Plan", "## Do", "**Check**", "## Act"),
    ],
)  # fmt: skip
def test_sections_in_every_form(headings: tuple[str, ...]) -> None:
    record = read(document(*headings))
    assert bodies(record) == expected()
    assert facts_of(record) == FACTS
    assert record.text[record.sections[0].start :].startswith(headings[0])


@pytest.mark.parametrize(
    "header",
    [
        "- **Date**: 2025-10-02\n- **Agent Name**: SiftAgent\n- **Agent Role**: Developer\n"
        "- **Objective**: Make the list quick\n- **Sprint**: sprint-9\n",
        "date: 2025-10-02\nagent: SiftAgent\nrole: Developer\nobjective: Make the list quick\n"
        "sprint: sprint-9\n",
        "__Date:__ 02.10.2025\n__Agent:__ SiftAgent\n__Role:__ Developer\n"
        "__Objective:__ Make the list quick\n__Sprint:__ sprint-9\n",
        "DATE: 2. Oktober 2025\nAGENT: SiftAgent\nROLE: Developer\n"
        "Objective: Make the list quick\nSPRINT: sprint-9\n",
        "| Field | Value |\n|---|---|\n| Date | 2025-10-02 |\n| Agent Name | SiftAgent |\n"
        "| **Agent Role** | Developer |\n| Objective: | Make the list quick |\n"
        "| `Sprint` | sprint-9 |\n",
        "| Date | Agent | Role | Objective | Sprint |\n|---|:--|---|---|---|\n"
        "| 2025-10-02 | SiftAgent | Developer | Make the list quick | sprint-9 |\n",
        "**Datum:** 2.10.2025\n**Autorin:** SiftAgent\n**Rolle:** Developer\n"
        "**Ziel:** Make the list quick\n**Sprint:** sprint-9\n",
        "**Date:** October 2, 2025 | **Agent:** SiftAgent | **Role:** Developer\n"
        "**Sprint:** sprint-9\n\n**Objective:**\nMake the\nlist quick\n",
        "* Date: 2025/10/02\n* Agent: `SiftAgent` → the sifter\n* Role: Developer (lists)\n"
        "* Sprint: sprint-9 → Lists\n* Objective:\n  - Make the list quick\n",
        "> **🗓️ Date:** 2025-10-02  \n> **👤 Agent Name:** SiftAgent  \n"
        "> **👤 Agent Role:** Developer  \n> **🎯 Objective:** Make the list quick  \n"
        "> **🎯 Sprint:** sprint-9\n",
        "<b>Date:</b> 2025-10-02<br>\n<b>Agent:</b> SiftAgent<br>\n<b>Role:</b> Developer<br>\n"
        "<b>Objective:</b> Make the list quick<br>\n<b>Sprint:</b> sprint-9\n",
        "**Date:** 2025-10-02\n**Agent:** SiftAgent\n**Role:** Developer\n**Sprint:** sprint-9\n"
        "**Objective:** Make the\nlist quick\n",
    ],
)
def test_fields_in_every_form(header: str) -> None:
    record = read(document("## Plan", "## Do", "## Check", "## Act", header=header))
    assert facts_of(record) == FACTS
    assert bodies(record) == expected()
    assert record.inferred == ()


@pytest.mark.parametrize(
    "front",
    [
        "objective: Make the list quick\nagent: SiftAgent\nrole: Developer\ndate: 2025-10-02\n"
        "sprint: sprint-9",
        '# about\n"objective": "Make the list quick"\nagent_name: SiftAgent\nrole: [Developer]\n'
        "date: 2025-10-02T10:00:00Z\nsprint: sprint-9\ntags:\n  - plan\n  - do",
        "objective: >\n  Make the\n  list quick\nAgent Name: 'SiftAgent'\nAgent Role: Developer\n"
        "Date: 2025-10-02\nSprint: sprint-9",
        "objective: Make the list quick\nagent: SiftAgent\nrole: Developer\ndate: 2025-10-02\n"
        "sprint: sprint-9\nnote: what: no yaml",
    ],
)
def test_front_matter(front: str) -> None:
    title = f"---\n{front}\n---\n\n# PDCA Cycle: the list\n\n"
    text = document("## Plan", "## Do", "## Check", "## Act", header="", title=title)
    record = read(text)
    assert facts_of(record) == FACTS
    assert record.title == "the list"
    assert bodies(record) == expected()


def test_a_date_below_its_name_is_no_item_of_a_list() -> None:
    header = HEADER.replace("**Date:** 2025-10-02-UTC-1000", "**Datum:**\n2. Oktober 2025\n")
    assert read(document("## Plan", "## Do", "## Check", "## Act", header=header)).date == FACTS[3]


@pytest.mark.parametrize(
    "link",
    ["[x](2025-10-01-UTC-1000-a.pdca.md)", "[[2025-10-01-a]]", "<2025-10-01-a.pdca.md>",
     "`2025-10-01-a.pdca.md`", "2025-10-01-a.pdca.md", "[2025-10-01-a.md](../b/a.pdca.md)"],
)  # fmt: skip
def test_the_date_of_another_record_is_not_this_ones(link: str) -> None:
    header = HEADER.replace("**Date:** 2025-10-02-UTC-1000", f"**Previous PDCA:** {link}")
    text = document("## Plan", "## Do", "## Check", "## Act", header=header)
    record = pdca.parse(text, "pdca/list.pdca.md")
    assert record.date == ""
    # A folder of a day is better than nothing, and no statement.
    folder = text.replace(f"**Previous PDCA:** {link}", "[Session](../2025-10-01-1030/notes/)")
    record = pdca.parse(folder, "pdca/list.pdca.md")
    assert record.date == "2025-10-01" and "date" in record.inferred


def test_an_objective_below_a_heading() -> None:
    header = HEADER.replace("**Objective:** Make the list quick\n", "")
    for heading in ("Objective\n---------", "## Objective", "## 🎯 Ziel", "**Goal**"):
        title = f"{TITLE}{header}\n{heading}\n\nMake the list quick\n\n"
        record = read(document("## Plan", "## Do", "## Check", "## Act", header="", title=title))
        assert record.objective == "Make the list quick", heading


FENCES = (
    ("~~~bash\n# get the rows first\n## Do\n### last of all\n~~~", 0),
    ("```bash\n# Check\n## Act\n```", 0),
    ("````md\n```bash\n## Do\n```\n## Check\n````", 0),
    ("```markdown\n## Do\n```bash\nls\n```\n## Check\n```", 0),
    ("```text\n~~~\n## Do\n```", 0),
    ("~~~\n## Do\n```ts\nlet x = 1;\n```\n~~~", 0),
    ("<!--\n## Do\n-->", 0),
    ("```bash\nls -l", 1),
    ("~~~\nls -l", 1),
)


@pytest.mark.parametrize(("fence", "notes"), FENCES)
def test_a_fence_is_a_fence(fence: str, notes: int) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act").replace(
        "## Plan\n", f"## Plan\n\n{fence}\n"
    )
    record = read(text)
    assert [section.kind for section in record.sections] == ["plan", "do", "check", "act"]
    assert bodies(record)["plan"].endswith("- Measure how long the list takes")
    assert len(record.notes) == notes


@pytest.mark.parametrize(
    "headings",
    [
        ("Plan\n----", "Do\n--", "Check\n-----", "Act\n---"),
        ("Plan\n====", "Do\n==", "Check\n=====", "Act\n==="),
        ("<h2>Plan</h2>", "<h2>Do</h2>", "<h2>Check</h2>", "<h2>Act</h2>"),
        ("**Plan**", "**Do**", "**Check**", "**Act**"),
        ("PLAN", "DO", "CHECK", "ACT"),
        ("## P", "## D", "## C", "## A"),
        ("> ## Plan", "> ## Do", "> ## Check", "> ## Act"),
    ],
)
@pytest.mark.parametrize("later", ["", "```ts\nlet x = 1;\n```\n"])
def test_an_open_fence_ends_before_a_heading_of_any_form(
    headings: tuple[str, ...], later: str
) -> None:
    text = document(*headings).replace(f"{headings[0]}\n", f"{headings[0]}\n\n```bash\nls\n", 1)
    record = read(text.replace(f"{headings[2]}\n", f"{headings[2]}\n\n{later}", 1))
    assert [section.kind for section in record.sections] == ["plan", "do", "check", "act"]
    assert len(record.notes) == 1


def test_an_open_fence_ends_before_the_heading_even_if_another_one_follows() -> None:
    text = document("## Plan", "## Do", "## Check", "## Act")
    text = text.replace("## Plan\n", "## Plan\n\n```bash\nls\n")
    text = text.replace("## Check\n", "## Check\n\n```ts\nlet x = 1;\n```\n")
    record = read(text)
    assert list(bodies(record)) == ["plan", "do", "check", "act"]
    assert record.notes == (
        "the fence opened in line 12 is never closed; read as ending before line 19",
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(ends: str) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act")
    assert bodies(read(text.replace("\n", ends))) == expected()


def test_carriage_returns_of_a_progress_bar_shift_nothing() -> None:
    bar = "```text\nnpm install  10%\rnpm install  40%\rnpm install 100%\n```\n"
    text = document("## Plan", "## Do", "## Check", "## Act").replace(
        "## Plan\n", f"## Plan\n\n{bar}"
    )
    record = read(text)
    assert bodies(record)["act"] == BODIES["act"].strip()
    for section in record.sections:
        assert record.text[section.start : section.end] == section.text


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_line_feeds_end_a_line(character: str) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act")
    text = text.replace("fifty rows", f"fifty{character}## Check{character}rows")
    record = read(text)
    assert list(bodies(record)) == ["plan", "do", "check", "act"]
    chunks = facts.chunks(record, "auto")
    assert "".join(chunk.text for chunk in chunks) == text


@pytest.mark.parametrize("line", ["Check the numbers", "Check", "Act on it", "Do"])
@pytest.mark.parametrize("rule", ["---", "-----", "==="])
def test_a_rule_below_a_line_is_no_section_where_number_signs_are_used(
    line: str, rule: str
) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act")
    record = read(text.replace("takes\n", f"takes\n\n{line}\n{rule}\n\nmore\n", 1))
    assert [section.kind for section in record.sections] == ["plan", "do", "check", "act"]
    assert bodies(record)["plan"].endswith("more")


@pytest.mark.parametrize(
    "form",
    ["## {} (first)", "## {} 1", "## Cycle 1: {}", "### {}", "**{}**", "## Iteration 1 - {}"],
)
def test_several_cycles_are_kept_apart(form: str) -> None:
    first = [form.format(name) for name in ("Plan", "Do", "Check", "Act")]
    second = [each.replace("first", "second").replace("1", "2") for each in first]
    again = document(*second, header="", title="").replace("fifty", "eighty")
    record = read(document(*first) + "\n" + again)
    kinds = [section.kind for section in record.sections]
    assert kinds == ["plan", "do", "check", "act"] * 2
    assert [section.cycle for section in record.sections] == [1] * 4 + [2] * 4
    assert record.cycles == 2
    assert record.sections[3].body == BODIES["act"].strip()
    assert "eighty" in record.sections[5].body
    assert bodies(record)["act"] == BODIES["act"].strip()


def test_a_section_ends_at_the_next_heading_of_its_level() -> None:
    text = document("## Plan", "## Do", "## Check", "## Act") + "\n## Glossary\n\nA list: rows.\n"
    record = read(text)
    assert [section.kind for section in record.sections][-2:] == ["act", "other"]
    assert bodies(record)["act"] == BODIES["act"].strip()
    assert record.sections[-1].title == "Glossary"


PREVIOUS = "2025-10-01-UTC-1000-plain"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"**Previous PDCA:** [first]({PREVIOUS}.pdca.md#check)", PREVIOUS),
        (f"**Previous PDCA:** [first](../a/{PREVIOUS}.pdca.md?plain=1)", PREVIOUS),
        (f"**🔗 Previous PDCA:** [G](https://x.example/o/r/blob/dev/{PREVIOUS}.pdca.md)", PREVIOUS),
        ("Previous PDCA: [x](a(copy).pdca.md)", "a(copy)"),
        ("Previous PDCA: [x](<a b.pdca.md>)", "a b"),
        ("- **Previous PDCA**: [x](a%20b.pdca.md 'title')", "a b"),
        ('Previous PDCA: [x](a%20b.pdca.md "title")', "a b"),
        (f"FOLLOWS: [[{PREVIOUS}]]", PREVIOUS),
        (f"Follows: [[{PREVIOUS}.pdca.md|the first]]", PREVIOUS),
        (f"* follows: `{PREVIOUS}.pdca.md`", PREVIOUS),
        (f"FOLLOWS: {PREVIOUS}.pdca.md", PREVIOUS),
        (f"FOLLOWS: <{PREVIOUS}.pdca.md>", PREVIOUS),
        (f"| Previous PDCA | [x]({PREVIOUS}.pdca.md) |", PREVIOUS),
        (f"**Previous PDCA:**\n- [x]({PREVIOUS}.pdca.md)", PREVIOUS),
        (f"**Previous PDCA:** [first][p]\n\n[p]: ./{PREVIOUS}.pdca.md", PREVIOUS),
        (f"### Previous PDCA\n\n[x]({PREVIOUS}.pdca.markdown)", PREVIOUS),
        (f"- [GitHub Previous PDCA](https://x.example/{PREVIOUS}.pdca.md)", PREVIOUS),
        (f"**Vorheriges PDCA:** [x]({PREVIOUS}.pdca.md)", PREVIOUS),
        (f"**Previous PDCA:** [{PREVIOUS}.pdca.md]", PREVIOUS),
    ],
)  # fmt: skip
def test_links_in_every_form(line: str, name: str) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act", header=f"{HEADER}{line}\n")
    assert read(text).previous == (name,)
    turned = line.replace("Previous", "Next").replace("Vorheriges", "Nächstes")
    turned = turned.replace("FOLLOWS", "PRECEDES").replace("ollows", "ollows PRECEDES")
    if "ollows" not in turned:
        text = document("## Plan", "## Do", "## Check", "## Act", header=f"{HEADER}{turned}\n")
        assert read(text).precedes == (name,)


@pytest.mark.parametrize(
    "line",
    [
        "**Previous PDCA:** N/A - first of the session",
        "- Review of the previous PDCA",
        "```\n**Previous PDCA:** [x](a.pdca.md)\n```",
        "**Next PDCA Focus:** Go on with the list",
        "**Previous Commit:** 1234567 [x](a.pdca.md)",
    ],
)
def test_what_is_no_link(line: str) -> None:
    text = document("## Plan", "## Do", "## Check", "## Act", header=f"{HEADER}{line}\n")
    record = read(text)
    assert record.previous == () and record.precedes == ()


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("cases/*.pdca.md")), ids=str)
def test_cases(path: Path) -> None:
    record = read(path.read_bytes().decode(), f"pdca/2025-10-02-UTC-1000-{path.name}")
    cycles = 2 if path.name.startswith("iterations") else 1
    found = [each.kind for each in record.sections if each.kind != "objective"]
    assert found == ["plan", "do", "check", "act"] * cycles
    assert record.objective.startswith("Make the list quick")
    assert record.agent_name == "SiftAgent"
    assert record.agent_role == ("" if path.name.startswith("table") else "Developer")
    assert record.date.startswith("2025-10-")
    for section in record.sections:
        lines = [line for line in section.body.split("\n") if line.strip()]
        if section.kind != "objective":
            assert lines[-1].startswith(("-", "The page by page"))
    linked = path.name.startswith("links")
    assert record.previous == (("2025-10-01-UTC-1000-plain",) if linked else ())
    assert len(record.notes) == path.name.startswith("unbalanced")


def test_a_date_in_the_title_is_stated() -> None:
    header = HEADER.replace("**Date:** 2025-10-02-UTC-1000\n", "")
    title = "# PDCA — the list — 2025-10-02 (UTC 10:00)\n\n"
    text = document("## Plan", "## Do", "## Check", "## Act", header=header, title=title)
    assert read(text).date == "2025-10-02" and "date" not in read(text).inferred
    assert "date" in read(text.replace(" — 2025-10-02 (UTC 10:00)", "")).inferred
