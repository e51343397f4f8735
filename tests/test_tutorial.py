"""The commands of docs/tutorial.md, run as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial.md"

pytestmark = pytest.mark.long


def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"<!-- run -->\n```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert len(blocks) == 6
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "web4-studio").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m studio "$@"\n')
    (bin / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for each in bin.iterdir():
        each.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HF_HUB_OFFLINE": "1",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "trained 1 step" in done.stdout
    assert (tmp_path / "first" / "data" / "prompt-completion" / "guardrails.jsonl").is_file()
