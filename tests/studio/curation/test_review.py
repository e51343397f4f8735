"""Reviewing: fair draws, verdicts that are never lost, figures checked against other
implementations.
"""

from __future__ import annotations

from collections import Counter

import pytest
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from studio.curation import edit, results, review
from studio.errors import StudioError
from studio.search import filters, samples
from studio.store import listing, reserve, sessions, verdicts
from studio.store.sessions import Session
from studio.store.staging import Staging


def states(staging: Staging, ids: list[str]) -> list[str]:
    marks = ",".join("?" * len(ids))
    found = dict(
        staging.db.execute(f"select id, state from samples where id in ({marks})", ids).fetchall()
    )
    return [found[each] for each in ids]


def test_a_session_is_stratified_distinct_and_repeatable(staging: Staging) -> None:
    session = review.start(staging, 200, seed=3)
    assert len(session.samples) == len(set(session.samples)) == 200
    assert session.samples == review.start(staging, 200, seed=3).samples
    assert session.samples != review.start(staging, 200, seed=4).samples
    rows = listing.rows(staging.db, list(session.samples))
    drawn = Counter((row["split"], row["dataset"], row["category"]) for row in rows.values())
    whole = Counter(staging.db.execute("select split, dataset, category from samples").fetchall())
    for stratum in whole:
        fair = 200 * whole[stratum] / sum(whole.values())
        assert abs(drawn[stratum] - fair) <= 2, stratum


def strata(staging: Staging, ids: tuple[str, ...]) -> Counter[str]:
    rows = listing.rows(staging.db, list(ids)).values()
    return Counter("eval" if row["split"] == "eval" else str(row["dataset"]) for row in rows)


@pytest.mark.parametrize("size", [9, 20, 80])
def test_a_draw_gives_every_stratum_its_share(staging: Staging, size: int) -> None:
    """A dataset and the evaluation get at least one; the evaluation not more than its share."""
    session = review.start(staging, size)
    drawn, whole = strata(staging, session.samples), session.strata
    assert set(drawn) == set(whole) and len(whole) == 9
    for stratum, count in drawn.items():
        fair = size * whole[stratum] / sum(whole.values())
        assert count == 1 or abs(count - fair) < 2, (stratum, count, fair)


def test_the_next_review_draws_fresh_ones_unless_asked_otherwise(staging: Staging) -> None:
    first = review.start(staging, 80, seed=1, who="ann")
    session = first
    while session.current:
        session = review.judge(staging, session, "accept")
    again = review.start(staging, 80, seed=1, who="ann", again=True)
    fresh = review.start(staging, 80, seed=1, who="ann")
    assert set(again.samples) == set(first.samples)
    assert not set(fresh.samples) & set(first.samples)
    assert set(review.start(staging, 80, seed=1, who="bob").samples) == set(first.samples)
    part = "id:" + "|".join(first.samples)
    with pytest.raises(StudioError, match="all 80 samples that match were read before"):
        review.start(staging, 80, part, who="ann")


def test_the_rate_over_all_is_weighted_by_stratum(staging: Staging) -> None:
    """Everything read of a small dataset is bad, nothing of the others: the pooled share would say
    one half.
    """
    weight = {"style_core": 90, "guardrails": 10}
    for name, verdict in (("style_core", "accept"), ("guardrails", "flag")):
        session = review.start(staging, 10, f"dataset:{name} split:train")
        while session.current:
            session = review.judge(staging, session, verdict, "unsafe")
    *_, whole = results.results(staging.db, "", weight)
    assert (whole.read, whole.flagged, whole.rate) == (20, 10, pytest.approx(0.1))
    effective = 1 / (0.9**2 / 10 + 0.1**2 / 10)
    low, high = results.wilson(0.1 * effective, effective)
    assert (whole.low, whole.high) == (low, high) and low < 0.1 < high


def test_a_session_keeps_to_its_filter(staging: Staging) -> None:
    session = review.start(staging, 5, "dataset:guardrails split:train")
    assert all(each.startswith("guardrails-") for each in session.samples)
    with pytest.raises(StudioError, match="unknown field"):
        review.start(staging, 5, "nope:1")
    with pytest.raises(StudioError, match="no sample"):
        review.start(staging, 5, "state:rejected")


def test_shares_never_exceed_the_supply() -> None:
    assert review.shares({"a": 1, "b": 100, "c": 1}, 50) == {"a": 1, "b": 48, "c": 1}
    assert review.shares({"a": 2, "b": 3}, 50) == {"a": 2, "b": 3}
    assert sum(review.shares({name: 10 for name in "abcdefgh"}, 5).values()) == 5


