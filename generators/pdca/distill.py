"""Distilling a PDCA: its salient lines sorted into the parts of a pattern, the most salient ones
within a budget.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .salient_lines import Line

# What each earlier use takes from a line's score: fresh lines come first.
USED_COST = 2.5


@dataclass(frozen=True)
class Part:
    """One part of a pattern: which lines belong to it, and its share of the budget.

    `places` are sections and words of headings; `words` speak for the part, `signal` decides for it
    wherever the line stands. Both are matched against lower case, which costs a seventh of matching
    in either.
    """

    title: str
    places: tuple[str, ...]
    words: re.Pattern[str]
    signal: re.Pattern[str]
    weight: float

    def fit(self, line: Line) -> float:
        """0 for a line that does not belong; more for one whose place and words both do."""
        if any(each in line.above for each in self.places if len(each) > 3):
            place = 1.6
        else:
            place = 1.0 if line.section in self.places else 0.0
        words = min(3, len(self.words.findall(line.low)))
        signal = bool(self.signal.search(line.low))
        return place * 1.2 + words * 0.5 + signal * 2.0 if place or signal or words > 1 else 0.0

    def proven(self, line: Line) -> bool:
        """Whether the line's own words, or those above it, speak for the part."""
        said = f"{line.above} {line.low}"
        return bool(self.signal.search(said) or self.words.search(said))


@lru_cache(maxsize=100_000)
def value(line: Line) -> float:
    """How much a line says: names, numbers and code say more than generalities; very short or long
    lines less.
    """
    score = 0.5 * bool(re.search(r"\d", line.text)) + 0.6 * bool(
        re.search(r"[A-Za-z]+[._/][A-Za-z]|[a-z][A-Z]|`", line.text)
    )
    score += 0.3 * (":" in line.text) + 0.4 * (12 <= line.tokens <= 45)
    # Praise tells nothing that can be applied.
    score -= 1.2 * bool(
        re.search(
            r"\b(revolutionary|masterpiece|amazing|excellen\w*|perfect\w*|magic|brilliant)\b",
            line.low,
        )
    )
    return score


def rate(lines: Sequence[Line], parts: Sequence[Part]) -> list[tuple[Line, int, float]]:
    """(line, position of its part, score) of every line that belongs to a part: the best, the first
    on ties.

    Lines gain from good neighbours, so that what stands together is chosen together.
    """
    rated = []
    for line in lines:
        score, at = max((part.fit(line), -at) for at, part in enumerate(parts))
        if score > 0:
            rated.append((line, -at, score + value(line)))
    groups: dict[tuple[str, str, str], list[float]] = {}
    for line, _, score in rated:
        groups.setdefault(line.group, []).append(score)
    means = {group: sum(scores) / len(scores) for group, scores in groups.items()}
    return [(line, at, score + 0.6 * means[line.group]) for line, at, score in rated]


def overlap(left: Sequence[Line], right: Sequence[Line]) -> float:
    """Shared tokens over all tokens of two choices of lines, 0.0-1.0."""
    shared = {line.order for line in left} & {line.order for line in right}
    both = sum(line.tokens for line in left if line.order in shared)
    return both / max(1, sum(line.tokens for line in [*left, *right]) - both)


def compose(
    rated: Sequence[tuple[Line, int, float]],
    weights: Sequence[float],
    used: Counter[int],
    budget: int,
    max_lines: int = 40,
) -> list[list[Line]]:
    """Lines for each part within `budget` tokens, in their order; lines used before come last.
    Parts may stay empty.
    """
    ranked = sorted(
        rated, key=lambda entry: (USED_COST * used[entry[0].order] - entry[2], entry[0].order)
    )
    shares = [budget * weight / sum(weights) for weight in weights]
    chosen: list[list[Line]] = [[] for _ in weights]
    sizes = [0] * len(weights)
    taken: set[int] = set()
    # First every part within its share, then the best of what is left.
    for shared in (True, False):
        for line, at, _ in ranked:
            if line.order in taken or sum(sizes) + line.tokens > budget or len(taken) >= max_lines:
                continue
            if shared and sizes[at] + line.tokens > shares[at]:
                continue
            chosen[at].append(line)
            sizes[at] += line.tokens
            taken.add(line.order)
    return [sorted(part, key=lambda line: line.order) for part in chosen]


def bulleted(lines: Sequence[Line]) -> str:
    """The lines as a list; what stands below one label stands below it again."""
    written: list[str] = []
    for group in _grouped(lines):
        if len(group) > 1:
            written += [f"- {group[0].label}:", *(f"  - {line.text}" for line in group)]
        else:
            written.append(f"- {_alone(group[0])}")
    return "\n".join(written)


def spoken(lines: Sequence[Line]) -> list[str]:
    """The lines one by one, each with the label that `bulleted` shows for it."""
    return [
        f"{line.label}: {line.text}" if len(group) > 1 else _alone(line)
        for group in _grouped(lines)
        for line in group
    ]


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Neighbours below one label together, the rest alone."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.label and line.group == groups[-1][0].group:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _alone(line: Line) -> str:
    """A lone line with its label before it, where that is short and the line has none
    of its own.
    """
    short = len(line.label.split()) <= 5 and ":" not in line.text[:60]
    return f"{line.label}: {line.text}" if line.label and short else line.text
