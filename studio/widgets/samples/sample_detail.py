"""One sample to read: its three texts highlighted, its metadata, its source, its history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from textual.content import Content, Span

from generators import registry
from studio.store.terms import RUNGS
from studio.store.verdicts import REASONS
from studio.widgets.safe import one_line
from studio.widgets.text.folding import Part
from studio.widgets.text.pager import ContentView

from . import known_lines
from .highlighting import code_of, highlighted, language_of

if TYPE_CHECKING:
    from studio.search.samples import Record

HITS = 500
"""Matches of one word that are marked in one sample."""
SHORT = 6
"""Characters of a value that may be part of another one by chance."""
HIT_STYLE = "bold reverse"
TITLE_STYLE = "bold $primary"
METADATA = "\n▎Metadata"
STATE_STYLES = {"flagged": "$text-warning", "accepted": "$text-success"}
MORE = 12
"""Cells kept free to say how much more there is."""
FULL = ("head", "instruction", "input", "output", "facts")
STACKED = ("brief", "instruction", "output", "input", "history")
"""For a reader with one column: what a verdict is on first, what it was made from after."""
PROMPT = ("brief", "instruction", "input", "history")
OUTPUT = ("output",)
KNOWN = ("head", "facts")
NARROW = 100
"""Columns below which the metadata have one line, else two."""
ORDER = (
    "weakness", "pattern_name", "violation_type", "severity", "cmm_transition", "pattern_applied",
    "concept_taught", "view", "layer", "source", "agent_name", "date", "quarter",
)  # fmt: skip
"""What the metadata say, in the order in which it matters to a verdict; the rest follows."""


class Page(NamedTuple):
    """A sample as text, where it is code, and where its titles are."""

    text: Content
    code: list[Part]
    titles: list[int]


class SampleDetail(ContentView):
    """Shows a record, or nothing."""

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        parts: Sequence[str] = FULL,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.record: Record | None = None
        self.parts = parts
        self.titles: list[int] = []
        self.hits: list[tuple[int, int]] = []
        """Where the words of the filter are in the text."""
        self.at = -1
        self.frame: frozenset[str] | None = None
        """Lines of earlier samples, which are folded in the input, as are those of the output; None
        if nothing is.
        """

    def show(self, record: Record | None, words: Sequence[re.Pattern[str]] = ()) -> None:
        """Shows a record with the words marked, from its top unless it is shown already."""
        moved = self.record is None or record is None or self.record.id != record.id
        self.record, self.at = record, -1
        width = self.scrollable_content_region.width or self.app.size.width - 4
        page = (
            Page(Content(""), [], [])
            if record is None
            else render(record, self.parts, width, self.frame)
        )
        self.text, self.code, self.titles = page
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
        end = plain.rfind(METADATA) if "facts" in self.parts else len(plain)
        for word in words:
            yield from (hit.span() for hit in islice(word.finditer(plain, start, end), HITS))

    def put(self, text: Content, code: Sequence[Part] = ()) -> None:
        self.record, self.hits, self.titles = None, [], []
        super().put(text, code)

    def next_text(self) -> bool:
        """Scrolls to the next of the texts. Returns False, and stays, below the last one."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        lines = [len(self._to_strips(self.text[: at + 1])) - 1 for at in self.titles]
        # At the top, what stands before the first text is read with it.
        here = max([self.scroll_offset.y, *lines[:1]])
        below = next((line for line in lines if line > here), None)
        if below is not None:
            self.scroll_to(y=below, animate=False)
        return below is not None

    def go(self, by: int) -> int:
        """Scrolls to the next or previous match. Returns its number from 1; 0 if there is none."""
        if self.hits:
            self.at = max(self.at, 0) + by if self.at >= 0 or by < 0 else 0
            self.at %= len(self.hits)
            # Its line is the last one of the text up to its end, wrapped the same way.
            line = len(self._to_strips(self.text[: self.hits[self.at][1]])) - 1
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
        return self.at + 1


def render(
    record: Record,
    parts: Sequence[str] = FULL,
    width: int = NARROW,
    frame: frozenset[str] | None = None,
) -> Page:
    """The given parts of a record in their order, on a page of a width in cells."""
    shown: list[Content] = []
    code: list[Part] = []
    titles: list[int] = []
    at = 0

    def add(part: Content) -> None:
        nonlocal at
        shown.append(part)
        at += len(part) + 1

    for part in parts:
        if part == "brief":
            add(_brief(record, width))
        elif part in WHOLE:
            if lines := WHOLE[part](record):
                add(lines)
        elif text := getattr(record, part):
            titles.append(at)
            add(Content.styled(f"▎{part.title()}", TITLE_STYLE))
            language = _language(record, part)
            if part == "input" and frame is not None:
                text = known_lines.fold(text, record.output, frame)
            lines = highlighted(text, language)
            if text != getattr(record, part):
                lines = known_lines.muted(lines)
            code += [Part(at + start, at + end) for start, end in code_of(lines.plain, language)]
            add(lines)
    return Page(Content("\n").join(shown), code, titles)


