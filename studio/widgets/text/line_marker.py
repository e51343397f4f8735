"""A dialog to mark lines of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..dialogs import Dialog
from ..modal import Modal
from ..safe import one_line
from ..tuning.paging import PagedList
from .folding import Part, folded

LONGEST = 2_000
MARK = "✗"
"""Before a marked line, which is told by that without its colour too."""


class Marker(PagedList):
    """The lines; `space` or a click marks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="marker.down"),
        Binding("k", "cursor_up", "Up", show=False, id="marker.up"),
        Binding("space", "select", "Mark", show=False, id="marker.mark"),
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines_of_text = [one_line(line, LONGEST) for line in lines]
        self.marked: set[int] = set()
        """Numbers of lines, from 1."""
        options = [Option(self._line(number)) for number in range(1, len(lines) + 1)]
        super().__init__(*options, markup=False, compact=True)

    def _line(self, number: int, width: int = 0) -> Content:
        marked = number in self.marked
        text = f"{MARK if marked else ' '}{number:>4} {self.lines_of_text[number - 1]}"
        shown = Content.styled(text, "$text-warning" if marked else "")
        return folded(shown, width, [Part(0, len(text))]) if width else shown

    def on_resize(self) -> None:
        # A long line goes on below its own start.
        for number in range(1, len(self.lines_of_text) + 1):
            self._show(number)

    def _show(self, number: int) -> None:
        width = self.scrollable_content_region.width
        self.replace_option_prompt_at_index(number - 1, self._line(number, width))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.marked ^= {event.option_index + 1}
        self._show(event.option_index + 1)


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
        with Dialog(space_mark="mark", enter_go_on="take", esc_cancel="dismiss(None)"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            yield Marker(self.lines)

    def action_mark(self) -> None:
        self.query_one(Marker).action_select()

    def action_take(self) -> None:
        marker = self.query_one(Marker)
        at = marker.highlighted
        chosen = sorted(marker.marked) or ([at + 1] if at is not None else [])
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
