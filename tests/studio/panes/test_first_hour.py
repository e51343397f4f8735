"""What somebody stumbles over who sees the studio for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._footer import FooterKey

from studio.curation import review
from studio.panes.reviewing.key_row import KeyLabel
from studio.panes.validate import ValidatePane
from studio.widgets.dialogs import Ask, Choose, Confirm, Dialog
from studio.widgets.doors import DoorList
from studio.widgets.filter_input import FilterInput
from studio.widgets.help import Help
from studio.widgets.samples.sample_list import SampleList
from studio.widgets.tuning.key_bar import HERE, KeyBar, rank

from .screen import SIZES, finished, open_studio, reopened, type_text
from .scripted import text_of
from .waiting import settle


def log_of(root: Path) -> list[tuple[str, ...]]:
    with reopened(root) as staging:
        sql = "select verdict, reason, note from reviews order by id"
        return [tuple(row) for row in staging.db.execute(sql)]


async def test_the_reason_other_asks_what_is_wrong_and_the_header_says_it(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("f", "8")
        assert isinstance(app.screen, Ask)
        # These would be commands of the list.
        await type_text(pilot, "a rule is missing")
        await pilot.press("enter")
        await settle(pilot)
        assert "flagged: other, a rule is missing" in text_of(app)
        await pilot.press("a")
        await settle(pilot)
        assert "1 accepted; it was flagged; u undoes" in text_of(app)
        await pilot.press("f", "2")
        await settle(pilot)
        assert "flagged as broken code; it was accepted; u undoes" in text_of(app)
    assert log_of(root) == [
        ("flag", "other", "a rule is missing"),
        ("accept", "", ""),
        ("flag", "broken_code", ""),
    ]


@pytest.mark.parametrize(
    ("keys", "kept"), [(("enter",), [("flag", "other", "")]), (("escape",), [])]
)
@pytest.mark.parametrize("pane", ["browse", "review"])
async def test_a_note_may_be_left_out_and_escape_flags_nothing(
    root: Path, pane: str, keys: tuple[str, ...], kept: list[tuple[str, ...]]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        if pane == "browse":
            await pilot.press("2")
        else:
            await pilot.press("3", "n", "enter", "enter")
        await settle(pilot)
        await pilot.press("f", "8", *keys)
        await settle(pilot)
        assert not isinstance(app.screen, Ask | Choose)
    assert log_of(root) == kept


async def test_a_verdict_in_a_review_says_what_it_replaces(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("3", "n", "enter", "enter")
        await settle(pilot)
        await pilot.press("f", "2", "left", "a")
        await settle(pilot)
        assert "Accepted; it was flagged; u undoes" in text_of(app)


async def test_enter_answers_no_question_that_needs_yes_or_no(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "x", "enter")
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Confirm) and "Press y or n" in text_of(app)
        await pilot.press("tab", "tab", "enter")
        await settle(pilot)
        assert not isinstance(app.screen, Confirm)


async def test_the_export_names_the_files_that_it_writes(root: Path) -> None:
    with reopened(root) as staging:
        staging.db.execute(
            "update samples set state = 'rejected' "
            "where dataset != 'guardrails' and split = 'train'"
        )
        staging.db.conn.commit()
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        assert "X Export short" in text_of(app)
        await pilot.press("X", "enter")
        assert isinstance(app.screen, Confirm)
        said = app.screen.detail
        assert "7 files: guardrails.jsonl, eval.jsonl" in said and "croissant.json" in said
        assert "style_core.jsonl" not in said and "Nothing is staged of style_core" in said
        assert "If a check fails" not in said and "If another check fails" in said
        await pilot.press("n")
        pane = app.query_one(ValidatePane)
        assert not pane.told


async def test_what_was_written_fits_on_a_narrow_screen(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "x", "enter", "y")
        await finished(pilot)
        assert "✓ 14 files in data" in text_of(app).splitlines()[1]


async def test_another_order_is_shown_from_its_top(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        samples = app.query_one(SampleList)
        for keys in (("G", "s"), ("G", "S"), ("G", "s"), ("G", "exclamation_mark")):
            await pilot.press(*keys)
            await settle(pilot)
            assert samples.cursor == 0 and not samples.scroll_offset.y


async def test_the_filter_names_meaning_and_says_how_it_is_left(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert "~ by meaning" in text_of(app)
        assert any("by meaning" in each.title for each in app.commands())
        await pilot.press("slash")
        await type_text(pilot, "datset:x")
        await pilot.press("enter")
        await settle(pilot)
        field = app.query_one(FilterInput)
        assert field.has_focus and "correct it, or press escape" in text_of(app)
        # What is alike is listed later.
        field.value = "state:replaced ~ retry"
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert field.value and not app.query_one(SampleList).ids
        await pilot.press("slash")
        field.value = "state:replaced"
        await settle(pilot)
        assert not app.query_one(SampleList).ids
        await pilot.press("escape")
        await settle(pilot)
        assert not field.value and app.query_one(SampleList).ids


async def test_a_review_offers_only_datasets_with_samples(root: Path) -> None:
    with reopened(root) as staging:
        staging.db.execute("update samples set state = 'rejected' where dataset = 'guardrails'")
        staging.db.conn.commit()
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "n")
        assert isinstance(app.screen, Choose)
        offered = [shown for _, shown in app.screen.choices]
        assert "style_core" in offered and "guardrails" not in offered


async def test_validate_says_what_the_check_under_the_cursor_judges(root: Path) -> None:
    with reopened(root) as staging:
        checks = [
            {"rule": rule, "passed": True, "detail": "fine", "samples": [], "fix": ""}
            for rule in ("leak_family", "flagged", "fences", "not_known")
        ]
        staging.add_validation(True, {"checks": checks, "files": {}})
        staging.db.conn.commit()
    app = open_studio(root)
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("5")
        await settle(pilot)
        for meant in ("share a family", "not replaced yet", "does not close it", ""):
            shown = text_of(app)
            assert meant in shown and ("It judges: " in shown) == bool(meant)
            await pilot.press("down")
            await settle(pilot)


async def test_a_word_too_short_to_be_looked_up_says_so(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed = app.query_one(SampleList)
        every = len(listed.ids)
        await pilot.press("slash")
        await type_text(pilot, "ba")
        await settle(pilot)
        assert len(listed.ids) == every
        assert "ba: enter finds the word, a third letter all that begin so" in text_of(app)
        await pilot.press("enter")
        await settle(pilot)
        shown = text_of(app)
        assert not listed.ids and "ba is found whole; ba* finds those that begin so" in shown
        await pilot.press("slash")
        await type_text(pilot, "*")
        await pilot.press("enter")
        await settle(pilot)
        assert 0 < len(listed.ids) <= every and "is found whole" not in text_of(app)


async def test_what_an_export_says_of_flags_and_checks_agrees(root: Path) -> None:
    with reopened(root) as staging:
        sql = "select id from samples where split = 'train' limit 1"
        review.flag(staging, [staging.db.execute(sql).fetchone()[0]], "other")
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, waived in (("x", "Flagged samples stop"), ("X", "Flagged samples, short counts")):
            await pilot.press("5", key, "enter")
            assert isinstance(app.screen, Confirm)
            said = app.screen.detail
            assert "1 flagged sample is written too; R in Review (3) replaces it" in said
            assert waived in said and "If another check fails, nothing is written" in said
            assert "If a check fails" not in said
            await pilot.press("n")


async def test_zoom_leaves_the_whole_pane_to_the_sample(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("v", "z")
        await settle(pilot)
        detail, facets = app.query_one("#detail"), app.query_one("#facets", DoorList)
        assert detail.has_focus and not facets.region
        assert detail.region.height == app.query_one("#browse-body").region.height
        await pilot.press("v")
        await settle(pilot)
        assert facets.has_focus and facets.region and app.query_one(SampleList).region
        await pilot.press("v", "z", "z")
        await settle(pilot)
        assert not facets.region and app.query_one(SampleList).has_focus


@pytest.mark.parametrize("size", [(60, 20), *SIZES])
async def test_the_last_line_cuts_off_no_key_and_fills_its_room(
    root: Path, size: tuple[int, int]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=size) as pilot:
        for keys in ("1", "2", "3", "4", "5", ("3", "n", "1", "enter"), ("2", "enter")):
            await pilot.press(*keys)
            await settle(pilot)
            bar = app.query_one(KeyBar)
            shown = list(bar.query(FooterKey))
            assert all(each.region.right <= size[0] for each in shown), (keys, size)
            said = {each.description for each in shown}
            wanted = {"Help", "Commands", "Quit"} | ({"Undo"} if size[0] >= 80 else set())
            assert wanted <= said, (keys, size)
            if size[0] < 200:
                continue
            # What is bound here and stands nowhere has no room, or only moves the cursor.
            there = {key[0].action for key in bar.composed or ()}
            for active in app.screen.active_bindings.values():
                if active.binding.description and rank(active.binding) == HERE:
                    labels = {each.act for each in app.query(KeyLabel) if each.region}
                    action = active.binding.action
                    fits = shown[-1].region.right + len(active.binding.description) + 4 < size[0]
                    assert action in there or action in labels or not fits, (keys, action)


async def test_a_help_begins_with_its_text_and_is_closed_by_a_click(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for pane in "12345":
            await pilot.press(pane)
            await settle(pilot)
            await pilot.press("question_mark")
            await settle(pilot)
            frame = app.screen.query_one(Dialog).region
            lines = text_of(app).splitlines()
            inside = [each[frame.x + 1 : frame.right - 1].strip() for each in lines]
            first = inside[frame.y + 1 : frame.y + 3]
            assert any(first), (pane, first)
            at = lines[frame.bottom - 1].index("esc close")
            await pilot.click(offset=(at + 1, frame.bottom - 1))
            await settle(pilot)
            assert not isinstance(app.screen, Help)
