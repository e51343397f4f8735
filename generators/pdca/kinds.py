"""Which section a heading names, in English and German and all the spellings seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .marks import bare, name_of, unshort
from .signs import PICTURE

PHASES = ("plan", "do", "check", "act")
# The words that name a section, and others that do where none of the first is used for it.
NAMES = {
    "objective": "objectives?|goals?|ziele?|zielsetzung",
    "summary": "summary|zusammenfassung",
    "plan": "plan|planning|planung|planen",
    "do": "do|umsetzung|durchführung|ausführung|umsetzen|durchführen|ausführen|tun|machen",
    "check": "check|study|überprüfung|überprüfen|prüfung|prüfen|kontrolle|kontrollieren|checken",
    "act": "act|adjust|verbesserung(?:en)?|verbessern|handeln|agieren|anpassung(?:en)?|anpassen",
}
OTHER_NAMES = {
    "do": "implementation|execution",
    "check": "verification|evaluation|auswertung|bewertung|ergebnis(?:se)?",
    "act": "maßnahmen?|massnahmen?|folgemaßnahmen|korrekturmaßnahmen",
}
REFLECTION = re.compile(r"(?:emotional\b|reflection\b|reflexion\b)")
PROCESS_UPDATE = re.compile(r"(?:pdca[ -](?:process|prozess)|process update|prozess-?update)\b")
# What stands before the name: a number, a word for "part" with its number, the phase's letter.
PART = (
    r"(?:phase|step|stage|part|section|abschnitt|schritt|teil|stufe|cycle|iteration|round|runde"
    r"|zyklus|loop)"
)
PREFIXES = re.compile(
    rf"(?:{PART}\s*(?:#?\d+(?:\.\d+)*|[ivx]+|[a-d])?\b(?:\s*(?:of|von|/)\s*\d+)?"
    r"|\d+[a-z]?(?:\.\d+[a-z]?)*(?![\w])|[ivx]+(?=[.):])|[a-d](?=[.)])|the\b|die\b|der\b|das\b"
    r"|pdca?\b|pdsa\b)"
    r"\s*[-–—:.)/|=>#]*\s*"
)
LETTER = re.compile(r"[(\[]?(?P<letter>[pdcsa])(?:\s*[-–—:=.)\]/|>]+\s*|\s+)(?=(?P<next>\w))")
# An anchor that some renderers take behind a title.
ANCHOR = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
# What may follow the name: nothing, a word for "part", a number, a subtitle behind a sign.
REST = re.compile(
    rf"(?:[ -]?s?-?{PART}s?\b)?\s*(?:#?\d+|[ivx]+\b)?\s*"
    r"(?:$|[:(\[/|&→+]|[-–—]+(?:\s|$)|[–—]|(?:and|und)\s|,?\s*20\d\d-\d|,?\s*\d\d?\.\s?\d).*"
)
WHOLE = re.compile(r"^[\[(]([^\[\]()]+)[\])]$")
BRACKETED = re.compile(r"[\[(](\w)[\])](?=\w)")
# Letters of the cycle, and names that only mean a phase where all of them are so.
LETTERS = {
    "p": "plan", "d": "do", "c": "check", "s": "check", "a": "act", "planning": "plan",
    "doing": "do", "checking": "check", "studying": "check", "acting": "act", "adjusting": "act",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def kind_of(title: str) -> str:
    """The kind of section a heading names, empty for any other heading. Names that only serve
    where no better one is used have a `?` behind their kind.
    """
    # A file system may have taken the umlauts of a pasted title apart.
    title = ANCHOR.sub("", unicodedata.normalize("NFKC", title))
    # A picture parts a name from what is said of it.
    name = bare(PICTURE.sub(" – ", unshort(title))).strip(" :*_–")
    name = BRACKETED.sub(r"\1", WHOLE.sub(r"\1", name)).lower()
    if PROCESS_UPDATE.match(name):
        return "process_update"
    if REFLECTION.match(name):
        return "reflection"
    for _ in range(4):
        if found := _named(name):
            return found
        shorter = _without_prefix(name)
        if shorter == name:
            return ""
        name = shorter
    return ""


def letter_of(title: str) -> str:
    """The phase of a heading that is a letter alone, or a name that counts as little; it counts
    where all four are so.
    """
    return LETTERS.get(name_of(title).strip(" .:)([]").lower(), "")


def _named(name: str) -> str:
    for kind, words in NAMES.items():
        if (match := re.match(words, name)) and _ends(name, match, words):
            return kind
    for kind, words in OTHER_NAMES.items():
        if (match := re.match(words, name)) and _ends(name, match, words):
            return f"{kind}?"
    return ""


def _ends(name: str, match: re.Match[str], words: str) -> bool:
    """Whether the name stands alone, or has a subtitle of its own behind it. Of two words that
    begin alike the longer one is tried too.
    """
    options = sorted(
        {len(found[0]) for word in words.split("|") if (found := re.match(word, name))},
        reverse=True,
    )
    return any(REST.fullmatch(name[length:]) for length in options)


def _without_prefix(name: str) -> str:
    letter = LETTER.match(name)
    if letter and letter["letter"] == letter["next"]:
        return name[letter.end() :]
    prefix = PREFIXES.match(name)
    return name[prefix.end() :] if prefix and prefix.end() < len(name) else name
