"""A field for a path, which `tab` completes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from .safe import Shown, visible

BETWEEN = ";"
"""What separates several paths."""
MOST = 200


def completions(text: str) -> list[str]:
    """What the last path of a text can go on with, folders with a slash behind them, hidden ones
    only where their dot is typed.
    """
    head, between, last = text.rpartition(BETWEEN)
    given = last.lstrip()
    lead = head + between + last[: len(last) - len(given)]
    folder, name = os.path.split(given)
    try:
        there = sorted(Path(folder or ".").expanduser().iterdir())
        found = [
            os.path.join(folder, each.name) + "/" * each.is_dir()
            for each in there
            if each.name.startswith(name) and (name or not each.name.startswith("."))
        ]
    except (OSError, RuntimeError, ValueError):
        return []
    return [lead + each for each in found if visible(each) == each][:MOST]


class PathInput(Input):
    """`tab` completes as far as there is one way, then goes through the ways there are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="path.complete"),
    ]

    def __init__(self, value: str) -> None:
        super().__init__(value, compact=True, highlighter=Shown(), select_on_focus=False)
        self._offered: list[str] = []

    def action_complete(self) -> None:
        if self.value not in self._offered:
            self._offered = completions(self.value)
            # Character by character, for what is typed is.
            shared = os.path.commonprefix(self._offered)  # noqa: RUF071
            if len(shared) > len(self.value):
                self._put(shared)
                return
        if self._offered:
            at = self._offered.index(self.value) + 1 if self.value in self._offered else 0
            self._put(self._offered[at % len(self._offered)])

    def _put(self, value: str) -> None:
        if len(self._offered) == 1:
            # The next key completes what is in it.
            self._offered = []
        self.value = value
        self.cursor_position = len(value)
