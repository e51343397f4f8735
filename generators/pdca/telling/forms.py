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
    r"(?P<tick>[✅❌✓✔]\ufe0f?\s*|)"
)
LABEL = re.compile(
    r"\*\*[^*\n]+?(?::\*\*|\*\*\s*:|\*\*$|\*\*(?= [-–—(]))|[A-Z][\w /()-]{1,30}?:(?=\s)"
)
BOLD = re.compile(r"\*\*[^*]+\*\*")
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
    if ITEM_HEADING.match(line):
        return re.sub(r"\d+(?=[.)])", "1", opening.group(0).lstrip()) + BOLD.sub(f"**{GAP}**", rest)
    start = re.sub(r"^\s+|\d+(?=[.)])", lambda m: "1" if m[0].isdigit() else "", opening.group(0))
    label = LABEL.match(rest)
    if not label or len(label[0].split()) > MOST_LABEL:
        return start + GAP
    if opening["item"]:
        # What is listed differs from item to item, the label included; how it is set off does not.
        return (
            start + re.sub(r"^\*\*[^*]+?(:?)\*\*", rf"**{GAP}\1**", label[0] + f" {GAP}")
            if (label[0].startswith("*"))
            else start + GAP
        )
    links = LINK.findall(rest)
    if rest == label[0]:
        return start + rest
    return f"{start}{label[0]} " + (" | ".join(_linked(rest)) if links else GAP)


def _linked(text: str) -> list[str]:
    return [
        f"[{link['label'] if link['label'] == 'GitHub' else GAP}]({GAP})"
        for link in LINK.finditer(text)
    ]
