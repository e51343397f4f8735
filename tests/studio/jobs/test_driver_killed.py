"""A `generate` that is killed and started again gives the files of one that was left alone, with
processes of its own and on a Ray cluster of two nodes.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from generators import catalog
from studio.jobs.checkpoint import FOLDER
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.generators.test_on_ray import cluster

__all__ = ["cluster"]
pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[3]
NAMES = ("domain_patterns", "reporting_protocol", "guardrails")
ASKED = ("generate", *NAMES, "--scale", "0.02")


def command(workspace: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "studio", "-w", str(workspace), *arguments]


def run(workspace: Path, *arguments: str) -> None:
    """A command that has to end by itself; it may find too little for every category."""
    done = subprocess.run(
        command(workspace, *arguments), capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2_000:]


def staged(workspace: Path) -> str:
    """A hash of all that an export would hold."""
    made = sha256()
    with Staging(Workspace(workspace).staging_path, create=False) as staging:
        for name in (*NAMES, catalog.EVAL):
            for sample in staging.export_rows(name):
                made.update(sample.model_dump_json().encode())
    return made.hexdigest()


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the store of the demo corpus."""
    workspace = tmp_path_factory.mktemp("indexed")
    run(workspace, "index", str(ROOT / "studio" / "demo" / "corpus"))
    return workspace


@pytest.fixture(scope="module")
def undisturbed(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    workspace = shutil.copytree(indexed, tmp_path_factory.mktemp("alone") / "workspace")
    run(workspace, *ASKED)
    return staged(workspace)


@pytest.mark.parametrize("engine", ["processes", "ray"])
@pytest.mark.parametrize("whole", [0, 1, 3])
def test_a_run_killed_and_started_again_gives_the_same_files(
    indexed: Path,
    undisturbed: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    engine: str,
    whole: int,
) -> None:
    """The run is killed when so many datasets are whole; those are taken up, the others are
    gathered again.
    """
    workspace = shutil.copytree(indexed, tmp_path / "workspace")
    asked = [*ASKED, "--engine", engine]
    if engine == "ray":
        asked += ["--address", request.getfixturevalue("cluster")]
    kept = Workspace(workspace).own / FOLDER
    with (tmp_path / "told").open("wb") as told:
        driver = subprocess.Popen(command(workspace, *asked), stdout=told, stderr=told, cwd=ROOT)
        _wait(lambda: len([*kept.glob("*.jsonl")]) >= whole, driver)
        time.sleep(0 if whole else 5)
        driver.send_signal(signal.SIGKILL)
        assert driver.wait() == -signal.SIGKILL, "the run was over before it was killed"
    assert len([*kept.glob("*.jsonl")]) >= whole
    run(workspace, *asked)
    assert not kept.exists()
    assert staged(workspace) == undisturbed


def _wait(come: Callable[[], bool], driver: subprocess.Popen[bytes]) -> None:
    while not come():
        assert driver.poll() is None, "the run ended by itself"
        time.sleep(0.05)
