"""Dialogs by the mouse alone: the keys on their lower edge can be clicked."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from studio.app import stylesheet
from studio.widgets.dialogs import Ask, Choose, Confirm, Dialog, Write
from studio.widgets.text.line_marker import MarkLines


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
