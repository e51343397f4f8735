"""The trainers themselves read their forms: `pip install ".[trainers]"`, then `pytest -m long`."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from generators.settings import Settings
from studio.export import forms, writer
from studio.store.staging import Staging
from studio.validation import loading

pytestmark = pytest.mark.long
TEMPLATE = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@pytest.fixture
def folder(staging: Staging, settings: Settings, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert writer.export(staging, out, settings, formats=list(forms.FORMS)).written
    return out


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    found = loading.reference()[1]
    found.chat_template = TEMPLATE
    found.add_special_tokens({"additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    found.eos_token, found.pad_token = "<|im_end|>", "<|endoftext|>"
    return found


@pytest.mark.parametrize("form", ["messages", "prompt-completion"])
def test_trl_trains_a_step(folder: Path, tokenizer: Any, tmp_path: Path, form: str) -> None:
    import datasets
    from transformers import Qwen2Config, Qwen2ForCausalLM
    from trl import SFTConfig, SFTTrainer

    files = str(folder / form / "guardrails.jsonl")
    data = datasets.load_dataset("json", data_files=files, split="train", cache_dir=str(tmp_path))
    shape = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 2}
    model = Qwen2ForCausalLM(Qwen2Config(vocab_size=len(tokenizer), **shape, **heads))
    arguments = SFTConfig(
        output_dir=str(tmp_path / "model"), max_steps=1, per_device_train_batch_size=2,
        report_to=[], save_strategy="no", use_cpu=True, bf16=False,
    )  # fmt: skip
    trainer = SFTTrainer(model, arguments, train_dataset=data, processing_class=tokenizer)
    assert trainer.train().global_step == 1
    assert trainer.state.log_history[-1]["train_loss"] > 0


def test_mlx_lm_loads_both_files(folder: Path, tokenizer: Any) -> None:
    from mlx_lm.tuner.datasets import load_local_dataset

    config = SimpleNamespace(mask_prompt=True, prompt_feature="prompt", chat_feature="messages")
    train, valid, _ = load_local_dataset(folder / "mlx", tokenizer, config)
    lines = (folder / "mlx" / "train.jsonl").read_text("utf-8").splitlines()
    assert len(train) == len(lines)
    assert len(valid) > 0
    ids, offset = train.process(train[0])
    answer = json.loads(lines[0])["messages"][1]["content"]
    assert tokenizer.decode(ids[offset:]).startswith(answer[:40])


def test_croissant_is_valid_and_gives_the_samples(folder: Path) -> None:
    import mlcroissant

    data = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert not data.metadata.ctx.issues.errors
    lines = (folder / "guardrails.jsonl").read_text("utf-8").split("\n")[:-1]
    for line, found in zip(lines, data.records("guardrails"), strict=True):
        sample = json.loads(line)
        assert found["guardrails/output"].decode() == sample["output"]
        kept = {key: found[f"guardrails/metadata/{key}"] for key in sample["metadata"]}
        texts = {key: v.decode() if isinstance(v, bytes) else v for key, v in kept.items()}
        assert texts == sample["metadata"]


@pytest.mark.skipif(not find_spec("axolotl"), reason="axolotl is not installed")
def test_axolotl_loads_the_entry_and_learns_the_answer(
    folder: Path, tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axolotl.prompt_strategies.chat_template import load
    from axolotl.utils.data.shared import load_dataset_with_config
    from axolotl.utils.dict import DictDefault

    page = (Path(__file__).parents[3] / "docs" / "training.md").read_text("utf-8")
    snippet = re.search(r"## axolotl\n\n```yaml\n(.*?)```", page, re.S)
    assert snippet
    stated = yaml.safe_load(snippet[1])
    (entry,) = stated["datasets"]
    # The page exports to `data`.
    work = folder.parent / "work"
    work.mkdir()
    folder.rename(work / "data")
    monkeypatch.chdir(work)
    data = load_dataset_with_config(DictDefault(entry), use_auth_token=False)["train"]
    files = [work / name for name in entry["data_files"]]
    lines = [line for path in files for line in path.read_text("utf-8").split("\n")[:-1]]
    assert len(data) == len(lines)
    settings = DictDefault(stated | {"chat_template": "tokenizer_default"})
    strategy = load(tokenizer, settings, ds_cfg=DictDefault(entry))
    for found, line in zip(data, lines, strict=True):
        row = strategy.tokenize_prompt(found)
        pairs = zip(row["input_ids"], row["labels"], strict=True)
        learned = tokenizer.decode([token for token, label in pairs if label != -100])
        assert learned.removesuffix("<|im_end|>") == json.loads(line)["messages"][1]["content"]


@pytest.mark.skipif(not find_spec("llamafactory"), reason="LLaMA-Factory is not installed")
def test_llama_factory_reads_its_list_and_the_conversations(folder: Path) -> None:
    from llamafactory.data.converter import SharegptDatasetConverter
    from llamafactory.data.parser import get_dataset_list

    (entry,) = get_dataset_list(["web4_guardrails"], str(folder / "messages"))
    convert = SharegptDatasetConverter(entry, SimpleNamespace(media_dir=""))
    for line in (folder / "messages" / entry.dataset_name).read_text("utf-8").split("\n")[:-1]:
        user, assistant = json.loads(line)["messages"]
        found = convert(json.loads(line))
        assert (found["_prompt"], found["_response"]) == ([user], [assistant])
