"""Keys reach only what is shown, however fast the panes are switched."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode

from studio.app import StudioApp
from studio.panes.base import Pane
from studio.panes.reviewing.reading import Reading
from studio.search import samples
from studio.store import verdicts

from .screen import open_studio, reopened
from .test_review_pane import start
from .waiting import Typist, settle

KEYS = ("1", "2", "3", "4", "5", "escape", "a", "s", "n", "d", "f", "z", "j", "enter", "right", "u")
"""No key of these leaves the studio; dialogs are answered by `escape`."""
WEIGHTS = (2, 4, 4, 4, 2, 6, 2, 1, 4, 2, 1, 1, 1, 4, 1, 1)


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Iterator[random.Random]:
    """Workers come late, and at another time in every sequence."""
    chance, wake = random.Random(7), threading.Event()
    read = samples.record

    def slow(*given: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            wake.wait(chance.random() / 50)
        return read(*given)

    monkeypatch.setattr(samples, "record", slow)
    yield chance
    wake.set()


@pytest.fixture
def misled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Actions that ran in a pane while another one was shown."""
    found: list[str] = []
    run = StudioApp.run_action

    async def watched(self: StudioApp, action: Any, namespace: DOMNode | None = None) -> bool:
        node = namespace or self
        pane = next((each for each in node.ancestors_with_self if isinstance(each, Pane)), None)
        if pane is not None and pane is not self.panes.get(self.pane):
            found.append(f"{action} in {pane.NAME} while {self.pane} is shown")
        return await run(self, action, namespace)

    monkeypatch.setattr(StudioApp, "run_action", watched)
    return found


async def test_leaving_a_sample_and_its_pane_at_once_takes_the_keys_along(
    root: Path, misled: list[str]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        for keys in (("n", "escape", "2", "a"), ("escape", "4", "a"), ("3", "enter", "2", "a")):
            await pilot.press("3")
            await settle(pilot)
            if not reading.opened:
                await pilot.press("enter")
                await settle(pilot)
            await pilot.press_ahead(*keys)
            await settle(pilot)
            focused = app.focused
            assert focused is not None and app.panes[app.pane] in focused.ancestors
    # Browse has an `a` of its own, for the sample that it shows; Review's session gets nothing.
    with reopened(root) as staging:
        given = staging.db.execute("select * from reviews where session != 'browse'").fetchall()
    assert given == [] and not misled


async def test_a_verdict_typed_ahead_waits_for_its_sample(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        assert reading.session
        drawn: list[str] = []
        judge = Reading._judge

        def judged(self: Reading, *given: Any) -> None:
            if self.session and self.session.current == self.seen:
                drawn.append(self.drawn)
            judge(self, *given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Reading, "_judge", judged)
            await pilot.press_ahead("a", "a", "a", "a")
            await settle(pilot)
        said = verdicts.of_session(app.staging.db, reading.session.id) if app.staging else {}
        assert list(said) == drawn and said


@pytest.mark.parametrize("keys", [("enter", "escape"), ("enter", "2"), ("escape", "enter")])
async def test_a_dialog_gives_one_answer(root: Path, keys: tuple[str, str]) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("n")
        below = app.screen_stack[0]
        await pilot.press_ahead(*keys)
        await settle(pilot)
        assert app.screen_stack[0] is below and len(app.screen_stack) <= 2


async def hammer(pilot: Typist, chance: random.Random, sequences: int) -> None:
    app = pilot.app
    for _ in range(sequences):
        await pilot.press_ahead(*chance.choices(KEYS, WEIGHTS, k=chance.randint(2, 5)))
        while len(app.screen_stack) > 1:
            await pilot.press_ahead("escape")
        assert isinstance(app, StudioApp)
        focused, pane = app.focused, app.panes[app.pane]
        assert focused is None or pane in focused.ancestors, f"{focused!r} has the keys of {pane!r}"


async def test_keys_at_random_reach_no_hidden_pane(
    root: Path, late: random.Random, misled: list[str]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await start(pilot)
        await hammer(pilot, late, 12)
        await settle(pilot)
    assert not misled


@pytest.mark.long
@pytest.mark.parametrize("hundred", range(10))
async def test_a_thousand_sequences_of_keys_reach_no_hidden_pane(
    root: Path, late: random.Random, misled: list[str], hundred: int
) -> None:
    late.seed(hundred)
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await start(pilot)
        await hammer(pilot, late, 100)
        await settle(pilot)
    assert not misled
