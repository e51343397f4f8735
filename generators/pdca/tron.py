"""TRON blocks of a record: Trigger, Response, Outcome, Next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .fences import Fences
from .marks import plain

LETTER = {"t": "trigger", "r": "response", "o": "outcome", "n": "next"}


TRON_LINE = re.compile(
    r"^[ \t>*-]*\*\*\s*\[?(?P<letter>T(?=\]?rigger)|R(?=\]?esponse)|O(?=\]?utcome)|N(?=\]?ext))"
    r"\]?(?:rigger|esponse|utcome|ext(?: (?:steps?|actions?))?)\b(?:\s*\([^*()\n]*\))?:?\s*\*\*:?"
    r"[ \t]*(?P<value>.*)$",
    re.M | re.I,
)


FEEDBACK = re.compile(
    r"^#+[^\n]*TRON (?:Feedback|Directive|Request|Input|Question|Message)[^\n]*\n+"
    r"(?:```\w*\n(?P<fence>(?s:.*?))\n```"
    r"|(?P<quote>(?:>[^\n]*\n?)+))",
    re.M,
)


# The answer is the first behind the feedback.
ANSWER = re.compile(
    r"^#{2,}[^\n]*My (?:Answer|Response)[^\n]*\n(?P<body>(?:(?!#|-{3,}\s*$)[^\n]*\n?)*)", re.M
)


@dataclass(frozen=True)
class Tron:
    """A decision: what prompted it, what was done, what came of it, what is next. Parts may be
    empty.
    """

    trigger: str
    response: str
    outcome: str
    next: str
    text: str


def trons(text: str) -> list[Tron]:
    """Trigger/Response/Outcome/Next blocks, then TRON feedback with the answer to it. A block has a
    trigger and at least one part more, and no heading within it.
    """
    found: list[Tron] = []
    parts: dict[str, str] = {}
    start = end = 0
    matches = list(TRON_LINE.finditer(text))
    for at, match in enumerate(matches):
        key = LETTER[match["letter"].lower()]
        stop = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        rest = re.split(r"\n\s*\n|\n#|\n-{3,}\n", text[match.end() : stop])[0]
        value = plain(f"{match['value']} {rest}")
        apart = bool(parts) and "\n#" in text[end : match.start()]
        if key == "trigger" or key in parts or apart:
            if _whole(parts):
                found.append(_tron(parts, text[start:end]))
            parts, start = {}, match.start()
        parts[key] = value
        end = match.end() + len(rest)
    if _whole(parts):
        found.append(_tron(parts, text[start:end]))
    shown = _without_fences(text)
    given = list(FEEDBACK.finditer(text))
    for match in given:
        said = (match["fence"] or re.sub(r"^>\s?", "", match["quote"] or "", flags=re.M)).strip()
        # A heading in a fence is an example.
        if said and "{{" not in said and shown[match.start()] == "#":
            later = next((each.start() for each in given if each.start() > match.start()), None)
            answer = ANSWER.search(shown[match.end() : later])
            reply = plain(text[match.end() :][slice(*answer.span("body"))]) if answer else ""
            found.append(Tron(said, reply, "", "", match.group(0)))
    return found


def _without_fences(text: str) -> str:
    """The text with blanks in place of what fences hold."""
    fences = Fences()
    kept = []
    for line in text.split("\n"):
        mark = fences.marks(line)
        kept.append(" " * len(line) if fences.run and not mark else line)
    return "\n".join(kept)


def _whole(parts: dict[str, str]) -> bool:
    return "trigger" in parts and len(parts) > 1


def _tron(parts: dict[str, str], text: str) -> Tron:
    trigger, response, outcome, after = (
        parts.get(key, "") for key in ("trigger", "response", "outcome", "next")
    )
    return Tron(trigger, response, outcome, after, text.strip())
