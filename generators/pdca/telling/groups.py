"""Groups of salient lines: what stands together in the record is used together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generators.pdca.salient_lines import Line

from . import roles

MOST_LINES, MOST_TOKENS = 7, 150
# Headings of the template, which name nothing in the record.
TEMPLATE = re.compile(
    r"^(?:qa decisions?|tron feedback.*|user feedback.*|my answer|qa feedback|feedback|summary"
    r"|objective|issues|verification results?|success achieved|next steps?|lessons?(?: learned)?"
    r"|learnings?|process learning|key learnings?)\b",
    re.I,
)
WORD = re.compile(r"[a-z][a-z0-9_.-]{4,}")


@dataclass(frozen=True)
class Group:
    """Neighbouring lines with the same role below the same label."""

    role: str
    lines: tuple[Line, ...]

    @property
    def order(self) -> int:
        return self.lines[0].order

    @cached_property
    def tokens(self) -> int:
        return sum(line.tokens for line in self.lines)

    @cached_property
    def name(self) -> str:
        """The label above the lines, else the heading where that is the record's own."""
        line = self.lines[0]
        name = line.label or line.heading
        return "" if TEMPLATE.match(name) or line.section in ("objective", "issues") else name

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that tell what it is about."""
        line = self.lines[0]
        said = " ".join([line.label, line.heading, *(each.text for each in self.lines)])
        return frozenset(WORD.findall(said.lower()))

    @cached_property
    def value(self) -> float:
        """How much its lines say, in the mean."""
        return sum(map(value, self.lines)) / len(self.lines)

    def about(self, theme: frozenset[str]) -> float:
        """Share of its words that belong to a theme, 0.0-1.0."""
        return len(self.words & theme) / (4 + len(self.words))

    def written(self) -> str:
        """A list item, with what stands below one label below it again."""
        if len(self.lines) > 1 and self.name:
            return "\n".join([f"- {self.name}:", *(f"  - {line.text}" for line in self.lines)])
        return "\n".join(f"- {said}" for said in self.spoken())

    def spoken(self) -> list[str]:
        """The lines one by one, each with the label that it needs to be understood."""
        if len(self.lines) > 1 and self.name:
            return [f"{self.name}: {line.text}" for line in self.lines]
        return [_alone(line) for line in self.lines]


def grouped(lines: Iterable[Line]) -> list[Group]:
    """The lines that have a role, in groups of a size that can be used whole."""
    found: list[list[Line]] = []
    for line in lines:
        part = roles.role(line)
        if not part:
            continue
        last = found[-1] if found else []
        if (
            last
            and last[0].group == line.group
            and roles.role(last[0]) == part
            and len(last) < MOST_LINES
            and sum(each.tokens for each in last) + line.tokens <= MOST_TOKENS
        ):
            last.append(line)
        else:
            found.append([line])
    return [Group(roles.role(each[0]), tuple(each)) for each in found]


def written(groups: Sequence[Group]) -> str:
    """The groups as one list."""
    return "\n".join(group.written() for group in groups)


def _alone(line: Line) -> str:
    """A lone line with its label before it, where that is short and the line has none of its
    own.
    """
    short = line.label and len(line.label.split()) <= 5 and ":" not in line.text[:60]
    return f"{line.label}: {line.text}" if short else line.text


@lru_cache(maxsize=200_000)
def value(line: Line) -> float:
    """How much a line says: names, numbers and code say more than generalities; praise says
    nothing; very short or long lines say less.
    """
    score = 0.5 * bool(re.search(r"\d", line.text)) + 0.6 * bool(
        re.search(r"[A-Za-z]+[._/][A-Za-z]|[a-z][A-Z]|`", line.text)
    )
    score += 0.4 * (12 <= line.tokens <= 45)
    return score - 0.8 * len(roles.PRAISE.findall(line.low))
