"""Long texts to scroll through with the keys of a pager."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from . import folding
from .lines import LineView

EMPTY_LINE = "¶"
"""At the end of a line for every empty one below it, where these are left out."""


class Scroller(VerticalScroll):
    """A scrolled area with the keys of a pager."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="scroll.down"),
        Binding("k", "scroll_up", "Up", show=False, id="scroll.up"),
        Binding("ctrl+d", "half(1)", "Half page down", show=False, id="scroll.half_down"),
        Binding("ctrl+u", "half(-1)", "Half page up", show=False, id="scroll.half_up"),
        Binding("g", "scroll_home", "Top", show=False, id="scroll.top"),
        Binding("G", "scroll_end", "Bottom", show=False, id="scroll.bottom"),
    ]

    def action_half(self, direction: int) -> None:
        self.scroll_relative(y=direction * max(1, self.size.height // 2), animate=False)


class ContentView(LineView):
    """Shows one long text, wrapped once for its width."""

    BINDINGS: ClassVar[list[BindingType]] = Scroller.BINDINGS

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = Content("")
        self.code: Sequence[folding.Part] = ()
        """Where the text is code."""
        self.dense = False
        """Whether empty lines take no room."""
        self._strips: list[Strip] = []
        self._wrapped: tuple[object, ...] = ()

    def put(self, text: Content, code: Sequence[folding.Part] = ()) -> None:
        """Shows a text from its top."""
        self.text, self.code = text, code
        self._wrap()
        self.scroll_to(y=0, animate=False)

    def _wrap(self) -> None:
        width, style = self.scrollable_content_region.width, self.visual_style
        wrapped = (id(self.text), width, style, self.text_selection, self.dense)
        # One that is hidden has no width; it keeps its lines, and so its place.
        if wrapped == self._wrapped or not width:
            return
        self._wrapped = wrapped
        head = self._head_length() if self.text_selection is None else 0
        if head:
            # What fits on the screen first: wrapping a long text takes longer than a key may.
            self.call_after_refresh(self._wrap_rest, wrapped, head)
        self._strips = self._to_strips(self.text[:head] if head else self.text)
        self.set_lines(len(self._strips))

    def _head_length(self) -> int:
        """Characters of the lines that are sure to fill the screen; 0 if these are all."""
        at, left, width = -1, self.size.height + 1, max(1, self.scrollable_content_region.width)
        while left > 0:
            end = self.text.plain.find("\n", at + 1)
            if end < 0:
                return 0
            left -= max(1, (end - at - 1) // width)
            at = end
        return at

    def _wrap_rest(self, wrapped: tuple[object, ...], head: int) -> None:
        if wrapped == self._wrapped:
            self._strips += self._to_strips(self.text[head + 1 :], head + 1)
            self.set_lines(len(self._strips))

    def _to_strips(self, text: Content, start: int = 0) -> list[Strip]:
        """The lines of a part of the text that begins at the character `start`."""
        width = self.scrollable_content_region.width
        if not width:
            return []
        code = [folding.Part(part.start - start, part.end - start) for part in self.code]
        shown = folding.folded(text, width, code)
        strips = Visual.to_strips(self, shown, width, None, self.visual_style)
        return self._without_empty(strips, width) if self.dense else strips

    def _without_empty(self, strips: list[Strip], width: int) -> list[Strip]:
        """The lines without empty ones, for which there is a sign where it has room."""
        style = self.visual_style.rich_style + Style(dim=True)
        shown: list[Strip] = []
        for strip in strips:
            if strip.text.strip() or not shown or shown[-1].cell_length >= width:
                shown.append(strip)
            else:
                shown[-1] = Strip([*shown[-1], Segment(EMPTY_LINE, style)])
        return shown

    def resized(self) -> None:
        self._wrap()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._wrap()

    def render_line(self, y: int) -> Strip:
        at, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        style = self.visual_style.rich_style
        if at >= len(self._strips):
            return Strip.blank(width, style)
        # Kept, because Textual caches what it computes for a line in the line.
        strip = self._strips[at] = self._strips[at].extend_cell_length(width, style)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        width = self.scrollable_content_region.width
        return folding.selected(self.text, width, self.code, selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._wrap()

    def action_half(self, direction: int) -> None:
        self.scroll_relative(y=direction * max(1, self.size.height // 2), animate=False)
