"""Distilled patterns: within the band, of the record's own lines, of the kind they claim, none like
another.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

import pytest

from generators import tokens
from generators.domain_patterns import BELONGS, NAME, candidates
from generators.pdca import facts
from generators.pipeline import near_duplicates
from generators.sample import Candidate
from generators.settings import Settings
from generators.store.corpus import Corpus

from .records import Records

SETTINGS = Settings()


@pytest.fixture(scope="module")
def store() -> Corpus:
    return cast(Corpus, Records(16))


@pytest.fixture(scope="module")
def patterns(store: Corpus) -> list[Candidate]:
    return list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))


def test_there_are_several_views_of_a_record(patterns: list[Candidate]) -> None:
    views = Counter(pattern.metadata.view for pattern in patterns)
    assert views["document"] and len(views) > 3
    assert max(Counter(pattern.metadata.pdca_id for pattern in patterns).values()) > 2


def test_every_output_is_within_the_band_and_about_40_lines(patterns: list[Candidate]) -> None:
    sizes = tokens.count_batch([pattern.output for pattern in patterns], "auto")
    assert min(sizes) >= 400 and max(sizes) <= 600
    assert (
        max(pattern.output.count("\n- ") + pattern.output.count("\n  - ") for pattern in patterns)
        <= 60
    )


def test_lines_are_the_records_own_and_whole(store: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        record = store.pdca(pattern.metadata.pdca_id)
        texts = [record.text, *[store.pdca(id).text for id in store.predecessors(record.id)]]
        plain = re.sub(r"[*`]", "", "\n".join(texts))
        for item in re.findall(r"^ *- (.+?)(?<!:)$", pattern.output, re.M):
            said = item.removeprefix("The user: “").removesuffix("”")
            # A lone line carries the label above it.
            assert said in plain or said.split(": ", 1)[1] in plain, item


def test_no_boilerplate(patterns: list[Candidate]) -> None:
    noise = re.compile(r"https?://|\]\(|Measure twice|\bAgent Name\b|```|^-\s*$", re.M)
    assert not [pattern.output for pattern in patterns if noise.search(pattern.output)]


def test_parts_stand_in_the_order_of_the_kind(patterns: list[Candidate]) -> None:
    order = {
        "debugging": ["Problem", "Root cause", "Fix", "Verification", "Lesson"],
        "architectural_decision": [
            "Trigger", "Analysis", "Decision", "Rationale and trade-offs", "Consequences",
        ],
    }  # fmt: skip
    for pattern in patterns:
        parts = re.findall(r"^## (.+)$", pattern.output, re.M)
        assert len(parts) >= 4
        if pattern.category in order:
            assert parts == [name for name in order[pattern.category] if name in parts]
        if pattern.category == "debugging":
            assert {"Problem", "Fix"} <= set(parts)


def test_a_record_belongs_to_the_kind_it_is_used_for(
    store: Corpus, patterns: list[Candidate]
) -> None:
    for pattern in patterns:
        document = store.pdca(pattern.metadata.pdca_id).document
        assert facts.relative_evidence(document)[pattern.category] >= BELONGS


def test_input_is_the_opening(store: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        document = store.pdca(pattern.metadata.pdca_id).document
        assert len(pattern.input) <= 500 and pattern.input.startswith(f"# {document.title}\n")
        assert document.title in pattern.instruction
        assert "http" not in pattern.input


def test_claims(store: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        meta = pattern.metadata
        record = store.pdca(meta.pdca_id)
        assert (meta.source, meta.family, meta.agent_name, meta.date) == (
            record.id, record.family, record.agent_name, record.date,
        )  # fmt: skip


def test_distinct(patterns: list[Candidate]) -> None:
    outputs = [pattern.output for pattern in patterns]
    assert len(set(outputs)) == len(outputs)
    assert near_duplicates.pairs(outputs) == []


def test_a_record_of_something_else_is_left_out() -> None:
    records = Records(2)
    (first, _) = records.pdcas()
    from .records import record

    calm = re.sub(
        r"error|bug|fails?|fix|repair(?:ed)?|root cause|logged", "song", first.text, flags=re.I
    )
    records._records = {first.id: record(first.id, calm)}  # type: ignore[misc]
    found = list(candidates(SETTINGS.dataset(NAME), cast(Corpus, records), SETTINGS))
    assert "debugging" not in {pattern.category for pattern in found}


def test_two_runs_agree(store: Corpus, patterns: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [pattern.fingerprint for pattern in again] == [
        pattern.fingerprint for pattern in patterns
    ]
