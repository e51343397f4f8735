"""The GitHub Actions example in docs/ci.md, run step by step with an installed wheel."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from studio import demo

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ci.md"

pytestmark = pytest.mark.long


def workflow() -> dict:
    block = re.search(r"<!-- workflow -->\n```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert block, "docs/ci.md has no workflow"
    return yaml.safe_load(block[1])


class Job:
    """A job's `run` steps in a folder, as a runner would run them: the first failure ends it."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        given = workflow()
        steps = given["jobs"]["dataset"]["steps"]
        [cache] = [
            step["with"] for step in steps if step.get("uses", "").startswith("actions/cache")
        ]
        self.cached = cache["path"].split()
        self.steps = {step["name"]: step["run"] for step in steps if "run" in step}
        self.folder = folder
        self.environment = environment | {key: str(v) for key, v in given["env"].items()}

    def run(self, *names: str, **changed: str) -> list[tuple[str, int]]:
        """(step, exit code) of each step that ran. `changed` are other values of variables."""
        ran = []
        for name in names or self.steps:
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", self.steps[name]],
                cwd=self.folder,
                env=self.environment | changed,
                capture_output=True,
                text=True,
            )
            ran.append((name, done.returncode))
            self.said = done.stdout + done.stderr
            if done.returncode:
                break
        return ran


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The wheel, and an environment that has what it depends on but not the checkout."""
    folder = tmp_path_factory.mktemp("job")
    ci = folder / "material" / "ci"
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(ci), str(ROOT)]
    subprocess.run(build, check=True)
    subprocess.run([sys.executable, "-m", "venv", "env", "--without-pip"], cwd=folder, check=True)
    site = next((folder / "env").glob("lib/python*/site-packages"))
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(paths) + "\n", "utf-8")
    shutil.copytree(ROOT / "studio" / "demo" / "corpus", folder / "material", dirs_exist_ok=True)
    # The settings that go with this corpus, as a team commits its own.
    (ci / "web4-studio.toml").write_text(demo.CONFIG.format(scale=demo.SCALE), "utf-8")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return Job(folder, kept | {"PATH": f"{folder / 'env' / 'bin'}{os.pathsep}{kept['PATH']}"})


def test_the_job_runs_to_its_end(job: Job) -> None:
    assert job.run() == [(name, 0) for name in job.steps], job.said
    assert (job.folder / "dataset" / "manifest.json").is_file()
    assert (job.folder / "dataset" / "validation.txt").is_file()


def test_what_starts_the_job_and_what_it_may_do_is_stated() -> None:
    given = workflow()
    # YAML takes the key `on` for a truth value.
    assert set(given[True]) == {"workflow_dispatch", "push", "schedule"}
    assert given["permissions"] == {"contents": "read"}
    assert given["jobs"]["dataset"]["timeout-minutes"] and given["concurrency"]["group"]
    versions = [step["uses"] for step in given["jobs"]["dataset"]["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", each) for each in versions)


def test_the_next_run_takes_up_the_cached_store(job: Job) -> None:
    """What the cache step names is enough: nothing is embedded again, and the samples are equal."""
    made = (job.folder / "dataset" / "style_core.jsonl").read_bytes()
    old, work = job.folder / "work", job.folder / "before"
    old.rename(work)
    for name in job.cached:
        target = job.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        source = work / Path(name).relative_to("work")
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    assert job.run("index") == [("index", 0)], job.said
    assert "embedded: 0\n" in job.said
    assert job.run("generate", "export") == [("generate", 0), ("export", 0)], job.said
    assert (job.folder / "dataset" / "style_core.jsonl").read_bytes() == made


def test_samples_of_another_scale_stop_the_job(job: Job) -> None:
    assert job.run("export", "verify", SCALE="1") == [("export", 1)]
    assert "scale" in job.said


def test_a_flagged_sample_stops_the_job(job: Job) -> None:
    with (
        closing(sqlite3.connect(job.folder / "work" / "data" / ".studio" / "staging.db")) as store,
        store,
    ):
        store.execute(
            "update samples set state = 'flagged' where id = (select min(id) from samples)"
        )
    assert job.run("export", "verify") == [("export", 1)]
    assert "flagged" in job.said
    with (
        closing(sqlite3.connect(job.folder / "work" / "data" / ".studio" / "staging.db")) as store,
        store,
    ):
        store.execute("update samples set state = 'staged' where state = 'flagged'")


def test_a_changed_file_stops_the_job(job: Job) -> None:
    path = job.folder / "dataset" / "guardrails.jsonl"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"a", b"e", 1))
    assert job.run("verify") == [("verify", 1)]
    path.write_bytes(kept)
    assert job.run("verify") == [("verify", 0)]


def test_a_missing_dataset_stops_the_job(job: Job) -> None:
    job.steps["one"] = (
        'mkdir other && web4-studio -w other --scale "$SCALE" generate tool_awareness'
    )
    job.steps["release"] = 'web4-studio -w other --scale "$SCALE" --export released'
    assert job.run("one", "release") == [("one", 0), ("release", 1)]
    assert "datasets" in job.said and not (job.folder / "released" / "manifest.json").exists()


def test_no_store_and_wrong_usage_stop_the_job(job: Job) -> None:
    job.steps["nothing"] = "web4-studio -w nothing generate"
    job.steps["usage"] = "web4-studio --export dataset status"
    assert job.run("nothing", "usage") == [("nothing", 2)]
    assert job.run("usage") == [("usage", 2)]
