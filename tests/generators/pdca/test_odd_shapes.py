"""Odd but real shapes of records, in English and German, each with what it says to a reader."""

from __future__ import annotations

from collections import Counter

import pytest

from generators.pdca import Pdca, parse
from generators.pdca.marks import told
from generators.pdca.salient_lines import extract

PATH = "sprint-7/pdca/2025-10-13-UTC-0915-oven.pdca.md"
NAMES = ("Objective", "Agent Name", "Agent Role", "Date", "Sprint")
VALUES = ("Bake the bread evenly", "Wilma", "Developer", "2025-10-13", "Sprint 7")
BODIES = (
    "The heat reaches only the left side.",
    "Turned the tray after ten minutes.",
    "Both sides are brown after twenty minutes now.",
    "Turn every tray half way through.",
)
PHASES = ("plan", "do", "check", "act")
ENGLISH = ("Plan", "Do", "Check", "Act")
GERMAN = ("Planung", "Umsetzung", "Überprüfung", "Verbesserung")


def fields(form: str, names: tuple[str, ...] = NAMES, values: tuple[str, ...] = VALUES) -> str:
    return "\n".join(form.format(*pair) for pair in zip(names, values, strict=True)) + "\n"


HEADER = fields("**{}:** {}  ")


def document(heads: tuple[str, ...], form: str = "## {}\n\n- {}\n", header: str = HEADER) -> str:
    parts = [form.format(*pair) for pair in zip(heads, BODIES, strict=True)]
    return f"# Oven\n\n{header}\n" + "\n".join(parts)


def holds(record: Pdca) -> list[tuple[str, list[str]]]:
    """Each phase with those of the bodies that stand in it."""
    return [
        (section.kind, [body for body in BODIES if body in section.body])
        for section in record.sections
        if section.kind in PHASES
    ]


EACH = [(phase, [body]) for phase, body in zip(PHASES, BODIES, strict=True)]


@pytest.mark.parametrize(
    "heads",
    [
        ("1️⃣ Plan", "2️⃣ Do", "3️⃣ Check", "4️⃣ Act"),
        ("① Plan", "② Do", "③ Check", "④ Act"),
        ("Plan (P)", "Do (D)", "Check (C)", "Act (A)"),
        ("[PLAN]", "[DO]", "[CHECK]", "[ACT]"),
        ("PLAN | Planung", "DO | Umsetzung", "CHECK | Prüfung", "ACT | Handeln"),
        ("P: Planen", "D: Durchführen", "C: Checken", "A: Agieren"),
        ("Planen", "Machen", "Kontrollieren", "Agieren"),
        ("Planung", "Durchführung", "Bewertung", "Anpassung"),
        ("1. Schritt: Planung", "2. Schritt: Umsetzung", "3. Schritt: Prüfung",
         "4. Schritt: Verbesserung"),
        ("<a id='p'></a>Plan", "<a id='d'></a>Do", "<a id='c'></a>Check", "<a id='a'></a>Act"),
        ("Plan <a name='p'></a>", "Do <a name='d'/>", "Check <a name='c'></a>", "Act"),
        ("Plan ✅ (done)", "Do - DONE ✅", "Check ❌ failed", "Act [open]"),
        ("Plan (2025-10-13)", "Do 2025-10-13", "Check, 13.10.2025", "Act: 13.10.2025"),
        ("*Plan*", "***Do***", "`Check`", "_Act_"),
        (":clipboard: Plan", ":wrench: Do", ":white_check_mark: Check", ":dart: Act"),
        ("&#128203; Plan", "&#128295; Do", "&#9989; Check", "&#127919; Act"),
        ("📝 Plan (Planen)", "🔨 Do (Umsetzen)", "🔍 Check (Prüfen)", "🔄 Act (Handeln)"),
    ],
)  # fmt: skip
def test_names(heads: tuple[str, ...]) -> None:
    assert holds(parse(document(heads), PATH)) == EACH


@pytest.mark.parametrize(
    "form",
    [
        "<details>\n<summary>{}</summary>\n\n- {}\n\n</details>\n",
        "<details open><summary><b>{}</b></summary>\n\n- {}\n\n</details>\n",
        "**{}**\n====\n\n- {}\n",
        "<h2>\n{}\n</h2>\n\n- {}\n",
        "> ## {}\n>\n> - {}\n",
        "**{}:** {}\n",
        "1. **{}**\n\n   - {}\n",
        "{}\n\n   - {}\n",
    ],
)
@pytest.mark.parametrize("heads", [ENGLISH, GERMAN])
def test_forms(form: str, heads: tuple[str, ...]) -> None:
    assert holds(parse(document(heads, form), PATH)) == EACH


