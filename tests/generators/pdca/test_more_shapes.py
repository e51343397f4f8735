"""More spellings of headings and fields, each with the meaning that it has for a reader."""

from __future__ import annotations

import unicodedata

import pytest

from generators.pdca import Pdca, facts, parse

PATH = "sprint-7/pdca/2025-10-13-UTC-0915-oven.pdca.md"
HEADER = """**🎯 Objective:** Bake the bread evenly at both sides
**Agent Name:** Wilma
**Agent Role:** Developer
**Date:** 2025-10-13
**Sprint:** Sprint 7
"""
BODIES = (
    "The heat reaches only the left side of the oven.",
    "Turned the tray after ten minutes in the oven.",
    "Both sides are brown after twenty minutes now.",
    "Turn every tray half way through the time.",
)
PHASES = ("plan", "do", "check", "act")
ENGLISH, GERMAN = ("Plan", "Do", "Check", "Act"), ("Planung", "Umsetzung", "Überprüfung",
                                                   "Verbesserung")  # fmt: skip


def sections(heads: tuple[str, ...], form: str = "## {}\n\n- {}") -> str:
    return "\n\n".join(form.format(*pair) for pair in zip(heads, BODIES, strict=True)) + "\n"


def whole(heads: tuple[str, ...], form: str = "## {}\n\n- {}", header: str = HEADER) -> str:
    return f"# Oven\n\n{header}\n{sections(heads, form)}"


def means_the_same(record: Pdca) -> None:
    assert facts.why_not(PATH, record) == ""
    assert record.objective == "Bake the bread evenly at both sides"
    assert (record.agent_name, record.agent_role) == ("Wilma", "Developer")
    assert (record.date, record.sprint) == ("2025-10-13", "Sprint 7")
    for phase, body in zip(PHASES, BODIES, strict=True):
        found = next(section for section in record.sections if section.kind == phase)
        assert [other for other in BODIES if other in found.body] == [body]


@pytest.mark.parametrize(
    "heads",
    [
        ("P – PLAN", "D – DO", "C – CHECK", "A – ACT"),
        ("P. Plan", "D. Do", "C. Check", "A. Act"),
        ("P) Plan", "D) Do", "C) Check", "A) Act"),
        ("(P) Plan", "(D) Do", "(C) Check", "(A) Act"),
        ("I. Plan", "II. Do", "III. Check", "IV. Act"),
        ("2.1 PLAN", "2.2 DO", "2.3 CHECK", "2.4 ACT"),
        ("Phase 1 – Planung", "Phase 2 – Umsetzung", "Phase 3 – Prüfung", "Phase 4 – Handeln"),
        ("Planung", "Durchführung", "Prüfung", "Maßnahmen"),
        ("Plan / Planung", "Do / Umsetzung", "Check / Prüfung", "Act / Verbesserung"),
        ("Plan: what we want", "Do: what we did", "Check: what came out", "Act: what stays"),
        ("Plan", "Do", "Study", "Act"),
        ("Plan 📋", "Do 🔧", "Check ✅", "Act 🚀"),
        ("PLAN PHASE", "DO PHASE", "CHECK PHASE", "ACT PHASE"),
        ("[Plan](#plan)", "[Do](#do)", "[Check](#check)", "[Act](#act)"),
        ("Plan {#plan}", "Do {#do}", "Check {#check .wide}", "Act {#act}"),
        ("\u200bPlan", "\u200bDo", "\u200bCheck", "\u200bAct"),
        ("Plan ##", "Do ##", "Check ##", "Act ##"),
    ],
)
def test_headings(heads: tuple[str, ...]) -> None:
    means_the_same(parse(whole(heads), PATH))


@pytest.mark.parametrize(
    "form",
    [
        "# {}\n\n- {}", "### {}\n\n- {}", "##{}\n\n- {}", "  ## {}\n\n- {}", "##\u00a0{}\n\n- {}",
        "{}\n------\n\n- {}", "<h2 id='x'>{}</h2>\n\n- {}", "**{}**\n\n- {}", "**{}:**\n\n- {}",
        "{}:\n\n- {}", "- **{}:** {}", "---\n\n## {}\n\n- {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heads", [ENGLISH, GERMAN])
def test_forms(form: str, heads: tuple[str, ...]) -> None:
    means_the_same(parse(whole(heads, form), PATH))


VALUES = ("Bake the bread evenly at both sides", "Wilma", "Developer", "2025-10-13", "Sprint 7")


@pytest.mark.parametrize(
    ("names", "form"),
    [
        (("Ziel", "Agentenname", "Rolle", "Datum", "Sprint"), "- {}: {}"),
        (("Ziel", "Verfasserin", "Agentenrolle", "Datum", "Sprint"), "**{}**: {}  "),
        (("OBJECTIVE", "AGENT NAME", "AGENT ROLE", "DATE", "SPRINT"), "__{}:__ {}  "),
        (("objective", "agent", "role", "date", "sprint"), "> {}: {}"),
        (("Objective", "Agent", "Role", "Date", "Sprint"), "| {} | {} |"),
        (("Objective", "Created by", "Role", "Date", "Sprint"), "  - **{}**: {}"),
    ],
)
def test_fields(names: tuple[str, ...], form: str) -> None:
    rows = [form.format(*pair) for pair in zip(names, VALUES, strict=True)]
    rows[1:1] = ["|---|---|"] if form.startswith("|") else []
    means_the_same(parse(whole(ENGLISH, header="\n".join(rows) + "\n"), PATH))


DATES = ["13.10.2025", "13. Oktober 2025", "October 13, 2025", "2025/10/13"]


@pytest.mark.parametrize("date", DATES)
def test_dates(date: str) -> None:
    means_the_same(parse(whole(GERMAN).replace("2025-10-13", date), PATH))


def test_fields_below_an_objective_with_a_heading_of_its_own() -> None:
    objective, others = HEADER.split("\n", 1)
    said = f"## Objective\n\n{objective.split(':** ')[1]}\n\n{others}"
    means_the_same(parse(whole(ENGLISH, header=said), PATH))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_line_ends_and_umlauts_apart(end: str, form: str) -> None:
    text = unicodedata.normalize(form, whole(GERMAN)).replace("\n", end)  # type: ignore[arg-type]
    means_the_same(parse(text, PATH))


def test_two_cycles_below_headings_of_their_own_are_kept_apart() -> None:
    first = sections(ENGLISH, "### {}\n\n- {}")
    second = sections(ENGLISH, "### {}\n\n- Again: {}")
    text = f"# Oven\n\n{HEADER}\n## Cycle 1\n\n{first}\n## Cycle 2\n\n{second}"
    record = parse(text, PATH)
    assert [each.cycle for each in record.sections if each.kind == "act"] == [1, 2]
    means_the_same(record)


def test_a_table_of_contents_and_a_template_in_a_comment_are_no_sections() -> None:
    links = "\n".join(f"- [{head}](#{head.lower()})" for head in ENGLISH)
    text = whole(ENGLISH).replace("# Oven", "<!--\n## Plan\nfill in\n-->\n# Oven")
    plan = "\n## Plan\n\n- The"
    assert plan in text
    means_the_same(parse(text.replace(plan, f"\n## Contents\n\n{links}\n{plan}"), PATH))
