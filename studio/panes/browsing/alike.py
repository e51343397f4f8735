"""Samples like one, samples most likely bad, and verdicts on many of them, from a list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from generators.errors import UserError
from studio.curation import review
from studio.panes.finding import Finding
from studio.store import verdicts
from studio.widgets import reviewed
from studio.widgets.dialogs import Confirm


class Alike(Finding):
    """A pane whose list can be what is alike, or what is suspicious first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "L",
            "like",
            "Alike",
            show=False,
            id="browse.like",
            tooltip="List the samples most like this one",
        ),
        Binding(
            "exclamation_mark",
            "suspicious",
            "Suspicious",
            key_display="!",
            show=False,
            id="browse.suspicious",
            tooltip="Most suspicious samples first, or in file order",
        ),
        Binding(
            "a",
            "accept",
            "Accept",
            id="browse.accept",
            tooltip="Accept the sample or the selection",
        ),
        Binding(
            "A",
            "accept_all",
            "Accept all",
            show=False,
            id="browse.accept_all",
            tooltip="Accept all listed samples",
        ),
    ]

    def action_like(self) -> None:
        self.catch_up()
        if self.samples.current:
            self.filter_by(f"like:{self.samples.current}")

    def action_suspicious(self) -> None:
        """Sorts by suspicion, the worst first, and shows what for; again, by position."""
        off = self.samples.sort == review.SUSPICION
        self.samples.sort = "position" if off else review.SUSPICION
        self.samples.descending = not off
        self.samples.choose(self.samples.chosen - {"why"} if off else self.samples.chosen | {"why"})
        self.studio.measure()
        # From the top: not to where the sample under the cursor stands now.
        self._to_top = True
        self.search(self.filter)
        if not off:
            self.studio.say("Most suspicious first. Reviews estimate rates; this order does not.")

    def action_accept(self) -> None:
        self.catch_up()
        self._accept_asked(self.samples.acted_on)

    def action_accept_all(self) -> None:
        self.catch_up()
        # What was not understood filters nothing: more than was meant would be accepted.
        if self.problems:
            self.studio.warn(f"{self.problems[0]}; correct the filter first")
        else:
            self._accept_asked(list(self.samples.ids))

    def _accept_asked(self, ids: list[str]) -> None:
        if len(ids) > 1:
            question = f"Accept {len(ids):,} samples without reading each?"
            self.app.push_screen(Confirm(question), lambda yes: self._accept(ids) if yes else None)
        elif ids:
            self._accept(ids)

    def _accept(self, ids: list[str]) -> None:
        staging = self.studio.staging
        if staging is None:
            return
        before = verdicts.states_of(staging.db, ids)
        try:
            count = review.record(staging, ids, "accept")
        except UserError as error:
            self.studio.warn(str(error))
            return
        self.judged(f"{count:,} accepted{reviewed.replacing(before, len(ids))}")
