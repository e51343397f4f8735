"""Notes of a text, the blank form that they are written into, and where its links lead."""

from __future__ import annotations

import random

import pytest

from generators.pdca.telling import forms, notes

TEXT = """## **📋 PLAN**

**Decision:** mend the hinge
- **Why:** it squeaks
- **When:** on the 3rd
> **Lesson:** A hinge wants oil.

### Results
1. The door closes
2. The door opens
- [x] Both verified

```bash
oil hinge
```
**Next:** [GitHub](https://h.example/a/b/blob/dev/x/docs/n.md) | [n](../docs/n.md)
Next step: paint it
All done here.
"""


def test_the_blank_form_keeps_headings_labels_and_list_marks() -> None:
    assert forms.blank(TEXT).split("\n") == [
        "## **📋 PLAN**",
        "**Decision:** …",
        "- **…:** …",
        "> **Lesson:** …",
        "### Results",
        "1. …",
        "- [x] …",
        "```bash",
        "…",
        "```",
        "**Next:** [GitHub](…) | […](…)",
        "Next step: …",
        "…",
    ]
    assert "All done here." in forms.blank(TEXT, {"all done here."})


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("- **Why**: it squeaks", "- **…**: …"),
        ("1. **Oil it** - twice", "1. **…** - …"),
        ("- [x] **Locks** → **b) bolt** - for all", "- [x] **…** → **…** - …"),
        ("- [x] **Locks** → b, as said.", "- [x] **…** → …"),
        ("- ✅ **Done:** oiled", "- ✅ **…:** …"),
        ("* plain", "* …"),
        ("✅ **Door**: closes ✅", "✅ **Door**: … ✅"),
        ("- ⚠️ **Door:** sticks", "- ⚠️ **…:** …"),
        ("- **Door:** ✅ closes", "- **…:** ✅ …"),
        ("- **✅ Door:** closes", "- **✅ …:** …"),
        ("**Door:** ✅ closes", "**Door:** ✅ …"),
        ("**The door of the hall closes and opens again as before**", "**…**"),
        (
            "- [GitHub](https://h.example/n.md): [docs/n.md](n.md)",
            "- [GitHub](…): […](…)",
        ),
    ],
)
def test_labels_of_items_are_set_off_as_they_were(line: str, shape: str) -> None:
    assert forms.blank(line) == shape


def test_notes_are_the_lines_without_their_form() -> None:
    plan, results = notes.topics(TEXT)
    assert (plan.name, plan.part, results.heading, results.part) == ("PLAN", 1, "### Results", 1)
    assert plan.notes == (
        "Decision: mend the hinge",
        "Why: it squeaks",
        "When: on the 3rd",
        "Lesson: A hinge wants oil.",
    )
    assert results.notes[2:4] == ("Done: Both verified", "```bash\noil hinge\n```") or (
        results.notes[2:4] == ("Both verified", "```bash\noil hinge\n```")
    )


@pytest.mark.parametrize(
    ("note", "short"),
    [
        ("The door of the hall was closed.", "Door of hall was closed"),
        ("Closed a few of the doors", "Closed a few of doors"),
        ("Ran `close the door` at the gate", "Ran `close the door` at gate"),
        ("She said “close the door.”", "She said “close the door.”"),
        ("Hall 7 - The v2 of the door. The end", "Hall 7 - The v2 of door. end"),
        ("option a) or a and b", "option a) or a and b"),
        ("480 offers a week, an adapter a server", "480 offers a week, an adapter a server"),
        ("```\nthe log\n```", "```\nthe log\n```"),
    ],
)
def test_jotted(note: str, short: str) -> None:
    assert notes.jotted(note) == short


def test_where_links_lead() -> None:
    assert notes.repositories(TEXT, "docs/m.md") == ["https://h.example/a/b/blob/dev/x/"]
    assert notes.repositories(TEXT, "") == ["https://h.example/a/b/blob/"]
    assert notes.repositories("none", "docs/m.md") == []


def test_what_somebody_said_stays_as_it_was() -> None:
    said = "> the door squeaks. see [door](doors/hall.md)\n>\n> mend it"
    [feedback] = notes.topics(f"### QA Feedback (literally)\n{said}\n- The hinge was dry\n")
    assert feedback.notes == (said, "The hinge was dry")
    assert notes.pasted(said)


def test_words_that_were_said_are_kept_below_an_item_too() -> None:
    [feedback] = notes.topics("- QA Feedback (quote literally):\n  > mend the door\n  > or not\n")
    assert feedback.notes == ("QA Feedback (quote literally):", "> mend the door\n> or not")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("- Way out confirmed: ✅", "Way out confirmed: OK"),
        ("- **Door restored:** ✅", "Door restored: OK"),
        ("- Hinge oiled with care: ✅", "Hinge oiled with care: OK"),
        ("- Way out confirmed: ✅ by hand", "Way out confirmed: by hand"),
        ("- Way out confirmed:", "Way out confirmed:"),
    ],
)
def test_a_tick_behind_a_colon_is_noted(line: str, note: str) -> None:
    assert notes.note_of(line) == note


