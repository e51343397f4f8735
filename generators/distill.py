"""Distilling a PDCA: its telling lines, without the template's own words, put into the parts of a pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import tokens
from .rag.pdca import BULLET, Pdca, plain

MIN_WORDS, MAX_LINE_TOKENS = 5, 70
# A line that stands in this many records is the template's, not the record's.
BOILERPLATE_RECORDS = 4
# What each earlier use takes from a line's score: fresh lines come first.
USED_COST = 2.5
NOISE = re.compile(
    r"https?://|\]\(|^\W*(?:artifact links?|confidence|satisfaction|gratitude|pride|clarity|date|time|template version|"
    r"previous (?:commit|pdca)|last commit|agent name|agent role|branch|sync requirements|project journal|github|"
    r"local|path|file|timestamp|session|objective|title|cmm badge|author)\b\W*[:|]|^\W*🎯.*(?:✨|💎)|"
    r"^[\W\d_]*$|\bN/A\b|\{\{|\[(?:your|insert)",
    re.I,
)
SKIPPED_SECTIONS = frozenset({"reflection"})
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])")
LABEL = re.compile(r"^([^:]{2,50}):\s*$")


@dataclass(frozen=True)
class Line:
    """One telling line: where it stands (section kind, sub-heading), what it says, what it costs."""

    order: int
    section: str
    heading: str
    text: str
    tokens: int


def telling_lines(record: Pdca, usual: Counter[str]) -> list[Line]:
    """The lines that carry information, cleaned, in order. `usual` counts in how many records a line stands."""
    raw: list[tuple[str, str, str]] = []
    for name, value in (("objective", record.objective), ("objective", record.task), ("issues", record.issues)):
        if len(value.split()) >= MIN_WORDS:
            raw.append((name, name, whole_sentences(value)))
    for section in record.sections:
        if section.kind not in SKIPPED_SECTIONS:
            raw += [(section.kind, heading, said) for heading, said in _section_lines(section.body)]
    seen: set[str] = set()
    kept = []
    for section_kind, heading, said in raw:
        key = said.lower()
        if key not in seen and usual[key] < BOILERPLATE_RECORDS:
            seen.add(key)
            kept.append((section_kind, heading, said))
    counts = tokens.count_batch([f"- {said}\n" for _, _, said in kept])
    return [Line(at, *entry, tokens=count) for at, (entry, count) in enumerate(zip(kept, counts, strict=True))]


def line_frequency(records: Iterable[Pdca]) -> Counter[str]:
    """In how many records each line stands."""
    usual: Counter[str] = Counter()
    for record in records:
        usual.update({said.lower() for section in record.sections for _, said in _section_lines(section.body)})
    return usual


def _section_lines(body: str) -> list[tuple[str, str]]:
    """(sub-heading, text) of the lines worth reading; code and links left out, table rows joined."""
    found: list[tuple[str, str]] = []
    heading = label = ""
    fenced = False
    for line in body.split("\n"):
        stripped = line.strip()
        if stripped.startswith("```"):
            fenced = not fenced
            continue
        # Fences hold code, which is no pattern, and quoted words of the user, which are.
        if fenced and (stripped.startswith(("#", "//", "$")) or re.search(r"[{};=]", stripped)):
            continue
        if stripped.startswith("#"):
            heading, label = plain(stripped.lstrip("#")).lower(), ""
            continue
        if stripped.startswith("|"):
            cells = [plain(cell) for cell in stripped.strip("|").split("|")]
            said = " — ".join(cell for cell in cells if re.search(r"\w", cell))
        else:
            bullet = BULLET.match(line)
            said = plain(bullet["text"] if bullet else stripped.lstrip("> "))
            if lone := LABEL.match(said):
                label = lone[1].lower()
                continue
        if len(said.split()) < MIN_WORDS or NOISE.search(stripped) or NOISE.search(said):
            continue
        found.append((f"{heading} {label}".strip(), whole_sentences(said)))
    return found


def whole_sentences(text: str) -> str:
    """The text, or its first sentences where it is long; never cut within a sentence unless it is one endless one."""
    if len(text) <= 280:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        if kept and len(kept) + len(sentence) > 280:
            break
        kept = f"{kept} {sentence}".strip()
    return kept if len(kept) <= 480 else ""


@dataclass(frozen=True)
class Part:
    """One part of a pattern: which lines belong to it, and its share of the budget."""

    title: str
    places: tuple[str, ...]
    words: re.Pattern[str]
    weight: float

    def fit(self, line: Line) -> float:
        """0 for a line that does not belong; more for one whose place and words both do."""
        place = 1.0 if line.section in self.places else 0.0
        if any(each in line.heading for each in self.places if len(each) > 3):
            place = 1.6
        words = min(3, len(self.words.findall(line.text)))
        return place * 1.2 + words * 0.5 if place or words > 1 else 0.0


def value(line: Line) -> float:
    """How much a line says: names, numbers and code tell more than generalities; very short or long lines less."""
    score = 0.5 * bool(re.search(r"\d", line.text)) + 0.6 * bool(
        re.search(r"[A-Za-z]+[._/][A-Za-z]|[a-z][A-Z]|`", line.text)
    )
    score += 0.3 * (":" in line.text) + 0.4 * (12 <= line.tokens <= 45)
    # Praise tells nothing that can be applied.
    score -= 1.2 * bool(
        re.search(r"\b(revolutionary|masterpiece|amazing|excellen\w*|perfect\w*|magic|brilliant)\b", line.text, re.I)
    )
    return score


def rate(lines: Sequence[Line], parts: Sequence[Part]) -> list[tuple[Line, int, float]]:
    """(line, position of its part, score) of every line that belongs to a part: the best, the first on ties."""
    rated = []
    for line in lines:
        score, at = max((part.fit(line), -at) for at, part in enumerate(parts))
        if score > 0:
            rated.append((line, -at, score + value(line)))
    return rated


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
    """Lines for each part within `budget` tokens, in their order; lines used before come last. Parts may stay empty."""
    ranked = sorted(rated, key=lambda entry: (USED_COST * used[entry[0].order] - entry[2], entry[0].order))
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
