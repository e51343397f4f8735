"""Representative PDCAs: quarters as the corpus has them, pieces cut at the record's own borders,
true claims.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import pytest

from generators import domain_representatives, tokens
from generators.catalog import REQUIRED_QUARTERS
from generators.domain_representatives import NAME, candidates, diverse, plan
from generators.pdca import facts, pieces
from generators.pipeline.quotas import spread
from generators.sample import Candidate, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus

from .records import Records


def corpus(*dates: str, count: int = 24) -> Corpus:
    return cast(Corpus, Records(count, dates) if dates else Records(count))


def offered(store: Corpus, settings: Settings) -> list[Candidate]:
    return list(candidates(plan(settings.dataset(NAME), store, settings), store, settings))


def test_the_required_quarters_stay_where_the_corpus_has_them() -> None:
    settings = Settings(scale=0.01)
    assert plan(settings.dataset(NAME), corpus(), settings) == settings.dataset(NAME)


def test_other_quarters_take_the_whole_target() -> None:
    settings = Settings(scale=0.01)
    planned = plan(settings.dataset(NAME), corpus("2025-08-01", "2025-02-01", count=12), settings)
    assert [category.name for category in planned.categories] == ["Q1_2025", "Q3_2025"]
    assert [category.target for category in planned.categories] == [15, 15]


def test_strict_insists_on_the_five() -> None:
    settings = Settings(strict_quarters=True)
    planned = plan(settings.dataset(NAME), corpus("2025-08-01"), settings)
    assert tuple(category.name for category in planned.categories) == REQUIRED_QUARTERS


@pytest.mark.parametrize(
    ("total", "capacity", "targets"),
    [
        (30, {"a": 100, "b": 100, "c": 100}, {"a": 10, "b": 10, "c": 10}),
        (30, {"a": 4, "b": 100, "c": 100}, {"a": 4, "b": 13, "c": 13}),
        (30, {"a": 4, "b": 100, "c": 9}, {"a": 4, "c": 9, "b": 17}),
        (30, {"a": 2, "b": 5}, {"a": 2, "b": 28}),
    ],
)
def test_spread(total: int, capacity: dict[str, int], targets: dict[str, int]) -> None:
    assert spread(total, capacity) == targets


def test_claims_follow_from_the_record() -> None:
    store, settings = corpus(), Settings(scale=0.05)
    found = offered(store, settings)
    assert {candidate.metadata.view for candidate in found} >= {
        "document",
        "structure",
        "summary",
        "plan",
        "do",
        "check",
        "act",
        "process_update",
        "subsection",
    }
    for candidate in found:
        record = store.pdca(candidate.metadata.pdca_id)
        meta = candidate.metadata
        assert meta.source == record.id and meta.family == record.family
        assert meta.quarter == meta.category == quarter_of(record.date)
        assert meta.quality_score == facts.quality_score(record.document)
        assert record.document.objective in candidate.input
        if meta.view not in ("structure", "summary"):
            # Cut, never rewritten.
            assert candidate.output.strip() in record.text
        assert candidate.output.count("```") % 2 == 0
        assert "Measure twice" not in candidate.output or meta.view == "document"


def test_a_section_follows_from_the_one_before_it() -> None:
    store = corpus(count=1)
    (record,) = store.pdcas()
    by_view = {piece.view: piece for piece in pieces.pieces(record.document, 2_000, "auto")}
    plan_section = record.document.section("plan")
    assert plan_section is not None and by_view["do"].given
    assert by_view["do"].given.split("\n")[1] in plan_section.text
    assert by_view["check"].output.startswith("## **✅ CHECK**")
    assert not by_view["check"].output.rstrip().endswith("---")


def test_a_record_too_long_is_not_offered_whole() -> None:
    (record,) = corpus(count=1).pdcas()
    size = tokens.count(record.text, "auto")
    assert "document" not in {
        piece.view for piece in pieces.pieces(record.document, size - 1, "auto")
    }
    assert "document" in {piece.view for piece in pieces.pieces(record.document, size, "auto")}


def test_outputs_do_not_repeat_and_runs_agree() -> None:
    store, settings = corpus(), Settings(scale=0.05)
    first, second = offered(store, settings), offered(store, settings)
    assert [candidate.fingerprint for candidate in first] == [
        candidate.fingerprint for candidate in second
    ]
    assert max(Counter(candidate.output for candidate in first).values()) == 1


def test_agents_take_turns() -> None:
    records = corpus(count=24).pdcas()
    first = diverse(records)[:8]
    assert len({record.agent_name for record in first}) >= 6
    assert Counter(record.id for record in diverse(records)) == Counter(
        record.id for record in records
    )


def test_links_and_code_stay_out_of_what_is_given() -> None:
    text = (
        "Intro line.\n```bash\nls -la\n```\n- [Doc](a/b.md) was read\n"
        "[GitHub](https://x/y) | [§/a](a)\n## Next\n"
    )
    assert pieces.digest(text, "auto") == "Intro line.\n- Doc was read"


def test_runs_alone(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    # Without a store there is a clear error and exit code 2.
    assert domain_representatives.engine.main(NAME, ["--workspace", str(tmp_path)]) == 2
    assert "error:" in capsys.readouterr().err
