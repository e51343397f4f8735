"""Units that carry nothing of the work: links, the template's, praise, slogans, what is cut off."""

from __future__ import annotations

import re
from collections.abc import Callable

from generators.pdca import Pdca
from generators.pdca.marks import LINK
from generators.pdca.telling.roles import CONCRETE, PRAISE
from generators.worth import personal

from .units import ITEM, TABLE, TEXT, Unit, only_links

# Names of sections, labels and fields below which nothing of the work is told.
IDLE = re.compile(
    r"^(?:artifacts?(?: links?)?|links?|.*\b(?:quick|dual|artifact|github) links?|metadata.*"
    r"|pdca traceability.*|cross-?references?|references?|navigation|one-?line summary"
    r"|project journal.*|template.*|.*emotional.*|.*reflection.*|.*revelation.*|.*wisdom.*"
    r"|.*celebrat.*|.*gratitude.*|.*appreciation.*|previous (?:commit|pdca)\b.*|cmm\d? badge.*)$"
)
LINKED = re.compile(r"https?://|\| ?§|\bblob/|\]\(|\bGitHub\b\s*\|")
TEMPLATE = re.compile(
    r"\{\{|\[(?:your|insert|link|description|needs? to)\b|\btemplate \d|^\W*(?:tbd|todo)\W*$", re.I
)
# The remains of what was cut.
CUT = re.compile(
    r"\.\.\.\W*$|…\W*$|^\W*\.\.\.|\band \d+ more\b|[,;(\[–—&+]\s*$"
    r"|\b(?:and|or|the|a|an|to|of|with|for|by|in|from|that|which)[\s*_]*$"
    r"|(?<!\w)\(\s*\)|\([^\w()]*\s\)|(?<!`)``(?!`)",
    re.I,
)
# The letter or number of a choice, up to its bracket.
NUMBERED = re.compile(r"(?<![\w(])\w{1,2}\)$")
GAP = re.compile(r"\S {2,}\S")
ABOUT_LINKS = re.compile(r"\b(?:sym|hyper|back)?links?\b|\blinked\b", re.I)
SHOUT = 0.6
SHOUTED = re.compile(r"\b(?:[A-Z]{3,}[ -]+){2,}[A-Z]{3,}\b")
# Records of no work: a session is opened or closed by the book.
OPENING = re.compile(
    r"\bsession[ -](?:start\w*|stop|closure|initiali[sz]ation|end)\b|\bstart command\b"
    r"|\bstartup\b|\bstart (?:protocol|document)"
    r"|\bnoop\b|(?<!third.)\bparty\b|\bdual link(?:s)? (?:compliance|verification"
    r"|correction)",
    re.I,
)
TALK = re.compile(
    r"\b(?:magic|amazing|awesome|(?<!third.)party|celebrat\w*|rock on|champagne|wow|hooray|thank"
    r"|proud|grateful|honou?red|excited|love|joy|happy|beautiful|legendary|epic|transcend\w*"
    r"|wisdom|sacred|divine|cosmic|enlighten\w*|destiny|humbl\w*|universe|revolution\w*"
    r"|genius|brilliant|you(?:['’]re| are) (?:absolutely )?right|apolog\w*|sorry)\b",
    re.I,
)


def unfit(document: Pdca) -> Callable[[str], object]:
    """Which lines of a record cannot be told: those that point at people, or are nothing but links;
    where links are what the record is about, all that lost the target of one.
    """
    links = ABOUT_LINKS.search(f"{document.title}\n{document.objective}")
    return lambda line: personal.found_in(line) or only_links(line) or (links and LINK.search(line))


def idle_name(name: str) -> bool:
    """Whether what stands below such a heading, label or field tells nothing of the work."""
    return bool(IDLE.match(re.sub(r"\s*[(\[].*$", "", name.strip(" :*✅❌⚠#-"))))


def torn(unit: Unit) -> bool:
    """Whether a line is a link, the template's, or no whole statement."""
    text = unit.text
    if LINKED.search(text) or TEMPLATE.search(text):
        return True
    if unit.kind not in (ITEM, TEXT, TABLE):
        return False
    cut = unit.kind != TABLE and not unit.below and (CUT.search(text) or GAP.search(text.strip()))
    return bool(cut) or (unit.kind != TABLE and _unbalanced(text))


def empty_praise(text: str) -> bool:
    """Whether a text talks, shouts, or praises and names nothing."""
    if TALK.search(text) or SHOUTED.search(text):
        return True
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) > SHOUT * len(letters) and len(text.split()) > 3:
        return True
    body = text.split(": ", 1)[-1]
    return len(PRAISE.findall(text.lower())) > 1 and not CONCRETE.search(body)


def _unbalanced(text: str) -> bool:
    """Whether a bracket or a mark of code has no other half; `2a)` behind no bracket numbers a
    choice.
    """
    depth = 0
    for bracket in re.finditer(r"[()]", text):
        if bracket[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif not NUMBERED.search(text[: bracket.end()]):
            return True
    return depth != 0 or text.count("`") % 2 == 1
