"""Old and new side by side: a verdict on every replacement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from generators.errors import UserError
from studio.curation import regenerate, review
from studio.panes.base import Guest
from studio.panes.marking import NOTE, NOTE_DETAIL
from studio.search import samples
from studio.store.lineage import Pair
from studio.store.verdicts import OTHER, REASONS
from studio.widgets.dialogs import Ask, Choose
from studio.widgets.safe import one_line
from studio.widgets.samples.sample_detail import SampleDetail
from studio.widgets.tuning.key_bar import KeyBar

DECIDED = {"accepted": "accepted", "flagged": "new one flagged", "rejected": "old one restored"}
"""What a verdict made of the new sample."""
RULES = {
    "next": "next candidate",
    "near": "next candidate, similar to another sample",
    "again": "reused output with another prompt",
    "edit": "edited by hand",
}
WIDE = 100
PARTS = ("head", "instruction", "output", "input", "facts")
"""What a verdict is on comes before what it was made from."""


class Replaced(Screen[None], Guest):
    """Pairs of old and new, one at a time."""

    HELP = """# Old and new

The old sample is on the left, its replacement on the right. `a` accepts the new one, `f` flags it
(the next regeneration replaces it), `r` restores the old one and rejects the new. `u` undoes step
by step. Arrows move without a verdict, `space` and `b` page both sides, `tab` switches sides, `z`
gives one side the whole screen, `escape` closes.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", id="replaced.accept", tooltip="Accept the new sample"),
        Binding("f", "flag", "Flag", id="replaced.flag", tooltip="Flag the new sample"),
        Binding("r", "restore", "Restore", id="replaced.restore", tooltip="Restore the old sample"),
        Binding("u", "undo", "Undo", show=False, id="replaced.undo", tooltip="Undo the last act"),
        Binding(
            "left", "move(-1)", "Back", priority=True, id="replaced.back", tooltip="Previous pair"
        ),
        Binding("right", "move(1)", "Next", priority=True, id="replaced.on", tooltip="Next pair"),
        Binding("space,pagedown", "page(1)", "Page", show=False, id="replaced.page"),
        Binding("b,pageup", "page(-1)", "Page up", show=False, id="replaced.page_up"),
        Binding("z", "zoom", "Zoom", id="replaced.zoom", tooltip="One side only, or both"),
        Binding("question_mark", "help", "Help", key_display="?", id="replaced.help"),
        Binding("escape,q", "dismiss", "Close", id="replaced.close"),
    ]

    def __init__(self, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self.pairs, self.at = list(pairs), 0
        self.seen = ""
        """The new sample of the pair that has been drawn: only on that a key acts."""

    def compose(self) -> ComposeResult:
        yield Static(id="replaced-head", markup=False)
        with Horizontal(id="replaced-body"):
            yield SampleDetail(id="replaced-old", parts=PARTS)
            yield SampleDetail(id="replaced-new", parts=PARTS)
        yield KeyBar()

    def on_mount(self) -> None:
        for rack in self.query("ToastRack"):
            # Textual puts what is said above everything; here, as in the panes, it is at the keys.
            self.move_child(rack, before=self.query_one(KeyBar))
        self.query_one("#replaced-old").border_title = "Old"
        self.query_one("#replaced-new").border_title = "New"
        self._show()
        self.query_one("#replaced-new").focus()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")

    def _show(self) -> None:
        staging, pair = self.studio.staging, self.pairs[self.at]
        word = ""
        for side, sample in (("old", pair.old), ("new", pair.new)):
            record = samples.record(staging.db, sample) if staging else None
            self.query_one(f"#replaced-{side}", SampleDetail).show(record)
            word = DECIDED.get(record.row["state"], "") if record else ""
        reason = REASONS.get(pair.reason, pair.reason) or "no reason"
        line = f"{pair.dataset} / {pair.category}  {reason} → "
        self.query_one("#replaced-head", Static).update(
            Content.assemble(
                (f"{self.at + 1}/{len(self.pairs)} ", "bold"),
                (f"{word}  " if word else "", "bold $text-success"),
                one_line(line, 120),
                RULES.get(pair.rule, pair.rule),
                f"  {pair.old_tokens:,} → {pair.new_tokens:,} tokens",
            )
        )
        if pair.new != self.seen:
            self.seen = ""
            self.call_after_refresh(self._was_drawn, pair.new)

    def _was_drawn(self, new: str) -> None:
        if new == self.pairs[self.at].new:
            self.seen = new

    def action_move(self, step: int) -> None:
        self.at = max(0, min(len(self.pairs) - 1, self.at + step))
        self._show()

    def action_page(self, direction: int) -> None:
        for each in self.query(SampleDetail):
            each.scroll_relative(y=direction * max(1, each.size.height - 2), animate=False)

    def action_zoom(self) -> None:
        zoomed = self.has_class("-old") or self.has_class("-new")
        self.remove_class("-old", "-new")
        if not zoomed:
            self.add_class("-old" if self.query_one("#replaced-old").has_focus else "-new")

    async def action_help(self) -> None:
        self.studio.action_help()

    def action_accept(self) -> None:
        self._do(lambda staging, pair: review.record(staging, [pair.new], "accept"))

    def action_flag(self) -> None:
        if not self.seen:
            return
        ask = Choose("Why flag the new sample?", list(REASONS.items()))
        self.app.push_screen(ask, lambda reason: self._flagged(reason) if reason else None)

    def _flagged(self, reason: str) -> None:
        if reason == OTHER:
            ask = Ask(NOTE, detail=NOTE_DETAIL, blank=True)
            self.app.push_screen(
                ask, lambda note: None if note is None else self._flag(reason, note)
            )
        else:
            self._flag(reason, "")

    def _flag(self, reason: str, note: str) -> None:
        self._do(lambda staging, pair: review.record(staging, [pair.new], "flag", reason, note))

    def action_restore(self) -> None:
        self._do(lambda staging, pair: regenerate.restore(staging, pair.old))

    def action_undo(self) -> None:
        act = self.studio.undo()
        of = [
            at
            for at, pair in enumerate(self.pairs)
            if act and act.samples[0] in (pair.old, pair.new)
        ]
        if of:
            self.at = of[-1]
        self._show()

    def _do(self, act: Callable[..., object]) -> None:
        """Applies a verdict to the pair shown and goes to the next one."""
        staging, pair = self.studio.staging, self.pairs[self.at]
        if staging is None or not self.seen:
            return
        try:
            act(staging, pair)
        except UserError as error:
            self.studio.warn(str(error))
            return
        if self.at + 1 < len(self.pairs):
            self.at += 1
        else:
            self.studio.say("That was the last pair. Press escape to close.")
        self._show()
