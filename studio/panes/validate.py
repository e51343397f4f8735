"""Validate: the final validation, its history, and the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studio.figures import datasets
from studio.jobs.background import Event
from studio.jobs.live import Live
from studio.validation import history
from studio.widgets.bars import bar
from studio.widgets.dialogs import Ask, Confirm
from studio.widgets.doors import Door, DoorList
from studio.widgets.safe import one_line
from studio.widgets.safe import report as shown
from studio.widgets.text.pager import Scroller
from studio.widgets.tuning.paging import PagedList

from .base import NOTHING_RUNS, Command
from .marking import Flagging
from .validating import asking
from .validating.report import RELEASE, outcome, past_line, printed, report

WIDE = 120
SHORT = "Export even if counts are short"
PRESS = "Press r to validate the staged samples."
NONE_YET = "Past validations, and what changed between them."


class ValidatePane(Flagging):
    """Run and history above, the checks and the report below."""

    @dataclass
    class Explained(Message):
        """What each check judges, by its name."""

        meanings: dict[str, str]

    NAME = "validate"
    FOCUS = "#checks"
    ZOOMED = "#report-area"
    HELP = """# Validate

`r` runs every check on the staged samples. The report begins with all that the check under the
cursor says and what it judges. A failed check lists samples: `enter` or a second click opens them
in Browse, `f` flags everything the check found, so that you can replace it in Review (3). The
history keeps earlier validations; select one to see what changed since the one before. `x`
validates and then writes the files, after asking. `X` does so even if counts are short; the dataset
card and the manifest say so.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run", id="validate.run", tooltip="Validate the staged samples"),
        Binding(
            "x", "export", "Export", id="validate.export", tooltip="Validate, then write the files"
        ),
        Binding(
            "X",
            "export_short",
            "Export short",
            id="validate.export_short",
            tooltip=SHORT,
        ),
        Binding(
            "f",
            "flag",
            "Flag",
            id="validate.flag",
            tooltip="Flag all samples the check found",
        ),
        Binding("z", "zoom", "Zoom", id="validate.zoom", tooltip="Report only, or all"),
        Binding("c", "cancel", "Cancel", id="validate.cancel", tooltip="Stop; nothing is written"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.live: Live | None = None
        self.past: list[dict[str, Any]] = []
        self.chosen = 0
        self.report = ""
        self.told = ""
        """The outcome of the last export."""
        self.meanings: dict[str, str] = {}
        """What each check judges, by its name; empty until it is known."""

    def compose(self) -> ComposeResult:
        yield Static(id="validate-head", markup=False)
        with Vertical(id="validate-body"):
            with Vertical(id="validate-left"):
                yield DoorList(id="checks", classes="panel")
                yield PagedList(id="history", classes="panel", markup=False, compact=True)
            with Scroller(id="report-area", classes="panel"):
                yield Static(id="report", markup=False)

    def on_mount(self) -> None:
        self.query_one("#checks").border_title = "Checks"
        self.query_one("#history").border_title = "History"
        self.query_one("#report-area").border_title = "Report"
        self.store_changed()
        self._explain()

    def resized(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")

    def store_changed(self) -> None:
        staging = self.studio.staging
        past = staging.validations() if staging else []
        if [each["id"] for each in past] != [each["id"] for each in self.past]:
            self.past, self.chosen = past, 0
            # Other checks fail now, and those come first.
            self.query_one(DoorList).highlighted = None
        lines = self.query_one("#history", OptionList)
        with lines.prevent(OptionList.OptionHighlighted):
            lines.clear_options()
            lines.add_options(
                [Option(past_line(each)) for each in self.past] or [Option(NONE_YET, disabled=True)]
            )
        self._show()

    @on(OptionList.OptionHighlighted, "#history")
    def _choose(self, event: OptionList.OptionHighlighted) -> None:
        self.chosen = event.option_index
        self._show()

    def _show(self) -> None:
        self._head()
        staging = self.studio.staging
        if not self.past or staging is None:
            text = PRESS if staging else self.studio.nothing_staged
            self.query_one(DoorList).show([Door(Content(text))])
            self.query_one("#report", Static).update(Content(shown(self.report)))
            return
        chosen = self.past[self.chosen]
        doors = []
        for check in history.checks(chosen["report"]):
            line = Content.assemble(check.mark, f" {check.rule:<17} ", one_line(check.detail, 120))
            there = "" if check.passed else history.samples_of(staging.db, check)
            doors.append(Door(line, there, "" if there else one_line(check.fix)))
        self.query_one(DoorList).show(doors)
        self._show_report()

    def _show_report(self) -> None:
        self.query_one("#report", Static).update(self._text(self.past[self.chosen]))

    @on(OptionList.OptionHighlighted, "#checks")
    def _highlighted(self) -> None:
        if self.past:
            self._show_report()

    def _text(self, chosen: dict[str, Any]) -> Content:
        newest, before = self.chosen == 0, self.past[self.chosen + 1 :]
        parts = [outcome(self.told)] if newest and self.told else []
        at = self.query_one(DoorList).highlighted
        parts.append(report(chosen, before[0] if before else None, at, self.meanings))
        if newest and self.report:
            parts.append(printed(self.report))
        return Content("\n").join(parts)

    @work(thread=True, exit_on_error=False, group="meanings")
    def _explain(self) -> None:
        # Importing every rule takes longer than a key may.
        from studio.imports import judging
        from studio.validation import rules

        both = (*rules.RULES, *judging.RULES)
        self.post_message(self.Explained(RELEASE | dict(map(rules.meaning, both))))

    @on(Explained)
    def _explained(self, event: Explained) -> None:
        self.meanings = event.meanings
        if self.past:
            self._show_report()

    def _head(self) -> None:
        live, head = self.live, self.query_one("#validate-head", Static)
        if live and not live.outcome:
            share = live.done / live.total if live.total else 0.0
            progress = f" {live.done}/{live.total} {one_line(live.stage)}  {live.elapsed:.0f} s"
            head.update(Content.assemble(f"{live.job} ", bar(share, 24), progress))
        elif self.past:
            passed = bool(self.past[0]["passed"])
            failed = sum(not check.passed for check in history.checks(self.past[0]["report"]))
            verdict = (
                ("✓ passed", "bold $text-success")
                if passed
                else (f"✗ {failed} failed", "bold $text-error")
            )
            said = self.told if self.told.startswith("✓") else "r validates, x exports"
            staging = self.studio.staging
            if staging and (stale := history.since(staging.db, self.past[0]["at"])):
                said, verdict = (
                    f"since then {stale}; r validates again",
                    (verdict[0], "$text-warning"),
                )
            head.update(Content.assemble("Last validation ", verdict, f"   {one_line(said)}"))
        else:
            head.update("Not validated yet. r runs every check, x validates and exports.")

    def tick(self) -> None:
        if self.live and not self.live.outcome:
            self._head()

    @on(DoorList.Opened)
    async def _opened(self, event: DoorList.Opened) -> None:
        await self.studio.browse(event.filter)

    def action_flag(self) -> None:
        """Flags everything that the check under the cursor found."""
        staging, at = self.studio.staging, self.query_one(DoorList).highlighted
        found = history.checks(self.past[self.chosen]["report"]) if self.past else []
        if staging is None or at is None or at >= len(found) or found[at].passed:
            self.studio.say("Nothing to flag. Select a failed check.")
            return
        ids = history.offenders(staging.db, found[at])
        if ids:
            self.ask_reason(ids)
        else:
            self.studio.say(f"{found[at].rule} lists no samples. {found[at].fix}")

    # Running

    def action_run(self) -> None:
        self._start("validate", {})

    def _start(self, job: str, request: dict[str, Any]) -> None:
        live = Live(job)
        if self.studio.start({"job": job, **request}, self._event):
            self.live = live
            self.refresh_bindings()
            self._head()

    def _event(self, event: Event) -> None:
        if self.live is None:
            return
        self.live.add(event)
        if not self.live.outcome:
            return
        self.refresh_bindings()
        self.report, self.told = self.live.text, ""
        result = event.get("result") or {}
        if written := result.get("written"):
            # What matters most comes first: a narrow screen cuts off the end.
            folder = Path(written[0]).parent
            root = self.studio.workspace.root
            inside = folder.is_relative_to(root) and folder != root
            files = "1 file" if len(written) == 1 else f"{len(written)} files"
            self.told = f"✓ {files} in {folder.relative_to(root) if inside else folder}"
        elif self.live.job == "export" and self.live.outcome == "done":
            imported = datasets.imported_names(self.studio.staging)
            step = (
                "f flags what it found"
                if imported
                else "X allows short counts and missing datasets"
            )
            self.told = f"✗ Nothing written: a check failed. {step}."
        # `store_changed` follows, and shows it.
        if self.live.outcome != "done":
            self._head()

    def action_cancel(self) -> None:
        if self.live and not self.live.outcome:
            self.live.stage = "cancelling"
            self.studio.cancel()

    def action_export(self, short: bool = False) -> None:
        if self.studio.staging is None:
            self.studio.warn(self.studio.nothing_staged)
            return
        if self.studio.busy():
            return
        self.app.push_screen(
            Ask("Write the dataset to which folder?", str(self.studio.workspace.data)),
            lambda name: self._confirm(name, short),
        )

    def _confirm(self, name: str | None, short: bool) -> None:
        if not name:
            return
        folder = Path(name).expanduser()
        if datasets.imported_names(self.studio.staging):
            self._ask_export(asking.imported(folder), {"folder": str(folder), "allowed": []})
            return
        rows = datasets.rows(self.studio.staging, self.studio.settings)[:-1]
        flagged = any(row.flagged for row in rows)
        allowed = ["shortfall"] * short + ["flagged"] * flagged
        request = {"folder": str(folder), "allowed": allowed}
        self._ask_export(asking.generated(folder, rows, short), request)

    def _ask_export(self, detail: str, request: dict[str, Any]) -> None:
        self.app.push_screen(
            Confirm("Validate and export the dataset?", detail),
            lambda yes: self._start("export", request) if yes else None,
        )

    def action_export_short(self) -> None:
        self.action_export(short=True)

    def off(self, action: str) -> str | None:
        live = self.live if self.live and not self.live.outcome else None
        if action == "cancel":
            return None if live else NOTHING_RUNS
        if live and action in ("run", "export", "export_short"):
            return f"{live.job.capitalize()} is still running; c cancels it"
        return None

    def commands(self) -> Iterator[Command]:
        yield Command("Validate the staged samples", "Runs every check", self.action_run)
        yield Command("Export the dataset", "Validates first", self.action_export)
        yield Command(
            "Export even if counts are short",
            "The dataset card and the manifest say so",
            self.action_export_short,
        )
