"""The staging store: what a run leaves, what survives the next run, what happens when things go
wrong.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap

import pytest

from studio.curation import review
from studio.errors import StudioError
from studio.export import writer
from studio.jobs import jobs
from studio.store.staging import Staging
from tests.conftest import stage
from tests.studio.export.shown import shown


def test_counts_and_files_agree_with_the_selection(staging, selection):
    counts = {}
    for row in staging.counts():
        if row["split"] == "train":
            counts[row["dataset"]] = counts.get(row["dataset"], 0) + row["samples"]
    assert counts == {name: len(samples) for name, samples in selection.training.items()}
    for name, samples in selection.training.items():
        assert [s.output for s in staging.export_rows(name)] == [s.output for s in samples]
    assert [s.metadata for s in staging.export_rows("eval")] == [
        s.metadata for s in selection.evaluation
    ]


def test_a_second_run_keeps_a_persons_verdicts(staging, pools, selection, settings):
    ids = [s.metadata.sample_id for s in selection.training["guardrails"][:2]]
    review.record(staging, ids[:1], "accept")
    review.record(staging, ids[1:], "flag", "other")
    names = [pool.dataset.name for pool in pools]
    run = staging.start_run(names, settings, "corpus")
    staging.store(run, names, selection, settings, {})
    states = dict(
        staging.db.execute("select id, state from samples where id in (?, ?)", ids).fetchall()
    )
    assert states == {ids[0]: "accepted", ids[1]: "flagged"}
    total = sum(len(s) for s in selection.training.values()) + len(selection.evaluation)
    assert staging.db.execute("select count(*) from samples").fetchone() == (total,)
    assert staging.db.execute("select count(*) from texts").fetchone() == (total,)


def test_full_text_search_finds_a_word_of_an_output(staging, selection):
    word = selection.training["reporting_protocol"][0].output.split()[2]
    found = [row["id"] for row in staging.db.table("texts").search(word, quote=True)]
    assert selection.training["reporting_protocol"][0].metadata.sample_id in found


def test_repeats_name_their_twin(tmp_path, pools, selection, settings):
    with stage(tmp_path / "staging.db", pools, selection, settings) as staging:
        stored = staging.db.execute("select count(*) from left_out").fetchone()[0]
    assert stored == len(selection.rejected)


def test_a_killed_run_leaves_the_store_as_it_was(tmp_path, pools, selection, settings):
    """`kill -9` in the middle of a write: the store opens, is intact, and holds the run before."""
    path = tmp_path / "staging.db"
    stage(path, pools, selection, settings).close()
    script = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from studio.store.staging import Staging
        staging = Staging(Path({str(path)!r}))
        with staging.db.atomic():
            staging.db.execute("delete from texts")
            staging.db.execute("delete from samples where split = 'train'")
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -signal.SIGKILL
    with Staging(path) as staging:
        assert staging.db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert [s.output for s in staging.export_rows("guardrails")] == [
            s.output for s in selection.training["guardrails"]
        ]


def test_two_stores_open_at_once_lose_nothing(tmp_path, pools, selection, settings):
    path = tmp_path / "staging.db"
    with stage(path, pools, selection, settings) as first, Staging(path) as second:
        first.remember("pane", "browse")
        second.remember("filter", "tokens:>900")
        assert (first.recall("filter"), second.recall("pane")) == ("tokens:>900", "browse")


@pytest.mark.parametrize(
    ("content", "words"), [(b"this is not a database at all, however long", "not a staging store")]
)
def test_a_file_that_is_no_store_is_named(tmp_path, content, words):
    path = tmp_path / "staging.db"
    path.write_bytes(content * 100)
    with pytest.raises(StudioError, match=words) as caught:
        Staging(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_store_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "staging.db"
    with Staging(path) as staging:
        staging.db.table("_sqlite_migrations").insert(
            {"migration_set": "web4-studio", "name": "9999_future", "applied_at": "now"}
        )
    with pytest.raises(StudioError, match="newer web4-studio"):
        Staging(path)


def test_nothing_staged_is_an_error_with_the_next_step(tmp_path):
    with pytest.raises(StudioError, match="web4-studio generate"):
        Staging(tmp_path / "staging.db", create=False)


def test_a_full_disk_writes_nothing_half(tmp_path, pools, selection, settings):
    """SQLite's own page limit stands for the disk: it raises the same error."""
    path = tmp_path / "staging.db"
    with stage(path, pools, selection, settings) as staging:
        pages = staging.db.execute("pragma page_count").fetchone()[0]
        staging.db.execute(f"pragma max_page_count = {pages}")
        names = [pool.dataset.name for pool in pools]
        with pytest.raises(StudioError, match="disk is full"):
            run = staging.start_run(names, settings, "x" * 2_000_000)
            staging.store(run, names, selection, settings, {})
    with Staging(path) as staging:
        assert staging.db.execute("select count(*) from runs").fetchone() == (1,)
        assert staging.db.execute("pragma integrity_check").fetchone() == ("ok",)


def test_an_export_that_fails_leaves_the_previous_one(staging, tmp_path, settings):
    folder = tmp_path / "out"
    assert writer.export(staging, folder, settings).report.passed
    before = shown(folder)
    sample = staging.db.execute("select id from samples where split = 'train'").fetchone()[0]
    staging.db.execute("update samples set state = 'rejected' where id = ?", [sample])
    staging.db.conn.commit()
    outcome = writer.export(staging, folder, settings)
    assert not outcome.report.passed and outcome.written == ()
    assert shown(folder) == before


def test_a_shortfall_is_exported_only_on_request_and_says_so(staging, tmp_path, settings):
    sample = staging.db.execute(
        "select id from samples where dataset = 'reporting_protocol'"
    ).fetchone()[0]
    staging.db.execute("update samples set state = 'rejected' where id = ?", [sample])
    staging.db.conn.commit()
    outcome = writer.export(
        staging, tmp_path / "out", settings, allowed=writer.Allowed(shortfall=True)
    )
    assert outcome.written and not outcome.report.passed
    assert "Incomplete" in (tmp_path / "out" / "README.md").read_text("utf-8")
    assert '"complete": false' in (tmp_path / "out" / "manifest.json").read_text("utf-8")


def test_two_exports_are_byte_identical(tmp_path, pools, selection, settings):
    folders = []
    for number in (1, 2):
        with stage(tmp_path / f"{number}.db", pools, selection, settings) as staging:
            writer.export(staging, tmp_path / str(number), settings)
            folders.append(shown(tmp_path / str(number)))
    assert folders[0] == folders[1] and "manifest.json" in folders[0]


def test_the_folder_loads_with_train_and_test(good_export):
    import datasets

    loaded = datasets.load_dataset(str(good_export), cache_dir=str(good_export.parent / "cache"))
    assert (loaded["train"].num_rows, loaded["test"].num_rows) == (370, 20)
    assert loaded["train"].features["metadata"]["quality_score"].dtype == "float64"


def test_ids_are_unique_across_threads_of_runs(staging):
    with pytest.raises(sqlite3.IntegrityError):
        staging.db.table("samples").insert(
            {**next(staging.db.query("select * from samples limit 1"))}, pk="id"
        )


def test_unknown_datasets_are_named():
    with pytest.raises(StudioError, match="unknown dataset 'nope'; choose from style_core"):
        jobs.known(["nope"])
