"""Draws on the standard output where the standard error is not the terminal.

Textual (8.2.8) draws on the standard error: with `web4-studio 2>log` the screen would stay blank.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver() -> type[Driver] | None:
    """The driver to draw with; None for Textual's own choice."""
    error = sys.__stderr__
    if sys.platform == "win32" or error is None or error.isatty():
        return None
    from textual.drivers.linux_driver import LinuxDriver

    def made(self: LinuxDriver, *given: object, **named: object) -> None:
        LinuxDriver.__init__(self, *given, **named)  # type: ignore[arg-type]
        self._file = sys.__stdout__

    return type("OutputDriver", (LinuxDriver,), {"__init__": made})
