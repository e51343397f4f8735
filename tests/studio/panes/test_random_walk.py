"""Any keys and clicks in any order, in any pane, at any size: nothing breaks the studio."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from studio import keys
from studio.app import StudioApp
from studio.widgets.dialogs import Ask

from .screen import SIZES, open_studio
from .scripted import Played, PlayedApp, batch
from .waiting import BROKEN, Typist, idle, settle

ODD = [(50, 12), (81, 25)]
NAMED = ("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "backspace", "space")
TYPED = [*string.ascii_lowercase, *string.digits, "ä", "字", "quotation_mark", "colon", "tilde"]
LONG, SHORT = (3, 9), (1, 4)
"""Keys and clicks of a sequence, at least and at most; short ones where time counts."""


class WalkedApp(PlayedApp):
    """Goes on whatever is pressed."""

    async def action_quit(self) -> None:
        """Not while a walk lasts."""


@pytest.fixture
def app(root: Path, monkeypatch: pytest.MonkeyPatch) -> WalkedApp:
    for variable in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(variable, raising=False)
    # What a walk writes stays in its own folder.
    monkeypatch.chdir(root)
    workspace = open_studio(root).workspace
    made = WalkedApp(workspace, workspace.settings())
    made.animation_level = "none"
    return made


async def walk(
    app: WalkedApp, chance: random.Random, sequences: int, steps: tuple[int, int]
) -> None:
    bound = sorted({key for each in keys.bindings(StudioApp) for key in each.key.split(",")})
    walked: list[object] = []
    try:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            for _ in range(sequences):
                walked = [app.pane, app.size]
                for _ in range(chance.randint(*steps)):
                    await step(pilot, chance, bound, walked)
                await rest(pilot, chance)
        assert not BROKEN, BROKEN
    except BaseException as error:
        error.add_note(f"after {walked}")
        raise


async def step(
    pilot: Typist, chance: random.Random, bound: list[str], walked: list[object]
) -> None:
    app = pilot.app
    if isinstance(app.screen, Ask) and app.screen.path:
        # No file outside of the test's own folder is asked for.
        walked.append("escape")
        await pilot.press("escape")
        return
    kind = chance.random()
    if kind < 0.2:
        at = chance.randrange(app.size.width), chance.randrange(app.size.height)
        walked.append(at)
        await pilot.click(offset=at, times=chance.choice([1, 1, 2]))
    elif kind < 0.23:
        size = chance.choice([*SIZES, *ODD])
        walked.append(size)
        await pilot.resize_terminal(*size)
    else:
        # Panes and names of keys often, so that a walk gets about and out of dialogs.
        of = bound if kind < 0.6 else NAMED if kind < 0.8 else TYPED if kind < 0.9 else "12345"
        ahead = chance.choices(of, k=chance.choice([1, 1, 3]))
        walked += ahead
        await pilot.press_ahead(*ahead)
    await idle(pilot)


async def rest(pilot: Typist, chance: random.Random) -> None:
    """Ends a job that runs, and often leaves what is open."""
    app = pilot.app
    assert isinstance(app, WalkedApp)
    if app.running is not None:
        end = chance.choice([{"event": "cancelled"}, {"event": "error", "error": "no store"}])
        Played.made[-1].tell(batch("guardrails", {"security": 9}), end)
    if chance.random() < 0.5:
        while len(app.screen_stack) > 1:
            await pilot.press("escape")
    await settle(pilot)


async def test_keys_and_clicks_at_random_break_nothing(app: WalkedApp) -> None:
    await walk(app, random.Random(19), 20, SHORT)


@pytest.mark.long
@pytest.mark.parametrize("hundred", range(10))
async def test_a_thousand_random_walks_break_nothing(app: WalkedApp, hundred: int) -> None:
    await walk(app, random.Random(hundred), 100, LONG)
