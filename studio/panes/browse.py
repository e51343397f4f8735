"""Browse: every sample, filtered as you type, and the text of the one under the cursor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from studio.search import filters, samples
from studio.store.terms import SORTS
from studio.widgets.filter_input import FilterInput
from studio.widgets.samples.sample_columns import OPTIONAL
from studio.widgets.samples.sample_detail import SampleDetail
from studio.widgets.samples.sample_list import SampleList

from .base import Command
from .browsing.facets import FacetList
from .browsing.looking import Looking
from .editing import Editing
from .searching import REPEAT_SECONDS

WIDE = 110
"""Columns from which the text is shown beside the list."""
TYPING_SECONDS = 0.25
"""Longer than the pause between two keys of somebody typing."""


class BrowsedSample(SampleDetail):
    """The sample under the cursor; elsewhere a sample has other keys, and the help of its place."""

    HELP = """# One sample

Instruction, input and output as used in training, then metadata, source and history. Control
characters are shown as symbols (␛) and direction marks by name (⟨RLO⟩); the sample itself contains
the real characters.

`j` `k` scroll, `ctrl+d` `ctrl+u` by half a page, `g` `G` to the ends. `z` gives the sample the
whole pane. `y` copies the output, `Y` the sample as one line of JSON, `e` edits it.
"""


class BrowsePane(Editing, Looking):
    """The list, its filter, and the sample under the cursor."""

    NAME = "browse"
    FOCUS = "#samples"
    ZOOMED = "#detail"
    HELP = """# Browse

`/` filters, `enter` opens the sample, `n` and `N` go to the next and previous match in it, `f`
flags it, `a` accepts it, `space` selects several; `F` and `A` flag and accept all that is listed.
`L` lists what is most like a sample, `~ some words` in the filter what is like a text; `!` puts the
most suspicious first. `v` shows values with their counts. `o`, `d`, `=` and `T` show the source,
the differences from it, the sample most like this one, and what the trainer sees; `l` flags lines
of the output. `w` saves the filter under a name, `W` opens a saved one, `x` writes the listed
samples to a JSONL file.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+a",
            "select_all",
            "Select all",
            show=False,
            id="browse.select_all",
            tooltip="Select all or none",
        ),
        Binding("z", "zoom", "Zoom", show=False, id="browse.zoom", tooltip="Sample only, or both"),
        Binding("y", "copy", "Copy", show=False, id="browse.copy", tooltip="Copy the output"),
        Binding(
            "Y",
            "copy_json",
            "Copy JSON",
            show=False,
            id="browse.copy_json",
            tooltip="Copy the sample as JSON",
        ),
        Binding("e", "edit", "Edit", show=False, id="browse.editor", tooltip="Edit the sample"),
        Binding(
            "n",
            "hit(1)",
            "Next match",
            show=False,
            id="browse.next_hit",
            tooltip="Next match in the sample",
        ),
        Binding(
            "N",
            "hit(-1)",
            "Previous match",
            show=False,
            id="browse.hit_before",
            tooltip="Previous match in the sample",
        ),
        Binding(
            "O",
            "origin",
            "Origin",
            show=False,
            id="browse.origin",
            tooltip="Show all samples from the same source",
        ),
        Binding(
            "escape",
            "back",
            "Back",
            show=False,
            id="browse.back",
            tooltip="Back to the list; again to clear the filter",
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shown: tuple[str | None, str | None] = None, None
        """Sample and filter whose matches are shown."""
        self.moved = 0.0

    def compose(self) -> ComposeResult:
        yield from self.compose_filter()
        with Container(id="browse-body"):
            yield FacetList(id="facets", at_once=True)
            yield SampleList(self.rows, id="samples")
            yield BrowsedSample(id="detail")

    def on_mount(self) -> None:
        state = self.studio.recall("browse")
        if state.get("sort") in SORTS:
            self.samples.sort = state["sort"]
            self.samples.descending = bool(state.get("descending"))
        if "columns" in state:
            self.samples.choose(frozenset(state["columns"]) & OPTIONAL.keys())
        self.set_filter(str(state.get("filter", "")))
        self.search(self.filter, state.get("cursor"))

    def resized(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter,
            "sort": self.samples.sort,
            "descending": self.samples.descending,
            "cursor": self.samples.current,
            "columns": sorted(self.samples.chosen),
        }

    def store_changed(self) -> None:
        self.search_again()
        self._show_detail(self.samples.current)

    # Reading

    @on(SampleList.Highlighted)
    def _highlighted(self, event: SampleList.Highlighted) -> None:
        # While keys follow each other, only the sample they stop on is read.
        now = time.monotonic()
        pause = TYPING_SECONDS if self.query_one(FilterInput).has_focus else REPEAT_SECONDS
        resting, self.moved = now - self.moved > pause, now
        if resting:
            self._settled(event.sample)
        else:
            self.set_timer(pause, partial(self._settled, event.sample))

    def _settled(self, sample: str | None) -> None:
        if sample == self.samples.current and (sample, self.found_for) != self.shown:
            self._show_detail(sample)

    def catch_up(self) -> None:
        super().catch_up()
        # The text of a list that is moved through is read when it stops.
        self._settled(self.samples.current)

    def show_text(self) -> None:
        self._show_detail(self.samples.current)

    def _show_detail(self, sample: str | None) -> None:
        self.looked, self.beheld = "", None
        staging = self.studio.staging
        self.shown = sample, self.found_for
        record = samples.record(staging.db, sample) if staging and sample else None
        self.sample.show(record, filters.words(self.found_for or ""))

    def action_hit(self, by: int) -> None:
        """Goes to the next or previous match in the sample."""
        at, count = self.sample.go(by), len(self.sample.hits)
        self.hint(
            f"{at} of {count}" if count else "No match in this sample. Press / to search for words."
        )

    @on(SampleList.Opened)
    def _opened(self, event: SampleList.Opened) -> None:
        if event.sample != self.shown[0]:
            self._show_detail(event.sample)
        self.sample.focus()

    def action_zoom(self) -> None:
        if self.sample.record is None and not self.has_class("-zoomed"):
            return
        super().action_zoom()

    def action_back(self) -> None:
        if self.looked:
            self.show_text()
        elif self.has_class("-zoomed"):
            self.action_zoom()
        elif not self.samples.has_focus:
            self.samples.focus()
        elif self.samples.selected:
            self.samples.select(())
        elif self.filter:
            self.set_filter("")
            self.search("")

    def action_origin(self) -> None:
        self.catch_up()
        record = self.sample.record
        if record:
            self.filter_by(f'source:"{record.row["source"]}"')

    # Acting

    def action_edit(self) -> None:
        self.catch_up()
        super().action_edit()

    def action_select_all(self) -> None:
        self.catch_up()
        self.samples.select(() if self.samples.selected else self.samples.ids)

    def action_copy(self) -> None:
        self.catch_up()
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.output)
            self.studio.say(f"Copied the output, {len(record.output):,} characters")

    def action_copy_json(self) -> None:
        self.catch_up()
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.as_json())
            self.studio.say("Copied the sample as JSON")

    @property
    def sample(self) -> SampleDetail:
        return self.query_one(SampleDetail)

    def edited(self, old: str, new: str, meanwhile: bool) -> None:
        self.studio.store_changed()
        if not meanwhile:
            self.open_sample(new)

    def commands(self) -> Iterator[Command]:
        ids = self.samples.acted_on
        if len(ids) > 1:
            yield Command(
                f"Flag the {len(ids):,} selected samples", "Asks for the reason", self.action_flag
            )
        yield from self.flag_commands(ids)
        yield from super().commands()
