"""Generate: what is staged of every dataset, and making more of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from generators import catalog
from generators.errors import UserError
from studio.figures import datasets
from studio.jobs import checkpoint, run_settings
from studio.jobs.background import Event
from studio.jobs.live import Live
from studio.widgets import editor, run_text
from studio.widgets.dialogs import Confirm, Write
from studio.widgets.histogram import Histogram
from studio.widgets.safe import block, one_line
from studio.widgets.sample_detail import Scroller

from .base import Command, Pane

WIDE = 150
TALL = 15
"""Lines of the run's panel from which the histogram stands above the categories."""
FIRST = """Nothing is staged yet.

R makes all datasets. space picks some, r makes those. p says what would come out and stores nothing.
s changes counts, searches and filters of the dataset under the cursor; scale and seed stand above.
"""
VIEWS = ("live", "log", "report")


class DatasetList(OptionList):
    """A row for every dataset."""

    HELP = """# The datasets

A row for each: what it should hold, what is staged, what is missing. `space` picks rows, `r` makes the picked ones (or
the one under the cursor), `R` makes all, `p` says what would come out and stores nothing, `c` cancels what runs.
`enter` opens the dataset in Browse.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="datasets.down"),
        Binding("k", "cursor_up", "Up", show=False, id="datasets.up"),
        Binding(
            "space", "pick", "Pick", id="datasets.pick", tooltip="Pick the dataset, or leave it"
        ),
        Binding(
            "enter", "select", "Browse", id="datasets.open", tooltip="Show its samples in Browse"
        ),
    ]

    def action_pick(self) -> None:
        self.parent_pane.action_pick()

    @property
    def parent_pane(self) -> GeneratePane:
        return next(node for node in self.ancestors if isinstance(node, GeneratePane))


class GeneratePane(Pane):
    """The datasets, the settings of the next run, and the run."""

    NAME = "generate"
    FOCUS = "#datasets"
    HELP = """# Generate

