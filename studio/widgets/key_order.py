"""Which keys matter most where one is."""

from __future__ import annotations

from textual.binding import Binding

EVERYWHERE = ("app", "pane")
MOVES = frozenset(
    {"up", "down", "half_up", "half_down", "page_up", "page_down", "first", "last", "top", "bottom"}
)
READING = ("review", "replaced")
"""Where moving on is what one does."""
HERE, EVERYWHERE_ELSE, MOVING, NAMELESS = range(4)


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
