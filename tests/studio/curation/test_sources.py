"""Which kinds of samples are flagged, and why, by what was read in unbiased reviews."""

from __future__ import annotations

from studio.curation import results, review
from studio.store.staging import Staging
from studio.widgets import reviewed


def test_the_rate_and_the_reasons_of_each_kind(staging: Staging) -> None:
    session = review.start(staging, 4, "dataset:guardrails split:train", who="Mira")
    said = [("flag", "broken_code"), ("flag", "truncated"), ("accept", ""), ("flag", "broken_code")]
    for verdict, reason in said:
        session = review.judge(staging, session, verdict, reason)
    review.flag(staging, [session.samples[2]], "unsafe")
    found = results.by_source(staging.db)
    views = dict(staging.db.execute("select id, view from samples").fetchall())
    assert sum(each.read for each in found) <= 4 and sum(each.flagged for each in found) == 3
    assert {each.dataset for each in found} == {"guardrails"}
    assert {each.view for each in found} <= set(views.values())
    reasons: dict[str, int] = {}
    for each in found:
        for reason, count in each.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + count
    assert reasons == {"broken_code": 2, "truncated": 1}, "a flag from Browse is no fair draw"
    shown = review_text(staging)
    assert "broken code" in shown and "broken code" in reviewed.sources(found).plain


def review_text(staging: Staging) -> str:
    return results.render(results.summary(staging.db))


def test_without_flags_there_is_no_table(staging: Staging) -> None:
    session = review.start(staging, 2, who="Mira")
    review.judge(staging, session, "accept")
    assert results.by_source(staging.db) == [] and "reasons" not in review_text(staging)
    assert reviewed.sources([]).plain == ""
