"""The bottom line of a screen: the keys that do something where one is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer

Key = tuple[Binding, str, bool, str]


class KeyBar(Footer):
    """Textual's footer, composed again only when it would show something else. Textual (8.2.8) does
    so whenever the focus moves, which costs more than what most keys do.
    """

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self.composed: list[Key] | None = None
        """What stands there; None before anything does."""

    def keys(self) -> list[Key]:
        """What is to stand there: of each key its binding, name on the screen, whether it does
        something now, and tooltip.
        """
        return [
            (binding, self.app.get_key_display(binding), enabled, tooltip)
            for _, binding, enabled, tooltip in self.screen.active_bindings.values()
            if binding.show
        ]

    def compose(self) -> ComposeResult:
        self.composed = self.keys() if self._bindings_ready else None
        yield from super().compose()

    async def recompose(self) -> None:
        if self.is_attached and self.composed is not None and self.keys() == self.composed:
            return
        await super().recompose()
