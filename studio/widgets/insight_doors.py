"""The figures of Insights as lines, each of which opens the samples it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from studio.figures.insights import Field, Insights
from studio.store.measures import Group

from .bars import bar, short
from .doors import Door
from .safe import one_line

Shown = Content | str | tuple[str, str]
"""A part of a line."""


class Form(NamedTuple):
    """How a line is laid out: cells of the name and of the bar, and whether words follow."""

    name: int
    bar: int
    words: bool


BROAD, NARROW = Form(26, 10, True), Form(25, 4, False)
ROOM = 68
"""Cells of the list from which words have room behind a figure; what is cut off says nothing."""
LIKENESS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
"""The classes in which likeness to the nearest sample is counted."""
MEANING = {
    "distinct": "unlike every other; all should be",
    "reused": "outputs that several samples have",
    "near duplicates": "share 80% of the runs of five words",
    "output": "what is learned; the rest is the prompt",
    "nearest": "likeness to the nearest other sample",
    "weak": "a worth test found a fault in them",
    "spread": "1.00 even, 0.00 all in one value",
    "field": "how many samples have a value in it",
    "value": "how many samples have this value",
    "group": "alike by meaning, with their own words",
    "bad": "flagged, of those with a verdict",
}
"""What each figure says, short enough to stand below a narrow list."""
TERMS = "\n| term | meaning |\n|---|---|\n" + "".join(
    f"| {term} | {meaning} |\n" for term, meaning in MEANING.items()
)


def doors(figures: Insights, where: str, width: int = ROOM) -> Iterator[Door]:
    """All lines, for a list of a `width` in cells; `where` is the filter of the part shown."""
    form = BROAD if width >= ROOM else NARROW
    if not figures.samples:
        return
    yield from _distinct(figures, where, form)
    yield from _shape(figures, where, form)
    for spread in figures.spreads:
        said = f" {spread.entropy:.2f}" + f"  over {spread.distinct:,}" * form.words
        yield Door(
            _line(form, "spread of " + spread.title, bar(spread.entropy, form.bar), said),
            _with(where, f"{spread.field}:*"),
            MEANING["spread"],
        )
        for quarter in spread.empty:
            line = Content.styled(f"{'':<{form.name}}{quarter} has no samples", "$text-warning")
            if not form.words:
                line = Content.styled(f"  {quarter} has no samples", "$text-warning")
            yield Door(
                line, _with(where, f"quarter:{quarter}"), "a gap between two filled quarters"
            )
    for field in figures.fields:
        if field.filled:
            yield from _field(figures, field, where, form)
    if unused := [field.name for field in figures.fields if not field.filled]:
        # What cannot apply here, in one line.
        indent = form.name if form.words else 12
        yield Door(
            Content.styled(f"{'empty here':<{indent}}{', '.join(unused)}", "$text-muted"),
            _with(where, f"-{unused[0]}:*"),
            "fields that no sample here has",
        )


def groups(found: Sequence[Group]) -> Iterator[Door]:
    """A line for each group of samples, under its titles."""
    head = f"{'samples':>8}{'tokens':>8}{'weak':>6}{'bad':>9}  group, by its words"
    said = f"bad: {MEANING['bad']}"
    yield Door(Content.styled(head, "bold $text-muted"), meaning=said)
    for each in found:
        share = each.weak / each.samples
        bad = f"{each.flagged}/{each.judged}" if each.judged else "–"
        line = Content.assemble(
            f"{each.samples:>8,}{short(each.tokens):>8}",
            (f"{share:>6.0%}", "$text-warning" if share > 0.2 else ""),
            (f"{bad:>9}", "$text-warning" if each.flagged else "$text-muted"),
            f"  {one_line(each.name, 60)}",
        )
        yield Door(line, f'group:"{each.name}"', said)


def _distinct(figures: Insights, where: str, form: Form) -> Iterator[Door]:
    share = figures.distinct_outputs / figures.samples
    said = f"{figures.distinct_outputs:,} distinct outputs"
    yield _figure(form, "distinct", _share(form, share, said), where)
    said = f"outputs used again, {figures.most_reused:,} at most"
    yield _figure(form, "reused", _count(form, figures.reused, said), _with(where, "reused:1"))
    said = "outputs almost like another"
    yield _figure(
        form, "near duplicates", _count(form, figures.alike, said), _with(where, "alike:1")
    )


def _shape(figures: Insights, where: str, form: Form) -> Iterator[Door]:
    if figures.total_tokens:
        share = figures.output_tokens / figures.total_tokens
        each = figures.output_tokens / figures.samples
        said = f"{each:,.0f} of {figures.average:,.0f} tokens are learned"
        yield _figure(form, "output", _share(form, share, said), where)
    if measured := sum(figures.nearest.values()):
        for low, high in LIKENESS:
            count = sum(n for value, n in figures.nearest.items() if low <= value < high)
            if high == 1.0:
                count += figures.nearest.get(1.0, 0)
            # Both ends are included, and likeness is kept to the hundredth.
            values = f"nearest:{low}..{high if high == 1.0 else high - 0.01:.2f}"
            shown = _share(form, count / measured, f"{count:,} sample{'s' * (count != 1)}")
            name = f"nearest {low:.2f}-{high:.2f}"
            yield Door(_line(form, name, *shown), _with(where, values), MEANING["nearest"])
    if figures.weak:
        said = f"{figures.weak:,} of {figures.samples:,}, most of all in:"
        shown = _share(form, figures.weak / figures.samples, said, "$warning")
        yield _figure(form, "weak", shown, _with(where, "weakness:*"))
    for category, (weak, count) in figures.weakest.items():
        said = f"{weak:,} of {count:,} in {one_line(category, 40)}"
        shown = _share(form, weak / count, said, "$warning")
        line = _line(form, f"  {one_line(category, form.name - 3)}", *shown)
        filter = _with(where, f'category:"{category}" weakness:*')
        yield Door(line, filter, MEANING["weak"])


def _figure(form: Form, name: str, shown: Sequence[Shown], filter: str) -> Door:
    return Door(_line(form, name, *shown), filter, MEANING[name])


def _share(form: Form, share: float, said: str, style: str = "$primary") -> Sequence[Shown]:
    words = (f"  {said}", "$text-muted")
    return bar(share, form.bar, style), f" {share:4.0%}", *([words] * form.words)


def _count(form: Form, count: int, said: str) -> Sequence[Shown]:
    words = (f"        {said}", "$text-muted")
    return f"{count:>10,}", *([words] * form.words)


def _field(figures: Insights, field: Field, where: str, form: Form) -> Iterator[Door]:
    share = field.filled / figures.samples
    said = f"{field.distinct:,} value{'s' * (field.distinct != 1)}"
    # If a field is not filled everywhere, its line opens the gap.
    yield Door(
        _line(form, field.name, *_share(form, share, said)),
        _with(where, f"{'-' if share < 1 else ''}{field.name}:*"),
        MEANING["field"],
    )
    for value, count in field.top:
        # If every value occurs once, there is nothing to choose from.
        if count > 1:
            before = f"{'':<{form.name}}{count:>10,} {count / figures.samples:5.1%}  "
            if not form.words:
                before = f"{count:>8,}  "
            line = Content.assemble((before, "$text-muted"), one_line(value, 80))
            yield Door(line, _with(where, f'{field.name}:"{value}"'), MEANING["value"])


def _line(form: Form, name: str, *parts: Shown) -> Content:
    return Content.assemble(f"{name:<{form.name}}", *parts)


def _with(where: str, condition: str) -> str:
    return f"{where} {condition}".strip()
