"""What the command palette offers: commands made from the present state, and samples by id or text."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from .widgets.safe import one_line

if TYPE_CHECKING:
    from .app import StudioApp


class StudioCommands(Provider):
    """The commands that make sense now."""

    async def discover(self) -> Hits:
        for command in cast("StudioApp", self.app).commands():
            yield DiscoveryHit(
                Content(one_line(command.title)), command.run, command.title, command.help
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in cast("StudioApp", self.app).commands():
            if (score := matcher.match(command.title)) > 0:
                yield Hit(
                    score,
                    Content(one_line(command.title)),
                    command.run,
                    command.title,
                    command.help,
                )


class SampleCommands(Provider):
    """Finds a sample by the start of its id or by words in its text, and opens it in Browse."""

    async def search(self, query: str) -> Hits:
        app = cast("StudioApp", self.app)
        if len(query.strip()) < 3 or app.staging is None:
            return
        for sample, dataset, opening in await asyncio.to_thread(app.find_samples, query):
            shown = Content.assemble((one_line(sample), "bold"), "  ", one_line(opening, 60))
            # Below every command that matches, above nothing.
            yield Hit(0.1, shown, partial(app.open_sample, sample), sample, f"sample of {dataset}")
