"""Lines that stand together are used together."""

from __future__ import annotations

from generators.pdca.salient_lines import Line
from generators.pdca.telling import groups


def line(order: int, text: str, label: str = "", section: str = "do", heading: str = "") -> Line:
    return Line(order, section, heading, label, text, 10)


STEPS = [
    line(1, "Added a spring to the latch", "Steps"),
    line(2, "Added a bolt to the latch", "Steps"),
    line(3, "Added a hinge to the door", "Hinge"),
    line(4, "Verified: the door closes", "Hinge"),
]


def test_lines_below_one_label_with_one_role_are_a_group() -> None:
    found = groups.grouped(STEPS)
    assert [[each.order for each in group.lines] for group in found] == [[1, 2], [3], [4]]
    assert [group.role for group in found] == ["deed", "deed", "check"]


def test_a_group_stands_below_its_label() -> None:
    assert groups.written(groups.grouped(STEPS)) == (
        "- Steps:\n  - Added a spring to the latch\n  - Added a bolt to the latch\n"
        "- Hinge: Added a hinge to the door\n- Verified: the door closes"
    )
    spoken = [said for group in groups.grouped(STEPS) for said in group.spoken()]
    assert spoken[:2] == ["Steps: Added a spring to the latch", "Steps: Added a bolt to the latch"]


def test_the_templates_headings_name_nothing() -> None:
    told = [line(n, f"Added spring {n}", "", "summary", "My Answer") for n in (1, 2)]
    (group,) = groups.grouped(told)
    assert group.name == "" and group.written() == "- Added spring 1\n- Added spring 2"


def test_long_lists_are_cut_into_groups_of_a_usable_size() -> None:
    found = groups.grouped(line(n, f"Added spring {n}", "Steps") for n in range(20))
    assert [len(group.lines) for group in found] == [7, 7, 6]


def test_names_and_numbers_are_worth_more_than_praise() -> None:
    concrete = groups.grouped([line(1, "Added 12 springs to `Latch.ts`")])
    praise = groups.grouped([line(1, "Added an excellent spring to the latch")])
    assert concrete[0].value > praise[0].value
