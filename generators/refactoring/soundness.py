"""Whether code may stand as an example of CMM3 at all, whatever a single step improved in it."""

from __future__ import annotations

import re

from generators.typescript import cutting

LONGEST_LINE = 150
# Code like this is no example of CMM3, whatever else is good about it.
FAULTS = re.compile(
    r"(?:[:<|,(]\s*|\bas\s+)any\b|\bvar \w|/workspace|/Users/|/home/|<<<<<<<|localhost:\d"
    r"|@ts-ignore|require\("
    r"|process\.exit|\bhack\b|//[^\n]*\bplaceholder\b",
    re.I,
)
# Two statements on one line.
CROWDED = re.compile(r";[ \t]+(?!//|/\*)[\w}]")


def sound(text: str, longest_line: int = LONGEST_LINE) -> bool:
    """Whether code may stand as an example: readable lines, no open types, nobody's machine, not
    half done.
    """
    longest = max((len(line) for line in text.split("\n")), default=0)
    crowded = any(
        CROWDED.search(line) and not line.lstrip().startswith(("for ", "//", "*"))
        for line in text.split("\n")
    )
    return (
        longest <= longest_line
        and not crowded
        and not FAULTS.search(text)
        and not cutting.unfinished(text)
    )
