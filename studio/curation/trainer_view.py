"""A sample as the trainer sees it: the conversation with its roles, and what of it is learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generators import tokens

LEARNED_ROLE = "assistant"


@dataclass(frozen=True)
class Line:
    """One line of the conversation; `tokens` are those from the start up to its end."""

    text: str
    role: str
    learned: bool
    tokens: int


def conversation(instruction: str, given: str, output: str, tokenizer: str) -> list[Line]:
    """The lines of the chat format. Learned is the answer with its end mark: the loss is counted on
    nothing else. Raises TokenizerError.
    """
    texts = list(_lines(tokens.chat(instruction, given, output)))
    # Tokens of Qwen2.5 do not go beyond the end of a line but for blank lines after it, so that
    # the sum differs from the whole by a few at most; the last line has the exact count.
    counts = tokens.count_batch([f"{text}\n" for _, text in texts], tokenizer)
    sums = list(accumulate(counts))
    whole = tokens.count(tokens.chat(instruction, given, output), tokenizer)
    off = whole - sums[-1]
    found = []
    for (role, text), total in zip(texts, sums, strict=True):
        begins = text.startswith(START)
        learned = role == LEARNED_ROLE and not begins
        found.append(Line(text, role, learned, total + round(off * total / sums[-1])))
    return found


START, END = "<|im_start|>", "<|im_end|>"


def _lines(chat: str) -> Iterator[tuple[str, str]]:
    """(role, line) of each line."""
    role = ""
    for line in chat.removesuffix("\n").split("\n"):
        if line.startswith(START):
            role = line.removeprefix(START)
        yield role, line
