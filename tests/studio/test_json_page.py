"""docs/json.md names the keys that `--json` prints, and no others."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from generators.store.index import IndexReport
from studio.curation import handover
from studio.curation.regenerate import Change
from studio.jobs.doctor import Finding
from studio.validation.evidence import Verdict

from .test_cli import run

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def documented(title: str) -> set[str]:
    """The keys in the first column."""
    cells = re.findall(r"^\| (`.+?) \|", section(title), re.M)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def printed(*arguments: object) -> Any:
    return json.loads(run("--json", *arguments).stdout)


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    row = {"instruction": "Name the colour.", "output": "It is called red, as all know."}
    (tmp_path / "mine.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    folder = tmp_path / "work"
    found = printed("import", tmp_path / "mine.jsonl", "-w", folder)
    assert set(found) == documented("import")
    return folder


def test_a_staged_dataset(work: Path, tmp_path: Path) -> None:
    assert set(printed("status", "-w", work)) == documented("status")
    assert set(printed("review", "-w", work)) == documented("review")
    report = printed("validate", "-w", work)
    assert set(report) == documented("validate")
    assert set(report["checks"][0]) == names(Verdict) | {"judged"}
    assert set(printed("export", "-w", work)) == documented("validate") | documented("export")
    file = tmp_path / "read.jsonl"
    written = printed("review", "--export", file, "--size", 1, "-w", work)
    assert set(written) == {"written", "samples"}
    assert set(printed("review", "--import", file, "-w", work)) == names(handover.Imported)
    copied = printed("backup", tmp_path / "copy", "-w", work)
    assert set(copied) == documented("backup, restore")


def test_errors_of_all_kinds(tmp_path: Path) -> None:
    assert set(printed("status", "-w", tmp_path / "gone")) == {"error"}
    assert set(printed("stat")) == {"error"}


def test_what_takes_a_store_is_named_by_its_fields() -> None:
    assert names(IndexReport) == documented("index")
    assert names(Finding) == documented("doctor")
    for key in names(Change) | names(Verdict) | names(handover.Imported):
        assert f"`{key}`" in PAGE, key


@pytest.mark.long
def test_the_demo_prints_all_of_it(tmp_path: Path) -> None:
    found = printed("demo", tmp_path / "demo")
    assert set(found) == documented("demo")
    assert set(found["index"]) == documented("index")
    assert set(found["generate"]) == documented("generate")
    assert set(found["validation"]) == documented("validate")
    made = found["generate"]["datasets"]["guardrails"]
    assert all(f"`{key}`" in section("generate") for key in made)
    done = printed("regenerate", "--dry-run", "-w", tmp_path / "demo")
    assert set(done) == documented("regenerate")
