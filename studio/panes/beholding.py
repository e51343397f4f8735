"""Views of a sample other than its text: its source, what differs, what the trainer sees."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from textual.content import Content

from generators.errors import UserError
from studio.curation import origins, trainer_view
from studio.imports import viewing
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
        settings, staging = self.studio.settings, self.studio.staging
        how = settings.tokenizer, settings.model
        said = viewing.conversations(staging.db, record.id) if staging else []
        if not said:
            lines = trainer_view.conversation(record.instruction, record.input, record.output, *how)
            return trainer_page.page(lines, settings.max_tokens)
        pages = [
            trainer_page.page(trainer_view.spoken(each, *how), settings.max_tokens) for each in said
        ]
        if len(pages) > 1:
            titles = ("With the chosen answer", "With the rejected answer")
            pages = [
                Content("\n").join([Content.styled(title, "bold $text-accent"), each])
                for title, each in zip(titles, pages, strict=True)
            ]
        return Content("\n\n").join(pages)

    def _source(self, what: str, record: Record) -> Content:
        staging = self.studio.staging
        if staging and (place := viewing.place(staging.db, record.id)):
            return self._imported(what, place, *viewing.lines(staging.db, record.id))
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
            whole = set(record.output.split("\n")) <= set(text.split("\n"))
            how = "verbatim" if whole else "but for marks and blank lines"
            return Content(one_line(f"The output is copied {how} from {name}"))
        said = "lines used in the sample are marked" if what == "source" else "- source, + output"
        return reviewed.compared(f"{name}: {said}", lines)

    @staticmethod
    def _imported(what: str, place: str, before: Sequence[str], now: Sequence[str]) -> Content:
        """An imported record in place of a source: as it was read, or what edits changed in it."""
        if what == "source":
            lines = [origins.Line("", line) for line in before]
            return reviewed.compared(f"{place}: the record as it was read", lines)
        changed = origins.changed(before, now)
        if not changed:
            return Content(one_line(f"{place}: nothing was edited"))
        return reviewed.compared(f"{place}: - as it was read, + as edited", changed)
