"""Lines that open Browse: Enter on one shows the samples behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True)
class Door:
    """A line, the filter behind it (one without is only read), and what the line says, shown below
    the list while the cursor is on it.
    """

    line: Content
    filter: str = ""
    meaning: str = ""


class DoorList(OptionList):
    """A short list of doors; what its lines say is in the help of the pane around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="doors.down"),
        Binding("k", "cursor_up", "Up", show=False, id="doors.up"),
        Binding("g", "first", "First", show=False, id="doors.first"),
        Binding("G", "last", "Last", show=False, id="doors.last"),
        Binding(
            "enter", "select", "Browse", id="doors.open", tooltip="Open these samples in Browse"
        ),
    ]

    @dataclass
    class Opened(Message):
        """A door was opened."""

        doors: DoorList
        filter: str

        @property
        def control(self) -> DoorList:
            return self.doors

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self.doors: list[Door] = []

    def show(self, doors: Sequence[Door]) -> None:
        """Shows other lines; the cursor keeps its position."""
        at = self.highlighted
        self.doors = list(doors)
        self.clear_options()
        self.add_options([Option(door.line) for door in self.doors])
        if self.doors:
            self.highlighted = min(at or 0, len(self.doors) - 1)
        self._explain()

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._explain()

    def _explain(self) -> None:
        at = self.highlighted
        door = self.doors[at] if at is not None and at < len(self.doors) else None
        self.border_subtitle = Content(door.meaning if door else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if door := self.doors[event.option_index].filter:
            self.post_message(self.Opened(self, door))
        else:
            self.notify("This line has no samples to show", markup=False)
