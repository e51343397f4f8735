"""An act is an act on what the filter says and the cursor is on, however fast the keys come."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.panes.browse import BrowsePane
from studio.panes.insights import InsightsPane
from studio.search import samples
from studio.search.index import Finder
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.filter_input import FilterInput
from studio.widgets.samples.sample_list import SampleList

from .screen import HeldApp, open_studio, type_text
from .scripted import text_of
from .waiting import DEADLINE, settle, until


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Searches in the background wait until this is set."""
    free, find = threading.Event(), Finder.find
    free.set()

    def late(self: Finder, *given: Any, **more: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            free.wait(DEADLINE)
        return find(self, *given, **more)

    monkeypatch.setattr(Finder, "find", late)
    yield free
    free.set()


def found(app: HeldApp, text: str) -> list[str]:
    assert app.staging
    return app.finder.find(app.staging.db, text).ids


@pytest.mark.parametrize(
    ("typed", "key", "said"),
    [
        ("dataset:guardrails", "F", "Why flag"),
        ("the", "A", "Accept"),
        ("dataset:guardrails", "x", "Write"),
        ("xq", "F", ""),
    ],
)
async def test_all_that_is_listed_is_what_the_filter_finds(
    root: Path, held: threading.Event, typed: str, key: str, said: str
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        held.clear()
        await pilot.press("slash")
        await type_text(pilot, typed)
        await pilot.press("enter", key)
        wanted = found(app, app.query_one(FilterInput).value)
        assert app.query_one(SampleList).ids == wanted and len(wanted) < 390
        assert bool(wanted) == bool(said)
        if wanted:
            count, dialog = len(wanted), app.screen
            if key == "x" and app.staging:
                # What is for evaluation only is left out.
                count = len(samples.apart(app.staging.db, wanted)[0])
            assert isinstance(dialog, Choose | Confirm | Ask)
            assert said in dialog.question and f"{count:,}" in dialog.question
        held.set()
        await settle(pilot)
        assert app.query_one(SampleList).ids == wanted


async def test_a_finished_word_stands_for_what_it_has_found(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        words = [each for text in found(app, "")[:1] for each in _words(app, text)]
        start = next(w[:3] for w in words if len(w) > 4 and not found(app, w[:3]))
        await type_text(pilot, start)
        await settle(pilot)
        listed = list(app.query_one(SampleList).ids)
        await pilot.press("enter")
        await settle(pilot)
        assert app.query_one(FilterInput).value == f"{start}*" and listed
        assert app.query_one(SampleList).ids == listed == found(app, f"{start}*")


def _words(app: HeldApp, sample: str) -> list[str]:
    record = samples.record(app.staging.db, sample) if app.staging else None
    return record.output.split() if record else []


async def test_an_act_on_the_text_is_on_the_sample_under_the_cursor(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed = app.query_one(SampleList)
        for keys in (("j", "j", "y"), ("j", "y"), ("k", "j", "j", "y")):
            await pilot.press_ahead(*keys)
            assert listed.current and app.staging
            record = samples.record(app.staging.db, listed.current)
            assert record and app.clipboard == record.output


async def test_parts_of_insights_are_gone_through_as_fast_as_one_types(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        pane = app.query_one(InsightsPane)
        await pilot.press_ahead("]", "]", "]", "[")
        await settle(pilot)
        assert pane.part == pane.parts[2]


async def test_a_message_stays_with_its_pane(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "Copied" in text_of(app), lambda: text_of(app))
        await pilot.press("3")
        await settle(pilot)
        assert "Copied" not in text_of(app)
        await pilot.press("2")
        await settle(pilot)
        assert "Copied" not in text_of(app) and app.query_one(BrowsePane).display
