"""Several processes at one staging store: writers wait, take turns, and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generators.settings import Settings
from studio.curation import edit, handover, regenerate, review
from studio.errors import StudioError
from studio.export import writer
from studio.figures.run_report import run_report
from studio.jobs import jobs
from studio.store import lineage, verdicts
from studio.store import staging as staging_module
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.studio.export.shown import shown
from tests.studio.store.crowd import crowd, lost

ROOT = Path(__file__).parents[3]
DEADLINE = 600.0
"""Seconds; a thread that fails before the others wait for it would keep them waiting for good."""


@pytest.fixture
def second(staging: Staging):
    with Staging(staging.path, create=False) as opened:
        yield opened


def flagged(staging: Staging, count: int = 20) -> list[str]:
    ids = [row[0] for row in staging.db.execute("select id from samples where split = 'train'")]
    review.flag(staging, ids[:: len(ids) // count], "low_value")
    return ids


def test_a_writer_that_reads_first_is_not_overtaken(staging, second):
    """A transaction that began with a read could not write once another process had written."""

    def other() -> None:
        with Staging(staging.path, create=False) as third:
            third.remember("other", 1)

    thread = threading.Thread(target=other)
    with second.writing() as db:
        before = db.execute("select count(*) from reviews").fetchone()[0]
        thread.start()
        thread.join(0.3)
        review.record(second, [db.execute("select id from samples").fetchone()[0]], "accept")
    thread.join()
    assert staging.recall("other") == 1
    assert staging.db.execute("select count(*) from reviews").fetchone()[0] == before + 1


def test_parallel_regenerations_take_turns(staging, record_property):
    """Each flagged sample is replaced once; what one has replaced the next does not see."""
    flagged(staging)
    count = staging.flagged()
    barrier, done, wrong = threading.Barrier(4, timeout=DEADLINE), [], []

    def work() -> None:
        with Staging(staging.path, create=False) as mine:
            barrier.wait()
            try:
                done.append(regenerate.regenerate(mine))
            except (StudioError, sqlite3.Error) as error:
                wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    old = [change.old for each in done for change in each.changes]
    new = [change.new for each in done for change in each.replaced]
    record_property("tries", len(old))
    assert len(old) == len(set(old)) >= count and len(new) == len(set(new))
    assert staging.flagged() == 0
    assert staging.db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_two_edits_of_a_sample_do_not_both_take_its_place(staging, second, monkeypatch):
    sample = staging.db.execute(
        "select id from samples where dataset = 'process_framework'"
    ).fetchone()[0]
    monkeypatch.setattr(edit, "_through_gates", lambda candidate, _: candidate)
    real = edit._distinct

    def meanwhile(*arguments):
        monkeypatch.setattr(edit, "_distinct", real)
        edit.edit(second, sample, "Explain it.", "", "The first one is here.")
        real(*arguments)

    monkeypatch.setattr(edit, "_distinct", meanwhile)
    with pytest.raises(StudioError, match="replaced meanwhile"):
        edit.edit(staging, sample, "Explain it.", "", "The second one comes later.")
    assert lineage.replacement(staging.db, sample) is not None
    sql = "select count(*) from lineage where old = ?"
    assert staging.db.execute(sql, [sample]).fetchone() == (1,)


def test_parallel_imports_take_a_verdict_once(staging, tmp_path):
    ids = [row[0] for row in staging.db.execute("select id from samples limit 20")]
    path = tmp_path / "back.jsonl"
    handover.write(staging, path, ids, "ann", blank=True)
    rows = [json.loads(line) | {"verdict": "accept"} for line in path.read_text().split("\n")[:-1]]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    barrier, done = threading.Barrier(3, timeout=DEADLINE), []

    def work() -> None:
        with Staging(staging.path, create=False) as mine:
            barrier.wait()
            done.append(handover.read(mine, path, "bob"))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.taken for each in done) == [0, 0, 20]
    assert len(verdicts.of_reviewer(staging.db, "bob")) == 20


@pytest.fixture
def gathered(pools, monkeypatch):
    """Runs take the candidates made for tests."""
    found = {pool.dataset.name: pool for pool in pools}
    monkeypatch.setattr(jobs.engine, "gathered", lambda names, *_: map(found.get, names))


def test_a_run_that_ends_under_a_lock_waits_and_says_so(tmp_path, settings, gathered, monkeypatch):
    workspace = Workspace(tmp_path)
    monkeypatch.setattr(staging_module, "BUSY_SECONDS", 1)
    stages: list[str] = []
    held: list[sqlite3.Connection] = []

    def on_stage(name: str) -> None:
        stages.append(name)
        if name == "staging":
            held.append(sqlite3.connect(workspace.staging_path))
            held[0].execute("begin immediate")
        elif name == jobs.WAITING and stages.count(name) == 2:
            held[0].rollback()

    run = jobs.generate(workspace, settings, ["process_framework"], on_stage=on_stage)
    held[0].close()
    assert stages[-2:] == [jobs.WAITING] * 2 and run.stored
    with Staging(workspace.staging_path, create=False) as staging:
        assert staging.last_run() is not None and staging.counts()


def test_a_run_selects_again_where_another_one_was_staged_meanwhile(
    tmp_path, pools, selection, settings, gathered
):
    """Both keep their samples, and the plan of both is in the report of the later one."""
    workspace = Workspace(tmp_path)
    stages: list[str] = []

    def on_stage(name: str) -> None:
        stages.append(name)
        if name == "staging" and stages.count(name) == 1:
            with Staging(workspace.staging_path) as other:
                mine = [pool for pool in pools if pool.dataset.name == "guardrails"]
                run = other.start_run(["guardrails"], settings, "")
                report = run_report(mine, selection, None)
                other.store(run, ["guardrails"], selection, settings, report)

    jobs.generate(workspace, settings, ["process_framework"], on_stage=on_stage)
    assert stages.count("selecting") == 2
    with Staging(workspace.staging_path, create=False) as staging:
        last = staging.last_run()
        assert last and set(last["report"]["planned"]) == {"guardrails", "process_framework"}
        assert {row["dataset"] for row in staging.counts()} == set(last["report"]["planned"])


def test_an_export_holds_one_state_of_the_store(staging, second, tmp_path, settings, monkeypatch):
    writer.export(staging, tmp_path / "before", settings)
    real, read = Staging.export_rows, []

    def rows(self: Staging, name: str):
        yield from real(self, name)
        read.append(name)
        if len(read) == 3:
            flagged(second)
            regenerate.regenerate(second)

    monkeypatch.setattr(Staging, "export_rows", rows)
    writer.export(staging, tmp_path / "during", settings)
    monkeypatch.undo()
    assert len(read) == 9 and shown(tmp_path / "during") == shown(tmp_path / "before")
    writer.export(staging, tmp_path / "after", settings)
    assert shown(tmp_path / "after") != shown(tmp_path / "before")


OPEN = """
import sys
from pathlib import Path
from studio.store.staging import Staging
sys.stdin.readline()
with Staging(Path(sys.argv[1])) as staging:
    staging.remember(sys.argv[2], 1)
