"""A run goes on where a cancelled one or a plan ended, and comes to what it would have come to in
one go.
"""

from __future__ import annotations

import errno
import importlib
import shutil
from itertools import islice
from pathlib import Path

import pytest

from generators import atomic
from generators.pipeline.offers import Offers
from generators.sample import Candidate
from generators.settings import Settings
from generators.workers import installed
from studio.jobs import checkpoint, jobs
from studio.jobs.checkpoint import FOLDER, Checkpoint
from studio.store.staging import Staging
from studio.workspace import Workspace

NAMES = ["process_framework", "tool_awareness"]
SMALL = Settings(scale=0.01)


class Cancel(BaseException):
    pass


@pytest.fixture(scope="module")
def few() -> dict[str, list[Candidate]]:
    """What is gathered matters here, not how much, and not where it comes from."""
    made = {}
    for name in NAMES:
        module = importlib.import_module(f"generators.{name}")
        made[name] = [*islice(module.candidates(SMALL.dataset(name), None, SMALL), 0, None, 20)]
    return made


@pytest.fixture(autouse=True)
def fewer(monkeypatch, few) -> None:
    for name in NAMES:
        module = importlib.import_module(f"generators.{name}")
        monkeypatch.delattr(module, "parts", raising=False)
        # Gates and selection write into what they are given.
        offered = few[name]
        monkeypatch.setattr(
            module,
            "candidates",
            lambda *_, all=offered: (each.model_copy(deep=True) for each in all),
        )


@pytest.fixture
def gathered(monkeypatch) -> list[str]:
    """The datasets whose candidates are gathered from now on."""
    names: list[str] = []
    batches = Offers.batches

    def watched(self, part):
        if not part.number:
            names.append(part.dataset)
        return batches(self, part)

    monkeypatch.setattr(Offers, "batches", watched)
    return names


def run(
    root: Path, settings: Settings = SMALL, stop_at: str = "", store: bool = True
) -> jobs.Generated:
    def batch(dataset, fit, rejected) -> None:
        if dataset.name == stop_at:
            raise Cancel

    return jobs.generate(Workspace.find(root), settings, NAMES, batch, store=store)


def staged(root: Path) -> list[tuple]:
    with Staging(root / "data" / ".studio" / "staging.db") as staging:
        samples = (
            "select id, dataset, category, split, state, position, tokens, rung from samples order"
            " by id"
        )
        rest = "select dataset, category, reason, fingerprint from left_out order by 1, 2, 3, 4"
        reserve = "select * from reserve order by dataset, category, split, position"
        return [
            *map(tuple, staging.db.execute(samples)),
            *staging.db.execute(rest),
            *staging.db.execute(reserve),
        ]


def test_a_cancelled_run_goes_on_with_the_same_end(tmp_path, gathered):
    run(tmp_path / "whole")
    gathered.clear()
    with pytest.raises(Cancel):
        run(tmp_path / "cut", stop_at="tool_awareness")
    assert gathered == NAMES
    assert checkpoint.kept(tmp_path / "cut" / "data" / ".studio") == ["process_framework"]
    assert staged(tmp_path / "cut") == []
    gathered.clear()
    told: dict[str, int] = {}

    def batch(dataset, fit, rejected) -> None:
        told[dataset.name] = told.get(dataset.name, 0) + len(fit)

    jobs.generate(Workspace.find(tmp_path / "cut"), SMALL, NAMES, batch)
    assert gathered == ["tool_awareness"] and set(told) == set(NAMES) and all(told.values())
    assert staged(tmp_path / "cut") == staged(tmp_path / "whole") != []
    assert not (tmp_path / "cut" / "data" / ".studio" / FOLDER).exists()


def test_a_plan_is_taken_up_by_the_run(tmp_path, gathered):
    planned = run(tmp_path, store=False)
    assert gathered == NAMES
    made = run(tmp_path)
    assert gathered == NAMES
    assert made.selection.training == planned.selection.training


def test_other_settings_or_generators_begin_anew(tmp_path, gathered, monkeypatch):
    run(tmp_path, store=False)
    run(tmp_path, SMALL.model_copy(update={"keys": {"app.quit": "x"}}), store=False)
    assert gathered == NAMES
    run(tmp_path, Settings(scale=0.01, seed=7), store=False)
    assert gathered == NAMES * 2
    monkeypatch.setattr(installed, "code", lambda: "another version")
    run(tmp_path, Settings(scale=0.01, seed=7), store=False)
    assert gathered == NAMES * 3


def test_what_is_damaged_is_gathered_anew(tmp_path, gathered):
    run(tmp_path, store=False)
    path = tmp_path / "data" / ".studio" / FOLDER / "tool_awareness.jsonl"
    whole = path.read_bytes()
    cut = whole[: len(whole) // 2], whole[: whole.rindex(b"\n", 0, -1) + 1]
    for content in (b"", b"{}\n", b"\xff\xfe", b'{"key": 1}\n[]\n', *cut):
        path.write_bytes(content)
        gathered.clear()
        run(tmp_path, store=False)
        assert gathered == ["tool_awareness"]


def test_a_full_disk_ends_no_run(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "replace", full)
    assert run(tmp_path).stored
    assert not list((tmp_path / "data").glob(f"{FOLDER}/*"))


def test_pools_of_other_datasets_stay(tmp_path):
    run(tmp_path, store=False)
    kept = Checkpoint(tmp_path / "data" / ".studio", "", SMALL)
    kept.forget(["tool_awareness"])
    assert checkpoint.kept(tmp_path / "data" / ".studio") == ["process_framework"]
    shutil.rmtree(tmp_path / "data" / ".studio" / FOLDER)
    kept.forget(NAMES)
