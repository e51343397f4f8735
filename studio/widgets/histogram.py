"""Token counts as bars over an axis, with band, mean and limit; each bar opens its samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from generators import catalog
from studio.figures.stats import bin_width, buckets, mean, percentile

from .bars import columns


class Histogram(Widget, can_focus=True):
    """A histogram of counted token numbers."""

    HELP = """# Tokens

How many samples have how many tokens. Bars inside the target band are green. Below are the mean and
the 5th and 95th percentiles. `left` `right` move over the bars, `enter` opens the samples of a bar
in Browse.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False, id="histogram.left"),
        Binding("right", "move(1)", "Right", show=False, id="histogram.right"),
        Binding(
            "enter",
            "open",
            "Browse",
            id="histogram.open",
            tooltip="Open the samples of this bar in Browse",
        ),
    ]

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Opened(Message):
        """A bar was opened: samples with `low` to `high` tokens, both included."""

        histogram: Histogram
        low: int
        high: int

        @property
        def control(self) -> Histogram:
            return self.histogram

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.counted: dict[int, int] = {}
        self.band = (0, 0)
        self.limit = catalog.MAX_TOKENS
        self.empty = "Nothing to show yet."

    def show(
        self,
        counted: Mapping[int, int],
        band: tuple[int, int] = (0, 0),
        limit: int = catalog.MAX_TOKENS,
    ) -> None:
        """Shows samples by token count, against a band of averages ((0, 0) for none) and a limit
        for each.
        """
        self.counted, self.band, self.limit = dict(counted), band, limit
        self.cursor = min(self.cursor, max(0, len(self.bars) - 1))
        self.refresh()

    @property
    def bucket(self) -> int:
        """Tokens per bar, so that all bars fit."""
        return bin_width(self.counted, max(10, self.content_size.width - 2))

    @property
    def bars(self) -> dict[int, int]:
        return buckets(self.counted, self.bucket)

    def render(self) -> Content:
        bars, height = self.bars, max(1, self.content_size.height - 3)
        if not bars:
            return Content.styled(self.empty, "$text-muted")
        lows, size = list(bars), self.bucket
        wide = max(1, (self.content_size.width - 1) // len(lows))
        lines = []
        for line in columns(list(bars.values()), height):
            cells = [
                (character * wide, self._style(at, lows[at], size))
                for at, character in enumerate(line)
            ]
            lines.append(Content.assemble(*cells))
        lines.append(Content.styled(self._axis(lows, wide), "$text-muted"))
        at = min(self.cursor, len(lows) - 1)
        if self.has_focus:
            said = f"{lows[at]:,}-{lows[at] + size - 1:,} tokens: {bars[lows[at]]:,} samples"
            lines.append(Content.styled(said, "bold"))
        else:
            lines.append(self._summary())
        return Content("\n").join(lines)

    def _style(self, at: int, low: int, size: int) -> str:
        if self.has_focus and at == self.cursor:
            return "$warning"
        if low + size > self.limit:
            return "$error"
        inside = self.band[1] and low + size > self.band[0] and low <= self.band[1]
        return "$success" if inside else "$primary"

    def _axis(self, lows: list[int], wide: int) -> str:
        text = ""
        for at, low in enumerate(lows):
            if at * wide >= len(text) and (at == 0 or at * wide > len(text)):
                text = text.ljust(at * wide) + f"{low:,}"
        return text[: len(lows) * wide + 4]

    def _summary(self) -> Content:
        low, high = percentile(self.counted, 0.05), percentile(self.counted, 0.95)
        over = sum(count for value, count in self.counted.items() if value > self.limit)
        parts = [
            f"mean {mean(self.counted):,.0f}",
            f"5-95% {low:,}-{high:,}",
            f"longest {max(self.counted):,}",
        ]
        # What must not happen comes before what a narrow screen cuts off.
        parts.insert(1, f"{over:,} over {self.limit:,}" if over else f"none over {self.limit:,}")
        if self.band[1]:
            parts.append(f"target average {self.band[0]:,}-{self.band[1]:,}")
        while len("  ".join(parts)) > self.content_size.width and len(parts) > 1:
            parts.pop()
        return Content("  ".join(parts))

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(len(self.bars) - 1, self.cursor + by))

    def action_open(self) -> None:
        if lows := list(self.bars):
            low = lows[min(self.cursor, len(lows) - 1)]
            self.post_message(self.Opened(self, low, low + self.bucket - 1))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and (count := len(self.bars)):
            self.cursor = min(count - 1, offset.x // max(1, (self.content_size.width - 1) // count))
            if event.chain > 1:
                self.action_open()
