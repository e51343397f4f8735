"""Where a line belongs in the story of its record, by what the line itself says: its lead-in, else
a heading or section that its words agree with. A line that nobody could place has no role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generators.pdca.salient_lines import Line
from generators.pdca.telling import roles
from generators.pdca.telling.groups import Group
from generators.pdca.telling.roles import (
    CAUSE,
    CHECK,
    CHOICE,
    DEED,
    GOAL,
    NEXT,
    OPTION,
    OUTCOME,
    PLAN,
    PROBLEM,
    REQUEST,
    RULE,
)

from .words import (
    ALONE,
    COMMAND,
    COMPLAINT,
    DID,
    DOES,
    FAULT,
    IS_SO,
    LEADS,
    LETTERED,
    NORM,
    OPENING,
    OPENS,
    ORDERS,
    OTHERWISE,
    REACHED,
    REFERS,
    ROOT,
    SETTLES,
    SHOUTED,
    SHOWN,
    STATE,
    STATE_VERBS,
    STATES,
    TAIL,
    TAKEN,
    TEST,
    UNFIT,
    WEIGHED,
)

# What the query ranks together.
MOST_LINES, MOST_TOKENS = 3, 90
# A label of so few words that names a role says nothing else.
MOST_FORMAL = 3
# A lead-in is dropped where this many words are left.
LEAST_WORDS = 4
LEAST_QUOTED = 7


def place(line: Line) -> tuple[str, Line] | None:
    """The line's role, and the line without the words that name it; None where its place cannot be
    told, or where it says nothing that can be used.
    """
    role, text = _placed(line)
    return (role, replace(line, text=_as_item(text, line))) if role else None


def _as_item(text: str, line: Line) -> str:
    """One sentence without its stop; what a field says with a capital."""
    if text.endswith(".") and not re.search(r"[.!?] |\.\.$", text):
        text = text[:-1]
    return _capital(text) if line.section in ("issues", "objective") else text


def _capital(text: str) -> str:
    """With a capital, unless the first word may be a name of code: that stands before a mark, or
    does something itself.
    """
    plain = re.match(r"[a-z]+[ ,;]", text)
    named = not OPENING.match(text) and re.match(rf"[a-z]+ (?:{STATE_VERBS}|[a-z]+s)\b", text)
    return text[:1].upper() + text[1:] if plain and not named else text


def names_itself(line: Line) -> bool:
    """Whether a line says itself what it is: such lines are what a record stands for."""
    text = STATE.sub("", line.text)
    return any(words.match(text) for _, words in LEADS)


def placed(lines: Iterable[Line]) -> list[Group]:
    """The lines that have a place, neighbours of the same role below the same label together;
    lettered options only where one is chosen below the same heading.
    """
    found: list[tuple[str, list[Line]]] = []
    for each in lines:
        made = place(each)
        if made is None:
            continue
        role, line = made
        follows = found and role == found[-1][0] and found[-1][1][-1].group == line.group
        if follows and _goes_on(found[-1][1], line):
            found[-1][1].append(line)
        elif follows or not ALONE.match(line.text):
            found.append((role, [line]))
    settled = {together[0].heading for role, together in found if role == CHOICE}
    return [
        Group(role, tuple(together))
        for role, together in found
        if not LETTERED.match(together[0].text) or together[0].heading in settled
    ]


def _goes_on(together: Sequence[Line], line: Line) -> bool:
    size = sum(each.tokens for each in together) + line.tokens
    same = label_of(line) or REFERS.search(line.text)
    return bool(same) and len(together) < MOST_LINES and size <= MOST_TOKENS


def label_of(line: Line) -> str:
    """The label above a line, else the record's own heading, where that says more than the part
    that the line stands in does.
    """
    name = SHOUTED.sub("", Group("", (line,)).name)
    return "" if roles.named(name) and len(name.split()) <= MOST_FORMAL else name


@lru_cache(maxsize=100_000)
def _placed(line: Line) -> tuple[str, str]:
    text = TAIL.sub("", STATE.sub("", line.text)).strip()
    if not text or UNFIT.search(text) or roles.hollow(line):
        return "", ""
    if LETTERED.match(text):
        return (CHOICE if TAKEN.search(text) else OPTION), text
    if line.section in ("objective", "issues") or text.startswith("The user: “"):
        return _wanted(text, line), text
    return _led(text, line) or (_unled(text, line), text)


def _wanted(text: str, line: Line) -> str:
    """The role of a field of the header, or of the user's words."""
    if line.section == "objective":
        return GOAL
    if line.section == "issues":
        wrong = FAULT.search(text) or (STATES.search(text) and not ORDERS.match(text))
        return PROBLEM if wrong else ""
    if (
        COMMAND.search(text)
        or len(text.split()) <= LEAST_QUOTED
        or line.section not in ("summary", "plan", "do")
    ):
        return ""
    return COMPLAINT if FAULT.search(text) else REQUEST


