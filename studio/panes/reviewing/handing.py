"""Handing verdicts over: a file for a second reader, and what comes back from one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from generators.errors import UserError
from studio.curation import handover, review
from studio.panes.base import Command, Pane
from studio.store import verdicts
from studio.store.sessions import Session
from studio.widgets.dialogs import Ask


class HandingOver(Pane):
    """A pane from which verdicts are exported and imported."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "h",
            "hand_over",
            "Hand over",
            show=False,
            id="review.hand_over",
            tooltip="Export for a second reader",
        ),
    ]

    def action_hand_over(self) -> None:
        suggestion = str(self.studio.workspace.root / "review.jsonl")
        self.app.push_screen(
            Ask("Write reviewed samples and verdicts to which file?", suggestion, path=True),
            self._write_out,
        )

    def _write_out(self, name: str | None, session: Session | None = None) -> None:
        """Writes what its reader judged or, without verdicts, the samples of a session."""
        staging = self.studio.staging
        if not name or staging is None:
            return
        path, who = Path(name).expanduser(), review.reviewer()
        ids = list(session.samples) if session else verdicts.judged_by(staging.db, who)
        if not ids:
            self.studio.warn(f"{who} has not reviewed any samples yet")
            return
        try:
            count = handover.write(staging, path, ids, who, blank=bool(session))
        except UserError as error:
            self.studio.warn(str(error))
        else:
            self.studio.say(f"Wrote {count:,} samples to {path}")

    def _ask_blank(self, session: Session) -> None:
        suggestion = str(self.studio.workspace.root / "to-review.jsonl")
        ask = Ask(
            "Write the samples of this review, without verdicts, to which file?",
            suggestion,
            path=True,
        )
        self.app.push_screen(ask, lambda name: self._write_out(name, session))

    def _ask_import(self) -> None:
        self.app.push_screen(Ask("Import verdicts from which file?", path=True), self._import)

    def _import(self, name: str | None) -> None:
        staging = self.studio.staging
        if not name or staging is None:
            return
        try:
            done = handover.read(staging, Path(name).expanduser())
        except UserError as error:
            self.studio.warn(str(error))
            return
        self.studio.say(handover.render(done))
        self.studio.store_changed()

    def handing_commands(self, session: Session | None) -> Iterator[Command]:
        """Those of files of verdicts; `session` is the one being read."""
        yield Command("Export my verdicts to a file", "JSONL", self.action_hand_over)
        if session:
            yield Command(
                "Export this review for a second reader",
                "JSONL, without verdicts",
                partial(self._ask_blank, session),
            )
        yield Command(
            "Import verdicts from a file", "Keeps the verdicts of both readers", self._ask_import
        )
