"""No command opens a connection unless a server or a model on the network is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generators.test_models import MISTRAL, made

# Imported by every Python process before anything else, those that a command starts too.
BLOCKED = """
import os, socket
def refuse(self, address, *rest):
    if self.family != socket.AF_UNIX:
        with open(os.environ["CONNECTIONS"], "a") as file:
            file.write(f"{address}\\n")
        raise OSError("no network in this test")
    return connect(self, address, *rest)
def resolve(host, *rest, **named):
    with open(os.environ["CONNECTIONS"], "a") as file:
        file.write(f"{host}\\n")
    raise socket.gaierror("no network in this test")
connect = socket.socket.connect
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = resolve
"""
STUDIO = """
import asyncio
from pathlib import Path
from generators.settings import Settings
from studio.app import StudioApp
from studio.workspace import Workspace
async def start():
    async with StudioApp(Workspace(Path(".")), Settings()).run_test() as pilot:
        await pilot.pause()
asyncio.run(start())
"""


@pytest.fixture
def run(tmp_path):
    """Runs Python code in a workspace with the network blocked; answers with the connections it
    tried.
    """
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(BLOCKED)
    tried = tmp_path / "tried"

    def run(code: str, *arguments: str, folder: Path = tmp_path) -> str:
        root = str(Path(__file__).parents[2])
        paths = os.pathsep.join([str(tmp_path / "block"), root])
        # A variable such as HF_HUB_OFFLINE would keep a connection from being tried at all.
        environment = {k: v for k, v in os.environ.items() if not k.endswith("_OFFLINE")}
        environment |= {"PYTHONPATH": paths, "CONNECTIONS": str(tried)}
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return tried.read_text() if tried.exists() else ""

    return run


COMMAND = "from studio.cli import main; main()"
# Commands after one another in one process, each with its workspace; between two of them the file
# says which one begins.
COMMANDS = """
import json, os, sys
from studio.cli import main
for folder, arguments in json.loads(sys.argv[1]):
    with open(os.environ["CONNECTIONS"], "a") as file:
        file.write(f"# {folder} {arguments[0]}\\n")
    try:
        main(["-w", folder, *arguments])
    except SystemExit as end:
        assert end.code in (0, 1, 2), end.code
"""


def asked(said: str) -> dict[str, list[str]]:
    """By command, the connections it tried."""
    parts = [part.splitlines() for part in said.split("# ")[1:]]
    return {command: tried for command, *tried in parts}


def test_the_block_sees_a_connection(run):
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9))\nexcept OSError: pass"
    assert "192.0.2.1" in run(code)
    assert asked("# . a\nhost\n# . b\n") == {". a": ["host"], ". b": []}


def test_no_command_opens_a_connection(run):
    commands = [["status"], ["generate"], ["review"], ["backup", "copy"]]
    found = asked(run(COMMANDS, json.dumps([[".", each] for each in commands])))
    assert found == {f". {each[0]}": [] for each in commands}


def test_the_studio_opens_no_connection(run):
    assert run(STUDIO) == ""


@pytest.mark.parametrize("tokenizer", ["somebody/tokenizer", "hub:somebody/tokenizer"])
def test_validation_opens_no_connection_whatever_the_manifest_names(
    run, good_export, tmp_path, tokenizer
):
    folder = shutil.copytree(good_export, tmp_path / "export")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["settings"] |= {"tokenizer": tokenizer, "embedding_model": "somebody/model"}
    manifest["settings"]["model"] = "hub:somebody/model"
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert run(COMMAND, "validate", str(folder)) == ""


def test_only_the_hub_by_its_name_is_asked_for_a_model(run, tmp_path):
    models = {"name": "a/b", "folder": "mine", "hub": "hub:a/b"}
    for folder, model in models.items():
        made(tmp_path / folder / "mine", "mistral", MISTRAL)
        (tmp_path / folder / "web4-studio.toml").write_text(f'model = "{model}"\n')
    found = asked(run(COMMANDS, json.dumps([[each, ["doctor"]] for each in models])))
    assert {command: bool(tried) for command, tried in found.items()} == {
        "name doctor": False, "folder doctor": False, "hub doctor": True,
    }  # fmt: skip
    # A Hub that does not answer is not asked again and again, with pauses between.
    assert len(found["hub doctor"]) < 5


@pytest.mark.long
def test_the_whole_job_opens_no_connection(run, tmp_path):
    assert run(COMMAND, "--scale", "0.02", "demo", "shop") == ""
    shop = tmp_path / "shop"
    for arguments in (
        ["doctor"], ["index", "."], ["generate"], ["regenerate"], ["validate"], ["export"],
        ["review", "--export", "r.jsonl"], ["review", "--import", "r.jsonl"],
    ):  # fmt: skip
        assert run(COMMAND, "--scale", "0.02", *arguments, folder=shop) == "", arguments
