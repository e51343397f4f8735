"""A typed text finds samples by what their sources are about."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.jobs.opened import BY_MEANING, BY_WORDS, BY_WORDS_FOR_NOW, OpenedStore
from studio.search.meaning.asking import Asking
from studio.search.meaning.by_source import BySource
from studio.search.meaning.model import Model
from studio.store.staging import Staging


def model(words: dict[str, float]) -> Model:
    """A model of samples by their likeness to the word `retry`."""
    vectors = np.array([[near, (1 - near * near) ** 0.5] for near in words.values()], np.float32)
    one = np.ones(1, np.float32)
    return Model(
        "", np.array(list(words)), vectors, np.zeros((len(words), 10), np.float32),
        np.array(["retry"]), one, np.array([[1.0, 0.0]], np.float32),
    )  # fmt: skip


ROWS = [
    ("a", "near.ts"), ("b", "far.ts"), ("c", "near.ts"), ("d", "template:x"), ("e", "template:y"),
]  # fmt: skip
NEAR = {"near.ts": 0.6, "far.ts": 0.1}


def test_samples_follow_their_sources_and_within_one_their_words() -> None:
    found = BySource(ROWS, model({"a": 0.1, "b": 0.9, "c": 0.5, "d": 0.7, "e": 0.0})).like(
        "retry after loss", NEAR
    )
    # Of authored ones the words say where they stand: one is at the front, one at the end.
    assert list(found) == ["d", "c", "a", "b", "e"]
    assert found["c"] == pytest.approx(0.6, abs=2e-3) and found["e"] < 0.2


def test_without_a_model_the_sources_alone_decide() -> None:
    found = BySource(ROWS, None).like("retry", NEAR)
    assert set(list(found)[:2]) == {"a", "c"} and list(found)[2] == "b"
    assert BySource([], None).like("retry", NEAR) == {}


def test_the_store_answers_before_samples_are_measured(staging: Staging) -> None:
    sql = "select id, source from samples where dataset = 'style_core' limit 1"
    sample, source = staging.db.execute(sql).fetchone()
    asked: list[str] = []

    def ask(text: str) -> dict[str, float] | None:
        asked.append(text)
        return {source: 0.8} if text == "retry" else None

    opened = OpenedStore(staging.path, ask)
    found = opened.finder.find(staging.db, "~ retry")
    of = dict(staging.db.execute("select id, source from samples").fetchall())
    assert of[found.ids[0]] == source and not found.problems
    assert opened.finder.find(staging.db, f"like:{sample}").ids == [] and asked == ["retry"]
    assert opened.finder.find(staging.db, "~ other").problems


def test_a_text_of_unknown_words_finds_nothing_unless_a_source_is_like_it(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "select id, source from samples where dataset = 'style_core' limit 1"
    sample, source = staging.db.execute(sql).fetchone()
    near: dict[str, float] | None = {source: 0.3}
    opened = OpenedStore(staging.path, lambda _: near)
    monkeypatch.setattr(opened.measured, "model", lambda: model({sample: 0.5}))
    db = staging.db
    nothing = opened.finder.find(db, "~ zxqv blorp the")
    assert nothing.ids == [] and nothing.problems == ()
    assert opened.finder.find(db, "~ return").ids, "samples have the word"
    near = {source: 0.5}
    assert opened.finder.find(db, "~ zxqv blorp the").ids[0] == sample
    near = None
    assert opened.finder.find(db, "~ zxqv blorp the").ids == []


def test_who_is_not_answered_by_the_store_is_told_so(
    staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = staging.db.execute("select id from samples limit 1").fetchone()[0]
    near: dict[str, float] | None = None
    opened = OpenedStore(staging.path, lambda _: near)
    monkeypatch.setattr(opened.measured, "model", lambda: model({sample: 0.5}))
    found = opened.finder.find(staging.db, "~ retry return")
    assert found.ids and found.note == BY_WORDS_FOR_NOW and not found.problems
    near = {}
    assert opened.finder.find(staging.db, "~ retry return").note == BY_WORDS
    near = {"near.ts": 0.9}
    assert opened.finder.find(staging.db, "~ retry return").note == BY_MEANING
    assert opened.finder.find(staging.db, f"like:{sample}").note == ""


def test_one_that_cannot_start_answers_nothing(tmp_path: Path) -> None:
    ended = threading.Event()
    asked = Asking(tmp_path, ended.set)
    assert asked.likeness("retry") is None
    assert asked._process is not None and asked._process.wait(600) == 1
    assert ended.wait(600) and asked.likeness("retry") == {}
    asked.stop()


def answering(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> None:
    """Has questions answered by a process that embeds nothing, but runs `body` for each `text`."""
    script = tmp_path / "answers.py"
    script.write_text(
        "import json, sys\nprint('ready', flush=True)\nfor line in sys.stdin:\n"
        f"    text = json.loads(line)\n    {body}\n"
        "    print(json.dumps({text: 0.5}), flush=True)\n"
    )
    popen = subprocess.Popen

    def started(command: list[str], **options: Any) -> subprocess.Popen[str]:
        return popen([sys.executable, str(script)], **options)

    monkeypatch.setattr(subprocess, "Popen", started)


def test_questions_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, tmp_path, "pass")
    answered = threading.Event()
    asked = Asking(tmp_path, answered.set)
    for text in ("first", "a\nb", "ü"):
        answered.clear()
        assert asked.likeness(text) is None and answered.wait(600)
        assert asked.likeness(text) == {text: 0.5}
    asked.stop()
    assert asked.likeness("late") == {} and asked.likeness("first") == {"first": 0.5}


def test_nobody_waits_and_only_the_last_question_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = tmp_path / "gate"
    body = f"while text == 'r' and not __import__('os').path.exists({str(gate)!r}): pass"
    answering(monkeypatch, tmp_path, body)
    answered = threading.Event()
    asked = Asking(tmp_path, answered.set)
    assert asked.likeness("r") is None
    while asked._wanted is not None:
        pass
    # The process is busy with a letter; what is typed meanwhile returns at once.
    assert [asked.likeness("retry"[:end]) for end in (2, 3, 4, 5)] == [None] * 4
    gate.touch()
    assert answered.wait(600) and set(asked._answers) == {"r", "retry"}
    asked.stop()


def test_one_that_dies_is_the_end_of_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, tmp_path, "sys.exit(text == 'bad')")
    told = threading.Event()
    asked = Asking(tmp_path, told.set)
    assert asked.likeness("bad") is None and told.wait(600) and asked.likeness("bad") == {}
    asked.stop()
