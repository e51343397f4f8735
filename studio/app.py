"""The Textual application: five panes over one workspace."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import textual.screen
from textual import constants, events, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Label, Static

from generators.errors import UserError
from generators.settings import Settings

from .commands import SampleCommands, StudioCommands
from .errors import StudioError
from .jobs.background import Event, InProcess, Task
from .panes.base import Command, Pane
from .search.index import Finder
from .store.staging import Staging
from .widgets.dialogs import Confirm
from .widgets.safe import one_line
from .workspace import Workspace

if TYPE_CHECKING:
    from .figures.insights import Insights
    from .jobs.live import Live

PANES = ("generate", "browse", "review", "insights", "validate")
TITLES = {name: name.title() for name in PANES} | {"welcome": "Welcome"}
WATCH_SECONDS = 1.0
POLL_SECONDS = 0.1
STYLE = "studio.tcss"
FRAMES = 240
COLLECT_AFTER = 700, 10, 20
"""As Python has it, but for the whole, which waits for a rest: after 20 collections of what is
younger, not 10.
"""
COLLECT_AT_REST = 3
"""Collections of what is younger that make it worth while to collect the whole when nothing is
drawn.
"""
REST_POLLS = 2
READY = "The store is ready: R makes all datasets"
DONE = dict.fromkeys(("demo", "index", "connect"), READY) | {
    "preview": "",
    "plan": "The plan is made; nothing is stored",
}
"""What is said at the end of a job, where it is not just that."""
DARK, LIGHT = "textual-dark", "textual-light"


def stylesheet() -> Path:
    """Beside the package's modules when installed, at the root of a checkout."""
    installed = Path(__file__).with_name(STYLE)
    return installed if installed.exists() else Path(__file__).parent.parent / STYLE


# What changed is drawn at the next of so many moments of a second. With Textual's 60, what a key
# finds waits 12 ms for its turn, longer than finding it takes. TEXTUAL_FPS would have to be set
# before anybody imports Textual.
textual.screen.UPDATE_PERIOD = 1 / max(constants.MAX_FPS, FRAMES)  # type: ignore[misc]


