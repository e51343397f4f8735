"""A studio whose jobs are played from a list of events, under a clock that stands still."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from textual.pilot import Pilot

from generators import catalog
from generators.settings import Settings
from studio.jobs.background import Event, Task

from .screen import HeldApp, ticked
from .waiting import until

SCREENS = Path(__file__).with_name("screens")
UPDATE = "UPDATE_SCREENS"


class Played(Task):
    """A job that tells what it is given, when it is told to."""

    made: ClassVar[list[Played]] = []

    def __init__(self, request: dict[str, Any]) -> None:
        super().__init__(request)
        Played.made.append(self)

    def tell(self, *events: Event) -> None:
        for event in events:
            self._events.put(event)

    def cancel(self) -> None:
        self.cancelling = True


class PlayedApp(HeldApp):
    launch = Played


def batch(name: str, fit: dict[str, int], rejected: dict[str, int] | None = None) -> Event:
    """Candidates of a dataset as a generator tells of them, 400 tokens each and a few longer."""
    dataset = Settings(scale=0.01).dataset(name)
    count = sum(fit.values())
    return {
        "event": "batch",
        "dataset": name,
        "targets": {category.name: category.target for category in dataset.categories},
        "queries": {
            category.name: list(category.queries) for category in catalog.DATASETS[name].categories
        },
        "fit": fit,
        "tokens": {
            384: count // 2,
            448: count // 4,
            512: count // 8,
            900: count - count // 2 - count // 4 - count // 8,
        },
        "sum": 400 * count,
        "left_out": rejected or {},
    }


def text_of(app: HeldApp) -> str:
    """The whole screen, dialogs and toasts included, as lines of text."""
    width, height = app.size
    console = Console(
        width=width,
        height=height,
        file=io.StringIO(),
        force_terminal=True,
        record=True,
        legacy_windows=False,
    )
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    console.print(update)
    lines = console.export_text(styles=False).split("\n")[:height]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def compare(app: HeldApp, name: str) -> None:
    """Fails where the screen is not as kept in `screens/`; with $UPDATE_SCREENS set it keeps it
    instead.
    """
    path, text = SCREENS / f"{name}.txt", text_of(app)
    if os.environ.get(UPDATE):
        SCREENS.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return
    assert path.exists(), (
        f"no {path.name} is kept; look at the screen and run with {UPDATE}=1:\n{text}"
    )
    assert text == path.read_text("utf-8"), f"{path.name} looks otherwise now:\n{text}"


async def play(pilot: Pilot[Any], *events: Event) -> None:
    """Lets the running job tell, and waits until it is on the screen."""
    job = Played.made[-1]
    job.tell(*events)
    await until(pilot, job._events.empty, lambda: f"{job._events.qsize()} events not taken")
    await ticked(pilot)
