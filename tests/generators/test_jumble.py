"""Notes in any order, each block told apart by its field, its words or a cue."""

from __future__ import annotations

import re

from generators.domain_representatives import briefs
from generators.domain_representatives.jumble import jumbled, phased, unsorted
from generators.pdca.telling import forms

TEXT = """## **CHECK**

**Result:** all doors close

**First hall**
- latch is dry
- spring is new
- bolt is clean
- hinge is oiled

**Second hall**
- gate is shut
- lamp is lit

### Output
```
3 of 3
```
"""
KEYS = [str(number) for number in range(20)]
FOREIGN = (("A bell rang twice", "Bells"), ("A bell fell down", "Bells"))


def mixed(text: str, key: str, listed: bool = True, more: tuple[tuple[str, str], ...] = ()) -> str:
    form = forms.blank(text)
    return "\n".join(jumbled(briefs.brief(text, form), form, key, listed, more))


def test_each_block_can_be_told_from_the_others() -> None:
    for key in KEYS:
        noted = mixed(TEXT, key)
        # A field is known by its label, a list by its cue, which comes twice with a long one.
        assert "- Result: all doors close" in noted
        assert "- Second hall: gate is shut; lamp is lit" in noted
        first = "- First hall: latch is dry; spring is new"
        assert noted.index(first) < noted.index("- First hall: bolt is clean; hinge is oiled")
        assert "- Output:\n```\n3 of 3\n```" in noted
    assert len({mixed(TEXT, key) for key in KEYS}) > 10


def test_a_label_that_is_to_be_filled_in_names_nothing() -> None:
    bold = "**Third hall, with the long bench by the window (cold)**"
    text = TEXT.replace("### Output", f"{bold}\n- oven is cold\n- chimney is clean\n\n### Output")
    assert "**…**" in forms.blank(text)
    for key in KEYS:
        noted = mixed(text, key)
        assert "- Second hall: gate is shut; lamp is lit" in noted
        assert not re.search(r"^- latch is dry$|^- lamp is lit$", noted, re.M)


def test_dictated_notes_are_sentences() -> None:
    said = mixed(TEXT, "1", listed=False)
    assert "Second hall: gate is shut. lamp is lit." in said
    assert "Result: all doors close." in said


def test_what_belongs_elsewhere_is_labelled_as_the_others_are() -> None:
    for key in KEYS:
        assert "- Bells: A bell rang twice; A bell fell down" in mixed(TEXT, key, more=FOREIGN)
    alone = "## Plan\n**Aim:** oil it\n**Steps:**\n- Oil latch\n- Close door\n"
    for key in KEYS:
        noted = mixed(alone, key, more=FOREIGN).split("\n")
        assert {"- A bell rang twice", "- A bell fell down"} <= set(noted)


def test_the_only_list_needs_no_cue_and_keeps_its_order() -> None:
    alone = "## Plan\n**Aim:** oil it\n**Steps:**\n- Oil latch\n- Close door\n- Go home\n"
    seen = set()
    for key in KEYS:
        noted = mixed(alone, key).split("\n")
        assert [each for each in noted if "Aim" not in each] == [
            "- Oil latch", "- Close door", "- Go home",
        ]  # fmt: skip
        seen.add(noted.index("- Aim: oil it"))
    assert len(seen) > 1


def test_words_of_its_own_heading_place_a_block() -> None:
    text = "## Do\n### Latches\n- the latches were oiled\n### Rest\n- the door was shut\n"
    noted = {line for key in KEYS for line in mixed(text, key).split("\n")}
    assert noted == {"- latches were oiled", "- door was shut"}
    shared = text.replace("door", "door of latches")
    cued = {line for key in KEYS for line in mixed(shared, key).split("\n")}
    assert cued == {"- Latches: latches were oiled", "- Rest: door of latches was shut"}


def test_what_is_pasted_says_where_it_belongs() -> None:
    text = "## CHECK\n**Bolt test**\n```\nbolt holds\n```\n\n**Gate**\n- it is shut\n- bar is dry\n"
    for key in KEYS:
        assert "- Bolt test:\n```\nbolt holds\n```" in mixed(text, key, more=FOREIGN)


def test_names_that_two_headings_share_are_told_apart_by_what_is_above() -> None:
    text = "## Plan\n### Steps\n- oil it\n## Do\n### Steps\n- it was oiled\n"
    noted = {line for key in KEYS for line in mixed(text, key).split("\n")}
    assert noted == {"- Plan, Steps: oil it", "- Do, Steps: it was oiled"}
    twice = "## Do\n### Steps\n- oil it\n### Steps\n- it was oiled\n"
    assert mixed(twice, "1") == ""


def test_a_field_that_stands_twice_has_its_heading_in_front() -> None:
    text = "## Do\n### Latch\n**State:** shut\n### Door\n**State:** open\n"
    noted = {line for key in KEYS for line in mixed(text, key).split("\n")}
    assert noted == {"- Latch: State: shut", "- Door: State: open"}


def test_labels_of_different_roles_need_no_cue() -> None:
    text = (
        "## Act\n**Results:**\n- the latch closes\n**Next steps:**\n- Replace door\n"
        "**Lessons:**\n- Never oil a belt\n"
    )
    noted = {mixed(text, key) for key in KEYS}
    assert len(noted) > 1
    for each in noted:
        lines = ["- Never oil a belt", "- Replace door", "- latch closes"]
        assert sorted(each.split("\n")) == lines


def test_labels_of_different_roles_over_notes_of_one_form_have_a_cue() -> None:
    text = "## Plan\n**Strategy:**\n- Replace latch\n**Next steps:**\n- Remove door\n"
    noted = {line for key in KEYS for line in mixed(text, key).split("\n")}
    assert noted == {"- Strategy: Replace latch", "- Next steps: Remove door"}


WHOLE = (
    "## **PLAN**\n**Aim:** oil it\n**Steps:**\n- Oil latch\n- Close door\n"
    "## **DO**\n- the latch was oiled\n"
)


def test_notes_by_phase_are_mixed_within_each() -> None:
    form = forms.blank(WHOLE)
    seen = {phased(briefs.brief(WHOLE, form), form, key) for key in KEYS}
    assert len(seen) == 2
    for each in seen:
        plan, do = each.split("\n\n")
        assert plan.startswith("PLAN:\n") and do == "DO:\n- latch was oiled"
        assert sorted(plan.split("\n")[1:]) == ["- Aim: oil it", "- Close door", "- Oil latch"]


def test_notes_of_a_whole_are_mixed_across_its_phases() -> None:
    form = forms.blank(WHOLE)
    noted = unsorted(briefs.brief(WHOLE, form), form, "1")
    assert sorted(noted.split("\n")) == [
        "- Aim: oil it",
        "- DO: latch was oiled",
        "- Steps: Oil latch; Close door",
    ]


def test_nothing_is_mixed_where_there_is_one_list() -> None:
    assert mixed("## Do\n- the door was shut\n- the latch was oiled\n", "1") == ""


def test_hostile_lines_take_no_time() -> None:
    long = "a: " * 1700
    text = f"## Do\n**One:** {long}\n### Two\n- {long}\n### Three\n- {long}\n"
    assert re.search("One", mixed(text, "1"))
