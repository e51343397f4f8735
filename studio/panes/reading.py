"""Reading samples one by one: the part of Review that a session is in."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Markdown, Static

from generators.errors import StoreError
from studio.curation import origins, results, review
from studio.errors import StudioError
from studio.jobs import live
from studio.search import samples
from studio.store import verdicts
from studio.store.sessions import Session
from studio.store.verdicts import REASONS
from studio.widgets import reviewed
from studio.widgets.dialogs import Ask, Choose
from studio.widgets.safe import block, one_line
from studio.widgets.sample_detail import SampleDetail, Scroller, facts

from .editing import Editing

WIDE = 110
"""Columns from which figures, or a neighbour, stand beside the sample."""
KEYS = (
    ("a", "accept", "accept"), ("f", "flag", "flag"), ("s", "skip", "skip"), ("u", "undo", "undo"),
    ("←", "back", ""), ("→", "on", ""), ("n", "beside('neighbour')", "near"), ("o", "beside('source')", "source"),
    ("d", "beside('diff')", "diff"), ("r", "beside('results')", "rates"), ("m", "rendered", "md"),
    ("e", "edit", "edit"), ("#", "jump_to", ""),
)  # fmt: skip


class KeyLabel(Label):
    """A key and its word; a click does what the key does."""

    def __init__(self, key: str, action: str, word: str) -> None:
        super().__init__(
            Content.assemble((key, "bold $accent"), f" {word}".rstrip()),
            classes="key-label",
            markup=False,
        )
        self.act = action

    async def on_click(self) -> None:
        await self.app.run_action(
            self.act, next(node for node in self.ancestors if isinstance(node, Reading))
        )


class Reading(Editing, Vertical):
    """One sample of a session at a time; every verdict is kept before the next sample is drawn."""

    HELP = """# Reading

Is this sample one a model should learn from? `a` says yes, `f` and a digit says no and why (`F` with a note), `s`
leaves it open; then the next one is shown. `u` takes verdicts back one by one, arrows move without a verdict, `#` goes
to a number. `space` and `b` turn pages.

