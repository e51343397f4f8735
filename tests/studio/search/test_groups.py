"""Groups keep their names and samples while samples come and go."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from studio.curation import review
from studio.jobs import measuring
from studio.search.meaning.groups import groups
from studio.search.meaning.model import unit
from studio.store import measures
from studio.store.staging import Staging

TOPICS = ("harbour", "meadow", "glacier", "lantern", "orchard", "turbine", "cellar", "violin")


def made(of: list[int], seed: int = 0) -> tuple[np.ndarray, sparse.csr_matrix, np.ndarray]:
    """Vectors, words and terms of samples, each near the middle of its topic."""
    rng = np.random.default_rng(seed)
    middles = unit(np.random.default_rng(7).normal(size=(len(TOPICS), 16)).astype(np.float32))
    noise = 0.05 * rng.normal(size=(len(of), 16)).astype(np.float32)
    words = sparse.csr_matrix(np.eye(len(TOPICS), dtype=np.float32)[of])
    return unit(middles[of] + noise), words, np.array(TOPICS)


def test_new_samples_join_the_nearest_group_and_the_others_stay() -> None:
    of = [each % 6 for each in range(120)]
    vectors, words, terms = made(of)
    before = [f"group {topic}" for topic in of]
    before[10:20] = [""] * 10
    assert groups(vectors, words, terms, before) == [f"group {topic}" for topic in of]


def test_groups_made_anew_keep_the_names_of_those_still_there() -> None:
    of = [each % 8 for each in range(400)]
    before = groups(*made(of), [""] * 400)
    assert all(name for name in before) and len(set(before)) >= 6
    # Two of three samples are new.
    had = [name if row % 3 == 0 else "" for row, name in enumerate(before)]
    after = groups(*made(of, 1), had)
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert same > 300 and len(set(after)) >= 6


def test_nothing_has_a_group_before_the_first_time() -> None:
    names = groups(*made([0, 1]), ["", ""])
    assert len(names) == 2 and all(names)


def test_a_group_keeps_its_defect_rate_when_its_bad_samples_are_replaced(staging: Staging) -> None:
    measuring.measure(staging.path)
    had = measures.grouped(staging.db)
    group = max(measures.groups(staging.db), key=lambda each: each.samples)
    one, other, *_ = (each for each, name in had.items() if name == group.name)
    review.flag(staging, [one], "other")
    review.record(staging, [other], "accept")
    with staging.writing() as db:
        db.execute("update samples set state = 'replaced' where id = ?", [one])
        db.execute("update texts set instruction = 'Something else.' where id = ?", [other])
    measuring.measure(staging.path)
    assert measures.grouped(staging.db) == had
    (now,) = (each for each in measures.groups(staging.db) if each.name == group.name)
    assert (now.samples, now.judged, now.flagged) == (group.samples - 1, 2, 1)
