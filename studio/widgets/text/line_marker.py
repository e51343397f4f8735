"""A dialog to mark lines of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from ..dialogs import Dialog
from ..modal import Modal
from ..safe import one_line

LONGEST = 300


class Marker(SelectionList[int]):
    """The lines; `space` marks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="marker.down"),
        Binding("k", "cursor_up", "Up", show=False, id="marker.up"),
    ]


class MarkLines(Modal[str | None]):
    """Returns the marked lines as `3,5-7`, or None."""

    HELP = "# Mark lines\n\n`space` or a click marks a line, `enter` goes on, `escape` cancels."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Go on", priority=True, id="marker.take"),
        Binding("escape", "dismiss(None)", "Cancel", id="marker.cancel"),
    ]

    def __init__(self, question: str, text: str) -> None:
        super().__init__()
        self.question, self.lines = question, text.split("\n")

    def compose(self) -> ComposeResult:
        with Dialog(space_mark="", enter_go_on="take", esc_cancel="dismiss(None)"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            yield Marker(
                *(
                    Selection(Content(f"{number:>4} {one_line(line, LONGEST)}"), number)
                    for number, line in enumerate(self.lines, 1)
                ),
                compact=True,
            )

    def action_take(self) -> None:
        marker = self.query_one(Marker)
        at = marker.highlighted
        chosen = sorted(marker.selected) or ([at + 1] if at is not None else [])
        self.dismiss(ranges(chosen) or None)


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers as `3,5-7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
