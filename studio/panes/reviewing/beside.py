"""What a reader can look at beside a sample: its nearest neighbour, its source, what differs, the
results so far, the markdown rendered.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Markdown, Static

from generators.errors import UserError
from studio.curation import origins, results
from studio.panes.editing import Editing
from studio.search import samples
from studio.store.sessions import Session
from studio.widgets import reviewed
from studio.widgets.pager import Scroller
from studio.widgets.safe import block, one_line
from studio.widgets.samples.sample_detail import SampleDetail

WIDE = 110
"""Columns from which statistics, or another text, are shown beside the sample."""


class Beside(Editing):
    """A part of the screen with a sample and room for one other text."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session: Session | None = None
        self.shown = ""
        """What is shown beside the sample: neighbour, source, diff, results, or none of them."""
        self.drawn = ""
        """The sample on the screen."""

    def compose_texts(self) -> ComposeResult:
        yield SampleDetail(id="reading-sample", texts_only=True)
        with Scroller(id="reading-rendered"):
            yield Markdown(open_links=False)
        yield SampleDetail(id="reading-other")
        with Scroller(id="reading-side"):
            yield Static(id="reading-facts", markup=False)

    @property
    def sample(self) -> SampleDetail:
        return self.query_one("#reading-sample", SampleDetail)

    @property
    def other(self) -> SampleDetail:
        return self.query_one("#reading-other", SampleDetail)

    def action_beside(self, what: str) -> None:
        if self.shown == what or self.sample.record is None:
            self.put_away()
            return
        self.put_away()
        self.shown = what
        self.add_class("-beside")
        self.other.border_title = what
        if what == "results":
            staging = self.studio.staging
            found = (
                results.results(staging.db, self.session.id, self.session.strata)
                if staging and self.session
                else []
            )
            self.other.put(reviewed.results(found))
            self.other.focus()
            return
        self.other.put(Content.styled("Looking …", "$text-muted"))
        self._look(what, self.sample.record)
        self.other.focus()

    def put_away(self) -> None:
        """Shows the sample alone again."""
        self.shown = ""
        if self.other.has_focus or self.query_one("#reading-rendered").has_focus:
            self.sample.focus()
        self.remove_class("-beside", "-rendered")

    @work(thread=True, exclusive=True, exit_on_error=False, group="beside")
    def _look(self, what: str, record: samples.Record) -> None:
        # It imports numpy, which takes longer than the rest of the pane.
        from studio.curation import neighbours

        staging = self.studio.staging
        shown: Content | samples.Record | None
        title = ""
        try:
            if what == "neighbour":
                found = neighbours.nearest(staging.db, record.id) if staging else None
                shown = samples.record(staging.db, found.id) if staging and found else None
                title = f"{found.whole:.0%} similar, output {found.output:.0%}" if found else ""
                shown = shown or Content(
                    "No other sample has five words in a row in common with this one."
                )
            else:
                shown = self._source(what, record)
        except (UserError, sqlite3.Error) as error:
            shown = Content.styled(one_line(str(error), 300), "$text-error")
        self.app.call_from_thread(self._looked, what, record.id, shown, title)

    def _source(self, what: str, record: samples.Record) -> Content:
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

    def _looked(self, what: str, sample: str, shown: Content | samples.Record, title: str) -> None:
        if self.shown != what or self.drawn != sample:
            return
        if isinstance(shown, Content):
            self.other.put(shown)
        else:
            self.other.show(shown)
            self.other.border_title = f"{what}: {title}"

    async def action_rendered(self) -> None:
        record = self.sample.record
        showing = self.has_class("-rendered")
        self.put_away()
        if showing or record is None:
            return
        parts = (
            ("Instruction", record.instruction),
            ("Input", record.input),
            ("Output", record.output),
        )
        text = "\n\n---\n\n".join(
            f"*{title}*\n\n{block(passage)}" for title, passage in parts if passage
        )
        self.add_class("-rendered")
        self.query_one("#reading-rendered").focus()
        await self.query_one(Markdown).update(text)

    @property
    def focused_text(self) -> Any:
        if self.has_class("-rendered"):
            return self.query_one("#reading-rendered")
        return (
            self.other
            if self.shown and (self.other.has_focus or not self.has_class("-wide"))
            else self.sample
        )

    def action_page(self, direction: int) -> None:
        shown = self.focused_text
        shown.scroll_relative(y=direction * max(1, shown.size.height - 2), animate=False)

    def action_other(self) -> None:
        if self.shown:
            (self.sample if self.other.has_focus else self.other).focus()

    @on(Markdown.LinkClicked)
    def _no_link(self, event: Markdown.LinkClicked) -> None:
        """A link in a sample is only text; nothing is opened."""
        event.stop()
