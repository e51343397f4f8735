"""A scrolled area that draws its lines itself."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView

from ..tuning.resizing import Resizing
from ..tuning.scrolling import set_virtual_size


class LineView(ScrollView, Resizing, can_focus=True):
    """Shows any number of lines, its scrollbar always; subclasses draw them in `render_line`."""

    def set_lines(self, count: int) -> None:
        """Sets how many lines there are to scroll through."""
        size = Size(self.scrollable_content_region.width, count)
        if size != self.virtual_size:
            set_virtual_size(self, size)
        self.refresh()
