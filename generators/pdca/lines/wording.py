"""What one line of a record says, without its markdown, and whether that is anything of its own."""

from __future__ import annotations

import re

from ..marks import BULLET, CODE_SPAN, LINK, headline, plain, told
from ..sign_names import PRIVATE
from ..signs import SIGN, boxed, stated, worded
from . import written
from .written import LONG_LINE, LONGEST_LINE

MIN_WORDS = 4
LINKED = re.compile(r"https?://|\]\(")
# Two links to one place count as one; the second one says where it is.
DUAL = re.compile(r"\[(?:GitHub|Remote)\]\([^()\s]*\)\s*(?:\\?\||:|,)\s*")
# What defines the name above it.
DEFINED = re.compile(r"^:[ \t]+(?=\S)")
NAME = re.compile(r"^\W*(?:\*\*|__)?[^:*]{1,40}:?(?:\*\*|__)?:?\s")
LEAST_BESIDE = 8
"""Words beside a link that say something without it."""
LEAST_BESIDE_CELL = 4
NOISE = re.compile(
    r"^\W*(?:artifact links?|confidence|satisfaction|gratitude|pride|clarity|date"
    r"|time|template version|"
    r"previous (?:commit|pdca)|last commit|agent name|agent role|branch|sync requirements"
    r"|project journal|github|"
    r"local|path|file|timestamp|session|objective|title|cmm badge|author|sprint"
    r"|pdca document|"
    r"requirements traceability)\b\W*[:|]|"
    r"^\W*all clear\b|^\W*(?:completed )?decision \w+:(?:\s+\S+){1,4}$|^\W*🎯.*(?:✨|💎)|^[\W\d_]*$"
    r"|\bn/a\b|\{\{|^[-dl][r-][w-][x-][rwx-]{6}\b|"
    # An entry of a log of commits: what somebody did at some time.
    r"^[\W_]*(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b(?!-)|"
    r"\[(?:your|insert)|/users/|/home/|\w@/"
)
"""Matched against lower case."""
LONGEST_TITLE = 12
"""Words."""
QUOTES = ' "“”>'
OPENING = tuple("\"'“„«")
# What stands where the user's words will be.
WAITING = re.compile(
    r"^\W*(?:awaiting|waiting for|pending|no (?:\w+ ){0,2}feedback|none"
    r"|to be (?:added|provided))\b",
    re.I,
)
# A sentence within a line that says itself that it is something else than the one before.
LABELLED_SENTENCE = re.compile(
    r"(?<=[.!?])\s+(?=(?:chosen|decision|decided|fix|solution|(?:root )?cause|reason|options?|rule"
    r"|lesson|result|next(?: step)?)s?: )",
    re.I,
)
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!z\.B\.)(?<!d\.h\.)(?<!vs\.)(?<!etc\.)\s+(?=[A-Z0-9“\"(])"
)
LABEL = re.compile(
    r"^((?:(?:Planned|Done|Open|OK|Not OK|Warning): )?[^:]{2,140}(?:: [^:]{2,140})?):$"
)
# What a bold line says where it gives a result and names nothing.
VERDICT = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:recommendation|conclusion|verdict|result|outcome|empfehlung|fazit"
    r"|ergebnis)\s*:\s*(?:\S+\s+){3,}\S",
    re.I,
)
BOLD_LINE = re.compile(r"^\*\*[^*]+\*\*[:\W]*$")
# The letter of an option is no numbering: it says which one is meant.
NUMBERING = re.compile(r"^\d+(?:\.\d+)*[.)]\s+")


def own(stripped: str, said: str, fenced: bool, below_users: bool) -> str:
    """What a line, raw and plain, says of its own; empty where that is nothing."""
    quote = stripped.startswith(">")
    if _says_nothing(stripped, said) or (quote and WAITING.match(said)):
        return ""
    if not fenced and not quote and _is_motto(stripped, said):
        return ""
    whole = NUMBERING.sub("", said).strip()
    # Words with a sign behind them are a remark on what the user said.
    remark = SIGN.search(stripped) or written.on_users(whole)
    users = quote and below_users and not remark
    if not users:
        # What a long line says may turn in its last sentence.
        return whole if len(whole) <= LONGEST_LINE else ""
    text = whole_sentences(written.own_words(whole))
    return f"The user: “{text.strip(QUOTES)}”" if text else ""


