"""The finder finds what `listing.ids` finds, in the same order."""

import pytest

from studio.curation import review
from studio.search import filters
from studio.search.index import COMPUTING, Finder
from studio.store import listing, terms
from studio.store.staging import Staging

FILTERS = [
    "",
    "dataset:guardrails",
    "dataset:guardrails -category:security",
    "tokens:>500 split:train",
    "ba*",
    "-ba*",
    '"parameters"',
    "category:jest_ban|security",
    "date:*",
    "-date:*",
    "agent_name:*",
    "-layer:*",
    "view:class|document",
    "task_type:tool_awareness tokens:300..600",
    "nope:1",
    "C++",
    "++",
    "quality_score:>0",
    "-quality_score:>0",
    "quarter:Q1_2024|Q3_2024",
    "quarter:q*_2024 -quarter:Q4*",
    "pdca_id:*",
    "is_eval:true",
    "is_eval:False -never_train:TRUE",
    "concept_taught:x",
    "reason:*",
    "lineage:*",
    "split:eval ba*",
]


@pytest.mark.parametrize("order", [("position", False), ("tokens", True), ("category", False)])
@pytest.mark.parametrize("text", FILTERS)
def test_same_ids_in_the_same_order(staging, text, order):
    found = Finder().find(staging.db, text, *order)
    parsed = filters.parse(text)
    assert found.ids == listing.ids(staging.db, parsed, *order)
    assert Finder().find(staging.db, text).ids == listing.ids(staging.db, parsed)
    assert found.problems == parsed.problems
    assert found.total == staging.db.execute("select count(*) from samples").fetchone()[0]


def test_what_was_kept_is_used_until_forgotten(staging):
    finder = Finder()
    before = finder.find(staging.db, "state:staged").ids
    staging.db.execute("update samples set state = 'flagged' where id = ?", [before[0]])
    assert finder.find(staging.db, "state:staged").ids == before
    finder.forget()
    assert finder.find(staging.db, "state:staged").ids == before[1:]


def test_what_was_replaced_is_found_where_it_is_asked_for(staging):
    finder = Finder()
    everything = finder.find(staging.db, "")
    gone = everything.ids[3]
    staging.db.execute("update samples set state = 'replaced' where id = ?", [gone])
    finder.forget()
    left = finder.find(staging.db, "")
    assert gone not in left.ids and left.total == len(left.ids) == everything.total - 1
    assert gone not in finder.find(staging.db, "tokens:>0 ba*").ids
    assert (
        finder.find(staging.db, "state:replaced").ids
        == [gone]
        == finder.find(staging.db, f"id:{gone}").ids
    )
    assert len(finder.find(staging.db, "state:*").ids) == everything.total


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:>=2024-06", "2024-06-01", "9"),
        ("date:>2024-06", "2024-07-01", "9"),
        ("date:<2024-06-15", "2", "2024-06-14"),
        ("date:<=2024", "2", "2024-12-31"),
        ("date:2024-02..2024-06", "2024-02-01", "2024-06-31"),
    ],
)
def test_dates_compare(staging, text, first, last):
    by_date = dict(staging.db.execute("select id, date from samples").fetchall())
    wanted = {each for each, date in by_date.items() if first <= date <= last}
    assert set(Finder().find(staging.db, text).ids) == wanted != set()


def test_any_value_and_none_part_the_samples(staging):
    finder = Finder()
    everything = finder.find(staging.db, "")
    filled, gap = finder.find(staging.db, "date:*"), finder.find(staging.db, "-date:*")
    assert filled.ids and len(filled.ids) + len(gap.ids) == everything.total
    nothing = finder.find(staging.db, "reason:*")
    assert nothing.ids == []
    assert finder.find(staging.db, "-reason:*").ids == everything.ids


def test_flags_change_what_is_kept_and_nothing_else(staging):
    """Masks of texts outlive a change of states; those of states do not."""
    finder = Finder()
    words = finder.find(staging.db, "ba*").ids
    assert finder.find(staging.db, "state:staged", "state").ids
    review.flag(staging, words[:5], "other")
    finder.forget()
    assert finder.find(staging.db, "ba*").ids == words
    assert finder.find(staging.db, "state:flagged ba*").ids == words[:5]
    assert finder.find(staging.db, "", "state").ids == listing.ids(
        staging.db, filters.parse(""), "state"
    )


def test_samples_that_go_are_noticed(staging):
    finder = Finder()
    everything = finder.find(staging.db, "ba*").ids
    assert finder.facts(staging.db).columns["category"].counts(b"\1" * 10_000).total() >= len(
        everything
    )
    staging.db.execute("delete from texts where id = ?", [everything[0]])
    staging.db.execute("delete from samples where id = ?", [everything[0]])
    finder.forget()
    assert finder.find(staging.db, "ba*").ids == everything[1:]
    assert finder.find(staging.db, "task_type:* view:*").total == finder.find(staging.db, "").total


@pytest.mark.parametrize(
    "text", ["quarter:", "-pattern_name:", "is_eval:", "category:p", "cmm_transition:"]
)
def test_completes_as_the_store_does(staging, text):
    said = Finder().complete(staging.db, text)
    assert [each.lower() for each in said] == [
        each.lower().replace(":1", ":true").replace(":0", ":false")
        for each in filters.complete(staging.db, text)
    ]


def test_the_word_being_typed_finds_longer_ones():
    assert filters.typing("dataset:x toSc") == "dataset:x toSc*"
    assert filters.typing("toSc ") == "toSc "
    assert filters.typing("dataset:style") == "dataset:style*" and filters.exact("a dataset:style")
    assert filters.typing("tokens:90") == "tokens:90" and not filters.exact("dataset:style word")
    for whole in ('dataset:"style', "dataset:style*", "dataset:", "output:word", "no_field:word"):
        assert filters.typing(whole) == whole
    assert filters.typing('"two words') == '"two words'
    assert filters.typing("C++") == "C++"


def test_what_cannot_be_looked_up_yet_waits():
    assert filters.typing("dataset:x to") == "dataset:x"
    assert filters.typing("dataset:x -") == "dataset:x"
    assert (
        filters.parse("dataset:").terms == (terms.HIDDEN,) and not filters.parse("-state:").problems
    )
    assert filters.parse("unknown:").terms


def test_a_value_that_no_sample_has_is_named(staging: Staging) -> None:
    finder = Finder()
    found = finder.find(staging.db, 'dataset:style_core view:"of the past" -layer:9 tokens:>1')
    assert found.ids == [] and found.unknown == ("view:of the past",)
    assert finder.find(staging.db, "dataset:style_core qqqqq").unknown == ()
    # Nothing has been measured: not even whether there is such a group is known.
    assert finder.find(staging.db, 'group:"a b c"').problems == (COMPUTING,)
