"""The search behind a list of samples: it follows the filter as it is typed, and an act on the list
is an act on what the filter says.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from studio.search import filters, index
from studio.widgets.filter_input import FilterInput

from .marking import Marking

REPEAT_SECONDS = 0.06
"""Longer than the pause between two keys of one that is held."""
BURST_SECONDS = 0.02
"""Shorter than the pause between two keys of somebody typing."""


class Searching(Marking):
    """A pane whose list follows a filter."""

    @dataclass
    class Found(Message):
        """What the filter `text` found, and the sample the cursor should go to."""

        text: str
        ids: list[str]
        problems: tuple[str, ...]
        total: int
        keep: str | None
        likeness: Mapping[str, float]
        unknown: tuple[str, ...]
        note: str
        asked: int
        """The number of the search."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.found_for: str | None = None
        """The filter whose samples are listed."""
        self.asked = self.answered = 0
        """The numbers of the last search, and of the last one whose samples are listed."""
        self._keep: str | None = None
        """Where the cursor should go once a search is done."""
        self._typed = 0.0
        self._waiting: Timer | None = None

    @property
    def filter(self) -> str:
        return self.query_one(FilterInput).value

    def set_filter(self, text: str) -> None:
        field = self.query_one(FilterInput)
        with field.prevent(Input.Changed):
            field.value = text
            # A long filter that is only read is read from its start.
            field.cursor_position = len(text) if field.has_focus else 0

    def filter_by(self, text: str) -> None:
        """Lists what a filter finds; called by other panes."""
        self.remove_class("-zoomed")
        self.set_filter(text)
        self.search(text)
        self.samples.focus()

    def open_sample(self, sample: str) -> None:
        """Moves the cursor to a sample, replacing a filter that hides it."""
        if sample not in self.samples.ids:
            self.set_filter(f"id:{sample}")
        self.search(self.filter, sample)
        self.samples.focus()

    @on(Input.Changed, "#filter")
    def _changed(self) -> None:
        # Keys that arrive as fast as from a paste are searched for together.
        now = time.monotonic()
        burst, self._typed = now - self._typed < BURST_SECONDS, now
        self._stop_waiting()
        if burst:
            self._waiting = self.set_timer(REPEAT_SECONDS, self._search_typed)
        else:
            self._search_typed()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _search_typed(self) -> None:
        self.search(filters.typing(self.filter))

    def search_again(self) -> None:
        """Lists what the filter finds now that samples have changed."""
        typing = self.query_one(FilterInput).has_focus
        self.search(filters.typing(self.filter) if typing else self.filter)

    def search(self, text: str, keep: str | None = None) -> None:
        """Lists what a filter finds, and moves the cursor to `keep` if it is among them."""
        self._stop_waiting()
        self.asked += 1
        # A search that overtakes another one inherits its cursor.
        self._keep = keep or self._keep
        self._find(text, self._keep, self.asked)

    @work(thread=True, exclusive=True, exit_on_error=False, group="filter")
    def _find(self, text: str, keep: str | None, asked: int) -> None:
        worker = get_current_worker()
        message = self._look_up(text, keep, asked)
        if not worker.is_cancelled:
            self.post_message(message)

    def _look_up(self, text: str, keep: str | None, asked: int) -> Found:
        staging, order = self.studio.staging, (self.samples.sort, self.samples.descending)
        try:
            found = self.studio.finder.find(staging.db, text, *order) if staging else None
        except sqlite3.DatabaseError as error:
            problem = f"the store cannot be searched ({error}); try again"
            found = index.Found([], 0, (problem,))
        found = found or index.Found([], 0, ())
        return self.Found(
            text,
            found.ids,
            found.problems,
            found.total,
            keep,
            found.likeness,
            found.unknown,
            found.note,
            asked,
        )

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.asked > self.answered:
            self.answered = event.asked
            if event.keep == self._keep:
                self._keep = None
            self.found_for = event.text
            self.list_found(event)

    def list_found(self, event: Found) -> None:
        """Lists what was found."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Lists what the filter says, now, where that is not what is listed: a search is under way,
        or a word was still being typed, which finds longer ones too. Those stay, and the filter
        says so; of a field, only where the value as it stands finds nothing.
        """
        typed = self.filter
        if self._waiting is None and self.asked == self.answered and self.found_for == typed:
            return
        self._stop_waiting()
        self.asked += 1
        found = self._look_up(typed, self._keep, self.asked)
        longer = filters.typing(typed)
        if longer != typed and longer.startswith(typed):
            more = self._look_up(longer, self._keep, self.asked)
            if more.ids != found.ids and not (found.ids and filters.exact(typed)):
                found = more
                self.set_filter(longer)
        self._found(found)