"""


def test_a_new_store_may_be_opened_by_many_at_once(tmp_path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(tmp_path / "staging.db"), str(number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        for number in range(6)
    ]
    said = []
    for process in processes:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in processes:
        said.append(process.communicate()[1].decode())
    assert [each for each in said if each] == []
    with Staging(tmp_path / "staging.db", create=False) as staging:
        assert staging.db.execute("select count(*) from ui").fetchone() == (6,)


DEAD = """
import os, sys
from pathlib import Path
from generators.settings import Settings
from studio.store.staging import Staging
Staging(Path(sys.argv[1])).start_run(["guardrails"], Settings(), "")
os._exit(9)
"""


def test_a_run_whose_process_is_dead_is_ended_and_a_living_one_is_not(staging):
    living = staging.start_run(["guardrails"], Settings(), "")
    command = [sys.executable, "-c", DEAD, str(staging.path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    sql = "select id, status from runs where status != 'done'"
    assert set(dict(staging.db.execute(sql)).values()) == {"running"}
    Staging(staging.path).close()
    states = dict(staging.db.execute(sql))
    assert states.pop(living) == "running" and list(states.values()) == ["failed"]


def test_two_reviewers_and_a_regenerating_run_lose_nothing(staging):
    assert lost(crowd(staging.path, 3.0)) == []


@pytest.mark.long
def test_two_reviewers_and_a_regenerating_run_lose_nothing_in_ten_minutes(staging, record_property):
    seconds = float(os.environ.get("WEB4_STUDIO_CROWD_SECONDS", "600"))
    did = crowd(staging.path, seconds)
    record_property("tries", sum(each["done"] + len(each["refused"]) for each in did))
    assert lost(did) == []
