"""Editing a sample by hand: in $VISUAL or $EDITOR if one is set, else in a dialog."""

from __future__ import annotations

from textual import work
from textual.widget import Widget

from generators.errors import UserError
from studio.curation import edit_text
from studio.search.samples import Record
from studio.widgets import editor
from studio.widgets.dialogs import Write
from studio.widgets.safe import block
from studio.widgets.samples.sample_detail import SampleDetail

from .base import Guest


class Editing(Widget, Guest):
    """A part of the screen whose sample can be edited. An edit that is refused is offered again."""

    @property
    def sample(self) -> SampleDetail:
        raise NotImplementedError

    def reviewed_in(self, sample: str) -> dict[str, str]:
        """The review, and whose, in which an edit of the sample is its verdict; empty for none."""
        return {}

    def edited(self, old: str, new: str, meanwhile: bool) -> None:
        """The sample has a new version; `meanwhile` says that somebody went on since it was
        saved.
        """
        raise NotImplementedError

    refused: tuple[str, str] = "", ""
    """The sample and the text of an edit that was refused while somebody was doing something
    else.
    """

    def action_edit(self) -> None:
        record = self.sample.record
        if record is not None:
            self._warm()
            sample, text = self.refused
            self._offer(record, text if sample == record.id else edit_text.joined(record))

    @work(thread=True, exit_on_error=False, group="edit")
    def _warm(self) -> None:
        """Loads what checks an edit while it is being written."""
        from studio.curation import edit  # noqa: F401

    def _offer(self, record: Record, text: str) -> None:
        if not editor.named():
            self._write(record, text)
            return
        try:
            self._take(record, editor.change(self.app, text, "sample.md"))
        except UserError as error:
            # The terminal cannot be handed over, or there is no editor: there is always the dialog.
            self.studio.warn(str(error))
            self._write(record, text)

    def _write(self, record: Record, text: str) -> None:
        if block(text) != text:
            # The dialog would save the symbols it shows instead of the characters they stand for.
            self.studio.warn(
                "this sample has characters or lines that the dialog cannot show; "
                "set $EDITOR to edit it"
            )
            return
        dialog = Write(f"Edit {record.id}", text, _wrong, 1, edit_text.joined(record))
        self.app.push_screen(dialog, lambda new: self._take(record, new))

    def _take(self, record: Record, text: str | None) -> None:
        if text == edit_text.joined(record):
            self.studio.say("Nothing changed")
        elif text is not None:
            self.refused = "", ""
            self.studio.say("Checking the edited sample …")
            self._store(record, text, self.reviewed_in(record.id), self.studio.touched)

    @work(thread=True, exit_on_error=False, group="edit")
    def _store(self, record: Record, text: str, review: dict[str, str], touched: int) -> None:
        from studio.curation import edit

        staging = self.studio.staging
        if staging is None:
            return
        try:
            new = edit.edit(staging, record.id, *edit_text.parted(text, record), **review)
        except UserError as error:
            self.app.call_from_thread(self._refused, record, text, str(error), touched)
        else:
            self.app.call_from_thread(self._taken, record.id, new, touched)

    def _taken(self, old: str, new: str, touched: int) -> None:
        self.studio.say(f"Saved as {new} and accepted in your name; u undoes")
        self.edited(old, new, touched != self.studio.touched)

    def _refused(self, record: Record, text: str, why: str, touched: int) -> None:
        if touched == self.studio.touched:
            self.studio.warn(why)
            self._write(record, text)
        else:
            self.refused = record.id, text
            self.studio.warn(f"{why}; e on {record.id} opens your text again")


def _wrong(text: str) -> str:
    try:
        edit_text.parted(text)
    except UserError as error:
        return str(error)
    return ""
