"""The values of the most useful fields with their counts, beside the list: a line narrows the
filter to its value, and once more widens it again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from studio.search import filters
from studio.store import verdicts
from studio.widgets.doors import Door, DoorList
from studio.widgets.safe import one_line, tail

from .alike import Alike

FACETS = ("dataset", "category", "view", "weakness", "family")
"""Fields of the metadata; the state comes before the last two."""
MOST = 8
OWN_LIST = "a value lists the most alike in it"
LONGEST = 200
BESIDE = 9
"""Cells of a line beside its value."""


def toggled(text: str, field: str, value: str) -> str:
    """The filter with the field narrowed to a value, or without that if it is so already."""
    wanted = f'{field}:"{value}"' if value else f"-{field}:*"
    has = re.compile(rf'(?:^|(?<=\s))-?{field}:(?:"[^"]*"|\S+)\s*')
    rest = has.sub("", text).strip()
    return rest if wanted in text else f"{wanted} {rest}".strip()


class FacetList(DoorList):
    """The values; one opens at once, where nothing is lost by that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Narrow",
            id="facets.narrow",
            tooltip="Only samples with this value; again, all",
        ),
    ]


class Facets(Alike):
    """A pane with facets, which a key shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v",
            "facets",
            "Values",
            show=False,
            id="browse.facets",
            tooltip="Values of the main fields with their counts, or hide them",
        ),
    ]

    @dataclass
    class Counted(Message):
        """The values of the samples that a filter finds."""

        text: str
        counts: dict[str, Counter[Any]]

    def action_facets(self) -> None:
        # Zoomed, they are not seen, and so wanted.
        self.set_class(self.has_class("-zoomed") or not self.has_class("-facets"), "-facets")
        self.remove_class("-zoomed")
        if self.has_class("-facets"):
            self.query_one(FacetList).focus()
            self.count_facets()
        else:
            self.samples.focus()

    def count_facets(self) -> None:
        """Counts again, if the facets are shown."""
        if self.has_class("-facets"):
            self._count_facets(self.found_for or "")

    @work(thread=True, exclusive=True, exit_on_error=False, group="facets")
    def _count_facets(self, text: str) -> None:
        worker, staging = get_current_worker(), self.studio.staging
        if staging is None:
            return
        found = self.studio.finder.find(staging.db, text).ids
        counts = self.studio.finder.counts(staging.db, text, FACETS)
        counts["state"] = Counter(verdicts.states_of(staging.db, found))
        if not worker.is_cancelled:
            self.post_message(self.Counted(text, counts))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        doors: list[Door] = []
        facets = self.query_one(FacetList)
        room = max(BESIDE, facets.scrollable_content_region.width - BESIDE)
        if filters.parse(event.text).like:
            listed = f"of the {event.counts['state'].total():,} most alike listed"
            doors = [Door(Content.styled(each, "$text-muted")) for each in (listed, OWN_LIST)]
        for field in ("dataset", "category", "view", "state", "weakness", "family"):
            doors += _facet(field, event.counts.get(field, {}), room)
        facets.show(doors)

    @on(DoorList.Opened, "#facets")
    def _narrowed(self, event: DoorList.Opened) -> None:
        event.stop()
        field, _, value = event.filter.partition(":")
        text = toggled(self.filter, field, value)
        self.set_filter(text)
        self.search(text)


def _facet(field: str, counts: Mapping[Any, int], room: int) -> list[Door]:
    """The title of a field, and its most frequent values in `room` cells each."""
    if not counts:
        return []
    doors = [Door(Content.styled(field, "bold $text-muted"))]
    most = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    for value, count in most[:MOST]:
        shown = one_line(str(value), LONGEST) or "none"
        if len(shown) > room:
            # What tells one path from another stands at its end.
            path = "/" in shown or ":" in shown
            shown = tail(shown, room) if path else shown[: room - 1] + "…"
        doors.append(Door(Content(f"{count:>7,}  {shown}"), f"{field}:{value}"))
    if len(most) > MOST:
        doors.append(Door(Content.styled(f"{'':>9}{len(most) - MOST:,} more", "$text-muted")))
    return doors
