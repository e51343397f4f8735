"""The pairs of the table, on made-up samples of true shape."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import numpy as np

from generators import catalog, tokens
from generators.pipeline import near_duplicates
from generators.settings import Settings
from generators.store.embedding import Embedder
from studio.export import writer
from studio.store.staging import Staging
from studio.validation import jsonl, runner
from studio.workspace import Workspace
from tests.material import code, prose

from . import plainly
from .pairs import Pair

CLI = "from studio.cli import main; main()"
BRUTE = 1_200
"""Texts that are compared each with each, for recall."""


def texts_of(folder: Path) -> list[str]:
    """The texts of all samples of an export."""
    names = [*catalog.DATASETS, catalog.EVAL]
    files = [jsonl.read_file(folder / f"{name}.jsonl", name) for name in names]
    return [jsonl.text(sample) for file in files for sample in file.samples]


def validation(folder: Path) -> Pair:
    settings, reference = Settings(), plainly.tokenizer()
    return Pair(
        "validate", "json, pydantic, transformers and datasketch, one sample at a time; "
        "some of the checks", "≥ 8×",
        lambda: runner.validate(folder, settings, list(catalog.DATASETS.values())),
        lambda: plainly.validate(folder, reference),
        lambda ours, plain: _agree(ours, plain),
    )  # fmt: skip


def _agree(ours: runner.Report, plain: dict[str, int]) -> str:
    counted = sum(file["tokens"] for file in ours.files.values())
    assert counted == plain["tokens"], f"{counted} tokens, {plain['tokens']} by transformers"
    return f"same {counted:,} tokens"


def duplicates(texts: list[str]) -> Pair:
    varied = list(_varied(texts))
    found = {pair[:2] for pair in near_duplicates.pairs(varied[:BRUTE])}
    true = plainly.every_pair(varied[:BRUTE])
    recall = len(found & true) / max(1, len(true))
    return Pair(
        f"near duplicates of {len(varied):,}", "datasketch MinHashLSH, same settings",
        "≥ 5×, recall ≥ 0.98",
        lambda: {pair[:2] for pair in near_duplicates.pairs(varied)},
        lambda: plainly.near_duplicates(varied),
        lambda ours, plain: (
            f"recall {recall:.3f} of {len(true):,} pairs by brute force among {BRUTE:,}; "
            f"{len(ours):,} pairs, datasketch {len(plain):,}"
        ),
    )  # fmt: skip


def _varied(texts: list[str]) -> Iterator[str]:
    """Every eighth text once more, with one to thirty words changed."""
    rng = random.Random(11)
    for number, text in enumerate(texts):
        yield text
        if number % 8 == 0:
            words = text.split(" ")
            for _ in range(rng.randint(1, 30)):
                words[rng.randrange(len(words))] = prose(rng, 1)
            yield " ".join(words)


def counting(texts: list[str]) -> Pair:
    reference = plainly.tokenizer()

    def equal(ours: list[int], plain: list[int]) -> str:
        assert ours == plain
        return "equal"

    return Pair(
        f"count tokens of {len(texts):,}", "transformers, one by one", "≥ 20×, equal",
        lambda: tokens.count_batch(texts, "auto"), lambda: plainly.count(reference, texts), equal,
    )  # fmt: skip


def export(store: Path, folder: Path, into: Path) -> Pair:
    """Writing alone: validation has its own row, and its report stands still here."""
    settings = Settings()
    report = runner.validate(folder, settings, list(catalog.DATASETS.values()))
    everything = writer.Allowed(True, True, True)

    def ours() -> int:
        with (
            Staging(Workspace.find(str(store)).staging_path, create=False) as staging,
            mock.patch.object(writer, "judge", lambda *_: report),
            mock.patch.object(writer.Allowed, "accepts", lambda *_: True),
        ):
            done = writer.export(staging, into / "ours", settings, None, everything)
        return sum(path.stat().st_size for path in done.written)

    def plain() -> int:
        (into / "plain").mkdir(exist_ok=True)
        written = 0
        for path in folder.glob("*.jsonl"):
            with (into / "plain" / path.name).open("wb") as file:
                written += file.write(path.read_bytes())
                file.flush()
                os.fsync(file.fileno())
        return written

    return Pair(
        "export, without its validation", "writing the same bytes", "≤ 3×", ours, plain,
        lambda ours, plain: f"{plain / 1e6:.0f} MB of samples", slower=True,
    )  # fmt: skip


def embedding(count: int) -> Pair:
    """Texts as `index` cuts them, of all lengths."""
    from sentence_transformers import SentenceTransformer

    rng = random.Random(5)
    texts = [
        (code if number % 3 else prose)(rng, rng.choice((20, 60, 120, 200, 300)))[:2_000]
        for number in range(count)
    ]
    embedder = Embedder()
    model = SentenceTransformer(embedder._place(), device="cpu")

    def alike(ours: np.ndarray, plain: np.ndarray) -> str:
        least = float(np.einsum("ij,ij->i", ours, plain).min())
        assert least >= 0.9999
        return f"cosine at least {least:.6f}"

    return Pair(
        f"embed {count} texts of a store", "sentence-transformers as it comes",
        "≥ 1.5×, cosine ≥ 0.9999", lambda: embedder.encode(texts),
        lambda: model.encode(texts, normalize_embeddings=True, show_progress_bar=False), alike,
    )  # fmt: skip


def refresh(folder: Path, count: int) -> Pair:
    """A repository of made-up components: all of it, and one file in a hundred changed."""
    from generators.store.index import index

    rng = random.Random(9)
    repository, embedder, turn = folder / "repository", Embedder(), iter(range(10_000))
    paths = [
        repository / f"components/Part{n}/0.1.0.0/src/ts/layer2/Part{n}.ts" for n in range(count)
    ]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code(rng, 200), "utf-8")

    def build(name: str) -> int:
        place = folder / name
        report = index([repository], place / "chroma", place / "timeline.db", embedder, "auto")
        return report.embedded

    def again() -> int:
        for path in paths[:: max(1, count // max(1, count // 100))][: max(1, count // 100)]:
            path.write_text(f"{code(rng, 200)}// {next(turn)}\n", "utf-8")
        return build("kept")

    build("kept")
    return Pair(
        f"index again, 1% of {count} files changed", "indexing all of them", "≤ 0.03×",
        again, lambda: build(f"new{next(turn)}"),
        lambda ours, plain: f"{ours} of {plain} texts embedded", slower=True,
    )  # fmt: skip


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def starts(store: Path) -> Iterator[Pair]:
    bare = ("a bare start of the interpreter", lambda: _run("-c", "pass"))
    yield Pair("`--help`", bare[0], "≤ 8×", lambda: _run("-c", CLI, "--help"), bare[1], slower=True)
    yield Pair(
        "`status` of a full store", bare[0], "≤ 0.5 s",
        lambda: _run("-c", CLI, "-w", str(store), "status"), bare[1], slower=True,
    )  # fmt: skip
