"""Signs that tell how far the items of a list are, where the list uses them for that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..sign_names import BAD, GOOD, STATES
from ..signs import DECIDES, DONE_FIRST, EMOJI, OPTION, SIGN

LEAD = re.compile(
    rf"^(?P<bullet>\s*(?:(?:[-*+•]|\d+[.)])[ \t]+)?)(?P<bold>(?:\*\*|__)?)"
    rf"(?P<sign>[{GOOD}{BAD}{''.join(STATES)}]|{EMOJI.pattern})\ufe0f?[ \t]*(?=\S)"
)
WAITS, GOING, OPEN = "⏳⌛⏸", "🔄🚧", "⬜🔲☐"
# What a sign says of its item beside items in other states, as a task box; a tick only among tasks,
# since elsewhere what is not marked as bad is good.
UNFINISHED = dict.fromkeys(GOING, "[~]")
TASKS = {**dict.fromkeys(GOOD, "[x]"), **UNFINISHED}
BEHIND = re.compile(
    rf"^\s*(?:[-*+•]|\d+[.)])[ \t]+.*\s(?P<sign>[{GOOD}{BAD}{GOING}])\ufe0f?[\s*_]*$"
)
ITEM = re.compile(rf"^\s*(?:(?:[-*+•]|\d+[.)])[ \t]+|(?=[{GOOD}{BAD}]))(?P<text>\S.*)$")
BOXED = re.compile(r"^\s*(?:[-*+•]|\d+[.)])[ \t]+\[(?P<box>[ xX])\][ \t]+")
# The letter of a task, behind its box.
LETTER = re.compile(
    rf"(?P<before>{BOXED.pattern})(?P<bold>\*\*|__)?\(?(?:\d{{1,2}})?[a-h][).:]"
    r"(?P<ends>(?P=bold))?[ \t]*"
)
GOOD_SIGN = re.compile(rf"[{GOOD}]\ufe0f?[ \t]*")
FEWEST_TICKED = 2
NAME = re.compile(r"^\s*(?:#|\*\*[^*]+\*\*:?\s*$)|:[*_\s]*$")
# Names of lists of what is bad, in which a tick beside crosses says that something is none of it.
FAULTY = re.compile(
    r"\b(?:violat(?:ions?|ed)|issues?|problems?|errors?|failures?|fail(?:ed|ing)|gaps?|faults?|bugs?"
    r"|missing|mistakes?|weakness(?:es)?|block(?:ers?|ed)|risks?|limitations?|warnings?|concerns?"
    r"|deviations?|conflicts?|wrong|broken|incomplete|fehler|probleme?|mängel|verstöße|risiken"
    rf"|hindernisse?|lücken|abweichungen)\b|[{BAD}]",
    re.I,
)
# Names of lists of what is still to be done, in which a tick says that it is not any more.
TO_DO = re.compile(
    r"\b(?:next (?:steps?|actions?|tasks?)|to[ -]?dos?|required (?:actions?|steps?|checks?|tasks?)"
    r"|(?:actions?|steps?|checks?|tasks?|work) (?:required|needed|left)|remaining|outstanding"
    r"|open (?:tasks?|items?|points?)|pending|nächste (?:schritte|aufgaben)|offene|ausstehend\w*"
    r"|noch zu tun)\b",
    re.I,
)
# Names of lists of what was kept to, in which a cross before a deed says that it was not done.
# Names that speak of such work and list no such.
ON_WORK = re.compile(
    r"\b(?:complet(?:ed?|ion)|success\w*|analy[sz]\w*|excellence|management|status|identified"
    r"|verified|erledigt|abgeschlossen|analyse)\b",
    re.I,
)
KEPT_TO = re.compile(
    r"\b(?:follow(?:ed|s|ing)?|fulfilled|met|satisfied|checklist|adhere\w*|eingehalten|erfüllt"
    r"|befolgt|checkliste)\b(?!-)",
    re.I,
)
# Words of an item that tell of what is bad or lacking themselves: its tick says that this is known.
KNOWN = re.compile(
    r"\b(?:causes?|reasons?|required|needed|missing|broken|wrong|incorrect|fail\w*|errors?|issues?"
    r"|problems?|violat\w*|gaps?|mismatch\w*|lessons?|learning|identified|recogni[sz]ed|confirmed"
    r"|ursachen?|nötig|fehl\w*|mängel|probleme?|erkannt)\b",
    re.I,
)
SAYS_DONE = re.compile(r"\b(?:COMPLETED?|DONE|FINISHED|ERLEDIGT)\b")
PARTLY = "🟡🟠"
"""What these say in front of an item beside others with a tick or a cross."""
MENDED = re.compile(
    r"\b(?:no|fixed|solved|resolved|corrected|addressed|mended|closed|fix(?:es)?|resolutions?"
    r"|solutions?|behoben|gelöst)\b",
    re.I,
)
# Names of lists that hold no tasks.
NO_TASKS = re.compile(
    r"learn|lesson|insight|result|benefit|achiev|criteria|status|erkenntn|lehre|ergebnis|nutzen",
    re.I,
)


def boxed(rows: Sequence[str], tasks: bool = False) -> list[str]:
    """The lines, with task boxes in place of the signs of lists whose items are in different
    states; among other pictures a sign is one of these. `tasks`: they stand where things to do
    are listed, so that a tick says that one is done. What is ticked in all of a list, or a
    task with a letter, is no chosen option.
    """
    rows = _going(_faultless(_no_options(rows)))
    found = list(rows)
    listed = _led(rows)
    # A list of what goes on beside one of what is done.
    by_list = {frozenset(_signs(rows[at:end])) for at, end, _ in listed if end - at > 1}
    done = any(signs <= set(GOOD) for signs in by_list)
    for at, end, name in listed:
        signs = set(_signs(rows[at:end]))
        if _tells_states(rows[at:end]):
            boxes = TASKS if tasks and not NO_TASKS.search(name) else UNFINISHED
            found[at:end] = [_with_box(row, boxes) for row in rows[at:end]]
        elif done and signs <= set(GOING) and end - at > 1:
            found[at:end] = [_with_box(row, UNFINISHED) for row in rows[at:end]]
        elif TO_DO.search(name) and not ON_WORK.search(name) and signs <= set(GOOD):
            found[at:end] = map(_done, rows[at:end])
        elif KEPT_TO.search(name) and signs == {*signs & set(GOOD), *signs & set(BAD)}:
            found[at:end] = map(_not_done, rows[at:end])
        if signs & set(GOOD + BAD):
            found[at:end] = map(_coloured, found[at:end])
    return found


def _going(rows: Sequence[str]) -> list[str]:
    """The lines, those of items that go on in words where the sign stands behind them, beside items
    with a tick or a cross there.
    """
    behind = [match["sign"] if (match := BEHIND.match(row)) else "" for row in rows]
    if not set(behind) & set(GOOD + BAD):
        return list(rows)
    words = "(in progress)"
    return [
        row[: row.rindex(sign)] + words if sign and sign in GOING else row
        for row, sign in zip(rows, behind, strict=True)
    ]


def _done(row: str) -> str:
    """A ticked item with its state in words, unless it says so itself."""
    return row if SAYS_DONE.search(row) else _with_box(row, dict.fromkeys(GOOD, "[x]"))


def _not_done(row: str) -> str:
    """A deed behind a cross with its state in words."""
    match = LEAD.match(row)
    rest = row[match.end() :] if match else ""
    if not match or match["sign"][0] not in BAD or not DONE_FIRST.match(rest):
        return row
    return f"{match['bullet']}Not done: {match['bold']}{rest}"


def _led(rows: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first line, line behind the last one, name above) of lists whose items all begin with a
    sign.
    """
    found: list[tuple[int, int, str]] = []
    name = ""
    for at, row in enumerate(rows):
        name = row if NAME.search(row) else name
        if not LEAD.match(row):
            continue
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
        else:
            found.append((at, at + 1, name))
    return found


