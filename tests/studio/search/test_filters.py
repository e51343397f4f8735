"""The filter language against the samples themselves."""

import pytest

from studio.curation import review
from studio.search import filters
from studio.search.index import Finder
from studio.store import listing


def find(staging, text, **order):
    parsed = filters.parse(text)
    assert parsed.problems == ()
    return listing.ids(staging.db, parsed, **order)


@pytest.fixture
def everything(selection):
    return [s for samples in selection.training.values() for s in samples] + selection.evaluation


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("", lambda s: True),
        ("dataset:guardrails", lambda s: s.dataset == "guardrails"),
        (
            "dataset:guardrails -category:security",
            lambda s: s.dataset == "guardrails" and s.category != "security",
        ),
        ("tokens:>600", lambda s: s.metadata.tokens > 600),
        ("tokens:300..500", lambda s: 300 <= s.metadata.tokens <= 500),
        ("split:eval tokens:<=400", lambda s: s.metadata.is_eval and s.metadata.tokens <= 400),
        ("category:pdca*", lambda s: s.category.startswith("pdca")),
        ("task_type:tool_awareness", lambda s: s.dataset == "tool_awareness"),
        ("never_train:true", lambda s: s.metadata.never_train),
        ("date:2024-03*", lambda s: s.metadata.date.startswith("2024-03")),
        ("output:parameters", lambda s: "parameters" in s.output),
        ("instruction:write -input:parameters", lambda s: "parameters" not in s.input),
        ('"parameters"', lambda s: "parameters" in s.text),
        (
            "bar*",
            lambda s: any(
                w.startswith("bar") for w in __import__("re").findall(r"\w+", s.text.lower())
            ),
        ),
        (
            "-bar* dataset:reporting_protocol",
            lambda s: s.dataset == "reporting_protocol" and " bar" not in f" {s.text}",
        ),
    ],
)
def test_filters_find_exactly_what_they_say(staging, everything, text, keeps):
    assert set(find(staging, text)) == {s.metadata.sample_id for s in everything if keeps(s)}


def test_sorting(staging, everything):
    tokens = {s.metadata.sample_id: s.metadata.tokens for s in everything}
    found = [tokens[each] for each in find(staging, "", sort="tokens", descending=True)]
    assert found == sorted(tokens.values(), reverse=True)
    with pytest.raises(ValueError, match="cannot sort by drop"):
        listing.ids(staging.db, filters.parse(""), sort="drop table")


