"""The colours of a text: every fence by its own language."""

from __future__ import annotations

import json
import re

from textual.content import Content

from generators.limits import fences_end
from studio.widgets.safe import block

FENCE = re.compile(r"^```(?P<language>[\w+-]+)\n(?P<code>.*?)(?=^```[ \t]*$)", re.M | re.S)
PLAIN_ABOVE = 60_000
"""Characters above which a text is not highlighted, which takes about 1 ms per 1,000."""


def language_of(text: str) -> str:
    """`json` if the text is a JSON document, else `markdown`, whose fences have their own."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except ValueError:
            return "markdown"
        return "json"
    return "markdown"


def code_of(shown: str, language: str) -> list[tuple[int, int]]:
    """Where a text is code: all of it, or its fences."""
    if language != "markdown":
        return [(0, len(shown))]
    return [match.span("code") for match in FENCE.finditer(shown, 0, fences_end(shown))]


def highlighted(text: str, language: str) -> Content:
    """The text with syntax highlighting, safe to show."""
    shown = block(text)
    if len(shown) > PLAIN_ABOVE:
        return Content(shown)
    from textual.highlight import highlight

    if language != "markdown":
        return highlight(shown, language=language, tab_size=4)
    parts: list[Content] = []
    end = 0
    for match in FENCE.finditer(shown, 0, fences_end(shown)):
        before = shown[end : match.start("code")]
        parts += [
            highlight(before, language=language, tab_size=4),
            Content("\n" * before.endswith("\n")),
        ]
        parts += [highlight(match["code"], language=match["language"], tab_size=4), Content("\n")]
        end = match.end("code")
    parts.append(highlight(shown[end:], language=language, tab_size=4))
    return Content("").join(parts)
