"""A sample's three texts as one text for an editor, and back."""

from __future__ import annotations

import re

from studio.errors import StudioError
from studio.search.samples import Record

TITLES = ("instruction", "input", "output")
BAR = "==="


def joined(record: Record) -> str:
    """Each text below a line that names it; the bars are longer than any that the texts hold."""
    texts = (record.instruction, record.input, record.output)
    longest = max(
        (len(found) for text in texts for found in re.findall(r"^=+", text, re.M)), default=0
    )
    bar = "=" * max(len(BAR), longest + 1)
    return "".join(
        f"{bar} {title} {bar}\n{text}\n" for title, text in zip(TITLES, texts, strict=True)
    )


def parted(text: str, before: Record | None = None) -> tuple[str, str, str]:
    """The three texts, without the newline that each ends with; what was empty `before` is without
    the blank line, too, below which it was written. Raises StudioError where a title is missing.
    """
    bars = [found for found in re.findall(r"^=+(?= instruction )", text, re.M)]
    bar = re.escape(bars[0]) if bars else BAR
    pattern = "".join(rf"{bar} {title} {bar}\n(?P<{title}>.*?)\n?" for title in TITLES)
    match = re.fullmatch(rf"\s*{pattern}", text.replace("\r\n", "\n"), re.S)
    if match is None:
        raise StudioError(
            f"keep the three lines {BAR} instruction {BAR}, {BAR} input {BAR}, {BAR} output {BAR}"
        )
    found = [match[title] for title in TITLES]
    if before is not None:
        old = (before.instruction, before.input, before.output)
        found = [new if was else new.lstrip("\n") for new, was in zip(found, old, strict=True)]
    return found[0], found[1], found[2]
