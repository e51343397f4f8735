"""Regenerating flagged samples: a preview first, then old and new side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.content import Content

from studio.figures import datasets
from studio.jobs.background import Event
from studio.panes.base import Pane
from studio.store import lineage, verdicts
from studio.widgets.dialogs import Choose, Confirm
from studio.widgets.safe import one_line

from .replaced import Replaced

EVERYTHING = ""
Flagged = list[tuple[str, str, int]]
"""What is flagged, as `verdicts.flagged_by_reason` tells it."""


class Regenerating(Pane):
    """A pane from which flagged samples are replaced."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ready: tuple[Flagged, Callable[[], None]] | None = None
        """What was flagged when replacements were looked for, and what asks whether to use them:
        somebody was doing something else when they were found.
        """

    def action_regenerate(self) -> None:
        staging = self.studio.staging
        if datasets.imported_names(staging):
            self.studio.say(f"{datasets.IMPORTED_ONCE}; {datasets.LEFT_OUT}")
            return
        if self.studio.busy():
            return
        if self.ready and staging and self.ready[0] == verdicts.flagged_by_reason(staging.db):
            self.ready[1]()
            return
        flagged: Counter[str] = Counter()
        for dataset, _, count in verdicts.flagged_by_reason(staging.db) if staging else []:
            flagged[dataset] += count
        if not flagged:
            self.studio.say("Nothing is flagged. To flag a sample, press f here or in Browse.")
        elif len(flagged) == 1:
            self.plan(names=list(flagged))
        else:
            choices = [(EVERYTHING, f"All {flagged.total():,} flagged samples")]
            choices += [(name, f"{name}: {count:,}") for name, count in sorted(flagged.items())]
            self.app.push_screen(Choose("Regenerate which samples?", choices), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self.plan(names=[name] if name else [])

    def plan(self, names: list[str] | None = None, ids: list[str] | None = None) -> None:
        """Looks for replacements of the flagged samples and asks whether to use them."""
        request = {"names": names or [], "ids": ids or []}
        planned = partial(self._planned, request, self.studio.touched)
        if self.studio.start({"job": "preview", **request}, planned):
            self.ready = None
            self.studio.say("Looking for replacements …")

    def _planned(self, request: dict[str, Any], touched: int, event: Event) -> None:
        if event["event"] != "done":
            return
        found, staging = event["result"], self.studio.staging
        if not found["changes"] or staging is None:
            self.studio.say("Nothing is flagged anymore")
        elif touched == self.studio.touched:
            # The preview job must have ended before the next one starts.
            self.call_after_refresh(self._ask, request, found)
        else:
            flagged = verdicts.flagged_by_reason(staging.db)
            self.ready = flagged, partial(self._ask, request, found)
            self.studio.say("Replacements are found: R in Review (3) shows them")

    def _ask(self, request: dict[str, Any], found: dict[str, Any]) -> None:
        question = f"Replace {found['replaced']:,} of {len(found['changes']):,} samples?"
        self.app.push_screen(
            Confirm(question, _detail(found)), lambda yes: self._replace(request) if yes else None
        )

    def _replace(self, request: dict[str, Any]) -> None:
        self.ready = None
        replaced = partial(self._replaced, self.studio.touched)
        self.studio.start({"job": "regenerate", **request}, replaced)

    def _replaced(self, touched: int, event: Event) -> None:
        if event["event"] == "done" and touched == self.studio.touched:
            new = {change["new"] for change in event["result"]["changes"] if change["new"]}
            self.call_after_refresh(self.compare, new)

    def compare(self, new: set[str] | None = None) -> None:
        """Shows replacements beside what they replaced: the given ones, or all."""
        staging = self.studio.staging
        pairs = (
            [pair for pair in lineage.pairs(staging.db) if new is None or pair.new in new]
            if staging
            else []
        )
        if pairs:
            # What waits for a verdict comes first.
            pairs.sort(key=lambda pair: pair.decided)
            self.app.push_screen(Replaced(pairs), lambda _: self._compared())
        elif new is None:
            self.studio.say("Nothing has been replaced yet. Flag samples, then press R.")

    def _compared(self) -> None:
        # What was said there is about what is closed.
        self.app.clear_notifications()
        self.studio.store_changed()

    def action_compare(self) -> None:
        self.compare()


def _detail(found: dict[str, Any]) -> str:
    """What would change, per dataset, and what cannot be replaced."""
    changes = found["changes"]
    replaced = Counter(change["dataset"] for change in changes if change["new"])
    lost = Counter(
        f"{change['dataset']}/{change['category']}" for change in changes if not change["new"]
    )
    followers = sum(change["reason"].startswith("like ") for change in changes)
    lines = [f"{name}: {count:,} replaced" for name, count in sorted(replaced.items())]
    if followers:
        lines.append(f"{followers:,} of them are not flagged but repeat a flagged sample")
    for name, count in sorted(lost.items()):
        lines.append(f"{name}: {count:,} dropped from the export, no candidates left")
    if lost:
        lines.append(
            "To fix that, add material, broaden a query or use smaller units; then generate again"
        )
    grown = sum(change["new_tokens"] - change["old_tokens"] for change in changes if change["new"])
    lines.append(f"Tokens {grown:+,}. A replaced sample never returns unless you restore it.")
    return "\n".join(lines)


def regenerate_line(flagged: int, undecided: int, imported: bool = False) -> Content:
    """What is left to do after reading. Nothing can be generated in place of what was imported."""
    parts: list[Any] = []
    if flagged and imported:
        parts.append((f"An export leaves out {flagged:,} flagged. ", "$text-warning"))
    elif flagged:
        parts.append((f"R replaces {flagged:,} flagged. ", "$text-warning"))
    if undecided:
        what = "replacement" if undecided == 1 else "replacements"
        parts.append((f"c compares {undecided:,} {what}, old and new. ", "$text-accent"))
    return (
        Content.assemble(*parts)
        if parts
        else Content(one_line("Nothing is flagged, and no replacement is waiting for a verdict."))
    )