@pytest.mark.parametrize("heads", [ENGLISH, GERMAN, tuple(f"**{name}**" for name in ENGLISH)])
@pytest.mark.parametrize("top", ["| Phase | Text |\n|---|---|\n", "|  |  |\n|---|---|\n"])
def test_phases_as_rows_of_a_table(heads: tuple[str, ...], top: str) -> None:
    rows = "\n".join(f"| {head} | {body} |" for head, body in zip(heads, BODIES, strict=True))
    record = parse(f"# Oven\n\n{HEADER}\n{top}{rows}\n", PATH)
    assert holds(record) == EACH
    assert [section.body for section in record.sections] == list(BODIES)


@pytest.mark.parametrize(
    "row",
    ["| Plan | done |", "| Do | Turned the tray after ten minutes. |", "> ## Check", "Act"],
)
def test_a_lone_row_quotation_or_word_is_no_section(row: str) -> None:
    text = document(("Planning work", "Results", "Notes", "Later"))
    assert parse(f"{text}\n{row}\n\nMore of it.\n", PATH).sections == ()


@pytest.mark.parametrize(
    "header",
    [
        fields("**{}** – {}  "),
        fields("- **{}** - {}"),
        fields("**{}** {}  "),
        fields("{}: {}", ("objective", "agent-name", "agent-role", "date", "sprint")),
        fields("{}: {}", ("objective", "agentName", "agentRole", "date", "sprint")),
        fields("- **{}**: {}", ("Zielsetzung", "Durchgeführt von", "Rolle", "Datum", "Sprint")),
        fields("{}: {}", ("Ziel", "Verantwortlich", "Funktion", "Datum", "Sprint")),
        fields("**{}：** {}"),
        "| Objective | Bake the bread evenly | Agent | Wilma |\n|---|---|---|---|\n"
        "| Role | Developer | Date | 2025-10-13 |\n| Sprint | Sprint 7 | | |\n",
        "Field | Value\n---|---\n" + fields("{} | {}"),
        "```yaml\n" + fields("{}: {}", ("objective", "agent", "role", "date", "sprint")) + "```\n",
        "**Objective:**\n> Bake the\n> bread evenly\n\n"
        + fields("**{}:** {}  ", NAMES[1:], VALUES[1:]),
        "<dl>\n" + fields("<dt>{}</dt><dd>{}</dd>") + "</dl>\n",
        "<table>\n" + fields("<tr><td>{}</td><td>{}</td></tr>") + "</table>\n",
        "<table>\n" + fields("<tr>\n<th>{}:</th>\n<td>{}</td>\n</tr>") + "</table>\n",
        fields("{}\n: {}\n"),
        fields("### {}\n\n{}\n"),
        "**Objective:** Bake the bread evenly  \n**Agent Name:** Wilma · **Agent Role:** Developer"
        " · **Date:** 2025-10-13 · **Sprint:** Sprint 7\n",
        "Objective: Bake the bread evenly\n"
        "Agent: Wilma; Role: Developer; Date: 2025-10-13; Sprint: Sprint 7\n",
        fields("**{}:** {}", NAMES, (VALUES[0], "[Wilma](mailto:w@x.org)", *VALUES[2:])),
    ],
)
def test_fields(header: str) -> None:
    record = parse(document(ENGLISH, header=header), "sprint-7/pdca/oven.pdca.md")
    assert said(record) == VALUES


@pytest.mark.parametrize(
    "front",
    [
        "+++\n" + fields('{} = "{}"', ("objective", "agent", "role", "date", "sprint")) + "+++",
        '+++\n[pdca]\ndate = 2025-10-13\nsprint = "Sprint 7"\nrole = "Developer"\n'
        'agent = "Wilma"\nobjective = "Bake the bread evenly"\n+++',
        "---\npdca:\n  objective: Bake the bread evenly\n  agent:\n    name: Wilma\n"
        "    role: Developer\n  date: 2025-10-13\n  sprint: Sprint 7\n---",
    ],
)
def test_blocks_of_data_at_the_top(front: str) -> None:
    record = parse(f"{front}\n\n{document(ENGLISH, header='')}", "sprint-7/pdca/oven.pdca.md")
    assert said(record) == VALUES and record.title == "Oven"


