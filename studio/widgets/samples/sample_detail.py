"""One sample to read: its three texts highlighted, its metadata, its source, its history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from textual.content import Content, Span

from generators import catalog
from studio.widgets.pager import ContentView
from studio.widgets.safe import one_line

from .highlighting import highlighted, language_of

if TYPE_CHECKING:
    from studio.search.samples import Record

HITS = 500
"""Matches of one word that are marked in one sample."""
HIT_STYLE = "bold reverse"
TITLE_STYLE = "bold $primary"
METADATA = "\n▎Metadata"


class SampleDetail(ContentView):
    """Shows a record, or nothing."""

    HELP = """# One sample

Instruction, input and output as used in training, then metadata, source and history. Control
characters are shown as symbols (␛) and direction marks by name (⟨RLO⟩); the sample itself contains
the real characters.

`j` `k` scroll, `ctrl+d` `ctrl+u` by half a page, `g` `G` to the ends. `z` gives the sample the
whole pane. `y` copies the output, `Y` the sample as one line of JSON, `e` edits it.
"""

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, texts_only: bool = False
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.record: Record | None = None
        self.texts_only = texts_only
        self.hits: list[tuple[int, int]] = []
        """Where the words of the filter are in the text."""
        self.at = -1

    def show(self, record: Record | None, words: Sequence[re.Pattern[str]] = ()) -> None:
        """Shows a record with the words marked, from its top unless it is shown already."""
        moved = self.record is None or record is None or self.record.id != record.id
        self.record, self.at = record, -1
        self.text = Content("") if record is None else render(record, self.texts_only)
        self.hits = sorted(self._found(words)) if record is not None else []
        if self.hits:
            spans = [Span(start, end, HIT_STYLE) for start, end in self.hits]
            self.text = Content(self.text.plain, [*self.text.spans, *spans])
        self._wrap()
        if moved:
            self.scroll_to(y=0, animate=False)

    def _found(self, words: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
        """Where the words are in the sample's own texts."""
        assert self.record is not None
        plain, start = self.text.plain, len(_head(self.record).plain)
        end = len(plain) if self.texts_only else plain.rfind(METADATA)
        for word in words:
            yield from (hit.span() for hit in islice(word.finditer(plain, start, end), HITS))

    def put(self, text: Content) -> None:
        self.record, self.hits = None, []
        super().put(text)

    def go(self, by: int) -> int:
        """Scrolls to the next or previous match. Returns its number from 1; 0 if there is none."""
        if self.hits:
            self.at = max(self.at, 0) + by if self.at >= 0 or by < 0 else 0
            self.at %= len(self.hits)
            # Its line is the last one of the text up to its end, wrapped the same way.
            line = len(self._to_strips(self.text[: self.hits[self.at][1]])) - 1
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
        return self.at + 1


def render(record: Record, texts_only: bool = False) -> Content:
    """The record as text; `texts_only` leaves out metadata, source and history."""
    code = (
        catalog.DATASETS[record.row["dataset"]].code
        if record.row["dataset"] in catalog.DATASETS
        else ""
    )
    parts: list[Content] = [_head(record)]
    for title, text in (
        ("Instruction", record.instruction),
        ("Input", record.input),
        ("Output", record.output),
    ):
        if text:
            # Only what is learned is bare code; what is asked has prose around its fences.
            bare = code == "raw" and title == "Output"
            language = "typescript" if bare else language_of(text)
            parts += [_title(title), highlighted(text, language)]
    return Content("\n").join(parts if texts_only else [*parts, facts(record)])


def facts(record: Record) -> Content:
    """What is known about a record besides its texts: metadata, source, history."""
    parts = [Content.styled(METADATA, TITLE_STYLE), *_fields(record.metadata)]
    parts += [_title("Source"), *_source(record)]
    if record.reviews or record.lineage or record.row["edited"]:
        parts += [_title("History"), *_history(record)]
    return Content("\n").join(parts)


def _head(record: Record) -> Content:
    row = record.row
    state = str(row["state"])
    return Content.assemble(
        (one_line(record.id), "bold"),
        "  ",
        one_line(f"{row['dataset']} / {row['category']}"),
        "  ",
        f"{row['tokens']:,} tokens",
        "  ",
        (
            state,
            {"flagged": "$text-warning", "accepted": "$text-success"}.get(state, "$text-muted"),
        ),
        ("  evaluation only" if row["split"] == "eval" else "", "$text-accent"),
    )


def _title(title: str) -> Content:
    return Content.styled(f"\n▎{title}", TITLE_STYLE)


def _fields(values: dict[str, Any]) -> Iterator[Content]:
    empty = [key for key, value in values.items() if value in ("", False, 0)]
    for key, value in values.items():
        if key not in empty:
            yield Content.assemble((f"{key:<20} ", "$text-muted"), one_line(str(value), 500))
    if empty:
        yield Content.styled("empty: " + ", ".join(empty), "$text-muted")


def _source(record: Record) -> Iterator[Content]:
    row = record.row
    yield Content.assemble((f"{'record':<20} ", "$text-muted"), one_line(str(row["source"]), 500))
    yield Content.assemble((f"{'family':<20} ", "$text-muted"), one_line(str(row["family"]), 500))
    yield Content.assemble(
        (f"{'cut as':<20} ", "$text-muted"), one_line(f"{row['view']}, rung {row['rung']}")
    )
    others = record.siblings - 1
    yield Content.assemble(
        (f"{'also from it':<20} ", "$text-muted"), f"{others} other sample{'s' * (others != 1)}"
    )
    yield Content.assemble((f"{'run':<20} ", "$text-muted"), one_line(str(row["run_id"])))


def _history(record: Record) -> Iterator[Content]:
    if record.row["edited"]:
        yield Content("edited by hand")
    for each in record.reviews:
        said = " ".join(str(each[key]) for key in ("verdict", "reason", "note") if each[key])
        yield Content.assemble((f"{each['at'][:16]:<20} ", "$text-muted"), one_line(said, 500))
    for each in record.lineage:
        step = f"{each['old']} → {each['new'] or 'nothing'}  {each['reason']} {each['rule']}"
        yield Content.assemble((f"{each['at'][:16]:<20} ", "$text-muted"), one_line(step, 500))
