"""What the card and the catalog entry of an export state, and that it is so."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generators import catalog
from generators.errors import ConfigError
from generators.settings import CardSettings, load
from studio.export import card, croissant, forms
from studio.export.publish import possible

NAMED = list(catalog.DATASETS)
STATED = CardSettings(
    name='Kata: "moves"', license="apache-2.0", languages=("de", "en"), tags=("a: b", "#c")
)


def head(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.partition("---\n")[2].partition("\n---\n")[0])
    return found


def test_the_head_states_what_its_owner_says() -> None:
    found = head(card.head(NAMED, stated=STATED, samples=39_000))
    assert found["pretty_name"] == 'Kata: "moves"' and found["license"] == "apache-2.0"
    assert found["language"] == ["de", "en"] and found["tags"] == ["a: b", "#c"]
    assert found["size_categories"] == ["10K<n<100K"]
    assert found["task_categories"] == ["text-generation"]


@pytest.mark.parametrize(
    ("samples", "size"),
    [(999, "n<1K"), (1_000, "1K<n<10K"), (99_999, "10K<n<100K"), (2_000_000, "1M<n<10M")],
)
def test_a_class_of_size_begins_at_its_first_number(samples: int, size: str) -> None:
    assert card.size(samples) == size


def test_there_is_a_configuration_for_all_and_one_for_each_dataset() -> None:
    found = head(card.head([*NAMED, catalog.EVAL], ["messages"]))
    files = {each["config_name"]: each["data_files"] for each in found["configs"]}
    assert list(files) == ["default", "messages", *NAMED]
    assert files["style_core"] == "style_core.jsonl"
    assert all(name not in str(files[other]) for name in NAMED for other in NAMED if name != other)
    features = {each["config_name"]: each["features"] for each in found["dataset_info"]}
    # A configuration without types would have its dates read as times.
    assert list(features) == ["default", *NAMED]
    assert all(each == features["default"] for each in features.values())
    fields = {each["name"]: each["dtype"] for each in features["default"][3]["struct"]}
    assert fields["date"] == "string" and fields["quality_score"] == "float64"


def test_a_licence_is_an_identifier(tmp_path: Path) -> None:
    path = tmp_path / "web4-studio.toml"
    path.write_text('[card]\nlicense = "MIT: free"\n')
    with pytest.raises(ConfigError, match=r"'card\.license'"):
        load(path)
    path.write_text('[card]\nlicence = "mit"\n')
    with pytest.raises(ConfigError, match=r"unknown setting 'card\.licence'.*card\.license"):
        load(path)


def test_llama_factory_finds_every_training_file_and_no_other() -> None:
    found = forms.listed(NAMED)
    files = [entry["file_name"] for entry in found.values()]
    assert [f"messages/{file}" for file in files] == forms.FORMS["messages"].copies(NAMED)
    assert forms.LISTED in possible(Path("nowhere")) and "eval.jsonl" not in files


def test_an_export_describes_its_files_as_they_are(good_export: Path) -> None:
    found = json.loads((good_export / "croissant.json").read_text("utf-8"))
    files = sorted(path.name for path in good_export.glob("*.jsonl"))
    assert sorted(each["@id"] for each in found["distribution"]) == files
    for each in found["distribution"]:
        content = (good_export / each["contentUrl"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
    sample = json.loads((good_export / "guardrails.jsonl").read_text("utf-8").split("\n")[0])
    (fields,) = (each["field"] for each in found["recordSet"] if each["@id"] == "guardrails")
    names = [field["@id"].removeprefix("guardrails/") for field in fields]
    assert names == [*list(sample)[:3], *(f"metadata/{key}" for key in sample["metadata"])]
    kinds = {str: "sc:Text", bool: "sc:Boolean", int: "sc:Integer", float: "sc:Float"}
    for field, name in zip(fields, names, strict=True):
        key = name.removeprefix("metadata/")
        value = sample["metadata"][key] if key in sample["metadata"] else sample[key]
        assert field["dataType"] == kinds[type(value)], name
    top = head((good_export / "README.md").read_text("utf-8"))
    assert top["size_categories"] == ["n<1K"] and top["license"] == "unknown"
    assert (good_export / "validation.json").is_file()


def test_each_configuration_loads_its_own_file(good_export: Path, tmp_path: Path) -> None:
    import datasets

    found = datasets.load_dataset(str(good_export), "guardrails", cache_dir=str(tmp_path))
    lines = (good_export / "guardrails.jsonl").read_text("utf-8").split("\n")[:-1]
    assert list(found) == ["train"] and found["train"].num_rows == len(lines)
    assert found["train"][0] == json.loads(lines[0])


def test_without_a_licence_none_is_stated() -> None:
    found = croissant.croissant(CardSettings(), {"guardrails.jsonl": "0" * 64})
    assert found["license"] == "unknown" and found["name"] == "Web4 training samples"
