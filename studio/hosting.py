"""The part of the application that belongs to no pane: messages, and the job in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from textual import events
from textual.content import Content
from textual.widgets import Static

from generators.settings import Settings

from .jobs.background import Event, InProcess, Task
from .jobs.live import Live
from .jobs.slot import JobSlot
from .widgets.run_text import in_brief
from .widgets.safe import one_line, tail
from .widgets.tuning.collector import Collector
from .widgets.tuning.leaving import Leaving
from .widgets.tuning.terminal_output import driver
from .workspace import Workspace


class Hosting(Leaving):
    """An application that runs one job at a time and says what becomes of it, whatever pane is
    shown.
    """

    launch: Callable[[dict[str, Any]], Task] = InProcess

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__(driver_class=driver())
        self.workspace, self.settings = workspace, settings
        self.overrides: dict[str, Any] = {"scale": settings.scale, "seed": settings.seed}
        self.jobs = JobSlot()
        self.touched = 0
        self.collector = Collector()
        self._place = Content("")

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            # Each comes here once as it arrives, and once more where nothing took it.
            self.touched += not event.is_forwarded
        await super().on_event(event)

    def store_changed(self) -> None:
        raise NotImplementedError

    def measure(self) -> object:
        raise NotImplementedError

    # Messages

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Shows a message below the text, in place of the one before."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def warn(self, text: str) -> None:
        self.notify(one_line(text, 500), severity="error", timeout=10, markup=False)

    def say(self, text: str) -> None:
        self.notify(one_line(text, 500), markup=False)

    def show_place(self) -> None:
        """The workspace or, while a job is running, how far that is; at the right of the titles."""
        # First what a narrow screen must not cut off.
        scaled = f"scale {self.settings.scale:g}  " if self.settings.scale != 1 else ""
        shown = self.query_one("#place", Static)
        room = shown.content_region.width
        folder = tail(one_line(str(self.workspace.root)), max(1, room - len(scaled)))
        live = self.live or self.jobs.live
        place = Content(scaled + folder) if live is None else in_brief(live, room)
        if place != self._place:
            self._place = place
            shown.update(place, layout=False)

    # Jobs

    @property
    def live(self) -> Live | None:
        """The progress of the generation run that is on."""
        return None

    @property
    def running(self) -> Task | None:
        return self.jobs.running

    @property
    def nothing_staged(self) -> str:
        return self.jobs.nothing_staged

    def busy(self) -> bool:
        if self.running is None:
            return False
        self.warn(f"{self.jobs.job.capitalize()} is still running; wait for it or cancel it")
        return True

    def start(self, request: dict[str, Any], on_event: Callable[[Event], None]) -> bool:
        if self.busy():
            return False
        request = {"workspace": str(self.workspace.root), "overrides": self.overrides} | request
        self.jobs.start(self.launch(request), on_event)
        return True

    def cancel(self) -> None:
        self.jobs.cancel()

    def poll_job(self) -> None:
        """Passes on what the job told since the last call, and says how it ended."""
        self.collector.poll()
        ending = self.jobs.poll()
        if ending is None or not ending.text:
            return
        if ending.finished:
            self.bell()
        (self.warn if ending.failed else self.say)(ending.text)
        self.store_changed()
        self.measure()
        self.refresh_bindings()
