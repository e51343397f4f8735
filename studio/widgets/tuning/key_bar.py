"""The bottom line of a screen: the keys that do something where one is, as many as have room."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

Key = tuple[Binding, str, bool, str]
LABELS = ".key-label"
"""Keys that a pane shows by itself; their widgets have the action in `act`."""

EVERYWHERE = ("app", "pane")
MOVES = frozenset(
    {"up", "down", "half_up", "half_down", "page_up", "page_down", "first", "last", "top", "bottom"}
)
READING = ("review", "replaced")
"""Where moving on is what one does."""
HERE, EVERYWHERE_ELSE, MOVING, NAMELESS = range(4)
SOON = (
    "browse.like", "browse.suspicious", "browse.facets", "browse.source", "browse.neighbour",
    "browse.trainer", "browse.editor", "browse.diff", "browse.mark_lines", "browse.zoom",
)  # fmt: skip
"""Of the keys that are not always shown, those to which room goes first: what nobody would guess
that there is.
"""


def rank(binding: Binding) -> int:
    """What can be done here comes first, then what can be done everywhere, then how to move, and
    last what Textual brings along, which has no name.
    """
    room, _, name = (binding.id or "").partition(".")
    if not room:
        return NAMELESS
    if name in MOVES and room not in READING:
        return MOVING
    return EVERYWHERE_ELSE if room in EVERYWHERE else HERE


class KeyBar(Footer):
    """Textual's footer, composed again only when it would show something else. Textual (8.2.8) does
    so whenever the focus moves, which costs more than what most keys do. And it shows the same few
    keys however wide the screen is, and cuts off what does not fit.
    """

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self.composed: list[Key] | None = None
        """What stands there; None before anything does."""

    def keys(self) -> list[Key]:
        """What is to stand there: of each key its binding, name on the screen, whether it does
        something now, and tooltip. First those that are always wanted, then what else there is room
        for.
        """
        there: dict[str, Key] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            before = there.get(binding.action)
            if not binding.description or binding.system or (before and before[0].show):
                continue
            if before is None or binding.show:
                # One action may have several keys, of which one is to be shown.
                there.pop(binding.action, None)
                key = binding, self.app.get_key_display(binding), enabled, tooltip
                there[binding.action] = key
        elsewhere = {
            str(getattr(each, "act", "")) for each in self.screen.query(LABELS) if each.region
        }
        room = (self.size or self.app.size).width + 1
        chosen: set[str] = set()
        for action, (binding, shown, *_) in sorted(
            there.items(), key=lambda item: _place(item[1][0])
        ):
            width = cell_len(shown) + cell_len(binding.description) + 2
            of, room_of = rank(binding), (binding.id or "").partition(".")[0]
            # The titles of the panes have their keys beside them.
            left_out = of > EVERYWHERE_ELSE or room_of == "pane" or action in elsewhere
            if width <= room and (binding.show or not left_out):
                chosen.add(action)
                room -= width
        shown_ones = [key for action, key in there.items() if action in chosen]
        return sorted(shown_ones, key=lambda key: (rank(key[0]), not key[0].show))

    def compose(self) -> ComposeResult:
        self.composed = self.keys() if self._bindings_ready else None
        for binding, shown, enabled, tooltip in self.composed or ():
            yield FooterKey(
                binding.key,
                shown,
                binding.description,
                binding.action,
                disabled=not enabled,
                tooltip=tooltip,
            ).data_bind(compact=Footer.compact)

    async def recompose(self) -> None:
        if self.is_attached and self.composed is not None and self.keys() == self.composed:
            return
        await super().recompose()

    def on_resize(self, _: events.Resize) -> None:
        self.call_after_refresh(self.recompose)


def _place(binding: Binding) -> tuple[bool, int, int]:
    """What a narrow screen must not miss comes first: help, commands and the end, then the pane's
    own keys, then what is not always wanted.
    """
    of, soon = rank(binding), SOON.index(binding.id) if binding.id in SOON else len(SOON)
    return not binding.show, -of if binding.show and of == EVERYWHERE_ELSE else of, soon
