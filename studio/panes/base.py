"""What the panes share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from textual.containers import Vertical

if TYPE_CHECKING:
    from studio.app import StudioApp


class Command(NamedTuple):
    """An entry of the command palette."""

    title: str
    help: str
    run: Callable[[], Any]


class Pane(Vertical):
    """A fifth of the studio. It shows what headless functions return and calls them; it holds no
    logic.
    """

    NAME: ClassVar[str] = ""
    FOCUS: ClassVar[str] = ""
    """Selector of the part that has the focus when the pane is entered."""

    @property
    def studio(self) -> StudioApp:
        return cast("StudioApp", self.app)

    def enter(self) -> None:
        """The pane is shown."""
        if self.FOCUS:
            # At once: the next key may be there already, and `focus()` would let it go to the pane
            # before.
            self.screen.set_focus(self.query_one(self.FOCUS))

    def leave(self) -> None:
        """Another pane is going to be shown."""

    def action_zoom(self) -> None:
        """Gives the part that is read the whole pane, or takes it back."""
        self.toggle_class("-zoomed")

    def store_changed(self) -> None:
        """What is staged has changed, here or by another process."""

    def state(self) -> dict[str, Any]:
        """What to remember until the next start."""
        return {}

    def commands(self) -> Iterator[Command]:
        """What the palette offers in the pane's present state."""
        yield from ()
