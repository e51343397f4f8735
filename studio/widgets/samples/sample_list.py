"""The samples as a list of any length: ids in memory, rows from SQLite by the page, only visible
lines drawn.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from studio.widgets.text.lines import LineView

from . import sample_columns

Rows = Callable[[list[str]], dict[str, dict[str, Any]]]
PAGE = 64
"""Rows read at a time: a screen or two, so that a new list is drawn without a wait."""
PAGES_KEPT = 100
LINES_KEPT = 500


class SampleList(LineView):
    """Shows the samples of `ids`; the cursor, a selection, and columns to sort by."""

    HELP = """# The samples

Each line is one sample: its subject (class, record, case), then how it is asked. ● means selected;
the mark behind it shows the state: ✓ accepted, ⚑ flagged, ↻ replaced, ✗ rejected. Columns with one
value under the present filter are left out; `V` chooses others.

`j` `k` or arrows move, `ctrl+d` `ctrl+u` by half a page, `g` `G` to the ends. `space` selects;
flagging and exporting then apply to the selection. `s` sorts by the next column, `S` reverses the
order; a click on a column title sorts by it.
"""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sample-list--header",
        "sample-list--cursor",
        "sample-list--cursor-blurred",
        "sample-list--selected",
        "sample-list--flagged",
        "sample-list--dim",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown,ctrl+f", "page(1.0)", "Page down", show=False, id="list.page_down"),
        Binding("pageup,ctrl+b", "page(-1.0)", "Page up", show=False, id="list.page_up"),
        Binding("ctrl+d", "page(0.5)", "Half page down", show=False, id="list.half_down"),
        Binding("ctrl+u", "page(-0.5)", "Half page up", show=False, id="list.half_up"),
        Binding("home,g", "end(False)", "First", show=False, id="list.first"),
        Binding("end,G", "end(True)", "Last", show=False, id="list.last"),
        Binding(
            "space",
            "select",
            "Select",
            id="list.select",
            tooltip="Select or deselect the sample",
        ),
        Binding("enter", "open", "Open", id="list.open", tooltip="Open the sample"),
        Binding("s", "sort", "Sort", show=False, id="list.sort", tooltip="Sort by the next column"),
        Binding(
            "S",
            "reverse",
            "Reverse",
            show=False,
            id="list.reverse",
            tooltip="Reverse the order",
        ),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on another sample; None if the list is empty."""

        list: SampleList
        sample: str | None

        @property
        def control(self) -> SampleList:
            return self.list

    @dataclass
    class Opened(Message):
        """Enter or a double click on a sample."""

        list: SampleList
        sample: str

        @property
        def control(self) -> SampleList:
            return self.list

    @dataclass
    class Sorted(Message):
        """Another order was asked for; whoever owns the ids provides it."""

        list: SampleList
        column: str
        descending: bool

        @property
        def control(self) -> SampleList:
            return self.list

    @dataclass
    class Selected(Message):
        """The selection changed."""

        list: SampleList
        count: int

        @property
        def control(self) -> SampleList:
            return self.list

    def __init__(self, rows: Rows, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = rows
        self.ids: list[str] = []
        self.selected: set[str] = set()
        self.sort, self.descending = "position", False
        self.chosen = sample_columns.USUAL
        """The columns that somebody wants to see."""
        self.constant: frozenset[str] = frozenset()
        """Columns with one value in all rows; they say nothing and are left out."""
        self.extra: frozenset[str] = frozenset()
        """Columns that the present list has besides."""
        self.empty = "No sample matches."
        self._pages: OrderedDict[int, dict[str, dict[str, Any]]] = OrderedDict()
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(LINES_KEPT)

    # What it shows

    @property
    def wanted(self) -> frozenset[str]:
        """The columns to show."""
        return (self.chosen - self.constant) | self.extra

    def choose(self, columns: frozenset[str]) -> None:
        """Shows other columns."""
        self.chosen = columns
        self._drawn.clear()
        self.refresh()

    @property
    def current(self) -> str | None:
        """The id under the cursor."""
        return self.ids[self.cursor] if self.cursor < len(self.ids) else None

    @property
    def acted_on(self) -> list[str]:
        """What an action applies to: the selection in the list's order, else the sample under the
        cursor.
        """
        if self.selected:
            return [each for each in self.ids if each in self.selected]
        return [self.current] if self.current else []

    def show(self, ids: Sequence[str], keep: str | None = None) -> None:
        """Shows other ids. The cursor stays on `keep` (or the sample it is on) where it is still
        among them.
        """
        before = keep or self.current
        self.ids = list(ids)
        if self.selected:
            self.selected &= set(self.ids)
        self._forget_rows()
        self.set_lines(len(self.ids) + 1)
        at = self.cursor if before is None else self._find(before)
        self.set_reactive(SampleList.cursor, max(0, min(at, len(self.ids) - 1)))
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, self.current))

    def reload(self) -> None:
        """Reads the rows again, because states have changed."""
        self._forget_rows()
        self.refresh()

    def _forget_rows(self) -> None:
        self._pages.clear()
        self._drawn.clear()

    def row(self, index: int) -> dict[str, Any]:
        """The row at an index; empty if the sample has left the store meanwhile."""
        page = index // PAGE
        if page not in self._pages:
            self._pages[page] = self.rows(self.ids[page * PAGE : (page + 1) * PAGE])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.ids[index], {})

    def _find(self, sample: str) -> int:
        try:
            return self.ids.index(sample)
        except ValueError:
            return 0

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        # `visual_style` is cached, `rich_style` is not.
        base = self.visual_style.rich_style
        if y == 0:
            return self._header(width)
        index = self.scroll_offset.y + y - 1
        if index >= len(self.ids):
            said = [] if self.ids else self.empty.split("\n")
            text = said[y - 2] if 0 <= y - 2 < len(said) else ""
            style = base + self.get_component_rich_style("sample-list--dim", partial=True)
            return Strip([Segment(set_cell_size(f"  {text}", width), style)], width)
        selected = self.ids[index] in self.selected
        on = ("" if self.has_focus else "-blurred") if index == self.cursor else None
        key = index, width, base, selected, on
        strip = self._drawn.get(key)
        if strip is None:
            strip = self._drawn[key] = self._line_of(self.row(index), width, base, selected, on)
        return strip

    def _line_of(
        self, row: dict[str, Any], width: int, style: Style, selected: bool, on: str | None
    ) -> Strip:
        if row.get("state") == "flagged":
            style += self.get_component_rich_style("sample-list--flagged", partial=True)
        elif selected:
            style += self.get_component_rich_style("sample-list--selected", partial=True)
        if on is not None:
            style += self.get_component_rich_style(f"sample-list--cursor{on}", partial=True)
        text = sample_columns.line(row, width, selected, self.wanted)
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def _header(self, width: int) -> Strip:
        text = sample_columns.titles(width, self.sort, self.descending, self.wanted)
        style = self.visual_style.rich_style + self.get_component_rich_style(
            "sample-list--header", partial=True
        )
        return Strip([Segment(set_cell_size(text, width), style)], width)

    # Moving

    def watch_cursor(self, before: int, now: int) -> None:
        top = self.scroll_offset.y
        self._reveal()
        if self.scroll_offset.y == top:
            self.refresh(self._line(before), self._line(now))
        else:
            self.refresh()
        self.post_message(self.Highlighted(self, self.current))

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.ids) - 1))

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _reveal(self) -> None:
        top = round(self.scroll_y)
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + self._height:
            top = self.cursor - self._height + 1
        top = max(0, min(top, len(self.ids) - self._height))
        if top != round(self.scroll_y):
            self.scroll_to(y=top, animate=False, immediate=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def resized(self) -> None:
        self.set_lines(len(self.ids) + 1)
        self._reveal()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, screens: float) -> None:
        self.cursor += int(self._height * screens)

    def action_end(self, last: bool) -> None:
        self.cursor = len(self.ids) - 1 if last else 0

    # Acting

    def action_select(self) -> None:
        if self.current:
            self.selected ^= {self.current}
            self.post_message(self.Selected(self, len(self.selected)))
            self.cursor += 1
            self.refresh()

    def select(self, ids: Sequence[str]) -> None:
        """Makes these the selection."""
        self.selected = set(ids)
        self.post_message(self.Selected(self, len(self.selected)))
        self.refresh()

    def action_open(self) -> None:
        if self.current:
            self.post_message(self.Opened(self, self.current))

    def action_sort(self) -> None:
        keys = ["position", *sample_columns.sortable(self.size.width, self.wanted)]
        at = keys.index(self.sort) if self.sort in keys else -1
        self.post_message(self.Sorted(self, keys[(at + 1) % len(keys)], False))

    def action_reverse(self) -> None:
        self.post_message(self.Sorted(self, self.sort, not self.descending))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            self._sort_at(offset.x)
            return
        index = self.scroll_offset.y + offset.y - 1
        if index < len(self.ids):
            self.cursor = index
            if event.chain > 1:
                self.action_open()

    def _sort_at(self, x: int) -> None:
        if key := sample_columns.key_at(x, self.scrollable_content_region.width, self.wanted):
            descending = self.sort == key and not self.descending
            self.post_message(self.Sorted(self, key, descending))

    @property
    def cursor_region(self) -> Region:
        """Where the cursor's line is within the widget."""
        return self._line(self.cursor)

    def _line(self, index: int) -> Region:
        return Region(0, index - self.scroll_offset.y + 1, self.size.width, 1)
