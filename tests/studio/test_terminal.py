"""Nothing from outside is a command to the terminal, and a URL's password is not told."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from generators.errors import UserError
from studio import errors, terminal
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.generators.store.fake import FakeEmbedder

from .test_cli import run

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


def coloured(**environment: str) -> bytes:
    """What a bar of progress writes to a terminal."""
    code = """
from studio.jobs import progress
with progress.observer() as watch:
    watch.amount("reading", 3, 9)
"""
    reads, terminal = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        stderr=terminal,
        env=kept | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | environment,
    )
    os.close(terminal)
    assert done.returncode == 0
    written = b""
    # The end of a terminal is an error.
    with suppress(OSError):
        while part := os.read(reads, 10_000):
            written += part
    os.close(reads)
    assert b"reading" in written
    return written


def test_no_color_is_obeyed() -> None:
    colour = re.compile(rb"\x1b\[(?:3[0-9]|38;[\d;]+|9[0-7])m|\x1b\[\d+;38;")
    assert colour.search(coloured())
    assert not colour.search(coloured(NO_COLOR="1"))


# Click takes colours out of what is no terminal, but neither a title nor a sign of eight bits.
ESCAPES = "\x1b]0;title\x07\x9b31m\u202e"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(*arguments: object, workspace: Path) -> str:
    result = run(*arguments, workspace=workspace)
    assert result.exit_code in (0, 1, 2)
    assert "title" in result.output, "the name is not shown at all"
    return result.output


def test_ids_of_a_review_file_are_no_commands_to_the_terminal(
    staging: Staging, tmp_path: Path
) -> None:
    path = tmp_path / "review.jsonl"
    line = {"metadata": {"sample_id": f"gone-{ESCAPES}"}, "verdict": "accept"}
    line |= dict.fromkeys(("instruction", "input", "output"), "x")
    path.write_text(json.dumps(line) + "\n", "utf-8")
    told = shown("review", "--import", path, "--reviewer", "me", workspace=tmp_path)
    assert not OBEYED.search(told)
    line |= {"verdict": f"good {ESCAPES}"}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    assert not OBEYED.search(
        shown("review", "--import", path, "--reviewer", "me", workspace=tmp_path)
    )


@pytest.mark.parametrize("json_asked", [(), ("--json",)])
def test_nothing_in_a_validated_folder_is_a_command_to_the_terminal(
    good_export: Path, tmp_path: Path, json_asked: tuple[str, ...]
) -> None:
    folder = shutil.copytree(good_export, tmp_path / "out")
    path = folder / "guardrails.jsonl"
    first, rest = path.read_text("utf-8").split("\n", 1)
    sample = json.loads(first)
    sample["metadata"] |= {"sample_id": f"x-{ESCAPES}", f"key {ESCAPES}": 1, "source": ESCAPES}
    path.write_text(json.dumps(sample, ensure_ascii=False) + "\n" + rest, "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"][f"{ESCAPES}.jsonl"] = {"sha256": "", "samples": 0}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert not OBEYED.search(shown(*json_asked, "validate", folder, workspace=tmp_path))


class Quick(FakeEmbedder):
    """Needs no model, and so no searches beforehand."""

    def prepare(self, queries: list[str]) -> None:
        """Nothing is kept."""


def test_names_of_files_that_are_indexed_are_no_commands_to_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "embedder", lambda *_: Quick())
    code = tmp_path / "code"
    code.mkdir()
    (code / f"A{ESCAPES}.ts").write_text("export class A {\n  init() { return 1\n")
    (code / f"B{ESCAPES}.ts").write_bytes(b"\0\xff" * 400_000)
    (code / "C.ts").write_text("export class C {\n  init(): this {\n    return this;\n  }\n}\n")
    assert not OBEYED.search(shown("index", code, workspace=tmp_path / "w"))
