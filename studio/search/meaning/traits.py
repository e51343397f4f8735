"""Figures by which a sample may stand out from the others of its category."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Collection

NAMES = (
    "length", "prompt length", "rare words", "repetition", "brackets", "end", "answer", "nearest",
    "fit", "reused",
)  # fmt: skip
"""The columns of `Model.traits`; the last three follow from all samples together."""
ENDS = re.compile(r"""[.!?:;)\]}>"'`*|…”’]\s*$""")
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
SHORT = 4
"""Letters from which a word says what a text is about."""


def of_text(
    prompt_words: Collection[str], output: str, output_words: Collection[str], rarity: float
) -> tuple[float, ...]:
    """The figures that one sample's texts give: the logarithms of the words in output and prompt,
    how rare its words are, how well it compresses, brackets and fences without their other half,
    whether it ends in the middle, and the share of the output's words that the prompt has.
    """
    told = {word for word in output_words if len(word) >= SHORT}
    asked = set(prompt_words)
    raw = output.encode("utf-8", "replace")
    packed = max(1, len(zlib.compress(raw, 1))) / max(64, len(raw))
    open_ = sum(abs(output.count(one) - output.count(other)) for one, other in PAIRS)
    return (
        math.log1p(len(output_words)),
        math.log1p(len(prompt_words)),
        rarity,
        math.log(packed),
        math.log1p(open_ + output.count("```") % 2),
        0.0 if not output or ENDS.search(output[-8:]) else 1.0,
        len(told & asked) / len(told) if told else 0.0,
    )