def _language(record: Record, part: str) -> str:
    dataset = registry.datasets().get(record.row["dataset"])
    # Only what is learned is bare code; what is asked has prose around its fences.
    bare = dataset is not None and dataset.code == "raw" and part == "output"
    return "typescript" if bare else language_of(getattr(record, part))


def facts(record: Record) -> Content:
    """What is known about a record besides its texts: metadata, source, history."""
    parts = [Content.styled(METADATA, TITLE_STYLE), *_fields(record.metadata)]
    parts += [_title("Source"), *_source(record)]
    if record.reviews or record.lineage or record.row["edited"]:
        parts += [_title("History"), *_history(record)]
    return Content("\n").join(parts)


def _brief(record: Record, width: int) -> Content:
    """What sample it is and, in one or two lines, what else the metadata say; each value once."""
    row = record.row
    state = str(row["state"])
    first = Content.assemble(
        (one_line(f"{row['dataset']} / {row['category']}"), "bold"),
        f"  {row['tokens']:,} tokens  ",
        (_state(record), STATE_STYLES.get(state, "$text-muted")),
        ("  evaluation only" if row["split"] == "eval" else "", "$text-accent"),
    )
    others = [f"{record.siblings - 1} more from its source"] * (record.siblings > 1)
    shown, left = _cut([*_said(record), *others], width * (1 if width < NARROW else 2))
    more = f" · i {left} more" if left else ""
    return Content("\n").join([first, Content.styled(shown + more, "$text-muted")])


def _cut(parts: Sequence[str], room: int) -> tuple[str, int]:
    """The parts that fit, those in front first, and how many do not."""
    shown, left = "", 0
    for part in parts:
        longer = f"{shown} · {part}" if shown else part
        if cell_len(longer) <= room - MORE:
            shown = longer
        else:
            left += 1
    return shown, left


def _said(record: Record) -> Iterator[str]:
    """The filled metadata in words, what matters most first."""
    row = record.row
    said = [record.id, str(row["dataset"]), str(row["category"]), str(row["tokens"])]
    rank = {key: number for number, key in enumerate(ORDER)}
    fields = sorted(record.metadata.items(), key=lambda item: rank.get(item[0], len(ORDER)))
    for key, value in fields:
        text = one_line(str(value), 100)
        if value in ("", False, 0) or key == "is_eval" or _is_said(text, said):
            continue
        said.append(text)
        name = PurePosixPath(text).name if key == "source" else text
        label = key.replace("_", " ")
        # `layer5` says itself that it is a layer.
        named = value is True or label in name or key == "source"
        yield label if value is True else name if named else f"{label} {name}"


def _is_said(value: str, said: Sequence[str]) -> bool:
    """Whether a value is another one or, unless it is short, part of it or it of this."""
    return any(
        value == each or (min(len(value), len(each)) > SHORT and (value in each or each in value))
        for each in said
    )


def _past(record: Record) -> Content | None:
    """Verdicts and replacements, if there are any."""
    lines = list(_history(record))
    return Content("\n").join([_title("History"), *lines]) if lines else None


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
        (_state(record), STATE_STYLES.get(state, "$text-muted")),
        ("  evaluation only" if row["split"] == "eval" else "", "$text-accent"),
    )


def _state(record: Record) -> str:
    """The state; of what is flagged also why, by the latest flag that holds."""
    state = str(record.row["state"])
    heard: set[str] = set()
    for each in record.reviews if state == "flagged" else ():
        if each["undone"] or each["verdict"] not in ("accept", "flag") or each["reviewer"] in heard:
            continue
        heard.add(each["reviewer"])
        if each["verdict"] == "flag":
            said = [REASONS.get(each["reason"], str(each["reason"])), each["lines"], each["note"]]
            return f"{state}: {', '.join(one_line(part, 60) for part in said if part)}"
    return state


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
    yield Content.assemble((f"{'view':<20} ", "$text-muted"), one_line(str(row["view"])))
    if rung := row["rung"]:
        found = f"{RUNGS[min(rung, len(RUNGS) - 1)]} (rung:{rung})"
        yield Content.assemble((f"{'found by':<20} ", "$text-muted"), found)
    others = record.siblings - 1
    yield Content.assemble(
        (f"{'also from it':<20} ", "$text-muted"), f"{others} other sample{'s' * (others != 1)}"
    )
    yield Content.assemble((f"{'run':<20} ", "$text-muted"), one_line(str(row["run_id"])))


def _history(record: Record) -> Iterator[Content]:
    if record.row["edited"]:
        yield Content("edited by hand")
    for each in record.reviews:
        said = " ".join(
            str(each[key]) for key in ("verdict", "reason", "lines", "note") if each[key]
        )
        yield Content.assemble((f"{each['at'][:16]:<20} ", "$text-muted"), one_line(said, 500))
    for each in record.lineage:
        step = f"{each['old']} → {each['new'] or 'nothing'}  {each['reason']} {each['rule']}"
        yield Content.assemble((f"{each['at'][:16]:<20} ", "$text-muted"), one_line(step, 500))


WHOLE: dict[str, Callable[[Record], Content | None]] = {
    "head": _head,
    "facts": facts,
    "history": _past,
}
"""Parts that are more than one of the texts of a sample and need no width."""
