"""Dialogs by the mouse alone: the keys on their lower edge can be clicked."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from studio import widgets
from studio.app import stylesheet
from studio.widgets.dialogs import Ask, Choose, Confirm, Dialog, Write
from studio.widgets.help import Help
from studio.widgets.jump import Jump
from studio.widgets.modal import Modal
from studio.widgets.text.line_marker import MARK, Marker, MarkLines


class Styled(App[None]):
    CSS_PATH = stylesheet()


@pytest.mark.parametrize(
    ("make", "key", "answer"),
    [
        (lambda: Confirm("Sure?"), "y yes", True),
        (lambda: Confirm("Sure?"), "n no", False),
        (lambda: Choose("Which?", [("a", "one"), ("b", "two")]), "esc cancel", None),
        (lambda: Ask("How many?", "80"), "enter confirm", "80"),
        (lambda: Ask("Which file?", "/tmp/x", path=True), "enter confirm", "/tmp/x"),
        (lambda: Ask("How many?", "80"), "esc cancel", None),
        (lambda: Write("Edit", "text", lambda _: ""), "ctrl+s save", "text"),
        (lambda: Write("Edit", "text", lambda _: ""), "esc cancel", None),
        (lambda: MarkLines("Which lines?", "one\ntwo"), "enter go on", "1"),
    ],
)
async def test_a_key_on_the_edge_can_be_clicked(make: Any, key: str, answer: object) -> None:
    given: list[object] = []
    app = Styled()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog: Screen[Any] = make()
        app.push_screen(dialog, given.append)
        await pilot.pause()
        frame = dialog.query_one(Dialog)
        region = frame.region
        line = app.screen._compositor.render_strips()[region.bottom - 1]
        at = "".join(part.text for part in line).index(key)
        assert await pilot.click(offset=(at + 1, region.bottom - 1))
        await pilot.pause()
    assert given == [answer]


@pytest.mark.parametrize("make", [lambda app: Help(app.screen), lambda _: Jump([])])
async def test_every_screen_above_is_closed_by_the_mouse(make: Any) -> None:
    app = Styled()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog: Screen[Any] = make(app)
        app.push_screen(dialog)
        await pilot.pause()
        frames = dialog.query(Dialog)
        at = (1, 1)
        if frames:
            region = frames.first().region
            line = app.screen._compositor.render_strips()[region.bottom - 1]
            text = "".join(part.text for part in line)
            at = (text.index("esc close") + 1, region.bottom - 1)
        await pilot.click(offset=at)
        await pilot.pause()
        assert app.screen is not dialog


def test_no_screen_above_is_left_out() -> None:
    """One without a frame that can be clicked belongs into the tests above."""
    shown = {Confirm, Choose, Ask, Write, MarkLines, Help, Jump}
    for found in pkgutil.walk_packages(widgets.__path__, f"{widgets.__name__}."):
        importlib.import_module(found.name)

    def below(kind: type[Any]) -> set[type[Any]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    assert {each for each in below(Modal) if each.__module__.startswith("studio.")} == {
        Modal,
        *shown,
    }


async def test_a_marked_line_has_a_sign_and_a_long_one_goes_on_below_its_start() -> None:
    app = Styled()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = MarkLines("Which lines?", f"one\n{'long ' * 30}end\nthree")
        app.push_screen(dialog)
        await pilot.pause()

        def shown() -> list[str]:
            strips = app.screen._compositor.render_strips()
            lines = ["".join(part.text for part in line) for line in strips]
            return [line.strip(" │") for line in lines if " long " in line or "three" in line]

        before = shown()
        assert len(before) > 3 and all("↪" in each for each in before[1:-1]), before
        await pilot.press("j", "space", "j", "space")
        await pilot.pause()
        assert [each[:1] for each in shown() if "↪" not in each] == [MARK, MARK]
        # By the mouse, on the line below its start.
        marker = dialog.query_one(Marker)
        await pilot.click(marker, offset=(20, 2))
        await pilot.pause()
        assert marker.marked == {3}
