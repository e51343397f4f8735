"""Likeness: of samples, of typed texts, kept and out of date."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generators.pipeline.selection import Pool, Selection
from generators.settings import Settings
from studio.curation import review
from studio.errors import StudioError
from studio.jobs import measuring
from studio.jobs.opened import OpenedStore
from studio.search import filters
from studio.search.index import COMPUTING
from studio.search.meaning.model import FEWEST_ALIKE, load, words
from studio.store import measures
from studio.store.staging import Staging
from tests.conftest import stage


@pytest.fixture(scope="module")
def opened(
    tmp_path_factory: pytest.TempPathFactory,
    pools: list[Pool],
    selection: Selection,
    settings: Settings,
) -> OpenedStore:
    path = tmp_path_factory.mktemp("opened") / "staging.db"
    stage(path, pools, selection, settings).close()
    measuring.measure(path)
    return OpenedStore(path)


def test_words_of_names_are_apart() -> None:
    assert words("toScenario(uuid42) **T**rigger, ja!") == [
        "to",
        "scenario",
        "uuid",
        "42",
        "trigger",
        "ja",
    ]


def test_brackets_within_a_word_belong_to_it() -> None:
    assert words("[T]rigger **[O]**utcome (R)esponse [pre]view") == [
        "trigger",
        "outcome",
        "response",
        "preview",
    ]
    # Brackets of code stand between words.
    assert words("items[index].name if (done)return map[key]value [one] two") == [
        *("items", "index", "name", "if", "done", "return", "map", "key", "value", "one", "two")
    ]


def test_groups_are_named_by_whole_words(staging: Staging) -> None:
    with staging.writing() as db:
        db.execute(
            "update texts set output = ? where id in (select id from samples order by id limit "
            "(select count(*) / 8 from samples))",
            ["[Q]uibble [Z]ephyr [V]ortex\n" * 9],
        )
    measuring.measure(staging.path)
    named = {word for group in measures.groups(staging.db) for word in group.name.split()}
    assert named & {"quibble", "zephyr", "vortex"}
    assert not named & {"uibble", "ephyr", "ortex"}


def test_a_sample_is_most_like_itself_and_then_like_its_copy(staging: Staging) -> None:
    one, other = (row[0] for row in staging.db.execute("select id from samples limit 2"))
    with staging.writing() as db:
        db.execute(
            "update texts set (instruction, input, output) = "
            "(select instruction, input, output from texts where id = ?) where id = ?",
            [one, other],
        )
    measuring.measure(staging.path)
    model = load(staging.path.with_name(measuring.NAME))
    assert model is not None
    found = model.like(one)
    assert next(iter(found)) == one and min(found.values()) >= -1
    assert found[other] == pytest.approx(1, abs=1e-4)
    kept = dict(
        (row[0], row[1:])
        for row in staging.db.execute('select id, nearest, likest, "group" from measures')
    )
    assert kept[one][0] == 1.0 and kept[one][1] == other and kept[one][2] == kept[other][2]
    (places,) = {len(kept), len(measures.places(staging.db))}
    assert places == len(model.ids)


def test_a_typed_text_finds_what_holds_its_words(opened: OpenedStore) -> None:
    staging = opened.staging
    assert staging
    sql = "select id, instruction || ' ' || input || ' ' || output from texts limit 1 offset 7"
    sample, text = staging.db.execute(sql).fetchone()
    text = text.replace("~", " ")[: filters.LONGEST - 200]
    found = opened.finder.find(staging.db, f"~ {text}")
    # Made-up classes are nearly the same: several may be as like as the sample itself.
    assert found.likeness[sample] >= 0.99 * max(found.likeness.values()) > 0.5
    assert list(found.likeness.values()) == sorted(found.likeness.values(), reverse=True)
    for dataset in ("guardrails", "style_core"):
        part = opened.finder.find(staging.db, f"dataset:{dataset} ~ {text}").ids
        assert len(part) >= FEWEST_ALIKE and all(each.startswith(dataset) for each in part)
    assert opened.finder.find(staging.db, "~ qqqqq").ids == []


def test_alike_follows_the_rest_of_the_filter(opened: OpenedStore) -> None:
    staging = opened.staging
    assert staging
    sample = opened.finder.find(staging.db, "dataset:style_core").ids[0]
    found = opened.finder.find(staging.db, f"like:{sample} tokens:>0")
    assert found.ids[0] == sample and found.problems == ()
    assert filters.words(f"like:{sample} ~ one two") == []
    with pytest.raises(StudioError, match="for Browse"):
        review.matching(staging.db, f"like:{sample}")


def test_nearest_and_group_filter_and_sort(opened: OpenedStore) -> None:
    staging = opened.staging
    assert staging
    near = dict(staging.db.execute("select id, nearest from measures").fetchall())
    assert set(opened.finder.find(staging.db, "nearest:>0.5").ids) == {
        each for each, value in near.items() if value > 0.5
    }
    found = opened.finder.find(staging.db, "", "suspicion", True).ids
    scores = dict(staging.db.execute("select id, suspicion from measures").fetchall())
    assert [scores[each] for each in found] == sorted(scores.values(), reverse=True)
    groups = measures.groups(staging.db)
    assert sum(group.samples for group in groups) == len(near) and len(groups) >= 4
    for group in groups[:2]:
        found = opened.finder.find(staging.db, f'group:"{group.name}"').ids
        assert len(found) == group.samples


def test_it_is_out_of_date_when_samples_come_or_go(staging: Staging) -> None:
    opened = OpenedStore(staging.path)
    db = staging.db
    assert opened.out_of_date() and opened.measured.model() is None
    [word, *_] = db.execute("select output from texts").fetchone()[0].split()
    assert opened.finder.find(db, f"~ {word}").problems == (COMPUTING,)
    # No sample has this word, whatever is computed of them.
    assert opened.finder.find(db, "~ qqqqq").problems == ()
    measuring.measure(staging.path)
    assert not opened.out_of_date()
    review.flag(staging, opened.finder.find(db, "").ids[:1], "other")
    assert not opened.out_of_date(), "a verdict changes no text"
    db.execute("delete from texts where rowid = (select max(rowid) from texts)")
    db.execute("delete from samples where id not in (select id from texts)")
    assert opened.out_of_date()


def test_a_broken_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / measuring.NAME
    assert load(path) is None
    for content in (b"", b"PK\x03\x04", b"[]", b"\x93NUMPY"):
        path.write_bytes(content)
        assert load(path) is None
    np.savez(path, ids=np.array(["a"]))
    assert load(path) is None