def test_verdicts_move_on_and_are_taken_back_step_by_step(staging: Staging) -> None:
    session = review.start(staging, 4)
    first, second, third, _ = session.samples
    session = review.judge(staging, session, "accept", seconds=2.5)
    session = review.judge(staging, session, "flag", "truncated", "ends in the middle")
    session = review.judge(staging, session, "skip")
    assert states(staging, [first, second, third]) == ["accepted", "flagged", "staged"]
    assert sessions.find(staging.db, session.id) == session and session.cursor == 3
    for expected, cursor in (
        (["accepted", "flagged", "staged"], 2),
        (["accepted", "staged", "staged"], 1),
    ):
        session, _ = review.undo(staging, session)
        assert (states(staging, [first, second, third]), session.cursor) == (expected, cursor)
    session, act = review.undo(staging, session)
    assert act and (act.samples, act.verdict) == ((first,), "accept")
    assert states(staging, [first])[0] == "staged" and session.cursor == 0
    assert review.undo(staging, session) == (session, None)
    assert staging.db.execute("select count(*) from reviews where undone != ''").fetchone()[0] == 3


def test_a_flag_without_a_reason_and_a_verdict_beyond_the_end_are_refused(staging: Staging) -> None:
    session = review.start(staging, 1)
    with pytest.raises(StudioError, match="unknown reason"):
        review.judge(staging, session, "flag")
    assert sessions.find(staging.db, session.id).cursor == 0
    session = review.judge(staging, session, "accept")
    with pytest.raises(StudioError, match="at its end"):
        review.judge(staging, session, "accept")


def test_one_flag_outweighs_accepts_until_it_is_taken_back(staging: Staging) -> None:
    sample = listing.ids(staging.db, filters.parse(""))[0]
    one = review.start(staging, 1, f"id:{sample}", who="ann")
    two = review.start(staging, 1, f"id:{sample}", who="bob")
    review.judge(staging, one, "flag", "low_value")
    review.judge(staging, two, "accept")
    assert states(staging, [sample]) == ["flagged"]
    review.undo(staging, sessions.find(staging.db, one.id))
    assert states(staging, [sample]) == ["accepted"]
    review.flag(staging, [sample], "other")
    review.unflag(staging, [sample])
    assert states(staging, [sample]) == ["staged"]


def test_undo_takes_back_whole_acts_and_what_held_before_holds_again(staging: Staging) -> None:
    ids = listing.ids(staging.db, filters.parse("split:train"))[:25]
    session = review.start(staging, 1, f"id:{ids[0]}")
    session = review.judge(staging, session, "accept")
    review.flag(staging, ids, "low_value")
    review.unflag(staging, ids[:3])
    assert states(staging, ids) == ["staged"] * 3 + ["flagged"] * 22
    act = review.undo_act(staging)
    assert act and (act.verdict, act.samples) == ("unflag", tuple(ids[:3]))
    assert states(staging, ids) == ["flagged"] * 25
    act = review.undo_act(staging)
    assert act and (act.reason, len(act.samples)) == ("low_value", 25)
    assert states(staging, ids) == ["accepted"] + ["staged"] * 24
    moved, act = review.undo(staging, session)
    assert act and moved.cursor == 0 and states(staging, ids[:1]) == ["staged"]
    assert review.undo_act(staging) is None


def test_an_edit_is_undone_and_made_again(staging: Staging) -> None:
    old = listing.ids(staging.db, filters.parse("dataset:guardrails split:train"))[0]
    record = samples.record(staging.db, old)
    assert record
    texts = f"Now: {record.instruction}", record.input, record.output
    review.flag(staging, [old], "unsafe")
    new = edit.edit(staging, old, *texts)
    assert states(staging, [old, new]) == ["replaced", "accepted"]
    following = review.next_undo(staging.db)
    assert following and following.note == verdicts.BY_HAND
    act = review.undo_act(staging)
    assert act and act.session == "edit" and act.back == old
    assert states(staging, [old, new]) == ["flagged", "rejected"], "what was said before holds"
    following = review.next_undo(staging.db)
    assert following and (following.samples, following.reason) == ((old,), "unsafe")
    # It was not refused: a later run may choose what is nearly the same, as the sample itself is.
    assert old in reserve.refused(staging.db) and new not in reserve.refused(staging.db)
    assert edit.edit(staging, old, *texts) == new
    assert states(staging, [old, new]) == ["replaced", "accepted"]
    # Where the edited version has been replaced since, only its acceptance is taken back.
    staging.db.execute("update samples set state = 'replaced' where id = ?", [new])
    staging.db.conn.commit()
    act = review.undo_act(staging)
    assert act and not act.back and states(staging, [old, new]) == ["replaced", "replaced"]


def test_edits_of_edits_are_undone_one_by_one(staging: Staging) -> None:
    session = review.start(staging, 1, "dataset:guardrails split:train", who="ann")
    chain = [session.samples[0]]
    for word in ("Now", "And now"):
        record = samples.record(staging.db, chain[-1])
        assert record
        texts = f"{word}: {record.instruction}", record.input, record.output
        chain.append(edit.edit(staging, chain[-1], *texts, who="ann", session=session.id))
        session = review.again(staging, session)
        assert session.samples == (chain[-1],)
    for back in (chain[1], chain[0]):
        session, act = review.undo(staging, session)
        assert act and act.back == back and session.samples == (back,) and session.cursor == 0
    assert states(staging, chain) == ["staged", "rejected", "rejected"]


