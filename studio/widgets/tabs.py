"""The titles of the panes, in the top line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Label


class PaneTab(Label):
    """The title of a pane; a click enters it."""

    def __init__(self, name: str, title: str, number: int) -> None:
        super().__init__(
            Content.assemble((str(number), "dim"), f" {title}"),
            classes="pane-tab",
            markup=False,
        )
        self.pane = name

    async def on_click(self) -> None:
        await self.app.run_action(f"pane('{self.pane}')")
