"""A folder shows one export, whole, wherever the process that replaces it dies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pathspec import GitIgnoreSpec

from generators import held
from studio.export import publish, writer
from studio.export.writer import Allowed
from studio.store.staging import Staging
from tests.studio.export.dying import ALL, PLAIN, STARTS, dies, put, version
from tests.studio.export.shown import shown

ROOT = Path(__file__).parents[3]
STRIDE = 7


def deaths(folder: Path, stride: int) -> int:
    """How often it died: at every `stride`-th step, from every start."""
    command = [sys.executable, "-m", "tests.studio.export.dying", str(folder), str(stride)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert [each["wrong"] for each in found] == [[]] * len(STARTS)
    assert all(sum(each[side] for each in found) for side in ("old", "new"))
    return sum(each["old"] + each["new"] for each in found)


def test_wherever_an_export_dies_the_old_or_the_new_one_is_whole(tmp_path):
    assert deaths(tmp_path, STRIDE) >= 100


@pytest.mark.long
def test_at_every_step_too(tmp_path, record_property):
    tries = deaths(tmp_path, 1)
    record_property("tries", tries)
    assert tries >= 800


def test_an_export_of_a_store_dies_anywhere_and_leaves_the_one_before(
    staging, tmp_path, settings, monkeypatch, record_property
):
    """From reading the store to the last removal: with the validation canned, which writes nothing
    there.
    """
    folder = tmp_path / "out"
    report = writer.export(staging, folder, settings).report
    monkeypatch.setattr("studio.export.writer.runner.validate", lambda *_: report)
    report.verdicts = []
    before = shown(folder)
    with staging.writing() as db:
        db.execute("update samples set state = 'rejected' where rowid % 9 = 0")
    path, allowed = staging.path, Allowed(shortfall=True)

    def work() -> None:
        with Staging(path, create=False, checked=True) as opened:
            assert writer.export(opened, folder, settings, allowed=allowed).written

    points, old = 0, 0
    # Steps of a write are many thousands; every 41st of them, and all after them.
    for at in range(0, 41 * 60, 41):
        if not dies(work, at):
            break
        points += 1
        old += shown(folder) == before
        if shown(folder) != before:
            break
    record_property("tries", points)
    assert points >= 10 and old >= points - 1
    work()
    assert shown(folder) != before and len(list((folder / publish.VERSIONS).iterdir())) == 2


@pytest.fixture
def failing(monkeypatch) -> Iterator[Callable[[str, int], None]]:
    def fail(name: str, at: int) -> None:
        real, calls = getattr(os, name), []

        def broken(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) == at:
                raise OSError(28, "No space left on device")
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, broken)

    yield fail


@pytest.mark.parametrize(("name", "at"), [("replace", 1), ("fsync", 1), ("fsync", 9)])
def test_a_step_that_fails_leaves_the_export_before(tmp_path, failing, name, at):
    old = version("old", PLAIN)
    put(tmp_path, old)
    before = shown(tmp_path)
    failing(name, at)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, version("new", ALL))
    assert shown(tmp_path) == before
    assert {p.name for p in tmp_path.iterdir()} == {*PLAIN, publish.VERSIONS, publish.IGNORED}


def test_a_draft_of_a_living_process_stays(tmp_path):
    put(tmp_path, version("old", PLAIN))
    with publish.draft(tmp_path) as mine:
        (mine.path / "eval.jsonl").write_text("mine")
        put(tmp_path, version("other", PLAIN))
        assert mine.path.is_dir() and not held.clear(tmp_path / publish.VERSIONS, mine.path.name)
        publish.publish(mine, tmp_path)
    assert shown(tmp_path) == {"eval.jsonl": b"mine"}


def test_what_is_no_part_of_the_dataset_is_ignored_and_a_list_of_ones_own_stays(tmp_path):
    put(tmp_path, version("new", ALL))
    for name in (".studio/staging.db", ".studio/log/web4-studio.log", "alone/eval.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    lines = (tmp_path / publish.IGNORED).read_text("utf-8").splitlines()
    ignored = GitIgnoreSpec.from_lines(lines)
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert len(files) > 2 * len(ALL)
    assert set(ignored.match_files(files, negate=True)) == {*ALL, publish.IGNORED}
    (tmp_path / publish.IGNORED).write_text("*.tmp\n")
    put(tmp_path, version("newer", ALL))
    assert (tmp_path / publish.IGNORED).read_text() == "*.tmp\n"


def test_drafts_of_earlier_versions_are_cleared(tmp_path):
    (tmp_path / ".export-abc" / "old").mkdir(parents=True)
    put(tmp_path, version("new", PLAIN))
    assert not (tmp_path / ".export-abc").exists()


def test_a_copy_of_the_folder_is_an_export_of_its_own(tmp_path):
    put(tmp_path / "out", version("old", ALL))
    shutil.copytree(tmp_path / "out", tmp_path / "linked", symlinks=True)
    shutil.copytree(tmp_path / "out", tmp_path / "plain")
    put(tmp_path / "out", version("new", ALL))
    for name in ("linked", "plain"):
        assert shown(tmp_path / name)["eval.jsonl"].startswith(b"old"), name
        put(tmp_path / name, version("newer", ALL))
        assert shown(tmp_path / name)["eval.jsonl"].startswith(b"newer"), name
