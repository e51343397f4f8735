"""The second process: what training's loader and tokenizer make of an export, without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generators import catalog
from studio.validation import loading
from tests.studio.validation import faults

NAMES = [*catalog.DATASETS, catalog.EVAL]
ROOT = Path(__file__).parents[3]
# Any use of a socket or a name server ends the process that asks.
GUARDED = """
import os, sys
sys.path.insert(0, {root!r})
from studio.validation import loading
os.environ.update(loading.OFFLINE)
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        os.write(2, f"asked the network: {{event}} {{arguments}}".encode())
        os._exit(9)
sys.addaudithook(refuse)
import json
print(json.dumps(loading.work(json.load(sys.stdin))))
"""


def work(folder: Path, seed: int = 1) -> dict:
    files = [(name, len(faults.rows(folder, name))) for name in NAMES]
    request = json.dumps({"folder": str(folder), "files": files, "seed": seed})
    done = subprocess.run(
        [sys.executable, "-c", GUARDED.format(root=str(ROOT))],
        input=request, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    return json.loads(done.stdout.splitlines()[-1])


def test_an_export_loads_in_every_order_and_is_counted_alike_without_a_network(good_export):
    answer = work(good_export)
    assert answer["load_faults"] == []
    assert "with the card and without" in answer["loaded"]
    assert len(answer["counted"]) > 300
    for name, at, tokens in answer["counted"]:
        assert faults.rows(good_export, name)[at]["metadata"]["tokens"] == tokens


@pytest.fixture
def copied(good_export, tmp_path):
    return shutil.copytree(good_export, tmp_path / "export")


def loaded(folder: Path, names=("reporting_protocol", "guardrails")) -> list[str]:
    return loading.load(folder, list(names), 1)["load_faults"]


def test_dates_that_a_loader_takes_for_timestamps_fail(copied):
    """As exports were before: a date in some files, an empty text in others."""
    edit = lambda s: s["metadata"].update(date=s["metadata"]["date"][:10])  # noqa: E731
    faults.change_all("reporting_protocol", edit)(copied)
    found = loaded(copied)
    assert any("reporting_protocol.jsonl alone: date is timestamp[s]" in line for line in found)
    assert any(line.startswith("in alphabetical order") for line in found) or any(
        line.startswith("in random order") for line in found
    )


def late(folder: Path, begin: int, change: dict) -> list[str]:
    """What loading finds where samples differ behind `begin` bytes, and behind those samples of the
    file that are loaded in every order; as many bytes differ.
    """
    [sample, *_] = faults.rows(folder, "guardrails")
    sample["input"] = "long " * (begin // loading.HEAD // 5)
    early, last = (
        json.dumps(sample | {"metadata": sample["metadata"] | each})
        for each in ({"date": ""}, change)
    )
    count = max(loading.HEAD, begin // len(early)) + 1
    text = "\n".join([early] * count + [last] * (1 + begin // len(last)))
    (folder / "guardrails.jsonl").write_text(text + "\n", "utf-8")
    return [line for line in loaded(folder) if line.startswith("guardrails.jsonl")]


@pytest.mark.parametrize(
    "change",
    [
        {"severity": 5},
        {"severity": {"level": "low"}},
        {"quality_score": "none"},
        {"is_eval": 1},
        {"later": "a field of its own"},
    ],
    ids=str,
)
def test_a_type_that_differs_late_in_a_file_fails(copied, change):
    assert late(copied, 0, change)


def test_a_type_that_differs_in_a_later_chunk_fails(copied):
    """Each chunk has its own types for the loader: this one is read as a time."""
    [found] = late(copied, 10 << 20, {"date": "2024-06-02"})
    assert found == "guardrails.jsonl alone: values are not those that were written"


def test_the_spelling_of_dates_is_text_to_pandas_too(good_export):
    import pandas

    frame = pandas.read_json(good_export / "reporting_protocol.jsonl", lines=True)
    day = frame["metadata"][0]["date"]
    assert isinstance(day, str) and day.endswith("Z")


def test_values_that_come_back_otherwise_fail(copied, monkeypatch):
    import datasets

    real = datasets.load_dataset

    def lossy(*arguments, **named):
        return real(*arguments, **named).map(lambda row: row | {"input": row["input"].strip()})

    faults.change("guardrails", lambda s: s.update(input=s["input"] + " "))(copied)
    (copied / "README.md").unlink()
    monkeypatch.setattr(datasets, "load_dataset", lossy)
    assert any("values are not those that were written" in line for line in loaded(copied))


def test_a_process_that_dies_is_a_fault_and_no_traceback(tmp_path):
    second = loading.Loading(tmp_path, [("style_core", 1)], 1)
    answer = second.answer()
    assert answer["load_faults"][0].startswith("the loading process died: ")


def test_the_packaged_vocabulary_gives_transformers_own_tokenizer():
    """Each longer token is made of two others, in the vocabulary's order."""
    ranks = loading._ranks()
    merges = list(loading._merges(ranks))
    assert len(ranks) == 151_643 and len(merges) == len(ranks) - 256
    assert all(left + right in ranks for left, right in merges)
