"""What earlier versions kept in `data/` moves to `data/.studio`, and is never lost."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from generators.store.place import OWN
from studio import cli
from studio.jobs import doctor
from studio.jobs.backups import moving
from studio.store import database
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.conftest import stage

ROOT = Path(__file__).parents[3]
SMALL = {
    "queries.json": "{}",
    "connection.json": '{"chroma": "localhost:1", "timeline": ""}',
    "left_out.json": "{}",
    "building.json": "[]",
    "measures.npz": "figures",
    "log/web4-studio.log": "begin\n",
    ".unfinished/guardrails.jsonl": "{}\n",
}
WRITER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("pragma wal_autocheckpoint = 0")
db.execute("update samples set state = 'accepted' where id = (select min(id) from samples)")
db.commit()
print("written", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace as earlier versions left it."""
    data = arranged(tmp_path / "old" / "data")
    (data / "store" / "chroma_1").mkdir(parents=True)
    (data / "mine.jsonl").write_text("{}\n")
    return data


def arranged(data: Path) -> Path:
    """A small store in WAL mode, and the other files."""
    data.mkdir(parents=True)
    for name, text in SMALL.items():
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text(text)
    with closing(sqlite3.connect(data / "staging.db")) as db, db:
        db.execute("pragma synchronous = off")
        db.execute("pragma journal_mode = wal")
        db.execute("create table samples (id, state)")
        db.execute("insert into samples values (1, 'staged'), (2, 'staged')")
    return data


def states(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        return [state for (state,) in db.execute("select state from samples order by id")]


def whole(data: Path) -> bool:
    """Whether each file is there, once, where the workspace looks for it, with its content."""
    place = Workspace(data.parent)
    small = all(
        ((data / OWN / name).exists() != (data / name).exists())
        and place.own_file(name.split("/")[0]).exists()
        and max(data / OWN / name, data / name, key=Path.exists).read_text() == text
        for name, text in SMALL.items()
    )
    return small and bool(states(place.staging_path))


def writer(data: Path) -> subprocess.Popen[str]:
    """Another process with the store open, and a verdict that is only in the log beside it."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", WRITER, str(data / "staging.db")]
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout and process.stdout.readline() == "written\n"
    return process


def test_opening_an_old_workspace_moves_all_of_it(old, settings, selection, pools):
    (old / "staging.db").unlink()
    stage(old / "staging.db", pools, selection, settings).close()
    (old / "connection.json").write_text("{}")
    before = states(old / "staging.db")
    assert CliRunner().invoke(cli.main, ["-w", str(old.parent), "status"]).exit_code == 0
    assert sorted(path.name for path in old.iterdir()) == [OWN, "mine.jsonl"]
    texts = {name: text for name, text in SMALL.items() if name[:3] not in ("log", "con")}
    assert all((old / OWN / name).read_text() == text for name, text in texts.items())
    log = (old / OWN / "log/web4-studio.log").read_text()
    assert log.startswith("begin\n") and "end status" in log
    assert states(old / OWN / "staging.db") == before


def test_what_a_killed_process_left_in_the_log_moves_with_the_store(old):
    process = writer(old)
    process.kill()
    process.wait()
    assert (old / "staging.db-wal").stat().st_size > 0
    moving.move(old)
    assert sorted(path.name for path in old.iterdir()) == [OWN, "mine.jsonl"]
    assert states(old / OWN / "staging.db").count("accepted") == 1


def test_a_store_that_another_process_has_open_stays_until_it_ends(old):
    process = writer(old)
    try:
        moving.move(old)
        assert whole(old) and (old / "staging.db").exists() and (old / "measures.npz").exists()
        assert (old / "store" / "chroma_1").is_dir()
        assert Workspace(old.parent).staging_path == old / "staging.db"
        assert states(old / "staging.db").count("accepted") == 1
        found = doctor.layout(Workspace(old.parent))
        assert found and found.good and "staging.db, measures.npz of an earlier" in found.detail
    finally:
        process.communicate("")
    moving.move(old)
    assert not moving.left_behind(old) and whole(old) and not (old / "store").exists()


def test_a_studio_of_this_version_holds_its_store_too(old):
    (old / "staging.db").unlink()
    with Staging(old / "staging.db"):
        moving.move(old)
        assert (old / "staging.db").exists() and not (old / OWN / "staging.db").exists()


def test_while_a_store_moves_nobody_can_open_it(old):
    with database.alone(old / "staging.db"):
        other = closing(sqlite3.connect(old / "staging.db", timeout=0))
        with other as db, pytest.raises(sqlite3.OperationalError, match="locked"):
            db.execute("select * from samples").fetchone()


@pytest.mark.parametrize("call", ["mkdir", "rename"])
def test_a_workspace_that_cannot_be_written_is_used_as_it_is(old, monkeypatch, call):
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    before = states(old / "staging.db")
    monkeypatch.setattr(Path, call, refused)
    moving.move(old)
    monkeypatch.undo()
    assert whole(old) and states(Workspace(old.parent).staging_path) == before
    assert (old / "staging.db").exists() and set(moving.left_behind(old)) > set(moving.SINGLE)


def test_a_move_that_is_killed_at_any_line_goes_on_at_the_next(tmp_path, record_property):
    made = arranged(tmp_path / "made")
    command = [sys.executable, "-m", "tests.studio.jobs.killed"]
    killed = subprocess.Popen(command, stdin=-1, stdout=-1, text=True, cwd=ROOT)
    assert killed.stdin and killed.stdout
    lines = 0
    while True:
        data = tmp_path / str(lines) / "data"
        shutil.copytree(made, data)
        lines += 1
        killed.stdin.write(f"{lines} {data}\n")
        killed.stdin.flush()
        if (said := killed.stdout.readline()) != "killed\n":
            break
        assert whole(data), lines
        moving.move(data)
        assert whole(data) and not moving.left_behind(data), lines
    killed.communicate()
    assert said == "moved\n"
    assert lines > 25
    record_property("tries", lines - 1)


def test_what_stands_in_both_places_is_never_overwritten(old):
    (old / OWN).mkdir()
    (old / OWN / "staging.db").write_text("newer")
    (old / OWN / "connection.json").write_text("{}")
    moving.move(old)
    assert (old / "staging.db").exists() and (old / "connection.json").read_text() != "{}"
    place = Workspace(old.parent)
    assert place.staging_path == old / OWN / "staging.db"
    assert place.connection_path.read_text() == "{}"
    found = doctor.layout(place)
    assert found and not found.good and "delete staging.db, connection.json there" in found.detail


def test_links_and_foreign_files_stay(tmp_path):
    data = tmp_path / "data"
    (data / "store").mkdir(parents=True)
    (data / "store" / "mine.txt").write_text("mine")
    (data / "queries.json").symlink_to("elsewhere.json")
    (data / "staging.db").write_text("no database")
    moving.move(data)
    assert (data / "queries.json").is_symlink() and (data / "store" / "mine.txt").exists()
    assert (data / "staging.db").read_text() == "no database"


def test_a_new_workspace_gets_nothing(tmp_path):
    (tmp_path / "data").mkdir()
    moving.move(tmp_path / "data")
    moving.move(tmp_path / "none")
    assert not list((tmp_path / "data").iterdir()) and not (tmp_path / "none").exists()
