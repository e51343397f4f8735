"""Backups: what they hold, that they are consistent, and that damage is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generators.atomic import write_atomic
from studio.errors import StudioError
from studio.export import publish, writer
from studio.jobs.backups import backup
from studio.jobs.backups.heal import heal
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.conftest import put_store
from tests.studio.export.shown import shown

ROOT = Path(__file__).parents[3]


@pytest.fixture
def workspace(tmp_path, staged_store) -> Workspace:
    made = Workspace(tmp_path / "work")
    put_store(staged_store, made.staging_path)
    made.config_path.write_text("scale = 0.01\n", "utf-8")
    (made.data / "style_core.jsonl").write_text("{}\n", "utf-8")
    (made.data / publish.IGNORED).write_text(".studio/\n", "utf-8")
    for name in ("store/chroma_1/chroma.sqlite3", "log/web4-studio.log", ".unfinished/eval.jsonl"):
        (made.own / name).parent.mkdir(parents=True)
        (made.own / name).write_text("private", "utf-8")
    return made


def ids(workspace: Workspace) -> list[str]:
    with Staging(workspace.staging_path, create=False) as staging:
        return [row[0] for row in staging.db.execute("select id from samples order by id")]


def test_a_backup_holds_settings_data_and_hashes_and_no_private_copy(workspace, tmp_path):
    done = backup.backup(workspace, tmp_path / "kept")
    names = {str(p.relative_to(done.folder)) for p in done.folder.rglob("*") if p.is_file()}
    assert names == {
        "backup.json", "web4-studio.toml", "data/.studio/staging.db", "data/style_core.jsonl",
        "data/.gitignore",
    }  # fmt: skip
    assert done.files == len(names) - 1 and backup.verified(done.folder).keys() < names


def test_what_is_restored_is_what_was_there(workspace, tmp_path):
    before = ids(workspace)
    backup.backup(workspace, tmp_path / "kept")
    other = Workspace(tmp_path / "other")
    backup.restore(other, tmp_path / "kept")
    assert ids(other) == before and before
    assert other.config_path.read_text("utf-8") == "scale = 0.01\n"


def test_a_backup_beside_a_writer_holds_the_last_committed_state(workspace, tmp_path):
    """An open transaction is not in it; what was committed into the log only is."""
    with Staging(workspace.staging_path, create=False) as writer:
        writer.remember("mark", "committed")
        writer.db.execute("begin immediate")
        writer.db.execute("delete from texts")
        backup.backup(workspace, tmp_path / "kept")
        writer.db.execute("rollback")
    other = Workspace(tmp_path / "other")
    backup.restore(other, tmp_path / "kept")
    with Staging(other.staging_path, create=False) as restored:
        assert restored.recall("mark") == "committed"
    assert ids(other) == ids(workspace) != []


@pytest.mark.parametrize("damage", ["changed", "missing", "outside", "no manifest"])
def test_a_damaged_backup_is_refused_and_changes_nothing(workspace, tmp_path, damage):
    folder = backup.backup(workspace, tmp_path / "kept").folder
    if damage == "changed":
        (folder / "data" / "style_core.jsonl").write_text("{ }\n", "utf-8")
    elif damage == "missing":
        (folder / "data" / ".studio" / "staging.db").unlink()
    elif damage == "outside":
        (folder / "backup.json").write_text(json.dumps({"files": {"../x": "0"}}), "utf-8")
    else:
        (folder / "backup.json").unlink()
    other = Workspace(tmp_path / "other")
    with pytest.raises(StudioError):
        backup.restore(other, folder)
    assert not other.root.exists()


def test_data_is_replaced_only_by_force_and_then_as_a_whole(workspace, tmp_path):
    backup.backup(workspace, tmp_path / "kept")
    (workspace.data / "later.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(StudioError, match="--force"):
        backup.restore(workspace, tmp_path / "kept")
    assert (workspace.data / "later.jsonl").exists()
    backup.restore(workspace, tmp_path / "kept", force=True)
    assert not (workspace.data / "later.jsonl").exists()
    assert (workspace.data / "style_core.jsonl").exists()


def test_no_folder_that_holds_something_is_written_into(workspace, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear", "utf-8")
    with pytest.raises(StudioError, match="not empty"):
        backup.backup(workspace, tmp_path / "mine")
    with pytest.raises(StudioError, match="no data"):
        backup.backup(Workspace(tmp_path / "nothing"), tmp_path / "kept")
    assert not list(Path(tmp_path).glob(".backup-*"))


def test_an_export_is_in_the_backup_and_can_be_replaced_after_it(workspace, tmp_path, settings):
    """Its files are links to a version; other links are not followed."""
    with Staging(workspace.staging_path, create=False) as staging:
        assert writer.export(staging, workspace.data, settings).written
    (tmp_path / "letter").write_text("dear", "utf-8")
    (workspace.data / "letter").symlink_to(tmp_path / "letter")
    before = shown(workspace.data)
    done = backup.backup(workspace, tmp_path / "kept")
    assert shown(done.folder / "data") == before and len(before) == 14
    assert not (done.folder / "data" / "letter").exists()
    other = Workspace(tmp_path / "other")
    backup.restore(other, tmp_path / "kept")
    with Staging(other.staging_path, create=False) as staging:
        assert writer.export(staging, other.data, settings).written
    assert shown(other.data) == before and (other.data / "eval.jsonl").is_symlink()


KILLED = """
import os, sys
from pathlib import Path
from studio.jobs.backups import backup
from studio.workspace import Workspace

