"""The filter: an input that completes fields and values."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import Suggester
from textual.widgets import Input

from .safe import Shown, visible

LONGEST = 1_000
"""Signs of a filter; a text pasted by mistake is longer."""
Complete = Callable[[str], list[str]]
AFTER_SECONDS = 0.05
"""What a key finds is drawn before what could follow it is looked up."""


class _Completions(Suggester):
    """Asks in a thread, shows the first inline, and tells the input about all of them."""

    def __init__(
        self, complete: Complete, tell: Callable[[list[str]], object], wanted: Callable[[str], bool]
    ) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.complete, self.tell, self.wanted = complete, tell, wanted

    async def get_suggestion(self, value: str) -> str | None:
        await asyncio.sleep(AFTER_SECONDS)
        if not self.wanted(value):
            return None
        found = await asyncio.to_thread(self.complete, value)
        # A value with control characters cannot be shown as it is; it is left to be found by
        # pattern.
        found = [each for each in found if visible(each) == each and each.startswith(value)]
        self.tell(found)
        return found[0] if found else None


class FilterInput(Input):
    """Speaks by `Input.Changed`; `Completions` tells what could follow."""

    HELP = """# The filter

Words and `"quoted phrases"` are looked up in the texts; `field:value` compares a field; `-` in front excludes.
The list follows as you type; `tab` completes, `enter` or `down` goes to the list, `escape` leaves.

- `dataset:style_core tokens:>900 agent:Builder "toScenario"`
- `tokens:200..300` a range, `category:pdca*` a pattern, `state:flagged|accepted` one of several
- `-reason:other` not that, `date:2025-03*` a month, `split:eval` evaluation only
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="filter.complete"),
        Binding("escape,down", "leave", "To the list", show=False, id="filter.leave"),
    ]

    # One line of a fixed place: what is typed into it needs no layout of the screen.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class Completions(Message):
        """What could follow what was typed."""

        def __init__(self, found: list[str]) -> None:
            self.found = found
            super().__init__()

    @dataclass
    class Left(Message):
        """The filter is done with; the list should have the focus, if it is wrong only where that
        is `meant`.
        """

        meant: bool = False

    def __init__(self, complete: Complete, *, placeholder: str, id: str | None = None) -> None:
        suggester = _Completions(
            complete,
            lambda found: self.post_message(self.Completions(found)),
            lambda value: value == self.value,
        )
        super().__init__(
            placeholder=placeholder,
            suggester=suggester,
            highlighter=Shown(),
            restrict=r"[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*",
            id=id,
            max_length=LONGEST,
            compact=True,
            select_on_focus=False,
        )

    def action_complete(self) -> None:
        if self._suggestion and self._suggestion != self.value:
            self.action_cursor_right()
        else:
            self.post_message(self.Left())

    def action_leave(self) -> None:
        self.post_message(self.Left(meant=True))

    async def action_submit(self) -> None:
        self.post_message(self.Left())
