"""A command that a signal stops says so in one line, and gives back what it holds."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

# The command sends the signal to itself in the middle of its work, and shows what it cleaned up.
DRIVER = """
import os, signal, sys, time
from studio import cli
from studio.figures import status
def work(workspace):
    try:
        os.kill(os.getpid(), int(sys.argv[1]))
        time.sleep(60)
    finally:
        print("given back", flush=True)
status.status = work
cli.main(sys.argv[2:])
"""


# A shell that starts the tests in the background has them ignore Ctrl+C.
USUAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
for each in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, signal.SIG_DFL)
"""


def stopped(number: int, *arguments: str, before: str = USUAL) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", before + DRIVER, str(int(number)), *arguments],
        capture_output=True, text=True, timeout=50,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_is_told_in_one_line(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "data").mkdir()
    done = stopped(number, "-w", str(tmp_path), "status")
    assert done.returncode == 128 + number
    assert done.stdout == "given back\n"
    line = f"stopped by {number.name} before it was done; run the same command again"
    assert done.stderr.splitlines()[-1] == f"error: {line}" and "Traceback" not in done.stderr
    if number is not signal.SIGINT:
        log = (tmp_path / "data" / ".studio" / "log" / "web4-studio.log").read_text("utf-8")
        assert line in log.splitlines()[-1]


def test_with_json_it_is_a_document(tmp_path: Path) -> None:
    done = stopped(signal.SIGTERM, "-w", str(tmp_path), "--json", "status")
    assert "SIGTERM" in json.loads(done.stdout.removeprefix("given back\n"))["error"]


def test_what_a_process_was_started_to_ignore_stays_ignored(tmp_path: Path) -> None:
    """As below `nohup`."""
    before = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    quick = "import time; time.sleep = lambda _: None\n"
    done = stopped(signal.SIGHUP, "-w", str(tmp_path), "status", before=before + quick)
    assert "stopped" not in done.stderr
