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
LIKENESS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
"""The classes in which likeness to the nearest sample is counted."""
TERMS = """
| term | meaning |
|---|---|
| distinct | outputs that differ from every other one; each should |
| reused | outputs that several samples have |
| near duplicates | samples whose output shares 80% of its five-word runs with another one |
| spread | how evenly samples are spread over the values: 1.00 all alike, 0.00 all the same value |
| output | the part of the tokens that is learned; the rest is the prompt |
| nearest | likeness by meaning to the most similar other sample (0 to 1), once it is computed |
| group | samples near each other by meaning, named by the words that set them apart |
| bad | of those with a verdict, how many are flagged |
| weak | share of samples with a weakness: a worth test found something wrong |
"""


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
        )
        for quarter in spread.empty:
            line = Content.styled(f"{'':<{NAME}}{quarter} has no samples", "$text-warning")
            yield Door(line, _with(where, f"quarter:{quarter}"))
    for field in figures.fields:
        if field.filled:
            yield from _field(figures, field, where)
    if unused := [field.name for field in figures.fields if not field.filled]:
        # What cannot apply here, in one line.
        yield Door(
            Content.styled(f"{'empty here':<{NAME}}{', '.join(unused)}", "$text-muted"),
            _with(where, f"-{unused[0]}:*"),
        )


def groups(found: Sequence[Group]) -> Iterator[Door]:
    """A line for each group of samples, under its titles."""
    head = f"{'samples':>8}{'tokens':>8}{'weak':>6}{'bad':>9}  group, by its words"
    yield Door(Content.styled(head, "bold $text-muted"))
    for each in found:
        share = each.weak / each.samples
        bad = f"{each.flagged}/{each.judged}" if each.judged else "–"
        line = Content.assemble(
            f"{each.samples:>8,}{short(each.tokens):>8}",
            (f"{share:>6.0%}", "$text-warning" if share > 0.2 else ""),
            (f"{bad:>9}", "$text-warning" if each.flagged else "$text-muted"),
            f"  {one_line(each.name, 60)}",
        )
        yield Door(line, f'group:"{each.name}"')


def _distinct(figures: Insights, where: str) -> Iterator[Door]:
    share = figures.distinct_outputs / figures.samples
    said = (f"{figures.distinct_outputs:,} distinct outputs", "$text-muted")
    yield Door(_line("distinct", bar(share, BAR), f" {share:4.0%}  ", said), where)
    said = (f"outputs in several samples, {figures.most_reused:,} at most", "$text-muted")
    yield Door(_line("reused", f"{figures.reused:>10,}        ", said), _with(where, "reused:1"))
    said = ("outputs almost like another", "$text-muted")
    yield Door(
        _line("near duplicates", f"{figures.alike:>10,}        ", said), _with(where, "alike:1")
    )


def _shape(figures: Insights, where: str) -> Iterator[Door]:
    if figures.total_tokens:
        share = figures.output_tokens / figures.total_tokens
        each = figures.output_tokens / figures.samples
        said = (f"{each:,.0f} of {figures.average:,.0f} tokens are learned", "$text-muted")
        yield Door(_line("output", bar(share, BAR), f" {share:4.0%}  ", said), where)
    if measured := sum(figures.nearest.values()):
        for low, high in LIKENESS:
            count = sum(n for value, n in figures.nearest.items() if low <= value < high)
            if high == 1.0:
                count += figures.nearest.get(1.0, 0)
            share = count / measured
            said = (f"{count:,} samples", "$text-muted")
            yield Door(
                _line(f"nearest {low:.2f}-{high:.2f}", bar(share, BAR), f" {share:4.0%}  ", said),
                # Both ends are included, and likeness is kept to the hundredth.
                _with(where, f"nearest:{low}..{high if high == 1.0 else high - 0.01:.2f}"),
            )
    for category, (weak, count) in figures.weak.items():
        share = weak / count
        said = (f"{weak:,} of {count:,} in {one_line(category, 40)}", "$text-muted")
        line = _line("weak", bar(share, BAR, "$warning"), f" {share:4.0%}  ", said)
        yield Door(line, _with(where, f'category:"{category}" weakness:*'))


def _field(figures: Insights, field: Field, where: str) -> Iterator[Door]:
    share = field.filled / figures.samples
    said = (f"{field.distinct:,} value{'s' * (field.distinct != 1)}", "$text-muted")
    # If a field is not filled everywhere, its line opens the gap.
    yield Door(
        _line(field.name, bar(share, BAR), f" {share:4.0%}  ", said),
        _with(where, f"{'-' if share < 1 else ''}{field.name}:*"),
    )
    for value, count in field.top:
        # If every value occurs once, there is nothing to choose from.
        if count > 1:
            line = Content.assemble(
                (f"{'':<{NAME}}{count:>10,} {count / figures.samples:5.1%}  ", "$text-muted"),
                one_line(value, 80),
            )
            yield Door(line, _with(where, f'{field.name}:"{value}"'))


def _line(name: str, *parts: Content | str | tuple[str, str]) -> Content:
    return Content.assemble(f"{name:<{NAME}}", *parts)


def _with(where: str, condition: str) -> str:
    return f"{where} {condition}".strip()
