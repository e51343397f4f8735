"""No line says something else than its record: states below names that turn them, commands of
scripts, pasted tables, repeats that are none.
"""

from __future__ import annotations

import pytest

from generators.pdca import parse, salient_lines
from generators.pdca.lines import shell
from generators.pdca.marks import plain
from generators.pdca.marks import told as told_line

from .test_written import RECORD, told


def texts(do: str) -> list[str]:
    """What the lines of Do say."""
    return [text for _, text in told(do=do)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- [ ] Broken fan mended by the cook", "Planned: Broken fan mended by the cook"),
        ("- [ ] Missing trays bought again", "Planned: Missing trays bought again"),
        ("- [x] Missing trays counted twice", "Done: Missing trays counted twice"),
        ("- [ ] Fehlende Bleche gekauft", "Planned: Fehlende Bleche gekauft"),
        ("- [ ] Missing: the left tray", "Missing: the left tray"),
        ("- [ ] Not yet turned over", "Not yet turned over"),
        ("- [ ] Noch nicht gewendet", "Noch nicht gewendet"),
    ],
)
def test_a_broken_thing_is_no_state_of_a_task(line: str, says: str) -> None:
    assert told_line(line) == says


@pytest.mark.parametrize("name", ["Blockers", "Risiken", "Fan (❌ not yet)"])
def test_every_tick_among_faults_says_that_it_is_none(name: str) -> None:
    do = f"### {name}\n\n- ❌ **Fan**: stands still\n- ✅ **Door**: closes again"
    do += "\n- ✅ Light goes on now"
    assert texts(do) == [
        "Not OK: Fan: stands still",
        "OK: Door: closes again",
        "OK: Light goes on now",
    ]


@pytest.mark.parametrize("name", ["Bugs verified", "Erkannte Fehler"])
def test_ticks_on_all_faults_say_that_they_are_known(name: str) -> None:
    do = f"### {name}\n\n- ✅ Fan: it stands still\n- ✅ Door: it does not close"
    assert texts(do) == ["Fan: it stands still", "Door: it does not close"]


@pytest.mark.parametrize("cause", ["Root cause: the fuse", "Ursache: die Sicherung"])
def test_a_ticked_cause_among_faults_is_not_fine(cause: str) -> None:
    do = f"### Issues found\n\n- ❌ The fan stands still\n- ✅ {cause} was too weak"
    assert texts(do)[1] == f"{cause} was too weak"


@pytest.mark.parametrize(
    "name", ["**Checks required:**", "### Next actions", "**Offene Aufgaben:**"]
)
def test_a_tick_among_what_is_to_be_done_says_that_it_is(name: str) -> None:
    do = f"{name}\n1. ✅ Look at all of the trays\n2. ✅ Trays DONE by the cook"
    assert texts(do) == ["Done: Look at all of the trays", "Trays DONE by the cook"]


@pytest.mark.parametrize("name", ["Protocol followed", "Checkliste"])
def test_a_crossed_deed_that_was_to_be_kept_to_was_not_done(name: str) -> None:
    do = f"**{name}**\n- ✅ Looked at the heat first\n- ❌ Created the list before that"
    assert texts(do)[1] == "Not done: Created the list before that"
    do = "**What came of it**\n- ✅ Looked at the heat first\n- ❌ Created the list before that"
    assert texts(do)[1] == "Not OK: Created the list before that"


@pytest.mark.parametrize("sign", "🟡🟠")
def test_a_colour_beside_a_cross_says_that_it_is_partly_so(sign: str) -> None:
    do = f"{sign} **Oven**: only the left side is warm {sign}\n❌ The door does not close\n✅ Clean"
    assert texts(do)[:2] == [
        "Partly: Oven: only the left side is warm",
        "Not OK: The door does not close",
    ]
    ranks = f"- {sign} MEDIUM: the door of the oven\n- 🔴 HIGH: the fan of the oven"
    assert texts(ranks) == ["MEDIUM: the door of the oven", "HIGH: the fan of the oven"]


@pytest.mark.parametrize("sign", "🔄🚧")
def test_a_list_of_what_goes_on_beside_one_of_what_is_done(sign: str) -> None:
    going = f"- {sign} Count the trays of the van\n- {sign} Clean the trays of the van"
    do = f"### First\n- ✅ Opened the old van\n- ✅ Closed the old van\n\n### Second\n{going}"
    assert texts(do)[2:] == [
        "In progress: Count the trays of the van",
        "In progress: Clean the trays of the van",
    ]
    assert texts(going) == ["Count the trays of the van", "Clean the trays of the van"]


