"""A list that can be paged through whatever room it has.

In Textual (8.2.8) a key for a page ends the application with a KeyError where an `OptionList` has
no width or height yet, or none any more: its lines are not known then.
"""

from __future__ import annotations

from typing import Any

from textual.widgets import OptionList


class PagedList(OptionList):
    """An `OptionList` that stays where it is while it has no lines."""

    def _move_page(self, direction: Any) -> None:
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
