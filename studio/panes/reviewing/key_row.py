"""The keys of a reader in one row; a click does what a key does."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Label

from .beside import Beside

KEYS = (
    ("←", "back", "back"), ("tab", "next_text", "text"), ("+", "fold", "lines"),
    ("=", "beside('neighbour')", "near"), ("o", "beside('source')", "source"),
    ("d", "beside('diff')", "diff"), ("r", "beside('results')", "rates"),
    ("i", "beside('facts')", "metadata"), ("e", "edit", "edit"),
)  # fmt: skip
"""What fits into 80 columns beside the keys of the last line; the rest stands behind `?`."""


class KeyLabel(Label):
    """A key and its word; a click does what the key does."""

    def __init__(self, key: str, action: str, word: str) -> None:
        super().__init__(
            Content.assemble((key, "bold $accent"), f" {word}".rstrip()),
            classes="key-label",
            markup=False,
        )
        self.act = action

    async def on_click(self) -> None:
        await self.app.run_action(
            self.act, next(node for node in self.ancestors if isinstance(node, Beside))
        )


def key_labels() -> Iterator[KeyLabel]:
    """The labels of the row, in their order."""
    return (KeyLabel(*each) for each in KEYS)
