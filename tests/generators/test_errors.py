"""Errors meant for people are of one kind, and naming them loads nothing heavy."""

import subprocess
import sys

import pytest

from generators import errors
from studio.errors import StudioError
from studio.jobs import background


@pytest.mark.parametrize(
    "kind",
    [
        errors.StoreError,
        errors.ConfigError,
        errors.TokenizerError,
        errors.ContentError,
        StudioError,
    ],
)
def test_a_job_shows_their_text_alone(kind):
    told = []

    def broken(*_):
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(background.JOBS, "generate", broken)
        for each in (kind("one line\nmore"), ValueError("a value")):
            error = each
            background.work({"job": "generate"}, told.append, lambda: False)
    lines = [event["error"] for event in told if event["event"] == "error"]
    assert lines[0] == "one line more"
    assert "fault in web4-studio" in lines[1] and "a value" not in lines[1]


def test_they_load_only_themselves():
    code = "import re, sys; before = set(sys.modules); import generators.errors; "
    code += "print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"__future__", "generators", "generators.errors"}