def _led(text: str, line: Line) -> tuple[str, str] | None:
    """The role that a line names itself and what it says then; None for a line that names none."""
    for role, words in LEADS:
        if lead := words.match(text):
            body = text[lead.end() :]
            body = _capital(body)
            kept = body if len(body.split()) >= LEAST_WORDS else text
            return (role if _holds(role, body, line) else ""), kept
    return next(((role, text) for role, words in OPENS if words.match(text)), None)


def _unled(text: str, line: Line) -> str:
    """The role of a line by its place, where its words agree."""
    if line.text.lower().startswith(("planned:", "open:")):
        return NEXT if line.section == "act" and ORDERS.match(text) else ""
    if line.section == "plan" and WEIGHED.search(text):
        return OPTION
    role = _by_place(line)
    if role == PLAN and not ORDERS.match(text) and not _named(line):
        # A plan that only describes says what was found.
        role = CAUSE
    return role if role and _agrees(role, text, line) else ""


def _holds(role: str, body: str, line: Line) -> bool:
    """Whether what follows a lead-in can be what this says."""
    if role == RULE:
        return _general(body)
    if role == CHOICE:
        return not REACHED.search(body)
    # A cause is one, whatever words it needs.
    return role == ROOT or not praised(line, body)


def _general(text: str) -> bool:
    """Whether a lesson holds beyond its case."""
    said = text.lower()
    told = roles.TOLD.search(said) or roles.PRAISE.search(said) or REACHED.search(said)
    return not told and roles.states_rule(text)


def _by_place(line: Line) -> str:
    """What label, heading and section say together; empty where they disagree."""
    return PLACES.get((line.section, _named(line)), "")


def _named(line: Line) -> str:
    return roles.named(line.label) or roles.named(line.heading)


# What a line may be by the section it stands in and what label or heading name; "" is none of both.
PLACES = {
    ("summary", CHOICE): CHOICE,
    ("summary", OPTION): OPTION,
    ("plan", ""): PLAN,
    ("plan", PLAN): PLAN,
    ("plan", CAUSE): CAUSE,
    ("plan", PROBLEM): PROBLEM,
    ("plan", CHOICE): CHOICE,
    ("plan", OPTION): OPTION,
    ("plan", DEED): PLAN,
    ("do", ""): DEED,
    ("do", DEED): DEED,
    ("do", CAUSE): CAUSE,
    ("do", PROBLEM): PROBLEM,
    ("do", CHOICE): CHOICE,
    ("do", OPTION): OPTION,
    ("do", CHECK): CHECK,
    ("check", ""): CHECK,
    ("check", CHECK): CHECK,
    ("check", PROBLEM): PROBLEM,
    ("check", DEED): CHECK,
    ("check", CAUSE): CHECK,
    ("act", NEXT): NEXT,
    ("act", ""): RULE,
    ("act", CHECK): OUTCOME,
    ("act", DEED): OUTCOME,
    ("act", RULE): RULE,
    ("process_update", RULE): RULE,
    ("process_update", ""): RULE,
    ("other", CAUSE): CAUSE,
    ("other", PROBLEM): PROBLEM,
    ("other", DEED): DEED,
    ("other", CHOICE): CHOICE,
}  # fmt: skip


def _agrees(role: str, text: str, line: Line) -> bool:
    """Whether the words of a line can be what its place says."""
    deed, order = bool(DID.match(text)), bool(ORDERS.match(text))
    body = text.split(": ", 1)[-1]
    if role == RULE:
        return _general(text)
    if praised(line, body):
        return False
    if role == PROBLEM:
        return bool(FAULT.search(text)) and not (deed or order or REACHED.search(text))
    if role == CHOICE and not (order or SETTLES.search(body)):
        return False
    if role in (CHOICE, OPTION):
        return not (deed or REACHED.search(text))
    if role in (NEXT, PLAN):
        return order or (role == PLAN and not deed and not REACHED.search(text))
    says = bool(IS_SO.search(body) or DOES.search(body))
    if role == CAUSE:
        return says and not (deed or order or re.match(r"[A-Z][a-z]+ing ", text))
    if OTHERWISE.search(f"{line.heading}\n{line.label}\n{text[: -len(body)]}"):
        return False
    if role == CHECK and NORM.search(body):
        return False
    # What stands among deeds or checks is one, unless it says otherwise or only names something.
    lead = text[: -len(body)]
    said = not lead or len(lead.split()) > MOST_FORMAL or STATES.search(lead)
    plain = said and not line.label
    telling = plain or says or DID.match(body) or (role == CHECK and SHOWN.search(body))
    return deed or (bool(telling) and not order) or TEST.match(text) is not None


def praised(line: Line, body: str) -> bool:
    """Whether a line praises more than it says."""
    words = len(roles.PRAISE.findall(line.low))
    return words > 1 or (words == 1 and not roles.CONCRETE.search(body))
