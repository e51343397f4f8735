"""What the trainer sees of a sample, as text with the tokens so far beside each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from studio.curation.trainer_view import Line
from studio.widgets.safe import one_line

LONGEST = 2_000
STYLES = {"system": "$text-muted", "user": "", "assistant": "$text-success"}


def page(lines: Sequence[Line], limit: int) -> Content:
    """The lines, what is learned marked, and where the limit is."""
    total = lines[-1].tokens if lines else 0
    before = max((line.tokens for line in lines if not line.learned), default=0)
    learned = total - before
    parts: list[Any] = [
        Content.assemble(
            (f"{total:,} of {limit:,} tokens", "bold $error" if total > limit else "bold"),
            f", {learned:,} learned (▌)",
        )
    ]
    crossed = False
    for line in lines:
        if line.tokens > limit and not crossed:
            crossed = True
            parts.append(Content.styled(f"{'─' * 8} {limit:,} tokens {'─' * 40}", "bold $error"))
        mark = "▌" if line.learned else " "
        style = "$error" if crossed else STYLES.get(line.role, "")
        parts.append(
            Content.assemble(
                (f"{line.tokens:>6,} ", "$text-muted"),
                (mark, "$text-success"),
                (one_line(line.text, LONGEST), style),
            )
        )
    return Content("\n").join(parts)
