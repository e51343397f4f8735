"""Draws only what changes with the focus, and keeps it on what is shown.

In Textual (8.2.8) `Screen.focused` repaints the whole screen whenever the focus moves, although
every widget that looks different with the focus refreshes itself. And `Widget.focus` waits for its
turn: by then another pane may be shown, and the keys would go to the hidden one.
"""

from __future__ import annotations

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class StudioScreen(Screen[None]):
    """A screen on which a change of focus repaints nothing by itself, and nothing in a hidden pane
    gets it.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def on_screen_suspend(self) -> None:
        """A dialog above shows the messages that are left; here they would stand a second time."""
        for rack in self.query("ToastRack"):
            rack.display = False

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,
        from_app_focus: bool = False,
    ) -> None:
        if widget is None or not put_away(widget):
            super().set_focus(widget, scroll_visible, from_app_focus)


def put_away(widget: Widget) -> bool:
    """Whether the widget, or something around it, was hidden by its owner. What the stylesheet
    hides does not count: it is applied later, and may be out of date.
    """
    return any(
        isinstance(node, Widget) and node.styles.inline.get_rule("display", "") == "none"
        for node in widget.ancestors_with_self
    )
