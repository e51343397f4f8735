"""The same work written plainly: one sample at a time, with the libraries one would reach for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from generators.sample import SampleMetadata

WORD = re.compile(r"\w+")
PERMUTATIONS, BANDS, ROWS, ALIKE = 128, 32, 4, 0.8


def tokenizer() -> Any:
    """The model's own tokenizer, offline."""
    from studio.validation import loading

    os.environ.update(loading.OFFLINE)
    return loading.reference()[1]


def count(tokenizer: Any, texts: Iterable[str]) -> list[int]:
    return [len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in texts]


def shingles(text: str) -> frozenset[str]:
    """Runs of five words; a shorter text is one run."""
    words = WORD.findall(text.lower())
    width = min(5, len(words))
    return frozenset(
        " ".join(words[at : at + width]) for at in range(len(words) - width + 1) if width
    )


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left or right) and len(left & right) >= ALIKE * len(left | right)


def signature(text: frozenset[str]) -> Any:
    from datasketch import MinHash

    found = MinHash(num_perm=PERMUTATIONS)
    found.update_batch([each.encode() for each in text])
    return found


def near_duplicates(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of positions by datasketch's MinHashLSH, decided by exact Jaccard."""
    from datasketch import MinHashLSH

    sets = [shingles(text) for text in texts]
    index, found = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS)), set()
    for at, each in enumerate(sets):
        mine = signature(each)
        found |= {(other, at) for other in index.query(mine) if alike(sets[other], each)}
        index.insert(at, mine)
    return found


def every_pair(texts: Sequence[str]) -> set[tuple[int, int]]:
    """By comparing everything with everything."""
    sets = [shingles(text) for text in texts]
    return {
        (first, second)
        for second, each in enumerate(sets)
        for first, other in enumerate(sets[:second])
        if min(len(each), len(other)) >= ALIKE * max(len(each), len(other)) and alike(other, each)
    }


def across(training: Sequence[str], evaluation: Sequence[str]) -> int:
    """How many training texts are near duplicates of one in evaluation, by datasketch."""
    from datasketch import MinHashLSH

    sets = [shingles(text) for text in evaluation]
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    for at, each in enumerate(sets):
        index.insert(at, signature(each))
    found = 0
    for text in training:
        mine = shingles(text)
        found += any(alike(sets[at], mine) for at in index.query(signature(mine)))
    return found


def validate(folder: Path, tokenizer: Any) -> dict[str, int]:
    """Some of what the final validation checks: syntax and schema of every line, tokens of texts
    and outputs, repeated samples, near duplicates within the files and across the hold-out, and
    secrets, one sample at a time. It leaves out TypeScript, containment, loading, claims and worth.
    """
    from generators.hygiene import secrets

    rows: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        rows[path.stem] = [json.loads(line) for line in lines]
    every = [row for each in rows.values() for row in each]
    for row in every:
        SampleMetadata.model_validate(row["metadata"])
    whole = ["\n".join(row[key] for key in ("instruction", "input", "output")) for row in every]
    outputs = {name: [row["output"] for row in each] for name, each in rows.items()}
    test = len(rows["eval"])
    files = list(rows)
    assert files.index("eval") == 2, "evaluation is taken out of the middle below"
    before = sum(len(rows[name]) for name in files[:2])
    held, training = whole[before : before + test], whole[:before] + whole[before + test :]
    learned = [text for name in files if name != "eval" for text in outputs[name]]
    return {
        "tokens": sum(count(tokenizer, whole)),
        "output tokens": sum(count(tokenizer, [row["output"] for row in every])),
        "distinct": len(set(whole)),
        "near": sum(len(near_duplicates(list(dict.fromkeys(each)))) for each in outputs.values()),
        "leaked": across(training, held) + across(learned, outputs["eval"]),
        "secrets": sum(bool(secrets.found([text])) for text in whole),
    }
