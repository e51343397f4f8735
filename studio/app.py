"""The Textual application: five panes over one workspace."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from generators.errors import UserError
from generators.settings import Settings

from . import commands
from .jobs.live import Live
from .jobs.slot import MAKING
from .panes.base import PANES, TITLES, Command, Pane, Studio
from .store import originals
from .stored import Stored
from .widgets.dialogs import Confirm
from .widgets.tabs import PaneTab
from .widgets.tuning.drawing_rate import raise_drawing_rate
from .widgets.tuning.focus import StudioScreen
from .widgets.tuning.key_bar import KeyBar
from .workspace import Workspace

WATCH_SECONDS = 1.0
POLL_SECONDS = 0.1
TICK_SECONDS = 0.25
MEASURE_SECONDS = 5.0
"""After the start: what is on the screen first comes first."""
STYLE = "studio.tcss"
DARK, LIGHT = "textual-dark", "textual-light"


def stylesheet() -> Path:
    """Beside the package's modules when installed, at the root of a checkout."""
    installed = Path(__file__).with_name(STYLE)
    return installed if installed.exists() else Path(__file__).parent.parent / STYLE


class StudioApp(Stored):
    """The studio on a workspace, with the settings the command line was given."""

    TITLE = "web4-studio"
    CSS_PATH = stylesheet()
    COMMANDS: ClassVar = {commands.StudioCommands, commands.SampleCommands}
    HELP = """# web4-studio

Turns a team's code and work records into a verified fine-tuning dataset, in five panes:
**Generate** creates samples, **Browse** finds and flags them, **Review** lets you read a
representative share, **Insights** shows statistics, **Validate** checks everything and writes the
files.

`1` to `5` open a pane, `ctrl+p` finds any command or sample, `ctrl+o` jumps to a part of the screen
by letter.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"pane('{name}')", TITLES[name], show=False, id=f"pane.{name}")
            for number, name in enumerate(PANES, 1)
        ),
        Binding(
            "question_mark",
            "help",
            "Help",
            key_display="?",
            id="app.help",
            tooltip="Help and keys for this part",
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "Commands",
            id="app.palette",
            tooltip="Find a command or sample by name",
        ),
        Binding(
            "ctrl+o",
            "jump",
            "Jump",
            show=False,
            id="app.jump",
            tooltip="Jump to a part of the screen by letter",
        ),
        Binding(
            "t",
            "light",
            "Theme",
            show=False,
            id="app.theme",
            tooltip="Dark or light",
        ),
        Binding(
            "u",
            "undo",
            "Undo",
            id="app.undo",
            tooltip="Take back verdicts or flags, step by step",
        ),
        Binding("ctrl+q", "quit", "Quit", show=False, id="app.quit_always", priority=True),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Quit; everything is saved"),
    ]

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        raise_drawing_rate()
        super().__init__(workspace, settings)
        self.pane = ""
        self.panes: dict[str, Pane] = {}
        self.open(workspace)
        self.switching = asyncio.Lock()
        self.arrived: Workspace | None = None
        """A workspace with a new store, to be opened with the next pane."""
        self.set_keymap(settings.keys)

    # The store

    def store_changed(self) -> None:
        self.store.forget()
        for pane in self.panes.values():
            pane.store_changed()

    def meaning_known(self) -> None:
        for pane in self.panes.values():
            pane.meaning_known()

    # The screen

    def get_default_screen(self) -> Screen[None]:
        return StudioScreen(id="_default")

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            for number, name in enumerate(PANES, 1):
                yield PaneTab(name, TITLES[name], number)
            yield Static(id="place", markup=False)
        yield Container(id="panes")
        yield KeyBar()

    @work(thread=True, exclusive=True, exit_on_error=False, group="facts")
    def _prepare(self) -> None:
        """Reads and counts the metadata of all samples before anybody asks, and checks the names of
        reassigned keys.
        """
        if self.staging is not None:
            # What the first screen waits for goes first.
            self.finder.find(self.staging.db, "")
        self.figures()
        # What has been read now is the larger part of what lives to the end.
        self.spare_collector()
        if self.settings.keys:
            from . import keys

            if strange := keys.unknown(self.settings.keys, StudioApp):
                self.call_from_thread(
                    self.warn,
                    f"[keys] in web4-studio.toml: unknown key name {strange[0]!r}; "
                    "docs/keys.md lists them all",
                )

    async def on_mount(self) -> None:
        remembered = self.staging.recall("app", {}) if self.staging else {}
        if (theme := remembered.get("theme")) in self.available_themes:
            self.theme = theme
        pane = remembered.get("pane")
        await self.show(pane if pane in PANES else self._opening())
        self.show_place()
        # From now on: a change before the first look would pass for the beginning.
        self.store.changed_elsewhere()
        self._every(WATCH_SECONDS, self.look_for_changes)
        self._every(POLL_SECONDS, self.poll_job)
        self._every(TICK_SECONDS, self.tick)
        self.call_after_refresh(self._prepare)
        self.set_timer(MEASURE_SECONDS, self.measure)
        if self.store.problem:
            self.warn(self.store.problem)

    def _every(self, seconds: float, act: Callable[[], None]) -> None:
        # Timers still fire while the app shuts down, when panes have lost what they show in.
        self.set_interval(seconds, lambda: act() if self.is_running else None)

    def _first(self) -> str:
        """Welcome as long as there is nothing to generate from, and while that is being made."""
        if self.running is not None and self.running.request["job"] in MAKING:
            return "welcome"
        return "generate" if self.staging or self.workspace.has_whole_store else "welcome"

    def _opening(self) -> str:
        """What a workspace is opened on first: what was imported is there to be read."""
        imported = self.staging and originals.datasets(self.staging.db)
        return "browse" if imported else self._first()

    async def show(self, name: str, focus: bool = True) -> Pane:
        """Shows a pane, creating it on the first visit."""
        async with self.switching:
            await self._show(name, focus)
        return self.panes[name]

    async def _show(self, name: str, focus: bool) -> None:
        if self.pane in self.panes and self.pane != name:
            self.panes[self.pane].leave()
            # What was said is about the pane that is left.
            self.clear_notifications()
        if name not in self.panes:
            module = importlib.import_module(f".panes.{name}", __package__)
            pane = getattr(module, f"{TITLES[name]}Pane")(id=name)
            # Until it can be entered, the pane before it has the keys and so the screen.
            pane.display = False
            self.panes[name] = pane
            await self.query_one("#panes").mount(pane)
            self.call_after_refresh(self.spare_collector)
        self.pane = name
        for each, pane in self.panes.items():
            pane.display = each == name
        for tab in self.query(PaneTab):
            tab.set_class(tab.pane == name, "-active")
        if focus:
            self.panes[name].enter()
        self.refresh_bindings()

    def spare_collector(self) -> None:
        """Exempts what has been loaded by now, and lives to the end, from garbage collection."""
        self.collector.freeze()

    def post_display_hook(self) -> None:
        self.collector.drawn()

    def tick(self) -> None:
        """Lets the pane that is shown follow the time."""
        self.show_place()
        pane = self.panes.get(self.pane)
        if pane is not None and pane.is_mounted:
            pane.tick()

    async def use(self, workspace: Workspace) -> None:
        if self.pane != "welcome":
            # Who has gone elsewhere meanwhile would press keys of another pane.
            self.arrived = workspace
            return
        await self._use(workspace)

    async def _use(self, workspace: Workspace) -> None:
        self.arrived = None
        try:
            self.settings = workspace.settings()
        except UserError as error:
            self.warn(str(error))
            return
        self.workspace = workspace
        self.measuring.stop()
        self.asking.stop()
        self.open(workspace)
        self.overrides = {"scale": self.settings.scale, "seed": self.settings.seed}
        gone = list(self.panes.values())
        self.panes.clear()
        for pane in gone:
            await pane.remove()
        await self.show("generate")
        self.show_place()

    # A run

    @property
    def live(self) -> Live | None:
        live = getattr(self.panes.get("generate"), "live", None)
        return live if live is not None and not live.outcome else None

    # Actions

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if await super().run_action(action, default_namespace, namespaces):
            return True
        if self._exit or not (isinstance(default_namespace, Pane) and isinstance(action, str)):
            return False
        # No key of a pane is ignored without a word.
        if why := default_namespace.off(parse(action)[1]):
            self.say(why)
        return bool(why)

    async def action_pane(self, name: str) -> None:
        self.remember()
        if self.arrived is not None:
            await self._use(self.arrived)
        before = self.pane
        await self.show(name if name != "generate" or self._first() == "generate" else "welcome")
        if self.store.problem and self.staging is None and name != before:
            self.warn(self.store.problem)

    async def browse(self, filter: str) -> None:
        pane = await self.show("browse")
        pane.filter_by(filter)  # type: ignore[attr-defined]

    async def open_sample(self, sample: str) -> None:
        pane = await self.show("browse")
        pane.open_sample(sample)  # type: ignore[attr-defined]

    def action_help(self) -> None:
        from .widgets.help import Help

        self.push_screen(Help(self.screen))

    def action_jump(self) -> None:
        from .widgets.jump import Jump

        targets: list[Widget] = [widget for widget in self.screen.focus_chain if widget.region.area]
        self.push_screen(Jump(targets), lambda widget: widget.focus() if widget else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "undo" or self.staging is not None

    def action_undo(self) -> None:
        self.undo()

    def undo(self) -> Act | None:
        from .curation import review
        from .widgets import reviewed

        act = None
        try:
            act = review.undo_act(self.staging) if self.staging else None
            following = review.next_undo(self.staging.db) if act and self.staging else None
            self.say(reviewed.taken_back(act, following))
        except UserError as error:
            self.warn(str(error))
        self.store_changed()
        return act

    def action_light(self) -> None:
        self.theme = LIGHT if self.current_theme.dark else DARK
        self.remember()

    def commands(self) -> Iterator[Command]:
        yield from commands.of(self)

    # The end

    def remember(self) -> None:
        """Saves pane, filters and cursor for the next start, in the store if there is one."""
        if self.staging is None or self.pane not in PANES:
            return
        try:
            self.staging.remember("app", {"pane": self.pane, "theme": self.theme})
            for name, pane in self.panes.items():
                if state := pane.state():
                    self.staging.remember(f"pane.{name}", state)
        except UserError as error:
            self.log.warning(str(error))

    def recall(self, name: str) -> dict[str, Any]:
        return (self.staging.recall(f"pane.{name}", {}) or {}) if self.staging else {}

    async def action_quit(self) -> None:
        if self.running is None or isinstance(self.screen, Confirm):
            self._leave()
            return
        question = f"Cancel {self.running.request['job']} and quit?"
        detail = "It is still running. Everything staged before stays unchanged."
        self.push_screen(Confirm(question, detail), lambda yes: self._leave() if yes else None)

    def _leave(self) -> None:
        self.remember()
        self.measuring.stop()
        self.asking.stop()
        if self.running is not None:
            self.running.cancel()
        self.exit()

    def on_app_blur(self, event: events.AppBlur) -> None:
        self.remember()


if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from .store.verdicts import Act

    # The application is held to what its panes may ask of it.
    _studio: type[Studio] = StudioApp