@pytest.mark.parametrize(("hits", "count"), [(0, 10), (3, 80), (80, 80), (1, 1), (5, 12)])
def test_wilson_is_that_of_scipy(hits: int, count: int) -> None:
    interval = binomtest(hits, count).proportion_ci(0.95, method="wilson")
    assert results.wilson(hits, count) == pytest.approx((interval.low, interval.high))


def test_kappa_is_that_of_scikit_learn() -> None:
    pairs = (
        [("accept", "accept")] * 20
        + [("flag", "accept")] * 4
        + [("flag", "flag")] * 5
        + [("accept", "flag")] * 2
    )
    left, right = zip(*pairs, strict=True)
    assert results.kappa(pairs) == pytest.approx(cohen_kappa_score(left, right))
    assert results.kappa([("accept", "accept")]) == 1.0


def test_results_count_reviews_and_not_flags_made_while_browsing(staging: Staging) -> None:
    session = review.start(staging, 10, "dataset:guardrails split:train", who="ann")
    for number in range(10):
        session = review.judge(
            staging, session, *(("flag", "unsafe") if number < 3 else ("accept",))
        )
    review.flag(staging, listing.ids(staging.db, filters.parse("dataset:style_core"))[:5], "other")
    (result, whole) = results.results(staging.db)
    assert (result.dataset, result.read, result.flagged, whole.read) == ("guardrails", 10, 3, 10)
    assert result.low < 0.3 < result.high


def test_two_reviewers_are_compared(staging: Staging) -> None:
    words = {
        "ann": ["accept", "flag", "flag", "accept"],
        "bob": ["accept", "flag", "accept", "accept"],
    }
    ids = listing.ids(staging.db, filters.parse(""))[:4]
    for who, given in words.items():
        session = review.start(staging, 4, "id:" + "|".join(ids), who=who)
        said = dict(zip(ids, given, strict=True))
        while session.current:
            session = review.judge(staging, session, said[session.current], "other")
    (both,) = results.agreement(staging.db)
    assert (both.first, both.second, both.samples, both.same) == ("ann", "bob", 4, 3)
    assert both.kappa == pytest.approx(cohen_kappa_score(words["ann"], words["bob"]))


def test_a_verdict_leads_to_the_next_unread_sample(staging: Staging) -> None:
    session = review.start(staging, 5)
    session = review.judge(staging, review.move(staging, session, 1), "accept")
    session = review.judge(staging, review.move(staging, session, 3), "skip")
    assert review.unread(staging.db, session) == [0, 2, 4] and session.cursor == 4
    # One that was read is left alone on the way; one that is read again leads to its neighbour.
    session = review.judge(staging, review.move(staging, session, 0), "accept")
    assert session.cursor == 2 and review.resume(staging, session) == session
    session = review.judge(staging, review.move(staging, session, 0), "flag", "unsafe")
    assert session.cursor == 1
    session = review.judge(staging, review.move(staging, session, 4), "accept")
    assert not session.current
    session = review.resume(staging, session)
    assert session.cursor == 2
    session = review.judge(staging, session, "accept")
    assert not session.current and review.resume(staging, session) == session


def test_an_edit_within_a_review_is_the_verdict_of_its_place(staging: Staging) -> None:
    session = review.start(staging, 3, "dataset:guardrails split:train", who="ann")

    def edited(held: Session, old: str, **given: str) -> Session:
        record = samples.record(staging.db, old)
        assert record
        texts = (f"Now: {record.instruction}", record.input, record.output)
        new = edit.edit(staging, old, *texts, **given)
        if "session" not in given:
            with staging.writing() as db:
                sessions.swap(db, old, new)
        return review.again(staging, held)

    def counted(session: Session) -> tuple[int, list[tuple[int, int]], list[tuple[int, int]]]:
        own, whole = results.results(staging.db, session.id), results.results(staging.db)
        return (
            len(review.said(staging.db, session)),
            [(each.read, each.flagged) for each in own[:1]],
            [(each.read, each.flagged) for each in whole[:1]],
        )

    drawn = session.samples
    # Edited outside of a review, it is not counted.
    session = edited(session, drawn[0], who="ann")
    assert counted(session) == (0, [], [])
    # Edited within it, it is.
    session = edited(session, drawn[1], who="ann", session=session.id)
    assert counted(session) == (1, [(1, 0)], [(1, 0)])
    # Flagged first and edited then, it counts once, by its last verdict.
    session = review.judge(staging, review.move(staging, session, 2), "flag", "unsafe")
    assert counted(session) == (2, [(2, 1)], [(2, 1)])
    session = edited(session, drawn[2], who="ann", session=session.id)
    assert counted(session) == (2, [(2, 0)], [(2, 0)])
    assert results.by_source(staging.db) == []
    # Undone, the drawn sample stands in its place again, with what was said of it.
    session, act = review.undo(staging, session)
    assert act and act.back == session.samples[2] == drawn[2] and session.cursor == 2
    assert counted(session) == (2, [(2, 1)], [(2, 1)])