`r` makes the dataset under the cursor or the picked ones, `R` all of them. A run replaces what is staged of those
datasets when it is done and not before: cancelled, it leaves everything as it was, and the next run goes on with
the dataset that was under way. Scale and seed stand above the table; `s` changes counts, searches and filters of a
dataset for the next runs, `e` opens all settings in your editor.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run", id="generate.run", tooltip="Make the picked datasets"),
        Binding("R", "run_all", "All", id="generate.run_all", tooltip="Make all datasets"),
        Binding(
            "p",
            "plan",
            "Plan",
            id="generate.plan",
            tooltip="Say what would come out, store nothing",
        ),
        Binding(
            "c",
            "cancel",
            "Cancel",
            id="generate.cancel",
            tooltip="Stop the run; the next goes on from there",
        ),
        Binding(
            "s",
            "searches",
            "Setup",
            id="generate.searches",
            tooltip="Counts, searches, filters of a dataset",
        ),
        Binding(
            "e",
            "settings",
            "File",
            show=False,
            id="generate.settings",
            tooltip="All settings, in $EDITOR",
        ),
        Binding(
            "z", "zoom", "Zoom", show=False, id="generate.zoom", tooltip="The run alone, or both"
        ),
        Binding("v", "view", "View", id="generate.view", tooltip="Live figures, log or report"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picked: set[str] = set()
        self.live: Live | None = None
        self.rows: list[datasets.Row] = []
        self.view = "live"

    def compose(self) -> ComposeResult:
        with Horizontal(id="run-settings"):
            yield Static("scale ")
            yield Input(id="scale", compact=True, restrict=r"[\d.]*")
            yield Static("seed ")
            yield Input(id="seed", compact=True, restrict=r"\d*")
            yield Static(id="run-state", markup=False)
        with Vertical(id="generate-body"):
            with Vertical(id="datasets-panel", classes="panel"):
                yield Static(id="datasets-head", markup=False)
                yield DatasetList(id="datasets", markup=False, compact=True)
            with Vertical(id="run-panel", classes="panel"):
                yield Static(id="run-head", markup=False)
                yield Histogram(id="live-tokens")
                with Scroller(id="run-text-area"):
                    yield Static(id="run-text", markup=False)

    def on_mount(self) -> None:
        self.query_one("#scale", Input).value = f"{self.studio.overrides['scale']:g}"
        self.query_one("#seed", Input).value = str(self.studio.overrides["seed"])
        self.query_one("#datasets-panel").border_title = "Datasets"
        self.query_one("#run-panel").border_title = "Run"
        self.store_changed()
        self._show_run()
        self.set_interval(0.25, self._tick)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")
        self.call_after_refresh(self._show_rows)

    # The table

    def store_changed(self) -> None:
        staging = self.studio.staging
        self.rows = datasets.rows(staging, self.studio.settings)
        self._show_rows()

    def _show_rows(self) -> None:
        table = self.query_one(DatasetList)
        at = table.highlighted
        width = max(20, table.size.width or 70)
        self.query_one("#datasets-head", Static).update(
            Content.styled(run_text.head(width), "bold $text-muted")
        )
        table.clear_options()
        live = self.live if self.running else None
        table.add_options(
            [
                Option(run_text.row_line(row, width, row.name in self.picked, live))
                for row in self.rows
            ]
        )
        table.highlighted = min(at or 0, len(self.rows) - 1) if self.rows else None

    @property
    def running(self) -> bool:
        return bool(self.live and not self.live.outcome)

    @property
    def _here(self) -> str:
        at = self.query_one(DatasetList).highlighted
        return self.rows[at].name if at is not None and at < len(self.rows) else ""

    def action_pick(self) -> None:
        if self._here and self._here != catalog.EVAL:
            self.picked ^= {self._here}
            self._show_rows()
            self.query_one(DatasetList).action_cursor_down()

    @on(OptionList.OptionSelected, "#datasets")
    async def _opened(self) -> None:
        if self._here:
            where = (
                "split:eval" if self._here == catalog.EVAL else f"dataset:{self._here} split:train"
            )
            await self.studio.browse(where)

    # Settings of the run

    @on(Input.Changed, "#scale")
    @on(Input.Changed, "#seed")
    def _changed(self) -> None:
        if (wanted := self._overrides()) is not None:
            self.studio.overrides = wanted
            self.studio.show_place()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(DatasetList).focus()

    def _overrides(self) -> dict[str, Any] | None:
        try:
            scale = float(self.query_one("#scale", Input).value)
            if not 0 < scale <= 1:
                raise ValueError
            wanted = self.studio.overrides | {
                "scale": scale,
                "seed": int(self.query_one("#seed", Input).value or 0),
            }
            self.studio.settings = self.studio.workspace.settings(**wanted)
        except (ValueError, UserError) as error:
            self._state(
                f"{error}"
                if isinstance(error, UserError)
                else "scale is a number above 0, at most 1",
                True,
            )
            return None
        self._state("" if scale == 1 else "scaled run: not a full dataset")
        self.store_changed()
        return wanted

    def _state(self, text: str, wrong: bool = False) -> None:
        style = "$text-error" if wrong else "$text-muted"
        self.query_one("#run-state", Static).update(Content.styled(one_line(text), style))

    def action_searches(self) -> None:
        name = self._here
        if name in ("", catalog.EVAL):
            self.studio.say("Evaluation samples are held out of the other datasets; change those")
            return
        text = run_settings.as_toml(self.studio.settings, name)
        self.app.push_screen(Write(f"The next runs of {name}", text, self._wrong), self._searched)

    def _wrong(self, text: str) -> str:
        try:
            self._with(text)
        except UserError as error:
            return str(error)
        return ""

    def _with(self, text: str) -> dict[str, Any]:
        overrides = self.studio.overrides | run_settings.from_toml(text, self.studio.settings)
        self.studio.workspace.settings(**overrides)
        return overrides

    def _searched(self, text: str | None) -> None:
        if text:
            self.studio.overrides = self._with(text)
            self._changed()
            self.studio.say("Taken for the next runs")

    def action_settings(self) -> None:
        path = self.studio.workspace.config_path
        try:
            editor.open_file(self.app, path)
            self.studio.settings = self.studio.workspace.settings()
        except UserError as error:
            self.studio.warn(str(error))
            return
        settings = self.studio.settings
        self.studio.overrides = {}
        self.query_one("#scale", Input).value = f"{settings.scale:g}"
        self.query_one("#seed", Input).value = str(settings.seed)
        self._changed()
        self.studio.say(f"Settings read from {path.name}")

    # Running

    def action_run(self) -> None:
        names = [row.name for row in self.rows if row.name in self.picked]
        names = names or [self._here] * (self._here not in ("", catalog.EVAL))
        self._ask(names)

    def action_run_all(self) -> None:
        self._ask([])

    def action_plan(self) -> None:
        self._start([row.name for row in self.rows if row.name in self.picked], plan=True)

    def _ask(self, names: list[str]) -> None:
        if self._overrides() is None:
            self.query_one("#scale").focus()
            return
        staged_now = [row for row in self.rows if row.staged and (row.name in names or not names)]
        if not staged_now:
            self._start(names)
            return
        count = sum(row.staged for row in staged_now)
        question = f"Make {', '.join(names) or 'all datasets'} anew?"
        detail = f"{count:,} staged samples are replaced when the run is done. Those that come again keep their verdicts; "
        detail += "edited and rejected ones stay what they are."
        self.app.push_screen(
            Confirm(question, detail), lambda yes: self._start(names) if yes else None
        )

    def _start(self, names: list[str], plan: bool = False) -> None:
        if self._overrides() is None:
            return
        live = Live("plan" if plan else "generate", plan=plan)
        live.wanted = {row.name: row.target for row in self.rows if row.name in names or not names}
        live.wanted.pop(catalog.EVAL, None)
        if self.studio.start({"job": "generate", "names": names, "plan": plan}, self._event):
            self.live, self.view = live, "live"
            self.refresh_bindings()
            self._show_run()

    def _event(self, event: Event) -> None:
        if self.live is None:
            return
        self.live.add(event)
        if self.live.outcome:
            self.view = "report" if self.live.text else "log"
            self.picked.clear()
            self.refresh_bindings()
            self._show_run()

    def action_cancel(self) -> None:
        if self.live and self.running:
            self.live.stage = "cancelling"
            self.studio.cancel()

    def action_view(self) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self._show_run()

    def _tick(self) -> None:
        if self.running and self.display:
            self._show_run()
            self._show_rows()

    def _show_run(self) -> None:
        live, head, panel = (
            self.live,
            self.query_one("#run-head", Static),
            self.query_one("#run-panel"),
        )
        tokens, text = self.query_one(Histogram), self.query_one("#run-text", Static)
        tokens.display = bool(
            live and live.datasets and self.view == "live" and panel.size.height >= TALL
        )
        panel.border_title = f"Run: {self.view}" if live else "Run"
        head.display = live is not None
        if live is None:
            text.update(
                Content(block(self._kept() + (datasets.last_report(self.studio.staging) or FIRST)))
            )
            return
        width = max(30, panel.size.width - 4)
        head.update(run_text.run_head(live, width))
        if self.view == "log":
            text.update(Content(block(self._kept() * bool(live.outcome) + "\n".join(live.log))))
        elif self.view == "report":
            brief = (
                datasets.last_report(self.studio.staging) + "\n\n"
                if live.outcome == "done" and not live.plan
                else ""
            )
            text.update(
                Content(block(brief + live.text or "The report comes when the run is done."))
            )
        else:
            text.update(run_text.live_text(live, width, tokens.display))
            current = list(live.datasets.values())[-1:]
            if current:
                tokens.show(current[0].tokens, catalog.AVERAGE_TOKENS)

    def _kept(self) -> str:
        """What the next run need not do again."""
        names = checkpoint.kept(self.studio.workspace.data)
        if not names:
            return ""
        said = (
            f"Candidates of {', '.join(names)} are kept from a plan or a run that was cancelled.\n"
        )
        return said + "With the same store and settings the next run goes on from there.\n\n"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "cancel":
            return self.running
        if action in ("run", "run_all", "plan"):
            return not self.running
        return self.live is not None if action == "view" else True

    def commands(self) -> Iterator[Command]:
        if self.studio.running is None:
            for row in self.rows:
                if row.name != catalog.EVAL:
                    missing = f"{row.missing:,} missing" if row.missing else "complete"
                    yield Command(f"Generate {row.name}", missing, partial(self._ask, [row.name]))
            yield Command("Generate all datasets", "In one run", self.action_run_all)
            yield Command("Plan a run", "Say what would come out, store nothing", self.action_plan)
        yield Command(
            "Edit the settings", str(self.studio.workspace.config_path), self.action_settings
        )
