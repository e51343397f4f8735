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


def test_the_block_sees_a_connection(run):
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9))\nexcept OSError: pass"
    assert "192.0.2.1" in run(code)


@pytest.mark.parametrize("arguments", [["status"], ["generate"], ["review"], ["backup", "copy"]])
def test_a_command_opens_no_connection(run, arguments):
    assert run(COMMAND, *arguments) == ""


def test_the_studio_opens_no_connection(run):
    assert run(STUDIO) == ""


def test_validation_opens_no_connection_whatever_the_manifest_names(run, good_export, tmp_path):
    folder = shutil.copytree(good_export, tmp_path / "export")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["settings"] |= {"tokenizer": "somebody/tokenizer", "embedding_model": "somebody/model"}
    manifest["settings"]["model"] = "hub:somebody/model"
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert run(COMMAND, "validate", str(folder)) == ""


@pytest.mark.parametrize(("model", "asked"), [("a/b", False), ("mine", False), ("hub:a/b", True)])
def test_only_the_hub_by_its_name_is_asked_for_a_model(run, tmp_path, model, asked):
    made(tmp_path / "mine", "mistral", MISTRAL)
    (tmp_path / "web4-studio.toml").write_text(f'model = "{model}"\n')
    assert bool(run(COMMAND, "doctor")) == asked


@pytest.mark.long
def test_the_whole_job_opens_no_connection(run, tmp_path):
    assert run(COMMAND, "--scale", "0.02", "demo", "shop") == ""
    shop = tmp_path / "shop"
    for arguments in (
        ["doctor"], ["index", "."], ["generate"], ["regenerate"], ["validate"], ["export"],
        ["review", "--export", "r.jsonl"], ["review", "--import", "r.jsonl"],
    ):  # fmt: skip
        assert run(COMMAND, "--scale", "0.02", *arguments, folder=shop) == "", arguments
