"""Tokens: totals, averages, lengths, and a second opinion on the counting."""

from __future__ import annotations

from generators import catalog
from generators import tokens as counting
from generators.tokens import models
from studio.validation.evidence import Evidence, Verdict, named, verdict
from studio.validation.jsonl import sample_id

BAND_SHARE = 0.97
LONGEST = 50


def _complete(e: Evidence) -> bool:
    return set(catalog.DATASETS) <= set(e.datasets)


def total(e: Evidence) -> Verdict:
    """A total outside the 19M-21M tokens of the requirement (in proportion for other targets), for
    training alone or with evaluation. Only a complete set can be judged.
    """
    if not _complete(e):
        return Verdict("tokens", True, "not judged: not all datasets take part")
    low, high = e.settings.total_tokens(e.datasets)
    train = sum(e.tokens[id(sample)] for sample in e.training)
    whole = sum(e.tokens.values())
    bad = [
        f"{what} {n:,}" for what, n in (("training", train), ("all", whole)) if not low <= n <= high
    ]
    return verdict(
        "tokens",
        bad,
        f"{train:,} training, {whole:,} in all",
        f"outside {low:,}-{high:,}",
        "move average_tokens and generate",
    )


def average(e: Evidence) -> Verdict:
    """An average of training samples outside 500 to 600 tokens; only a complete set can be
    judged.
    """
    low, high = catalog.AVERAGE_TOKENS
    if not _complete(e) or not e.training:
        return Verdict("average", True, "not judged: not all datasets take part")
    mean = sum(e.tokens[id(sample)] for sample in e.training) / len(e.training)
    bad = [] if low <= mean <= high else [f"{mean:.0f} a sample"]
    return verdict(
        "average",
        bad,
        f"{mean:.0f} a sample",
        f"outside {low}-{high}",
        "move average_tokens and generate",
    )


def token_field(e: Evidence) -> Verdict:
    """Samples whose `tokens` differs from the count of instruction, input and output."""
    bad = [
        named(s, f"states {s['metadata'].get('tokens')}, has {e.tokens[id(s)]}")
        for _, s in e.samples
        if s["metadata"].get("tokens") != e.tokens[id(s)]
    ]
    return verdict(
        "token_field",
        bad,
        "metadata.tokens is true",
        "{n} samples state other counts",
        "export again",
    )


def length(e: Evidence) -> Verdict:
    """Samples longer than the limit in the chat format of training. Only texts near the limit, or
    else the 50 longest, are counted with the template.
    """
    limit = e.settings.max_tokens
    by_length = sorted((s for _, s in e.samples), key=lambda s: -e.tokens[id(s)])
    most = counting.frame(e.settings.model, e.settings.tokenizer)
    near = [s for s in by_length if e.tokens[id(s)] + most > limit] or by_length[:LONGEST]
    chats = [
        counting.chat(s["instruction"], s["input"], s["output"], e.settings.model) for s in near
    ]
    counted = counting.count_batch(chats, e.settings.tokenizer)
    bad = [named(s, f"{n} tokens") for s, n in zip(near, counted, strict=True) if n > limit]
    return verdict(
        "length",
        bad,
        f"longest {max(counted, default=0)} tokens in chat format",
        f"{{n}} samples exceed {limit} tokens in chat format",
        "regenerate them",
    )


def output_band(e: Evidence) -> Verdict:
    """Outputs outside their dataset's band, if more than 3% of its outputs are."""
    bad: list[str] = []
    for file in e.each():
        low, high = e.datasets[file.name].output_band if file.name in e.datasets else (0, 0)
        if high and file.samples:
            outputs = [sample["output"] for sample in file.samples]
            counted = counting.count_batch(outputs, e.settings.tokenizer)
            outside = [
                sample_id(s)
                for s, n in zip(file.samples, counted, strict=True)
                if not low <= n <= high
            ]
            bad += outside if len(outside) > (1 - BAND_SHARE) * len(file.samples) else []
    return verdict(
        "output_band",
        bad,
        "outputs lie in their bands",
        "{n} outputs outside their band",
        "regenerate them",
    )


def reference(e: Evidence) -> Verdict:
    """Of 1,000 samples drawn by the seed, those for which the Qwen2 tokenizer of `transformers`
    gives a different count: the model's own where it is in the local cache, else one built from the
    packaged vocabulary. Nothing is downloaded. For another `model` it does not judge.
    """
    if e.settings.model != models.QWEN:
        return Verdict("tokenizer", True, f"counted by {models.shown(e.settings.model)} itself")
    if e.loading is None:
        return Verdict("tokenizer", True, "not judged: the files break an earlier rule")
    answer = e.loading.answer()
    if "tokenizer_missing" in answer:
        return Verdict("tokenizer", True, f"not judged: {answer['tokenizer_missing']}")
    bad = []
    for name, at, reference in answer["counted"]:
        sample = next(f for f in e.files if f.name == name).samples[at]
        if (counted := e.tokens[id(sample)]) != reference:
            bad.append(named(sample, f"{counted} tokens, {reference} by {answer['tokenizer']}"))
    return verdict(
        "tokenizer",
        bad,
        f"{answer['tokenizer']} agrees on {len(answer['counted'])} samples",
        "{n} samples are counted otherwise by " + str(answer["tokenizer"]),
        "set tokenizer to a transformers folder; run `web4-studio doctor`",
    )
