"""Flagging the sample that is read: with a reason, a note, the lines that are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from studio.panes.base import Command
from studio.panes.marking import NOTE_DETAIL
from studio.store.verdicts import OTHER, REASONS
from studio.widgets.dialogs import Ask, Choose
from studio.widgets.text.line_marker import MarkLines

from .beside import Beside


class Flagging(Beside):
    """A part of the screen whose sample can be flagged."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines = ""
        """The lines that the next flag is about."""

    def _judge(self, verdict: str, reason: str = "", note: str = "") -> None:
        raise NotImplementedError

    def action_flag(self, noted: bool = False) -> None:
        if self.sample.record is None:
            return
        ask = Choose("Why flag this sample?", list(REASONS.items()))
        self.app.push_screen(ask, partial(self._flagged, noted))

    def commands(self) -> Iterator[Command]:
        """Flagging for each reason, as entries of the palette."""
        for key, shown in REASONS.items() if self.sample.record else ():
            run = partial(self._flagged, False, key)
            yield Command(f"Flag the sample as {shown}", "Then shows the next one", run)

    def action_mark_lines(self) -> None:
        """Flags with the lines of the output that are wrong."""
        record = self.sample.record
        if record is None:
            return

        def marked(numbers: str | None) -> None:
            if numbers:
                self.lines = f"output:{numbers}"
                self.action_flag()

        self.app.push_screen(
            MarkLines("Which lines of the output are wrong?", record.output), marked
        )

    def _flagged(self, noted: bool, reason: str | None) -> None:
        if reason is None:
            self.lines = ""
            return
        if noted or reason == OTHER:
            self.app.push_screen(
                Ask(f"What is wrong? ({REASONS[reason]})", detail=NOTE_DETAIL, blank=True),
                partial(self._noted, reason),
            )
        else:
            self._judge("flag", reason)

    def _noted(self, reason: str, note: str | None) -> None:
        if note is None:
            self.lines = ""
        else:
            self._judge("flag", reason, note)
