"""Lines of an input that a reader knows, folded: those that stand in the output too, and those of
earlier samples.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, takewhile

from textual.content import Content

OUTPUT, EARLIER = "as in the output", "as in an earlier sample"
FEWEST = 2
"""Lines in a row, blank ones not counted, from which they are folded."""
TELLING = 24
"""Characters that a part of the output has at least; a lone `}` is no part of it."""
MOST_LINES = 1_000
"""Lines of a text above which nothing is looked for in it."""
MARKUP = re.compile(
    r"^\s*(?:(?:[-+*]|\d+\.|#+) +)?[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff ]*|\*\*|[.;{\s]*$"
)
"""What does not count when a line is compared with the output: bullets, headings, emphasis,
pictures, and what follows a signature.
"""
MARK = "⋯ "
"""How a line begins that stands for folded ones."""
FOLDED = re.compile(rf"^{MARK}\d+ lines? as in .*$", re.M)


def fold(text: str, output: str, frame: frozenset[str]) -> str:
    """The text with lines folded that stand one below the other in the output, marks of Markdown
    aside, or each in `frame`, the stripped lines of earlier samples. Fences stay.
    """
    lines = text.split("\n")
    known = _known(lines, output.split("\n"), frame)
    shown: list[str] = []
    hint = "; + unfolds"
    for folds, group in groupby(zip(known, lines, strict=True), key=lambda each: bool(each[0])):
        members = list(group)
        counted = Counter(mark for mark, line in members if line.strip())
        if folds and counted.total() >= FEWEST:
            said = ", ".join(f"{count} lines {mark}" for mark, count in counted.items())
            shown.append(f"{MARK}{said.replace('1 lines', '1 line')}{hint}")
            hint = ""
        else:
            shown += [line for _, line in members]
    return "\n".join(shown)


def muted(shown: Content) -> Content:
    """The text with the lines that stand for folded ones in the colour of what is said about it."""
    for match in FOLDED.finditer(shown.plain):
        shown = shown.stylize("$text-muted", *match.span())
    return shown


def _known(lines: Sequence[str], output: Sequence[str], frame: frozenset[str]) -> list[str]:
    """From where each line is known; empty where it is new. A blank line goes with the one before
    it.
    """
    repeated = _repeated(lines, output)
    found: list[str] = []
    for number, line in enumerate(lines):
        if not line.strip():
            found.append(found[-1] if found else "")
        elif line.lstrip().startswith("```"):
            found.append("")
        elif number in repeated:
            found.append(OUTPUT)
        else:
            found.append(EARLIER if line.strip() in frame else "")
    return found


def _repeated(lines: Sequence[str], output: Sequence[str]) -> set[int]:
    """The numbers of the lines that follow each other in the output as well."""
    if max(len(lines), len(output)) > MOST_LINES:
        return set()
    at = [number for number, line in enumerate(lines) if line.strip()]
    own = [MARKUP.sub("", lines[number]) for number in at]
    others = [MARKUP.sub("", line) for line in output if line.strip()]
    places = defaultdict(list)
    for place, line in enumerate(others):
        places[line].append(place)
    found: set[int] = set()
    start = 0
    while start < len(own):
        size = max((_run(own[start:], others[place:]) for place in places[own[start]]), default=0)
        if len("".join(own[start : start + size])) >= TELLING:
            found.update(at[start : start + size])
        start += max(1, size)
    return found


def _run(own: Sequence[str], others: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = zip(own, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
