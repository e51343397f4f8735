"""What works without a screen does not load one, and the first screen loads nothing heavy."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import studio
import studio.panes
import studio.widgets

SCREEN = {"app", "commands", "hosting", "keys", "stored", "panes", "widgets", "demo"}
HEAVY = {
    "torch",
    "transformers",
    "chromadb",
    "sentence_transformers",
    "datasets",
    "tree_sitter",
    "numpy",
    "pandas",
}


def loaded_by(code: str) -> set[str]:
    names = "sorted({name.partition('.')[0] for name in sys.modules})"
    script = f"{code}\nimport json, sys\nprint(json.dumps({names}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_headless_modules_load_no_textual() -> None:
    names = [
        each.name
        for each in pkgutil.walk_packages(studio.__path__, "studio.")
        if each.name.split(".")[1] not in SCREEN
    ]
    assert {"studio.store.staging", "studio.search.filters", "studio.jobs.background"} <= set(names)
    modules = loaded_by("\n".join(f"import {name}" for name in [*names, "studio.demo"]))
    assert "textual" not in modules


def test_the_screen_loads_nothing_heavy() -> None:
    panes = [
        f"import studio.panes.{each.name}" for each in pkgutil.iter_modules(studio.panes.__path__)
    ]
    widgets = [
        f"import studio.widgets.{each.name}"
        for each in pkgutil.iter_modules(studio.widgets.__path__)
    ]
    modules = loaded_by("\n".join(["import studio.app", *panes, *widgets]))
    assert "textual" in modules and not HEAVY - {"numpy", "tree_sitter"} & modules


def test_no_module_of_the_generators_knows_the_studio() -> None:
    for path in Path(studio.__file__).parent.parent.joinpath("generators").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "import studio" not in text and "from studio" not in text, path
