"""What a reader can look at beside a sample: its nearest neighbour, its source, what differs, the
results so far, the markdown rendered.
"""

from __future__ import annotations

import sqlite3
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Markdown

from generators.errors import UserError
from studio.curation import results
from studio.panes.beholding import Beholding
from studio.panes.editing import Editing
from studio.search import samples
from studio.store.sessions import Session
from studio.widgets import reviewed
from studio.widgets.safe import block, one_line
from studio.widgets.samples.known_lines import fold
from studio.widgets.samples.sample_detail import FULL, KNOWN, OUTPUT, PROMPT, STACKED, SampleDetail
from studio.widgets.text.pager import Scroller

WIDE = 110
"""Columns from which prompt and output, or another text and the output, stand side by side."""

LOW = 30
"""Lines of the screen below which each counts: empty ones take no room, and of the keys only those
in the last line are shown.
"""
SHARES = {"-even": 0.5, "-prompt": 0.6, "-output": 0.4}
"""How much of the width the prompt has, by the class for it."""
HEAD_LINES = 8
"""About the lines of head, metadata and titles above a prompt."""
AROUND = 4
"""Lines of the screen that are not for the texts."""


class Beside(Editing, Beholding):
    """A part of the screen with a sample and room for one other text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "equals_sign",
            "beside('neighbour')",
            "Neighbour",
            key_display="=",
            show=False,
            id="review.neighbour",
            tooltip="Show the most similar sample",
        ),
        Binding(
            "o",
            "beside('source')",
            "Source",
            show=False,
            id="review.source",
            tooltip="Show the source",
        ),
        Binding(
            "d",
            "beside('diff')",
            "Diff",
            show=False,
            id="review.diff",
            tooltip="Show differences from the source",
        ),
        Binding(
            "r",
            "beside('results')",
            "Results",
            show=False,
            id="review.results",
            tooltip="Show defect rates so far",
        ),
        Binding(
            "i",
            "beside('facts')",
            "Metadata",
            show=False,
            id="review.facts",
            tooltip="Show all metadata, source and history",
        ),
        Binding(
            "T",
            "beside('trainer')",
            "Trainer",
            show=False,
            id="review.trainer",
            tooltip="Show what the trainer sees",
        ),
        Binding(
            "m",
            "rendered",
            "Markdown",
            show=False,
            id="review.markdown",
            tooltip="Rendered Markdown, or plain text",
        ),
        Binding(
            "L",
            "like",
            "Alike",
            show=False,
            id="review.like",
            tooltip="List the samples most like this one in Browse",
        ),
        Binding(
            "plus",
            "fold",
            "Fold",
            key_display="+",
            show=False,
            id="review.fold",
            tooltip="Fold lines of the output and of earlier samples, or show them",
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session: Session | None = None
        self.shown = ""
        """What is shown in place of the prompt: neighbour, source, diff, results, or nothing."""
        self.drawn = ""
        """The sample on the screen."""
        self.folds = True
        """Whether lines of the input are folded that stand in the output or stood in an earlier
        sample of the dataset, and empty ones left out on a low screen.
        """
        self.met: dict[str, dict[str, frozenset[str]]] = {}
        """The lines of the inputs shown so far, by dataset and sample."""

    def compose_texts(self) -> ComposeResult:
        yield SampleDetail(id="reading-sample", parts=STACKED)
        with Scroller(id="reading-rendered"):
            yield Markdown(open_links=False)
        yield SampleDetail(id="reading-other")
        yield SampleDetail(id="reading-output", parts=OUTPUT)

    @property
    def sample(self) -> SampleDetail:
        """All of the sample or, on a wide screen, its prompt."""
        return self.query_one("#reading-sample", SampleDetail)

    @property
    def output(self) -> SampleDetail:
        """The output on a wide screen."""
        return self.query_one("#reading-output", SampleDetail)

    @property
    def main(self) -> SampleDetail:
        """What is read first: the part with the output."""
        return self.output if self.has_class("-wide") and self.sample.record else self.sample

    def show_sample(self, record: samples.Record) -> None:
        """Shows a sample as wide as the screen is."""
        wide = self.has_class("-wide")
        frame = self._frame(record) if self.folds else None
        best = _share(record, frame, self.app.size) if wide else ""
        for share in SHARES:
            self.set_class(share == best, share)
        self.sample.parts, self.sample.frame = (PROMPT if wide else STACKED), frame
        self.sample.dense = self.output.dense = self.folds and self.has_class("-low")
        self.sample.show(record)
        self.output.show(record if wide else None)
        if self.has_class("-said"):
            self.remove_class("-said")
            if self.sample.has_focus:
                self.main.focus()

    def _frame(self, record: samples.Record) -> frozenset[str]:
        """The lines of earlier inputs of the same dataset, which a reader knows already."""
        met = self.met.setdefault(str(record.row["dataset"]), {})
        for change in record.lineage:
            # What it was before an edit is no other sample.
            if change["new"] == record.id:
                met.pop(change["old"], None)
        before = [lines for sample, lines in met.items() if sample != record.id]
        met[record.id] = frozenset(line.strip() for line in record.input.split("\n"))
        return frozenset().union(*before)

    def action_fold(self) -> None:
        """Shows all lines of the input, or folds what was read before."""
        self.folds = not self.folds
        if record := self.sample.record:
            self.show_sample(record)

    def say_instead(self, text: Content) -> None:
        """Shows a text where the sample would be."""
        held = self.output.has_focus
        self.sample.dense = False
        self.sample.put(text)
        self.output.show(None)
        self.add_class("-said")
        if held:
            self.sample.focus()

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
            told = results.by_source(staging.db) if staging else []
            texts = [reviewed.results(found)]
            if self.session and self.session.chosen:
                texts.append(Content(reviewed.ORDERED))
            if told:
                texts += [Content(""), reviewed.sources(told)]
            self.other.put(Content("\n").join(texts))
            self.other.focus()
            return
        if what == "facts":
            self.other.parts = KNOWN
            self.other.show(self.sample.record)
            self.other.focus()
            return
        self.other.parts = FULL
        self.other.put(Content.styled("Looking …", "$text-muted"))
        self._look(what, self.sample.record)
        self.other.focus()

    def put_away(self) -> None:
        """Shows the sample alone again."""
        self.shown = ""
        if self.other.has_focus or self.query_one("#reading-rendered").has_focus:
            self.main.focus()
        self.remove_class("-beside", "-rendered")

    @work(thread=True, exclusive=True, exit_on_error=False, group="beside")
    def _look(self, what: str, record: samples.Record) -> None:
        shown: Content | samples.Record | None
        title = ""
        try:
            if what == "neighbour":
                shown, title = self.nearest(record)
                shown = shown or Content(title)
            else:
                shown = self.behold(what, record)
        except (UserError, sqlite3.Error) as error:
            shown = Content.styled(one_line(str(error), 300), "$text-error")
        self.app.call_from_thread(self._looked, what, record.id, shown, title)

    def _looked(self, what: str, sample: str, shown: Content | samples.Record, title: str) -> None:
        if self.shown != what or self.drawn != sample:
            return
        if isinstance(shown, Content):
            self.other.put(shown, self.code_of(shown))
        else:
            self.other.show(shown)
            self.other.border_title = f"{what}: {title}"

    async def action_like(self) -> None:
        if record := self.sample.record:
            await self.studio.browse(f"like:{record.id}")

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
            else self.main
        )

    def action_page(self, direction: int) -> None:
        shown = [self.focused_text]
        if shown == [self.output] and not self.shown:
            # Prompt and output are read together.
            shown.append(self.sample)
        for each in shown:
            each.scroll_relative(y=direction * max(1, each.size.height - 2), animate=False)

    def action_next_text(self) -> None:
        """From text to text; while another one is shown, between that and the output."""
        if self.has_class("-rendered"):
            return
        if self.shown:
            (self.main if self.other.has_focus else self.other).focus()
        elif self.sample.has_focus and self.sample.next_text():
            return
        else:
            following = self.sample if self.main.has_focus else self.main
            following.scroll_home(animate=False)
            following.focus()

    @on(Markdown.LinkClicked)
    def _no_link(self, event: Markdown.LinkClicked) -> None:
        """A link in a sample is only text; nothing is opened."""
        event.stop()


def _share(record: samples.Record, frame: frozenset[str] | None, screen: Size) -> str:
    """The share with which prompt and output take the fewest screens; the even one if it can."""
    given = record.input if frame is None else fold(record.input, record.output, frame)

    def lines(text: str, columns: float) -> int:
        return sum(1 + int(len(line) / columns) for line in text.split("\n"))

    def height(share: float) -> int:
        prompt = f"{record.instruction}\n{given}"
        left = HEAD_LINES + lines(prompt, screen.width * share)
        right = 1 + lines(record.output, screen.width * (1 - share))
        return max(left, right, screen.height - AROUND)

    return min(SHARES, key=lambda name: height(SHARES[name]))
