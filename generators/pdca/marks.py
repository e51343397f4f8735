"""Markdown marks of a line, and the line without them."""

from __future__ import annotations

import re

LINK = re.compile(r"\[(?P<label>[^\]\n]*)\]\((?P<target>[^)\s]+)\)")


BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]*)?(?P<text>.+?)[ \t]*$")


def plain(text: str) -> str:
    """A line without markdown marks, links' targets and decorative emoji."""
    text = LINK.sub(lambda m: m["label"], text)
    text = re.sub(r"[*`#]+|(?<!\w)_+|_+(?!\w)", "", text)
    text = re.sub("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3]+", "", text)
    return re.sub(r"\s+", " ", text).strip()
