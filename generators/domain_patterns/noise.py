"""Units that carry nothing of the work: links, ids, template, praise, slogans, what is cut off."""

from __future__ import annotations

import re

from generators.pdca.telling.roles import CONCRETE, PRAISE
from generators.worth.distilled import STORY

from .units import FENCE, HEADING, ITEM, LABEL, TABLE, TEXT, Unit

# Names of sections, labels and fields below or behind which nothing of the work is told.
IDLE = re.compile(
    r"^(?:artifacts?(?: links?)?|links?\b|.*\b(?:quick|dual|artifact|github) links?\b"
    r"|changed files"
    r"|files? (?:changed|created|modified|updated)|previous\b.*|(?:last |this )?commits?\b.*"
    r"|next pdca.*|pdca"
    r"(?: document| file)?|github|local|path|file|url|location|date|time|timestamp|utc"
    r"|author|version"
    r"|agent(?: name| role)?|role|branch|session|sprint|component|template.*|sync.*"
    r"|project journal.*"
    r"|requirements? traceability|traceability.*|metadata.*|cmm\d? badge.*|confidence.*"
    r"|satisfaction"
    r"|quality impact|pdca protocol|pdca (?:template )?compliance|template compliance|format.*"
    r"|cross-?references?|references?|navigation|.*emotional.*|.*reflection.*|energy.*"
    r"|.*celebrat.*|(?!.*third).*\bparty\b.*|pride|joy|gratitude|humility|determination|clarity|relief"
    r"|excitement"
    r"|uuid|tags?|status line|one-?line summary|.*wisdom.*|.*mastery.*|.*appreciation.*"
    r"|commitment"
    r"|precedes|follows|next|previous|.*revelation.*|inputs?\b.*|assumptions|constraints|quote"
    r"|professional (?:growth|satisfaction)|understanding|duration|estimated.*|timeline"
    r"|.*transcend.*"
    r"|resources?(?: required| needed)?|test environment|environment|git status.*"
    r"|current (?:git )?state|semantic version\w*"
    r"|.*\bexcellence\b.*|.*\b(?:benefits|advantages|achievements?|success factors)\b.*"
    r"|quality achievement.*|process (?:mastery|excellence)|dual link.*)$"
)
LINKED = re.compile(r"https?://|\bGitHub\b[^.]*(?:\||\./|§)|\| ?§|\bblob/|\]\(|\bGitHub \w*/")
# Only a path or the name of a file, with or without what happened to it.
FILE = re.compile(
    r"^\W*(?:(?:created|new|updated|modified|added|deleted)[: ]+)?`?[\w./@{}*-]+"
    r"(?:/|\.(?:md|ts|js|json|sh|tsx|unit|puml|svg|lock|html|env))`?(?:\W.{0,60})?$",
    re.I,
)
ID = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b"
    r"|requirement:uuid|\[\[memory|\bUUIDs?: ",
    re.I,
)
TEMPLATE = re.compile(
    r"\ball clear\b|\bn/a\b|^[^:]{3,30}: none\b[\w ]{0,20}$|^\W*(?:awaiting"
    r"|waiting for|pending|none|tbd|todo)\b.{0,50}$"
    r"|\{\{|\[(?:your|insert|link|description)\b"
    r"|\bas an? .{3,60}\bI want\b|template \d|\bpdca (?:was "
    r"|is )?(?:created|committed|written)"
    r"|^\W*PDCA\b.{0,60}$",
    re.I,
)
CUT = re.compile(
    r"\S  +\S|\.\.\.\W*$|…\W*$|^\W*\.\.\.|\band \d+ more\b|[,;(\[–—&+]\s*$"
    r"|\b(?:and|or|the|a|an|to|of|with|for|by|in|from|that|which|requires?|current)\W*$"
    r"|(?<!\w)\(\s*\)|(?<!`)``(?!`)"
    r"|: *$",
    re.I,
)
SHOUT = 0.6
SHOUTED = re.compile(r"\b(?:[A-Z]{3,}[ -]+){2,}[A-Z]{3,}\b")
FEWEST_WORDS = 3
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


def idle_name(name: str) -> bool:
    """Whether what stands below such a heading, label or field tells nothing of the work."""
    return bool(IDLE.match(re.sub(r"\s*[(\[].*$", "", name.strip(" :*✅❌⚠#-"))))


def says_nothing(unit: Unit) -> bool:
    """Whether a unit by itself carries nothing of the work: idle fields, praise, a word or two, or
    what is `unfit`.
    """
    if unit.kind in (HEADING, LABEL, FENCE):
        return False
    if unit.kind in (ITEM, TEXT) and not unit.below and FILE.match(unit.text):
        return True
    few = unit.kind != TABLE and len(re.findall(r"\w+", unit.text)) < FEWEST_WORDS
    return few or unfit(unit) or idle_name(unit.lead) or empty_praise(unit.text)


def unfit(unit: Unit) -> bool:
    """Whether a line is an id, the template's, or torn."""
    text = unit.text
    return bool(ID.search(text) or TEMPLATE.search(text) or STORY.search(text)) or torn(unit)


def torn(unit: Unit) -> bool:
    """Whether a line is a link, or no whole statement."""
    cut = unit.kind in (ITEM, TEXT) and not unit.below and CUT.search(unit.text)
    open_end = unit.kind != TABLE and _unbalanced(unit.text)
    return bool(cut or LINKED.search(unit.text)) or open_end


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
    return (text.count("(") != text.count(")") and not re.search(r"^\W*\w\)", text)) or text.count(
        "`"
    ) % 2 == 1


def motto(unit: Unit, raw: str) -> bool:
    """Whether a line is bold or quoted as a whole and stands alone."""
    if unit.kind not in (LABEL, TEXT) or unit.below:
        return False
    quoted = re.match(r"^[\"“‘'*_].*[\"”’'*_]\W*$", unit.text.strip())
    return bool(
        quoted or re.match(r"^\s*\*\*[^*]+\*\*[.!:\s]*$", raw)
    ) or unit.text.rstrip().endswith("!")
