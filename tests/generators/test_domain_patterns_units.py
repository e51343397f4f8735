"""What stands below what in a record, whatever marks set it off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from generators.domain_patterns import labelled, units
from generators.domain_patterns.sound import Sound
from generators.pdca import parse

HEAD = "# PDCA: Oven\n\n**Objective:** Bake it\n\n"


def read(
    body: str, unfit: Callable[[str], object] = units.only_links
) -> tuple[list[units.Unit], Sound]:
    document = parse(HEAD + body, "pdca/2025-01-01-UTC-0900-oven.pdca.md")
    found = units.read(document, units.shown(document), unfit)
    return found, Sound(found, document.text.split("\n"), Counter())


def above(body: str) -> dict[str, str]:
    """What each line stands below, empty for nothing."""
    found, _ = read(body)
    return {unit.text: found[unit.above].text if unit.above >= 0 else "" for unit in found}


def parts(body: str) -> dict[str, list[str]]:
    found, sound = read(body)
    told = labelled.labelled(found, sound.told)
    return {
        name: [found[at].text.strip() for at in sorted(part.units)]
        for name, part in told.items()
        if sound.whole(part)
    }


@pytest.mark.parametrize("mark", ["-", "*", "1."])
@pytest.mark.parametrize("name", ["Options Considered", "**Options**", "Optionen"])
def test_what_is_listed_beside_a_listed_label_is_none_of_it(mark: str, name: str) -> None:
    body = (
        f"## Plan\n\n{mark} {name}:\n    - A) Turn the tray\n    - B) Buy an oven\n"
        f"{mark} Rationale: The tray is cheap and here\n"
    )
    assert parts(body)["options"][1:] == ["- A) Turn the tray", "- B) Buy an oven"]
    assert above(body)[f"{mark} Rationale: The tray is cheap and here"] == "## Plan"


def test_a_listed_label_has_what_is_listed_flat_behind_it() -> None:
    body = "## Act\n\n- Next steps:\n- Buy a tray for the oven\n- Tell the baker of it\n"
    assert len(parts(body)["next"]) == 3


def whole(body: str) -> list[str]:
    """The phases and named parts that can be told whole."""
    found, sound = read(body)
    told = (*labelled.phases(found, sound.told), *labelled.named(found, sound.told))
    return [part.name for part in told if sound.whole(part)]


@pytest.mark.parametrize("rule", ["---", "***", "-----", "___", "* * *"])
def test_what_a_rule_sets_apart_from_a_heading_is_not_told(rule: str) -> None:
    body = (
        f"## Do\n\n### Tray\n\n- Turned it once\n\n{rule}\n\n- Baked more bread\n\n"
        "## Check\n\nBrown at both sides.\n"
    )
    assert above(body)["- Turned it once"] == "### Tray"
    assert above(body)["- Baked more bread"] == ""
    assert whole(body) == ["Check", "Tray"]
    assert whole(body.replace(rule, "")) == ["Do", "Check", "Tray"]


def test_a_rule_below_a_section_alone_sets_nothing_apart() -> None:
    body = "## Do\n\n- Turned it once\n\n---\n\n- Baked more bread\n\n## Check\n\nBrown at last.\n"
    assert above(body)["- Baked more bread"] == "## Do"
    assert whole(body) == ["Do", "Check"]


@pytest.mark.parametrize("footer", ["**Bread is done!**", "Summary: bread at last, and brown"])
def test_the_footer_is_none_of_the_last_section(footer: str) -> None:
    body = f"## Do\n\nTurned it.\n\n## Act\n\n### Rule\n\n- Turn it\n\n---\n\n{footer}\n"
    found, sound = read(body)
    assert above(body)["- Turn it"] == "### Rule"
    assert above(body)[footer.strip("*")] == ""
    assert found[-1].section == units.FOOTER and found[-1].at not in sound.told
    assert whole(body) == ["Do", "Act", "Rule"]


@pytest.mark.parametrize("number", ["2.", "B.", "🔧 2)", "2:"])
def test_bold_numbered_headings_of_headings_are_none_of_the_heading_before(number: str) -> None:
    body = (
        "## Do\n\n**1. Look at it**\n\n### What burns\n\n- The left side\n\n"
        f"**{number} Turn it**\n\n### How\n\nBy hand and often.\n\n**3. Look again**\n\n"
        "It is brown.\n"
    )
    assert whole(body) == ["Do"]
    assert whole(body.replace(f"**{number} Turn it**\n\n", "")) == ["Do", "What burns"]


def test_a_bold_numbered_line_is_a_label_where_text_follows() -> None:
    body = (
        "## Do\n\n### Tray\n\n**1. Look at it**\n\nIt burns a lot.\n\n**2. Turn it**\n\nBy hand.\n"
    )
    assert above(body)["2. Turn it"] == "### Tray"
    assert whole(body) == ["Do", "Tray"]


def test_a_label_of_headings_stays_with_the_section() -> None:
    body = (
        "## Act\n\n### Rule\n\n- Turn it\n\n**Next Steps:**\n\n### 1. Tray\n\n- Buy a tray for it\n"
    )
    assert "Next Steps:" in above(body)
    assert whole(body) == ["Act", "1. Tray"] and "next" not in parts(body)


def test_a_heading_that_tells_something_itself_is_not_left_out() -> None:
    body = "## Do\n\n#### Step: the tray is turned from now on\n\n#### Bread\n\nBrown at last.\n"
    assert whole(body) == ["Bread"]
    assert whole(body.replace("Step: the tray is turned from now on", "Later")) == ["Do", "Bread"]


@pytest.mark.parametrize(
    "items", ["1. **{}**\n2. **{}**", "- **{}**\n- **{}**", "* **{}**\n* **{}**"]
)
def test_bold_items_of_a_list_are_items(items: str) -> None:
    body = (
        f"## Act\n\n**Insights:**\n{items.format('Trays must turn', 'Ovens are uneven')}\n\n---\n"
    )
    assert len(parts(body)["lesson"]) == 3


def test_a_bold_item_with_others_inside_is_a_label() -> None:
    stands = above("## Do\n\n1. **Tray**\n   - turned it\n2. **Oven**\n   - cleaned it\n")
    assert stands["   - cleaned it"] == "2. Oven"


def test_a_label_of_labels_stays_and_is_not_asked_for() -> None:
    body = (
        "## Act\n\n**Results:**\n\nBrown bread.\n\n**Next Steps:**\n\n**The oven:**\n"
        "1. Buy a tray for it\n\n**The baker:**\n1. Tell her of it\n"
    )
    assert "Next Steps:" in above(body)
    assert "next" not in parts(body) and "result" in parts(body)


@pytest.mark.parametrize("after", ["**Done:**", "### Done"])
def test_a_label_whose_lines_were_taken_out_goes(after: str) -> None:
    body = f"## Do\n\n**Files:**\n\n[tray](tray.md)\n\n{after}\n\nTurned the tray.\n"
    assert "Files:" not in above(body) and after.strip("*") in above(body)


def test_a_label_of_a_fence_stays() -> None:
    assert "Before:" in above("## Do\n\n**Before:**\n```\nUsage:\n- Turn the tray\n```\n")


def test_a_sentence_that_was_taken_out_is_a_loss() -> None:
    body = (
        "## Act\n\n**Lessons:**\n- Trays turn\n\n"
        "The commit 9d51d47069 tells of trays that turn, but we found here:\n- Ovens burn\n"
    )
    for hash_, whole in (("9d51d47069", False), ("of today", True)):
        found, sound = read(body.replace("9d51d47069", hash_), lambda line: "9d51d47069" in line)
        (act,) = labelled.phases(found, sound.told)
        assert sound.whole(act) is whole


def test_a_label_that_went_alone_is_a_loss() -> None:
    body = "## Act\n\n**Trays:**\n- They turn\n\n**Ovens (9d51d47069):**\n- They burn\n"
    for hash_, whole_ in (("9d51d47069", False), ("of today", True)):
        found, sound = read(body.replace("9d51d47069", hash_), lambda line: "9d51d47069" in line)
        (act,) = labelled.phases(found, sound.told)
        assert sound.whole(act) is whole_


@pytest.mark.parametrize("said", ["*Awaiting guidance on the tray*", "Waiting for the baker"])
def test_what_nobody_said_is_no_request(said: str) -> None:
    assert "request" not in parts(f"## Do\n\n### User Feedback\n\n{said}\n")
    assert "request" in parts("## Do\n\n### User Feedback\n\n> turn the tray every time\n")


@pytest.mark.parametrize("name", ["VALIDATION:", "Befund:", "What I found"])
def test_a_request_with_an_answer_in_it_is_not_told(name: str) -> None:
    said = "## Do\n\n### User Feedback\n\n> turn the tray every time\n"
    found = f"\n**{name}**\n- The tray turns every time now\n- The oven is clean inside\n"
    assert "request" not in parts(said + found)
    more = "\n**User feedback (2025-10-13):**\n> and clean the oven, please\n"
    assert "request" in parts(said + more)


@pytest.mark.parametrize("sign", ["🚫", "🔄", "🔴", "⏳", "👎", "✔"])
def test_signs_that_say_something_stay(sign: str) -> None:
    body = f"## Do\n\n### {sign} 🚀 Tray\n\n- {sign} The left side 🚀\n"
    found, _ = read(body)
    assert found[-1].text == f"- {sign} The left side"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- **Marks:** ** and * are taken off 🚀", "- Marks: ** and * are taken off"),
        ("- Set `🚀 Tray` and `**` in **bold `x`**", "- Set `🚀 Tray` and `**` in bold `x`"),
    ],
)
def test_marks_that_a_line_speaks_of_stay(line: str, told: str) -> None:
    found, _ = read(f"## Do\n\n### Tray\n\n{line}\n")
    assert found[-1].text == told


def test_what_users_saw_is_no_lesson() -> None:
    assert labelled.label_of("Key Insight") == "lesson"
    assert labelled.label_of("User Insight") == ""
