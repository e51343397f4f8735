"""Reading samples one by one: the part of Review that shows a session."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from generators.errors import UserError
from studio.curation import results, review
from studio.jobs import live
from studio.search import samples
from studio.store import measures, verdicts
from studio.store.sessions import Session
from studio.widgets import reviewed
from studio.widgets.dialogs import Ask
from studio.widgets.tuning.focus import put_away
from studio.widgets.tuning.resizing import Resizing

from .beside import LOW, WIDE
from .flagging import Flagging
from .key_row import key_labels

LEARN_EVERY = 10
"""Verdicts of an ordered session after which what follows is ordered again."""


class Reading(Flagging, Vertical, Resizing):
    """One sample of a session at a time; every verdict is saved before the next sample is shown."""

    HELP = """# Reading

Should a model learn from this sample? `a` accepts it, `f` and a digit flags it with a reason (`F`
adds a note, `l` marks the wrong lines first), `s` skips it; then the next one is shown. `u` undoes
verdicts one by one, arrows move without a verdict, `#` goes to a number. `space` and `b` page down
and up, `tab` goes from text to text. On a wide screen the output stands beside the prompt. Lines of
the input are folded that stand in the output too, or stood in an earlier sample of the dataset. On
a low screen an empty line is only a ¶ at the end of the line before. `+` shows all lines. Control
characters are shown as symbols (␛), direction marks by name (⟨RLO⟩).