`n` shows the nearest neighbour in the dataset, `o` the source with the lines the sample has, `d` what differs between
them, `r` the results so far, `m` the markdown rendered, `e` lets you mend the sample. The same key, or `escape`, puts
it away. `escape` then leaves; the session stays where it is.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "accept", "Accept", show=False, id="review.accept", tooltip="This sample is good"
        ),
        Binding(
            "f",
            "flag",
            "Flag",
            show=False,
            id="review.flag",
            tooltip="This sample is bad; a digit says why",
        ),
        Binding(
            "F",
            "flag(True)",
            "Flag, note",
            show=False,
            id="review.flag_note",
            tooltip="Flag with a note",
        ),
        Binding(
            "s", "skip", "Skip", show=False, id="review.skip", tooltip="No verdict on this one"
        ),
        Binding(
            "u", "undo", "Undo", show=False, id="review.undo", tooltip="Take the last verdict back"
        ),
        Binding(
            "left",
            "back",
            "Back",
            show=False,
            priority=True,
            id="review.back",
            tooltip="The sample before",
        ),
        Binding(
            "right",
            "on",
            "On",
            show=False,
            priority=True,
            id="review.on",
            tooltip="The next sample",
        ),
        Binding(
            "number_sign,J",
            "jump_to",
            "Jump",
            show=False,
            id="review.jump",
            tooltip="Go to a sample by number",
        ),
        Binding(
            "n",
            "beside('neighbour')",
            "Neighbour",
            show=False,
            id="review.neighbour",
            tooltip="The most alike",
        ),
        Binding(
            "o",
            "beside('source')",
            "Source",
            show=False,
            id="review.source",
            tooltip="Where it was cut from",
        ),
        Binding(
            "d",
            "beside('diff')",
            "Diff",
            show=False,
            id="review.diff",
            tooltip="What differs from the source",
        ),
        Binding(
            "r",
            "beside('results')",
            "Results",
            show=False,
            id="review.results",
            tooltip="Defect rates so far",
        ),
        Binding(
            "m",
            "rendered",
            "Markdown",
            show=False,
            id="review.markdown",
            tooltip="Rendered, or as it is",
        ),
        Binding(
            "e", "edit", "Edit", show=False, id="review.edit", tooltip="Mend the sample by hand"
        ),
        Binding("y", "copy", "Copy", show=False, id="review.copy", tooltip="Copy the output"),
        Binding(
            "space,pagedown",
            "page(1)",
            "Page",
            show=False,
            id="review.page",
            tooltip="One page down",
        ),
        Binding(
            "b,pageup",
            "page(-1)",
            "Page up",
            show=False,
            id="review.page_up",
            tooltip="One page up",
        ),
        Binding(
            "tab",
            "other",
            "Other side",
            show=False,
            priority=True,
            id="review.other",
            tooltip="The other text",
        ),
        Binding(
            "escape",
            "leave",
            "Sessions",
            id="review.leave",
            tooltip="Put away what is shown; then leave",
        ),
    ]

    class Left(Message):
        """The reader leaves; the session stays where it is."""

    class Judged(Message):
        """Something was said about a sample."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session: Session | None = None
        self.shown = ""
        """What stands beside the sample: neighbour, source, diff, results, or nothing of these."""
        self.since = 0.0
        self.drawn = ""
        """The sample on the screen."""

    def compose(self) -> ComposeResult:
        yield Static(id="reading-head", markup=False)
        with Horizontal(id="reading-body"):
            yield SampleDetail(id="reading-sample", texts_only=True)
            with Scroller(id="reading-rendered"):
                yield Markdown(open_links=False)
            yield SampleDetail(id="reading-other")
            with Scroller(id="reading-side"):
                yield Static(id="reading-facts", markup=False)
        with Horizontal(id="reading-keys"):
            for each in KEYS:
                yield KeyLabel(*each)

    @property
    def sample(self) -> SampleDetail:
        return self.query_one("#reading-sample", SampleDetail)

    @property
    def other(self) -> SampleDetail:
        return self.query_one("#reading-other", SampleDetail)

    def on_resize(self) -> None:
        wide = self.size.width >= WIDE
        if wide != self.has_class("-wide"):
            self.set_class(wide, "-wide")
            self.sample.texts_only = wide
            self.refresh_sample()

    # Showing

    def open(self, session: Session) -> None:
        """Takes a session up where it is."""
        self.session = session
        self.drawn = ""
        self.refresh_sample()
        self.sample.focus()

    def refresh_sample(self) -> None:
        """Shows the present sample, or the end."""
        staging, session = self.studio.staging, self.session
        if staging is None or session is None:
            return
        said = verdicts.of_session(staging.db, session.id)
        found = results.results(staging.db, session.id)
        if session.current != self.drawn or not session.current:
            self._put_away()
            self.since = live.now()
        self.drawn = session.current
        record = samples.record(staging.db, session.current) if session.current else None
        if record is not None:
            self.sample.show(record)
            self.query_one("#reading-facts", Static).update(self._beside(record, found))
        elif session.current:
            self.sample.put(
                Content.styled(
                    f"{session.current} is no longer in the store: → goes on", "$text-warning"
                )
            )
        else:
            flagged = verdicts.states(staging.db).get("flagged", 0)
            self.sample.put(reviewed.ending(session, said, found, flagged))
            self.query_one("#reading-facts", Static).update("")
        seconds = results.seconds_per_sample(staging.db, session)
        line = reviewed.head(
            session,
            found[-1] if found else None,
            seconds,
            said.get(session.current),
            self.size.width,
        )
        self.query_one("#reading-head", Static).update(line)

    def _beside(self, record: samples.Record, found: list[results.Result]) -> Content:
        title = Content.styled("▎So far", "bold $primary")
        return Content("\n").join([title, reviewed.results(found), facts(record)])

    def action_beside(self, what: str) -> None:
        if self.shown == what or self.sample.record is None:
            self._put_away()
            return
        self._put_away()
        self.shown = what
        self.add_class("-beside")
        self.other.border_title = what
        if what == "results":
            staging = self.studio.staging
            found = results.results(staging.db, self.session.id) if staging and self.session else []
            self.other.put(reviewed.results(found))
            self.other.focus()
            return
        self.other.put(Content.styled("looking …", "$text-muted"))
        self._look(what, self.sample.record)
        self.other.focus()

    def _put_away(self) -> None:
        self.shown = ""
        if self.other.has_focus or self.query_one("#reading-rendered").has_focus:
            self.sample.focus()
        self.remove_class("-beside", "-rendered")

    @work(thread=True, exclusive=True, exit_on_error=False, group="beside")
    def _look(self, what: str, record: samples.Record) -> None:
        # It brings numpy along, which costs more than all else of the pane.
        from studio.curation import neighbours

        staging = self.studio.staging
        shown: Content | samples.Record | None
        title = ""
        try:
            if what == "neighbour":
                found = neighbours.nearest(staging.db, record.id) if staging else None
                shown = samples.record(staging.db, found.id) if staging and found else None
                title = f"{found.whole:.0%} alike, output {found.output:.0%}" if found else ""
                shown = shown or Content(
                    "No other sample shares five words in a row with this one."
                )
            else:
                shown = self._source(what, record)
        except (StoreError, StudioError, sqlite3.Error) as error:
            shown = Content.styled(one_line(str(error), 300), "$text-error")
        self.app.call_from_thread(self._looked, what, record.id, shown, title)

    def _source(self, what: str, record: samples.Record) -> Content:
        text = origins.text(self.studio.workspace.chroma, record)
        name = str(record.row["source"])
        if not text:
            return Content(
                one_line(
                    f"{name} is no record of the store: written for the purpose, or indexed away"
                )
            )
        lines = (
            origins.marked(text, record) if what == "source" else origins.difference(text, record)
        )
        if what == "diff" and not lines:
            return Content(one_line(f"The output stands in {name} word for word"))
        said = (
            "lines that the sample has are marked"
            if what == "source"
            else "- the source, + the output"
        )
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
        self._put_away()
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

    def action_page(self, direction: int) -> None:
        shown = self.focused_text
        shown.scroll_relative(y=direction * max(1, shown.size.height - 2), animate=False)

    @property
    def focused_text(self) -> Any:
        if self.has_class("-rendered"):
            return self.query_one("#reading-rendered")
        return (
            self.other
            if self.shown and (self.other.has_focus or not self.has_class("-wide"))
            else self.sample
        )

    def action_other(self) -> None:
        if self.shown:
            (self.sample if self.other.has_focus else self.other).focus()

    def action_leave(self) -> None:
        if self.shown or self.has_class("-rendered"):
            self._put_away()
        else:
            self.post_message(self.Left())

    def action_copy(self) -> None:
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.output)
            self.studio.say(f"Copied the output, {len(record.output):,} characters")

    # Judging

    def action_accept(self) -> None:
        self._judge("accept")

    def action_skip(self) -> None:
        self._judge("skip")

    def action_flag(self, noted: bool = False) -> None:
        if self.sample.record is None:
            return
        ask = Choose("Why flag this sample?", list(REASONS.items()))
        self.app.push_screen(ask, partial(self._flagged, noted))

    def _flagged(self, noted: bool, reason: str | None) -> None:
        if reason is None:
            return
        if noted:
            self.app.push_screen(
                Ask(f"What is wrong? ({REASONS[reason]})"),
                lambda note: self._judge("flag", reason, note or ""),
            )
        else:
            self._judge("flag", reason)

    def _judge(self, verdict: str, reason: str = "", note: str = "") -> None:
        staging, session = self.studio.staging, self.session
        if staging is None or session is None:
            return
        if not session.current:
            self.studio.say("All samples of this session are read: ← goes back, escape leaves")
            return
        seconds = live.now() - self.since
        self._go(lambda: review.judge(staging, session, verdict, reason, note, seconds), said=True)

    def action_undo(self) -> None:
        staging, session = self.studio.staging, self.session
        if staging and session:
            self._go(lambda: review.undo(staging, session), said=True)

    def action_back(self) -> None:
        self._move(-1)

    def action_on(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        staging, session = self.studio.staging, self.session
        if staging and session:
            self._go(lambda: review.move(staging, session, session.cursor + step))

    def action_jump_to(self) -> None:
        session = self.session
        if session:
            self.app.push_screen(Ask(f"Which sample, 1 to {len(session.samples)}?"), self._jump)

    def _jump(self, answer: str | None) -> None:
        staging, session = self.studio.staging, self.session
        if not answer or staging is None or session is None:
            return
        if not answer.isdecimal() or not 1 <= int(answer) <= len(session.samples):
            self.studio.warn(f"{answer} is no number from 1 to {len(session.samples)}")
            return
        self._go(lambda: review.move(staging, session, int(answer) - 1))

    def _go(self, step: Any, said: bool = False) -> None:
        """Takes a step that is kept before it is shown; a step that fails leaves everything where
        it is.
        """
        try:
            self.session = step()
        except StudioError as error:
            self.studio.warn(str(error))
            return
        if said:
            self.post_message(self.Judged())
        self.refresh_sample()

    # Editing

    def edited(self, old: str, new: str) -> None:
        staging, session = self.studio.staging, self.session
        if staging and session and old in session.samples:
            self._go(lambda: review.swap(staging, session, old, new), said=True)

    @on(Markdown.LinkClicked)
    def _no_link(self, event: Markdown.LinkClicked) -> None:
        """A link of a sample is text; nothing is opened."""
        event.stop()
