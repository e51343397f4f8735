"""Times from a key until what it asked for is drawn, the terminal's bytes included."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual._compositor import CompositorUpdate
from textual.keys import _character_to_key

from studio.app import StudioApp
from tests.studio.panes.screen import HeldApp


class Took(float):
    """Milliseconds on the clock."""

    worked = 0.0
    """Milliseconds that the threads of this process had the processor meanwhile: what is left of
    the time where others keep the machine busy.
    """


class Watched(HeldApp):
    """Tells of every drawing when it was done."""

    _wanted: Callable[[], bool] | None = None
    _seen: asyncio.Event

    def _display(self, screen: Any, renderable: Any) -> None:
        # What a terminal would be sent; without a terminal Textual leaves this out.
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
        super()._display(screen, renderable)
        if renderable is not None and self._wanted is not None and self._wanted():
            self._wanted = None
            self._seen.set()

    spare_collector = StudioApp.spare_collector

    async def until_drawn(self, act: Callable[[], object], wanted: Callable[[], bool]) -> Took:
        """The time from the act to the end of the first drawing in which `wanted` holds."""
        self._seen, self._wanted = asyncio.Event(), wanted
        began, worked = time.perf_counter(), time.process_time()
        act()
        await asyncio.wait_for(self._seen.wait(), 10)
        took = Took((time.perf_counter() - began) * 1_000)
        took.worked = (time.process_time() - worked) * 1_000
        return took

    def send(self, key: str) -> None:
        """Presses a key as the terminal would."""
        name = _character_to_key(key) if len(key) == 1 else key
        event = events.Key(name, key if len(key) == 1 else None)
        event.set_sender(self)
        assert self._driver
        self._driver.send_message(event)


def share(times: Sequence[float], part: float = 0.95) -> float:
    """The time that `part` of the times do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]
