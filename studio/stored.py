"""The part of the application that belongs to no pane: the store that is open, and what is computed
of it in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import work

from generators.errors import UserError

from .hosting import Hosting
from .jobs.background import Event
from .jobs.measuring import Measuring
from .jobs.opened import OpenedStore
from .search.index import Finder
from .search.meaning.asking import Asking
from .store.staging import Staging
from .workspace import Workspace

if TYPE_CHECKING:
    from .figures.insights import Insights


class Stored(Hosting):
    """An application with the staging store of a workspace."""

    def open(self, workspace: Workspace) -> None:
        """Opens the store of a workspace in place of the one before."""
        self.asking = Asking(workspace.root, self._answered)
        self.store = OpenedStore(workspace.staging_path, self.asking.likeness)
        self.measuring = Measuring(workspace.staging_path, workspace.data)

    @property
    def staging(self) -> Staging | None:
        return self.store.staging

    def start(self, request: dict[str, Any], on_event: Callable[[Event], None]) -> bool:
        started = super().start(request, on_event)
        if started and self.staging is None:
            # Empty panes say what to wait for.
            self.store_changed()
        return started

    @property
    def finder(self) -> Finder:
        return self.store.finder

    def figures(self, dataset: str = "", category: str = "") -> Insights:
        return self.store.figures(dataset, category)

    def find_samples(self, text: str) -> list[tuple[str, str, str]]:
        return self.store.find(text)

    def look_for_changes(self) -> None:
        """Shows what another thread, process or studio has written since the last call."""
        said = self.measuring.poll()
        if said:
            self.warn(said)
        if self.store.changed_elsewhere() or said is not None:
            self.store_changed()
        if said is not None:
            # It may have failed, or samples have come and gone since it began.
            self.measure()

    def measure(self) -> None:
        if self.running is None and not self.measuring.running:
            self._measure()

    @work(thread=True, exclusive=True, exit_on_error=False, group="measure")
    def _measure(self) -> None:
        if self.store.out_of_date():
            self.call_from_thread(self.measuring.start)

    def meaning_known(self) -> None:
        """A text that was compared by its words can now be compared by its meaning."""
        raise NotImplementedError

    def _answered(self) -> None:
        if self.is_running:
            # The studio may end at any time.
            with suppress(RuntimeError):
                self.call_from_thread(self.meaning_known)

    def suspect(self, then: Callable[[], None]) -> None:
        self._suspect(then)

    @work(thread=True, exclusive=True, exit_on_error=False, group="suspect")
    def _suspect(self, then: Callable[[], None]) -> None:
        try:
            known = self.store.suspect()
        except UserError as error:
            self.call_from_thread(self.warn, str(error))
            return
        if not known:
            self.call_from_thread(self.say, "What stands out is being computed; try again soon")
            self.call_from_thread(self.measure)
        else:
            self.call_from_thread(then)
