"""What stops a release though every file is sound: part of the work, another scale, a flag."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import put_store
from tests.studio.test_cli import run

STORE = Path("data", ".studio", "staging.db")


@pytest.fixture
def staged(tmp_path, staged_store, settings):
    put_store(staged_store, tmp_path / STORE)
    (tmp_path / "web4-studio.toml").write_text(f"scale = {settings.scale}\n", "utf-8")
    return tmp_path


def change(workspace: Path, *statements: str) -> None:
    with closing(sqlite3.connect(workspace / STORE)) as db, db:
        for statement in statements:
            db.execute(statement)


def refused(workspace: Path, check: str, *options: str) -> None:
    """An export with the options fails by the check and writes nothing."""
    result = run(*options, "--export", workspace=workspace)
    assert result.exit_code == 1, result.output
    assert f"✗ {check}" in result.output
    assert not (workspace / "data" / "manifest.json").exists()


def test_a_dataset_that_is_missing_stops_a_release(staged):
    change(
        staged,
        "delete from samples where dataset = 'tool_awareness'",
        "update runs set report = json_remove(report, '$.planned.tool_awareness')",
    )
    refused(staged, "datasets")


def test_samples_of_another_scale_stop_a_release(staged):
    refused(staged, "scale", "--scale", "1")


def test_a_flag_stops_a_release_unless_that_is_allowed_and_the_card_says_so(staged):
    change(
        staged,
        "update samples set state = 'flagged' where id ="
        " (select min(id) from samples where state = 'staged' and split = 'train')",
    )
    refused(staged, "flagged")
    result = run("export", "--allow-flagged", workspace=staged)
    assert result.exit_code == 0, result.output
    assert "1 flagged sample" in (staged / "data" / "README.md").read_text("utf-8")


def test_an_export_beside_a_command_is_wrong_usage(staged):
    result = run("--export", staged / "out", "status", workspace=staged)
    assert result.exit_code == 2 and "two steps" in result.stderr
    assert not (staged / "out").exists()
