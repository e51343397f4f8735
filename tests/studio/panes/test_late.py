"""What is ready late takes no keys that are meant for something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from generators.settings import Settings
from studio.curation import review
from studio.jobs import measuring
from studio.panes.browsing.looking import Looking
from studio.panes.reviewing.reading import Reading
from studio.panes.reviewing.replaced import Replaced
from studio.store import verdicts
from studio.widgets.dialogs import Confirm, Write
from studio.widgets.filter_input import FilterInput
from studio.widgets.samples.sample_list import SampleList
from studio.workspace import Workspace

from .screen import open_studio, reopened, type_text
from .scripted import Played, PlayedApp, play, text_of
from .test_review_pane import start
from .waiting import settle

EMPTIED = "=== instruction ===\n\n=== input ===\n\n=== output ===\nx\n"


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def played(root: Path) -> PlayedApp:
    Played.made.clear()
    workspace = open_studio(root).workspace
    app = PlayedApp(workspace, workspace.settings())
    app.animation_level = "none"
    return app


def flag_one(root: Path) -> str:
    with reopened(root) as staging:
        sql = "select id from samples where dataset = 'style_core' and split = 'train' limit 1"
        sample = str(staging.db.execute(sql).fetchone()[0])
        review.flag(staging, [sample], "low_value")
        return sample


def preview(sample: str) -> dict[str, Any]:
    change = {
        "old": sample,
        "new": f"{sample}-new",
        "dataset": "style_core",
        "category": "empty_constructor",
        "reason": "low_value",
        "old_tokens": 300,
        "new_tokens": 310,
    }
    return {"event": "done", "result": {"replaced": 1, "changes": [change], "text": ""}}


async def test_the_question_of_a_job_waits_for_who_is_elsewhere(
    root: Path, played: PlayedApp
) -> None:
    sample = flag_one(root)
    async with played.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "R", "2", "slash")
        await type_text(pilot, "retr")
        await play(pilot, preview(sample))
        assert not isinstance(played.screen, Confirm)
        assert "R in Review (3) shows them" in text_of(played)
        # These would have been the answer.
        await type_text(pilot, "y")
        assert played.query_one(FilterInput).value == "retry" and len(Played.made) == 1
        await pilot.press("enter", "3", "R")
        assert isinstance(played.screen, Confirm) and len(Played.made) == 1, "looked for once"
        await pilot.press("y")
        await play(pilot)
        assert Played.made[-1].request["job"] == "regenerate"
        # Nor is old and new shown to somebody who reads something else by now.
        await pilot.press("4")
        await play(pilot, {"event": "done", "result": preview(sample)["result"]})
        assert not isinstance(played.screen, Replaced) and played.pane == "insights"
        assert "c in Review (3) shows old and new" in text_of(played)


async def test_the_question_comes_at_once_where_nobody_went_on(
    root: Path, played: PlayedApp
) -> None:
    sample = flag_one(root)
    async with played.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "R")
        await play(pilot, preview(sample))
        assert isinstance(played.screen, Confirm)


async def test_what_is_no_longer_flagged_is_looked_for_again(root: Path, played: PlayedApp) -> None:
    sample = flag_one(root)
    async with played.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3", "R", "2")
        await play(pilot, preview(sample))
        with reopened(root) as staging:
            review.flag(staging, [sample], "broken_code")
        await pilot.press("3", "R")
        assert not isinstance(played.screen, Confirm) and len(Played.made) == 2


async def test_a_store_that_is_ready_moves_nobody_out_of_another_pane(tmp_path: Path) -> None:
    Played.made.clear()
    app = PlayedApp(Workspace.find(tmp_path), Settings())
    app.animation_level = "none"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d", "enter", "2", "slash")
        await type_text(pilot, "re")
        made = {"event": "done", "result": {"text": "", "workspace": str(tmp_path / "demo")}}
        (tmp_path / "demo").mkdir()
        await play(pilot, made)
        await type_text(pilot, "R")
        assert app.pane == "browse" and app.query_one(FilterInput).value == "reR"
        assert len(Played.made) == 1 and "R in Generate (1)" in text_of(app)
        await pilot.press("escape", "1")
        await settle(pilot)
        assert app.workspace.root == tmp_path / "demo"


async def test_a_refused_edit_waits_for_its_key_where_somebody_went_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        sample = reading.drawn
        took = type(reading)._store
        held: list[Any] = []
        with monkeypatch.context() as patch:
            patch.setattr(type(reading), "_store", lambda *given: held.append(given))
            await pilot.press("e")
            assert isinstance(app.screen, Write)
            app.screen.query_one(TextArea).text = EMPTIED
            await pilot.press("ctrl+s", "right")
        took(*held[0])
        await settle(pilot)
        assert not isinstance(app.screen, Write), "the next key was meant for the next sample"
        assert f"e on {sample} opens your text again" in text_of(app)
        await pilot.press("left", "e")
        assert isinstance(app.screen, Write)
        assert app.screen.query_one(TextArea).text == EMPTIED


async def test_a_view_that_comes_late_leaves_the_keys_in_the_filter(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        look, held = Looking._look, []
        with monkeypatch.context() as patch:
            patch.setattr(Looking, "_look", lambda *given: held.append(given))
            await pilot.press("T", "slash")
        look(*held[0])
        await settle(pilot)
        await type_text(pilot, "fa")
        assert app.query_one(FilterInput).value == "fa"


async def test_an_edit_saved_late_leaves_the_list_as_it_is(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        pane, before = app.query_one("BrowsePane"), app.query_one(SampleList).current
        pane.edited("old", "new", meanwhile=True)  # type: ignore[attr-defined]
        await settle(pilot)
        assert app.query_one(SampleList).current == before
        assert app.query_one(FilterInput).value == ""


async def test_a_review_that_is_drawn_late_opens_with_its_key(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measuring.measure(root / "data" / ".studio" / "staging.db")
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        held: list[Any] = []
        with monkeypatch.context() as patch:
            patch.setattr(type(app), "suspect", lambda _, then: held.append(then))
            await pilot.press("3", "n", "2", "enter", "j")
        held[0]()
        await settle(pilot)
        reading = app.query_one(Reading)
        assert not reading.opened and "The review is ready" in text_of(app)
        await pilot.press("enter")
        await settle(pilot)
        assert reading.opened and reading.session and reading.session.chosen


OFF = [
    ("validate", "5", ("r",), "x", "Validate is still running; c cancels it"),
    ("validate", "5", ("r",), "X", "Validate is still running; c cancels it"),
    ("validate", "5", ("r",), "r", "Validate is still running; c cancels it"),
    ("validate", "5", (), "c", "Nothing is running"),
    ("elsewhere", "1", ("p", "5"), "x", "Plan is still running"),
    ("elsewhere", "5", ("r", "1"), "R", "Validate is still running"),
    ("elsewhere", "5", ("r", "3"), "R", "Validate is still running"),
    ("generate", "1", ("p",), "R", "A run is on; c cancels it"),
    ("generate", "1", ("p",), "r", "A run is on; c cancels it"),
    ("generate", "1", (), "c", "Nothing is running"),
    ("generate", "1", (), "v", "Nothing was run"),
    ("insights", "4", (), "F", "v shows groups"),
    ("review", "3", ("n", "1", "enter"), "n", "escape leaves it first"),
]


@pytest.mark.parametrize(("place", "pane", "before", "key", "said"), OFF)
async def test_a_key_that_does_nothing_now_says_why(
    played: PlayedApp, place: str, pane: str, before: tuple[str, ...], key: str, said: str
) -> None:
    async with played.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(pane)
        await settle(pilot)
        for each in before:
            await pilot.press(each)
            await settle(pilot)
        jobs, screen = len(Played.made), played.screen
        await pilot.press(key)
        await settle(pilot)
        assert said in text_of(played)
        assert len(Played.made) == jobs and played.screen is screen


async def test_while_a_store_is_made_its_keys_say_so(tmp_path: Path) -> None:
    Played.made.clear()
    app = PlayedApp(Workspace.find(tmp_path), Settings())
    app.animation_level = "none"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d", "enter", "i")
        assert "A store is being made; c cancels it" in text_of(app)


async def test_an_edit_is_undone_and_undo_says_what_comes_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(review.VARIABLE, "Mira")
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        old = reading.drawn
        await pilot.press("a", "left", "e")
        assert isinstance(app.screen, Write)
        area = app.screen.query_one(TextArea)
        area.text = area.text.replace("instruction ===\n", "instruction ===\nNow: ")
        await pilot.press("ctrl+s")
        await settle(pilot)
        new = reading.drawn
        assert new != old and "u undoes" in text_of(app)
        await pilot.press("u")
        await settle(pilot)
        shown = " ".join(text_of(app).replace("▌", "").split())
        assert f"Undone: the edit; {old} stands in its place again" in shown
        assert f"u again: {old} accepted" in shown
        assert reading.drawn == old and reading.sample.record
        assert reading.sample.record.row["state"] == "accepted"
        await pilot.press("u")
        await settle(pilot)
        assert "nothing else to undo" in text_of(app)
        # From another pane, too: the review shows the sample that stands there.
        await pilot.press("e")
        assert isinstance(app.screen, Write)
        area = app.screen.query_one(TextArea)
        area.text = area.text.replace("instruction ===\n", "instruction ===\nNow: ")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert reading.drawn == new, "an edit that was taken back can be made again"
        await pilot.press("2", "u", "3")
        await settle(pilot)
        assert reading.drawn == old
    with reopened(root) as staging:
        sql = "select state from samples where id = ?"
        assert staging.db.execute(sql, [old]).fetchone()[0] == "staged"
        assert staging.db.execute(sql, [new]).fetchone()[0] == "rejected"
        assert verdicts.last_act(staging.db, "Mira") is None
