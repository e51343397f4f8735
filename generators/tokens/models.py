"""The model that is trained: how its chat template writes a sample, its tokenizer, its limits.

Qwen2.5 needs no files. Any other model is read from those that lie beside its weights
(`tokenizer.json`, `tokenizer_config.json`, `chat_template.jinja`, `config.json`): in a folder, or
by its name in the cache of the Hugging Face Hub. Only `hub:NAME` may open a connection.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generators import reading
from generators.errors import TokenizerError

QWEN, HUB = "qwen2.5", "hub:"
QWEN_LIMIT = 32_768
SYSTEM_PROMPT = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."
# Control tokens of Qwen2.5: a text that holds one would break the conversation it is trained in.
QWEN_CONTROLS = (
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
CACHED = "tokenizer_config.json"
"""The file by which a model is known to be in the Hub's cache."""
LARGEST_FILE = 1_000_000
SECONDS = 10
"""What the Hub may take to say whether it has a model."""
TOKENIZERS = ("tokenizer*", "vocab*", "*.model", "tekken.json", "merges.txt")
"""Names of the files that make a tokenizer, of which a folder has one at least."""
UNLIMITED = 10_000_000
"""Larger limits are what tokenizers state that know none."""


@dataclass(frozen=True)
class Turn:
    """A part of a conversation as it is written. The loss is counted on what is learned."""

    role: str
    text: str
    learned: bool = False


Said = tuple[str, str]
"""Who speaks (`system`, `user`, `assistant`, …), and what."""


def turns(model: str, asked: str, answer: str) -> list[Turn]:
    """What the user asked and the answer, in the model's chat template; together they are the whole
    conversation. Raises TokenizerError.
    """
    return spoken(model, [("user", asked), ("assistant", answer)])


def spoken(model: str, said: Sequence[Said]) -> list[Turn]:
    """A conversation that ends with an answer, of which that answer is learned, in the model's chat
    template. Raises TokenizerError.
    """
    return _qwen(said) if model == QWEN else _by_template(model, said)


def controls(model: str) -> tuple[str, ...]:
    """The model's control tokens. Raises TokenizerError."""
    if model == QWEN:
        return QWEN_CONTROLS
    tokenizer = load(model)
    special = {str(token) for token in tokenizer.all_special_tokens}
    special |= {str(each) for each in tokenizer.added_tokens_decoder.values() if each.special}
    return tuple(sorted(each for each in special if each.strip()))


def limit(model: str) -> int:
    """The tokens that the model reads at most; 0 where its files are not here, or do not say."""
    if model == QWEN:
        return QWEN_LIMIT
    config, tokenizer = _document(model, "config.json"), _document(model, "tokenizer_config.json")
    inner = config.get("text_config")
    stated = [
        (inner if isinstance(inner, dict) else config).get("max_position_embeddings"),
        tokenizer.get("model_max_length"),
    ]
    known = [int(n) for n in stated if isinstance(n, int | float) and 0 < n < UNLIMITED]
    return min(known, default=0)


def shown(model: str) -> str:
    """The model's name as people and published files see it: without the folders of a machine."""
    return Path(model).name if Path(model).is_absolute() else model


@lru_cache(maxsize=4)
def load(model: str) -> Any:
    """The tokenizer of transformers. Raises TokenizerError."""
    from transformers import AutoTokenizer

    try:
        place = _place(model)
        if Path(place).is_dir() and not any(any(Path(place).glob(name)) for name in TOKENIZERS):
            raise FileNotFoundError("it holds no tokenizer.json")
        found = AutoTokenizer.from_pretrained(place)
    except Exception as error:  # whatever its files provoke
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise TokenizerError(
            f"the tokenizer {model!r} cannot be loaded ({said[0].rstrip('. ')}); name a folder "
            f"with the files of the model's tokenizer, or {HUB}NAME to download them"
        ) from None
    # Nothing is encoded for the model here: a long text is no reason to warn.
    found.model_max_length = UNLIMITED
    return found


def count(model: str, texts: Sequence[str]) -> list[int]:
    """Tokens of each text. Raises TokenizerError."""
    if not texts:
        # Its answer would have no lists.
        return []
    return [len(ids) for ids in load(model)(list(texts), add_special_tokens=False)["input_ids"]]


def _qwen(said: Sequence[Said]) -> list[Turn]:
    """Qwen2.5's template, with its default system message where there is none."""
    system = [] if said[0][0] == "system" else [("system", SYSTEM_PROMPT)]
    before = [
        Turn(role, f"<|im_start|>{role}\n{text}<|im_end|>\n")
        for role, text in [*system, *said[:-1]]
    ]
    return [
        *before,
        Turn("assistant", "<|im_start|>assistant\n"),
        Turn("assistant", f"{said[-1][1]}<|im_end|>\n", learned=True),
    ]


def _by_template(model: str, said: Sequence[Said]) -> list[Turn]:
    """By the template in the model's files: what it writes before the answer, and the rest, which
    is what a trainer that takes the loss on the answer takes it on.
    """
    tokenizer = load(model)
    messages = [{"role": role, "content": text} for role, text in said]
    asked, answer = next((text for role, text in said if role == "user"), ""), said[-1][1]
    try:
        before = tokenizer.apply_chat_template(
            messages[:-1], tokenize=False, add_generation_prompt=True
        )
        whole = tokenizer.apply_chat_template(messages, tokenize=False)
    except Exception as error:  # whatever a template does
        said_of_it = str(error).strip().splitlines() or [type(error).__name__]
        raise TokenizerError(
            f"the chat template of {shown(model)!r} cannot be used ({said_of_it[0]}); take the "
            "files of the instruct model, or put chat_template.jinja beside them"
        ) from None
    if not whole.startswith(before):
        # A template may write the start of an answer otherwise than one that is there.
        before = whole[: max(0, whole.rfind(answer.strip()))]
    at = max(0, before.rfind(asked.strip()))
    found = [
        Turn("system", before[:at]),
        Turn("user", before[at:]),
        Turn("assistant", whole[len(before) :], learned=True),
    ]
    return [turn for turn in found if turn.text]


def _place(model: str) -> str:
    """What transformers is told to load: a folder, or a name on the Hub. Raises what the Hub's
    client raises, and FileNotFoundError.

    Told by its folder, transformers asks nobody; told by a name, it asks even when it is to use
    local files only, and a Hub that does not answer six times for each file: most of a minute.
    """
    if not model.startswith(HUB):
        return str(_folder(model))
    from huggingface_hub import HfApi

    name = model.removeprefix(HUB)
    try:
        HfApi().model_info(name, timeout=SECONDS)
    except Exception:  # whatever the network and the Hub answer with
        with suppress(FileNotFoundError):
            return str(_folder(model))
        raise
    return name


def _folder(model: str) -> Path:
    """Where the files of a model are on this machine. Raises FileNotFoundError."""
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    with suppress(HFValidationError):
        kept = try_to_load_from_cache(model.removeprefix(HUB), CACHED)
        if isinstance(kept, str):
            return Path(kept).parent
    raise FileNotFoundError("there is no such folder, and the Hub's local cache does not have it")


def _document(model: str, name: str) -> dict[str, Any]:
    """A JSON file of the model on this machine; empty where there is none."""
    try:
        found = json.loads(reading.read(_folder(model) / name, LARGEST_FILE))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