@pytest.mark.parametrize("text", ["nope:1", "tokens:many", "tokens:1.2.3"])
def test_what_is_not_understood_is_named_and_filters_nothing(staging, everything, text):
    parsed = filters.parse(text)
    assert len(parsed.problems) == 1
    assert len(listing.ids(staging.db, parsed)) == len(everything)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"""',
        "C++",
        "'; drop table samples; --",
        "[/INST]",
        "agent:%",
        "(",
        "*",
        "-",
        ":",
        "a:b:c",
        "\x1b[31m",
        "é*",
        "NEAR(",
        "AND OR NOT",
        'dataset:"x',
    ],
)
def test_hostile_text_is_only_text(staging, everything, text):
    listing.ids(staging.db, filters.parse(text))
    assert staging.db.execute("select count(*) from samples").fetchone() == (len(everything),)


def test_completion_offers_fields_then_values(staging):
    assert filters.complete(staging.db, "tok") == ["tok".replace("tok", "tokens:")]
    assert "x dataset:guardrails" in filters.complete(staging.db, "x dataset:gu")
    assert filters.complete(staging.db, "-state:s") == ["-state:staged"]
    assert filters.complete(staging.db, "task_type:tool") == ["task_type:tool_awareness"]


def test_rows_carry_the_opening_of_the_instruction(staging, selection):
    sample = selection.training["guardrails"][0]
    row = listing.rows(staging.db, [sample.metadata.sample_id])[sample.metadata.sample_id]
    assert row["opening"] == sample.instruction[:160] and row["tokens"] == sample.metadata.tokens


def test_repeated_and_alike_outputs_are_found(staging):
    db = staging.db
    ids = [row[0] for row in db.execute("select id from samples order by id limit 4")]
    marks = {
        each: db.execute("select output_hash from samples where id = ?", [each]).fetchone()[0]
        for each in ids
    }
    db.execute("update samples set output_hash = ? where id = ?", [marks[ids[0]], ids[1]])
    for one, other in ((ids[2], ids[3]), (ids[3], ids[2])):
        db.table("twins").insert({"one": marks[one], "other": marks[other]}, ignore=True)
    assert set(find(staging, "reused:1")) == set(ids[:2])
    assert {*ids[2:]} <= set(find(staging, "alike:1")) and not {*ids[:2]} & set(
        find(staging, "alike:1")
    )
    assert (
        len(find(staging, "reused:0"))
        == db.execute("select count(*) from samples").fetchone()[0] - 2
    )


@pytest.mark.parametrize(
    ("text", "shown", "marked"),
    [
        ("toScenario", "toScenario, to_scenario, TOSCENARIO", ["toScenario", "TOSCENARIO"]),
        (
            'dataset:x "empty constructor"',
            "an Empty, constructor; empty constructors",
            ["Empty, constructor"],
        ),
        ("toSc*", "toScenario tosc into", ["toSc", "tosc"]),
        ("-toScenario tokens:>3 layer:x", "toScenario layer x", []),
        ("++", "C++ ++", ["++", "++"]),
        ("(a+)+$ [", "(a+)+$ [", ["a", "["]),
    ],
)
def test_what_is_looked_up_is_found_in_the_text(text, shown, marked):
    found = sorted(
        (hit.start(), hit[0]) for word in filters.words(text) for hit in word.finditer(shown)
    )
    assert [word for _, word in found] == marked


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("tokens>900", "is it tokens:>900?"),
        ("category=security", "is it category:security?"),
        ("security OR testing", "field:a|b means either"),
        ("security AND testing", "all words must match anyway"),
        ('dataset:guardrails "not closed', "the quote is not closed"),
    ],
)
def test_what_looks_like_an_operator_and_is_none_gets_a_hint(text, hint):
    (problem,) = filters.parse(text).problems
    assert hint in problem


@pytest.mark.parametrize("text", ['"OR"', "Order", "a>b", 'tokens:>900 "a > b"', "->", "x="])
def test_plain_words_get_no_hint(text):
    assert filters.parse(text).problems == ()


def test_what_was_read_in_a_review_is_found(staging):
    session = review.start(staging, 5)
    for verdict in ("accept", "skip"):
        session = review.judge(staging, session, verdict)
    review.flag(staging, [session.samples[4]], "other")
    assert set(find(staging, "seen:1")) == set(session.samples[:2])
    assert not set(find(staging, "seen:0")) & set(session.samples[:2])


@pytest.mark.parametrize("text", ["记录", "output:记录", "記", '"ですか"'])
def test_a_part_of_a_text_without_spaces_is_found(staging, text):
    sample = find(staging, "")[3]
    staging.db.execute("update texts set output = '工作记录和記憶ですか' where id = ?", [sample])
    assert find(staging, text) == [sample] == Finder().find(staging.db, text).ids
    (word,) = filters.words(text)
    assert word.search("工作记录和記憶ですか")
    assert find(staging, f"input:{text.removeprefix('output:')}") == []


def test_fields_complete_from_nothing(staging):
    assert "dataset:" in filters.complete(staging.db, "")
    assert filters.complete(staging.db, "state:staged ")[0].startswith("state:staged ")


def test_the_fields_that_a_filter_makes_constant():
    text = "dataset:guardrails category:a* -state:flagged view:file|class tokens:>3 word"
    assert filters.constant(text) == {"dataset"}
