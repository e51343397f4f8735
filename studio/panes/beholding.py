"""Views of a sample other than its text: its source, what differs, what the trainer sees."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from textual.content import Content

from generators.errors import UserError
from studio.curation import origins, trainer_view
from studio.search import samples
from studio.search.samples import Record
from studio.widgets import reviewed
from studio.widgets.safe import one_line
from studio.widgets.samples import trainer_page
from studio.widgets.text.folding import Part

from .base import Guest


class Beholding(Guest):
    """A part of the screen that shows such views."""

    beheld: Record | None = None
    """The sample of which one is shown."""

    def behold(self, what: str, record: Record) -> Content:
        """A view (`source`, `diff` or `trainer`), or why there is none; call it in a thread."""
        try:
            return self._trainer(record) if what == "trainer" else self._source(what, record)
        except (UserError, sqlite3.Error) as error:
            return Content.styled(one_line(str(error), 300), "$text-error")

    def nearest(self, record: Record) -> tuple[Record | None, str]:
        """The other sample with the most runs of words in common, and how many, or why there is
        none; call it in a thread. Raises UserError, sqlite3.Error.
        """
        # It imports numpy, which takes longer than the rest of the pane.
        from studio.curation import neighbours

        staging = self.studio.staging
        found = neighbours.nearest(staging.db, record.id) if staging else None
        other = samples.record(staging.db, found.id) if staging and found else None
        if found is None or other is None:
            return None, "No other sample has five words in a row in common with this one."
        return other, f"{found.whole:.0%} similar, output {found.output:.0%}"

    @staticmethod
    def code_of(shown: Content) -> Sequence[Part]:
        """Below its title such a view is code."""
        end = shown.plain.find("\n")
        return [Part(end, len(shown))] if end > 0 else ()

    def _trainer(self, record: Record) -> Content:
        settings = self.studio.settings
        lines = trainer_view.conversation(
            record.instruction, record.input, record.output, settings.tokenizer, settings.model
        )
        return trainer_page.page(lines, settings.max_tokens)

    def _source(self, what: str, record: Record) -> Content:
        text = origins.text(self.studio.workspace.chroma, record)
        name = str(record.row["source"])
        if not text:
            return Content(
                one_line(f"{name} is not in the store: it was authored, or the store was rebuilt")
            )
        lines = (
            origins.marked(text, record) if what == "source" else origins.difference(text, record)
        )
        if what == "diff" and not lines:
            return Content(one_line(f"The output is copied verbatim from {name}"))
        said = "lines used in the sample are marked" if what == "source" else "- source, + output"
        return reviewed.compared(f"{name}: {said}", lines)
