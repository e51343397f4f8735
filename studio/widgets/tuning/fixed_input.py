"""An input whose text changes without a layout of the screen.

In Textual (8.2.8) every key typed into an `Input` changes its `virtual_size` and so lays out the
whole screen, which a field of one line and a fixed place does not need. And what an `Input`
suggests is private.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class FixedInput(Input):
    """A field of one line that keeps its place whatever it holds."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    @property
    def suggestion(self) -> str:
        """The completed value that is offered; empty if none is, or if it adds nothing."""
        return self._suggestion if self._suggestion != self.value else ""