left = int(sys.argv[3])

def counted(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)

workspace = Workspace(Path(sys.argv[1]))
sys.addaudithook(counted)
backup.restore(workspace, Path(sys.argv[2]), force=True)
"""


def content(workspace: Workspace) -> dict[str, str]:
    files = [path for path in workspace.root.rglob("*") if path.is_file()]
    return {str(path.relative_to(workspace.root)): path.read_text("utf-8") for path in files}


def test_a_restore_that_is_killed_at_any_step_leaves_old_or_new_whole(tmp_path, record_property):
    """Every step that changes a folder, one process each, until one comes through."""
    old = {"web4-studio.toml": "scale = 0.5\n", "data/old.jsonl": "{}\n", "data/both.jsonl": "1\n"}
    new = {"web4-studio.toml": "scale = 0.1\n", "data/new.jsonl": "{}\n", "data/both.jsonl": "2\n"}
    saved = Workspace(tmp_path / "saved")
    for name, text in new.items():
        write_atomic(saved.root / name, [text])
    backup.backup(saved, tmp_path / "backup")
    seen, tries = [], 0
    while not seen or seen[-1][0] != 0:
        workspace = Workspace(tmp_path / f"work-{tries}")
        for name, text in old.items():
            write_atomic(workspace.root / name, [text])
        command = [sys.executable, "-c", KILLED, str(workspace.root), str(tmp_path / "backup")]
        code = subprocess.run([*command, str(tries)], cwd=ROOT, check=False).returncode
        heal(workspace.data)
        seen.append((code, content(workspace)))
        tries += 1
    record_property("tries", tries)
    assert tries > 8 and {code for code, _ in seen} == {-9, 0}
    assert all(each in (old, new) for _, each in seen)
    states = [each == new for _, each in seen]
    assert states == sorted(states) and states[-1] and not states[0]


def test_a_restore_that_fails_in_the_middle_of_the_swap_changes_nothing(
    workspace, tmp_path, monkeypatch
):
    backup.backup(workspace, tmp_path / "backup")
    workspace.config_path.write_text("scale = 0.5\n", "utf-8")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == workspace.config_path and self.parent.name == backup.DRAFT:
            raise OSError(28, "no space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(StudioError, match="no space left"):
        backup.restore(workspace, tmp_path / "backup", force=True)
    assert workspace.config_path.read_text("utf-8") == "scale = 0.5\n" and ids(workspace)
    assert not list(workspace.root.glob(".restore-*"))
