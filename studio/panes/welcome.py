"""Welcome: three ways to get a store, for a workspace that has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from studio.jobs.background import Event
from studio.jobs.live import Live
from studio.widgets.bars import bar
from studio.widgets.dialogs import Ask
from studio.widgets.run_text import time_left
from studio.widgets.safe import block, one_line
from studio.widgets.tuning.paging import PagedList
from studio.workspace import Workspace

from .base import CHOICES, NOTHING_RUNS, Pane

BAR = 30
"""Cells of the bar of a step."""
STEPS = 4
"""How many of the steps before it are told."""


class WelcomePane(Pane):
    """The choice, then its progress."""

    NAME = "welcome"
    FOCUS = "#ways"
    HELP = """# Welcome

The studio generates samples from a store of your material. `enter` chooses how to get one, `c`
cancels.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "r", "resume", "Resume", id="welcome.resume", tooltip="Resume the broken-off build"
        ),
        Binding(
            "enter",
            "choose",
            "Choose",
            id="welcome.choose",
            tooltip="Choose the highlighted option",
        ),
        Binding("d", "way(0)", "Demo", id="welcome.demo", tooltip="Index the demo corpus"),
        Binding("i", "way(1)", "Index", id="welcome.index", tooltip="Index repositories"),
        Binding(
            "s", "way(2)", "Connect", id="welcome.connect", tooltip="Connect an existing store"
        ),
        Binding("j", "move(1)", "Down", show=False, id="welcome.down"),
        Binding("k", "move(-1)", "Up", show=False, id="welcome.up"),
        Binding("c", "cancel", "Cancel", id="welcome.cancel", tooltip="Cancel the running job"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.live: Live | None = None

    def compose(self) -> ComposeResult:
        yield Static("Welcome to web4-studio", id="welcome-title", markup=False)
        yield Static(id="welcome-text", markup=False)
        yield PagedList(
            *(
                Option(
                    Content.assemble(
                        (f"{key}  ", "bold $accent"),
                        (title, "bold"),
                        (f"\n   {text}", "$text-muted"),
                    )
                )
                for key, title, text in CHOICES
            ),
            id="ways",
            classes="panel",
            markup=False,
        )
        yield Static(id="welcome-progress", markup=False)

    def on_mount(self) -> None:
        self._introduce()

    def enter(self) -> None:
        self._introduce()
        super().enter()

    def _introduce(self) -> None:
        """What the studio is for, and what is here."""
        root, unfinished = self.studio.workspace.root, self.studio.workspace.unfinished
        parts: list[str | tuple[str, str]] = [
            "It turns a team's code and work records into a fine-tuning dataset.\n"
        ]
        if self.studio.workspace.has_whole_store:
            parts.append(f"{root} has a store. Go to Generate (1), or get another one.")
        elif unfinished and self.studio.running is None:
            names = ", ".join(each.name for each in unfinished)
            parts.append(f"The build of the store from {names} was broken off. ")
            parts.append(("r", "bold $accent"))
            parts.append(" resumes it; what was embedded is kept.")
        else:
            parts.append(f"{root} has no store yet. Where should the material come from?")
        shown = [(block(part), "") if isinstance(part, str) else part for part in parts]
        self.query_one("#welcome-text", Static).update(Content.assemble(*shown))
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#ways")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_way(event.option_index)

    def action_way(self, number: int) -> None:
        if not self.studio.busy():
            (self._demo, self._index, self._connect)[number]()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_move(self, by: int) -> None:
        ways = self.query_one(OptionList)
        ways.action_cursor_down() if by > 0 else ways.action_cursor_up()

    def off(self, action: str) -> str | None:
        running = bool(self.live and not self.live.outcome)
        if action == "cancel":
            return None if running else NOTHING_RUNS
        if running and action in ("resume", "way", "choose"):
            return "A store is being made; c cancels it"
        if action == "resume" and not self.studio.workspace.unfinished:
            return ""
        return None

    def action_resume(self) -> None:
        repositories = [str(each) for each in self.studio.workspace.unfinished]
        self._start({"job": "index", "repositories": repositories})

    def _demo(self) -> None:
        root = self.studio.workspace.root
        empty = not root.exists() or not any(root.iterdir())
        folder = root if empty else root / "web4-demo"
        self.app.push_screen(Ask("Folder for the demo?", str(folder), path=True), self._start_demo)

    def _start_demo(self, folder: str | None) -> None:
        if folder:
            self._start({"job": "demo", "workspace": str(Path(folder).expanduser())})

    def _index(self) -> None:
        self.app.push_screen(
            Ask(
                "Folder of the repository?",
                str(Path.cwd()),
                "Separate several folders with ;",
                True,
            ),
            self._repos,
        )

    def _repos(self, given: str | None) -> None:
        if given:
            self._start(
                {
                    "job": "index",
                    "repositories": [each.strip() for each in given.split(";") if each.strip()],
                }
            )

    def _connect(self, given: str = "") -> None:
        detail = "A directory, or the address of a server, such as http://host:8000"
        self.app.push_screen(Ask("Chroma directory?", given, detail, path=True), self._chroma)

    def _chroma(self, given: str | None) -> None:
        if given is None:
            return
        if given.startswith("http"):
            self._timeline({"job": "connect", "chroma": given}, "")
            return
        folder = Path(given).expanduser()
        if not folder.is_dir():
            self.studio.warn(f"{folder} does not exist; name the directory of a Chroma store")
            self._connect(given)
        else:
            self._timeline(
                {"job": "connect", "chroma": str(folder)}, str(folder.parent / "pdca_timeline.db")
            )

    def _timeline(self, request: dict[str, Any], given: str) -> None:
        def take(timeline: str | None) -> None:
            if timeline is None:
                return
            if not Path(timeline).expanduser().is_file():
                self.studio.warn(f"{timeline} does not exist; name the store's pdca_timeline.db")
                self._timeline(request, timeline)
            else:
                self._start(request | {"timeline": timeline})

        self.app.push_screen(Ask("Timeline database?", given, path=True), take)

    def _start(self, request: dict[str, Any]) -> None:
        live = Live(str(request["job"]))
        if self.studio.start(request, self._event):
            self.live = live
            self._introduce()

    def _event(self, event: Event) -> None:
        if self.live is None:
            return
        self.live.add(event)
        if self.live.outcome:
            self._introduce()
        if self.live.outcome == "done":
            if left_out := event["result"].get("left_out"):
                path = self.studio.workspace.left_out_path
                self.studio.say(f"Left out or guessed: {left_out}. By name in {path}")
            place = event["result"].get("workspace")
            workspace = Workspace(Path(place)) if place else self.studio.workspace
            self.call_later(self.studio.use, workspace)
        self.tick()

    def tick(self) -> None:
        live = self.live
        if live is None:
            return
        if live.outcome:
            style = "$text-error" if live.outcome == "error" else ""
            self.query_one("#welcome-progress", Static).update(
                Content.styled(block(live.text or live.outcome), style)
            )
            return
        share = live.done / live.total if live.total else 0.0
        left = time_left(live.left)
        left = f", {left} of this step" if left else ""
        amount = f" {live.done:,}/{live.total:,}  {live.rate:,.0f}/s{left}" if live.total else ""
        # Every step has a bar of its own, so what was done before stands below.
        before = "\n".join(f"✓ {one_line(step)}" for step in live.steps[: -STEPS - 1 : -1])
        line = Content.assemble(
            (one_line(live.stage), "bold"),
            f"  {live.elapsed:.0f} s\n",
            bar(share, BAR),
            amount,
            (f"\n{before}" if before else "", "$text-muted"),
        )
        self.query_one("#welcome-progress", Static).update(line)

    def action_cancel(self) -> None:
        if self.live and not self.live.outcome:
            self.live.stage = "cancelling"
            self.studio.cancel()