SCRIPT = """```bash
#!/bin/bash
git checkout the-old-oven
```"""
LOOP = """```bash
git fetch origin the-oven
for tray in trays/*; do
  git add "$tray"
done
git push origin the-oven
```"""
DOCUMENT = """```sh
cat > tray.sh << 'EOF'
git checkout the-old-oven
EOF
git push origin the-oven
```"""
QUOTED = """```console
node -e "
git.checkout('x');
git checkout the-old-oven
"
git push origin the-oven
```"""
CONDITION = """```bash
warm() {
  git checkout the-old-oven
}
if [ -f oven ]; then
  git checkout the-old-oven
fi
git push origin the-oven
```"""


@pytest.mark.parametrize(
    ("fence", "says"),
    [
        (SCRIPT, []),
        (LOOP, ["`git fetch origin the-oven`", "`git push origin the-oven`"]),
        (DOCUMENT, ["`git push origin the-oven`"]),
        (QUOTED, ["`git push origin the-oven`"]),
        (CONDITION, ["`git push origin the-oven`"]),
    ],
)
def test_the_text_of_a_script_or_document_is_no_step(fence: str, says: list[str]) -> None:
    assert texts(fence) == says


def test_an_apostrophe_opens_no_text() -> None:
    assert shell.open_quote("git push origin x  # don't forget it") == ""
    assert shell.open_quote("echo 'it") == "'" and shell.open_quote("it's", "'") == ""
    assert shell.open_quote("echo \"it's") == '"' and shell.open_quote('echo "a\\"b"') == ""
    said = "```console\n$ git status --short\nYour branch isn't clean\n$ git push origin oven\n```"
    assert texts(said)[-1] == "`git push origin oven`"


@pytest.mark.parametrize("row", ["ovens/left\t✅\t❌\tnew one", "ovens/left ✅ ❌ new one in it"])
def test_a_row_of_a_pasted_table_tells_nothing_without_its_columns(row: str) -> None:
    assert texts(f"What the list of ovens shows here\n\n{row}") == [
        "What the list of ovens shows here"
    ]
    users = f"### User Feedback\n\n> this is in the list\n> {row}\n> look at it"
    assert texts(users) == ["The user: “this is in the list / … look at it”"]
    assert texts("- Both of the doors are closed now ✅ ✅") != []


def test_a_sentence_that_a_fence_breaks_is_whole() -> None:
    hung = """```
Q4: For the trays of the oven - should each of the new ones follow the same
    three rules of the kitchen as all of the others?
Q5: What else is there?
```"""
    assert texts(hung)[0].endswith(
        "follow the same three rules of the kitchen as all of the others?"
    )
    german = """```
Der Ofen wird in jeder Woche zweimal von beiden Seiten gereinigt und danach
wieder an seinen alten Platz gestellt.
```"""
    assert texts(german)[0].endswith("danach wieder an seinen alten Platz gestellt.")
    commands = (
        "```\n$ git log --oneline origin/the-old-oven origin/the-new-oven of-it\nall clean\n```"
    )
    assert texts(commands)[0].startswith("`git log")


def test_what_is_laid_out_over_a_screen_is_no_line() -> None:
    screen = (
        "```\n[Ovens] (left)      [Trays]         [Doors]\n"
        + " " * 30
        + "of the kitchen in it\n```"
    )
    assert texts(screen) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Added the method turnTray to the class Oven",
            "Added the method dropTray to the class Oven",
        ),
        ("Mended line 1556 of the list of trays", "Mended line 2844 of the list of trays"),
        ("The left tray of the oven is clean", "The right tray of the oven is clean"),
        ("Das linke Blech des Ofens ist sauber", "Das rechte Blech des Ofens ist sauber"),
    ],
)
def test_items_of_one_list_that_differ_are_no_repeats(first: str, second: str) -> None:
    assert texts(f"- {first}\n- {second}\n- {first}") == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("All of the trays of the oven are clean", "Not all of the trays of the oven are clean"),
        ("The tests of Oven 12 pass here", "The tests of Oven 13 pass here"),
        ("Alle Bleche des Ofens sind sauber", "Nicht alle Bleche des Ofens sind sauber"),
    ],
)
def test_lines_that_differ_in_what_matters_are_no_repeats(first: str, second: str) -> None:
    assert texts(f"### One\n- {first}\n\n### Two\n- {second}\n- {first}") == [first, second]


def test_an_option_stays_though_it_was_done_later() -> None:
    record = "## Summary\n\n- a) Sweep the floor of the hall\n- b) Wipe the floor of the hall\n"
    text = RECORD.format(plan="- Look.", do="- Wiped the floor of the hall")
    record = parse(text.replace("## Plan", f"{record}\n## Plan"), "2025-10-13-UTC-0915-oven.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert "b) Wipe the floor of the hall" in [line.text for line in lines]