def _signs(rows: Sequence[str]) -> list[str]:
    return [match["sign"][0] for row in rows if (match := LEAD.match(row))]


def _coloured(row: str) -> str:
    """An item with the colour in front of it in words."""
    match = LEAD.match(row)
    if not match or match["sign"][0] not in PARTLY:
        return row
    return f"{match['bullet']}Partly: {match['bold']}{row[match.end() :]}"


def _faultless(rows: Sequence[str]) -> list[str]:
    """The lines, ticks in words where they stand below the name of what is bad, beside crosses."""
    found = list(rows)
    names = [at for at, row in enumerate(rows) if NAME.search(row)]
    for at, end in zip(names, [*names[1:], len(rows)], strict=False):
        held = rows[at + 1 : end]
        faulty = FAULTY.search(rows[at]) and not MENDED.search(rows[at])
        if faulty and set(_signs(held)) & set(BAD):
            found[at + 1 : end] = map(_no_fault, held)
    return found


def _no_options(rows: Sequence[str]) -> list[str]:
    """The lines, those of lists in which every item is ticked without its tick, where that would
    read as a choice; lettered tasks in one state without their letters.
    """
    found = list(rows)
    name = ""
    end = 0
    for at, row in enumerate(rows):
        name = row if NAME.search(row) else name
        items = _items(rows, at) if at >= end else []
        end = items[-1] + 1 if items else end
        options = [each for each in items if OPTION.match(_said(rows[each]))]
        boxes = {box["box"].lower() if (box := BOXED.match(rows[at])) else "" for at in options}
        names = {_option(rows[each]) for each in options}
        if len(names) >= FEWEST_TICKED and all(_ticked(rows[each]) for each in items):
            for each in options:
                found[each] = GOOD_SIGN.sub("", rows[each], count=1)
        elif len(boxes) == 1 and "" not in boxes and not DECIDES.search(name):
            for each in options:
                found[each] = LETTER.sub(_without_letter, rows[each], count=1)
    return found


def _without_letter(match: re.Match[str]) -> str:
    return match["before"] + ("" if match["ends"] else match["bold"] or "")


def _items(rows: Sequence[str], at: int) -> list[int]:
    """The lines of the items of a list that begins in a line."""
    found: list[int] = []
    depth = len(rows[at]) - len(rows[at].lstrip())
    for number, row in enumerate(rows[at:], at):
        inside = bool(found) and len(row) - len(row.lstrip()) > depth
        if ITEM.match(row) and len(row) - len(row.lstrip()) == depth:
            found.append(number)
        elif not row.strip() or not inside:
            break
    return found


def _said(row: str) -> str:
    return re.sub(r"\*\*|__", "", SIGN.sub("", BOXED.sub("", ITEM.sub(r"\g<text>", row)))).strip()


def _option(row: str) -> str:
    match = OPTION.match(_said(row))
    return match[0].strip(" ():.–—-").lower() if match else ""


def _ticked(row: str) -> bool:
    return {match.lastgroup for match in SIGN.finditer(row)} == {"good"}


def _no_fault(row: str) -> str:
    """A ticked item with its tick in words."""
    match = LEAD.match(row)
    good = match and match["sign"][0] in GOOD and not KNOWN.search(row)
    return f"{match['bullet']}OK: {match['bold']}{row[match.end() :]}" if match and good else row


def _tells_states(rows: Sequence[str]) -> bool:
    signs = _signs(rows)
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
