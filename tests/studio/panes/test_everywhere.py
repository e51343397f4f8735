"""What holds in every pane: messages cover nothing, a run is seen, `tab` completes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from generators.catalog import DATASETS
from studio.app import StudioApp
from studio.curation import review
from studio.panes.base import PANES
from studio.panes.generate import GeneratePane
from studio.panes.insights import InsightsPane
from studio.widgets.bars import short
from studio.widgets.doors import DoorList
from studio.widgets.filter_input import FilterInput
from studio.widgets.help import Help
from studio.widgets.insight_doors import MEANING, TERMS
from studio.widgets.samples.sample_list import SampleList

from .screen import open_studio, reopened, ticked
from .scripted import PlayedApp, batch, play, text_of
from .test_review_pane import start
from .waiting import settle


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_message_covers_no_text(root: Path, size: tuple[int, int]) -> None:
    app = open_studio(root)
    async with app.run_test(size=size, notifications=True) as pilot:
        for key in "12345":
            await pilot.press(key)
            await settle(pilot)
            app.clear_notifications()
            await settle(pilot)
            before = app.query_one("#panes").region
            app.warn("something is wrong " * 3)
            app.say("said last")
            await settle(pilot)
            shown, after = text_of(app), app.query_one("#panes").region
            assert "said last" in shown and "something is wrong" not in shown, "one at a time"
            assert after.height == before.height - 1, "the text makes room"
            assert "said last" in shown.splitlines()[after.bottom]


class PlacedApp(PlayedApp):
    """One whose top line is shown."""

    show_place = StudioApp.show_place


async def test_a_run_is_seen_from_every_pane(root: Path) -> None:
    workspace = open_studio(root).workspace
    app = PlacedApp(workspace, workspace.settings())
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "r")
        await play(pilot, {"event": "rule", "rule": "near duplicates", "done": 11, "total": 44})
        for number, _ in enumerate(PANES, 1):
            await pilot.press(str(number))
            await ticked(pilot)
            assert "validate 25%" in str(app.query_one("#place", Static).render())


async def test_a_plan_shows_how_far_it_is(root: Path) -> None:
    workspace = open_studio(root).workspace
    app = PlacedApp(workspace, workspace.settings())
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "p")
        await play(
            pilot,
            {"event": "amount", "stage": "generating style_core", "done": 1, "total": 2},
            batch("style_core", {"empty_constructor": 30}),
        )
        head = str(app.query_one("#run-head", Static).render())
        assert "█" in head and "16%" in head
        assert "plan 16%" in str(app.query_one("#place", Static).render())


async def test_counts_agree_in_all_panes_after_a_change_of_scale(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in "12345":
            await pilot.press(key)
            await settle(pilot)
        await pilot.press("1")
        app.query_one("#scale", Input).value = "0.02"
        await settle(pilot)
        rows = {row.name: row for row in app.query_one(GeneratePane).rows}
        staged = sum(row.staged for row in rows.values())
        targets = sum(app.settings.dataset(name).target for name in DATASETS)
        assert sum(row.target for name, row in rows.items() if name in DATASETS) == targets
        assert f"{staged:,} samples" in str(app.query_one("#filter-count", Static).render())
        budget = str(app.query_one("#budget", Static).render())
        low, high = app.settings.total_tokens(app.query_one(InsightsPane).figures.groups)
        assert f"{staged:,} samples" in budget and f"{short(low)}-{short(high)}" in budget
        counted = app.query_one("#states", DoorList).doors
        assert sum(int(door.line.plain.split()[0].replace(",", "")) for door in counted) == staged


async def test_tab_completes_from_nothing_and_goes_on(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await settle(pilot)
        seen = []
        for _ in range(3):
            await pilot.press("tab")
            await settle(pilot)
            seen.append(app.query_one(FilterInput).value)
        assert seen == ["dataset:", "category:", "state:"]
        await pilot.press("s", "t")
        await settle(pilot)
        await pilot.press("tab")
        await settle(pilot)
        assert app.query_one(FilterInput).value == "state:staged"


async def test_all_metadata_are_a_key_away(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        reading = await start(pilot, "3")
        head = reading.sample.text.plain.split("\n")[:2]
        assert all(len(line) <= 80 for line in head) and reading.drawn not in head[0]
        await pilot.press("i")
        await settle(pilot)
        record = reading.sample.record
        assert record is not None and reading.other.region
        assert all(key in reading.other.text.plain for key in record.metadata)
        await pilot.press("escape")
        await settle(pilot)
        assert not reading.other.region and reading.opened


async def test_what_a_figure_means_stands_below_the_list(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        lines = app.query_one("#fields", DoorList)
        assert all(0 < len(door.meaning) <= lines.region.width - 4 for door in lines.doors)
        lines.focus()
        await pilot.press("j", "j")
        await settle(pilot)
        assert lines.doors[2].meaning == MEANING["near duplicates"]
        assert lines.doors[2].meaning in text_of(app)


async def test_a_click_goes_to_a_line_and_a_second_one_opens_it(root: Path) -> None:
    with reopened(root) as staging:
        bad = staging.db.execute("select id from samples limit 1").fetchone()[0]
        said = "a line as long as this is cut off in the list but stands whole in the report " * 2
        checks = [
            {"rule": "files", "passed": True, "detail": said, "samples": [], "fix": ""},
            {"rule": "syntax", "passed": False, "detail": "1", "samples": [bad], "fix": ""},
        ]
        staging.add_validation(False, {"checks": checks, "files": {}})
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane, lines in (("5", "#checks"), ("4", "#fields"), ("4", "#parts")):
            await pilot.press(pane)
            await settle(pilot)
            shown = app.query_one(lines, DoorList)
            at = max(line for line, door in enumerate(shown.doors[:8]) if door.filter)
            for click in range(2):
                assert app.pane != "browse", (lines, click)
                await pilot.click(shown, offset=(5, at + 1))
                await settle(pilot)
            assert app.pane == "browse" and app.query_one(SampleList).ids, lines
        await pilot.press("1")
        await settle(pilot)
        datasets = app.query_one("#datasets", OptionList)
        await pilot.click(datasets, offset=(5, 3))
        await settle(pilot)
        assert app.pane == "generate" and datasets.highlighted
        await pilot.press("5", "j")
        await settle(pilot)
        report = str(app.query_one("#report", Static).render())
        assert said.strip() in report and bad in report
        # Values only narrow the list: the first click does.
        await pilot.press("2", "escape", "v")
        await settle(pilot)
        before = len(app.query_one(SampleList).ids)
        await pilot.click(app.query_one("#facets", DoorList), offset=(12, 1))
        await settle(pilot)
        assert 0 < len(app.query_one(SampleList).ids) < before


async def test_help_shows_what_can_be_done_here_before_how_to_move(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane, acts in (("2", "⏎sfFLvx"), ("1", "srRp"), ("4", "v"), ("5", "rxf")):
            await pilot.press(pane)
            await settle(pilot)
            await pilot.press("question_mark")
            assert isinstance(app.screen, Help)
            keys = [key for key, *_ in app.screen.keys]
            here = max(keys.index(each) for each in acts)
            assert here < keys.index("^p") < keys.index("j"), (pane, keys)
            await pilot.press("escape")


async def test_the_home_of_review_fits_a_small_screen(root: Path) -> None:
    with reopened(root) as staging:
        session = review.start(staging, 40)
        for each in range(40):
            session = review.judge(staging, session, *(("accept",), ("flag", "other"))[each % 2])
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settle(pilot)
        shown, pane = text_of(app).splitlines(), app.query_one("ReviewPane").region
        for part in ("#sessions", "#results-area", "#states"):
            assert pane.contains_region(app.query_one(part).region), part
        assert shown[pane.bottom - 1].startswith("╰")
        assert any("all, weighted" in line for line in shown)


async def test_why_nothing_is_listed_is_said(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for filter, said in (
            ("dataset:nope", "No sample has dataset:nope."),
            ('group:"one two"', "still being computed"),
            ("tokens:>9000", "No sample matches."),
        ):
            await app.browse(filter)
            await settle(pilot)
            assert said in text_of(app) and "escape" in text_of(app)
            await pilot.press("slash", "enter")
            await settle(pilot)
            assert said in text_of(app), "also once the filter is left"


def test_terms_of_insights_are_explained() -> None:
    for term in ("distinct", "reused", "near duplicates", "spread", "nearest", "weak", "output"):
        assert f"| {term} |" in TERMS
