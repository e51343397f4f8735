"""A run in words and bars: the datasets, the head of the run, its progress by category."""

from __future__ import annotations

from math import ceil
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from studio.figures.datasets import Row
from studio.figures.stats import BUCKET, buckets
from studio.jobs.live import DatasetLive, Live

from .bars import bar, columns, short
from .safe import one_line

MINUTE, ROUGHLY = 60, 5
"""Seconds: from a minute on, time left is told in minutes, below that in steps of five seconds."""
BROAD = 84
"""Columns from which a row has room for all tokens and the last run."""


def head(width: int) -> str:
    """The titles over the rows."""
    text = f"  {'dataset':<23}{'target':>7}{'staged':>8}{'short':>7}"
    return text + (
        f"{'tokens':>12}{'avg':>5}  last run" if width >= BROAD else f"{'tokens':>9}{'avg':>5}"
    )


def row_line(row: Row, width: int, picked: bool, live: Live | None) -> Content:
    """One dataset; during a run, the candidates found so far."""
    found = live.datasets.get(row.name) if live else None
    current = live is not None and live.current == row.name
    mark = "●" if picked else "▶" if current else "✓" if row.staged and not row.missing else " "
    style = "$text-accent" if picked or current else "$text-success" if mark == "✓" else ""
    parts: list[Any] = [
        (f"{mark} ", style),
        f"{row.name:<23}{row.target:>7,}{f'{row.staged:,}' if row.staged else '':>8}",
        (f"{f'{row.missing:,}' if row.missing else '':>7}", "$text-warning"),
    ]
    average = f"{row.average:>5.0f}" if row.staged else " " * 5
    if width >= BROAD:
        parts += [f"{f'{row.tokens:,}' if row.tokens else '':>12}{average}"]
    else:
        parts.append(f"{short(row.tokens) if row.tokens else '':>9}{average}")
    if found:
        parts.append((f"  {found.total:,} found", "$text-accent"))
    elif width >= BROAD:
        parts.append((f"  {row.when}", "$text-muted"))
    if row.flagged:
        parts.append((f"  ⚑{row.flagged:,}", "$text-warning"))
    return Content.assemble(*parts)


def run_head(live: Live, width: int) -> Content:
    """What the run is doing, its progress and rate, and the time left."""
    style = {"": "$text-accent", "done": "$text-success", "error": "$text-error"}.get(
        live.outcome, "$text-warning"
    )
    parts: list[Any] = [
        (one_line(live.outcome or live.stage, 40), f"bold {style}"),
        f"  {live.elapsed:,.0f} s",
    ]
    if not live.outcome and live.datasets:
        parts += [
            "  ",
            bar(live.share, max(4, min(20, width - 62))),
            f" {live.share:.0%}  {live.rate:,.0f}/s",
        ]
        if left := time_left(live.left):
            parts.append(f"  {left}")
    elif live.outcome == "done" and live.job == "generate":
        parts.append(("  next: 2 browse, 4 insights, 5 validate", "$text-muted"))
    return Content.assemble(*parts)


def time_left(seconds: float) -> str:
    """An estimate, as roughly as it is known: `about 40 s left`; empty for 0."""
    if not seconds:
        return ""
    if seconds < MINUTE:
        return f"about {ceil(seconds / ROUGHLY) * ROUGHLY} s left"
    return f"about {ceil(seconds / MINUTE)} min left"


def in_brief(live: Live, room: int = 120) -> Content:
    """A job in a few words, for the top line of every pane. A share is always that of the whole
    job: of one of its steps it is how many of how many, which may begin anew with the next one. The
    step is named where that fits into `room` cells.
    """
    told = ""
    if live.wanted or live.whole:
        share = live.share if live.wanted else live.done / max(1, live.total)
        told = f" {share:.0%}" if share else ""
    elif live.total:
        told = f" {live.done:,}/{live.total:,}"
    # First how far it is, for a narrow screen cuts off the end.
    said = one_line(f"▶ {live.job}{told} · {live.stage}", 120)
    said = said if cell_len(said) <= room or not told else f"▶ {live.job}{told}"
    return Content.styled(said, "bold $text-accent")


def live_text(live: Live, width: int, histogram: bool) -> Content:
    """The categories of the present dataset, what was rejected, and the queries; `histogram` says
    that one is shown above.
    """
    if not live.datasets:
        return Content(live.text or "\n".join(live.log[-8:]))
    name, current = list(live.datasets.items())[-1]
    lines = [
        Content.assemble(
            (name, "bold"), f"  {current.total:,} candidates, {current.average:.0f} tokens each "
        )
    ]
    if not histogram:
        lines[0] += Content.styled(_sparkline(current, width - len(lines[0].plain)), "$primary")
    room = max(6, width - 42)
    for category, target in current.targets.items():
        fit = current.fit[category]
        share = fit / target if target else 1.0
        drawn = bar(share, room, "$success" if share >= 1 else "$primary")
        lines.append(
            Content.assemble(f"{one_line(category, 22):<23}{fit:>7,}/{target:<7,} ", drawn)
        )
    if current.rejected:
        reasons = ", ".join(
            f"{reason} {count:,}" for reason, count in current.rejected.most_common()
        )
        lines.append(Content.assemble(("rejected: ", "$text-muted"), one_line(reasons)))
    queries = [query for each in current.queries.values() for query in each[:1]]
    if queries:
        lines.append(
            Content.assemble(("queries: ", "$text-muted"), one_line("; ".join(queries), 300))
        )
    for done, entry in list(live.datasets.items())[:-1]:
        lines.append(Content.styled(f"{done}: {entry.total:,} candidates", "$text-muted"))
    return Content("\n").join(lines)


def _sparkline(live: DatasetLive, width: int) -> str:
    """The histogram in one line; empty if it does not fit into `width`."""
    for size in (BUCKET, 2 * BUCKET, 4 * BUCKET):
        counted = buckets(live.tokens, size)
        if counted and len(counted) <= width - 12:
            return f"{min(counted):,} {columns(list(counted.values()), 1)[0]} {max(counted):,}"
    return ""
