"""The figures of Insights as lines, each of which opens the samples it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from studio.figures.insights import Field, Insights
from studio.store.measures import Group

from .bars import bar, short
from .doors import Door
from .safe import one_line

NAME = 19
"""Cells of the name before each figure."""
BAR = 10
Shown = Content | str | tuple[str, str]
"""A part of a line."""
LIKENESS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
"""The classes in which likeness to the nearest sample is counted."""
MEANING = {
    "distinct": "outputs unlike every other; all should be",
    "reused": "outputs that several samples have",
    "near duplicates": "share 80% of the runs of five words",
    "output": "what is learned; the rest is the prompt",
    "nearest": "likeness by meaning to the nearest sample",
    "weak": "samples in which a worth test found a fault",
    "spread": "1.00 even over its values, 0.00 all in one",
    "field": "how many samples have a value in it",
    "value": "how many samples have this value",
    "group": "alike by meaning, named by their own words",
    "bad": "flagged, of those with a verdict",
}
"""What each figure says, short enough to stand below a narrow list."""
TERMS = "\n| term | meaning |\n|---|---|\n" + "".join(
    f"| {term} | {meaning} |\n" for term, meaning in MEANING.items()
)


def doors(figures: Insights, where: str) -> Iterator[Door]:
    """All lines; `where` is the filter of the part that is shown."""
    if not figures.samples:
        return
    yield from _distinct(figures, where)
    yield from _shape(figures, where)
    for spread in figures.spreads:
        said = f" {spread.entropy:.2f}  over {spread.distinct:,}"
        yield Door(
            _line("spread of " + spread.title, bar(spread.entropy, BAR), said),
            _with(where, f"{spread.field}:*"),
            MEANING["spread"],
        )
        for quarter in spread.empty:
            line = Content.styled(f"{'':<{NAME}}{quarter} has no samples", "$text-warning")
            yield Door(
                line, _with(where, f"quarter:{quarter}"), "a gap between two filled quarters"
            )
    for field in figures.fields:
        if field.filled:
            yield from _field(figures, field, where)
    if unused := [field.name for field in figures.fields if not field.filled]:
        # What cannot apply here, in one line.
        yield Door(
            Content.styled(f"{'empty here':<{NAME}}{', '.join(unused)}", "$text-muted"),
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


def _distinct(figures: Insights, where: str) -> Iterator[Door]:
    share = figures.distinct_outputs / figures.samples
    said = f"{figures.distinct_outputs:,} distinct outputs"
    yield _figure("distinct", _share(share, said), where)
    said = f"outputs in several samples, {figures.most_reused:,} at most"
    yield _figure("reused", _count(figures.reused, said), _with(where, "reused:1"))
    said = "outputs almost like another"
    yield _figure("near duplicates", _count(figures.alike, said), _with(where, "alike:1"))


def _shape(figures: Insights, where: str) -> Iterator[Door]:
    if figures.total_tokens:
        share = figures.output_tokens / figures.total_tokens
        each = figures.output_tokens / figures.samples
        said = f"{each:,.0f} of {figures.average:,.0f} tokens are learned"
        yield _figure("output", _share(share, said), where)
    if measured := sum(figures.nearest.values()):
        for low, high in LIKENESS:
            count = sum(n for value, n in figures.nearest.items() if low <= value < high)
            if high == 1.0:
                count += figures.nearest.get(1.0, 0)
            # Both ends are included, and likeness is kept to the hundredth.
            values = f"nearest:{low}..{high if high == 1.0 else high - 0.01:.2f}"
            shown = _share(count / measured, f"{count:,} sample{'s' * (count != 1)}")
            name = f"nearest {low:.2f}-{high:.2f}"
            yield Door(_line(name, *shown), _with(where, values), MEANING["nearest"])
    if figures.weak:
        said = f"{figures.weak:,} of {figures.samples:,}, most of all in:"
        shown = _share(figures.weak / figures.samples, said, "$warning")
        yield _figure("weak", shown, _with(where, "weakness:*"))
    for category, (weak, count) in figures.weakest.items():
        shown = _share(
            weak / count, f"{weak:,} of {count:,} in {one_line(category, 40)}", "$warning"
        )
        # On a narrow screen the end of a line is cut off.
        line = _line(f"  {one_line(category, NAME - 3)}", *shown)
        filter = _with(where, f'category:"{category}" weakness:*')
        yield Door(line, filter, MEANING["weak"])


def _figure(name: str, shown: Sequence[Shown], filter: str) -> Door:
    return Door(_line(name, *shown), filter, MEANING[name])


def _share(share: float, said: str, style: str = "$primary") -> Sequence[Shown]:
    return bar(share, BAR, style), f" {share:4.0%}  ", (said, "$text-muted")


def _count(count: int, said: str) -> Sequence[Shown]:
    return f"{count:>10,}        ", (said, "$text-muted")


def _field(figures: Insights, field: Field, where: str) -> Iterator[Door]:
    share = field.filled / figures.samples
    said = f"{field.distinct:,} value{'s' * (field.distinct != 1)}"
    # If a field is not filled everywhere, its line opens the gap.
    yield Door(
        _line(field.name, *_share(share, said)),
        _with(where, f"{'-' if share < 1 else ''}{field.name}:*"),
        MEANING["field"],
    )
    for value, count in field.top:
        # If every value occurs once, there is nothing to choose from.
        if count > 1:
            line = Content.assemble(
                (f"{'':<{NAME}}{count:>10,} {count / figures.samples:5.1%}  ", "$text-muted"),
                one_line(value, 80),
            )
            yield Door(line, _with(where, f'{field.name}:"{value}"'), MEANING["value"])


def _line(name: str, *parts: Shown) -> Content:
    return Content.assemble(f"{name:<{NAME}}", *parts)


def _with(where: str, condition: str) -> str:
    return f"{where} {condition}".strip()
