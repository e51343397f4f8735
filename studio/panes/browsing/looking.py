"""What can be looked at in place of a sample's text: the differences from its source, and what the
trainer sees.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from studio.panes.beholding import Beholding
from studio.search.samples import Record
from studio.widgets.samples.sample_detail import SampleDetail

from .facets import Facets


class Looking(Facets, Beholding):
    """A pane whose text can be another view of the sample."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d",
            "look('diff')",
            "Diff",
            show=False,
            id="browse.diff",
            tooltip="Show differences from the source",
        ),
        Binding(
            "T",
            "look('trainer')",
            "Trainer",
            show=False,
            id="browse.trainer",
            tooltip="Show what the trainer sees",
        ),
    ]
    looked = ""
    """What is shown in place of the text."""

    @property
    def sample(self) -> SampleDetail:
        raise NotImplementedError

    def show_text(self) -> None:
        """Shows the sample's own text."""
        raise NotImplementedError

    def action_look(self, what: str) -> None:
        self.catch_up()
        record = self.sample.record or self.beheld
        if self.looked == what or record is None:
            self.show_text()
            return
        self.looked, self.beheld = what, record
        self._look(what, record)

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, what: str, record: Record) -> None:
        self.app.call_from_thread(self._looked, what, record, self.behold(what, record))

    def _looked(self, what: str, record: Record, shown: Content) -> None:
        if self.looked == what and self.beheld is record:
            self.sample.put(shown, self.code_of(shown))
            self.sample.focus()
