"""The finder finds what `query.ids` finds, in the same order."""

import pytest

from studio import query
from studio.finder import Finder

FILTERS = [
    "", "dataset:guardrails", "dataset:guardrails -category:security", "tokens:>500 split:train", "ba*", "-ba*",
    '"parameters"', "category:jest_ban|security", "date:*", "-date:*", "agent_name:*", "-layer:*",
    "view:class|document", "task_type:tool_awareness tokens:300..600", "nope:1", "C++", "++",
]  # fmt: skip


@pytest.mark.parametrize("order", [("position", False), ("tokens", True), ("category", False)])
@pytest.mark.parametrize("text", FILTERS)
def test_same_ids_in_the_same_order(staging, text, order):
    found = Finder().find(staging.db, text, *order)
    parsed = query.parse(text)
    assert found.ids == query.ids(staging.db, parsed, *order)
    assert found.problems == parsed.problems
    assert found.total == staging.db.execute("select count(*) from samples").fetchone()[0]


def test_what_was_kept_is_used_until_forgotten(staging):
    finder = Finder()
    before = finder.find(staging.db, "state:staged").ids
    staging.db.execute("update samples set state = 'flagged' where id = ?", [before[0]])
    assert finder.find(staging.db, "state:staged").ids == before
    finder.forget()
    assert finder.find(staging.db, "state:staged").ids == before[1:]


def test_any_value_and_none_part_the_samples(staging):
    finder = Finder()
    everything = finder.find(staging.db, "")
    filled, gap = finder.find(staging.db, "date:*"), finder.find(staging.db, "-date:*")
    assert filled.ids and len(filled.ids) + len(gap.ids) == everything.total
    assert finder.find(staging.db, "-layer:*").ids == everything.ids


def test_the_word_being_typed_finds_longer_ones():
    assert query.typing("dataset:x toSc") == "dataset:x toSc*"
    assert query.typing("toSc ") == "toSc "
    assert query.typing("dataset:style") == "dataset:style"
    assert query.typing('"two words') == '"two words'
