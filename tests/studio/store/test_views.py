"""The store as others see it: opened with plain sqlite-utils and read with the documented SQL."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import sqlite_utils

from generators.sample import SampleMetadata
from studio.curation import regenerate, review
from studio.search import filters
from studio.store import lineage, listing, verdicts, views
from studio.store.schema import migrations
from studio.store.staging import Staging
from studio.store.terms import EXPORTED, STATES

PAGE = (Path(__file__).parents[3] / "docs" / "store.md").read_text("utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```", PAGE, re.M | re.S)
SECTIONS = {
    name: re.findall(r"`(\w+)`", columns)
    for name, columns in re.findall(
        r"^### `(\w+)`\n(?:(?!^###).)*?^Columns: (.*?)\n\n", PAGE, re.M | re.S
    )
}
INTERNAL = ("_sqlite_migrations", "sqlite_sequence")


@pytest.fixture
def lived_in(staging: Staging) -> sqlite_utils.Database:
    """A store after reviews, a disagreement, replacements and a loss, opened from outside."""
    first, second, lost, *_ = listing.ids(staging.db, filters.parse("dataset:guardrails"))
    for who, verdict in (("ann", "flag"), ("bob", "accept")):
        session = review.start(staging, 1, f"id:{first}", who=who)
        review.judge(staging, session, verdict, "low_value")
    review.flag(staging, [second], "unsafe")
    regenerate.regenerate(staging, ids=[second])
    with staging.writing() as db:
        db.execute("delete from reserve where dataset = 'guardrails'")
        db.execute("insert into twins values ('a', 'b')")
    review.flag(staging, [lost], "other")
    regenerate.regenerate(staging, ids=[lost])
    return sqlite_utils.Database(staging.path)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: " ".join(query.split())[:40])
def test_every_documented_query_answers(lived_in: sqlite_utils.Database, query: str) -> None:
    if "left_out" in query:
        lived_in.table("left_out").insert({"dataset": "guardrails", "reason": "too_long"})
    assert list(lived_in.query(query))


def test_the_page_names_every_table_and_column(staging: Staging) -> None:
    db = sqlite_utils.Database(staging.path)
    names = {
        name
        for name in [*db.table_names(), *db.view_names()]
        if name not in INTERNAL and not name.startswith("texts_fts")
    }
    assert set(SECTIONS) | {"exported"} == names
    for name, columns in SECTIONS.items():
        assert {column.name for column in db[name].columns} == set(columns), name


def test_a_sample_has_every_field_by_its_name(staging: Staging) -> None:
    row = next(staging.db.query("select * from sample where is_eval limit 1"))
    metadata = SampleMetadata.model_validate_json(row["metadata"])
    assert {key: row[key] for key in SampleMetadata.model_fields} == metadata.model_dump()
    assert [*row] == [column.name for column in staging.db["exported"].columns]


def test_exported_is_what_an_export_holds(staging: Staging) -> None:
    ids = listing.ids(staging.db, filters.parse(""))[: len(STATES)]
    for each, state in zip(ids, STATES, strict=True):
        staging.db.execute("update samples set state = ? where id = ?", [state, each])
    found = staging.db.execute("select id, state from exported").fetchall()
    assert {state for _, state in found} == set(EXPORTED)
    files = ["eval", *{row["dataset"] for row in staging.counts()}]
    written = {s.metadata.sample_id for name in files for s in staging.export_rows(name)}
    assert {each for each, _ in found} == written


def test_a_list_without_texts_does_not_read_them(staging: Staging) -> None:
    plan = staging.db.execute("explain query plan select id, dataset, tokens from exported")
    steps = [row[3] for row in plan]
    assert len(steps) == 1 and "texts" not in steps[0], steps


def test_a_verdict_holds_until_it_is_changed_undone_or_cleared(staging: Staging) -> None:
    sample = listing.ids(staging.db, filters.parse(""))[0]

    def holding() -> list[tuple[str, str, str]]:
        sql = "select reviewer, verdict, reason from current_verdict where sample_id = ? order by 1"
        return staging.db.execute(sql, [sample]).fetchall()

    def judge(who: str, verdict: str, reason: str = "") -> None:
        with staging.writing() as db:
            verdicts.append(db, [sample], verdict, reason, "", "s", who)

    judge("ann", "flag", "unsafe")
    judge("bob", "accept")
    judge("ann", "skip")
    assert holding() == [("ann", "flag", "unsafe"), ("bob", "accept", "")]
    judge("ann", "flag", "other")
    assert holding()[0] == ("ann", "flag", "other")
    with staging.writing() as db:
        verdicts.undo_last(db, "ann")
    assert holding()[0] == ("ann", "flag", "unsafe")
    judge("cyd", "unflag")
    assert holding() == []
    judge("bob", "flag", "truncated")
    assert holding() == [("bob", "flag", "truncated")]


@pytest.mark.parametrize("cleared", ["undone", "unflag", "accept"])
def test_a_flag_that_no_longer_holds_gives_no_reason(staging: Staging, cleared: str) -> None:
    """In the filter, in the counts by reason, and in the view."""
    sample = listing.ids(staging.db, filters.parse("split:train"))[0]
    ann = review.start(staging, 1, f"id:{sample}", who="ann")
    bob = review.start(staging, 1, f"id:{sample}", who="bob")
    review.judge(staging, ann, "flag", "low_value")
    bob = review.judge(staging, bob, "flag", "unsafe")
    assert listing.ids(staging.db, filters.parse("reason:unsafe")) == [sample]
    if cleared == "undone":
        review.undo(staging, bob)
    elif cleared == "accept":
        review.judge(
            staging, review.start(staging, 1, f"id:{sample}", who="bob", again=True), "accept"
        )
    else:
        review.unflag(staging, [sample])
    assert listing.ids(staging.db, filters.parse("reason:unsafe")) == []
    left = [] if cleared == "unflag" else [("low_value", 1)]
    assert [row[1:] for row in verdicts.flagged_by_reason(staging.db)] == left
    reason = staging.db.execute("select reason from sample where id = ?", [sample]).fetchone()[0]
    assert reason == ("" if cleared == "unflag" else "low_value")


def test_a_shortfall_is_what_the_plan_has_and_the_export_has_not(staging: Staging) -> None:
    assert list(staging.db.query("select * from shortfall")) == []
    sql = (
        "select id, category from exported where dataset = 'guardrails' and split = 'train' limit 1"
    )
    sample, category = staging.db.execute(sql).fetchone()
    with staging.writing() as db:
        db.execute("delete from reserve")
    review.flag(staging, [sample], "unsafe")
    regenerate.regenerate(staging)
    run = staging.last_run()
    assert run
    target = run["report"]["planned"]["guardrails"][category]
    assert list(staging.db.query("select * from shortfall")) == [
        {
            "dataset": "guardrails",
            "category": category,
            "target": target,
            "have": target - 1,
            "missing": 1,
        }
    ]


def test_a_store_of_an_older_version_gets_the_views(staging: Staging, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite_utils.Database(path)
    migrations.apply(old, stop_before="0004_views")
    for table in ("samples", "texts", "runs"):
        old.table(table).insert_all(staging.db.query(f"select * from {table}"))
    assert old.view_names() == []
    old.close()
    with Staging(path) as opened:
        assert set(opened.db.view_names()) == set(views.VIEWS)
        assert lineage.pairs(opened.db) == []
        assert len(list(opened.export_rows("guardrails"))) == len(
            list(staging.export_rows("guardrails"))
        )


def test_views_change_with_a_migration() -> None:
    """Stores that are open already get a changed view only by a new migration: add one that calls
    `views.create`, then write its name and the new digest here.
    """
    digest = hashlib.sha256("".join(views.VIEWS.values()).encode()).hexdigest()[:12]
    last = migrations.pending(sqlite_utils.Database(memory=True))[-1].name
    assert (last, digest) == ("0007_measures", "72a80dd00fc4")
