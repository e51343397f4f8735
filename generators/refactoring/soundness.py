"""Whether code may stand as an example of CMM3 at all, whatever a single step improved in it."""

from __future__ import annotations

import re

from generators.typescript import Member, Unit, cutting

LONGEST_LINE = 150
# Code like this is no example of CMM3, whatever else is good about it.
FAULTS = re.compile(
    r"(?:[:<|,(]\s*|\bas\s+)any\b|\bvar \w|/workspace|/Users/|/home/|<<<<<<<|localhost:\d"
    r"|@ts-ignore|require\("
    r"|process\.exit|(?<![\w.])eval\(|\bnew Function\(|\bhack\b|//[^\n]*\bplaceholder\b",
    re.I,
)
# Two statements on one line.
CROWDED = re.compile(r";[ \t]+(?!//|/\*)[\w}]")
INLINE_TYPE = re.compile(r"\{(?:\s*(?:readonly )?\w+\??: [^;{}()]+[;,]?)+\s*\}")


def sound(text: str, longest_line: int = LONGEST_LINE) -> bool:
    """Whether code may stand as an example: readable lines, no open types, nobody's machine, not
    half done.
    """
    longest = max((len(line) for line in text.split("\n")), default=0)
    crowded = any(
        CROWDED.search(_without_types(line)) and not line.lstrip().startswith(("for ", "//", "*"))
        for line in text.split("\n")
    )
    return (
        longest <= longest_line
        and not crowded
        and not FAULTS.search(text)
        and not cutting.unfinished(text)
    )


def _without_types(line: str) -> str:
    """A line without types written out in it, one in the other: they are no statements."""
    inner = INLINE_TYPE.sub("object", line)
    return inner if inner == line else _without_types(inner)


def unset_fields(unit: Unit) -> set[str]:
    """Fields of a class without a value that no member shown gives one: no initialiser, no
    assignment. Optional ones may stay empty.
    """
    code = "\n".join(m.text for m in unit.members if m.body is not None)
    return {field.name for field in unit.fields if not _has_value(field, code)}


def _has_value(field: Member, code: str) -> bool:
    declared = field.text.replace("=>", "")
    if "=" in declared or re.search(r"\?\s*:|\b(?:declare|abstract|undefined)\b", declared):
        return True
    return bool(re.search(rf"\bthis\.{re.escape(field.name)} *(?:\?\?)?=(?!=)", code))
