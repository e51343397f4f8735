"""Insights: statistics of what is staged. Every line opens the samples it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from generators import catalog
from studio.figures import insights
from studio.figures.insights import Insights
from studio.jobs.measuring import FAILED
from studio.store import measures
from studio.widgets import insight_doors
from studio.widgets.bars import gauge, short
from studio.widgets.doors import Door, DoorList
from studio.widgets.histogram import Histogram
from studio.widgets.safe import one_line
from studio.widgets.tuning.resizing import Resizing

from .base import Command
from .marking import Flagging

FIGURES, GROUPS = "Metadata, diversity, distinctness", "Groups of all samples by meaning"
NO_GROUPS = "The groups are being computed; they appear when they are known."
WIDE = 76
ROOMY = 100
"""Columns from which the gauges are long."""


class FigureList(DoorList, Resizing):
    """The figures, whose form depends on the room they have."""

    class LaidOut(Message):
        """There is another room for them."""

    def resized(self) -> None:
        self.post_message(self.LaidOut())


class InsightsPane(Flagging):
    """The histogram, the budget, and lists of figures."""

    NAME = "insights"
    FOCUS = "#parts"
    HELP = """# Insights

On the left are the parts of the dataset; move the cursor, or click, to see the statistics of each.
`enter` or a second click on any line, value, gap or bar opens Browse with the samples it counts.
`v` lists groups of samples by meaning instead; `F` flags the one under the cursor.
"""
    HELP += insight_doors.TERMS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "part(-1)",
            "Previous part",
            key_display="[",
            show=False,
            id="insights.previous",
        ),
        Binding(
            "v",
            "groups",
            "Groups",
            id="insights.groups",
            tooltip="Groups of samples by meaning, or the figures",
        ),
        Binding(
            "F",
            "flag_group",
            "Flag group",
            id="insights.flag_group",
            tooltip="Flag all samples of the line",
        ),
        Binding(
            "right_square_bracket", "part(1)", "Next part", key_display="]", id="insights.next"
        ),
    ]

    @dataclass
    class Examined(Message):
        """The figures of a part."""

        part: tuple[str, str]
        figures: Insights

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.part: tuple[str, str] = ("", "")
        self.figures = Insights()
        self.parts: list[tuple[str, str]] = [("", "")]
        self.arriving = False
        """Whether the candidates of a run are shown."""

    def compose(self) -> ComposeResult:
        yield Static(id="budget", markup=False)
        with Vertical(id="insights-body"):
            yield DoorList(id="parts", classes="panel")
            with Vertical(id="insights-figures"):
                yield Histogram(id="tokens", classes="panel")
                yield FigureList(id="fields", classes="panel")

    def on_mount(self) -> None:
        self.query_one("#parts").border_title = "Parts"
        self.query_one("#tokens").border_title = "Tokens"
        self.part = tuple(self.studio.recall("insights").get("part", ("", "")))
        self._examine(self.part)

    def tick(self) -> None:
        """During a run, shows its candidates so far instead of what is staged."""
        live = self.studio.live
        if live is None:
            if self.arriving:
                self.arriving = False
                self._examine(self.part)
            return
        self.arriving = True
        name, _ = self.part
        parts = [part for dataset, part in live.datasets.items() if name in ("", dataset)]
        tokens = sum((part.tokens for part in parts), Counter[int]())
        count, total = tokens.total(), sum(part.token_sum for part in parts)
        title = f"Tokens of the candidates of {name or 'all datasets'} so far"
        self.query_one("#tokens").border_title = Content(title)
        self._show_tokens(tokens)
        average = f"  average {total / count:.0f}" if count else ""
        rejected = sum((part.rejected for part in parts), Counter[str]()).total()
        said = f"{one_line(live.stage)}: {count:,} candidates  {short(total)} tokens{average}"
        said += f"  rejected {rejected:,}"
        self.query_one("#budget", Static).update(Content(said))

    def resized(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")
        self._show_budget()

    @on(FigureList.LaidOut)
    def _room_changed(self) -> None:
        self._show_lines()

    def state(self) -> dict[str, Any]:
        return {"part": list(self.part)}

    def store_changed(self) -> None:
        self._examine(self.part)

    @work(thread=True, exclusive=True, exit_on_error=False, group="insights")
    def _examine(self, part: tuple[str, str]) -> None:
        worker = get_current_worker()
        figures = self.studio.figures(*part)
        if not worker.is_cancelled:
            self.post_message(self.Examined(part, figures))

    @on(Examined)
    def _examined(self, event: Examined) -> None:
        self.part, self.figures = event.part, event.figures
        if not self.arriving:
            title = " / ".join(name for name in self.part if name) or "all samples"
            self.query_one("#tokens").border_title = Content(f"Tokens of {one_line(title)}")
            self._show_tokens(self.figures.tokens)
            self._show_budget()
        self._show_parts()
        self._show_lines()

    def _show_lines(self) -> None:
        """The figures of the part or, of everything, the groups."""
        lines, staging = self.query_one("#fields", DoorList), self.studio.staging
        if not self.has_class("-groups"):
            lines.border_title = FIGURES
            where = insights.part_filter(*self.part)
            doors = insight_doors.doors(self.figures, where, lines.size.width)
            lines.show(list(doors))
            return
        lines.border_title = GROUPS
        if staging is None or not measures.exported(staging.db):
            lines.show([Door(Content(self.studio.nothing_staged))])
            return
        found = measures.groups(staging.db)
        if not found:
            self.studio.measure()
        why = FAILED if self.studio.measuring.failed else NO_GROUPS
        lines.show(list(insight_doors.groups(found)) if found else [Door(Content(why))])

    def enter(self) -> None:
        if self.has_class("-groups"):
            self.screen.set_focus(self.query_one("#fields"))
        else:
            super().enter()

    def action_groups(self) -> None:
        self.toggle_class("-groups")
        self._show_lines()
        lines = self.query_one("#fields", DoorList)
        # Below the titles.
        lines.highlighted = min(1, len(lines.doors) - 1) if self.has_class("-groups") else 0
        self.enter()
        self.refresh_bindings()

    def action_flag_group(self) -> None:
        """Asks for the reason to flag what the line under the cursor counts."""
        lines, staging = self.query_one("#fields", DoorList), self.studio.staging
        at = lines.highlighted
        if staging and at is not None and (filter := lines.doors[at].filter):
            self.ask_reason(self.studio.finder.find(staging.db, filter).ids)

    def off(self, action: str) -> str | None:
        if action == "flag_group" and not self.has_class("-groups"):
            return "v shows groups of samples; F flags the one under the cursor"
        return None

    def _show_tokens(self, counted: Mapping[int, int]) -> None:
        limit = self.studio.settings.max_tokens
        self.query_one(Histogram).show(counted, catalog.AVERAGE_TOKENS, limit)

    def _show_budget(self) -> None:
        figures = self.figures
        if not figures.samples:
            self.query_one("#budget", Static).update(self.studio.nothing_staged)
            return
        low, high = self.studio.settings.total_tokens(figures.groups)
        room = 9 if self.size.width < ROOMY else 18
        parts: list[Any] = [f"{figures.samples:,} samples  {short(figures.total_tokens)} tokens  "]
        if not any(self.part):
            parts += [
                gauge(figures.total_tokens, low, high, room),
                f" {short(low)}-{short(high)}  ",
            ]
        average = gauge(figures.average, *catalog.AVERAGE_TOKENS, room)
        wanted = "{}-{}".format(*catalog.AVERAGE_TOKENS)
        name = "avg" if room == 9 else "average"
        parts += [f"{name} {figures.average:.0f} ", average, f" {wanted}"]
        self.query_one("#budget", Static).update(Content.assemble(*parts))

    def _show_parts(self) -> None:
        groups = self.figures.groups
        total = sum(sum(group.values()) for group in groups.values())
        self.parts = [("", "")]
        doors = [Door(Content(f"{total:>6,}  all samples"), "split:train|eval")]
        for dataset, group in groups.items():
            self.parts.append((dataset, ""))
            line = Content.assemble(f"{sum(group.values()):>6,}  ", (one_line(dataset), "bold"))
            doors.append(Door(line, insights.part_filter(dataset)))
            for category, count in group.items():
                self.parts.append((dataset, category))
                line = Content.assemble(f"{count:>6,}   ", (one_line(category), "$text-muted"))
                doors.append(Door(line, insights.part_filter(dataset, category)))
        chooser = self.query_one("#parts", DoorList)
        if [door.filter for door in doors] != [door.filter for door in chooser.doors]:
            with chooser.prevent(DoorList.OptionHighlighted):
                chooser.show(doors)
                chooser.highlighted = self.parts.index(self.part) if self.part in self.parts else 0

    # Doors

    @on(DoorList.OptionHighlighted, "#parts")
    def _part(self, event: DoorList.OptionHighlighted) -> None:
        part = self.parts[event.option_index]
        if part != self.part and self.query_one("#parts").has_focus:
            self.set_timer(0.05, partial(self._settled, part))

    def _settled(self, part: tuple[str, str]) -> None:
        at = self.query_one("#parts", DoorList).highlighted
        if at is not None and self.parts[at] == part:
            self._examine(part)

    def action_part(self, by: int) -> None:
        # From where the cursor is: the figures of its part may still be on their way.
        chooser = self.query_one("#parts", DoorList)
        part = self.parts[((chooser.highlighted or 0) + by) % len(self.parts)]
        chooser.highlighted = self.parts.index(part)
        self._examine(part)

    @on(DoorList.Opened)
    async def _opened(self, event: DoorList.Opened) -> None:
        await self.studio.browse(event.filter)

    @on(Histogram.Opened)
    async def _bar(self, event: Histogram.Opened) -> None:
        where = insights.part_filter(*self.part)
        await self.studio.browse(f"{where} tokens:{event.low}..{event.high}".strip())

    def commands(self) -> Iterator[Command]:
        for dataset in self.figures.groups:
            yield Command(
                f"Statistics of {dataset}", "In Insights", partial(self._examine, (dataset, ""))
            )
        yield Command("Statistics of all samples", "In Insights", partial(self._examine, ("", "")))
