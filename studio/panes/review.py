"""Review: what was decided so far. Reading a fair sample key by key is another part's work; this keeps its place."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from .. import browsing
from ..schema import STATES
from ..widgets.doors import Door, DoorList
from ..widgets.safe import one_line
from .base import Pane

MEANING = {
    "staged": "generated, nothing decided",
    "accepted": "read and found good",
    "flagged": "read and found bad; exported until it is replaced",
    "replaced": "another sample stands in its place",
    "rejected": "out of the dataset for good",
}
HINT = """Flag in Browse (2): f flags the sample under the cursor or the selection, F all that a filter shows,
u takes a flag back. Enter on a line opens its samples."""


class ReviewPane(Pane):
    """Samples by state, and what is flagged by reason."""

    NAME = "review"
    FOCUS = "#states"
    HELP = "# Review\n\nHow many samples are in which state, and why samples are flagged. `enter` shows them in Browse."

    def compose(self) -> ComposeResult:
        yield Static(HINT, id="review-hint", markup=False)
        yield DoorList(id="states", classes="panel")

    def on_mount(self) -> None:
        self.query_one(DoorList).border_title = "Decisions"
        self.store_changed()

    def store_changed(self) -> None:
        staging = self.studio.staging
        doors = []
        if staging:
            counts = browsing.states(staging.db)
            for state in STATES:
                line = Content.assemble(f"{counts.get(state, 0):>8,}  {state:<10}", (MEANING[state], "$text-muted"))
                doors.append(Door(line, f"state:{state}"))
            for dataset, reason, count in browsing.flagged_by_reason(staging.db):
                shown = browsing.REASONS.get(reason, reason)
                line = Content(f"{count:>8,}    {one_line(dataset)}: {one_line(shown)}")
                doors.append(Door(line, f"state:flagged dataset:{dataset} reason:{reason}"))
        self.query_one(DoorList).show(doors or [Door(Content("Nothing is staged yet: generate first (1)."))])

    @on(DoorList.Opened)
    async def _opened(self, event: DoorList.Opened) -> None:
        await self.studio.browse(event.filter)
