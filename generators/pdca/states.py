"""Signs that tell how far the items of a list are, where the list uses them for that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .signs import BAD, EMOJI, GOOD, STATES

LEAD = re.compile(
    rf"^(?P<bullet>\s*(?:(?:[-*+•]|\d+[.)])[ \t]+)?)(?P<bold>(?:\*\*|__)?)"
    rf"(?P<sign>[{GOOD}{BAD}{''.join(STATES)}]|{EMOJI.pattern})\ufe0f?[ \t]*(?=\S)"
)
WAITS, GOING, OPEN = "⏳⌛⏸", "🔄🚧", "⬜🔲☐"
# What a sign says of its item beside items in other states, as a task box; a tick only among tasks,
# since elsewhere what is not marked as bad is good.
UNFINISHED = dict.fromkeys(GOING, "[~]")
TASKS = {**dict.fromkeys(GOOD, "[x]"), **UNFINISHED}
NAME = re.compile(r"^\s*(?:#|\*\*[^*]+\*\*:?\s*$)|:[*_\s]*$")
# Names of lists that hold no tasks.
NO_TASKS = re.compile(
    r"learn|lesson|insight|result|benefit|achiev|criteria|status|erkenntn|lehre|ergebnis|nutzen",
    re.I,
)


def boxed(rows: Sequence[str], tasks: bool = False) -> list[str]:
    """The lines, with task boxes in place of the signs of lists whose items are in different
    states; among other pictures a sign is one of these. `tasks`: they stand where things to do
    are listed, so that a tick says that one is done.
    """
    found = list(rows)
    at = 0
    name = ""
    while at < len(rows):
        name = rows[at] if NAME.search(rows[at]) else name
        end = at
        while end < len(rows) and LEAD.match(rows[end]):
            end += 1
        if _tells_states(rows[at:end]):
            boxes = TASKS if tasks and not NO_TASKS.search(name) else UNFINISHED
            found[at:end] = [_with_box(row, boxes) for row in rows[at:end]]
        at = max(end, at + 1)
    return found


def _tells_states(rows: Sequence[str]) -> bool:
    signs = [match["sign"][0] for row in rows if (match := LEAD.match(row))]
    unfinished = set(signs) & set(WAITS + GOING + OPEN)
    # Beside a tick and something unfinished, a few other pictures are no doubt.
    told = sum(sign in GOOD + BAD + WAITS + GOING + OPEN for sign in signs)
    few = told == len(signs) or (set(signs) & set(GOOD) and told > len(signs) / 2)
    return bool(unfinished) and len(set(signs)) > 1 and bool(few)


def _with_box(row: str, boxes: Mapping[str, str]) -> str:
    match = LEAD.match(row)
    box = boxes.get(match["sign"][0]) if match else None
    if not match or not box:
        return row
    return f"{match['bullet']}{box} {match['bold']}{row[match.end() :]}"
