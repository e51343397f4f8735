"""What a killed process left is gone after the next start; what a living one has stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generators import held
from generators.atomic import write_atomic
from studio import cli
from studio.export import publish

ROOT = Path(__file__).parents[3]
LEFT = (".validate-a1", ".export-b2", ".run-c3", ".studio/.validate-e5", f"{publish.VERSIONS}/d4")
KILLED = """
import os, sys
from pathlib import Path
from generators import held
from generators.atomic import write_atomic

def parts():
    yield "half of "
    with held.held(Path(sys.argv[1]), ".validate-") as mine:
        (mine.path / "eval.jsonl").write_text("{}")
        os.kill(os.getpid(), 9)

write_atomic(Path(sys.argv[1]) / "part.jsonl", parts())
"""


def names(data: Path) -> list[str]:
    """What is there besides the log of the commands."""
    found = [*data.iterdir(), *(data / ".studio").glob("*")]
    return sorted(path.name for path in found if path.name not in (".studio", "log"))


@pytest.mark.parametrize("command", ["status", "validate", "regenerate"])
def test_any_command_clears_what_dead_processes_left(tmp_path, command):
    data = tmp_path / "data"
    for name in LEFT:
        (data / name / "old").mkdir(parents=True)
        (data / name / "old" / "eval.jsonl").write_text("{}")
    (data / ".eval.jsonl.1.part").write_text("half")
    (data / "mine.jsonl").write_text("{}")
    CliRunner().invoke(cli.main, ["-w", str(tmp_path), command])
    assert names(data) == ["mine.jsonl"]


def test_what_a_killed_process_held_is_cleared(tmp_path):
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "data")], cwd=ROOT)
    assert done.returncode == -9
    assert len(list((tmp_path / "data").iterdir())) == 2
    CliRunner().invoke(cli.main, ["-w", str(tmp_path), "status"])
    assert names(tmp_path / "data") == []


def test_what_a_living_process_holds_stays(tmp_path):
    data = tmp_path / "data"

    def parts():
        yield "all "
        with (
            held.held(data, ".validate-") as draft,
            held.held(data, ".run-", "1") as run,
            publish.draft(data) as export,
        ):
            CliRunner().invoke(cli.main, ["-w", str(tmp_path), "status"])
            assert draft.path.is_dir() and run.path.is_dir() and export.path.is_dir()
        yield "of it"

    write_atomic(data / "eval.jsonl", parts())
    assert names(data) == ["eval.jsonl"]
    assert (data / "eval.jsonl").read_text() == "all of it"


def test_a_folder_that_vanishes_before_it_is_held_is_made_again(tmp_path, monkeypatch):
    real, gone = held.lock, []

    def cleared(path: Path) -> int | None:
        if not gone:
            gone.append(path)
            os.rmdir(path)
        return real(path)

    monkeypatch.setattr(held, "lock", cleared)
    with held.held(tmp_path, ".x-") as mine:
        assert mine.path.is_dir() and mine.path != gone[0]