def test_parts_are_mixed_and_each_keeps_its_order() -> None:
    parts = [["1", "2", "3"], ["a", "b"], []]
    for seed in range(20):
        mixed = notes.interleaved(parts, random.Random(seed))
        assert sorted(mixed) == ["1", "2", "3", "a", "b"] and mixed != ["1", "2", "3", "a", "b"]
        assert [each for each in mixed if each.isdigit()] == ["1", "2", "3"]
        assert mixed.index("a") < mixed.index("b")
    assert notes.interleaved([["1", "2"]], random.Random(1)) == ["1", "2"]
    assert notes.interleaved([], random.Random(1)) == []


def test_a_numbered_heading_is_noted_and_formed_as_one() -> None:
    line = "2. **The hinge of the hall** 🔧"
    assert notes.note_of(line) == "The hinge of the hall:"
    assert forms.blank(line) == "1. **…** 🔧"
    assert notes.note_of("2. **The hinge** of the hall") == "The hinge of the hall"


@pytest.mark.parametrize(
    ("link", "misled"),
    [
        ("[docs/doors/m.md](m.md)", False),
        ("[§/docs/n.md](../n.md)", False),
        ("[hall/n.md](../n.md)", True),
        ("[the other door](../n.md)", False),
        ("[doors/n.md](https://h.example/a/b/blob/dev/docs/doors/n.md)", False),
        ("[doors/n.md](https://h.example/a/b/blob/dev/docs/n.md)", True),
        ("[components/](../../components/)", False),
        ("[GitHub](docs/n.md)", True),
        ("[GitHub](https://h.example/n.md) | [docs/n.md](../n.md)", False),
        ("[GitHub](https://h.example/n.md): [docs/n.md](../n.md)", False),
        ("[GitHub](https://h.example/n.md) | docs/n.md", True),
        ("[GitHub](https://h.example/n.md) | [docs/n.md](../n.md)\n- [docs/m.md](../m.md)", True),
        ("[GitHub](https://h.example/n.md) | [docs/n.md](../n.md)\n- [Back](../m.md)", False),
    ],
)
def test_a_link_that_leads_elsewhere_than_it_says(link: str, misled: bool) -> None:
    assert notes.misled(f"See {link}.", "docs/doors/m.md") is misled


@pytest.mark.parametrize(
    ("line", "misled"),
    [
        ("- [the hall](../hall.md) | [Local File](../hall.md)", True),
        ("- [the hall](../hall.md) | [the door](../door.md)", False),
        ("- [the hall](../hall.md) and again [the hall](../hall.md)", False),
        ("- [the hall](../hall.md)", False),
    ],
)
def test_the_same_half_twice_is_no_dual_link(line: str, misled: bool) -> None:
    assert notes.misled(line, "docs/day/record.md") is misled


def test_what_a_link_is_called_is_noted() -> None:
    assert notes.note_of("- [Back to the hall](../hall.md)") == "Back to the hall (`../hall.md`)"
    assert notes.note_of("- [docs/hall.md](../hall.md)") == "`../hall.md`"


def test_a_dual_link_is_noted_by_its_path() -> None:
    link = "[GitHub](https://h.example/n.md){} [docs/n.md](n.md)"
    assert {notes.note_of(f"- {link.format(between)}") for between in (":", " |")} == {"`n.md`"}


@pytest.mark.parametrize("line", ["- ❌ **Door**: stuck", "1. ❌ Door: stuck", "❌ Door: stuck"])
def test_a_cross_stays_in_front_of_what_it_marks(line: str) -> None:
    assert notes.note_of(line) == "❌ Door: stuck"


def test_an_outline_parts_notes_that_have_a_semicolon() -> None:
    assert notes.outlined(["oil; wax", "mend"]) == "oil; wax | mend"
    assert notes.outlined(["oil", "mend"]) == "oil; mend"


def test_pictures_that_the_request_does_not_show() -> None:
    assert notes.mangled("- ✅ Oiled the latch", "Form:\n- …")
    assert not notes.mangled("- ✅ Oiled the latch", "Form:\n- ✅ …")
    assert notes.mangled("- Oiled", "- Oiled (OK)") and not notes.mangled("(OK)", "(OK)")


def test_a_pipe_is_a_border_only_between_cells() -> None:
    assert notes.note_of("- Ran `sort a | uniq` | head") == "Ran `sort a | uniq` | head"
    assert notes.note_of("| hall 4 | oiled |") == "hall 4 — oiled"


def test_a_tick_in_a_table_says_something_of_its_cell_only() -> None:
    row = "| **1a) Template** | ✅ Exact match | ❌ | ✅ | **COMPLIANT** |"
    assert notes.note_of(row) == "1a) Template — Exact match — ❌ — ✅ — COMPLIANT"


def test_a_link_in_code_is_described_and_not_noted_by_its_path() -> None:
    said = "Used the format: `[GitHub](url) | [local-path](path)` in all of them"
    assert notes.note_of(f"- {said}") == said
    named = "See [`docs/a.md`](docs/a.md) beside `[x](y)`"
    assert notes.note_of(f"- {named}") == "See `docs/a.md` beside `[x](y)`"
