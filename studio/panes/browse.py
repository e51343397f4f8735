"""Browse: every sample, filtered as one types, flagged where it is bad."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from studio.errors import StudioError
from studio.search import filters, samples
from studio.store import listing
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.filter_input import FilterInput
from studio.widgets.safe import content, one_line
from studio.widgets.sample_detail import SampleDetail
from studio.widgets.sample_list import SampleList

from .base import Command
from .editing import Editing
from .marking import Marking

WRONG = "$text-error"
WIDE = 110
"""Columns from which the detail stands beside the list."""
REPEAT_SECONDS = 0.06
"""Longer than the pause between two keys of one that is held."""
BURST_SECONDS = 0.02
"""Shorter than the pause between two keys of one who types."""
TYPING_SECONDS = 0.25
"""Longer than the pause between two keys of one who types."""


class BrowsePane(Editing, Marking):
    """The list, its filter, and the sample under the cursor."""

    NAME = "browse"
    FOCUS = "#samples"
    HELP = """# Browse

`/` writes a filter, `enter` reads the sample, `n` `N` go through the words found in it, `f` flags it, `space` selects
several. `w` keeps the filter under a name, `l` brings one back, `x` writes what the filter shows to a JSONL file.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "Filter",
            key_display="/",
            id="browse.filter",
            tooltip="Write a filter",
        ),
        Binding(
            "a",
            "select_all",
            "Select all",
            show=False,
            id="browse.select_all",
            tooltip="Select all, or none",
        ),
        Binding(
            "z", "zoom", "Zoom", show=False, id="browse.zoom", tooltip="The detail alone, or both"
        ),
        Binding("y", "copy", "Copy", show=False, id="browse.copy", tooltip="Copy the output"),
        Binding(
            "Y",
            "copy_json",
            "Copy JSON",
            show=False,
            id="browse.copy_json",
            tooltip="Copy the sample as JSON",
        ),
        Binding(
            "e", "edit", "Edit", show=False, id="browse.editor", tooltip="Mend the sample by hand"
        ),
        Binding(
            "n",
            "hit(1)",
            "Next hit",
            show=False,
            id="browse.next_hit",
            tooltip="Where the filter's words stand",
        ),
        Binding(
            "N",
            "hit(-1)",
            "Hit before",
            show=False,
            id="browse.hit_before",
            tooltip="The place before",
        ),
        Binding(
            "o",
            "origin",
            "Origin",
            show=False,
            id="browse.origin",
            tooltip="All samples of the same source",
        ),
        Binding(
            "x",
            "export",
            "Export",
            id="browse.export",
            tooltip="Write what the filter shows to a file",
        ),
        Binding(
            "w",
            "save",
            "Keep filter",
            show=False,
            id="browse.save",
            tooltip="Keep this filter under a name",
        ),
        Binding(
            "l",
            "load",
            "Filters",
            show=False,
            id="browse.load",
            tooltip="Filters kept under a name",
        ),
        Binding(
            "escape",
            "back",
            "Back",
            show=False,
            id="browse.back",
            tooltip="Back to the list; then no filter",
        ),
    ]

    @dataclass
    class Found(Message):
        """What a filter found; `text` is the filter it was."""

        text: str
        ids: list[str]
        problems: tuple[str, ...]
        total: int
        keep: str | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.total = 0
        self.shown: tuple[str | None, str | None] = None, None
        """Sample and filter of what the detail shows."""
        self.found_for: str | None = None
        self.moved = self.typed = 0.0
        self.waiting: Timer | None = None
        self.problems: tuple[str, ...] = ()
        self.hinted = "", ""

    def compose(self) -> ComposeResult:
        with Container(id="filter-line"):
            yield FilterInput(
                self._complete,
                placeholder="/ filters: words, field:value",
                id="filter",
            )
            yield Static(id="filter-count", markup=False)
        yield Static(id="filter-hint", markup=False)
        with Container(id="browse-body"):
            yield SampleList(self._rows, id="samples")
            yield SampleDetail(id="detail")

    def on_mount(self) -> None:
        state = self.studio.recall("browse")
        samples = self.samples
        if state.get("sort") in listing.SORTS:
            samples.sort, samples.descending = state["sort"], bool(state.get("descending"))
        self._set_filter(str(state.get("filter", "")))
        self._search(self.filter, state.get("cursor"))

    @property
    def filter(self) -> str:
        return self.query_one(FilterInput).value

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")

    def state(self) -> dict[str, Any]:
        return {
            "filter": self.filter,
            "sort": self.samples.sort,
            "descending": self.samples.descending,
            "cursor": self.samples.current,
        }

    def store_changed(self) -> None:
        self._search(self.filter)
        self._show_detail(self.samples.current)

    # Finding

    def filter_by(self, text: str) -> None:
        """Shows what a filter finds; called by other panes."""
        self.remove_class("-zoomed")
        self._set_filter(text)
        self._search(text)
        self.samples.focus()

    def open_sample(self, sample: str) -> None:
        """Puts the cursor on a sample, with a filter of its own where the present one hides it."""
        if sample not in self.samples.ids:
            self._set_filter(f"id:{sample}")
        self._search(self.filter, sample)
        self.samples.focus()

    def _set_filter(self, text: str) -> None:
        field = self.query_one(FilterInput)
        with field.prevent(Input.Changed):
            field.value = text
            field.cursor_position = len(text)

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        # Keys that come as fast as from a paste are looked up together.
        now = time.monotonic()
        burst, self.typed = now - self.typed < BURST_SECONDS, now
        if self.waiting is not None:
            self.waiting.stop()
        if burst:
            self.waiting = self.set_timer(REPEAT_SECONDS, self._search_typed)
        else:
            self._search_typed()

    def _search_typed(self) -> None:
        self._search(filters.typing(self.filter))

    @work(thread=True, exclusive=True, exit_on_error=False, group="filter")
    def _search(self, text: str, keep: str | None = None) -> None:
        worker = get_current_worker()
        staging = self.studio.staging
        if staging is None:
            self.post_message(self.Found(text, [], (), 0, keep))
            return
        try:
            found = self.studio.finder.find(
                staging.db, text, self.samples.sort, self.samples.descending
            )
        except sqlite3.DatabaseError as error:
            self.post_message(
                self.Found(
                    text, [], (f"the store cannot be searched ({error}); try again",), 0, keep
                )
            )
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(text, found.ids, found.problems, found.total, keep))

    @on(Found)
    def _found(self, event: Found) -> None:
        self.total, self.found_for = event.total, event.text
        self.samples.empty = (
            "No sample matches; escape clears the filter."
            if event.total
            else "Nothing is staged yet."
        )
        self.samples.show(event.ids, event.keep)
        self._count()
        self.problems = event.problems
        if event.problems or not self.query_one(FilterInput).has_focus or self.hinted[1] == WRONG:
            self._hint_problems()

    def _count(self) -> None:
        chosen = f"{len(self.samples.selected):,} selected · " if self.samples.selected else ""
        of = (
            f"{len(self.samples.ids):,} of {self.total:,}"
            if self.filter
            else f"{self.total:,} samples"
        )
        self.query_one("#filter-count", Static).update(Content(chosen + of), layout=False)

    def _hint_problems(self) -> None:
        self._hint("; ".join(self.problems), WRONG)

    def _hint(self, text: str, style: str = "$text-muted") -> None:
        if (text, style) == self.hinted:
            return
        self.hinted = text, style
        self.query_one("#filter-hint", Static).update(content(text, style), layout=False)

    @on(FilterInput.Completions)
    def _completions(self, event: FilterInput.Completions) -> None:
        if self.problems or not self.query_one(FilterInput).has_focus:
            return
        last = [each.rpartition(" ")[2] for each in event.found]
        self._hint("tab → " + "  ".join(last) if last else "")

    def _complete(self, text: str) -> list[str]:
        return (
            self.studio.finder.complete(self.studio.staging.db, text) if self.studio.staging else []
        )

    def _rows(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        return dict(listing.rows(self.studio.staging.db, ids)) if self.studio.staging else {}

    @on(FilterInput.Left)
    def _left(self, event: FilterInput.Left) -> None:
        self.problems = filters.parse(self.filter).problems
        self._hint_problems()
        # One who has to correct it goes on typing, and the list would take letters for commands.
        if event.meant or not self.problems:
            self.samples.focus()

    @on(SampleList.Sorted)
    def _sorted(self, event: SampleList.Sorted) -> None:
        self.samples.sort = event.column if event.column in listing.SORTS else "position"
        self.samples.descending = event.descending
        self._search(self.filter)

    @on(SampleList.Selected)
    def _selected(self) -> None:
        self._count()

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

    def _show_detail(self, sample: str | None) -> None:
        staging = self.studio.staging
        self.shown = sample, self.found_for
        record = samples.record(staging.db, sample) if staging and sample else None
        self.sample.show(record, filters.words(self.found_for or ""))

    def action_hit(self, by: int) -> None:
        """Goes through the places of the filter's words in the sample."""
        at, count = self.sample.go(by), len(self.sample.hits)
        self._hint(
            f"{at} of {count}"
            if count
            else "The filter's words are not in this sample: / writes some"
        )

    @on(SampleList.Opened)
    def _opened(self, event: SampleList.Opened) -> None:
        if event.sample != self.shown[0]:
            self._show_detail(event.sample)
        self.sample.focus()

    def action_zoom(self) -> None:
        if self.sample.record is None and not self.has_class("-zoomed"):
            return
        self.toggle_class("-zoomed")
        (self.sample if self.has_class("-zoomed") else self.samples).focus()

    def action_filter(self) -> None:
        self.query_one(FilterInput).focus()

    def action_back(self) -> None:
        if self.has_class("-zoomed"):
            self.action_zoom()
        elif not self.samples.has_focus:
            self.samples.focus()
        elif self.samples.selected:
            self.samples.select(())
        elif self.filter:
            self._set_filter("")
            self._search("")

    def action_origin(self) -> None:
        record = self.sample.record
        if record:
            self.filter_by(f'source:"{record.row["source"]}"')

    # Acting

    def action_select_all(self) -> None:
        self.samples.select(() if self.samples.selected else self.samples.ids)

    def action_copy(self) -> None:
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.output)
            self.studio.say(f"Copied the output, {len(record.output):,} characters")

    def action_copy_json(self) -> None:
        if record := self.sample.record:
            self.app.copy_to_clipboard(record.as_json())
            self.studio.say("Copied the sample as JSON")

    @property
    def sample(self) -> SampleDetail:
        return self.query_one(SampleDetail)

    def edited(self, old: str, new: str) -> None:
        self.studio.store_changed()
        self.open_sample(new)

    def action_export(self) -> None:
        if not self.samples.ids:
            return
        ids = self.samples.acted_on if self.samples.selected else list(self.samples.ids)
        ids, held = samples.apart(self.studio.staging.db, ids) if self.studio.staging else (ids, [])
        detail = f"{len(held):,} evaluation samples stay out: nothing may be trained on them. split:eval writes them."
        detail, ids = detail if ids and held else "", ids or held
        question = f"Write {len(ids):,} samples to which file?"
        suggestion = str(self.studio.workspace.root / "filtered.jsonl")
        self.app.push_screen(
            Ask(question, suggestion, detail), lambda name: self._confirm_export(ids, name)
        )

    def _confirm_export(self, ids: list[str], name: str | None) -> None:
        if not name:
            return
        path = Path(name).expanduser()
        if path.is_dir():
            self.studio.warn(f"{path} is a folder; name a file in it")
        elif path.exists():
            question = f"{path.name} exists. Write over it?"
            self.app.push_screen(Confirm(question), lambda yes: self._export_if(yes, ids, path))
        else:
            self._export(ids, path)

    def _export_if(self, yes: bool | None, ids: list[str], path: Path) -> None:
        if yes:
            self._export(ids, path)

    @work(thread=True, exit_on_error=False, group="export")
    def _export(self, ids: list[str], path: Path) -> None:
        staging = self.studio.staging
        if staging is None:
            return
        try:
            count = samples.export_part(staging.db, ids, path)
        except StudioError as error:
            self.app.call_from_thread(self.studio.warn, str(error))
        else:
            self.app.call_from_thread(self.studio.say, f"Wrote {count:,} samples to {path}")

    # Filters with a name

    def _kept(self) -> dict[str, str]:
        return (self.studio.staging.recall("filters", {}) or {}) if self.studio.staging else {}

    def action_save(self) -> None:
        if self.filter:
            self.app.push_screen(
                Ask("Keep this filter under which name?", detail=self.filter), self._save
            )
        else:
            self.studio.say("There is no filter to keep yet: / writes one")

    def _save(self, name: str | None) -> None:
        if name and self.studio.staging:
            self.studio.staging.remember("filters", self._kept() | {name: self.filter})
            self.studio.say(f"Kept as {one_line(name, 60)}")

    def _forget(self, name: str) -> None:
        if self.studio.staging:
            kept = self._kept()
            kept.pop(name, None)
            self.studio.staging.remember("filters", kept)
            self.studio.say(f"{one_line(name, 60)} is forgotten")

    def action_load(self) -> None:
        kept = self._kept()
        if not kept:
            self.studio.say("No filter is kept yet: write one and press w")
            return
        choices = [(text, f"{name}   {text}") for name, text in kept.items()]
        self.app.push_screen(
            Choose("Which filter?", choices), lambda text: self.filter_by(text) if text else None
        )

    def commands(self) -> Iterator[Command]:
        ids = self.samples.acted_on
        if len(ids) > 1:
            yield Command(
                f"Flag the {len(ids):,} selected samples", "Asks for the reason", self.action_flag
            )
        if self.samples.ids:
            count = f"{len(self.samples.ids):,}"
            yield Command(
                f"Flag all {count} samples shown", "Asks for the reason", self.action_flag_all
            )
            yield Command(
                f"Export the {count} samples shown", "As one JSONL file", self.action_export
            )
        if self.filter:
            yield Command("Keep this filter under a name", self.filter, self.action_save)
        for name, text in self._kept().items():
            yield Command(f"Filter: {name}", text, partial(self.filter_by, text))
            yield Command(f"Forget the filter {name}", text, partial(self._forget, name))
        for column in listing.SORTS:
            yield Command(
                f"Sort by {column}",
                "",
                partial(self._sorted, SampleList.Sorted(self.samples, column, False)),
            )
