"""Each rule by the command line, in a process of its own: a planted fault is named by exit code 1
and by the failed checks of `--json`, and by nothing else.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generators import catalog
from studio.validation import jsonl, loading, rules
from studio.validation.evidence import Evidence
from tests.material import store_of
from tests.studio.validation import faults

NAMES = [*catalog.DATASETS, catalog.EVAL]
ROOT = Path(__file__).parents[3]
SECOND_PROCESS = {"loads", "tokenizer"}
# The store is one that the made-up samples could come from. The second process takes seconds, so
# only the faults that it finds are judged with it.
DRIVER = """
import json, pickle, sys
from pathlib import Path
import pytest
from click.testing import CliRunner
from studio import cli
from studio.jobs import jobs
from studio.validation import runner
from tests.studio.validation import remembering
remembering.install(pytest.MonkeyPatch())
workspace, store, second, *folders = sys.argv[1:]
jobs.store_view = lambda *_: pickle.loads(Path(store).read_bytes())
if second == "without":
    runner._loading = lambda *_: None
for folder in folders:
    given = ["--workspace", workspace, "--scale", "0.01", "--json", "validate", folder]
    done = CliRunner().invoke(cli.main, given)
    checks = json.loads(done.stdout)["checks"]
    print(json.dumps([done.exit_code, [c["rule"] for c in checks if not c["passed"]]]))
"""


def one_for_each_rule() -> dict[str, str]:
    """By rule, the fault that the fewest other rules see."""
    chosen: dict[str, str] = {}
    for name, (expected, _) in sorted(faults.ALL.items(), key=lambda item: len(item[1][0])):
        for rule in expected:
            chosen.setdefault(rule, name)
    return chosen


def planted(good: Path, folder: Path, plant: faults.Plant, keep_manifest: bool = True) -> Path:
    """A copy of the export with the fault; its manifest is true of the changed files."""
    shutil.copytree(good, folder)
    plant(folder)
    if keep_manifest:
        hold(folder)
    return folder


def hold(folder: Path) -> None:
    """Makes the manifest true again of changed files."""

    def edit(manifest):
        for name, entry in manifest["files"].items():
            file = jsonl.read_file(folder / name, name.removesuffix(".jsonl"))
            entry.update(sha256=file.sha256, samples=len(file.lines))

    faults.restate(edit)(folder)


@pytest.fixture
def run(good_export, tmp_path):
    """Runs `validate` on folders; for each the exit code and the failed checks."""
    store = tmp_path / "store.pickle"
    samples = (row for name in NAMES for row in faults.rows(good_export, name))
    store.write_bytes(pickle.dumps(store_of(samples)))
    workspace = tmp_path / "workspace"
    workspace.mkdir()

    def run(folders, second="without", settings=""):
        (workspace / "web4-studio.toml").write_text(settings, "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", DRIVER, str(workspace), str(store), second, *map(str, folders)],
            capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-800:]
        return [tuple(json.loads(line)) for line in done.stdout.splitlines()]

    return run


def test_every_rule_fails_by_its_fault_and_exits_with_1(good_export, settings, tmp_path, run):
    chosen = one_for_each_rule()
    folders = [
        planted(good_export, tmp_path / rule, faults.ALL[fault][1], rule != "manifest")
        for rule, fault in chosen.items()
    ]
    good, *answers = run([good_export, *folders])
    assert good == (0, [])
    for (rule, fault), (code, failed) in zip(chosen.items(), answers, strict=True):
        assert (code, set(failed)) == (1, faults.ALL[fault][0]), f"{rule}: {fault}"
    judged = {rule(Evidence([], {}, settings)).rule for rule in rules.RULES}
    assert judged - set(chosen) == SECOND_PROCESS | {"worth"}


def test_samples_with_a_weakness_fail_the_worth_check(good_export, tmp_path, run):
    strict = faults.restate(lambda m: m["settings"].update(min_worth=1.0))
    folder = planted(good_export, tmp_path / "weak", strict)
    assert run([folder]) == [(1, ["worth"])]


@pytest.mark.long
def test_what_loading_meets_fails_by_name(good_export, tmp_path, run):
    """A card that names a file which is not there, and counts by a tokenizer that is not the
    model's.
    """
    tokenizer = almost_qwen(good_export, tmp_path / "tokenizer")
    counted = planted(good_export, tmp_path / "counted", recounted_by(tokenizer))
    card = planted(good_export, tmp_path / "card", misnamed)
    assert run([card], "with") == [(1, ["loads"])]
    answer = run([counted], "with", f"tokenizer = {json.dumps(str(tokenizer))}\n")
    assert answer == [(1, ["tokenizer"])]


def misnamed(folder: Path) -> None:
    card = folder / "README.md"
    card.write_text(card.read_text("utf-8").replace("eval.jsonl", "test.jsonl"), "utf-8")


def almost_qwen(good: Path, folder: Path) -> Path:
    """A tokenizer folder: Qwen2.5's without one merge that the samples need."""
    from transformers import Qwen2Tokenizer

    _, reference = loading.reference()
    texts = [row["instruction"] for row in faults.rows(good, "reporting_protocol")]
    used = Counter(token for text in texts for token in reference.tokenize(text))
    spelled = max((token for token in used if len(token) > 2), key=used.__getitem__)
    state = json.loads(reference.backend_tokenizer.to_str())["model"]
    merges = [tuple(pair) for pair in state["merges"] if "".join(pair) != spelled]
    assert len(merges) == len(state["merges"]) - 1
    Qwen2Tokenizer(vocab=state["vocab"], merges=merges).save_pretrained(folder)
    return folder


def recounted_by(tokenizer: Path) -> faults.Plant:
    """States every count as that tokenizer gives it, as an export with this setting would."""
    from generators import tokens

    def plant(folder: Path) -> None:
        for name in NAMES:
            samples = faults.rows(folder, name)
            texts = ["\n".join((s["instruction"], s["input"], s["output"])) for s in samples]
            counts = tokens.count_batch(texts, str(tokenizer))
            for sample, count in zip(samples, counts, strict=True):
                sample["metadata"]["tokens"] = count
            faults.write(folder, name, samples, weighed=False)
        faults.restate(lambda m: m["settings"].update(tokenizer=str(tokenizer)))(folder)

    return plant
