"""Flagging samples: one, a selection, all that a filter lists, or all that a check found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from generators.errors import UserError
from studio.curation import review
from studio.figures import datasets
from studio.store import verdicts
from studio.store.verdicts import OTHER, REASONS
from studio.widgets import reviewed
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.samples.sample_list import SampleList

from .base import Command, Pane

NOTE = "What is wrong?"
NOTE_DETAIL = "The note is kept with the flag. Enter without a text flags without a note."


class Flagging(Pane):
    """A pane from which samples are flagged; flagging several asks for confirmation."""

    def ask_reason(self, ids: list[str]) -> None:
        if not ids:
            return
        what = ids[0] if len(ids) == 1 else f"{len(ids):,} samples"
        self.app.push_screen(
            Choose(f"Why flag {what}?", list(REASONS.items())),
            lambda reason: self._confirm_flag(ids, reason),
        )

    def _confirm_flag(self, ids: list[str], reason: str | None) -> None:
        if reason is None:
            return
        if len(ids) == 1:
            self.flag_with_note(ids, reason)
            return
        question = f"Flag {len(ids):,} samples as {REASONS[reason]}?"
        self.app.push_screen(
            Confirm(question), lambda yes: self.flag_with_note(ids, reason) if yes else None
        )

    def flag_with_note(self, ids: list[str], reason: str, lines: str = "") -> None:
        """Flags, after asking for a note where the reason says nothing without one."""
        if reason == OTHER:
            self.app.push_screen(
                Ask(NOTE, detail=NOTE_DETAIL, blank=True),
                lambda note: None if note is None else self._flag(ids, reason, lines, note),
            )
        else:
            self._flag(ids, reason, lines)

    def _flag(self, ids: list[str], reason: str, lines: str = "", note: str = "") -> None:
        staging = self.studio.staging
        if staging is None:
            return
        before = verdicts.states_of(staging.db, ids)
        try:
            count = review.flag(staging, ids, reason, note, lines)
        except UserError as error:
            self.studio.warn(str(error))
            return
        imported = datasets.imported_names(staging)
        self.judged(
            f"{count:,} flagged as {REASONS[reason]}{reviewed.replacing(before, len(ids))}; "
            + (datasets.LEFT_OUT if imported else "R in Review replaces them")
        )

    def flag_commands(self, ids: list[str]) -> Iterator[Command]:
        """Flagging for each reason, as entries of the palette."""
        what = "the sample" if len(ids) == 1 else f"{len(ids):,} selected samples"
        for key, shown in REASONS.items() if ids else ():
            yield Command(f"Flag {what} as {shown}", "", partial(self._confirm_flag, ids, key))

    def judged(self, text: str) -> None:
        """Verdicts on samples were stored."""
        self.studio.say(text)
        self.studio.store_changed()


class Marking(Flagging):
    """A pane with a list of samples that can be flagged and unflagged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "flag", "Flag", id="browse.flag", tooltip="Flag the sample or the selection"),
        Binding(
            "F",
            "flag_all",
            "Flag all",
            show=False,
            id="browse.flag_all",
            tooltip="Flag all listed samples",
        ),
        Binding("U", "unflag", "Unflag", show=False, id="browse.unflag", tooltip="Remove the flag"),
    ]

    @property
    def samples(self) -> SampleList:
        return self.query_one(SampleList)

    def catch_up(self) -> None:
        """Lists what an act is meant for, where the list is behind."""

    def action_flag(self) -> None:
        self.catch_up()
        self.ask_reason(self.samples.acted_on)

    def action_flag_all(self) -> None:
        self.catch_up()
        self.ask_reason(list(self.samples.ids))

    def action_unflag(self) -> None:
        self.catch_up()
        ids = self.samples.acted_on
        if not ids:
            return
        if len(ids) > 1:
            question = f"Remove the flags from {len(ids):,} samples?"
            self.app.push_screen(Confirm(question), lambda yes: self._unflag(ids) if yes else None)
        else:
            self._unflag(ids)

    def _unflag(self, ids: list[str]) -> None:
        staging = self.studio.staging
        if staging is None:
            return
        try:
            count = review.unflag(staging, ids)
        except UserError as error:
            self.studio.warn(str(error))
            return
        self.judged(f"{count:,} unflagged" if count else "There is no flag to remove")

    def judged(self, text: str) -> None:
        self.samples.select(())
        self.samples.reload()
        super().judged(text)
