"""The worked example in docs/extending.md: every block is applied to a copy of the code, in order,
and every command in it must end there as the page states.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import plugin

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "extending.md"
# A block, with the paragraph before it when that names a file.
BLOCK = re.compile(r"(?:^(New file|In) `([^`]+)`[^\n]*:\n\n)?^```(\w+)\n(.*?)^```$", re.M | re.S)
INSTALL, INSTALLED = "pip install ./", "installed"
LOADED = "web4-studio --workspace adr validate"
"""Here validation loads the files as training will, in a second process that takes seconds; the
other commands do without it, as nearly all tests do (`one_process`), and without the model that
embeds texts.
"""
QUICKLY = """
from generators.store import embedding
from studio.cli import main
from studio.validation import runner
from tests.generators.store.fake import FakeEmbedder
embedding.Embedder.encode = lambda _, texts, *rest: FakeEmbedder().encode(texts)
runner._loading = lambda *_: None
main()
"""
EXIT_CODE = re.compile(r"  # exit code (\d)$")


def blocks() -> Iterator[tuple[str, str, str, str]]:
    """(`New file`, `In` or empty, path, language, text) of every block of the page, in order."""
    for found in BLOCK.finditer(PAGE.read_text("utf-8")):
        yield found[1] or "", found[2] or "", found[3], found[4]


def edited(text: str, diff: str) -> str:
    """The text with one edit applied. Its unchanged and removed lines must occur exactly once, so
    that a page the code has moved away from fails here.
    """
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(old) == 1, f"{text.count(old)} places for:\n{diff}"
    return text.replace(old, new)


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command of the page in the copy, whose packages come before installed ones; what is
    installed by one command is there for the next.
    """
    if command.startswith(INSTALL):
        plugin.install(folder / command.removeprefix(INSTALL), folder / INSTALLED)
        return subprocess.CompletedProcess(command, 0, "", "")
    paths = [str(Path(sys.executable).parent), os.environ["PATH"]]
    found = os.pathsep.join((str(folder), str(folder / INSTALLED)))
    environment = {**os.environ, "PYTHONPATH": found, "PATH": os.pathsep.join(paths)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = shlex.split(command)
    if words[0] == "web4-studio" and command != LOADED:
        words[:1] = [sys.executable, "-c", QUICKLY]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each command of the page printed, time after time."""
    folder = tmp_path_factory.mktemp("extended")
    for name in ("generators", "studio", "tests", "docs"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "studio.tcss"):
        shutil.copy(ROOT / name, folder / name)
    printed: dict[str, list[str]] = {}
    for kind, name, language, text in blocks():
        path = folder / name
        if kind == "New file":
            assert not path.exists(), name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif kind == "In":
            path.write_text(edited(path.read_text("utf-8"), text), "utf-8")
        else:
            assert language == "sh", f"a block that no step applies:\n{text}"
            for line in text.splitlines():
                command, _, expected = EXIT_CODE.sub(r"\0\1", line).partition("\0")
                done = run(folder, command)
                assert done.returncode == int(expected or 0), (
                    f"{line}\n{done.stdout}\n{done.stderr}"
                )
                printed.setdefault(command, []).append(done.stdout)
    return printed


def test_the_package_adds_its_records_and_its_dataset(outputs: dict[str, list[str]]) -> None:
    [indexed] = outputs["web4-studio --workspace adr index adrs"]
    assert "ADRs: 3" in indexed
    [planned] = outputs["web4-studio --workspace adr generate decisions --plan"]
    assert re.search(r"^decisions +2 +2 ", planned, re.M), planned
    [generated] = outputs["web4-studio --workspace adr generate decisions"]
    assert "COMPLETE: 2 decisions samples generated" in generated and "No shortfall" in generated
    [report] = outputs["web4-studio --workspace adr validate"]
    assert "✓ Count: 2/2" in report and "✓ Count: 1/1" in report
    assert "✓ sources" in report and "decisions: 100% (decision 100%)" in report
    assert "❌ 1 VALIDATION FAILED: datasets\n" in report
    [written] = outputs["web4-studio --workspace adr export --allow-shortfall"]
    assert "decisions.jsonl" in written


def test_the_new_dataset_is_generated_and_valid(outputs: dict[str, list[str]]) -> None:
    [alone] = outputs["python -m generators.glossary --workspace toy"]
    assert "✓ Saved 10 samples to data/alone/glossary.jsonl" in alone
    [generated] = outputs["web4-studio --workspace toy generate glossary"]
    assert "COMPLETE: 10 glossary samples generated" in generated and "No shortfall" in generated
    before, after = outputs["web4-studio --workspace toy validate"]
    assert "✓ Count: 10/10" in before and "placeholders" not in before
    assert "✓ placeholders" in after
    for report in (before, after):
        assert "8 datasets are missing" in report
        assert "❌ 1 VALIDATION FAILED: datasets\n" in report


def test_the_new_rule_is_seen_to_fail(outputs: dict[str, list[str]]) -> None:
    command = next(each for each in outputs if "placeholder or seen_to_fail" in each)
    assert "2 passed" in outputs[command][0]


def test_the_new_code_is_as_clean_as_the_rest() -> None:
    for kind, name, language, text in blocks():
        if kind == "New file" and language == "python":
            for arguments in (["format", "--check"], ["check"]):
                ruff = [sys.executable, "-m", "ruff", *arguments]
                done = subprocess.run(
                    [*ruff, "--stdin-filename", str(ROOT / name), "-"],
                    input=text,
                    cwd=ROOT,
                    capture_output=True,
                    text=True,
                )
                assert done.returncode == 0, f"{name}\n{done.stdout}{done.stderr}"


def test_an_edit_without_its_place_fails() -> None:
    assert edited("a\nb\nc\n", " a\n-b\n+x\n c\n") == "a\nx\nc\n"
    with pytest.raises(AssertionError, match="0 places"):
        edited("a\nc\n", " a\n-b\n")
    with pytest.raises(AssertionError, match="2 places"):
        edited("a\na\n", " a\n+b\n")