def said(record: Pdca) -> tuple[str, ...]:
    return (record.objective, record.agent_name, record.agent_role, record.date, record.sprint)


@pytest.mark.parametrize(
    "date",
    [
        "13. Okt. 2025", "Mo, 13.10.2025", "13.10.25", "2025-10-13T09:15:00+02:00", "13/10/2025",
        "10/13/2025", "Oct 13 2025", "13-10-2025", "Monday, 13 October 2025", "20251013",
        "13.Oktober 2025", "2025-10-13 (Mo)", "13. 10. 2025",
    ],
)  # fmt: skip
def test_dates(date: str) -> None:
    header = fields("**{}:** {}", NAMES, (*VALUES[:3], date, VALUES[4]))
    assert parse(document(ENGLISH, header=header), "pdca/oven.pdca.md").date == "2025-10-13"


@pytest.mark.parametrize("date", ["05/06/2025", "3.1.4.2", "31.02.25", "12345678"])
def test_what_is_no_date(date: str) -> None:
    header = fields("**{}:** {}", NAMES, (*VALUES[:3], date, VALUES[4]))
    assert parse(document(ENGLISH, header=header), "pdca/oven.pdca.md").date == ""


@pytest.mark.parametrize(
    "nothing", ["N/A", "—", "none", "TBD", "keine", "N/A → baking", "none (so far)", "- → open"]
)
def test_a_field_without_a_value_is_absent(nothing: str) -> None:
    header = fields("**{}:** {}", NAMES, (*VALUES[:2], nothing, VALUES[3], nothing))
    record = parse(document(ENGLISH, header=header), PATH)
    assert said(record) == (*VALUES[:2], "", VALUES[3], "")


@pytest.mark.parametrize("line", ["**Date** of the sale", "Sprint 7 – Date", "**Note** – Wilma"])
def test_what_is_no_field(line: str) -> None:
    header = f"{HEADER}\n{line}\n"
    assert said(parse(document(ENGLISH, header=header), PATH)) == VALUES


@pytest.mark.parametrize(
    "line",
    [
        '**Previous PDCA:** <a href="a-b.pdca.md">x</a>',
        "**Vorgänger-PDCA:** [x](a-b.pdca.md)",
        "**Folgt auf:** [x](a-b.pdca.md)",
        "Vorheriger PDCA: a-b.pdca.md",
        "Previous PDCA: [x](/a/a-b.pdca.md)",
        "Previous PDCA: [[a-b#check|x]]",
        "Previous PDCA: [x]\n\n[x]: <a-b.pdca.md> 'T'",
        "**Previous:** [x](a-b.pdca.md)",
        "**Predecessor:** [x](a-b.pdca.md)",
        "⬅️ **Previous PDCA** → [x](a-b.pdca.md)",
        "| Previous PDCA | Next PDCA |\n|---|---|\n| [x](a-b.pdca.md) | [y](c-d.pdca.md) |",
        "Previous PDCA | Next PDCA\n--- | ---\n[x](a-b.pdca.md) | [y](c-d.pdca.md)",
    ],
)
def test_links(line: str) -> None:
    record = parse(document(ENGLISH, header=f"{HEADER}{line}\n"), PATH)
    assert record.previous == ("a-b",)
    assert record.precedes == (("c-d",) if "c-d" in line else ())


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("2025-10-12-UTC-1000.pdca.md", "pdca/2025-10-12-UTC-1000"),
        ("./2025-10-12-UTC-1000.pdca.md", "pdca/2025-10-12-UTC-1000"),
        ("../2025-10-12-UTC-1000.pdca.md", "sprint-7/2025-10-12-UTC-1000"),
        ("../old/2025-10-12-UTC-1000.pdca.md", "old/2025-10-12-UTC-1000"),
        ("/sprint-6/2025-10-12-UTC-1000.pdca.md", "sprint-6/2025-10-12-UTC-1000"),
    ],
)
def test_a_bare_time_is_named_with_the_folder_that_the_link_leads_to(
    target: str, name: str
) -> None:
    line = f"Previous PDCA: [G](https://x.org/o/r/blob/dev/{name}.pdca.md) | [x]({target})"
    assert parse(document(ENGLISH, header=f"{HEADER}{line}\n"), PATH).previous == (name,)


