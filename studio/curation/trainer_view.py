"""A sample as the trainer sees it: the conversation with its roles, and what of it is learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from generators import tokens
from generators.tokens import models


@dataclass(frozen=True)
class Line:
    """One line of the conversation; `tokens` are those from the start up to its end."""

    text: str
    role: str
    learned: bool
    tokens: int


def conversation(
    instruction: str, given: str, output: str, tokenizer: str, model: str
) -> list[Line]:
    """The lines of the chat format. Learned is the answer with its end mark: the loss is counted on
    nothing else. A line of which only the end is learned is shown as two. Raises TokenizerError.
    """
    said = [("user", tokens.user(instruction, given)), ("assistant", output)]
    return spoken(said, tokenizer, model)


def spoken(said: Sequence[models.Said], tokenizer: str, model: str) -> list[Line]:
    """The same of a conversation of any number of turns."""
    turns = models.spoken(model, said)
    texts = [(turn, line) for turn in turns for line in turn.text.removesuffix("\n").split("\n")]
    # Few tokens go beyond the end of a line but for blank lines after it, so that the sum differs
    # little from the whole; the last line has the exact count.
    counts = tokens.count_batch([f"{text}\n" for _, text in texts], tokenizer)
    sums = list(accumulate(counts))
    off = tokens.count("".join(turn.text for turn in turns), tokenizer) - sums[-1]
    return [
        Line(text, turn.role, turn.learned, total + round(off * total / sums[-1]))
        for (turn, text), total in zip(texts, sums, strict=True)
    ]
