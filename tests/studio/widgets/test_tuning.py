"""The workarounds: each test fails when its workaround is no longer needed or no longer works."""

from __future__ import annotations

import gc
import inspect
import os
import sys
from collections.abc import Iterator
from typing import ClassVar

import pytest
import textual.screen
from textual import constants, events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from studio.widgets.text.lines import LineView
from studio.widgets.tuning.collector import REST_POLLS, THRESHOLDS, WORTHWHILE, Collector
from studio.widgets.tuning.drawing_rate import FRAMES, raise_drawing_rate
from studio.widgets.tuning.fixed_input import FixedInput
from studio.widgets.tuning.focus import StudioScreen
from studio.widgets.tuning.leaving import Leaving
from studio.widgets.tuning.paging import PagedList
from studio.widgets.tuning.resizing import Resizing
from studio.widgets.tuning.terminal_output import driver


def test_textual_still_draws_on_the_standard_error(monkeypatch):
    assert "__stderr__" in inspect.getsource(LinuxDriver.__init__), "terminal_output can go"
    with open(os.devnull, "w") as elsewhere:
        monkeypatch.setattr(sys, "__stderr__", elsewhere)
        made = driver()
        assert made is not None
        monkeypatch.setattr(LinuxDriver, "__init__", lambda self: None)
        assert made()._file is sys.__stdout__


class Small(App[None]):
    CSS = "LineView { height: 9; overflow-y: scroll; } Placed { height: 1; }"

    def compose(self) -> ComposeResult:
        yield FixedInput(compact=True)
        yield LineView()


@pytest.fixture
def collecting() -> Iterator[None]:
    """Garbage collection as it was before the test."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


async def test_textual_still_draws_too_seldom_and_takes_our_rate(monkeypatch):
    assert constants.MAX_FPS < FRAMES, "Textual draws often enough: drawing_rate can go"
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1 / constants.MAX_FPS)
    raise_drawing_rate()
    app = Small()
    async with app.run_test():
        assert app.screen._update_timer._interval == 1 / FRAMES


def test_textual_still_repaints_the_screen_when_the_focus_moves():
    assert Screen._reactives["focused"]._repaint, "Textual repaints no more: focus can go"
    assert not StudioScreen._reactives["focused"]._repaint


def test_textual_still_lays_out_the_screen_for_a_virtual_size():
    assert Widget._reactives["virtual_size"]._layout, "No layout any more: scrolling can go"
    assert Input._reactives["virtual_size"]._layout, "No layout any more: fixed_input can go"
    assert not FixedInput._reactives["virtual_size"]._layout


class Placed(Resizing):
    heard = 0
    fitted = 0

    def on_resize(self) -> None:
        self.heard += 1

    def resized(self) -> None:
        self.fitted += 1


async def test_textual_still_loses_the_first_resize_and_we_do_not():
    app = Small()
    async with app.run_test() as pilot:
        await pilot.pause()
        placed = Placed()
        # No layout before the end of the block.
        with app.batch_update():
            await app.screen.mount(placed)
            # What a scroll does, and then a question for any place.
            app.screen._compositor._full_map_invalidated = True
            assert placed in app.screen._compositor.full_map
        await pilot.pause()
        assert placed.size.width == 80 and placed.fitted == 1
        assert not placed.heard, "Textual sends the first Resize: resizing can go"
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert placed.size.width == 60 and placed.fitted == 2


async def test_a_list_grows_without_a_layout_of_the_screen():
    assert list(inspect.signature(Widget._scroll_update).parameters) == ["self", "virtual_size"]
    app = Small()
    async with app.run_test() as pilot:
        await pilot.pause()
        lines, layouts = app.query_one(LineView), []
        app.screen.screen_layout_refresh_signal.subscribe(app, layouts.append, immediate=True)
        lines.set_lines(1_000)
        await pilot.pause()
        assert lines.virtual_size == Size(lines.scrollable_content_region.width, 1_000)
        assert lines.max_scroll_y == 1_000 - lines.size.height and not layouts


async def test_a_typed_key_lays_out_nothing_and_suggests():
    app = Small()
    async with app.run_test() as pilot:
        field, layouts = app.query_one(FixedInput), []
        field.focus()
        await pilot.pause()
        app.screen.screen_layout_refresh_signal.subscribe(app, layouts.append, immediate=True)
        await pilot.press("a", "b")
        assert field.value == "ab" and not layouts and field.suggestion == ""
        field._suggestion = "abc"
        assert field.suggestion == "abc"


def test_what_lives_long_is_frozen_and_the_rest_collected_at_rest(collecting, monkeypatch):
    assert gc.get_threshold()[2] < THRESHOLDS[2], "Python collects rarely enough: collector can go"
    collector, collected = Collector(), []
    collector.freeze()
    assert gc.get_freeze_count() > 0 and gc.get_threshold() == THRESHOLDS and gc.isenabled()
    monkeypatch.setattr(gc, "collect", lambda: collected.append(True))
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, WORTHWHILE))
    collector.drawn()
    for _ in range(REST_POLLS - 1):
        collector.poll()
    assert not collected
    for _ in range(5):
        collector.poll()
    assert len(collected) == 1


class Asking(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).focus()


class Plain(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit"), ("e", "ask", "Ask")]
    typed: tuple[str, ...] = ()

    def on_ready(self) -> None:
        for key in self.typed:
            self.post_message(events.Key(key, key))

    def action_ask(self) -> None:
        self.push_screen(Asking())


class Careful(Leaving, Plain):
    """The same, with the workaround."""


async def test_keys_typed_ahead_of_the_end_break_nothing():
    plain, app = Plain(), Careful()
    plain.typed = app.typed = ("q", "e")
    await app.run_async(headless=True)
    assert app._exit and app._exception is None
    await plain.run_async(headless=True)
    assert plain._exception, "Textual obeys no key after its end: leaving can go"


async def test_what_goes_wrong_before_the_end_is_told_as_ever():
    with pytest.raises(NoMatches):
        async with Careful().run_test() as pilot:
            pilot.app.call_later(lambda: pilot.app.query_one(Input))
            await pilot.pause()


async def test_a_list_without_room_can_be_paged():
    class Lists(App[None]):
        CSS = "OptionList { display: none; }"

        def compose(self) -> ComposeResult:
            yield OptionList("one", "two", id="plain")
            yield PagedList("one", "two", id="ours")

    app = Lists()
    async with app.run_test() as pilot:
        await pilot.pause()
        ours = app.query_one("#ours", PagedList)
        ours.action_page_down()
        ours.action_page_up()
        with pytest.raises(KeyError):
            app.query_one("#plain", OptionList).action_page_down()
