"""A scrolled area that draws its lines itself."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class LineView(ScrollView, can_focus=True):
    """Shows any number of lines; subclasses draw them in `render_line`."""

    def set_lines(self, count: int) -> None:
        """Tells how many lines there are to scroll through.

        Assigning `virtual_size` would lay out and draw the whole screen again, which takes longer
        than everything else that follows a key; the scrollbar is always there, so only its length
        changes.
        """
        size = Size(self.scrollable_content_region.width, count)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        self.refresh()
