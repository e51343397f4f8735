"""Bars made of block characters, which any terminal shows."""

from __future__ import annotations

from textual.content import Content

EIGHTHS = " ▏▎▍▌▋▊▉█"
HEIGHTS = " ▁▂▃▄▅▆▇█"


def short(count: int) -> str:
    """A large number in four or five characters: 8,120, 94k, 20.3M."""
    return (
        f"{count / 1e6:.1f}M"
        if count >= 1e6
        else f"{count / 1e3:.0f}k"
        if count >= 10_000
        else f"{count:,}"
    )


def bar(share: float, width: int, style: str = "$primary") -> Content:
    """A horizontal bar, `share` (0 to 1) of `width` cells long."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    text = "█" * full + (EIGHTHS[rest] if rest else "")
    return Content.assemble((text, style), ("─" * (width - len(text)), "$text-disabled"))


def gauge(value: float, low: float, high: float, width: int) -> Content:
    """A value against a band: the band as a thick part of a line, the value as a mark, green inside
    the band.
    """
    start, end = low - (high - low), high + (high - low)
    at = (
        round((max(start, min(end, value)) - start) / (end - start) * (width - 1))
        if end > start
        else 0
    )
    first, last = round(width / 3), round(width * 2 / 3)
    good = low <= value <= high
    cells: list[tuple[str, str]] = []
    for cell in range(width):
        band = first <= cell < last
        cells.append(
            ("●", "bold $text-success" if good else "bold $text-error")
            if cell == at
            else (("━", "$text-success") if band else ("─", "$text-disabled"))
        )
    return Content.assemble(*cells)


def columns(values: list[int], height: int) -> list[str]:
    """Vertical bars as lines from the top; a value above 0 shows at least an eighth."""
    top = max(values, default=0)
    lines = []
    for row in range(height - 1, -1, -1):
        line = ""
        for value in values:
            eighths = max(1, round(value / top * height * 8)) if value and top else 0
            line += HEIGHTS[max(0, min(8, eighths - row * 8))]
        lines.append(line)
    return lines
