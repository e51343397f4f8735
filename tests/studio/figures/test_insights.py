"""The lines of Insights: every figure of them is that of the samples behind it."""

from __future__ import annotations

import pytest

from studio.figures import insights
from studio.search.index import Finder
from studio.store.staging import Staging
from studio.widgets import insight_doors
from studio.widgets.doors import Door


def lines(staging: Staging, dataset: str = "", width: int = insight_doors.ROOM) -> list[Door]:
    finder = Finder()
    figures = insights.examine(staging.db, finder.facts(staging.db), dataset)
    return list(insight_doors.doors(figures, insights.part_filter(dataset), width))


def test_top_values_have_their_share_and_what_cannot_apply_takes_one_line(
    staging: Staging,
) -> None:
    sql = (
        "select {0}, count(*) from samples where dataset = 'style_core' "
        "group by 1 order by 2 desc, 1 limit 1"
    )
    there = {door.filter: door.line.plain for door in lines(staging, "style_core")}
    total = staging.db.execute(
        "select count(*) from samples where dataset = 'style_core'"
    ).fetchone()[0]
    for field in ("source", "family"):
        value, count = staging.db.execute(sql.format(field)).fetchone()
        line = there[f'dataset:style_core {field}:"{value}"']
        assert count > 1 and f"{count:,} {count / total:5.1%}" in line, (field, line)
    (unused,) = [text for text in there.values() if text.startswith("empty here")]
    assert "pdca_id" in unused and not any(text.startswith("pdca_id") for text in there.values())


@pytest.mark.parametrize("width", [insight_doors.ROOM, 35])
def test_a_narrow_list_has_the_same_figures_and_cuts_no_word_off(
    staging: Staging, width: int
) -> None:
    broad, here = lines(staging), lines(staging, width=width)
    assert [door.filter for door in here] == [door.filter for door in broad]
    figures = [door.line.plain for door in here if "%" in door.line.plain]
    assert len(figures) > 5 and any("5_layer_architecture" in each for each in figures)
    if width < insight_doors.ROOM:
        assert all(len(each) <= width for each in figures if ":" not in each), figures
