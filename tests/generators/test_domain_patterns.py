"""Distilled patterns: within the band, of whole groups that the input shows, of the kind of work
they claim, each with lines of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property
from typing import cast

import pytest

from generators import tokens
from generators.domain_patterns import categories
from generators.domain_patterns.generator import NAME, REPEATED, candidates
from generators.domain_patterns.wording import wording
from generators.pdca.telling.shares import OWN
from generators.pipeline import near_duplicates
from generators.sample import Candidate
from generators.settings import Settings
from generators.store.corpus import Chunk, Corpus, PdcaRecord
from generators.worth import judge
from generators.worth.case import content_lines

from .records import Records, document, record

SETTINGS = Settings()


@pytest.fixture(scope="module")
def store() -> Corpus:
    return cast(Corpus, Records(10))


@pytest.fixture(scope="module")
def patterns(store: Corpus) -> list[Candidate]:
    return list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))


@pytest.fixture(scope="module")
def new(patterns: list[Candidate]) -> list[Candidate]:
    """Those that do not only fill."""
    return [pattern for pattern in patterns if pattern.rung < REPEATED]


def test_a_record_is_asked_about_from_several_sides(new: list[Candidate]) -> None:
    views = Counter(pattern.metadata.view for pattern in new)
    assert views["whole"] and len(views) > 3
    assert max(Counter(pattern.metadata.pdca_id for pattern in new).values()) > 2


def test_every_output_is_within_the_band_and_about_40_lines(patterns: list[Candidate]) -> None:
    sizes = tokens.count_batch([pattern.output for pattern in patterns], "auto")
    assert min(sizes) >= 400 and max(sizes) <= 600
    assert max(len(content_lines(pattern.output)) for pattern in patterns) <= 40


def test_the_input_shows_what_the_output_says(patterns: list[Candidate]) -> None:
    for pattern in patterns:
        given = re.sub(r"[*`]", "", pattern.input)
        for item in re.findall(r"^ *- (.+?)(?<!:)$", pattern.output, re.M):
            said = item.removeprefix("The user: “").removesuffix("”")
            # A lone line carries the label above it.
            assert said in given or said.split(": ", 1)[1] in given, item


def test_the_input_begins_with_whole_lines_of_the_record(
    store: Corpus, patterns: list[Candidate]
) -> None:
    for pattern in patterns:
        record = store.pdca(pattern.metadata.pdca_id)
        raw = record.text[:500].split("\n")[:-1]
        marks = re.compile(r"\*\*|[📋🗓🎯👤🚨📊🔧\ufe0f]+ ?")
        opening = [marks.sub("", line) for line in raw if "](" not in line]
        shown = [line for line in opening if line.strip("- ")]
        assert len(shown) > 4
        assert [line for line in pattern.input.split("\n") if line][: len(shown)] == shown


def test_the_passages_surround_the_lines(new: list[Candidate]) -> None:
    for pattern in new:
        shown = {line.strip("- ") for line in pattern.input.split("\n") if line.strip()}
        used = {line.strip("- ") for line in content_lines(pattern.output)}
        assert len(shown) > 1.2 * len(used)


def test_parts_stand_in_the_order_of_the_kind(patterns: list[Candidate]) -> None:
    for pattern in patterns:
        kind = wording().kind[pattern.category]
        order = [part.title for part in kind.parts]
        parts = re.findall(r"^## (.+)$", pattern.output, re.M)
        assert len(parts) >= 3
        assert parts == [name for name in order if name in parts]
        assert {order[at] for at in kind.core} <= set(parts)


def test_lines_of_a_part_keep_the_order_of_the_record(
    store: Corpus, patterns: list[Candidate]
) -> None:
    for pattern in patterns:
        text = re.sub(r"[*`]", "", store.pdca(pattern.metadata.pdca_id).text)
        for part in re.split(r"^## .+$", pattern.output, flags=re.M)[1:]:
            said = [item.split(": ", 1)[-1] for item in re.findall(r"- (.+?)(?<!:)$", part, re.M)]
            # What the user said heads the passage that quotes it.
            places = [text.find(item.strip("“”")) for item in said]
            assert places == sorted(places)


def test_a_new_pattern_keeps_lines_that_no_other_has(new: list[Candidate]) -> None:
    by_record = defaultdict(list)
    for pattern in new:
        by_record[pattern.metadata.source].append(set(content_lines(pattern.output)))
    for texts in by_record.values():
        count = Counter(line for text in texts for line in text)
        for text in texts:
            assert sum(count[line] == 1 for line in text) >= 0.9 * OWN * len(text)
    assert not judge.repeating(new) and not judge.repeating(new[::-1])


def test_worth(new: list[Candidate]) -> None:
    weak = Counter(code for pattern in new for code in judge.alone(pattern))
    assert not weak["unknown"] and not weak["personal"]
    assert weak.total() < 0.25 * len(new)


def test_claims(store: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        meta = pattern.metadata
        record = store.pdca(meta.pdca_id)
        assert (meta.source, meta.family, meta.agent_name, meta.date) == (
            record.id, record.family, record.agent_name, record.date,
        )  # fmt: skip


def test_distinct(new: list[Candidate]) -> None:
    outputs = [pattern.output for pattern in new]
    assert len(set(outputs)) == len(outputs)
    assert near_duplicates.pairs(outputs) == []


def test_neighbours_are_named_once_and_stay_out_of_the_output(
    store: Corpus, patterns: list[Candidate]
) -> None:
    named = 0
    for pattern in patterns:
        for id in store.predecessors(pattern.metadata.pdca_id):
            title = store.pdca(id).document.title
            assert pattern.input.count(f"FOLLOWS: “{title}”") == 1
            assert title not in pattern.output
            named += 1
    assert named


class Other(Records):
    """A store whose search finds other chunks near."""

    def search_chunks(self, query: str, k: int) -> list[tuple[Chunk, float]]:
        found = [(chunk, 0.5) for chunk, _ in super().search_chunks(query, k)]
        return [(chunk, 1 - place / len(found)) for place, (chunk, _) in enumerate(found[::-1])]


def test_the_query_ranks(patterns: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), cast(Corpus, Other(10)), SETTINGS))
    assert [p.output for p in again] == [p.output for p in patterns]
    ranks = [p.rank for p in again]
    assert len(set(ranks)) > 3 and len({p.rank for p in patterns}) == 1


def test_the_leading_kind() -> None:
    records = [record.document for record in Records(12).pdcas()]
    calm = replace(
        records[0], id="calm", text="A song.", title="", objective="", task="", issues=""
    )
    merged = replace(calm, id="merged", title="Merge the branch", text="The merge of two branches.")
    kinds = categories.Kinds([*records, calm, merged])
    assert kinds.leading(calm) == []
    assert kinds.leading(merged)[0] == "integration"
    assert all(0 <= place <= 1 for place in kinds.places(records[0]).values())


def test_the_requirements_instruction_is_one_of_the_frames(patterns: list[Candidate]) -> None:
    asked = Counter(pattern.instruction for pattern in patterns)
    required = [wording().required.format(kind=name.replace("_", " ")) for name in wording().kind]
    assert sum(asked[each] for each in required)


def test_two_runs_agree(store: Corpus, patterns: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [pattern.fingerprint for pattern in again] == [
        pattern.fingerprint for pattern in patterns
    ]


class Short(Records):
    """Records too short for a pattern of their own."""

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        made = {}
        for number in range(6):
            before = f"2024-02-01-UTC-0900-job-{number - 1}" if number else ""
            id = f"2024-02-01-UTC-0900-job-{number}"
            made[id] = record(id, document(number, "2024-02-01", before, lines=1))
            if before:
                self.links[id] = before
        return made


def test_a_short_record_is_told_with_its_neighbours_each_in_its_own_part() -> None:
    store = cast(Corpus, Short(6))
    found = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert {c.metadata.view for c in found} & {"with_follows", "with_precedes"}
    for c in found:
        own, *theirs = re.split(r"^## What (?:went before|came next): .+$", c.output, flags=re.M)
        assert theirs and 400 <= tokens.count(c.output, "auto") <= 600
        text = re.sub(r"[*`]", "", store.pdca(c.metadata.pdca_id).text)
        ours = [item.split(": ", 1)[-1] for item in content_lines(own)]
        assert all(item.strip("-“” ") in text for item in ours)
        for title in re.findall(r"^## What (?:went before|came next): (.+)$", c.output, re.M):
            assert re.search(rf"^(?:FOLLOWS|PRECEDES): “{re.escape(title)}”$", c.input, re.M)
        assert "unknown" not in judge.alone(c)
