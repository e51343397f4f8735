"""The blank form of a text: headings, fields and labels as they stand, and how its lines are
listed, with an ellipsis for what somebody has to write.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from generators.pdca.marks import LINK

from .notes import FENCE, HEADING, ITEM_HEADING, note_of

GAP = "…"
# What a line begins with that is form: a quotation, a bullet or number, a box, a tick.
OPENING = re.compile(
    r"^(?P<indent>\s*)(?P<quote>(?:>\s*)?)(?P<item>(?:[-*+•]|\d+[.)])[ \t]+|)(?P<box>\[[ xX]\]\s*|)"
    r"(?P<tick>[✅❌⚠✓✔]\ufe0f?\s*|)"
)
LABEL = re.compile(
    r"\*\*[^*\n]+?(?::\*\*|\*\*\s*:|\*\*$|\*\*(?= [-–—→(]))|[A-Z][\w /()-]{1,30}?:(?=\s)"
)
BOLD = re.compile(r"\*\*[^*]+\*\*")
# A line that is bold as a whole.
ALL_BOLD = re.compile(r"\*\*[^*]+\*\*[ \t]*$")
# A sign that a value begins with.
SIGN = re.compile(r"[✅❌⚠✓✔]\ufe0f?\s*(?=\S)")
# What parts a label from what is said of it.
ARROWS = tuple("→–—-")
# A tick that closes a line.
CLOSING = re.compile(r"\s*[✅❌✓✔]\ufe0f?\s*$")
WORD = re.compile(r"\w")
MOST_LABEL = 6
RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")


def blank(text: str, usual: Collection[str] = ()) -> str:
    """The form of a text. `usual` are lines of the house's form, as `topics` reads them in lower
    case: they stand as they are.
    """
    found: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
            shape = line.strip() if fenced else f"{GAP}\n{line.strip()}"
        elif fenced or not line.strip():
            continue
        else:
            shape = _shape(line, usual)
        if not found or shape != found[-1]:
            found.append(shape)
    return "\n".join(found)


def _shape(line: str, usual: Collection[str]) -> str:
    if HEADING.match(line) or RULE.match(line) or note_of(line).lower() in usual:
        return line.strip()
    opening = OPENING.match(line)
    assert opening
    rest = line[opening.end() :].strip()
    closing = CLOSING.search(rest)
    if closing and closing.start():
        return f"{_shape(line.rstrip()[: -len(closing[0])], usual)} {closing[0].strip()}"
    if ITEM_HEADING.match(line):
        return re.sub(r"\d+(?=[.)])", "1", opening.group(0).lstrip()) + BOLD.sub(f"**{GAP}**", rest)
    start = re.sub(r"^\s+|\d+(?=[.)])", lambda m: "1" if m[0].isdigit() else "", opening.group(0))
    label = LABEL.match(rest)
    if opening["item"] and not WORD.search(LINK.sub("", rest)):
        return start + LINK.sub(_link, rest)
    if not label or len(label[0].split()) > MOST_LABEL:
        return start + (f"**{GAP}**" if ALL_BOLD.match(rest) else GAP)
    behind = rest[label.end() :].strip()
    if opening["item"] and not label[0].startswith("*"):
        return start + GAP
    if opening["item"]:
        # What is listed differs from item to item, the label included; how it is set off does not.
        name = re.sub(r"^\*\*(\W*?)\w[^*]*?(:?)\*\*", rf"**\1{GAP}\2**", label[0])
        return f"{start}{name} {_value(behind)}"
    return start + (f"{label[0]} {_value(behind)}" if behind else rest)


def _value(said: str) -> str:
    """What stands behind a label: its links, else the dash or arrow in between and what is bold,
    else its sign, with a gap for what it says.
    """
    links = " | ".join(map(_link, LINK.finditer(said)))
    if not links and said.startswith(ARROWS):
        return _chosen(said)
    sign = SIGN.match(said)
    return links or f"{sign[0].strip() + ' ' if sign else ''}{GAP}"


def _chosen(said: str) -> str:
    """What stands behind a dash or an arrow: the signs, and what is bold."""
    between = (
        re.sub(r"\w(?:.*\w)?[^\s→–—-]*", GAP, each) if WORD.search(each) else each
        for each in BOLD.split(said)
    )
    return f"**{GAP}**".join(between).strip()


def _link(link: re.Match[str]) -> str:
    return f"[{link['label'] if link['label'] == 'GitHub' else GAP}]({GAP})"
