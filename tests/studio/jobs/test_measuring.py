"""Measuring in the background: beside writers, and where it cannot be done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio import log
from studio.jobs import measuring
from studio.jobs.opened import OpenedStore
from studio.search.meaning import build
from studio.store import measures
from studio.store.staging import Staging


def test_samples_that_go_meanwhile_break_nothing(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = build._count

    def meanwhile(texts, ids):
        found = counted(texts, ids)
        with Staging(staging.path) as other, other.writing() as db:
            db.execute("delete from texts where id = ?", [ids[0]])
            db.execute("delete from samples where id = ?", [ids[0]])
        return found

    monkeypatch.setattr(build, "_count", meanwhile)
    measuring.measure(staging.path)
    assert measures.known(staging.db)


def test_a_fault_is_in_the_log_of_the_workspace(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db):
        raise KeyError("a text of a sample")

    monkeypatch.setattr(build, "build", broken)
    data = staging.path.parents[1]
    assert measuring.main(str(staging.path), str(data)) == 1
    said = (data / ".studio" / log.FOLDER / log.NAME).read_text("utf-8")
    assert "fault KeyError" in said and "end measure" in said
    assert "a text of a sample" not in said


def test_what_fails_is_tried_again_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring.sys, "executable", shutil.which("false"))
    process = measuring.Measuring(tmp_path / "staging.db", tmp_path)
    said = []
    while process.start():
        assert process._process
        process._process.wait()
        said.append(process.poll())
    assert said == ["", "", measuring.FAILED] and process.failed


def test_where_nothing_is_staged_nothing_is_measured_and_nothing_fails(tmp_path: Path) -> None:
    data = tmp_path / "data"
    path = data / ".studio" / "staging.db"
    Staging(path).close()
    assert measuring.main(str(path), str(data)) == 0
    assert not OpenedStore(path).out_of_date(), "it would be begun again and again"
