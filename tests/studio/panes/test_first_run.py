"""From an empty folder: the ways to a store stay in reach until there is a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.errors import UserError
from generators.settings import Settings
from generators.store import index_marker
from generators.store.index_marker import Marker
from studio import commands
from studio.jobs import indexing
from studio.jobs.slot import EMPTY, MEANWHILE
from studio.panes.welcome import WelcomePane
from studio.workspace import Workspace

from .scripted import Played, PlayedApp, play, text_of
from .waiting import settle

STEP = {"event": "amount", "stage": "embedding components", "done": 64, "total": 423}


def empty(root: Path) -> PlayedApp:
    Played.made.clear()
    app = PlayedApp(Workspace.find(root), Settings())
    app.animation_level = "none"
    return app


def half_built(root: Path) -> None:
    (root / "data" / ".studio").mkdir(parents=True, exist_ok=True)
    (root / "chroma_db").mkdir(exist_ok=True)
    index_marker.write(root / "chroma_db", Marker(complete=False))
    (root / "data" / ".studio" / "building.json").write_text(
        '["/code/one", "/code/two"]\n', "utf-8"
    )


async def test_while_a_store_is_built_its_progress_stays_in_reach(tmp_path: Path) -> None:
    app = empty(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d", "enter")
        half_built(tmp_path)
        await play(pilot, STEP)
        await pilot.press("2", "1")
        await play(pilot, STEP)
        shown = text_of(app)
        assert app.pane == "welcome" and "embedding components" in shown and "Cancel" in shown
        await pilot.press("c")
        assert Played.made[-1].cancelling


async def test_a_build_that_was_broken_off_is_resumed_by_one_key(tmp_path: Path) -> None:
    half_built(tmp_path)
    app = empty(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.pane == "welcome" and "r resumes it" in text_of(app)
        titles = [each.title for each in commands.of(app)]
        assert {"Try it on the demo corpus", "Resume the broken-off build"} <= set(titles)
        await pilot.press("r")
        await settle(pilot)
        request = Played.made[-1].request
        assert (request["job"], request["repositories"]) == ("index", ["/code/one", "/code/two"])


async def test_without_a_store_generate_leads_to_the_ways_to_one(tmp_path: Path) -> None:
    app = empty(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.show("generate")
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert app.query_one(WelcomePane).display and app.pane == "welcome"


def test_what_is_built_is_remembered_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.find(tmp_path)
    with pytest.raises(UserError):
        indexing.index(workspace, Settings(), [tmp_path / "nowhere"])
    assert workspace.unfinished == [] and not workspace.has_whole_store

    def broken_off(*_: object) -> None:
        half_built(tmp_path)
        raise KeyboardInterrupt

    monkeypatch.setattr("generators.store.index.index", broken_off)
    with pytest.raises(KeyboardInterrupt):
        indexing.index(workspace, Settings(), [tmp_path])
    assert workspace.unfinished and not workspace.has_whole_store
    index_marker.write(workspace.own_chroma, Marker(complete=True))
    assert workspace.has_whole_store


@pytest.mark.parametrize("visited", [False, True])
async def test_empty_panes_say_what_is_being_made(tmp_path: Path, visited: bool) -> None:
    app = empty(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in "2345" * visited:
            await pilot.press(key)
            await settle(pilot)
            assert EMPTY in text_of(app)
        await pilot.press("1", "d", "enter")
        await play(pilot, STEP)
        for key in "2345":
            await pilot.press(key)
            await settle(pilot)
            assert MEANWHILE["demo"] in text_of(app) and EMPTY not in text_of(app)
        await play(pilot, {"event": "error", "error": "no room"})
        for key in "2345":
            await pilot.press(key)
            await settle(pilot)
            assert EMPTY in text_of(app) and MEANWHILE["demo"] not in text_of(app)
