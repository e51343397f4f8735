"""Help for what has the focus: what it is for, and every key that works there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Markdown, Static

from .dialogs import Dialog
from .modal import Modal
from .text.pager import Scroller
from .tuning.key_bar import rank


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
        told = {each.action for each in bindings if each.tooltip}
        self.keys = [
            (screen.app.get_key_display(each), each.description, each.tooltip)
            for each in sorted(bindings, key=rank)
            # A second key that says no more than the first, which works where this one is shown.
            if each.tooltip or each.action not in told
        ]

    def compose(self) -> ComposeResult:
        with Dialog(esc_close="dismiss(None)") as dialog:
            dialog.add_class("help")
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
