"""The filter: an input that completes fields and values."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester

from .safe import Shown, visible
from .tuning.fixed_input import FixedInput

LONGEST = 1_000
"""Characters of a filter; a text pasted by mistake is longer."""
Complete = Callable[[str], list[str]]
AFTER_SECONDS = 0.05
"""The samples a key finds are drawn before completions are looked up."""


class _Completions(Suggester):
    """Asks in a thread, shows the first completion inline, and passes all of them on."""

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
        # A value with control characters cannot be shown as it is; a pattern can still find it.
        found = [each for each in found if visible(each) == each and each.startswith(value)]
        self.tell(found)
        return found[0] if found else None


class FilterInput(FixedInput):
    """Posts `Input.Changed` for every key, and `Completions` with what could follow."""

    HELP = """# The filter

Words and `"quoted phrases"` search the texts, `field:value` compares a field, a leading `-`
excludes. The list follows as you type. `tab` completes, again to the next field or value, `enter`
or `down` goes to the list, `escape` leaves.

- `dataset:style_core tokens:>900 agent:Builder "toScenario"`
- `tokens:200..300` a range, `category:pdca*` a pattern, `state:flagged|accepted` alternatives
- `~ retry after network loss` what is most like this text by meaning, at the end of the filter
- `-reason:other` not this reason, `date:2025-03*` a month, `split:eval` evaluation only
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="filter.complete"),
        Binding("down", "leave", "To the list", show=False, id="filter.leave"),
        Binding("escape", "leave(True)", "To the list", show=False, id="filter.escape"),
    ]

    class Completions(Message):
        """Ways to complete what was typed."""

        def __init__(self, found: list[str]) -> None:
            self.found = found
            super().__init__()

    @dataclass
    class Left(Message):
        """The filter is finished and the list should get the focus; if the filter is wrong, only
        when that was `meant`. One that lists nothing is cleared if it was `escaped` from.
        """

        meant: bool = False
        escaped: bool = False

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
        self._complete = complete
        self._offered: list[str] = []
        """What `tab` goes through, the typed text last."""

    async def action_complete(self) -> None:
        """Completes what is typed; again, to the next way to complete it."""
        if self.value not in self._offered:
            found = await asyncio.to_thread(self._complete, self.value)
            self._offered = [each for each in found if visible(each) == each] + [self.value]
        if len(self._offered) < 2:
            if self.value:
                self.post_message(self.Left())
            return
        at = self._offered.index(self.value)
        self.value = self._offered[(at + 1) % len(self._offered)]
        self.cursor_position = len(self.value)
        self.post_message(self.Completions(self._offered[:-1]))

    def action_leave(self, escaped: bool = False) -> None:
        self.post_message(self.Left(meant=True, escaped=escaped))

    async def action_submit(self) -> None:
        self.post_message(self.Left())
