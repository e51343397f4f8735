"""The filter of Browse: what it finds, the names it is saved under, the file its samples go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from generators.errors import UserError
from studio.search import filters, samples
from studio.search.index import COMPUTING
from studio.search.subjects import subject
from studio.store import listing
from studio.store.terms import MEASURED, SORTS
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.filter_input import FilterInput
from studio.widgets.safe import content, one_line
from studio.widgets.samples.sample_columns import OPTIONAL
from studio.widgets.samples.sample_list import SampleList

from .base import Command
from .searching import Searching

WRONG = "$text-error"


class Finding(Searching):
    """A pane whose list shows what a filter finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "Filter",
            key_display="/",
            id="browse.filter",
            tooltip="Type a filter",
        ),
        Binding(
            "x",
            "export",
            "Export",
            show=False,
            id="browse.export",
            tooltip="Write the listed samples to a file",
        ),
        Binding(
            "w",
            "save",
            "Save filter",
            show=False,
            id="browse.save",
            tooltip="Save this filter under a name",
        ),
        Binding(
            "V",
            "columns",
            "Columns",
            show=False,
            id="browse.columns",
            tooltip="Choose the columns of the list",
        ),
        Binding(
            "W", "load", "Filters", show=False, id="browse.load", tooltip="Open a saved filter"
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.total = 0
        self.problems: tuple[str, ...] = ()
        self.note = ""
        """By what the samples listed are like a typed text."""
        self.likeness: Mapping[str, float] = {}
        """How like each sample listed is to what the filter names."""
        self._hinted = "", ""
        self._to_top = False
        """Whether the cursor goes to the first sample of the next list."""

    def compose_filter(self) -> ComposeResult:
        with Container(id="filter-line"):
            yield FilterInput(
                self._complete,
                placeholder="/ filters: words, field:value, ~ by meaning",
                id="filter",
            )
            yield Static(id="filter-count", markup=False)
        yield Static(id="filter-hint", markup=False)

    def list_found(self, event: Searching.Found) -> None:
        self.total = event.total
        failed = self.studio.measuring.failed
        self.samples.empty = _nothing(event, failed) if event.total else self.studio.nothing_staged
        self.likeness = event.likeness
        self.samples.constant = filters.constant(event.text)
        self.samples.extra = frozenset({"likeness"}) if event.likeness else frozenset()
        # Who still reads the best answers gets the best of the new ones.
        top = self._to_top or (event.note and not self.samples.cursor)
        self._to_top = False
        self.samples.show(event.ids, event.keep or (event.ids[0] if top and event.ids else None))
        self._count()
        self.count_facets()
        self.problems, self.note = event.problems, event.note
        if COMPUTING in event.problems:
            self.studio.measure()
        typing = self.query_one(FilterInput).has_focus
        if event.problems or event.note or not typing or self._hinted[1] == WRONG:
            self._hint_problems()

    def meaning_known(self) -> None:
        if self.note or COMPUTING in self.problems:
            self.search_again()

    def count_facets(self) -> None:
        """Counts the values of what is listed, where they are shown."""

    @on(SampleList.Sorted)
    def _sorted(self, event: SampleList.Sorted) -> None:
        if self.likeness:
            self.studio.say("The most alike come first; without ~ and like: the list can be sorted")
            return
        if event.column in MEASURED:
            self.studio.measure()
        self.samples.sort = event.column if event.column in SORTS else "position"
        self.samples.descending = event.descending
        # What an order puts first is what it is asked for.
        self._to_top = True
        self.search(self.filter)

    @on(SampleList.Selected)
    def _selected(self) -> None:
        self._count()

    def _count(self) -> None:
        chosen = f"{len(self.samples.selected):,} selected · " if self.samples.selected else ""
        listed = f"{len(self.samples.ids):,}"
        of = (
            f"{listed} most alike of {self.total:,}"
            if self.likeness
            else f"{listed} of {self.total:,}"
            if self.filter
            else f"{self.total:,} samples"
        )
        self.query_one("#filter-count", Static).update(Content(chosen + of), layout=False)

    # Typing

    def _hint_problems(self) -> None:
        if self.problems:
            self.hint("; ".join(self.problems), WRONG)
        else:
            self.hint(self.note)

    def hint(self, text: str, style: str = "$text-muted") -> None:
        """Shows a line below the filter."""
        if (text, style) == self._hinted:
            return
        self._hinted = text, style
        self.query_one("#filter-hint", Static).update(content(text, style), layout=False)

    @on(FilterInput.Completions)
    def _completions(self, event: FilterInput.Completions) -> None:
        if self.problems or not self.query_one(FilterInput).has_focus:
            return
        last = [each.rpartition(" ")[2] for each in event.found]
        said = "tab → " + "  ".join(last) if last else self.note
        if word := filters.waiting(self.filter):
            said = f"{word}: enter finds the word, a third letter all that begin so   {said}"
        self.hint(said.strip())

    def _complete(self, text: str) -> list[str]:
        staging = self.studio.staging
        return self.studio.finder.complete(staging.db, text) if staging else []

    @on(FilterInput.Left)
    def _left(self, event: FilterInput.Left) -> None:
        parsed = filters.parse(self.filter)
        self.problems = parsed.problems
        self._hint_problems()
        # From now on the filter says what is listed.
        self.catch_up()
        # A wrong filter keeps the focus: whoever corrects it goes on typing, and the list would
        # take letters for commands.
        if event.meant or not self.problems:
            self.samples.focus()
        else:
            self.studio.warn(f"{self.problems[0]}; correct it, or press escape")
        # As the empty list says. What is alike may still be computed.
        if event.escaped and self.filter and not self.samples.ids and not parsed.like:
            self.set_filter("")
            self.search("")

    def action_flag_all(self) -> None:
        self.catch_up()
        # What was not understood filters nothing: more than was meant would be flagged.
        if self.problems:
            self.studio.warn(f"{self.problems[0]}; correct the filter first")
        else:
            super().action_flag_all()

    def action_filter(self) -> None:
        field = self.query_one(FilterInput)
        field.focus()
        field.cursor_position = len(field.value)

    # Columns

    def action_columns(self) -> None:
        """Offers every column; the one chosen is shown from now on, or no more."""
        chosen = self.samples.chosen
        choices = [
            (key, f"{'✓' if key in chosen else ' '} {title}") for key, title in OPTIONAL.items()
        ]
        self.app.push_screen(Choose("Show or hide which column?", choices), self._toggle)

    def _toggle(self, key: str | None) -> None:
        if key is not None:
            self.samples.choose(self.samples.chosen ^ {key})

    # Exporting

    def action_export(self) -> None:
        self.catch_up()
        if not self.samples.ids:
            return
        ids = self.samples.acted_on if self.samples.selected else list(self.samples.ids)
        ids, held = samples.apart(self.studio.staging.db, ids) if self.studio.staging else (ids, [])
        detail = (
            f"{len(held):,} evaluation samples are left out: they must never be trained on. "
            "To write them, filter by split:eval."
        )
        detail, ids = detail if ids and held else "", ids or held
        question = f"Write {len(ids):,} samples to which file?"
        suggestion = str(self.studio.workspace.root / "filtered.jsonl")
        self.app.push_screen(
            Ask(question, suggestion, detail, path=True),
            lambda name: self._confirm_export(ids, name),
        )

    def _confirm_export(self, ids: list[str], name: str | None) -> None:
        if not name:
            return
        path = Path(name).expanduser()
        if path.is_dir():
            self.studio.warn(f"{path} is a folder; name a file in it")
        elif path.exists():
            question = f"{path.name} exists. Overwrite it?"
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
        except UserError as error:
            self.app.call_from_thread(self.studio.warn, str(error))
        else:
            self.app.call_from_thread(self.studio.say, f"Wrote {count:,} samples to {path}")

    # Saved filters

    def _saved(self) -> dict[str, str]:
        return (self.studio.staging.recall("filters", {}) or {}) if self.studio.staging else {}

    def action_save(self) -> None:
        if self.filter:
            self.app.push_screen(
                Ask("Save this filter under which name?", detail=self.filter), self._save
            )
        else:
            self.studio.say("There is no filter to save. Press / to type one.")

    def _save(self, name: str | None) -> None:
        if name and self.studio.staging:
            self.studio.staging.remember("filters", self._saved() | {name: self.filter})
            self.studio.say(f"Saved as {one_line(name, 60)}")

    def _delete(self, name: str) -> None:
        if self.studio.staging:
            saved = self._saved()
            saved.pop(name, None)
            self.studio.staging.remember("filters", saved)
            self.studio.say(f"Deleted {one_line(name, 60)}")

    def action_load(self) -> None:
        saved = self._saved()
        if not saved:
            self.studio.say("No saved filters. Type a filter and press w to save it.")
            return
        choices = [(text, f"{name}   {text}") for name, text in saved.items()]
        self.app.push_screen(
            Choose("Which filter?", choices), lambda text: self.filter_by(text) if text else None
        )

    def action_meaning(self) -> None:
        """Has a text typed whose like is listed."""
        self.filter_by("~ ")
        self.action_filter()

    def commands(self) -> Iterator[Command]:
        yield Command(
            "Find samples by meaning", "~ and some words in the filter", self.action_meaning
        )
        if self.samples.ids:
            count = f"{len(self.samples.ids):,}"
            yield Command(
                f"Flag all {count} samples shown", "Asks for the reason", self.action_flag_all
            )
            yield Command(
                f"Export the {count} samples shown", "To one JSONL file", self.action_export
            )
        if self.filter:
            yield Command("Save this filter", self.filter, self.action_save)
        for name, text in self._saved().items():
            yield Command(f"Filter: {name}", text, partial(self.filter_by, text))
            yield Command(f"Delete the filter {name}", text, partial(self._delete, name))
        for column in SORTS:
            event = SampleList.Sorted(self.samples, column, False)
            yield Command(f"Sort by {column}", "", partial(self._sorted, event))

    def rows(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """The rows of the list."""
        found = listing.rows(self.studio.staging.db, ids) if self.studio.staging else {}
        return {
            each: row
            | {"subject": subject(str(row["source"]), str(row["opening"]), str(row["given"]))}
            | {"likeness": self.likeness.get(each, "")}
            for each, row in found.items()
        }


def _nothing(event: Searching.Found, failed: bool) -> str:
    """Why nothing is listed, and what to do, in short lines."""
    why = "No sample matches."
    if COMPUTING in event.problems and failed:
        why = "How alike samples are could not be computed.\nThe next start tries again."
    elif COMPUTING in event.problems:
        why = "How alike samples are is still being computed.\nThey are listed once it is known."
    elif event.unknown:
        why = f"No sample has {one_line(event.unknown[0], 50)}.\n" + (
            "Groups change when most samples do: 4 and v list those there are."
            if event.unknown[0].startswith("group:")
            else "In the filter, tab completes values."
        )
    elif "~" in event.text and not event.problems:
        why = "No sample is near this text.\nWithout ~, samples with its words are listed."
    elif word := filters.short(event.text):
        why += f"\nA word as short as {word} is found whole; {word}* finds those that begin so."
    return f"{why}\nPress escape to clear the filter."
