"""What can be looked at in place of a sample's text: its source, the differences from it, the
sample most like it, and what the trainer sees.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from generators.errors import UserError
from studio.panes.beholding import Beholding
from studio.search.samples import Record
from studio.store.verdicts import REASONS
from studio.widgets.dialogs import Choose
from studio.widgets.safe import one_line
from studio.widgets.samples.sample_detail import SampleDetail, render
from studio.widgets.text.line_marker import MarkLines

from .facets import Facets


class Looking(Facets, Beholding):
    """A pane whose text can be another view of the sample."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "look('source')",
            "Source",
            show=False,
            id="browse.source",
            tooltip="Show the source",
        ),
        Binding(
            "equals_sign",
            "look('neighbour')",
            "Neighbour",
            key_display="=",
            show=False,
            id="browse.neighbour",
            tooltip="Show the most similar sample",
        ),
        Binding(
            "l",
            "mark_lines",
            "Lines",
            show=False,
            id="browse.mark_lines",
            tooltip="Flag lines of the output",
        ),
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
        self._look(what, record, self.studio.touched)

    def action_mark_lines(self) -> None:
        """Flags the sample that is shown with the lines of its output that are wrong."""
        self.catch_up()
        if record := self.sample.record or self.beheld:
            ask = MarkLines("Which lines of the output are wrong?", record.output)
            self.app.push_screen(ask, partial(self._marked, record.id))

    def _marked(self, sample: str, numbers: str | None) -> None:
        if numbers:
            ask = Choose(f"Why flag lines {numbers} of {sample}?", list(REASONS.items()))
            lines = f"output:{numbers}"
            self.app.push_screen(
                ask,
                lambda reason: self.flag_with_note([sample], reason, lines) if reason else None,
            )

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, what: str, record: Record, touched: int) -> None:
        shown = self._near(record) if what == "neighbour" else self.behold(what, record)
        self.app.call_from_thread(self._looked, what, record, shown, touched)

    def _near(self, record: Record) -> Content:
        """The sample most like another one, below how much."""
        try:
            other, said = self.nearest(record)
        except (UserError, sqlite3.Error) as error:
            return Content.styled(one_line(str(error), 300), "$text-error")
        line = Content.styled(said, "$text-muted")
        return line if other is None else Content("\n").join([line, render(other).text])

    def _looked(self, what: str, record: Record, shown: Content, touched: int) -> None:
        if self.looked == what and self.beheld is record:
            # Only what is code from end to end is folded as code.
            self.sample.put(shown, () if what == "neighbour" else self.code_of(shown))
            # Somebody may be typing a filter by now.
            if touched == self.studio.touched:
                self.sample.focus()
