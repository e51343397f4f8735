"""Records as teams write them in other tools and markup: issue forms, wikis, exports, lists."""

from __future__ import annotations

import pytest

from generators.pdca import facts, parse, salient_lines

NAME = "pdca/2025-10-13-UTC-0915-oven.pdca.md"
AIM = "The bakery needs a warmer oven by autumn"
SAID = {
    "plan": "Order the new heating rods from Weimar",
    "do": "Replaced both of the heating rods",
    "check": "The oven reached 240 degrees in ten minutes",
    "act": "Look at the rods again every quarter",
}
ENGLISH = ("Plan", "Do", "Check", "Act")
GERMAN = ("Planung", "Durchführung", "Überprüfung", "Verbesserung")
HEAD = f"# Oven\n\nDate: 2025-10-13\nObjective: {AIM}\n\n"


def parts(form: str, names: tuple[str, ...] = ENGLISH, between: str = "\n\n") -> str:
    """The four phases, each in a form of name and text."""
    said = zip(names, SAID.values(), strict=True)
    return between.join(form.format(name, text) for name, text in said)


def table(names: tuple[str, ...], *others: str) -> str:
    rows = parts(f"| {{}} | {''.join(f'{each} | ' for each in others)}{{}} |", names, "\n")
    columns = 2 + len(others)
    return f"| Phase |{' x |' * (columns - 1)}\n|{'---|' * columns}\n{rows}"


SHAPES = {
    "properties": f"# Oven\n\nOwner: Ada\nDate: October 13, 2025\nAim: {AIM}\n\n"
    + parts("# {}\n- {}"),
    "nested items": HEAD + parts("- {}\n    - {}", between="\n"),
    "nested items, German": HEAD + parts("* {}\n    * {}", GERMAN, "\n"),
    "numbered items": HEAD + parts("1. {}\n   - {}", between="\n"),
    "numbered items in bold": HEAD + parts("1. **{}**\n   - {}", between="\n"),
    "items that say something": HEAD + parts("- {}: {}", between="\n"),
    "lines that say something": HEAD + parts("{}: {}", GERMAN, "\n"),
    "ticked items": HEAD + parts("- [x] **{}**: {}", between="\n"),
    "letters in bold": HEAD + parts("**{}:** {}", ("P", "D", "C", "A")),
    "bold with a picture": f"_Date: 2025-10-13_\n_Goal: {AIM}_\n\n"
    + parts("**{}** 🗺️\n\n{}"),
    "Confluence": f"h1. Oven\n\n||Datum||2025-10-13||\n|Ziel|{AIM}|\n\n"
    + parts("h2. {}\n* {}", GERMAN),
    "AsciiDoc": f"= Oven\n:date: 2025-10-13\n:objective: {AIM}\n\n"
    + parts("== {}\n\n* {}"),
    "AsciiDoc, closed": f"= Ofen =\n:datum: 2025-10-13\n:ziel: {AIM}\n\n"
    + parts("== {} ==\n\n* {}", GERMAN),
    "callouts": HEAD + parts("> [!note] {}\n> {}"),
    "folded callouts": HEAD + parts("> [!todo]- {}\n> {}", GERMAN),
    "inline fields": f"# Oven\ndate:: 2025-10-13\nobjective:: {AIM}\n\n"
    + parts("## {}\n- {}"),
    "form": f"### Objective\n\n{AIM}\n\n### Date\n\n2025-10-13\n\n"
    + parts("### {}\n\n{}"),
    "rows with an owner": HEAD + table(ENGLISH, "Ada"),
    "rows with owner and day, German": HEAD + table(GERMAN, "Ada", "13.10."),
    "folded": HEAD + parts("<details>\n<summary><b>{}</b></summary>\n\n{}\n\n</details>"),
    "folded in a line": HEAD + parts("<details><summary>{}</summary>{}</details>", between="\n"),
    "HTML": f"<h1>Oven</h1>\n<p><b>Date:</b> 2025-10-13</p>\n<p><b>Objective:</b> {AIM}</p>\n"
    + parts("<h2>{}</h2>\n<ul><li>{}</li></ul>", between="\n"),
    "reStructuredText": HEAD + "\n\n".join(
        f"{name}\n{'~' * len(name)}\n{text}"
        for name, text in zip(ENGLISH, SAID.values(), strict=True)
    ),
    "what is being done": HEAD + parts("## {}\n{}", ("Planning", "Doing", "Checking", "Acting")),
    "two languages": f"# Ofen\n\nDatum: 2025-10-13\nObjective / Ziel: {AIM}\n\n"
    + parts("## {}\n{}", ("Plan (Planung)", "Do / Umsetzung", "Check – Prüfung", "Act & Lernen")),
    "wide colons": f"# Oven\n\nDate：2025-10-13\nObjective：{AIM}\n\n"
    + parts("## {}：\n{}"),
    "dashes": f"# Oven\n\n- Date — 2025-10-13\n- Objective — {AIM}\n\n"
    + parts("## {}\n{}"),
    "definitions": f"# Oven\n\nDate\n: 2025-10-13\n\nObjective\n: {AIM}\n\n"
    + parts("{}\n: {}"),
    "outline": f"#+TITLE: Oven\n#+DATE: 2025-10-13\n\n* Objective\n{AIM}\n"
    + parts("* {}\n{}", between="\n"),
    "carriage returns": (HEAD + parts("## {}\n- {}")).replace("\n", "\r"),
    "tabs": HEAD + parts("##\t{}\n-\t{}"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_read_whole(shape: str) -> None:
    record = parse(SHAPES[shape], NAME)
    assert not facts.why_not(NAME, record)
    assert (record.objective, record.date) == (AIM, "2025-10-13")
    assert [each.kind for each in record.sections if each.kind in SAID] == list(SAID)
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    for kind, text in SAID.items():
        assert text in [line.text.removeprefix("Done: ") for line in lines if line.section == kind]


def test_an_open_item_that_is_a_section_is_planned() -> None:
    text = HEAD + parts("- [x] **{}**: {}", between="\n").replace("- [x] **Act", "- [ ] **Act")
    record = parse(text, NAME)
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert [line.text for line in lines if line.section == "act"] == [f"Planned: {SAID['act']}"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + parts("## {}\n- {}") + "\n\n- Plan: see above\n- Do\n- Check: again\n- Act: later\n",
        HEAD + parts("## {}\n- {}").replace("## Do\n", "## Do\n== a line of the oven\n"),
    ],
)
def test_headings_of_markdown_decide(text: str) -> None:
    record = parse(text, NAME)
    assert [each.kind for each in record.sections] == list(SAID)
    assert "== a line" not in text or "== a line" in record.sections[1].text


def test_a_fence_of_tildes_stays_one() -> None:
    text = HEAD + parts("## {}\n- {}").replace("## Do\n", "## Do\nRods\n~~~~\n## Check\n~~~~\n")
    assert [each.kind for each in parse(text, NAME).sections] == list(SAID)
