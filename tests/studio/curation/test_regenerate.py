"""Regeneration on a small full dataset: every rule still holds, nothing flagged comes back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generators.pipeline import near_duplicates
from generators.settings import Settings
from studio.curation import regenerate, review
from studio.errors import StudioError
from studio.export import writer
from studio.search import filters
from studio.store import lineage, listing, verdicts
from studio.store.staging import Staging

FLAGGED = 20


def flag_some(staging: Staging, seed: int = 1, filter: str = "") -> list[str]:
    ids = listing.ids(staging.db, filters.parse(filter))
    chosen = sorted(random.Random(seed).sample(ids, min(FLAGGED, len(ids))))
    review.flag(staging, chosen, "low_value")
    return chosen


def exported(staging: Staging) -> dict[str, str]:
    sql = (
        "select s.id, t.output from samples s join texts t on t.id = s.id "
        "where s.state in ('staged', 'accepted', 'flagged')"
    )
    return dict(staging.db.execute(sql).fetchall())


def test_flagged_samples_are_replaced_and_everything_still_passes(
    staging: Staging, settings: Settings, tmp_path: Path
) -> None:
    before = exported(staging)
    flagged = flag_some(staging, filter="split:train")
    gone = [before[each] for each in flagged]
    done = regenerate.regenerate(staging)
    assert {change.old for change in done.replaced} >= set(flagged) and not done.lost
    after = exported(staging)
    assert len(after) == len(before) and not set(flagged) & set(after)
    texts = [*gone, *after.values()]
    alike = [pair for pair in near_duplicates.pairs(texts) if pair[0] < len(gone) <= pair[1]]
    assert not alike
    outcome = writer.export(staging, tmp_path / "out", settings)
    assert outcome.report.passed, outcome.report.failures
    rows = list(staging.db.query("select * from lineage order by id"))
    assert [(row["old"], row["new"], row["reason"]) for row in rows][:1] == [
        (done.changes[0].old, done.changes[0].new, "low_value")
    ]


def test_evaluation_stays_as_it_was_unless_it_was_flagged(staging: Staging) -> None:
    tested = listing.ids(staging.db, filters.parse("split:eval"))
    flag_some(staging, filter="split:train")
    regenerate.regenerate(staging)
    assert listing.ids(staging.db, filters.parse("split:eval")) == tested
    review.flag(staging, tested[:2], "other")
    done = regenerate.regenerate(staging)
    assert {change.split for change in done.changes} == {"eval"} and len(done.replaced) == 2
    trained = {
        r[0]
        for r in staging.db.execute(
            "select family from samples where split='train' and state='staged'"
        )
    }
    held = {
        r[0]
        for r in staging.db.execute(
            "select family from samples where split='eval' and state='staged'"
        )
    }
    assert not trained & held


def test_the_same_flags_give_the_same_replacements(
    tmp_path: Path, pools: object, selection: object
) -> None:
    from tests.conftest import TEST_SCALE, stage

    outcomes = []
    for name in ("one", "two"):
        with stage(
            tmp_path / name / "staging.db", pools, selection, Settings(scale=TEST_SCALE)
        ) as opened:  # type: ignore[arg-type]
            flag_some(opened, seed=7)
            outcomes.append([(c.old, c.new) for c in regenerate.regenerate(opened).changes])
    assert outcomes[0] == outcomes[1] and outcomes[0]


def test_a_dry_run_changes_nothing(staging: Staging) -> None:
    flag_some(staging)
    before = exported(staging), staging.db.execute("select count(*) from lineage").fetchone()
    done = regenerate.regenerate(staging, dry_run=True)
    assert (
        done.replaced
        and (exported(staging), staging.db.execute("select count(*) from lineage").fetchone())
        == before
    )
    assert "Would replace" in regenerate.render(done)


def test_near_duplicates_of_a_flagged_sample_go_with_it(staging: Staging) -> None:
    one, other = listing.ids(staging.db, filters.parse("dataset:style_core split:train"))[:2]
    marks = [
        staging.db.execute("select output_hash from samples where id = ?", [each]).fetchone()[0]
        for each in (one, other)
    ]
    staging.db.execute("insert into twins values (?, ?), (?, ?)", [*marks, *reversed(marks)])
    staging.db.conn.commit()
    review.flag(staging, [one], "broken_code")
    done = regenerate.regenerate(staging)
    assert [(change.old, change.reason) for change in done.changes] == [
        (one, "broken_code"),
        (other, f"like {one}"),
    ]


def test_where_nothing_is_left_the_sample_leaves_the_export(staging: Staging) -> None:
    (sample, *_) = listing.ids(staging.db, filters.parse("dataset:guardrails split:train"))
    staging.db.execute("delete from reserve")
    staging.db.conn.commit()
    review.flag(staging, [sample], "unsafe")
    done = regenerate.regenerate(staging)
    assert [change.old for change in done.lost] == [sample] and sample not in exported(staging)
    assert "leave the export" in regenerate.render(done)


def test_a_replaced_sample_can_be_restored_once(staging: Staging) -> None:
    (sample, *_) = flag_some(staging)
    (change, *_) = [c for c in regenerate.regenerate(staging).changes if c.old == sample]
    assert regenerate.restore(staging, sample) == change.new
    assert sample in exported(staging) and change.new not in exported(staging)
    with pytest.raises(StudioError, match="was not replaced"):
        regenerate.restore(staging, sample)


def test_a_restore_is_undone_as_the_act_it_is(staging: Staging) -> None:
    before, *_ = listing.ids(staging.db, filters.parse("dataset:guardrails split:train"))
    review.record(staging, [before], "accept")
    (sample, *_) = [each for each in flag_some(staging) if each != before]
    (change, *_) = [c for c in regenerate.regenerate(staging).changes if c.old == sample]
    review.record(staging, [change.new], "accept")
    then = verdicts.states(staging.db)
    regenerate.restore(staging, sample)
    act = review.undo_act(staging)
    assert act and (act.verdict, act.samples) == ("restore", (sample,))
    assert verdicts.states(staging.db) == then
    assert sample not in exported(staging) and change.new in exported(staging)
    assert verdicts.flagged_for(staging.db, ["low_value"]) >= {sample}
    assert lineage.successor(staging.db, sample) == change.new
    assert sample in {pair.old for pair in lineage.pairs(staging.db)}
    act = review.undo_act(staging)
    assert act and (act.verdict, act.samples) == ("accept", (change.new,))
    # It can be restored again, and only once.
    assert regenerate.restore(staging, sample) == change.new
    assert sample in exported(staging) and change.new not in exported(staging)
    assert sample not in verdicts.flagged_for(staging.db, ["low_value"])
    assert [pair.new for pair in lineage.pairs(staging.db)].count(change.new) == 0


def test_a_restore_is_no_verdict(staging: Staging) -> None:
    (sample, *_) = flag_some(staging)
    regenerate.regenerate(staging)
    regenerate.restore(staging, sample)
    who = review.reviewer()
    assert sample not in verdicts.judged_by(staging.db, who)
    assert sample not in verdicts.read_before(staging.db, who)
    assert sample not in verdicts.of_reviewer(staging.db, who)


def test_named_datasets_and_ids_limit_what_is_replaced(staging: Staging) -> None:
    flagged = flag_some(staging)
    names = {each.partition("-")[0] for each in flagged}
    name = sorted(names)[0]
    assert {c.dataset for c in regenerate.regenerate(staging, [name], dry_run=True).changes} == {
        name
    }
    assert [
        c.old for c in regenerate.regenerate(staging, ids=flagged[:1], dry_run=True).changes
    ] == flagged[:1]