class PaneTab(Label):
    """The title of a pane; a click enters it."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            Content.assemble((str(number), "dim"), f" {TITLES[name]}"),
            classes="pane-tab",
            markup=False,
        )
        self.pane = name

    async def on_click(self) -> None:
        await self.app.run_action(f"pane('{self.pane}')")


class StudioScreen(Screen[None]):
    """Draws what the focus changes, not the whole screen again: every part with a look of its own
    refreshes itself.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class StudioApp(App[None]):
    """The studio on a workspace, with the settings the command line was given."""

    TITLE = "web4-studio"
    CSS_PATH = stylesheet()
    COMMANDS = App.COMMANDS | {StudioCommands, SampleCommands}
    HELP = """# web4-studio

Turns a team's code and work records into a verified fine-tuning dataset, in five panes: **Generate** makes samples,
**Browse** finds and flags them, **Review** is for reading a fair part of them, **Insights** shows figures, **Validate**
checks everything and writes the files.

`1` to `5` enter a pane, `ctrl+p` finds any command or sample, `ctrl+o` jumps to a part of the screen by letter.
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
            tooltip="What works here",
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "Commands",
            id="app.palette",
            tooltip="Any command or sample, by its name",
        ),
        Binding(
            "ctrl+o",
            "jump",
            "Jump",
            show=False,
            id="app.jump",
            tooltip="Go to a part of the screen by letter",
        ),
        Binding("t", "light", "Theme", show=False, id="app.theme", tooltip="Dark or light"),
        Binding("ctrl+q", "quit", "Quit", show=False, id="app.quit_always", priority=True),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave; everything is kept"),
    ]

    launch: Callable[[dict[str, Any]], Task] = InProcess

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self.workspace, self.settings = workspace, settings
        self.overrides: dict[str, Any] = {"scale": settings.scale, "seed": settings.seed}
        self.pane = ""
        self.panes: dict[str, Pane] = {}
        self.running: Task | None = None
        self.problem = ""
        self.finder = Finder()
        self._figures: dict[tuple[str, str], Insights] = {}
        self._local = threading.local()
        self._checked: set[Path] = set()
        self._version = 0
        self._rest = 0
        self._on_event: Callable[[Event], None] | None = None
        self.set_keymap(settings.keys)

    # The store

    @property
    def staging(self) -> Staging | None:
        """The staging store, open for the calling thread; None where nothing was staged yet, or it
        cannot be used.
        """
        path = self.workspace.staging_path
        opened: Staging | None = getattr(self._local, "staging", None)
        if opened is not None and opened.path == path:
            return opened
        if not path.exists():
            return None
        try:
            self._local.staging = Staging(path, create=False, checked=path in self._checked)
            self._checked.add(path)
        except StudioError as error:
            self.problem = str(error)
            return None
        return self._local.staging

    def find_samples(self, text: str) -> list[tuple[str, str, str]]:
        """Samples for the palette; called in a thread."""
        from .search import samples

        return samples.find(self.staging.db, text) if self.staging else []

    def _watch(self) -> None:
        """Notices what another thread, process or studio wrote."""
        if self.staging is None:
            return
        version = self.staging.version()
        if version != self._version:
            first, self._version = self._version == 0, version
            if not first:
                self.store_changed()

    def store_changed(self) -> None:
        """Tells every pane."""
        self.finder.forget()
        self._figures = {}
        for pane in self.panes.values():
            pane.store_changed()

    # The screen

    def get_default_screen(self) -> Screen[None]:
        return StudioScreen(id="_default")

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            for number, name in enumerate(PANES, 1):
                yield PaneTab(name, number)
            yield Static(id="place", markup=False)
        yield Container(id="panes")
        yield Footer(compact=True, show_command_palette=False)

    @work(thread=True, exclusive=True, exit_on_error=False, group="facts")
    def _prepare(self) -> None:
        """Reads and counts the metadata of all samples before somebody asks, and looks at the
        person's keys.
        """
        if self.staging is not None:
            # What the first screen waits for goes first.
            self.finder.find(self.staging.db, "")
        self.figures()
        if self.settings.keys:
            from .panes import keys

            if strange := keys.unknown(self.settings.keys):
                known = "docs/keys.md names them all"
                self.call_from_thread(
                    self.warn,
                    f"[keys] in web4-studio.toml: no key is called {strange[0]!r}; {known}",
                )

    def figures(self, dataset: str = "", category: str = "") -> Insights:
        """The figures of a part of the dataset; called in a thread, counted once until the store
        changes.
        """
        from .figures import insights

        if self.staging is None:
            return insights.Insights()
        figures = self._figures.get((dataset, category))
        if figures is None:
            kept = self._figures
            facts = self.finder.facts(self.staging.db)
            figures = kept[dataset, category] = insights.examine(
                self.staging.db, facts, dataset, category
            )
        return figures

    async def on_mount(self) -> None:
        remembered = self.staging.recall("app", {}) if self.staging else {}
        if (theme := remembered.get("theme")) in self.available_themes:
            self.theme = theme
        pane = remembered.get("pane")
        await self.show(pane if pane in PANES else self._first())
        self.show_place()
        self.set_interval(WATCH_SECONDS, self._watch)
        self.set_interval(POLL_SECONDS, self._poll)
        self.call_after_refresh(self._prepare)
        if self.problem:
            self.warn(self.problem)

    def _first(self) -> str:
        return "generate" if self.staging or self.workspace.has_store else "welcome"

    def show_place(self) -> None:
        """The workspace, and what makes its runs no full ones."""
        # First what a narrow screen must not cut off.
        scaled = f"scale {self.settings.scale:g}  " if self.settings.scale != 1 else ""
        self.query_one("#place", Static).update(
            Content(one_line(scaled + str(self.workspace.root)))
        )

    async def show(self, name: str, focus: bool = True) -> Pane:
        """Shows a pane, making it at its first visit."""
        if self.pane in self.panes and self.pane != name:
            self.panes[self.pane].leave()
        if name not in self.panes:
            module = importlib.import_module(f".panes.{name}", __package__)
            pane = getattr(module, f"{TITLES[name]}Pane")(id=name)
            self.panes[name] = pane
            await self.query_one("#panes").mount(pane)
            self.call_after_refresh(self._spare_collector)
        self.pane = name
        for each, pane in self.panes.items():
            pane.display = each == name
        for tab in self.query(PaneTab):
            tab.set_class(tab.pane == name, "-active")
        if focus:
            self.panes[name].enter()
        self.refresh_bindings()
        return self.panes[name]

    def _spare_collector(self) -> None:
        """Takes what will live as long as the studio out of Python's garbage collection.

        The collector would go through the half million objects of the libraries again and again,
        and stop the screen for 60 ms each time.
        """
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        gc.enable()

    def post_display_hook(self) -> None:
        self._rest = REST_POLLS

    def _collect_at_rest(self) -> None:
        """Collects what is no longer needed when nobody waits for the screen.

        Every line drawn is kept by a cycle of Textual's, and taking those of a dozen screens away
        stops the next drawing for 15 ms.
        """
        self._rest -= 1
        if self._rest == 0 and gc.get_count()[2] >= COLLECT_AT_REST:
            gc.collect()

    def warn(self, text: str) -> None:
        """An error as one line."""
        self.notify(one_line(text, 500), severity="error", timeout=10, markup=False)

    def say(self, text: str) -> None:
        """Something that went well."""
        self.notify(one_line(text, 500), markup=False)

    async def use(self, workspace: Workspace) -> None:
        """Goes to another workspace."""
        try:
            self.settings = workspace.settings()
        except UserError as error:
            self.warn(str(error))
            return
        self.workspace = workspace
        self.overrides = {"scale": self.settings.scale, "seed": self.settings.seed}
        for pane in self.panes.values():
            await pane.remove()
        self.panes.clear()
        await self.show("generate")
        self.show_place()

    # Long work

    def start(self, request: dict[str, Any], on_event: Callable[[Event], None]) -> bool:
        """Starts a job in the background; says so and does nothing where one is running."""
        if self.running is not None:
            self.warn(f"{self.running.request['job']} is still running; wait for it or cancel it")
            return False
        request = {"workspace": str(self.workspace.root), "overrides": self.overrides} | request
        self.running, self._on_event = self.launch(request), on_event
        return True

    @property
    def live(self) -> Live | None:
        """What a run of generators has told so far; None where none is on."""
        live = getattr(self.panes.get("generate"), "live", None)
        return live if live is not None and not live.outcome else None

    def cancel(self) -> None:
        """Cancels what is running. A second time ends it at once."""
        if self.running is not None:
            self.running.cancel()

    def _poll(self) -> None:
        self._collect_at_rest()
        task, tell = self.running, self._on_event
        if task is None or tell is None:
            return
        events = task.events()
        if task.ended:
            self.running = None
        for event in events:
            tell(event)
        if task.ended:
            self._ended("plan" if task.request.get("plan") else task.request["job"], events[-1])

    def _ended(self, job: str, event: Event) -> None:
        if event["event"] == "error":
            self.warn(event["error"])
        elif event["event"] == "cancelled":
            self.say(f"{job.title()} cancelled: what was staged before is as it was")
        else:
            result = event["result"]
            said = DONE.get(job, f"{job.title()} is done")
            if not said:
                return
            self.bell()
            if result.get("passed") is False and not result.get("written"):
                self.warn(
                    f"{job.title()}: a check failed"
                    + (", nothing is written" if job == "export" else "")
                )
            else:
                self.say(said)
        self.store_changed()
        self.refresh_bindings()

    # Actions

    async def action_pane(self, name: str) -> None:
        self.remember()
        if self.problem and self.staging is None and name != self.pane:
            self.warn(self.problem)
        await self.show(name if name != "generate" or self._first() == "generate" else "welcome")

    async def browse(self, filter: str) -> None:
        """Opens Browse with a filter: the door every figure leads through."""
        pane = await self.show("browse")
        pane.filter_by(filter)  # type: ignore[attr-defined]

    async def open_sample(self, sample: str) -> None:
        """Opens Browse on one sample."""
        pane = await self.show("browse")
        pane.open_sample(sample)  # type: ignore[attr-defined]

    def action_help(self) -> None:
        from .widgets.help import Help

        self.push_screen(Help(self.screen))

    def action_jump(self) -> None:
        from .widgets.jump import Jump

        targets: list[Widget] = [widget for widget in self.screen.focus_chain if widget.region.area]
        self.push_screen(Jump(targets), lambda widget: widget.focus() if widget else None)

    def action_light(self) -> None:
        self.theme = LIGHT if self.current_theme.dark else DARK
        self.remember()

    def commands(self) -> Iterator[Command]:
        """Everything the palette offers now."""
        if self.running is not None:
            yield Command(
                f"Cancel {self.running.request['job']}", "Stop what is running", self.cancel
            )
        for number, name in enumerate(PANES, 1):
            if name != self.pane:
                yield Command(
                    f"Go to {TITLES[name]}", f"Key {number}", partial(self.action_pane, name)
                )
        if self.pane in self.panes:
            yield from self.panes[self.pane].commands()
        yield Command(
            "Welcome",
            "Choose the demo, index a repository or connect a store",
            lambda: self.show("welcome"),
        )

    # The end

    def remember(self) -> None:
        """Keeps pane, filters and cursor for the next start, where there is a store to keep them
        in.
        """
        if self.staging is None or self.pane not in PANES:
            return
        try:
            self.staging.remember("app", {"pane": self.pane, "theme": self.theme})
            for name, pane in self.panes.items():
                if state := pane.state():
                    self.staging.remember(f"pane.{name}", state)
        except StudioError as error:
            self.log.warning(str(error))

    def recall(self, name: str) -> dict[str, Any]:
        """What a pane remembered."""
        return (self.staging.recall(f"pane.{name}", {}) or {}) if self.staging else {}

    async def action_quit(self) -> None:
        if self.running is None or isinstance(self.screen, Confirm):
            self._leave()
            return
        question = f"Cancel {self.running.request['job']} and leave?"
        detail = "It is still running. What was staged before stays as it is."
        self.push_screen(Confirm(question, detail), lambda yes: self._leave() if yes else None)

    def _leave(self) -> None:
        self.remember()
        if self.running is not None:
            self.running.cancel()
        self.exit()

    def on_app_blur(self, event: events.AppBlur) -> None:
        self.remember()
