"""Draws only what changes with the focus.

In Textual (8.2.8) `Screen.focused` repaints the whole screen whenever the focus moves, although
every widget that looks different with the focus refreshes itself.
"""

from __future__ import annotations

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class StudioScreen(Screen[None]):
    """A screen on which a change of focus repaints nothing by itself."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
