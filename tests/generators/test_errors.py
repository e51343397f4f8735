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
    assert background._line(kind("one line\nmore"), "generate") == "one line more"
    assert "fault of the studio" in background._line(ValueError("one line"), "generate")


def test_they_load_only_themselves():
    code = "import sys; before = set(sys.modules); import generators.errors; "
    code += "print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"__future__", "generators", "generators.errors"}