TABLE = """| Task | State | Rest |
|---|---|---|
| [Oven 4](ovens/4.md) | 🔄 85% of it done | the left door of it |"""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (TABLE, ["Oven 4; State: 85% of it done; Rest: the left door of it"]),
        ("- **Oven:** [GitHub](https://a.b/c.md) | [§/c](c.md)", []),
        ("- **Oven:** [GitHub](https://a.b/c.md) | it was built again from all of the old parts",
         ["Oven: it was built again from all of the old parts"]),
        ("- In it: `[GitHub](URL) | [x](../x)` each", ["In it: `[GitHub](URL) | [x](../x)` each"]),
        ("- See [the oven](a.md) in it", []),
    ],
)  # fmt: skip
def test_a_line_with_words_of_its_own_is_read_though_it_links(line: str, says: list[str]) -> None:
    assert texts(line) == says


def test_the_users_words_stay_though_they_hold_an_address() -> None:
    do = "### User Feedback\n\n> link is dead: https://a.b/c.md\n> in /home/me/x too. look at it"
    assert texts(do) == ["The user: “link is dead: … in … too. look at it”"]


def test_an_open_box_of_the_user_is_no_plan() -> None:
    do = "### User Feedback\n\n```\n- [ ] the tray is in the wrong place\n- [ ] put it back\n```"
    (said,) = texts(do)
    assert "Planned" not in said and "the tray is in the wrong place / - [ ] put it back" in said


@pytest.mark.parametrize(
    "said", ["Recommendation: do NOT use the left oven", "Fazit: der linke Ofen bleibt aus"]
)
def test_a_bold_verdict_is_no_name(said: str) -> None:
    assert texts(f"**{said}**\n\n- All of the trays are clean") == [
        said,
        "All of the trays are clean",
    ]


@pytest.mark.parametrize("name", ["__TEST_MODE__", "__init__", "__OVEN_2_ON__"])
def test_an_identifier_keeps_its_underscores(name: str) -> None:
    assert plain(f"the flag {name} of it") == f"the flag {name} of it"
    assert plain("the __Flag__ of __IT__") == "the Flag of IT"


def test_fields_without_a_value_are_no_objective() -> None:
    empty = "\n".join(f"- **{name}:** " for name in ("Objective", "Scope", "Inputs", "Umfang"))
    text = f"# Oven\n\n**Date:** 2025-10-13\n\n## Plan\n{empty}\n\n## Do\n- x\n\n## Check\n- y\n"
    assert parse(text, "2025-10-13-oven.md").objective == ""
    goals = "### Ziel\n- Den Ofen heizen\n- Das Brot backen\n"
    text = f"# Oven\n\n## Plan\n{goals}\n## Do\n- x\n\n## Check\n- y\n"
    assert parse(text, "2025-10-13-oven.md").objective == "Den Ofen heizen; Das Brot backen"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- ✅ Previous PDCA file: other.pdca.md is there", ()),
        ("- Vorgänger-PDCA Datei: other.pdca.md ist da", ()),
        ("**Previous PDCA SHA:** [x](other.pdca.md)", ("other",)),
        ("**Previous PDCA (link):** [x](other.pdca.md)", ("other",)),
    ],
)
def test_a_file_that_is_spoken_of_is_no_breadcrumb(line: str, found: tuple[str, ...]) -> None:
    record = parse(RECORD.format(plan="- Look.", do=line), "a/2025-10-13-UTC-0915-oven.pdca.md")
    assert tuple(each.rsplit("/", 1)[-1] for each in record.previous) == found


@pytest.mark.parametrize("arrow", ["→", "->"])
def test_what_became_of_the_users_words_stays_with_them(arrow: str) -> None:
    lines = [
        f'**"do not turn the {n} tray" {arrow} ✅ Removed at once**' for n in ("left", "right")
    ]
    do = "**User Feedback**\n> " + "\n> ".join(lines)
    assert texts(do) == [
        f'"do not turn the {n} tray" {arrow} Removed at once' for n in ("left", "right")
    ]


def test_a_name_that_speaks_of_work_lists_none() -> None:
    for name in ("Todo list [ALL COMPLETED]", "Next task analysis", "Offene Aufgaben: Analyse"):
        assert texts(f"### {name}\n\n- ✅ Look at all of the trays") == ["Look at all of the trays"]


@pytest.mark.parametrize("said", ["NO tray is left in it", "NEVER leave it", "NICHT öffnen"])
def test_what_is_forbidden_says_so_itself(said: str) -> None:
    assert told_line(f"- ❌ {said}") == said
    assert told_line("- ❌ No tray is left").startswith("Not OK")


