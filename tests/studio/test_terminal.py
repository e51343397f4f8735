"""Nothing from outside is a command to the terminal, and a URL's password is not told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from generators.errors import UserError
from studio import errors, terminal

ROOT = Path(__file__).parents[2]


def test_control_characters_are_written_as_escapes() -> None:
    shown = terminal.safe("a\x1b]0;title\x07b\x9bc\u202ed\n\té")
    assert shown == "a\\u001b]0;title\\u0007b\\u009bc\\u202ed\n\té"


def test_an_error_leaves_out_the_password_of_a_url() -> None:
    line = errors.line(UserError("no server answers at http://ann:Pq7xy9@host:8000; start it"))
    assert line == "no server answers at http://…@host:8000; start it"


def test_output_is_utf_8_whatever_the_terminal_says() -> None:
    code = """
import click
from studio.invocation import Group
Group(callback=lambda: click.echo("✓ mögliches"), invoke_without_command=True)([])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    assert done.stdout.decode("utf-8") == "✓ mögliches\n"
