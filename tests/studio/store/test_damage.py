"""A staging store that is damaged or none at all is named in one line, with what helps."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from studio import cli
from studio.errors import StudioError
from studio.store.soundness import damage
from studio.store.staging import Staging
from tests.conftest import put_store

PAGE = 4096
COMMANDS = ("status", "validate", "export", "regenerate", "review")


@pytest.fixture
def workspace(tmp_path, staged_store) -> Path:
    put_store(staged_store, tmp_path / "data" / ".studio" / "staging.db")
    (tmp_path / "web4-studio.toml").write_text("scale = 0.01\nmin_worth = 0\n")
    return tmp_path


def one_line(*arguments: object) -> str:
    """The error of a command; exit code 2, and no traceback."""
    done = CliRunner().invoke(cli.main, [str(each) for each in arguments])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1, (done.output, done.exception)
    assert done.stderr.startswith("error: ")
    return done.stderr


def test_a_foreign_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "data" / ".studio" / "staging.db"
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as db:
        db.execute("create table letters (id integer primary key, text)")
        db.execute("insert into letters (text) values ('dear')")
    db.close()
    before = path.read_bytes()
    for command in (*COMMANDS, "generate"):
        said = one_line("-w", tmp_path, command)
        assert "not a staging store" in said and str(path) in said, command
    assert path.read_bytes() == before and [p.name for p in path.parent.glob("staging*")] == [
        "staging.db"
    ]


def test_an_empty_file_is_a_new_store(tmp_path):
    (tmp_path / "staging.db").touch()
    with Staging(tmp_path / "staging.db") as staging:
        assert staging.counts() == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("where", [0.0, 0.03, 0.3, 0.6])
def test_damage_is_told_with_what_can_be_saved(workspace, command, where):
    path = workspace / "data" / ".studio" / "staging.db"
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE
    start = int(where * pages) * PAGE
    content[start : start + 40 * PAGE] = b"\xa5" * 40 * PAGE
    path.write_bytes(content)
    done = CliRunner().invoke(cli.main, ["-w", str(workspace), command])
    assert "Traceback" not in done.output
    # Where a command reads none of the damaged pages, it does its work.
    if done.exit_code not in (0, 1) or (
        done.exception and not isinstance(done.exception, SystemExit)
    ):
        assert done.exit_code == 2 and done.stderr.count("\n") == 1, (done.output, done.exception)
        for word in (str(path), "damaged", "restore DIR", ".recover"):
            assert word in done.stderr


def test_the_line_counts_what_can_still_be_read(workspace):
    path = workspace / "data" / ".studio" / "staging.db"
    with sqlite3.connect(path) as db:
        (root,) = db.execute("select rootpage from sqlite_master where name = 'samples'").fetchone()
        db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    assert damage.readable(path)["texts"] == 390
    words = "at least 390 samples and 0 verdicts can still be read"
    with pytest.raises(StudioError, match=words), Staging(path, create=False) as staging:
        staging.counts()