@pytest.mark.parametrize("name", ["Testing Strategy", "Empfehlungen", "Roadmap"])
def test_what_is_only_intended_among_deeds_says_so(name: str) -> None:
    do = f"### {name}\n\n#### First part\n- Doors are opened by the cook\n\n### Deeds"
    do += "\n- Opened the old oven again"
    record = parse(RECORD.format(plan="- Look.", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    found = [line.heading for line in lines if line.section == "do"]
    assert found == [f"{name}: First part", "Deeds"]


@pytest.mark.parametrize("form", ["**{}. {}**", "**Step {}: {}**"])
def test_headings_inside_of_a_numbered_part_end_with_it(form: str) -> None:
    one, two = form.format(1, "Heat the oven"), form.format(2, "Clean the oven")
    do = f"{one}\n\n#### Left side\n- Turned the fan to the left\n\n{two}"
    do += "\n- Wiped all of the glass"
    record = parse(RECORD.format(plan="- Look.", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert [line.heading for line in lines if line.section == "do"] == ["Left side", ""]


def test_what_a_fence_holds_stands_below_its_name() -> None:
    do = """**What the oven printed:**
```
⚠️  Warning: The tray of the oven lacks these things:
   - name: not given at all

   Please give the tray a name first.
```"""
    assert told(do=do)[-1] == ("What the oven printed", "Please give the tray a name first.")


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("The heat of the left side is too low for a loaf - it is enough for small cakes and for "
         "the rolls of the morning but may fail for all of the new loaves with:",
         "it is enough for small cakes and for the rolls of the morning but may fail for all of "
         "the new loaves with"),
        ("Die Hitze reicht für die kleinen Kuchen und auch für die Brötchen am frühen Morgen ganz "
         "aus, das haben wir gesehen. Sie reicht aber nicht für Brote mit:",
         "Sie reicht aber nicht für Brote mit"),
    ],
)  # fmt: skip
def test_a_long_lead_in_is_the_name_of_its_list(lead: str, label: str) -> None:
    assert told(do=f"{lead}\n- a crust of rye or wheat") == [(label, "a crust of rye or wheat")]


def test_each_of_several_numbered_things_has_its_own_state() -> None:
    do = "### Test {}\n- Result: it has still to be tried out"
    both = do.format(1) + "\n\n" + do.format(2)
    assert len(texts(both)) == 2
    assert len(texts(both.replace("Test 2", "Test"))) == 2
    assert len(texts(both.replace("Test 1", "One").replace("Test 2", "Two"))) == 1


def test_rows_that_differ_are_no_repeats() -> None:
    head = "| Part | What it is for | State | Proof |\n|---|---|---|---|\n"
    row = "| Door | It keeps the heat of the oven in | {} | seen by the cook |"
    do = (
        f"### Before\n\n{head}{row.format('CREATED')}\n\n### Then\n\n{head}{row.format('VERIFIED')}"
    )
    assert len(texts(do)) == 2


@pytest.mark.parametrize("name", ["Implementation Phases", "Bewertung & Auswertung"])
def test_a_lesser_name_deeper_down_is_no_phase(name: str) -> None:
    text = (
        f"# Oven\n\n## Plan\n- Look.\n\n## Proposal\n\n### {name}\n- Build it\n\n## Act\n- Go on\n"
    )
    kinds = [each.kind for each in parse(text, "pdca/2025-10-13-oven.md").sections]
    assert kinds == ["plan", "other", "act"]


def test_a_heading_in_a_fence_ends_the_name_of_the_fence() -> None:
    do = "**Form of it:**\n```\n### Rules\n\nAlways wipe the glass\n\nNever open the door\n```"
    assert told(do=do) == [("", "Always wipe the glass"), ("", "Never open the door")]


def test_the_users_words_are_no_name_of_what_follows() -> None:
    do = "- QA Feedback (literally):\n> well done for the oven:\n> but look at the door of it, too"
    assert [label for label, _ in told(do=do)] == ["QA Feedback (literally)"] * len(told(do=do))


@pytest.mark.parametrize("title", ["Next Cycle", "Nächster Zyklus"])
def test_a_section_that_is_no_phase_names_its_lines(title: str) -> None:
    text = RECORD.format(plan="- Look.", do="- Looked.")
    record = parse(f"{text}\n## {title}\n\n**When:** after the oven was mended\n", "a-pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert [line.heading for line in lines if line.section == "other"] == [title]


@pytest.mark.parametrize(("empty", "next_"), [("Branch", "Commit"), ("Zweig", "Stand")])
def test_an_empty_field_takes_no_name(empty: str, next_: str) -> None:
    text = RECORD.format(plan="- Look.", do="- Looked.")
    assert parse(f"- {empty}: \n- {next_}: \n\n{text}", "2025-10-13-oven.md").branch == ""
