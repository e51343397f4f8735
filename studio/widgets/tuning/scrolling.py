"""Changes the length of a scrolled area without laying out the screen.

In Textual (8.2.8) assigning `virtual_size` lays out and draws the whole screen, which takes longer
than everything else that follows a key. If the scrollbar is always shown, only its length changes;
`Widget._scroll_update` does that and is private.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.widget import Widget


def set_virtual_size(widget: Widget, size: Size) -> None:
    """Sets the size of what `widget` scrolls through, in cells. Its scrollbars must always be
    shown; the caller refreshes it.
    """
    widget.set_reactive(Widget.virtual_size, size)
    widget._scroll_update(size)
