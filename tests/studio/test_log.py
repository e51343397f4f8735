"""The log says what ran, how it ended and what was skipped; never what a sample says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio import log
from studio.jobs import background, left_out
from studio.workspace import Workspace

from .test_cli import one_line, run


def read(root: Path) -> str:
    return (root / "data" / ".studio" / log.FOLDER / log.NAME).read_text("utf-8")


def test_a_command_and_its_end_are_logged(staging, tmp_path: Path) -> None:
    assert run("status", workspace=tmp_path).exit_code == 0
    one_line(run("review", "--import", tmp_path / "none.jsonl", workspace=tmp_path), "none.jsonl")
    lines = [line.split(" ", 2)[2] for line in read(tmp_path).splitlines()]
    assert lines[0] == "begin status" and lines[1].endswith(": done")
    assert lines[2] == "begin review" and "cannot read" in lines[3]


def test_nothing_is_made_where_there_is_no_data(tmp_path: Path) -> None:
    run("status", workspace=tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_was_said_before_the_folder_exists_is_written_then(tmp_path: Path) -> None:
    task = log.Task(tmp_path / "data", "index")
    (tmp_path / "data").mkdir()
    task.end("done")
    assert "begin index" in read(tmp_path) and ": done" in read(tmp_path)


def test_what_was_skipped_is_logged_with_its_reason(tmp_path: Path) -> None:
    log.Task(tmp_path / "data", "index")
    entries = [("a\x1b[2J\n.ts", "larger than 500 kB (max_file_kb)"), ("b.ts", "empty")]
    left_out.keep(Workspace(tmp_path), {"skipped": entries})
    text = read(tmp_path)
    assert "skipped: a?[2J?.ts: larger than 500 kB (max_file_kb)" in text
    assert "skipped: b.ts: empty" in text and "\x1b" not in text


def test_values_of_options_and_messages_of_faults_stay_out(
    staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("review", "--export", tmp_path / "r.jsonl", "--filter", "hunter2", workspace=tmp_path)

    def broken(*_: object) -> None:
        raise KeyError("hunter2 in a sample")

    monkeypatch.setattr("studio.figures.status.status", broken)
    run("status", workspace=tmp_path)
    text = read(tmp_path)
    assert "hunter2 in a sample" not in text
    assert "fault KeyError" in text and "test_log.py" in text


def test_a_job_of_the_studio_is_logged(staging, tmp_path: Path) -> None:
    request = {"job": "preview", "workspace": str(tmp_path), "names": []}
    background.work(request, lambda _: None, lambda: False)
    text = read(tmp_path)
    assert "begin job preview" in text and "end job preview" in text


def test_the_log_rotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 2_000)
    (tmp_path / "data").mkdir()
    log.Task(tmp_path / "data", "x")
    for number in range(400):
        log.say(f"line {number}")
    files = sorted((tmp_path / "data" / ".studio" / log.FOLDER).iterdir())
    assert len(files) == 1 + log.KEPT
    assert all(path.stat().st_size <= 2_000 for path in files)
    assert "line 399" in read(tmp_path)


@pytest.mark.parametrize("kind", ["pipe", "file", "folder", "read only"])
def test_a_log_that_cannot_be_written_stops_nothing(staging, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "data" / ".studio" / log.FOLDER
    if kind == "file":
        folder.write_text("x")
    else:
        folder.mkdir()
        if kind == "pipe":
            os.mkfifo(folder / log.NAME)
        elif kind == "folder":
            (folder / log.NAME).mkdir()
        else:
            folder.chmod(0o500)
    result = run("status", workspace=tmp_path)
    folder.chmod(0o700)
    assert result.exit_code == 0 and "Traceback" not in result.output


def test_a_backup_leaves_the_log_out(staging, tmp_path: Path) -> None:
    assert run("status", workspace=tmp_path).exit_code == 0
    assert run("backup", tmp_path / "kept", workspace=tmp_path).exit_code == 0
    assert not (tmp_path / "kept" / "data" / ".studio" / log.FOLDER).exists()
