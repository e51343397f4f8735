"""Worth of reports (reporting_protocol): every line reads as its section, and was noted when its
section says, and something had to be sorted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.pdca.telling import report_lines
from generators.pdca.telling.report_lines import MARKS, TIMES

from . import records
from .case import Case, sections
from .pieces import outlived

QUOTED = re.compile("“[^”]*”")
WANTED = re.compile(r"^Sections: .*$", re.M)
# What a report says where it has nothing to say.
SILENT = re.compile(
    r"^\W*(?:nothing|none|not|no \w+) (?:was |were )?(?:noted|recorded|known)\W*$", re.I
)
MARKED = tuple(MARKS.values())
# One of a series.
SERIES = re.compile(r"(?P<of>phase|step|stage|part|priority|milestone) (?P<number>\d+)\b", re.I)
ITEM = re.compile(r"^[-*•] ")


def asked_for(case: Case) -> tuple[str, ...]:
    """The sections that the instruction names, outside of quotations, or a line "Sections: …" of
    the input, in lower case; all seven where neither names any.
    """
    wanted = WANTED.search(case.input)
    asked = QUOTED.sub("", case.instruction) + (wanted[0] if wanted else "")
    named = tuple(n for n in records.REPORT if re.search(rf"\b{n.title()}\b", asked))
    return named or records.REPORT


def unshown(case: Case) -> bool:
    """A section that is asked for is missing, empty or only says that nothing was noted, or there
    is one that was not asked for.
    """
    found = sections(case.output)
    wanted = asked_for(case)
    return any(
        not found.get(name) or all(map(SILENT.match, found[name])) for name in wanted
    ) or bool(found.keys() & set(records.REPORT) - set(wanted))


def untrue(case: Case) -> bool:
    """What `records.untrue` finds; a line that reads as another section's or points to a line that
    is not there; one that the notes of the request have at another time; two lines that say the
    same; a file or session of a later quarter than the one that is claimed.
    """
    lines = list(_lines(case))
    noted = _noted(case)
    return (
        records.untrue(case)
        or outlived(f"{case.input}\n{case.output}", case.metadata.quarter)
        or any(report_lines.contradicts(stage, said) for stage, said in lines)
        or any(noted.get(_plain(said), TIMES[stage]) != TIMES[stage] for stage, said in lines)
        or any(
            report_lines.twins(*one, *other) for at, one in enumerate(lines) for other in lines[:at]
        )
    )


def broken(case: Case) -> bool:
    """What `records.broken` finds, a line that holds what a table, a template or an icon left
    behind, or one of a series (phase 3) without the one before it in its section.
    """
    lines = list(_lines(case))
    series = {
        (stage, found["of"].lower(), int(found["number"]))
        for stage, said in lines
        if (found := SERIES.match(said))
    }
    gap = any((stage, of, n - 1) not in series for stage, of, n in series if n > 1)
    return records.broken(case) or gap or any(report_lines.leftover(said) for _, said in lines)


def leaks(case: Case) -> bool:
    """What `records.leaks` finds, or nothing is to be sorted: at no time are there notes for two
    sections, or for a section and for none, that do not say themselves which it is.
    """
    where = {_plain(said): stage for stage, said in _lines(case)}
    meant: dict[str, set[str]] = {}
    for said, time in _notes(case):
        plain, behind = _plain(said), _plain(said.partition(": ")[2])
        marked = plain not in where and (behind in where or plain.startswith(MARKED))
        if not marked:
            meant.setdefault(time, set()).add(where.get(plain, ""))
    settled = bool(meant) and all(len(sections) < 2 for sections in meant.values())
    return settled or records.leaks(case)


def _lines(case: Case) -> Iterator[tuple[str, str]]:
    """(section, what it says) of every list item but the introduction's."""
    for name, lines in sections(case.output).items():
        if name.title() in TIMES:
            for line in lines:
                if ITEM.match(line) and not SILENT.match(line):
                    yield name.title(), ITEM.sub("", line)


def _notes(case: Case) -> Iterator[tuple[str, str]]:
    """(note, when it was noted) of the notes in the request."""
    time = ""
    for line in case.input.splitlines():
        if line.rstrip(":") in TIMES.values():
            time = line.rstrip(":")
        elif time and ITEM.match(line):
            yield ITEM.sub("", line), time


def _noted(case: Case) -> dict[str, str]:
    """When each line was noted, by the line with and without the label in front."""
    found: dict[str, str] = {}
    for said, time in _notes(case):
        found[_plain(said)] = time
        found.setdefault(_plain(said.partition(": ")[2]), time)
    return found


def _plain(said: str) -> str:
    return said.lower().strip()
