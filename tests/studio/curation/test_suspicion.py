"""The order of suspicion: bad samples planted, and how many of them come first."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.curation import results, review, suspicion
from studio.curation.traces import traces
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
    after = suspicion.order(model, places, said, traces(staging.db, said))
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


@pytest.mark.parametrize("kind", ["a closing phrase", "a whole view"])
def test_what_the_order_does_not_know_is_learned_from_twenty_verdicts(
    small: tuple[Path, dict[str, str]], kind: str
) -> None:
    """Eight refused samples of a kind among twenty verdicts; no trait and no weakness tells it."""
    path, planted = small
    model = Kept(path).model()
    assert model is not None
    rng = random.Random(3)
    with Staging(path, create=False) as staging:
        rows = staging.db.execute("select id, dataset, view from samples order by id").fetchall()
        rows = [row for row in rows if row[0] not in planted]
        rng.shuffle(rows)
        if kind == "a whole view":
            _, at = min((n, v) for v, n in Counter(row[1:] for row in rows).items() if n >= 30)
            bad = {row[0] for row in rows if row[1:] == at}
        else:
            bad = {row[0] for row in rows[:40]}
            closing = "\n\nI hope this helps you with your question."
            with staging.writing() as db:
                for each in bad:
                    db.execute(
                        "update texts set output = output || ? where id = ?", [closing, each]
                    )
        refused = sorted(bad)[:8]
        kept = [row[0] for row in rows if row[0] not in bad][:12]
        said = dict.fromkeys(refused, True) | dict.fromkeys(kept, False)
        places = measures.places(staging.db)
        left = {each: "left" for each in bad - set(refused)}
        shown = [row for row, each in enumerate(model.ids) if str(each) not in said]
        before = suspicion.order(model, places, {}).scores
        after = suspicion.order(model, places, said, traces(staging.db, said)).scores
    first = {
        name: sum(
            str(model.ids[row]) in left
            for row in sorted(shown, key=lambda row: -scores[row])[: len(left)]
        )
        for name, scores in (("before", before), ("after", after))
    }
    assert first["before"] < 0.3 * len(left) and first["after"] > 0.7 * len(left), first


def test_a_trace_is_what_refused_samples_have_and_others_have_not(staging: Staging) -> None:
    ids = [row[0] for row in staging.db.execute("select id from samples order by output_hash")]
    with staging.writing() as db:
        for each in ids[:5]:
            sql = "update texts set output = output || ' As everybody knows.' where id = ?"
            db.execute(sql, [each])
    assert traces(staging.db, {}) == traces(staging.db, {ids[0]: True}) == []
    found = traces(staging.db, dict.fromkeys(ids[:4], True) | dict.fromkeys(ids[9:21], False))
    best = found[0]
    assert (best.field, best.value) == ("", "as everybody knows")
    assert best.samples == set(ids[:5]) and best.weight > found[-1].weight >= 0


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
    assert first >= 120 and after >= 150
