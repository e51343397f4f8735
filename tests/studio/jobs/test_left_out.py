"""What was left out is said: in reports, by `doctor`, and while a job runs."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from generators.settings import Settings
from generators.store.index_marker import READING
from studio.jobs import doctor, indexing, left_out, progress
from studio.workspace import Workspace

DOCUMENT = {
    "not_records": [["pdca/README.md", "a guide"]],
    "skipped": [],
    "syntax_errors": [["a.ts", "line 3: missing ';'"]],
    "repaired": [],
    "governed": [["PDCA-01", "pii_flags: email (use_flagged)"]],
    "passed_over": {".js": 3, "": 1},
    "folders": {"node_modules": 2},
    "ignored": [f"build/{number}.ts" for number in range(25)],
}


def test_the_report_names_what_was_left_out_with_its_reason() -> None:
    assert left_out.lines(DOCUMENT) == [
        "under a PDCA path, but no record: 1",
        "  pdca/README.md: a guide",
        "with syntax errors, used outside of them: 1",
        "  a.ts: line 3: missing ';'",
        "not used because of its marks in the store: 1",
        "  PDCA-01: pii_flags: email (use_flagged)",
        "ignored by git: 25",
        *(f"  build/{number}.ts" for number in range(20)),
        "  … and 5 more (all with --json)",
        "files not read, by ending: .js 3, (none) 1",
        "folders not read, by name: node_modules 2",
    ]
    assert left_out.lines({}) == []


def test_doctor_says_how_much_was_left_out(tmp_path: Path, monkeypatch) -> None:
    for check in ("_tokenizers", "_model"):
        monkeypatch.setattr(doctor, check, lambda _: doctor.Finding("x", True, ""))
    workspace = Workspace(tmp_path)
    assert "left out" not in {each.name for each in doctor.examine(workspace, Settings())}
    left_out.keep(workspace, DOCUMENT)
    [found] = [each for each in doctor.examine(workspace, Settings()) if each.name == "left out"]
    assert found.good
    assert found.detail == (
        "1 under a PDCA path, but no record; 1 with syntax errors, used outside of them; "
        "1 not used because of its marks in the store; 25 ignored by git; "
        f"4 with endings that are not read; by name in {tmp_path}/data/.studio/left_out.json"
    )
    (tmp_path / "data/.studio/left_out.json").write_text("{")
    assert left_out.kept(workspace) == {}


@pytest.mark.parametrize(
    ("reading", "says"),
    [(READING, "as they are today"), (READING - 1, "index` again"), (None, "index` again")],
)
def test_doctor_advises_to_index_an_older_store_again(
    tmp_path: Path, reading: int | None, says: str
) -> None:
    chroma = tmp_path / "chroma_db"
    chroma.mkdir()
    marker = {"made_by": "web4-studio index", "model": "m", "complete": True}
    marker |= {"reading": reading} if reading else {}
    (chroma / "web4-studio.json").write_text(json.dumps(marker))
    found = doctor._reading(Workspace(tmp_path))
    assert found.good and says in found.detail


def test_the_report_of_connect_names_what_may_not_be_used(tmp_path: Path, monkeypatch) -> None:
    class Opened:
        fingerprint = "f"
        barred = (("PDCA-01", "ok_to_train: its owner does not allow it"),)
        skipped = (("big.ts", "larger than 500 KB (max_file_kb)"),)

        def components(self) -> list[int]:
            return [1, 2]

        def pdcas(self) -> list[int]:
            return [1]

    monkeypatch.setattr(Workspace, "connect", lambda *_: Opened())
    workspace = Workspace(tmp_path)
    text, figures = indexing.connect(workspace, Settings(), "x", tmp_path / "t.db")
    assert text.split("\n") == [
        "✓ Connected: 2 components, 1 PDCAs",
        "skipped: 1",
        "  big.ts: larger than 500 KB (max_file_kb)",
        "not used because of its marks in the store: 1",
        "  PDCA-01: ok_to_train: its owner does not allow it",
    ]
    assert figures["governed"] == Opened.barred
    assert left_out.kept(workspace)["governed"] == [list(Opened.barred[0])]


def test_off_a_terminal_there_is_a_line_now_and_then() -> None:
    written: list[str] = []
    enough = threading.Event()

    def write(line: str) -> None:
        written.append(line)
        if len(written) > 2:
            enough.set()

    with progress.Lines(write, every=0.01) as lines:
        lines.amount("embedding components", 512, 2_048)
        # No news since, and yet a line.
        assert enough.wait(600)
    count = len(written)
    assert written[-1].endswith(" s  embedding components: 512 of 2,048\n")
    lines.amount("embedding components", 600, 2_048)
    assert len(written) == count


def test_a_short_job_says_nothing(capsys) -> None:
    with progress.observer() as watch:
        watch.stage("reading")
    assert capsys.readouterr() == ("", "")
    assert progress.EVERY == 30
