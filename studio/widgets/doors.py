"""Lines that open Browse: Enter or a second click on one shows the samples behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from .tuning.paging import PagedList


@dataclass(frozen=True)
class Door:
    """A line, the filter behind it (one without is only read), and what the line says, shown below
    the list while the cursor is on it.
    """

    line: Content
    filter: str = ""
    meaning: str = ""


class OpeningList(PagedList):
    """A list whose first click on a line goes there, so that keys can be meant for it, and whose
    second one opens it.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self._clicked: int | None = None
        """The line of the last click, as long as the cursor is there."""

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._clicked = None

    async def _on_click(self, event: events.Click) -> None:
        line = event.style.meta.get("option")
        if line is None or self.opens(line):
            return
        # Of Textual's own, which would open it.
        event.prevent_default()
        self.highlighted = line
        self._clicked = line

    def on_blur(self) -> None:
        # Who comes back looks again first.
        self._clicked = None

    def opens(self, line: int) -> bool:
        """Whether a click on a line opens it."""
        return line == self._clicked


class DoorList(OpeningList):
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

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, at_once: bool = False
    ) -> None:
        """`at_once` opens at the first click, where nothing is lost by that."""
        super().__init__(id=id, classes=classes)
        self.doors: list[Door] = []
        self._at_once = at_once

    def show(self, doors: Sequence[Door]) -> None:
        """Shows other lines; the cursor keeps its position."""
        at = self.highlighted
        self.doors, self._clicked = list(doors), None
        self.clear_options()
        self.add_options([Option(door.line) for door in self.doors])
        if self.doors:
            self.highlighted = min(at or 0, len(self.doors) - 1)
        self._explain()

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._explain()

    def opens(self, line: int) -> bool:
        return self._at_once or super().opens(line)

    def _explain(self) -> None:
        at = self.highlighted
        door = self.doors[at] if at is not None and at < len(self.doors) else None
        self.border_subtitle = Content(door.meaning if door else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if door := self.doors[event.option_index].filter:
            self.post_message(self.Opened(self, door))
        else:
            why = self.doors[event.option_index].meaning
            self.notify(f"No samples to show{why and f': {why}'}", markup=False)
