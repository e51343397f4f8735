"""What the panes share, and what they may ask of the studio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast

from textual.containers import Vertical
from textual.dom import DOMNode

from generators.settings import Settings
from studio.jobs.background import Event, Task
from studio.jobs.live import Live
from studio.search.index import Finder
from studio.store.staging import Staging
from studio.widgets.tuning.resizing import Resizing
from studio.workspace import Workspace

if TYPE_CHECKING:
    # Imported for their types alone: some bring numpy along.
    from studio.figures.insights import Insights
    from studio.jobs.measuring import Measuring
    from studio.store.verdicts import Act

PANES = ("generate", "browse", "review", "insights", "validate")
TITLES = {name: name.title() for name in PANES} | {"welcome": "Welcome"}
CHOICES = (
    (
        "d",
        "Try it on the demo corpus",
        "A small made-up project, indexed into a folder in a minute or two.",
    ),
    (
        "i",
        "Index repositories",
        "TypeScript components and PDCA records from checked-out repositories.",
    ),
    (
        "s",
        "Connect a store",
        "An existing Phase 1 store: Chroma directory or server, and timeline.",
    ),
)
"""Ways to get a store: key, title, what happens."""
NOTHING_RUNS = "Nothing is running that could be cancelled"


class Command(NamedTuple):
    """An entry of the command palette."""

    title: str
    help: str
    run: Callable[[], Any]
    label: str = ""
    """What the bottom line calls it, by which it is found too."""


class Studio(Protocol):
    """What panes, screens and commands may ask of the application around them."""

    workspace: Workspace
    settings: Settings
    overrides: dict[str, Any]
    """Settings of the next runs that differ from web4-studio.toml."""
    pane: str
    """The name of the pane that is shown."""
    panes: dict[str, Pane]
    """The panes visited so far."""
    measuring: Measuring
    """The process that computes what is alike and what stands out."""
    touched: int
    """Keys and clicks so far. What is ready late opens by itself only where there was none since it
    was asked for: the next key is meant for what is on the screen.
    """

    @property
    def staging(self) -> Staging | None:
        """The staging store, open for the calling thread; None if it cannot be used."""

    @property
    def finder(self) -> Finder:
        """Finds and sorts samples."""

    @property
    def running(self) -> Task | None:
        """The job in the background."""

    @property
    def nothing_staged(self) -> str:
        """What a pane says where there are no samples."""

    @property
    def live(self) -> Live | None:
        """The progress of the generation run that is on."""

    def figures(self, dataset: str = "", category: str = "") -> Insights:
        """The statistics of a part of the dataset; call it in a thread."""

    def find_samples(self, text: str) -> list[tuple[str, str, str]]:
        """(id, dataset, opening) of samples for the palette; call it in a thread."""

    def commands(self) -> Iterator[Command]:
        """Everything the palette offers now."""

    def say(self, text: str) -> None:
        """Shows a message."""

    def warn(self, text: str) -> None:
        """Shows an error."""

    def store_changed(self) -> None:
        """Has every pane show the store as it is now."""

    def measure(self) -> None:
        """Computes in the background what is alike and what stands out, unless that is known."""

    def suspect(self, then: Callable[[], None]) -> None:
        """Orders samples by suspicion again, with the latest verdicts, and calls `then`."""

    def show_place(self) -> None:
        """Shows the workspace and its scale in the title bar."""

    def recall(self, name: str) -> dict[str, Any]:
        """The state that a pane had when the studio was last left."""

    def busy(self) -> bool:
        """Whether a job is running; warns if so."""

    def start(self, request: dict[str, Any], on_event: Callable[[Event], None]) -> bool:
        """Starts a job in the background; warns and returns False if one is running."""

    def cancel(self) -> None:
        """Cancels the running job; a second call ends it at once."""

    async def use(self, workspace: Workspace) -> None:
        """Switches to another workspace, from Welcome at once, else with the next pane."""

    async def show(self, name: str, focus: bool = True) -> Pane:
        """Shows a pane, creating it on the first visit."""

    async def action_pane(self, name: str) -> None:
        """Shows a pane as its key does."""

    async def browse(self, filter: str) -> None:
        """Opens Browse with a filter."""

    async def open_sample(self, sample: str) -> None:
        """Opens Browse on one sample."""

    def action_help(self) -> None:
        """Opens the help for what has the focus."""

    def undo(self) -> Act | None:
        """Takes back the last act, and says what it was; None where there is none."""


class Guest(DOMNode):
    """A part of the screen that knows the studio around it."""

    @property
    def studio(self) -> Studio:
        return cast("Studio", self.app)


class Pane(Vertical, Resizing, Guest):
    """One of the studio's panes. It shows what headless functions return and calls them; it holds
    no logic.
    """

    NAME: ClassVar[str] = ""
    FOCUS: ClassVar[str] = ""
    """Selector of the widget that gets the focus when the pane is entered."""
    ZOOMED: ClassVar[str] = ""
    """The same while the text has the whole pane."""

    def enter(self) -> None:
        """The pane is shown."""
        if target := self.ZOOMED * self.has_class("-zoomed") or self.FOCUS:
            # At once: the next key may have been pressed already, and `focus()` would let it go to
            # the previous pane.
            self.screen.set_focus(self.query_one(target))

    def leave(self) -> None:
        """Another pane is about to be shown."""

    def action_zoom(self) -> None:
        """Gives the text the whole pane, or shares it again."""
        self.toggle_class("-zoomed")
        self.enter()

    def off(self, action: str) -> str | None:
        """Why the key of an action does nothing now, empty where nobody would wonder; None where it
        does something.
        """
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.off(action) is None

    def tick(self) -> None:
        """Called several times a second while the pane is shown, for what changes with time."""

    def store_changed(self) -> None:
        """The staged samples have changed, here or in another process."""

    def meaning_known(self) -> None:
        """A text that was compared by its words can now be compared by its meaning."""

    def state(self) -> dict[str, Any]:
        """What to remember until the next start."""
        return {}

    def commands(self) -> Iterator[Command]:
        """What the palette offers in the pane's present state."""
        yield from ()