In place of the prompt, while the output stays where it is, `=` shows the most similar sample, `o`
the source with the lines used in the sample, `d` the differences between them, `T` what the trainer
sees, `i` all metadata, `r` the results so far. `m` shows the rendered Markdown. The same key or
`escape` hides it. `L` lists what is most like it, `e` edits it. `escape` leaves the session,
which you can resume later.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", id="review.accept", tooltip="Accept the sample"),
        Binding(
            "f",
            "flag",
            "Flag",
            id="review.flag",
            tooltip="Flag the sample; a digit gives the reason",
        ),
        Binding(
            "F",
            "flag(True)",
            "Flag, note",
            show=False,
            id="review.flag_note",
            tooltip="Flag with a note",
        ),
        Binding("s", "skip", "Skip", id="review.skip", tooltip="Skip without a verdict"),
        Binding(
            "u",
            "undo",
            "Undo",
            id="review.undo",
            tooltip="Take back the last verdict or flags, step by step",
        ),
        Binding(
            "left",
            "back",
            "Back",
            show=False,
            priority=True,
            id="review.back",
            tooltip="Previous sample",
        ),
        Binding(
            "right",
            "on",
            "Next",
            priority=True,
            id="review.on",
            tooltip="Next sample",
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
            "l",
            "mark_lines",
            "Lines",
            show=False,
            id="review.mark_lines",
            tooltip="Flag lines of the output",
        ),
        Binding("e", "edit", "Edit", show=False, id="review.edit", tooltip="Edit the sample"),
        Binding("y", "copy", "Copy", show=False, id="review.copy", tooltip="Copy the output"),
        Binding(
            "space,pagedown",
            "page(1)",
            "Page",
            show=False,
            id="review.page",
            tooltip="Page down",
        ),
        Binding(
            "b,pageup",
            "page(-1)",
            "Page up",
            show=False,
            id="review.page_up",
            tooltip="Page up",
        ),
        Binding(
            "tab",
            "next_text",
            "Next text",
            show=False,
            priority=True,
            id="review.next_text",
            tooltip="Go to the next text: instruction, input, output",
        ),
        # As in the list of reviews, but the last line is for the keys of a sample.
        Binding(
            "R",
            "regenerate",
            "Regenerate",
            show=False,
            id="review.regenerate_now",
            tooltip="Replace flagged samples",
        ),
        Binding(
            "escape",
            "leave",
            "Leave",
            id="review.leave",
            tooltip="Hide what is shown; again to leave",
        ),
    ]

    class Left(Message):
        """The reader leaves; the session can be resumed."""

    class Judged(Message):
        """A verdict was stored or undone."""

    class Regenerate(Message):
        """The reader wants flagged samples replaced."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.since = 0.0
        self.opened = False
        """Whether a session is being read; its keys work only then."""
        self.seen = ""
        """The sample that has been drawn: only on that a verdict is taken."""

    def compose(self) -> ComposeResult:
        yield Static(id="reading-head", markup=False)
        with Horizontal(id="reading-body"):
            yield from self.compose_texts()
        with Horizontal(id="reading-keys"):
            yield from key_labels()

    def resized(self) -> None:
        before = self.classes
        self._fit()
        if self.classes != before:
            self.refresh_sample()
            if self.sample.has_focus or self.output.has_focus:
                self.main.focus()

    def _fit(self) -> None:
        """Arranges itself for the screen's size, since a hidden pane has none."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.height < LOW, "-low")

    # Showing

    def open(self, session: Session) -> None:
        """Resumes a session."""
        self.session = session
        self.opened, self.drawn = True, ""
        self.met.clear()
        # No message of its size has come yet, but the focus goes to one of its texts now.
        self._fit()
        self.refresh_sample()
        self.main.focus()

    def read_again(self) -> None:
        """Shows the session as it is now."""
        if self.studio.staging and self.session:
            self.session = review.again(self.studio.staging, self.session)
        self.refresh_sample()

    def refresh_sample(self) -> None:
        """Shows the present sample, or the end."""
        staging, session = self.studio.staging, self.session
        if staging is None or session is None:
            return
        said = review.said(staging.db, session)
        found = results.results(staging.db, session.id, session.strata)
        if session.current != self.drawn or not session.current:
            self.put_away()
            self.since = live.now()
        self.drawn = session.current
        if self.seen != self.drawn:
            self.seen = ""
            self.call_after_refresh(self._was_drawn, self.drawn)
        record = samples.record(staging.db, session.current) if session.current else None
        if record is not None:
            self.show_sample(record)
        elif session.current:
            self.say_instead(
                Content.styled(
                    f"{session.current} is no longer in the store. Press → to go on.",
                    "$text-warning",
                )
            )
        else:
            flagged = verdicts.states(staging.db).get("flagged", 0)
            self.say_instead(reviewed.ending(session, said, found, flagged))
        seconds = results.seconds_per_sample(staging.db, session)
        line = reviewed.head(
            session,
            found[-1] if found else None,
            seconds,
            said.get(session.current),
            self.size.width,
            measures.why(staging.db, session.current) if session.chosen else "",
        )
        self.query_one("#reading-head", Static).update(line)

    def _was_drawn(self, sample: str) -> None:
        if sample == self.drawn and not put_away(self):
            self.seen = sample

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.opened

    def action_leave(self) -> None:
        if self.shown or self.has_class("-rendered"):
            self.put_away()
        else:
            self.opened = False
            self.post_message(self.Left())

    def action_regenerate(self) -> None:
        self.post_message(self.Regenerate())

    def action_copy(self) -> None:
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.output)
            self.studio.say(f"Copied the output, {len(record.output):,} characters")

    # Judging

    def action_accept(self) -> None:
        self._judge("accept")

    def action_skip(self) -> None:
        self._judge("skip")

    def _judge(self, verdict: str, reason: str = "", note: str = "") -> None:
        staging, session = self.studio.staging, self.session
        if staging is None or session is None or session.current != self.seen:
            return
        if not session.current:
            if review.unread(staging.db, session):
                self._go(lambda: review.resume(staging, session))
            else:
                self.studio.say(
                    "You have read all samples of this session. ← goes back, escape leaves."
                )
            return
        seconds, lines = live.now() - self.since, self.lines
        self.lines = ""
        before = verdicts.states_of(staging.db, [session.current])
        self._go(
            lambda: review.judge(staging, session, verdict, reason, note, seconds, lines),
            judged=True,
        )
        word = reviewed.WORDS[verdict][0]
        if verdict != "skip" and before.get("flagged" if verdict == "accept" else "accepted"):
            self.studio.say(f"{word.capitalize()}{reviewed.replacing(before, 1)}")
        if session.chosen and (session.cursor + 1) % LEARN_EVERY == 0:
            self.studio.suspect(self._reorder)

    def _reorder(self) -> None:
        """What is left of an ordered session follows the order as it is after the last verdicts."""
        staging, session = self.studio.staging, self.session
        if staging and session and session.chosen and self.opened:
            self._go(lambda: review.reorder(staging, session))

    def action_undo(self) -> None:
        staging, session = self.studio.staging, self.session
        if staging is None or session is None:
            return
        said: list[str] = []

        def back() -> Session:
            moved, act = review.undo(staging, session)
            following = review.next_undo(staging.db, session.reviewer)
            said.append(reviewed.taken_back(act, following))
            return moved

        self._go(back, judged=True)
        if said:
            self.studio.say(said[0])

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
            self.studio.warn(f"{answer} is not a number from 1 to {len(session.samples)}")
            return
        self._go(lambda: review.move(staging, session, int(answer) - 1))

    def _go(self, step: Any, judged: bool = False) -> None:
        """Takes a step, which is stored before it is shown; one that fails changes nothing."""
        try:
            self.session = step()
        except UserError as error:
            self.studio.warn(str(error))
            return
        if judged:
            self.post_message(self.Judged())
        self.refresh_sample()

    # Editing

    def reviewed_in(self, sample: str) -> dict[str, str]:
        session = self.session
        if session is None or sample not in session.samples:
            return {}
        return {"session": session.id, "who": session.reviewer}

    def edited(self, old: str, new: str, meanwhile: bool) -> None:
        staging, session = self.studio.staging, self.session
        if staging and session and old in session.samples:
            self._go(lambda: review.again(staging, session), judged=True)
