"""What the project promises about itself: commands that run anywhere, exceptions that are needed,
checks that are the same before a commit and in CI.
"""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from generators import catalog

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("mark", "end"),
    [
        ("demo-command", ".venv/bin/web4-studio demo web4-demo"),
        ("test-command", ".venv/bin/python -m pytest -q -n 2"),
    ],
)
def test_the_readme_command_makes_and_uses_an_environment_of_its_own(mark: str, end: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    [block] = re.findall(f"<!-- {mark} -->\n```sh\n(.*?)```", readme, re.S)
    [line] = block.splitlines()
    steps = line.split(" && ")
    assert steps[0] == "python3 -m venv .venv" and steps[-1] == end
    assert all(step.startswith(".venv/bin/") for step in steps[1:])


def test_every_path_of_code_in_the_docs_exists() -> None:
    """Except in the worked example, whose files are new."""
    pages = [ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")]
    for page in pages:
        text = page.read_text("utf-8")
        for path in re.findall(r"`((?:studio|generators|tests|docs)/[\w./]+)`", text):
            if page.name != "extending.md" and "NAME" not in path and "DATASET" not in path:
                assert (ROOT / path).exists(), f"{page.name}: {path}"


def test_every_test_that_the_docs_name_exists() -> None:
    """A test is named behind the file that it stands in."""
    named = 0
    for page in [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *ROOT.glob("docs/*.md")]:
        file = ""
        for path, test in re.findall(r"`(tests/[\w./]+)`|`(test_\w+)`", page.read_text("utf-8")):
            file = path or file
            if test:
                code = (ROOT / file).read_text("utf-8")
                assert re.search(rf"^(async )?def {test}\(", code, re.M), f"{page.name}: {test}"
                named += 1
    assert named > 60


def test_every_numbered_point_of_reliability_has_its_test() -> None:
    text = (ROOT / "docs/reliability.md").read_text("utf-8")
    points = re.findall(r"^\| (\d+) \| [^|]+ \| `tests/[^|]*`test_\w+`[^|]* \|$", text, re.M)
    assert set(points) == {str(point) for point in range(1, 11)}


def test_every_point_of_the_studio_has_its_test() -> None:
    text = (ROOT / "docs/studio.md").read_text("utf-8")
    points = re.findall(r"^\| (\w+) \| [^|]+ \| `tests/[^|]*`test_\w+`[^|]* \|$", text, re.M)
    assert set(points) == {*map(str, range(1, 11)), "also", "built"}
    assert (points.count("also"), points.count("built")) == (5, 7)


def test_every_line_of_what_passed_once_has_its_test() -> None:
    """The table of green runs that were none; that each test named there is there, see above."""
    page = (ROOT / "docs/reliability.md").read_text("utf-8")
    text = page.partition("## What was green once")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| [a-z]\w+ \| [^|]+ \| `tests/[^|]*`test_\w+`[^|]* \|$", text, re.M)
    assert len(lines) + 1 == len(re.findall(r"^\| [a-z]", text, re.M)) > 24  # with the heads
    topics = {line.split("|")[1].strip() for line in lines}
    assert topics == {"loading", "release", "flags", "alone", "checks", "holdout", "reports"}


def test_validation_shares_no_judgement_with_generation() -> None:
    """It may use what reads and counts, and the worth tests, but nothing that made or chose the
    samples.
    """
    makers = {"pipeline", "refactoring", *catalog.DATASETS}
    for path in (ROOT / "studio/validation").rglob("*.py"):
        used = set(re.findall(r"generators\.(\w+)", path.read_text("utf-8")))
        used |= set(re.findall(r"from generators import ([\w, ]+)", path.read_text("utf-8")))
        names = {name.strip() for each in used for name in each.split(",")}
        assert not names & makers, f"{path.name}: {sorted(names & makers)}"


def test_every_promise_to_a_stranger_has_its_test_or_says_who_runs_it() -> None:
    text = (ROOT / "docs/tested.md").read_text("utf-8")
    sections = re.findall(r"^## ", text, re.M)
    rows = [row.split(" | ") for row in re.findall(r"^\| (?!promise|---)(.+) \|$", text, re.M)]
    assert len(sections) == 6 and len(rows) > 30
    without = [row[0] for row in rows if len(row) != 3 or not re.search(r"`test_\w+`", row[2])]
    assert len(without) == 2, without


def test_the_rules_page_is_what_the_docstrings_give() -> None:
    page = runpy.run_path(str(ROOT / "docs/make_rules.py"))["page"]()
    assert (ROOT / "docs/rules.md").read_text("utf-8") == page, "run python docs/make_rules.py"


def test_the_worth_page_has_every_code_and_the_limits_of_the_catalog() -> None:
    text = (ROOT / "docs/worth.md").read_text("utf-8")
    assert tuple(re.findall(r"^## `(\w+)`$", text, re.M)) == catalog.WEAKNESSES
    limits = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", text, re.M)
    assert limits
    for name, value in limits:
        assert getattr(catalog, name) == float(value), name


def test_every_exception_to_the_complexity_limit_is_needed() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    limit = f"lint.mccabe.max-complexity={lint['mccabe']['max-complexity']}"
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "C901"]
    done = subprocess.run(
        [*command, "--config", limit, "--output-format", "json", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    found = {
        Path(each["filename"]).relative_to(ROOT).as_posix() for each in json.loads(done.stdout)
    }
    named = {path for path, rules in lint["per-file-ignores"].items() if "C901" in rules}
    assert named == found


def test_the_hooks_are_the_checks_of_ci() -> None:
    hooks = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    checks = re.findall(
        r"^step .* in_environment (.+)$", (ROOT / ".ci/run").read_text("utf-8"), re.M
    )
    assert hooks == checks


def test_a_test_that_hangs_is_ended_with_the_stacks_of_its_threads(tmp_path: Path) -> None:
    """After a second here, after `timeout` in the suite."""
    assert 0 < PROJECT["tool"]["pytest"]["ini_options"]["timeout"] <= 1200
    hung = tmp_path / "test_hung.py"
    hung.write_text("import threading\n\ndef test_hung():\n    threading.Event().wait()\n")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    limit = ["-c", str(ROOT / "pyproject.toml"), "-o", "timeout=1", str(hung)]
    done = subprocess.run([*command, *limit], cwd=tmp_path, capture_output=True, text=True)
    told = done.stdout + done.stderr
    assert done.returncode != 0 and "Timeout" in told and "threading.Event().wait()" in told


def test_both_packages_export_their_types() -> None:
    assert (ROOT / "studio/py.typed").exists() and (ROOT / "generators/py.typed").exists()


def test_rooms_and_modules_stay_small_enough_to_find_ones_way() -> None:
    """At most 15 modules a folder, `__init__` and `__main__` aside, and 400 lines a module."""
    modules = [path for room in ("generators", "studio") for path in (ROOT / room).rglob("*.py")]
    assert len(modules) > 400
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long
    rooms = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in modules
        if not path.stem.startswith("__")
    )
    assert not {room: count for room, count in rooms.items() if count > 15}
