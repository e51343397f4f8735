"""What the command palette offers: commands that apply now, and samples by id or text."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from .panes.base import Studio
from .widgets.safe import one_line


class StudioProvider(Provider):
    """A source of entries that knows the studio."""

    @property
    def studio(self) -> Studio:
        return cast("Studio", self.app)


class StudioCommands(StudioProvider):
    """The commands that apply now."""

    async def discover(self) -> Hits:
        for command in self.studio.commands():
            yield DiscoveryHit(
                Content(one_line(command.title)), command.run, command.title, command.help
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self.studio.commands():
            if (score := matcher.match(command.title)) > 0:
                yield Hit(
                    score,
                    Content(one_line(command.title)),
                    command.run,
                    command.title,
                    command.help,
                )


class SampleCommands(StudioProvider):
    """Finds a sample by the start of its id or by words in its text, and opens it in Browse."""

    async def search(self, query: str) -> Hits:
        studio = self.studio
        if len(query.strip()) < 3 or studio.staging is None:
            return
        for sample, dataset, opening in await asyncio.to_thread(studio.find_samples, query):
            shown = Content.assemble((one_line(sample), "bold"), "  ", one_line(opening, 60))
            # Below every command that matches, above nothing.
            run = partial(studio.open_sample, sample)
            yield Hit(0.1, shown, run, sample, f"Sample of {dataset}")
