"""A platform without the fast counter is a designed case: slower, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from studio.export import manifest

SCRIPT = """
import sys
sys.modules["quicktok"] = None
from click.testing import CliRunner
from studio import cli
from studio.validation import runner
runner._loading = lambda *_: None
given = ["--workspace", sys.argv[1], "--scale", "0.01", "--json", "validate", sys.argv[2]]
done = CliRunner().invoke(cli.main, given)
print(done.stdout)
sys.exit(done.exit_code)
"""


def test_an_export_is_validated_and_counted_alike(good_export, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(good_export)],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    assert json.loads(done.stdout)["passed"]


def test_the_manifest_names_the_versions_that_are_there(monkeypatch):
    real = metadata.version

    def version(name: str) -> str:
        if name == "quicktok-v1":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    assert "quicktok-v1" not in manifest._versions()
    assert "rensa" in manifest._versions()
