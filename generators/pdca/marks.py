"""Markdown marks of a line, and the line without them: what it says stays as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from .sign_names import PRIVATE, SHORT
from .signs import boxed, stated, unsigned, worded

LINK = re.compile(
    r"!?\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    r"\((?:<(?P<angle>[^<>\n]*)>|(?P<target>(?:[^()\s]|\([^()\s]*\))+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
# In shell code, a blank follows the brackets.
WIKI = re.compile(r"\[\[(?P<target>[^\s\[\]|\"$][^\[\]|\"$\n]*)(?:\|(?P<label>[^\[\]\n]+))?\]\]")
# A number that some tool knows a note by.
NOTE = re.compile(r"[ \t]*\[\[[a-z][\w-]*:\d+\]\]")
BULLET = re.compile(r"^[ \t]*(?:[-*+•]|\d+[.)])[ \t]+(?P<text>.+?)[ \t]*$")
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.S)
# A code span's place in a text whose marks are being taken off.
HELD = re.compile("\ue000(\\d+)\ue001")
# A star beside a slash is a glob, one between words or blanks multiplies.
STARS = re.compile(
    r"(?<![\w/*\\])(?P<run>\*{1,3})(?![\s/*.])(?P<said>.+?)(?<![\s*\\])(?P=run)(?![/*])"
)
LINES = re.compile(r"(?<![\w\\])(?P<run>_{1,3})(?![\s_])(?P<said>.+?)(?<![\s_\\])(?P=run)(?!\w)")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
LONE = re.compile(r"^\*\*(?=[^\s/*])|(?<=[^\s/*])\*\*$")
HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+|(?<=\S)[ \t]+#+[ \t]*$")
TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|br|p|h[1-6]|div|span|sub|sup|small|kbd|mark|details|summary|ul|ol|li|dl|dt|dd)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
STRUCK = re.compile(r"</?(?:s|del|strike)>", re.I)
# Pictures by their names: `:x:`.
SHORTCODE = re.compile(r"(?<![\w:]):(?P<name>[a-z][a-z\d_]*|[+-]1):(?![\w:])")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
ENTITY = re.compile(r"&(?:[a-zA-Z]+|#\d+|#x[\da-fA-F]+);")
ESCAPED = re.compile(r"\\([*_`\[\]()#|>~])")
WORDY = re.compile(r"\w")
MARKED = re.compile(r"[*_#\[\]`<>&\\]|[^\x00-\x7f]|:\S+:")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """A line without markdown marks, links' targets and decorative emoji. Code spans stay as they
    are, backticks included; signs that carry meaning are put into words.
    """
    if not MARKED.search(text):
        return " ".join(text.split())
    return _told(text, worded)


@lru_cache(maxsize=100_000)
def name_of(text: str) -> str:
    """What a heading or field is called: plain, without any sign."""
    return _told(text, unsigned)


def bare(text: str) -> str:
    """A name or value: plain, its code spans without backticks, without any sign."""
    return CODE_SPAN.sub(lambda match: match["code"].strip(), name_of(text))


def _told(text: str, read: Callable[[str], str]) -> str:
    """The text without markdown marks, then read; its code spans as they are."""
    return around_code(text, lambda said: " ".join(read(_unmarked(said)).split()))


def around_code(text: str, read: Callable[[str], str]) -> str:
    """The text as `read` gives it, its code spans as they are."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group(0))
        return f"\ue000{len(held) - 1}\ue001"

    text = read(CODE_SPAN.sub(hold, PRIVATE.sub("", text)))
    return HELD.sub(lambda match: held[int(match[1])], text)


def headline(text: str) -> str:
    """What a heading or label says: plain, without a tick in front, which is an ornament there."""
    return plain(text)


def item(line: str, deciding: bool = False) -> str | None:
    """What a list item says, the state of its task box in words; None for a line that is none.
    `deciding`: it stands below a heading that speaks of decisions.
    """
    bullet = BULLET.match(line)
    if bullet is None:
        return None
    state, rest = boxed(bullet["text"])
    return stated(state, plain(rest), deciding)


def told(line: str, deciding: bool = False) -> str:
    """What a line says, list item or not."""
    found = item(line, deciding)
    if found is not None:
        return found
    state, rest = boxed(line.strip())
    return stated(state, plain(rest), deciding)


def unshort(text: str) -> str:
    """The text with named pictures and entities as the characters they stand for; a picture that
    says nothing is left out.
    """
    return ENTITY.sub(_unescaped, SHORTCODE.sub(_pictured, text))


def _pictured(match: re.Match[str]) -> str:
    return SHORT.get(match["name"], "")


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0]).replace("\u00a0", " ")


def target_of(link: re.Match[str]) -> str:
    """Where a match of `LINK` leads."""
    return link["angle"] if link["angle"] is not None else link["target"]


def _unmarked(text: str) -> str:
    text = SHORTCODE.sub(_pictured, text)
    text = LINK.sub(lambda match: match["label"], text)
    text = NOTE.sub("", text)
    text = WIKI.sub(lambda match: match["label"] or match["target"], text)
    text = HEADING.sub("", text)
    for _ in range(3):
        text = STARS.sub(r"\g<said>", text)
    text = LINES.sub(_underlined, LONE.sub("", text))
    text = STRUCK.sub("~~", AUTOLINK.sub(r"\1", TAG.sub(" ", text)))
    text = ENTITY.sub(_unescaped, text)
    return ESCAPED.sub(r"\1", text)


def _underlined(match: re.Match[str]) -> str:
    """Without its underscores, unless these are an identifier's own, as in `__init__`."""
    own = len(match["run"]) == 2 and IDENTIFIER.fullmatch(match["said"])
    return match.group(0) if own else match["said"]
