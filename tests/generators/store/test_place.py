"""Where a workspace is: for the studio and for a generator run alone."""

import json

import pytest

from generators.errors import StoreError
from generators.pipeline import engine
from generators.store import place
from generators.store.place import Place


def test_the_option_comes_before_the_variable_and_that_before_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(place.VARIABLE, raising=False)
    assert Place.find().root == tmp_path
    monkeypatch.setenv(place.VARIABLE, str(tmp_path / "named"))
    assert Place.find().root == tmp_path / "named"
    assert Place.find(tmp_path / "asked").root == tmp_path / "asked"


def test_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="is a file; name a folder with --workspace"):
        Place.find(tmp_path / "file")


def connect(folder, chroma):
    data = folder / "data"
    data.mkdir()
    named = {"chroma": str(chroma), "timeline": str(folder / "gone.db")}
    (data / "connection.json").write_text(json.dumps(named))


def test_a_connected_store_is_used(tmp_path):
    connect(tmp_path, "http://localhost:8000")
    assert Place(tmp_path).chroma == "http://localhost:8000"
    assert Place(tmp_path).timeline == tmp_path / "gone.db"
    assert Place(tmp_path).own_chroma == tmp_path / "chroma_db"


@pytest.mark.parametrize(
    ("arrange", "words"),
    [
        (lambda folder: None, "no store in"),
        (lambda folder: connect(folder, folder), "is not a Chroma store"),
        (lambda folder: (folder / "web4-studio.toml").write_text("sede = 1"), "unknown setting"),
    ],
)
def test_a_generator_run_alone_says_in_one_line_what_is_wrong(
    tmp_path, monkeypatch, capsys, arrange, words
):
    monkeypatch.setenv(place.VARIABLE, str(tmp_path))
    arrange(tmp_path)
    assert engine.main("domain_patterns", []) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("error: ") and words in err and err.count("\n") == 1


def test_an_authored_dataset_needs_no_store_and_touches_no_export(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(place.VARIABLE, str(tmp_path))
    (tmp_path / "data").mkdir()
    exported = tmp_path / "data" / "tool_awareness.jsonl"
    exported.write_text("{}\n")
    assert engine.main("tool_awareness", ["--scale", "0.02"]) in (0, 1)
    lines = (tmp_path / "data" / "alone" / "tool_awareness.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["metadata"]["task_type"] == "tool_awareness"
    assert exported.read_text() == "{}\n"


def test_a_tokenizer_that_is_missing_is_one_line_too(tmp_path, monkeypatch, capsys):
    (tmp_path / "web4-studio.toml").write_text('tokenizer = "/nowhere/at/all"')
    assert engine.main("tool_awareness", ["--workspace", str(tmp_path)]) == 2
    assert "tokenizer '/nowhere/at/all' cannot be loaded" in capsys.readouterr().err
