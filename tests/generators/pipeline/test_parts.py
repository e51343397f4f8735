"""Datasets made in parts by several processes are those that one process makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from generators.pipeline import engine
from generators.pipeline.offers import Offers
from generators.sample import fingerprint
from generators.settings import Settings
from generators.store.chroma import Rows
from generators.store.corpus import Contents, Corpus
from generators.store.embedding import Vectors
from generators.workers import Serial, local
from studio import demo

WIDTH = 16
NAMES = ["style_core", "domain_patterns"]
# The demo's records are short.
SETTINGS = Settings(scale=0.01, datasets={"domain_patterns": {"output_band": (80, 300)}})


class Numbers:
    """Vectors drawn from the text's fingerprint."""

    name, width = "numbers", WIDTH

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, text: str) -> Vectors:
        self.asked.append(text)
        return self.encode([text])[0]

    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        rows = [np.random.default_rng(int(fingerprint(t), 16)).normal(size=WIDTH) for t in texts]
        return np.array(rows, np.float32)


def rows(files: Sequence[Path], key: str) -> Rows:
    """The files, each a row."""
    names = [file.relative_to(demo.corpus()).as_posix() for file in files]
    texts = [file.read_text("utf-8") for file in files]
    return Rows(names, texts, [{key: name} for name in names], Numbers().encode(texts))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Some components and records of the demo."""
    files = sorted(demo.corpus().rglob("*.ts"))[::40]
    records = sorted(demo.corpus().rglob("*.pdca.md"))[::20]
    kept = {"components": rows(files, "file_path"), "pdca_historical": rows(records, "pdca_id")}
    contents = Contents(kept["components"], kept["pdca_historical"], {}, (), kept.__getitem__)
    return Corpus(contents, Numbers())


def test_two_processes_make_the_datasets_of_one(corpus: Corpus) -> None:
    made = []
    for count in (1, 2):
        with local(count) as workers:
            pools = engine.gathered(NAMES, corpus, SETTINGS, workers)
            made.append({pool.dataset.name: pool for pool in pools})
    one, two = made
    assert set(one) == set(two) == set(NAMES)
    assert [two[name] for name in NAMES] == [one[name] for name in NAMES]
    assert all(pool.candidates for pool in one.values())


def test_parts_are_those_of_the_categories_and_of_a_hundred_records(corpus: Corpus) -> None:
    offers = Offers(corpus, SETTINGS)
    assert str(offers.parts("style_core")[0]) == "style_core, part 1"
    assert {name: len(offers.parts(name)) for name in (*NAMES, "process_framework")} == {
        "style_core": 4,
        "domain_patterns": 1,
        "process_framework": 5,
    }


UNDIVIDED = ["style_refactor", "domain_representatives", "reporting_protocol"]


def test_a_dataset_without_parts_tells_how_far_it_is(corpus: Corpus) -> None:
    told: list[tuple[str, int, int]] = []
    on_part = lambda name, done, total: told.append((name, done, total))  # noqa: E731
    pools = engine.gathered(UNDIVIDED, corpus, SETTINGS, Serial(), on_part=on_part)
    assert [pool.dataset.name for pool in pools] == UNDIVIDED
    for name in UNDIVIDED:
        steps = [(done, total) for named, done, total in told if named == name and total > 1]
        shares = [done / total for done, total in steps]
        assert len(set(steps)) > 2 and shares == sorted(shares), name
        assert max(shares) < 1
