"""What the command palette offers: commands that apply now, and samples by id or text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from .panes.base import CHOICES, PANES, TITLES, Command, Studio
from .widgets.safe import one_line

OF_TEXTUAL = ("Theme", "Screenshot")
"""What Textual offers and the studio has no key for."""


def of(studio: Studio) -> Iterator[Command]:
    """What applies now: to the job, to the panes, to what the present one shows."""
    if studio.running is not None:
        yield Command(
            f"Cancel {studio.running.request['job']}", "Stops the running job", studio.cancel
        )
    if studio.pane in studio.panes:
        yield from studio.panes[studio.pane].commands()
    for number, name in enumerate(PANES, 1):
        if name != studio.pane:
            yield Command(
                f"Go to {TITLES[name]}", f"Key {number}", partial(studio.action_pane, name)
            )
    yield Command(
        "Welcome",
        "Try the demo, index repositories, or connect a store",
        partial(studio.show, "welcome"),
    )
    if studio.running is None:
        for number, (_, title, help) in enumerate(CHOICES):
            yield Command(title, help, partial(_welcome, studio, f"way({number})"))
        if studio.workspace.unfinished:
            yield Command(
                "Resume the broken-off build", "Key r", partial(_welcome, studio, "resume")
            )


async def _welcome(studio: Studio, action: str) -> None:
    pane = await studio.show("welcome")
    await pane.run_action(action)


def acts(screen: Screen[object]) -> Iterator[Command]:
    """Everything that a key does now, where the focus is; movements of the cursor are left out."""
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.tooltip and not binding.system:
            key = screen.app.get_key_display(binding)
            run = partial(screen.app.run_action, binding.action, active.node)
            yield Command(binding.tooltip, f"Key {key}", run, binding.description)


class StudioProvider(Provider):
    """A source of entries that knows the studio."""

    @property
    def studio(self) -> Studio:
        return cast("Studio", self.app)


class StudioCommands(StudioProvider):
    """The commands that apply now."""

    def _all(self) -> Iterator[Command]:
        # One title may be offered by a pane and by its key; the pane knows more of it.
        there = {each.title: each for each in acts(self.screen)}
        for each in self.studio.commands():
            label = there[each.title].label if each.title in there else ""
            there[each.title] = each._replace(label=label)
        yield from there.values()
        # Textual offers these by itself, in a turn that is left to chance.
        for title, help, run, _ in self.app.get_system_commands(self.screen):
            if title in OF_TEXTUAL:
                yield Command(title, help, run)

    async def discover(self) -> Hits:
        for command in self._all():
            yield DiscoveryHit(
                Content(one_line(command.title)), command.run, command.title, command.help
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._all():
            score = max(matcher.match(command.title), matcher.match(command.label))
            if score > 0:
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
