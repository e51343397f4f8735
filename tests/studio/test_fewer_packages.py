"""A platform without the fast counter and the first scanner is a designed case: slower or with one
scanner less, said so, and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
sys.modules["quicktok"] = sys.modules["betterleaks"] = None
from studio.cli import main
main()
"""
# Loading the embedding model takes ten seconds, and is none of what is looked for here.
WITHOUT_MODEL = """
from studio.jobs import doctor
doctor._model = lambda _: doctor.Finding("model", True, "")
"""
AWS = "AKIAQ3EGRXJ7ZTLW5VDN"


def run(*arguments: str, first: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", first + SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_an_import_is_judged_and_given_back_and_its_secret_found(tmp_path: Path) -> None:
    good = {"instruction": "Add two numbers.", "output": "Use the sign plus between both."}
    bad = good | {"instruction": "Sign in.", "output": f"Set the key to {AWS} and go on."}
    data, work = tmp_path / "given.jsonl", str(tmp_path / "work")
    data.write_text(json.dumps(good) + "\n", "utf-8")
    assert run("-w", work, "import", str(data)).returncode == 0
    done = run("-w", work, "export")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no secret found (without betterleaks, which is not installed)" in done.stdout
    data.write_text(json.dumps(bad) + "\n", "utf-8")
    done = run("validate", "--profile", "general", str(data))
    assert done.returncode == 1 and "samples hold a secret" in done.stdout
    assert AWS not in done.stdout and "Traceback" not in done.stderr


def test_doctor_names_what_is_not_there(tmp_path: Path) -> None:
    done = run("-w", str(tmp_path), "doctor", "--json", first=WITHOUT_MODEL)
    findings = {each["name"]: each for each in json.loads(done.stdout)}
    assert (
        findings["packages"]["good"]
        and findings["secrets"]["good"]
        and findings["tokenizer"]["good"]
    )
    assert "betterleaks-py is not installed" in findings["secrets"]["detail"]
    assert "quicktok-v1 is not installed" in findings["tokenizer"]["detail"]


@pytest.mark.long
def test_the_demo_generates_validates_and_exports(tmp_path: Path) -> None:
    done = run("demo", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    versions = json.loads((tmp_path / "demo" / "data" / "manifest.json").read_text("utf-8"))
    assert versions["passed"] and "Traceback" not in done.stderr
