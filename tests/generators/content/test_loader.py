"""Content files: every one fits its model, and a mistake is named by file, entry and field."""

import shutil
from pathlib import Path

import pytest

from generators.content import loader
from generators.domain_patterns import wording as domain_patterns
from generators.domain_representatives import wording as domain_representatives
from generators.errors import ContentError
from generators.guardrails import cases
from generators.process_framework import authoring
from generators.refactoring import wording as style_refactor
from generators.reporting_protocol import wording as reporting_protocol
from generators.style_core import wording as style_core
from generators.tool_awareness import content as tool_awareness

# (dataset, model, beginning of the topics' names; "" for wording)
KINDS = [
    ("guardrails", cases.CaseFile, "jest-"),
    ("process_framework", authoring.SituationFile, "situations-"),
    ("process_framework", authoring.LessonFile, "lessons-"),
    ("process_framework", authoring.AreaFile, "practices-"),
    ("process_framework", authoring.Wording, ""),
    ("tool_awareness", tool_awareness.ToolFile, "lab"),
    ("tool_awareness", tool_awareness.Wording, ""),
    ("style_core", style_core.Wording, ""),
    ("style_refactor", style_refactor.Wording, ""),
    ("domain_patterns", domain_patterns.Wording, ""),
    ("domain_representatives", domain_representatives.Wording, ""),
    ("reporting_protocol", reporting_protocol.Protocol, ""),
]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the content that the loader reads instead."""
    folder = tmp_path / "content"
    shutil.copytree(Path(loader.__file__).parent, folder)
    monkeypatch.setattr(loader, "FOLDER", folder)
    return folder


def read(dataset, model, prefix):
    return loader.topics(dataset, model, prefix) if prefix else loader.wording(dataset, model)


@pytest.mark.parametrize(("dataset", "model", "prefix"), KINDS)
def test_an_unknown_field_is_named_in_every_kind_of_file(copy, dataset, model, prefix):
    assert read(dataset, model, prefix)
    pattern = f"{prefix}*.toml" if prefix else "wording.toml"
    path = sorted((copy / dataset).glob(pattern))[0]
    path.write_text("misspelled = 1\n" + path.read_text("utf-8"), "utf-8")
    with pytest.raises(ContentError) as caught:
        read(dataset, model, prefix)
    assert str(caught.value) == (
        f"content/{dataset}/{path.name}: misspelled: Extra inputs are not permitted"
    )


@pytest.mark.parametrize(
    ("dataset", "file", "old", "new", "words"),
    [
        ("guardrails", "jest-6", 'opening = "', 'opening = "Well, ', "case 1: opening: Input"),
        ("guardrails", "jest-6", "finding = ", "findings = ", "case 1: finding: Field required"),
        ("process_framework", "lessons-start", "title = ", "titel = ", "lesson 1: title: Field"),
        ("tool_awareness", "lab", "instrument! string", "instrument! sting", "tool 1: parameters:"),
        ("guardrails", "jest-6", "[[case]]", "[[case]", "invalid TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_entry_and_field(copy, dataset, file, old, new, words):
    path = copy / dataset / f"{file}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    model, prefix = next((m, p) for d, m, p in KINDS if d == dataset and file.startswith(p or "-"))
    with pytest.raises(ContentError) as caught:
        read(dataset, model, prefix)
    assert str(caught.value).startswith(f"content/{dataset}/{file}.toml: {words}")
    assert "\n" not in str(caught.value)


def test_a_row_with_too_many_values_is_refused():
    with pytest.raises(ValueError, match="has 5 values, at most 4 are known"):
        authoring.Turn.model_validate(["a", "b", "c", "d", "e"])
