"""Parts of records: an Act that tells what follows, and links that lead where their label says."""

from __future__ import annotations

import pytest

from .planted import codes

NEXT = "- Order the drawings of the latch\n- Measure the spring\n- Ask hall 4\n- Remove the door\n"
SAVED = "Saved as: docs/pdca/po/2025-09-01-UTC-0900-latch.md\n"


def told(output: str, given: str, view: str) -> tuple[str, ...]:
    return codes("domain_representatives", "Write it.", f"{given}\n{output}", output, view=view)


@pytest.mark.parametrize(
    ("first", "view", "expected"),
    [
        ("", "act", ()),
        ("- ✅ Latch of the oven\n", "act", ()),
        ("- ✅ Latch of the oven\n- Replaced the spring\n", "act", ("untrue",)),
        ("- [x] Latch of the oven\n- **Spring:** successfully mended\n", "act", ("untrue",)),
        ("- ✅ Latch of the oven\n- Replaced the spring\n", "do", ()),
        ("- ✅ Latch of the oven\n- Replaced the spring\n", "plan", ("untrue",)),
        ("### Mission accomplished\n", "plan", ("untrue",)),
        ("- Draw the latch (DONE)\n", "plan", ("untrue",)),
        ("- Draw the latch (done by hand)\n", "plan", ()),
        ("", "plan", ()),
        ("", "do", ("untrue",)),
        ("- Replaced the spring\n", "do", ()),
    ],
)
def test_a_section_holds_what_its_name_says(
    first: str, view: str, expected: tuple[str, ...]
) -> None:
    assert told(f"## {view.title()}\n{first}{NEXT}", "", view) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("- Measure the spring\n- Latches hold\n", ()),
        ("- Springs must be oiled before every winter\n- Latches of hall 4 hold\n", ()),
        ("- Measure the spring\n- Latches hold\n- Doors close\n- Lamps burn\n", ("unshown",)),
        ("- **Benefit:** latches hold\n- **Impact:** doors close\n", ("unshown",)),
        ("Latches of all halls are oiled once a year.\n", ()),
    ],
)
def test_an_act_tells_what_follows(items: str, expected: tuple[str, ...]) -> None:
    assert told(f"## Act\n{items}", "", "act") == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[src/Latch.ts](../../../src/Latch.ts)", ()),
        ("[src/Latch.ts](../../src/Latch.ts)", ("untrue",)),
        ("[docs/src/Latch.ts](../../src/Latch.ts)", ()),
        ("[docs/src/Latch.ts](../../../src/Latch.ts)", ("untrue",)),
        ("[components/Unit/](../../../components/Unit/)", ()),
        ("[components/Unit/](../../../../components/Unit/)", ("untrue",)),
        ("[components/Unit/](../../unit/)", ("untrue",)),
        ("[the latch](../../src/Latch.ts)", ()),
        ("[src/Latch.ts](https://example.org/Latch.ts)", ()),
    ],
)
def test_a_link_leads_where_its_label_says(link: str, expected: tuple[str, ...]) -> None:
    dual = f"[GitHub](https://example.org/x) | {link}"
    assert told(f"## Do\n- Replaced {dual}\n", SAVED, "do") == expected


GITHUB = "[GitHub](https://example.org/x/src/Latch.ts) | "
CYCLE = (
    "# PDCA: Latch\n{}\n## Plan\nDraw it\n\n## Do\nDrew it\n\n## Check\nIt fits\n\n## Act\nOil it\n"
)


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("Generate a complete PDCA document", "", ("unhouse",)),
        ("Write “The dual links of hall 4”.", "", ("unhouse",)),
        ("Write it up, the dual links follow.", "", ()),
        ("Write it up.", f"Drawn in {GITHUB}[src/Latch.ts](../../../src/Latch.ts)\n", ()),
        ("Write it up.", f"{GITHUB}[src/Latch.ts](../x)\n[Back](../state.md)\n", ("unhouse",)),
        ("The dual links follow.", "[Back](../state.md)\n", ("unhouse",)),
        ("The dual links follow.", "See [there](#plan) and [it](https://example.org)\n", ()),
        ("The dual links follow.", "Search for `[x](y)`\n", ()),
    ],
)
def test_a_whole_record_links_as_the_house_does(
    asked: str, said: str, expected: tuple[str, ...]
) -> None:
    output = CYCLE.format(said)
    found = codes("domain_representatives", asked, output, output, view="document")
    assert set(found) - {"untrue"} == set(expected)


@pytest.mark.parametrize(
    ("asked", "expected"), [("The dual links follow.", ()), ("", ("unhouse",))]
)
def test_a_cycle_has_dual_links_too(asked: str, expected: tuple[str, ...]) -> None:
    output = CYCLE.format("")
    asked = f"Write it. {asked}"
    assert codes("domain_representatives", asked, output, output, view="cycle") == expected


STEPS = "- Draw the latch\n- Measure the spring\n- Order oil\n- Ask hall 4\n"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("- ❌ The latch sticks\n- ❌ The spring is dry\n", ("untrue",)),
        ('- "Mend the latch" - MENDED\n- "No oil" - REMOVED\n', ("untrue",)),
        ("- Doors: 32\n- Latches that hold: 0%\n", ("untrue",)),
        ("- The latch was dry\n- The spring had no oil\n", ("untrue",)),
        ('- User: "the latch was dry"\n- User: "the spring had no oil"\n', ()),
        ("- The latch was dry\n", ()),
    ],
)
def test_a_plan_does_not_tell_what_was_found(first: str, expected: tuple[str, ...]) -> None:
    assert told(f"## Plan\n{first}{STEPS}", "", "plan") == expected


def test_nothing_is_masked() -> None:
    assert told("## Do\n- Replaced the spring by <commit>\n", "", "do") == ("broken",)
