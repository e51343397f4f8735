"""What is read stays in sight: prompt and output, and what stands in place of the prompt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from generators.pipeline.selection import Pool
from generators.settings import Settings
from studio.panes.reviewing.key_row import KeyLabel
from studio.panes.reviewing.reading import Reading

from .screen import fill, open_studio, plain_selection
from .test_review_pane import start
from .waiting import Typist, settle


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, pools: list[Pool], settings: Settings) -> Path:
    return fill(tmp_path_factory.mktemp("plain"), pools, plain_selection(pools), settings)


@pytest.fixture
def root(tmp_path: Path, plain: Path) -> Path:
    return shutil.copytree(plain, tmp_path / "work")


async def long_sample(pilot: Typist) -> Reading:
    """A session whose first sample has more lines than a screen in each text."""
    reading = await start(pilot, "3")
    app, session = pilot.app, reading.session
    staging = reading.studio.staging
    assert staging and session
    given, told = (
        "\n".join(f"{what} {number} of many" for number in range(90)) for what in ("fact", "line")
    )
    staging.db.execute(
        "update texts set input = ?, output = ? where id = ?", [given, told, session.current]
    )
    staging.db.conn.commit()
    reading.refresh_sample()
    await settle(pilot)
    assert app.focused is reading.main
    return reading


async def test_a_wide_screen_has_the_output_beside_the_prompt_and_keeps_it(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        reading = await long_sample(pilot)
        prompt, output = reading.sample, reading.output
        assert output.has_focus and output.text.plain.startswith("▎Output")
        assert "▎Output" not in prompt.text.plain and prompt.region.right == output.region.x
        await pilot.press("space")
        assert output.scroll_offset.y == prompt.scroll_offset.y > 0, "both are paged"
        region, at = output.region, output.scroll_offset
        for key in ("d", "o", "equals_sign", "r"):
            await pilot.press(key)
            await settle(pilot)
            assert reading.shown and (output.region, output.scroll_offset) == (region, at)
            assert reading.other.region.right == region.x and not prompt.region
            await pilot.press(key)
            await settle(pilot)
            assert not reading.shown and output.has_focus and prompt.scroll_offset == at
            assert (output.region, output.scroll_offset) == (region, at)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        assert output.has_focus and (output.region, output.scroll_offset) == (region, at)
        await pilot.press("right", "right", "right")
        await settle(pilot)
        assert reading.sample.has_focus and not output.region, "the end takes the whole width"
        await pilot.press("left")
        await settle(pilot)
        assert output.has_focus and output.region


async def test_one_key_goes_from_text_to_text(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        reading = await long_sample(pilot)
        top = [
            reading.sample.text.plain.split("\n").index(f"▎{name}")
            for name in ("Instruction", "Input")
        ]
        seen = []
        for _ in range(3):
            await pilot.press("tab")
            seen.append((app.focused is reading.output, reading.sample.scroll_offset.y > 0))
        assert top[0] < top[1]
        assert seen == [(False, False), (False, True), (True, True)]


async def test_one_column_keeps_its_place_and_its_texts_are_a_key_away(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        reading = await long_sample(pilot)
        sample = reading.sample
        assert not reading.output.region and "▎Output" in sample.text.plain
        places = []
        for _ in range(3):
            await pilot.press("tab")
            shown = "".join(part.text for part in sample.render_line(0))
            places.append(shown.strip())
        assert places == ["▎Output", "▎Input", places[-1]] and not sample.scroll_offset.y
        await pilot.press("tab", "tab", "space")
        await settle(pilot)
        at = sample.scroll_offset
        for key in ("d", "o"):
            await pilot.press(key)
            await settle(pilot)
            assert reading.other.region and not sample.region
            await pilot.press(key)
            await settle(pilot)
            assert sample.region and sample.scroll_offset == at and sample.has_focus


@pytest.mark.parametrize("size", [(80, 24), (80, 40)])
async def test_no_key_of_the_last_lines_is_cut_off(root: Path, size: tuple[int, int]) -> None:
    app = open_studio(root)
    async with app.run_test(size=size) as pilot:
        await start(pilot, "3")
        keys = app.query_one(Footer).query(FooterKey)
        assert {"a", "f", "s", "u", "right", "escape"} <= {each.key for each in keys}
        for each in (*keys, *app.query(KeyLabel)):
            assert each.region.right <= 80, each
        assert any(label.region for label in app.query(KeyLabel)) == (size[1] > 24)


async def test_on_a_low_screen_empty_lines_take_no_room(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        reading = await start(pilot, "3")
        staging, session = reading.studio.staging, reading.session
        assert staging and session
        told = "\n".join(["first", "", "second", "", "", "third", *map(str, range(30))])
        staging.db.execute("update texts set output = ? where id = ?", [told, session.current])
        staging.db.conn.commit()
        reading.refresh_sample()
        await settle(pilot)
        lines = shown(reading)
        at = lines.index("▎Output")
        assert lines[at + 1 : at + 4] == ["first¶", "second¶¶", "third"]
        await pilot.press("tab")
        assert shown(reading)[0] == "▎Output"
        await pilot.press("plus")
        await settle(pilot)
        lines = shown(reading)
        at = lines.index("▎Output")
        assert lines[at + 1 : at + 7] == told.split("\n")[:6]


def shown(reading: Reading) -> list[str]:
    """The lines on the screen of a sample in one column."""
    detail = reading.sample
    return [
        "".join(p.text for p in detail.render_line(y)).rstrip() for y in range(detail.size.height)
    ]