LINES = {
    "- [X] Turn it": "Done: Turn it",
    "- ( ) A) Turn it": "A) Turn it (not chosen)",
    "- (x) B) Turn it": "B) Turn it (chosen)",
    "- \\[ \\] Turn it": "Planned: Turn it",
    "- [>] Turn it": "Deferred: Turn it",
    "- ☐ Turn it": "Planned: Turn it",
    "- ☑ Turn it": "Done: Turn it",
    "☐ Turn it": "Planned: Turn it",
    "- :x: Turning it": "Not OK: Turning it",
    "- :white_check_mark: Turning it": "Turning it",
    "- Turning it :x:": "Turning it (not OK)",
    "- :warning: It burns": "Warning: It burns",
    "- 🚫 Turning it": "Not OK: Turning it",
    "- Oven: ❌": "Oven: not OK",
    "- Oven → ❌": "Oven → not OK",
    "- ❌ → ✅ Oven": "Not OK → OK: Oven",
    "- Tests: 5 ✅, 1 ❌": "Tests: 5 OK, 1 not OK",
    "- ✅ 5 passed, ❌ 1 failed": "5 passed, (not OK) 1 failed",
    "- 👉 B) Turn it": "B) Turn it (chosen)",
    "- ⭐ **Option B:** Turn it": "Option B: Turn it (chosen)",
    "- ➡️ **B)** Turn it": "B) Turn it (chosen)",
    "- **B)** Turn it ← chosen": "B) Turn it ← chosen",
    "- ◉ B) Turn it": "B) Turn it (chosen)",
    "- ○ A) Turn it": "A) Turn it (not chosen)",
    "- ~~Turn it~~": "~~Turn it~~",
    "- <del>Turn it</del>": "~~Turn it~~",
    "- <s>Turn</s> Move it": "~~Turn~~ Move it",
    "- [ ] Failed to turn it": "Failed to turn it",
    "- [x] Nicht umgesetzt": "Nicht umgesetzt",
    "- [ ] Offen: Ofen kaufen": "Offen: Ofen kaufen",
    "- [x] Erledigt: Ofen": "Erledigt: Ofen",
    "- **NOT** turned yet": "NOT turned yet",
    "- Use `a_b` **not** `c*d`": "Use `a_b` not `c*d`",
    "- 2 * 3 * 4": "2 * 3 * 4",
    "- src/**/*.ts and a_b_c": "src/**/*.ts and a_b_c",
    "- [x] **Entscheidung 1:** Blech drehen": "Entscheidung 1: Blech drehen",
    "- ✔️ Blech gedreht": "Blech gedreht",
    "- ✖ Blech": "Not OK: Blech",
    "- Blech ist warm ✓": "Blech ist warm (OK)",
    "- ⏳ Blech kaufen": "Pending: Blech kaufen",
    "- 🟥 Ofen": "Ofen",
    "- Ofen: 🔴": "Ofen: red",
    "- Experience! ⌨️✅": "Experience!",
    "- x &lt;= 3 &amp;&amp; y": "x <= 3 && y",
    "- `` a`b `` x": "`` a`b `` x",
    "1. ~~A) Buy~~ **B) Turn**": "~~A) Buy~~ B) Turn",
    "- ❗ Nie drehen": "! Nie drehen",
    "- [x] not done": "not done",
    "- Not done ❌": "Not done",
    "- Kein Fehler ✅": "Kein Fehler (OK)",
    "- ❌ Kein Fehler": "Not OK: Kein Fehler",
}


@pytest.mark.parametrize("line", LINES)
def test_lines(line: str) -> None:
    assert told(line) == LINES[line]


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ("**🏅 CMM Badge:** CMM3 (Defined)", 3),
        ("CMM Level: 2 – Managed", 2),
        ("**CMM-Stufe:** 3", 3),
        ("Reifegrad: CMM2", 2),
        ("🏅 CMM3", 3),
        ("![CMM3](https://img.example/cmm3.svg)", 3),
        ("**CMM Badge:** CMM2 → CMM3", 3),
        ("Dieses PDCA ist CMM2.", 2),
        ("This cycle was CMM2, not CMM3.", 2),
        ("**Target CMM:** CMM4", 1),
        ("🏅 CMM4 is the target", 1),
        ("![How CMM2 becomes CMM3](steps.svg)", 1),
        ("CMM-Ziel: CMM4", 1),
        ("This record is not CMM3.", 1),
    ],
)
def test_levels(stated: str, level: int) -> None:
    assert parse(document(ENGLISH, header=f"{HEADER}{stated}\n"), PATH).cmm_level == level


