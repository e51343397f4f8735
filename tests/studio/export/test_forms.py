"""Copies of an export in the forms that trainers read hold what the export holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generators import catalog, tokens
from generators.settings import Settings
from studio.errors import StudioError
from studio.export import forms, writer
from studio.store.staging import Staging
from studio.validation import expectation, runner

ALL = list(forms.FORMS)


@pytest.fixture
def folder(staging: Staging, settings: Settings, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert writer.export(staging, out, settings, formats=ALL).written
    return out


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def exported(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {path.stem: rows(path) for path in sorted(folder.glob("*.jsonl"))}


def test_a_conversation_is_what_training_sees(folder: Path) -> None:
    for name, samples in exported(folder).items():
        copies = rows(folder / "messages" / f"{name}.jsonl")
        pairs = rows(folder / "prompt-completion" / f"{name}.jsonl")
        for sample, copy, pair in zip(samples, copies, pairs, strict=True):
            user, assistant = copy["messages"]
            assert [user["role"], assistant["role"]] == ["user", "assistant"]
            whole = tokens.chat(sample["instruction"], sample["input"], sample["output"], "qwen2.5")
            assert f"<|im_start|>user\n{user['content']}<|im_end|>" in whole
            assert whole.endswith(f"<|im_start|>assistant\n{assistant['content']}<|im_end|>\n")
            assert pair["prompt"] == [user]
            assert pair["completion"] == [assistant]
            assert copy["sample_id"] == pair["sample_id"] == sample["metadata"]["sample_id"]


def test_mlx_gets_one_file_to_train_and_one_to_validate(folder: Path) -> None:
    samples = exported(folder)
    held = [copy["messages"][1]["content"] for copy in rows(folder / "mlx" / "valid.jsonl")]
    assert held == [sample["output"] for sample in samples.pop(catalog.EVAL)]
    order = [name for name in catalog.DATASETS if name in samples]
    taught = [copy["messages"][1]["content"] for copy in rows(folder / "mlx" / "train.jsonl")]
    assert taught == [sample["output"] for name in order for sample in samples[name]]


def test_parquet_holds_the_samples_with_their_types(folder: Path) -> None:
    import pyarrow.parquet as pq

    for name, samples in exported(folder).items():
        split = "test" if name == catalog.EVAL else "train"
        table = pq.read_table(folder / "parquet" / split / f"{name}.parquet")
        assert table.to_pylist() == samples


def test_a_changed_copy_is_not_that_of_the_manifest(folder: Path, settings: Settings) -> None:
    def found() -> runner.Verdict:
        stated = expectation.manifest(folder / "manifest.json", settings)
        datasets = expectation.expected(settings, catalog.DATASETS, stated.planned)
        report = runner.validate(folder, settings, datasets, manifest=stated)
        return next(verdict for verdict in report.verdicts if verdict.rule == "manifest")

    assert found().passed
    path = folder / "mlx" / "train.jsonl"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"role":"user"', '"role":"system"', 1), "utf-8")
    assert found().samples == ("mlx/train.jsonl has another SHA-256",)


def test_the_next_export_without_them_takes_them_away(
    folder: Path, staging: Staging, settings: Settings
) -> None:
    assert writer.export(staging, folder, settings).written
    assert not [name for name in ("messages", "mlx", "parquet") if (folder / name).exists()]


def test_each_form_loads_with_its_splits(folder: Path, tmp_path: Path) -> None:
    import datasets

    samples = exported(folder)
    held = samples.pop(catalog.EVAL)
    ways = [(str(folder), each) for each in forms.CONFIGURED] + [(str(folder / "parquet"), None)]
    for number, (place, config) in enumerate(ways):
        cache = str(tmp_path / f"cache{number}")
        loaded = datasets.load_dataset(place, config, cache_dir=cache)
        assert loaded["train"].num_rows == sum(map(len, samples.values()))
        assert loaded["test"].num_rows == len(held)


def test_an_unknown_form_is_named(staging: Staging, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="unknown format 'csv'; choose from messages"):
        writer.export(staging, tmp_path, settings, formats=["csv"])


def test_what_is_empty_stops_neither_an_export_nor_its_loaders(
    staging: Staging, settings: Settings, tmp_path: Path
) -> None:
    """A store without code gives no style_core, and one record gives nothing to hold out."""
    datasets = pytest.importorskip("datasets")
    with staging.writing() as db:
        db.execute("update samples set state = 'rejected' where dataset in ('guardrails', 'eval')")
        db.execute("update samples set state = 'rejected' where split = 'eval'")
    out, cache = tmp_path / "out", str(tmp_path / "cache")
    allowed = writer.Allowed(shortfall=True, weak=True)
    done = writer.export(staging, out, settings, None, allowed, ALL)
    assert done.written, [each for each in done.report.failures]
    there = exported(out)
    assert there["guardrails"] == there[catalog.EVAL] == [] and there["style_core"]
    number = sum(map(len, there.values()))
    for name in ("default", *forms.CONFIGURED):
        found = datasets.load_dataset(str(out), name, cache_dir=cache)
        assert {split: len(rows) for split, rows in found.items()} == {"train": number}
    assert len(datasets.load_dataset(str(out / "parquet"), cache_dir=cache)["train"]) == number
    configs = datasets.get_dataset_config_names(str(out))
    assert "guardrails" not in configs
    for name in set(configs) & set(there):
        assert len(datasets.load_dataset(str(out), name, cache_dir=cache)["train"]) == len(
            there[name]
        )
    assert "web4_guardrails" not in json.loads((out / forms.LISTED).read_text("utf-8"))
