"""Signs that tell how far the items of a list are, where the list uses them for that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .signs import BAD, EMOJI, GOOD, STATES

LEAD = re.compile(
    rf"^(?P<bullet>\s*(?:(?:[-*+•]|\d+[.)])[ \t]+)?)(?P<sign>[{GOOD}{BAD}{''.join(STATES)}]"
    rf"|{EMOJI.pattern})\ufe0f?[ \t]*(?=\S)"
)
WAITS, GOING, OPEN = "⏳⌛⏸", "🔄🚧", "⬜🔲☐"
# What a sign says of its item beside items that are not finished, as a task box.
BOXES = {**dict.fromkeys(GOOD, "[x]"), **dict.fromkeys(GOING, "[~]")}


def boxed(rows: Sequence[str]) -> list[str]:
    """The lines, with task boxes in place of the signs of lists whose items are in different
    states: a tick beside an hourglass says that the item is done. Beside other pictures it is one
    of these.
    """
    found = list(rows)
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and LEAD.match(rows[end]):
            end += 1
        if _tells_states(rows[at:end]):
            found[at:end] = map(_with_box, rows[at:end])
        at = max(end, at + 1)
    return found


def _tells_states(rows: Sequence[str]) -> bool:
    signs = {match["sign"][0] for row in rows if (match := LEAD.match(row))}
    states = set(GOOD + BAD + WAITS + GOING + OPEN)
    unfinished = signs & set(WAITS + GOING + OPEN)
    return bool(unfinished) and len(signs) > 1 and signs <= states


def _with_box(row: str) -> str:
    match = LEAD.match(row)
    box = BOXES.get(match["sign"][0]) if match else None
    return f"{match['bullet']}{box} {row[match.end() :]}" if match and box else row