@pytest.mark.parametrize(
    ("title", "status", "do", "executed"),
    [
        ("Oven", "Status: NOT EXECUTED", "Do", False),
        ("Oven", "**Status:** nicht durchgeführt", "Do", False),
        ("Oven", "Status: noch nicht begonnen", "Do", False),
        ("Oven", "Status: Entwurf", "Do", False),
        ("Oven", "Status: cancelled", "Do", False),
        ("Oven", "", "Do — skipped", False),
        ("Oven", "", "Do (not executed)", False),
        ("Oven - PLANNED", "", "Do", False),
        ("Oven", "", "Do\n\nThis cycle was abandoned before execution.", False),
        ("Oven", "Status: executed as planned", "Do", True),
        ("Oven", "Status: umgesetzt", "Do", True),
        ("Oven", "Status: ✅ done", "Do", True),
        ("Oven", "", "Do\n\nNot all trays were turned.", True),
    ],
)
def test_what_was_carried_out(title: str, status: str, do: str, executed: bool) -> None:
    text = document(("Plan", do, "Check", "Act"), header=f"{HEADER}{status}\n")
    assert parse(text.replace("# Oven", f"# {title}", 1), PATH).executed is executed


@pytest.mark.parametrize(
    "block",
    [
        "<pre>\n## Do\n</pre>\n", '<pre class="x">\n## Do\n\n## Check\n</pre>\n',
        "<code>\n## Do\n</code>\n", "    ## Do\n", "~~~~\n```\n## Do\n```\n~~~~\n",
        "- a\n\n  ```\n  ## Do\n  ```\n", "```\n## Do\n````\n", "``` bash title=x\n## Do\n```\n",
        "text <!--\n## Do\n-->\n", "<!-- a --> text <!--\n## Do\n-->\n",
        "```markdown\n# Doc\n\n```\ncode\n```\n\n## Do\n\ntext\n```\n",
        "```md\n## Do\nfoo\n\n```\nls\n```\n```\n",
    ],
)  # fmt: skip
def test_what_is_shown_as_it_stands_has_no_sections(block: str) -> None:
    text = document(ENGLISH).replace("## Plan\n", f"## Plan\n\n{block}")
    assert holds(parse(text, PATH)) == EACH


def test_text_before_a_comment_is_read() -> None:
    text = document(ENGLISH).replace(
        "## Plan\n", "## Plan\n\nThe tray burns every time <!--\n## Do\n-->\n"
    )
    assert "The tray burns every time" in lines(text, "plan")


