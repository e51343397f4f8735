"""Generate: what is staged of each dataset, and the run that generates more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from generators import catalog
from studio.figures import datasets
from studio.jobs import checkpoint
from studio.jobs.background import Event
from studio.jobs.live import Live
from studio.widgets import run_text
from studio.widgets.dialogs import Confirm
from studio.widgets.doors import OpeningList
from studio.widgets.histogram import Histogram
from studio.widgets.safe import block, report
from studio.widgets.text.pager import Scroller

from .base import NOTHING_RUNS, Command
from .run_setup import RunSetup

WIDE = 150
TALL = 15
"""Lines of the run panel from which the histogram is shown above the categories."""
FIRST = """Ready: press R to generate all datasets.

Samples are made from your material and staged: \
kept here, to be read and checked, until you export them. Nothing is staged yet.

space selects some datasets, r generates those. p plans a run and stores nothing.

s sets up the dataset under the cursor: targets, queries, filters.

shift+tab goes to scale and seed: a scale of 0.02 makes a fiftieth of every target, for a first try.
"""
VIEWS = ("live", "log", "report")


class DatasetList(OpeningList):
    """A row for every dataset."""

    HELP = """# The datasets

A row for each: its target, how many samples are staged, how many are missing. `space` selects
rows, `r` generates the selected ones (or the one under the cursor), `R` generates all, `p` plans a
run and stores nothing, `c` cancels a run. `enter` or a second click opens the dataset in Browse.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="datasets.down"),
        Binding("k", "cursor_up", "Up", show=False, id="datasets.up"),
        Binding(
            "space", "pick", "Pick", id="datasets.pick", tooltip="Select or deselect the dataset"
        ),
        Binding(
            "enter", "select", "Browse", id="datasets.open", tooltip="Open its samples in Browse"
        ),
    ]

    def action_pick(self) -> None:
        self.parent_pane.action_pick()

    @property
    def parent_pane(self) -> GeneratePane:
        return next(node for node in self.ancestors if isinstance(node, GeneratePane))


