"""The order of suspicion: bad samples planted, and how many of them come first."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.curation import results, review, suspicion
from studio.errors import StudioError
from studio.jobs import measuring
from studio.jobs.measuring import Kept
from studio.search.meaning.model import Model
from studio.store import measures
from studio.store.staging import Staging
from tests.bench.big import big_store

from .planted import KINDS, plant


def hits(model: Model, order: suspicion.Order, bad: dict[str, str], first: int) -> int:
    best = np.argsort(-order.scores, kind="stable")[:first]
    return sum(str(each) in bad for each in model.ids[best])


def ordered(staging: Staging, model: Model, bad: dict[str, str]) -> tuple[int, int]:
    """How many planted ones are in the first half as many: at first, and after the verdicts on the
    first twenty.
    """
    places = measures.places(staging.db)
    order = suspicion.order(model, places, {})
    best = model.ids[np.argsort(-order.scores, kind="stable")[:20]]
    said = {str(each): str(each) in bad for each in best}
    after = suspicion.order(model, places, said)
    return hits(model, order, bad, len(bad) // 2), hits(model, after, bad, len(bad) // 2)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = big_store(tmp_path_factory.mktemp("small"), 1_600)
    path = root / "data" / ".studio" / "staging.db"
    with Staging(path, create=False) as staging:
        bad = plant(staging, 40)
    measuring.measure(path)
    return path, bad


def test_planted_samples_come_first(small: tuple[Path, dict[str, str]]) -> None:
    path, bad = small
    model = Kept(path).model()
    assert model is not None
    with Staging(path, create=False) as staging:
        first, after = ordered(staging, model, bad)
    assert first >= 12 and after >= 14, (first, after)


def test_what_it_is_suspected_for_is_said(small: tuple[Path, dict[str, str]]) -> None:
    path, bad = small
    with Staging(path, create=False) as staging:
        said = dict(staging.db.execute("select id, why from measures").fetchall())
    for kind, words in (
        ("no answer", "short"),
        ("letters shuffled", "rare words"),
        ("one line again and again", "repeats itself"),
        ("output of another sample", "output used again"),
    ):
        assert any(words in said[each] for each, its in bad.items() if its == kind), kind
    assert set(bad.values()) == set(KINDS)


def test_a_model_learns_from_twenty_verdicts(small: tuple[Path, dict[str, str]]) -> None:
    path, _ = small
    model = Kept(path).model()
    assert model is not None
    with Staging(path, create=False) as staging:
        places = measures.places(staging.db)
    ids = [str(each) for each in model.ids]
    bad = [each for each in ids if places[each][0].startswith("guardrails/")]
    good = [each for each in ids if places[each][0].startswith("domain_patterns/")]
    said = dict.fromkeys(bad[:12], True) | dict.fromkeys(good[:12], False)
    flat = replace(model, traits=np.zeros_like(model.traits))
    untold = {each: (place, output, "") for each, (place, output, _) in places.items()}
    scores = suspicion.order(flat, untold, said).scores
    of = {each: scores[row] for each, row in model.rows.items()}
    assert np.mean([of[each] for each in bad[12:]]) > np.mean([of[each] for each in good[12:]]) + 1
    few = suspicion.order(flat, untold, dict(list(said.items())[8:16])).why
    assert not any("readers refused" in why for why in few)


def test_an_ordered_session_is_not_counted(small: tuple[Path, dict[str, str]]) -> None:
    path, bad = small
    with Staging(path, create=False) as staging:
        session = review.start(staging, 30, chosen=review.SUSPICION, who="Mira")
        assert sum(each in bad for each in session.samples) >= 9
        for each in session.samples[:3]:
            assert session.current == each
            session = review.judge(staging, session, "flag", "broken_code", lines="output:3-5")
        assert results.results(staging.db) == []
        fair = review.start(staging, 3, who="Mira")
        assert not set(fair.samples) & set(session.samples[:3]), "what was read is not drawn again"
        review.judge(staging, fair, "accept")
        (*_, overall) = results.results(staging.db)
        assert (overall.read, overall.flagged) == (1, 0)
        model = Kept(path).model()
        assert model is not None
        suspicion.update(staging, model)
        again = review.reorder(staging, session)
        assert again.samples[:4] == session.samples[:4] and len(again.samples) == 30
        assert len(set(again.samples)) == 30
        lines = staging.db.execute("select distinct lines from reviews where verdict = 'flag'")
        assert lines.fetchall() == [("output:3-5",)]


def test_without_measures_nothing_is_ordered(staging: Staging) -> None:
    with pytest.raises(StudioError, match="still being computed"):
        review.start(staging, 5, chosen=review.SUSPICION)


@pytest.mark.long
def test_four_hundred_among_thirty_nine_thousand(tmp_path: Path) -> None:
    """$WEB4_STUDIO_PLANTED may name a staging store to plant in (a copy of it is changed)."""
    if given := os.environ.get("WEB4_STUDIO_PLANTED"):
        import sqlite3

        path = tmp_path / "staging.db"
        with sqlite3.connect(given) as source, sqlite3.connect(path) as target:
            source.backup(target)
    else:
        path = big_store(tmp_path) / "data" / ".studio" / "staging.db"
    with Staging(path, create=False) as staging:
        bad = plant(staging, 400)
        began = time.perf_counter()
        measuring.measure(path)
        took = time.perf_counter() - began
        model = Kept(path).model()
        assert model is not None
        first, after = ordered(staging, model, bad)
    print(f"\nmeasured in {took:.0f} s; {first} of 200, after 20 verdicts {after}")
    assert first >= 120 and after >= 150