def lines(text: str, kind: str) -> list[str]:
    return [
        line.text for line in extract(parse(text, PATH), Counter(), "auto") if line.section == kind
    ]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            "Part | State of it\n---|---\nThe left side | ❌ too dark now\nThe right side | ✅",
            ["The left side; State of it: Not OK: too dark now", "The right side; State of it: OK"],
        ),
        (
            "- ✅ Turn the tray once\n- ⏳ Buy a new tray\n- 🔄 Ask the other baker",
            ["Done: Turn the tray once", "Pending: Buy a new tray",
             "In progress: Ask the other baker"],
        ),
        (
            "1. ✅ Blech einmal gedreht\n2. ⬜ Neues Blech dafür kaufen",
            ["Done: Blech einmal gedreht", "Planned: Neues Blech dafür kaufen"],
        ),
        (
            "- 🔄 Turn the tray once\n- 📋 Buy a new tray\n- 🎯 Ask the other baker",
            ["Turn the tray once", "Buy a new tray", "Ask the other baker"],
        ),
        (
            "- ✅ Turn the tray once\n- ✅ Buy a new tray",
            ["Turn the tray once", "Buy a new tray"],
        ),
        (
            '**User feedback:**\n> "the tray must turn every time" - 2025-10-13',
            ["The user: “the tray must turn every time”"],
        ),
        (
            '**User feedback:**\n> User Input: "the tray must turn every time"',
            ["The user: “the tray must turn every time”"],
        ),
        (
            '**User feedback:**\n> **User Input:** "the tray must turn every time"\n'
            "> **Timestamp:** 2025-10-13-UTC-0900",
            ["The user: “the tray must turn every time”"],
        ),
        (
            '**User feedback:**\n> "turn the tray every time"\n>\n> *The baker (2025-10-13 09:00)*',
            ["The user: “turn the tray every time”"],
        ),
        (
            "- Mistake status: Admitted ✅ Fixed ✅ Told ✅\n"
            "- The left tray → turned ✅ (OBVIOUSLY!)",
            ["Mistake status: Admitted, Fixed, Told (OK)",
             "The left tray → turned (OK) (OBVIOUSLY!)"],
        ),
        (
            "**Learnings:**\n- ✅ Trays must turn every time\n- 🔄 Ovens need more looking at",
            ["Trays must turn every time", "In progress: Ovens need more looking at"],
        ),
        (
            "- 1c: Created the script for trays ✅\n- 1c: Create a script for trays ✅\n"
            "- The length of it = 7 ✓",
            ["1c: Created the script for trays (OK)", "1c: Create a script for trays (chosen)",
             "The length of it = 7 (OK)"],
        ),
        (
            "1. **✅ Tray:** turned every time\n2. **🔄 Oven:** mend the left side\n"
            "- 📋 A list of it all",
            ["Done: Tray: turned every time", "In progress: Oven: mend the left side",
             "A list of it all"],
        ),
        (
            '**User feedback:**\n> "turn the tray."\n> "do it every time"',
            ["The user: “turn the tray. / do it every time”"],
        ),
        (
            "- **👉 B)** Turn the tray once",
            ["B) Turn the tray once (chosen)"],
        ),
        (
            "- Use pictures for sections (📋 Plan, 🔧 Do, ✅ Check)\n"
            '- Look for "✅" among all lines\n- count: number // ✅ how often',
            ["Use pictures for sections (Plan, Do, Check)", 'Look for "✅" among all lines'],
        ),
        (
            "- Patience is all that bread needs 🤝⏳\n- Buy a tray for it ⏳",
            ["Patience is all that bread needs", "Pending: Buy a tray for it"],
        ),
        (
            '**User feedback:**\n> I told him "turn the tray" every time',
            ['The user: “I told him "turn the tray" every time”'],
        ),
        (
            "- The trays are described for the next round 📋🔧❌\n- Welche Bleche sollen "
            "heute zuerst kommen 🔄🚫💀\n- The left oven stays cold ❌🔥\n- No more smoke "
            "in here ✅🔄🏆",
            ["The trays are described for the next round", "Welche Bleche sollen heute zuerst "
             "kommen", "The left oven stays cold (not OK)", "No more smoke in here (OK)"],
        ),
        (
            "**User feedback:**\n> User asked twice for a turned tray, and got it",
            ["User asked twice for a turned tray, and got it"],
        ),
        (
            "**User feedback:**\n```\nDer Nutzer wählte das linke Blech für heute\n```",
            ["Der Nutzer wählte das linke Blech für heute"],
        ),
        (
            '**User feedback:**\n> "user trays must turn every time"',
            ["The user: “user trays must turn every time”"],
        ),
    ],
)  # fmt: skip
def test_what_the_lines_of_a_section_say(body: str, says: list[str]) -> None:
    text = document(ENGLISH).replace(f"- {BODIES[0]}", body)
    assert lines(text, "plan") == says


@pytest.mark.parametrize("value", ["[Your objective]", "{{objective}}", "<what it is for>"])
def test_a_place_for_a_value_is_no_value(value: str) -> None:
    text = f"# Oven\n\n**Objective:** {value}\n**Date:** 2025-10-13\n\n## Plan\n\n- Look at it\n"
    assert parse(text, "pdca/2025-10-13-oven.pdca.md").objective == ""


def test_an_example_in_a_fence_is_no_objective() -> None:
    text = """# Oven

**Objective:** Bake the bread evenly

A new record begins like this one:

```yaml
objective: Say what it is for
```

## Plan

- Look at the heat
"""
    assert parse(text, "pdca/2025-10-13-oven.pdca.md").objective == "Bake the bread evenly"
    fence = "```text\nSay what it is for\n```"
    text = f"# Oven\n\n## Objective\n\n{fence}\n\nBake the bread evenly\n\n## Plan\n\nx\n"
    assert parse(text, "pdca/2025-10-13-oven.pdca.md").objective == "Bake the bread evenly"
