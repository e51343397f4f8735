"""Learns of every change of a widget's size.

Textual (8.2.8) sends no Resize to a new widget if, after something was scrolled, anything asks for
the place of another widget before the next layout: the compositor's map of all widgets is rebuilt
for the answer, and the layout then takes the new widget for one it has placed before. A pane would
keep the arrangement of a narrow screen, and a text would stay empty.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget


class Resizing(Widget):
    """A widget that is told its size after the layout, whatever messages it got."""

    _told = Size(0, 0)

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def _laid_out(self, _: Screen[object]) -> None:
        if self.size != self._told:
            self._told = self.size
            self.resized()

    def resized(self) -> None:
        """The size has changed."""
