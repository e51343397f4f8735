"""Jump mode: every part of the screen shows a letter, and the letter moves the focus there."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from .modal import Modal

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Jump(Modal[Widget | None]):
    """Returns the widget whose letter was pressed."""

    HELP = "# Jump\n\nPress the letter shown on the part you want to use; `escape` cancels."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="jump.cancel")
    ]

    def __init__(self, targets: list[Widget]) -> None:
        super().__init__()
        self.targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        for letter, widget in self.targets.items():
            label = Label(f" {letter} ", classes="jump", markup=False)
            label.styles.offset = (widget.region.x, widget.region.y)
            yield label

    def on_click(self, event: events.Click) -> None:
        """Goes to the part that was clicked, or back."""
        at = event.screen_offset
        there = [each for each in self.targets.values() if each.region.contains_point(at)]
        self.dismiss(there[-1] if there else None)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in self.targets:
            event.stop()
            self.dismiss(self.targets[event.character])
