"""Waiting for the studio in tests: for conditions, never for a time.

Textual's own waiting takes a process that uses little CPU for idle; on a busy machine it does so in
the middle of its work. Here a studio is idle once every message has been handled, and quiet once
nothing is left that would change the screen by itself.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from functools import wraps
from typing import Any

import textual.app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState
from textual.worker_manager import WorkerManager

DEADLINE = 600.0
"""Seconds after which a test fails; nothing takes that long unless it is broken, however busy the
machine.
"""
BRIEF = 1.0
"""Seconds: a timer that runs once and sooner than this changes the screen soon; a slower one only
ends a toast.
"""
PULSE = 0.005
"""Seconds between two looks at what waits for a timer or a thread; asking without a rest would take
the processor from what is waited for.
"""
HANDLING: Counter[MessagePump] = Counter()
"""How many messages or callbacks each part is handling at the moment."""
BROKEN: list[BaseException] = []
"""Errors of workers, which Textual would only log."""


def _counted(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    async def counting(self: MessagePump, *given: Any) -> Any:
        HANDLING[self] += 1
        try:
            return await method(self, *given)
        finally:
            HANDLING[self] -= 1
            if not HANDLING[self]:
                del HANDLING[self]

    return counting


def _noted(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def noting(self: WorkerManager, worker: Worker[Any]) -> None:
        if worker.state is WorkerState.ERROR and worker.error is not None:
            BROKEN.append(worker.error)
        method(self, worker)

    return noting


async def _at_once(*_: float) -> None:
    await asyncio.sleep(0)


# Between two keys Textual waits until the process looks idle; `Typist` waits until it is.
textual.app.wait_for_idle = _at_once
MessagePump._dispatch_message = _counted(MessagePump._dispatch_message)
MessagePump._flush_next_callbacks = _counted(MessagePump._flush_next_callbacks)
WorkerManager._remove_worker = _noted(WorkerManager._remove_worker)


def pumps(app: App[Any]) -> Iterator[MessagePump]:
    """Everything that handles messages: the application, its screens, their widgets."""
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def unhandled(app: App[Any]) -> list[str]:
    """The parts with messages to handle, and the screens to draw."""
    found = [
        f"messages to {pump!r}"
        for pump in pumps(app)
        if pump.is_running
        and (
            HANDLING[pump]
            or pump.message_queue_size
            or pump._pending_message is not None
            or pump._next_callbacks
        )
    ]
    # A new size reaches the screens when the application has nothing else to do.
    found += [] if app._resize_event is None else ["a new size"]
    return found + [f"drawing of {screen!r}" for screen in app.screen_stack if _undrawn(screen)]


def _undrawn(screen: Screen[Any]) -> bool:
    if screen is screen.app.screen:
        return bool(screen._layout_required or screen._dirty_widgets or screen._callbacks)
    # A covered screen may stay marked as dirty for good; its timer runs if it will be drawn.
    return screen.is_current and screen._update_timer._active.is_set()


def pending(app: App[Any]) -> list[str]:
    """What will still change the screen: messages, workers, timers that run once."""
    workers = [repr(worker) for worker in app.workers if not worker.is_finished]
    timers = [
        f"{timer!r} of {pump!r}"
        for pump in pumps(app)
        for timer in list(pump._timers)
        if _due(timer)
    ]
    return unhandled(app) + workers + timers


def _due(timer: Timer) -> bool:
    task = timer._task
    return timer._repeat is not None and timer._interval < BRIEF and bool(task and not task.done())


async def until(
    pilot: Pilot[Any],
    holds: Callable[[], object],
    seen: Callable[[], object],
    step: Callable[[Pilot[Any]], Awaitable[object]] = Pilot.pause,
) -> None:
    """Waits until `holds` does, step by step. Fails at the deadline with what is `seen`, and at
    once with the error of a worker or of the studio.
    """
    deadline = time.monotonic() + DEADLINE
    app = pilot.app
    while not app._exit and not app._exception:
        if BROKEN:
            raise BROKEN.pop()
        if holds():
            return
        assert time.monotonic() < deadline, f"after {DEADLINE:.0f} s: {seen()}"
        # A step sends a message to every widget: where nothing is to be handled, it would take the
        # processor from the thread or process that is waited for.
        if unhandled(app):
            await step(pilot)
        else:
            await asyncio.sleep(PULSE)


async def idle(pilot: Pilot[Any]) -> None:
    """Waits until every message has been handled and what they changed is drawn."""
    app = pilot.app
    await until(pilot, lambda: not unhandled(app), lambda: unhandled(app), _handle)


async def _handle(pilot: Pilot[Any]) -> None:
    """Waits until all parts have handled what they have now, and draws."""
    await pilot._wait_for_screen(DEADLINE)
    pilot.app.screen._on_timer_update()


async def settle(pilot: Pilot[Any]) -> None:
    """Waits until nothing is left that would change the screen by itself, other than a job."""
    await until(pilot, lambda: not pending(pilot.app), lambda: pending(pilot.app))


class Typist(Pilot[Any]):
    """Presses a key when the one before it has been handled."""

    async def press(self, *keys: str) -> None:
        for key in keys:
            await super().press(key)
            await idle(self)

    async def press_ahead(self, *keys: str) -> None:
        """Presses all keys before any of them has been handled, as from a terminal's buffer."""
        await super().press(*keys)
        await idle(self)

    async def pause(self, delay: float | None = None) -> None:
        assert delay is None, "wait for a condition, not for a time"
        await idle(self)
