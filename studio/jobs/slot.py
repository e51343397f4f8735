"""The one place for a background job: the studio runs at most one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .background import Event, Task
from .live import Live

Listener = Callable[[Event], None]
READY = "The store is ready. R in Generate (1) makes samples of all datasets."
MAKING = ("demo", "index", "connect")
"""Jobs that make a store."""
DONE = dict.fromkeys(MAKING, READY) | {
    "preview": "",
    "regenerate": "Flagged samples were replaced; c in Review (3) shows old and new",
    "plan": "Plan finished; nothing was stored",
}
"""What is shown when a job finishes, where that is more than its name; empty for nothing."""
EMPTY = "Nothing is staged yet. Go to Generate (1) first."
MEANWHILE = dict.fromkeys(MAKING, "Nothing is staged yet. The store is being built.") | {
    "generate": "Nothing is staged yet. Samples are being made."
}
"""What is shown in place of samples while a job runs that brings them nearer; no longer than EMPTY,
for which a narrow list has room.
"""


@dataclass(frozen=True)
class Ending:
    """What to show when a job has ended."""

    text: str
    failed: bool = False
    finished: bool = False
    """Whether it ran to its end, and was not cancelled or broken off."""


class JobSlot:
    """Holds the running job and hands its events to whoever started it."""

    def __init__(self) -> None:
        self.running: Task | None = None
        self.live: Live | None = None
        """How far the running job is."""
        self._listener: Listener | None = None

    def start(self, task: Task, listener: Listener) -> None:
        """Takes a job that has been started; the slot must be free."""
        assert self.running is None
        self.running, self._listener = task, listener
        self.live = Live(self.job)

    @property
    def job(self) -> str:
        """The name of the running job, empty where none runs."""
        if self.running is None:
            return ""
        return "plan" if self.running.request.get("plan") else str(self.running.request["job"])

    @property
    def nothing_staged(self) -> str:
        """Why there are no samples, and what to do or to wait for."""
        return MEANWHILE.get(self.job, EMPTY)

    def cancel(self) -> None:
        """Asks the job to stop; a second call ends it at once."""
        if self.running is not None:
            self.running.cancel()

    def poll(self) -> Ending | None:
        """Passes on what happened since the last call. Returns how the job ended, once it has; the
        slot is free again before its last event is passed on.
        """
        task, listener = self.running, self._listener
        if task is None or listener is None:
            return None
        events = task.events()
        if task.ended:
            self.running = self.live = None
        for event in events:
            if self.live is not None:
                self.live.add(event)
            listener(event)
        if not task.ended:
            return None
        return ending("plan" if task.request.get("plan") else task.request["job"], events[-1])


def ending(job: str, event: Event) -> Ending:
    """What a job's last event means, in words."""
    name = job.capitalize()
    if event["event"] == "error":
        return Ending(event["error"], failed=True)
    if event["event"] == "cancelled":
        return Ending(f"{name} cancelled. Everything staged before is unchanged.")
    result = event["result"]
    if result.get("passed") is False and not result.get("written"):
        nothing = "; nothing was written" if job == "export" else ""
        return Ending(f"{name}: a check failed{nothing}", failed=True, finished=True)
    return Ending(DONE.get(job, f"{name} finished"), finished=True)
