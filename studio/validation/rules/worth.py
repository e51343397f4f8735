"""Worth: the share of samples that pass every worth test.

The worth tests are the one judgement that validation shares with generation: the design keeps them
in one room. What a sample states of itself is therefore computed again for a part of the samples.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import lru_cache

from pydantic import ValidationError

from generators.sample import SampleMetadata
from generators.worth import judge
from studio.validation.evidence import Evidence, Sample, Verdict, verdict
from studio.validation.jsonl import sample_id

CHECKED = 500
"""Samples drawn by seed whose weakness is computed again; all of them would take a minute."""


def worth(e: Evidence) -> Verdict:
    """Datasets in which the share of training samples without weakness is below `min_worth`. The
    best come first in every dataset: at a smaller scale those without weakness are a larger share
    of the target.
    """
    low, parts = [], []
    enough = 1.0
    for file in e.files:
        if file.is_eval or not file.samples or file.name not in e.datasets:
            continue
        good = sum(not sample["metadata"].get("weakness") for sample in file.samples)
        share, least = good / len(file.samples), e.datasets[file.name].min_worth
        parts.append(f"{file.name} {share:.0%}")
        if share < least:
            low.append(f"{file.name} {share:.1%} without weakness, at least {least:.0%} wanted")
            enough = min(enough, good / (least * e.datasets[file.name].target))
    return verdict(
        "worth",
        low,
        f"without weakness: {', '.join(parts) or 'no samples'}",
        "{n} datasets hold too many weak samples",
        f"{_smaller(e.settings.scale * enough)}read what Browse finds by weakness:*, or export "
        "with --allow-weak",
    )


def _smaller(scale: float) -> str:
    """The advice to generate at a scale, rounded down; nothing where it would be under a
    hundredth.
    """
    rounded = int(scale * 100) / 100
    return f"generate at about --scale {rounded:g}, " if rounded else ""


def weakness(e: Evidence) -> Verdict:
    """Of 500 samples drawn by the seed, those whose `weakness` is not what the worth tests find.
    `repeats` depends on the samples before, and is not computed again.
    """
    everything = [sample for _, sample in e.samples]
    drawn = random.Random(e.settings.seed).sample(everything, min(CHECKED, len(everything)))
    bad = [
        f"{sample_id(sample)} states {stated or 'none'}, found {found or 'none'}"
        for sample in drawn
        if (found := _found(sample)) is not None and (stated := _stated(sample)) != found
    ]
    return verdict(
        "weakness",
        bad,
        f"metadata.weakness is true of {len(drawn):,} samples computed again",
        "{n} samples state another weakness than the tests find",
        "generate again",
    )


def _stated(sample: Sample) -> str:
    codes = Counter(judge.codes_of(str(sample["metadata"].get("weakness") or "")))
    return judge.joined(code for code in codes if code != "repeats")


def _found(sample: Sample) -> str | None:
    """The codes by the tests; None where the metadata breaks the schema, which has its own rule."""
    texts = (sample["instruction"], sample["input"], sample["output"])
    return _codes(*texts, json.dumps(sample["metadata"], sort_keys=True))


@lru_cache(maxsize=2 * CHECKED)
def _codes(instruction: str, input: str, output: str, stated: str) -> str | None:
    """Kept, since a studio validates the same samples again and again."""
    try:
        metadata = SampleMetadata.model_validate_json(stated)
    except ValidationError:
        return None
    codes = judge.weaknesses(metadata.task_type, instruction, input, output, metadata)
    return judge.joined(codes)