def apart(text: str) -> list[str]:
    """A line cut before sentences with labels of their own, if all of its parts say something;
    what the user said stays in one piece.
    """
    parts = LABELLED_SENTENCE.split(text)
    whole = text.startswith("The user: ") or any(len(each.split()) < MIN_WORDS for each in parts)
    return [text] if whole else parts


def _is_motto(line: str, said: str) -> bool:
    """Whether a line is bold or quoted, and stands alone: a closing motto, unless the user said
    it.
    """
    if VERDICT.match(said):
        return False
    return bool(BOLD_LINE.match(line)) or (said[0] in QUOTES and said[-1] in QUOTES)


def _says_nothing(line: str, said: str) -> bool:
    return (
        len(said.split()) < MIN_WORDS
        or said.endswith(":")
        or _links(line, said)
        or bool(NOISE.search(line.lower()) or NOISE.search(said.lower()))
    )


def undual(line: str) -> str:
    """The line with one link in place of two that lead to the same; code as it stands."""
    parts = re.split(r"(`+[^`]*`+)", line)
    return "".join(part if at % 2 else DUAL.sub("", part) for at, part in enumerate(parts))


def _links(line: str, said: str) -> bool:
    """Whether a line is links more than words, or shows where one leads."""
    line = CODE_SPAN.sub("code", line)
    if not LINKED.search(line):
        return False
    if LINKED.search(CODE_SPAN.sub("code", said)):
        return True
    row = line.startswith("|")
    beside = LINK.sub(" ", line) if row else NAME.sub("", LINK.sub(" ", line), count=1)
    words = re.findall(r"\w{2,}", beside)
    return len(words) < (LEAST_BESIDE_CELL if row else LEAST_BESIDE)


def says(line: str, fenced: bool, deciding: bool, users: bool = False) -> str:
    """What a line says; in a fence only its signs are read, not its markdown; what the user wrote
    stays a list.
    """
    if users:
        return plain(line.lstrip("> "))
    line = undual(line)
    if not fenced:
        return told(DEFINED.sub("", line.lstrip("> ")), deciding)
    bullet = BULLET.match(line)
    state, rest = boxed(PRIVATE.sub("", bullet["text"] if bullet else line))
    return stated(state, " ".join(worded(rest).split()), deciding)


def label(line: str, said: str) -> str:
    """The name a line gives to what stands below it; empty for a line that says
    something itself.
    """
    if BOLD_LINE.match(line) and len(said.split()) <= 12 and not said.startswith(('"', "“")):
        return named(said.rstrip(":"))
    lone = None if said[:1] in OPENING else LABEL.match(said) or LABEL.match(_last_part(said))
    return named(lone[1]) if lone else ""


def _last_part(said: str) -> str:
    """Of a long line that leads to a list, the last sentence or what stands behind a dash."""
    if not said.endswith(":") or len(said) > LONGEST_LINE:
        return ""
    return re.split(r"(?<=[.!?;])\s+|\s[-–—]\s", said)[-1]


def title(said: str) -> str:
    """What an item is called by those inside of it; empty for one that is too long for that."""
    if len(said.split()) <= LONGEST_TITLE:
        return named(said).rstrip(" .")
    name, colon, _ = said.partition(": ")
    return named(name) if colon and len(name.split()) <= LONGEST_TITLE else ""


def named(text: str) -> str:
    """A heading or label without its number."""
    return NUMBERING.sub("", headline(text)).strip(" :")


def whole_sentences(text: str) -> str:
    """The text, or its first sentences and `…` where it is long; empty for one endless sentence,
    never cut within one.
    """
    if len(text) <= LONG_LINE:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        if kept and len(kept) + len(sentence) > LONG_LINE:
            break
        kept = f"{kept} {sentence}".strip()
    if len(kept) > LONGEST_LINE:
        return ""
    return kept if len(kept) >= len(text) else f"{kept} …"
