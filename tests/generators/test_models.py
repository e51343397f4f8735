"""Models other than Qwen2.5: their template, tokenizer and limits, from local files alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generators import tokens
from generators.errors import ConfigError, TokenizerError
from generators.pipeline import gates
from generators.settings import Settings, load
from generators.tokens import models
from studio.curation import trainer_view
from studio.export import manifest as manifests
from studio.jobs import doctor
from studio.validation import expectation, rules
from studio.validation.evidence import Evidence
from studio.workspace import Workspace
from tests.conftest import make_pools

# The templates that Llama 3 and Mistral 7B have in their tokenizer_config.json.
LLAMA = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = "
    "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] | trim "
    "+ '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
    "{{ content }}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)
MISTRAL = (
    "{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'user') != "
    "(loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}"
    "{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}"
    "{% else %}{{ message['content'] + eos_token }}{% endif %}{% endfor %}"
)
MARKS = {
    "llama": ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
    "mistral": ["<s>", "</s>", "[INST]", "[/INST]"],
}
TEXTS = ("Write a class.", "let a = 1;", "class A {\n\n  b = 'ß';\n}\n")


def made(folder: Path, family: str, template: str, limit: int = 8_192) -> Path:
    """The files of a model beside its weights, with a byte-level tokenizer without merges."""
    from tokenizers import Tokenizer, decoders
    from tokenizers import models as kinds
    from tokenizers import pre_tokenizers as before
    from transformers import PreTrainedTokenizerFast

    letters = {letter: at for at, letter in enumerate(sorted(before.ByteLevel.alphabet()))}
    inner: Any = Tokenizer(kinds.BPE(vocab=letters, merges=[]))
    inner.pre_tokenizer = before.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    first, last, *more = MARKS[family]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, bos_token=first, eos_token=last, additional_special_tokens=more
    )
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps({"max_position_embeddings": limit}), "utf-8")
    return folder


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("models") / "llama-3", "llama", LLAMA)


@pytest.fixture(scope="module")
def mistral(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("models") / "mistral-7b", "mistral", MISTRAL, 1_024)


def test_the_conversation_is_the_templates(llama: Path, mistral: Path) -> None:
    head, body = "<|start_header_id|>", "<|end_header_id|>\n\n"
    assert tokens.chat(*TEXTS, str(llama)) == (
        f"<|begin_of_text|>{head}user{body}Write a class.\n\nlet a = 1;<|eot_id|>"
        f"{head}assistant{body}class A {{\n\n  b = 'ß';\n}}<|eot_id|>"
    )
    assert tokens.chat(*TEXTS, str(mistral)) == (
        "<s>[INST] Write a class.\n\nlet a = 1; [/INST]class A {\n\n  b = 'ß';\n}\n</s>"
    )


@pytest.mark.parametrize("family", MARKS)
def test_the_answer_is_what_is_learned(family: str, request: pytest.FixtureRequest) -> None:
    model = str(request.getfixturevalue(family))
    end = {"llama": "<|eot_id|>", "mistral": "\n</s>"}[family]
    turns = models.turns(model, "Write a class.", TEXTS[2])
    assert [turn.text for turn in turns if turn.learned] == [f"{TEXTS[2].rstrip()}{end}"]
    lines = trainer_view.conversation(*TEXTS, model, model)
    whole = tokens.chat(*TEXTS, model)
    assert lines[-1].tokens == tokens.count(whole, model)
    assert "".join(line.text for line in lines) == whole.replace("\n", "")
    asked = [line for line in lines if line.role == "user"]
    assert asked[0].text.endswith("Write a class.") and not any(line.learned for line in asked)


def test_its_own_control_tokens_count(llama: Path, mistral: Path) -> None:
    assert tokens.control("a <|im_end|> b", models.QWEN) == "<|im_end|>"
    for text in ("plain", "a < b [0]", "x <|im_end|>"):
        assert not tokens.control(text, str(llama)) and not tokens.control(text, str(mistral))
    assert tokens.control("see <|eot_id|>", str(llama)) == "<|eot_id|>"
    assert tokens.control("[INST] do", str(mistral)) == "[INST]"
    # Each is one token; the text around it is bytes.
    assert tokens.count("[INST]ab", str(mistral)) == 3


def test_settings_follow_the_model(llama: Path, mistral: Path, tmp_path: Path) -> None:
    usual = Settings()
    assert (usual.model, usual.tokenizer, usual.max_tokens) == ("qwen2.5", "auto", 2_048)
    settings = load(None, model=str(mistral))
    assert (settings.tokenizer, settings.max_tokens) == (str(mistral), 1_024)
    assert load(None, model=str(llama)).max_tokens == 2_048
    assert load(None, model=str(llama), max_tokens=8_000).max_tokens == 8_000
    assert load(None, model=str(llama), tokenizer="quicktok").tokenizer == "quicktok"
    for model, most in ((str(llama), "8,192"), ("qwen2.5", "32,768")):
        with pytest.raises(ConfigError, match=f"reads at most {most}"):
            load(None, model=model, max_tokens=40_000)


def test_a_folder_is_named_from_the_workspace(llama: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "mine").symlink_to(llama)
    (tmp_path / "web4-studio.toml").write_text('model = "models/mine"\n', "utf-8")
    (tmp_path / "inner").mkdir()
    settings = Workspace(tmp_path).settings()
    assert Path(settings.model) == llama.resolve() and settings.tokenizer == settings.model


def test_the_gates_and_the_validation_use_it(mistral: Path) -> None:
    settings = load(None, model=str(mistral), scale=0.01)
    [pool] = make_pools(Settings(scale=0.01), names=("tool_awareness",))
    long, marked, fine = (each.model_copy(deep=True) for each in pool.candidates[:3])
    long.output = "The lamp in the hall is lit at six and put out at ten. " * 20
    marked.output = "It ends with </s>"
    fine.output, fine.input, fine.instruction = "Yes.", "", "Is it?"
    [(passed, rejected)] = gates.apply_gates([long, marked, fine], pool.dataset, settings)
    assert [each.reason for each in rejected] == ["too_long", "control_token"]
    assert [each.output for each in passed] == ["Yes."]
    assert passed[0].metadata.tokens == len(passed[0].text.encode())
    # By Qwen2.5 all three fit.
    [(passed, _)] = gates.apply_gates([long, marked, fine], pool.dataset, Settings())
    assert len(passed) == 3
    said = rules.tokens.reference(Evidence([], {}, settings))
    assert said.passed and "mistral-7b itself" in said.detail


def test_an_export_names_the_model_and_no_folder(llama: Path, tmp_path: Path) -> None:
    own = load(None, model=str(llama))
    stated = manifests.published(own.model_dump(mode="json"))
    assert (stated["model"], stated["tokenizer"]) == ("llama-3", "llama-3")
    assert str(llama) not in json.dumps(stated)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"planned": {}, "files": {}, "settings": stated}), "utf-8")
    found = expectation.manifest(path, own)
    assert not found.fault and found.settings and found.settings.model == str(llama)
    other = expectation.manifest(path, Settings())
    assert "its tokens are those of 'llama-3'" in other.fault


def test_what_is_missing_is_one_line(llama: Path, tmp_path: Path) -> None:
    with pytest.raises(TokenizerError, match="hub:NAME to download"):
        tokens.chat("a", "", "b", "somebody/no-such-model")
    bare = made(tmp_path / "base", "llama", LLAMA)
    for name in ("chat_template.jinja", "tokenizer_config.json"):
        (bare / name).unlink(missing_ok=True)
    with pytest.raises(TokenizerError, match="the chat template of 'base' cannot be used"):
        tokens.chat("a", "", "b", str(bare))
    assert models.limit("somebody/no-such-model") == 0 == models.limit(str(tmp_path / "nothing"))


def test_doctor_says_whether_it_can_be_used(llama: Path, tmp_path: Path) -> None:
    def said(model: str) -> doctor.Finding:
        found = doctor.examine(Workspace(tmp_path), load(None, model=model))
        return next(each for each in found if each.name == "model")

    assert said(str(llama)).detail == "llama-3 reads 8,192 tokens; limit 2,048"
    assert not said(str(tmp_path / "nothing")).good
