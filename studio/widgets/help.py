"""Help for what has the focus: what it is for, and every key that works there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Markdown, Static

from .modal import Modal
from .text.pager import Scroller

EVERYWHERE = ("app", "pane")
MOVES = frozenset(
    {"up", "down", "half_up", "half_down", "page_up", "page_down", "first", "last", "top", "bottom"}
)
READING = ("review", "replaced")
"""Where moving on is what one does."""


def _rank(binding: Binding) -> int:
    """What can be done here comes first, then what can be done everywhere, then how to move, and
    last what Textual brings along, which has no name.
    """
    room, _, name = (binding.id or "").partition(".")
    if not room:
        return 3
    if name in MOVES and room not in READING:
        return 2
    return int(room in EVERYWHERE)


class Help(Modal[None]):
    """The help of the focused widget, or of the nearest one around it that has any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        start: DOMNode = screen.focused or screen
        self.text = next(
            (str(node.HELP) for node in start.ancestors_with_self if getattr(node, "HELP", None)),
            "",
        )
        bindings = [
            active.binding
            for active in screen.active_bindings.values()
            if active.enabled and active.binding.description and not active.binding.system
        ]
        self.keys = [
            (screen.app.get_key_display(each), each.description, each.tooltip)
            for each in sorted(bindings, key=_rank)
        ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help"):
            yield Static("Help", classes="dialog-title")
            with Scroller():
                yield Markdown(self.text)
                yield Static(
                    Content("\n").join([self._line(*key) for key in self.keys]), markup=False
                )

    def on_mount(self) -> None:
        self.query_one(Scroller).focus()

    @staticmethod
    def _line(key: str, description: str, tooltip: str) -> Content:
        return Content.assemble((f"{key:>12}  ", "bold $accent"), tooltip or description)