class GeneratePane(RunSetup):
    """The datasets, the settings of the next run, and the run."""

    NAME = "generate"
    FOCUS = "#datasets"
    ZOOMED = "#run-text-area"
    HELP = """# Generate

`r` generates the dataset under the cursor or the selected ones, `R` all of them. A run replaces the
staged samples of its datasets only when it finishes. If you cancel it, everything stays unchanged,
and the next run resumes with the dataset that was being generated. Scale and seed are set above the
table; `s` changes targets, queries and filters of a dataset for the next runs, `e` opens all
settings in your editor.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run", id="generate.run", tooltip="Generate the selected datasets"),
        Binding("R", "run_all", "All", id="generate.run_all", tooltip="Generate all datasets"),
        Binding(
            "p",
            "plan",
            "Plan",
            id="generate.plan",
            tooltip="Plan a run, store nothing",
        ),
        Binding(
            "c",
            "cancel",
            "Cancel",
            id="generate.cancel",
            tooltip="Stop the run; the next one resumes",
        ),
        Binding(
            "s",
            "searches",
            "Setup",
            id="generate.searches",
            tooltip="Set up targets, queries, filters",
        ),
        Binding(
            "e",
            "settings",
            "File",
            show=False,
            id="generate.settings",
            tooltip="Edit all settings in $EDITOR",
        ),
        Binding(
            "w",
            "welcome",
            "Get a store",
            id="generate.welcome",
            tooltip="Try the demo, index repositories, or connect a store",
        ),
        Binding("z", "zoom", "Zoom", show=False, id="generate.zoom", tooltip="Run only, or both"),
        Binding("v", "view", "View", id="generate.view", tooltip="Progress, log or report"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picked: set[str] = set()
        self.live: Live | None = None
        self.rows: list[datasets.Row] = []
        self.view = "live"

    def compose(self) -> ComposeResult:
        yield from self.compose_setup()
        with Vertical(id="generate-body"):
            with Vertical(id="datasets-panel", classes="panel"):
                yield Static(id="datasets-head", markup=False)
                yield DatasetList(id="datasets")
            with Vertical(id="run-panel", classes="panel"):
                yield Static(id="run-head", markup=False)
                yield Histogram(id="live-tokens")
                with Scroller(id="run-text-area"):
                    yield Static(id="run-text", markup=False)

    def on_mount(self) -> None:
        self.show_setup()
        self.query_one("#datasets-panel").border_title = "Datasets"
        self.query_one("#run-panel").border_title = "Run"
        self.store_changed()
        self._show_run()

    def resized(self) -> None:
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
    def chosen(self) -> str:
        at = self.query_one(DatasetList).highlighted
        return self.rows[at].name if at is not None and at < len(self.rows) else ""

    def action_pick(self) -> None:
        if self.chosen and self.chosen != catalog.EVAL:
            self.picked ^= {self.chosen}
            self._show_rows()
            self.query_one(DatasetList).action_cursor_down()

    @on(OptionList.OptionSelected, "#datasets")
    async def _opened(self) -> None:
        if self.chosen:
            where = (
                "split:eval"
                if self.chosen == catalog.EVAL
                else f"dataset:{self.chosen} split:train"
            )
            await self.studio.browse(where)

    # Running

    def action_run(self) -> None:
        names = [row.name for row in self.rows if row.name in self.picked]
        names = names or [self.chosen] * (self.chosen not in ("", catalog.EVAL))
        self._ask(names)

    def action_run_all(self) -> None:
        self._ask([])

    def action_plan(self) -> None:
        if self._imported():
            return
        self._start([row.name for row in self.rows if row.name in self.picked], plan=True)

    def _imported(self) -> bool:
        """Says why nothing can be generated, where that is so."""
        if imported := bool(datasets.imported_names(self.studio.staging)):
            self.studio.say(f"{datasets.IMPORTED_ONCE}; a workspace of its own can")
        return imported

    def _ask(self, names: list[str]) -> None:
        if self.studio.busy() or self._imported():
            return
        if self.setup() is None:
            self.query_one("#scale").focus()
            return
        staged_now = [row for row in self.rows if row.staged and (row.name in names or not names)]
        if not staged_now:
            self._start(names)
            return
        count = sum(row.staged for row in staged_now)
        question = f"Regenerate {', '.join(names) or 'all datasets'}?"
        detail = (
            f"{count:,} staged samples are replaced when the run finishes. Samples generated again "
            "keep their verdicts; edited and rejected ones are not touched."
        )
        self.app.push_screen(
            Confirm(question, detail), lambda yes: self._start(names) if yes else None
        )

    def _start(self, names: list[str], plan: bool = False) -> None:
        if self.setup() is None:
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
            # After a plan, or a run that did not finish, `r` is for the same datasets.
            if self.live.outcome == "done" and not self.live.plan:
                self.picked.clear()
            self.refresh_bindings()
            self._show_run()

    def action_cancel(self) -> None:
        if self.live and self.running:
            self.live.stage = "cancelling"
            self.studio.cancel()

    async def action_welcome(self) -> None:
        await self.studio.show("welcome")

    def action_view(self) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self._show_run()

    def tick(self) -> None:
        if self.running:
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
                Content(report(brief + live.text or "The report appears when the run finishes."))
            )
        else:
            text.update(run_text.live_text(live, width, tokens.display))
            current = list(live.datasets.values())[-1:]
            if current:
                tokens.show(
                    current[0].tokens, catalog.AVERAGE_TOKENS, self.studio.settings.max_tokens
                )

    def _kept(self) -> str:
        """What the next run can resume from, in words."""
        names = checkpoint.kept(self.studio.workspace.own)
        if not names:
            return ""
        return (
            f"Candidates of {', '.join(names)} were saved by a plan or a cancelled run.\n"
            "With the same store and settings, the next run resumes from there.\n\n"
        )

    def off(self, action: str) -> str | None:
        why = {
            "cancel": "" if self.running else NOTHING_RUNS,
            "view": "" if self.live else "Nothing was run since the studio was opened",
        } | dict.fromkeys(("run", "run_all", "plan"), "A run is on; c cancels it" * self.running)
        if action == "welcome" and self.studio.workspace.has_whole_store:
            return "There is a store. The commands (ctrl+p) have ways to get another one."
        return why.get(action) or None

    def commands(self) -> Iterator[Command]:
        if self.studio.running is None:
            for row in self.rows:
                if row.name != catalog.EVAL:
                    missing = f"{row.missing:,} missing" if row.missing else "complete"
                    yield Command(f"Generate {row.name}", missing, partial(self._ask, [row.name]))
            yield Command("Generate all datasets", "In one run", self.action_run_all)
            yield Command("Plan a run", "Stores nothing", self.action_plan)
        yield Command(
            "Edit the settings", str(self.studio.workspace.config_path), self.action_settings
        )
