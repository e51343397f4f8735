"""How far a run is, from its events."""

from __future__ import annotations

import pytest

from studio.jobs import live as live_module
from studio.jobs.live import Live
from studio.widgets.run_text import in_brief, time_left


def batch(name: str, count: int) -> dict[str, object]:
    return {
        "event": "batch",
        "dataset": name,
        "targets": {"all": 100},
        "queries": {},
        "fit": {"all": count},
        "tokens": {},
        "sum": 0,
        "left_out": {},
    }


def test_datasets_count_in_whatever_order_they_come() -> None:
    """With several processes a later dataset of the plan may be the first."""
    live = Live("generate", wanted={"first": 300, "second": 100})
    live.add({"event": "stage", "stage": "candidates for second"})
    assert live.share == 0.0
    live.add(batch("second", 50))
    assert live.share == pytest.approx(50 / 400)
    live.add(batch("second", 500))
    assert live.share == pytest.approx(100 / 400), "more candidates than wanted finish nothing else"
    live.add({"event": "stage", "stage": "candidates for first"})
    assert live.share == pytest.approx(100 / 400)
    live.add(batch("first", 30))
    assert live.share == pytest.approx(130 / 400)


def test_a_finished_dataset_that_fell_short_counts_in_full() -> None:
    live = Live("generate", wanted={"first": 300, "second": 100})
    live.add({"event": "stage", "stage": "candidates for second"})
    live.add(batch("second", 10))
    live.add({"event": "stage", "stage": "candidates for first"})
    assert live.share == pytest.approx(100 / 400)


def test_parts_move_the_share_of_a_dataset_and_the_time_left_runs_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = 0.0
    monkeypatch.setattr(live_module, "now", lambda: at)
    live = Live("generate", wanted={"first": 300, "second": 100})
    live.add({"event": "amount", "stage": "generating first", "done": 0, "total": 4})
    assert live.share == 0.0 and live.left == 0.0
    at = 30.0
    live.add(batch("first", 900))
    live.add({"event": "amount", "stage": "generating first", "done": 1, "total": 4})
    assert live.share == pytest.approx(75 / 400), "more candidates than wanted are not all parts"
    assert live.left == pytest.approx(130.0)
    # Nothing comes: the time left does not grow, and is not told once it is over.
    at = 60.0
    assert live.left == pytest.approx(100.0)
    at = 200.0
    assert live.left == 0.0


def test_within_a_dataset_that_tells_of_no_parts_no_time_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = 0.0
    monkeypatch.setattr(live_module, "now", lambda: at)
    live = Live("generate", wanted={"first": 300, "second": 300})
    live.add({"event": "stage", "stage": "candidates for first"})
    at = 30.0
    live.add(batch("first", 150))
    assert live.share == pytest.approx(0.25)
    assert live.left == 0.0, "how many of its candidates are still to come is not known"
    live.add({"event": "stage", "stage": "candidates for second"})
    assert live.left == pytest.approx(30.0), "one of two datasets is through"


def test_the_top_line_has_a_share_only_of_the_whole_job() -> None:
    demo = Live("demo")
    demo.add({"event": "amount", "stage": "embedding components", "done": 400, "total": 423})
    assert "400/423 · embedding components" in in_brief(demo).plain
    assert in_brief(demo, 20).plain == "▶ demo 400/423", "no word is cut off"
    demo.add({"event": "amount", "stage": "writing components", "done": 3, "total": 423})
    assert "%" not in in_brief(demo).plain and "3/423" in in_brief(demo).plain
    check = Live("validate")
    check.add({"event": "rule", "rule": "tokens", "done": 11, "total": 44})
    assert "validate 25%" in in_brief(check).plain


def test_time_left_is_told_as_roughly_as_it_is_known() -> None:
    said = {0.0: "", 3.2: "about 5 s left", 41.0: "about 45 s left", 61.0: "about 2 min left"}
    assert {each: time_left(each) for each in said} == said
