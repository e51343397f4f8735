"""Draws changes sooner than Textual would.

Textual (8.2.8) draws at most 60 times a second, so the result of a key waits 8 ms on average and
16 ms at worst, longer than it takes to compute. The rate is a constant of `textual.screen`, taken
from $TEXTUAL_FPS when Textual is first imported, which is too early for us to set it.
"""

from __future__ import annotations

import textual.screen
from textual import constants

FRAMES = 240
"""Drawings a second."""


def raise_drawing_rate() -> None:
    """Applies to every screen made from now on; a higher $TEXTUAL_FPS is kept."""
    textual.screen.UPDATE_PERIOD = 1 / max(constants.MAX_FPS, FRAMES)  # type: ignore[misc]
