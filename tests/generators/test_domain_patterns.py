"""Distilled patterns: within the band, of lines that the input shows, each in its part, of the kind
of work they claim, each with lines of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import cast

import pytest

from generators import tokens
from generators.catalog import Dataset
from generators.domain_patterns import evidence, placing
from generators.domain_patterns.generator import NAME, REPEATED, candidates
from generators.domain_patterns.wording import wording
from generators.pdca import facts, salient_lines
from generators.pdca.salient_lines import Line
from generators.pdca.telling.groups import Group
from generators.pdca.telling.shares import OWN
from generators.pipeline import near_duplicates, selection
from generators.pipeline.selection import Pool
from generators.sample import Candidate
from generators.settings import Settings
from generators.store.corpus import Chunk, Corpus, PdcaRecord
from generators.worth import judge
from generators.worth.case import WORD, content_lines
from studio import demo

from .records import Records, record

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
    assert views["whole"] and len(views) > 1
    assert max(Counter(pattern.metadata.pdca_id for pattern in new).values()) > 1


def test_every_output_is_within_the_band_and_about_40_lines(patterns: list[Candidate]) -> None:
    sizes = tokens.count_batch([pattern.output for pattern in patterns], "auto")
    assert min(sizes) >= 150 and max(sizes) <= 600
    assert max(len(content_lines(pattern.output)) for pattern in patterns) <= 40


def test_the_input_shows_what_the_output_says(patterns: list[Candidate]) -> None:
    for pattern in patterns:
        given = set(WORD.findall(pattern.input.lower()))
        for line in content_lines(pattern.output):
            said = set(WORD.findall(line.removeprefix("- The user:").lower()))
            assert said <= given, line


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


def test_the_input_holds_more_than_the_answer(new: list[Candidate]) -> None:
    for pattern in new:
        assert tokens.count(pattern.input, "auto") > 1.2 * tokens.count(pattern.output, "auto")


def test_the_instruction_asks_for_the_parts_that_are_there(new: list[Candidate]) -> None:
    for pattern in new:
        parts = [name.lower() for name in re.findall(r"^## (.+)$", pattern.output, re.M)]
        asked = [p.title.lower() for p in wording().kind[pattern.category].parts]
        named = [
            name for name in asked if re.search(rf"\b{name}(?:,| and|[.:]|$)", pattern.instruction)
        ]
        assert not named or set(parts) <= set(named), pattern.instruction


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
        text = re.sub(r"[*`]", "", store.pdca(pattern.metadata.pdca_id).text).lower()
        for part in re.split(r"^## .+$", pattern.output, flags=re.M)[1:]:
            said = [item.split(": ", 1)[-1] for item in re.findall(r"- (.+?)(?<!:)$", part, re.M)]
            # What the user said heads the passage that quotes it.
            places = [text.find(item.strip("“”").lower()) for item in said]
            assert places == sorted(places)


def test_a_new_pattern_brings_lines_that_no_earlier_one_has(new: list[Candidate]) -> None:
    known: dict[str, set[str]] = defaultdict(set)
    for pattern in new:
        lines = set(content_lines(pattern.output))
        assert len(lines - known[pattern.metadata.source]) >= 0.9 * OWN * len(lines)
        known[pattern.metadata.source] |= lines
    assert not judge.repeating(new)


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


@pytest.fixture(scope="module")
def told() -> Corpus:
    return cast(Corpus, Demo())


class Demo(Records):
    """The bundled demo corpus, its chunks found by the share of a query's words they hold."""

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        paths = sorted(demo.corpus().rglob("*.pdca.md"))
        made = (record(PurePosixPath(p).name[:-8], p.read_text("utf-8")) for p in paths)
        return {each.id: each for each in made}

    @cached_property
    def _chunks(self) -> list[tuple[Chunk, frozenset[str]]]:
        return [
            (
                Chunk(f"{r.id}#{c.chunk_index}", r.id, c.chunk_type, c.chunk_index, c.text, {}),
                frozenset(w[:5] for w in WORD.findall(c.text.lower())),
            )
            for r in self.pdcas()
            for c in facts.chunks(r.document, "auto")
        ]

    def search_chunks(self, query: str, k: int) -> list[tuple[Chunk, float]]:
        asked = {word[:5] for word in WORD.findall(query.lower())}
        scored = [(chunk, len(asked & words) / len(asked)) for chunk, words in self._chunks]
        return sorted(scored, key=lambda each: (-each[1], each[0].id))[:k]


SHORT = Settings().model_validate({"scale": 0.004, "datasets": {NAME: {"output_band": (80, 300)}}})
UNRELATED = (
    "wind rain frost hours",
    "price offer shop customer",
    "queue patient nurse",
    "seat table guest",
)


def selected(store: Corpus, dataset: Dataset) -> tuple[list[Candidate], dict[str, set[str]]]:
    """What is on offer, and the selected samples of each category."""
    offered = list(candidates(dataset, store, SHORT))
    chosen = selection.select([Pool(dataset, offered)], SHORT).training[NAME]
    by_category: dict[str, set[str]] = defaultdict(set)
    for each in chosen:
        by_category[each.category].add(each.output)
    return [each for each in offered if each.rung < REPEATED], by_category


def test_other_queries_select_other_samples(told: Corpus) -> None:
    dataset = SHORT.dataset(NAME)
    asked = zip(dataset.categories, UNRELATED, strict=True)
    other = replace(dataset, categories=tuple(replace(c, queries=(q,)) for c, q in asked))
    offered, ours = selected(told, dataset)
    theirs = selected(told, other)[1]
    on_offer = Counter(each.category for each in offered)
    compared = [c for c in dataset.categories if on_offer[c.name] >= 2 * c.target]
    assert len(compared) > 1
    for category in compared:
        same = len(ours[category.name] & theirs[category.name])
        assert same <= category.target / 2, category.name


# By the title of a demo record, the kind that a reader would give it, and no other.
KINDS = {
    "Bug: stale answers after a failed write - CacheStore": "debugging",
    "Memory leak found by counting listeners": "debugging",
    "Import stopped at a name with an umlaut": "integration",
    "Ranking moved out of the command line": "architectural_decision",
    "Moderation kept apart from messages": "architectural_decision",
    "Integration of TicketDesk with MailRelay - TicketDesk": "integration",
    "Connecting the album to the backup service - PhotoAlbum": "integration",
    "Escalation chain handed to the night team - AlarmBell": "collaboration",
    "Spring plan agreed by three gardeners": "collaboration",
}


def groups_of(store: Corpus, each: PdcaRecord) -> Sequence[Group]:
    usual = salient_lines.line_frequency(r.document for r in store.pdcas())
    return placing.placed(salient_lines.extract(each.document, usual, "auto"))


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_a_record_leads_with_the_kind_it_tells_of(told: Corpus, title: str, kind: str) -> None:
    each = next(r for r in told.pdcas() if r.document.title == title)
    leading = [
        name for name, leads in evidence.kinds(each.document, groups_of(told, each)) if leads
    ]
    assert leading[0] == kind


def test_no_quota_makes_a_kind(told: Corpus) -> None:
    """Whatever other records tell, a record that tells nothing of a kind does not lead with it."""
    calm = replace(
        told.pdcas()[0].document, title="A song", objective="", task="", issues="", text=""
    )
    assert evidence.kinds(calm, []) == []


PLACED = [
    (
        "plan",
        "",
        "What started it: the wedding had 121 chairs",
        "problem",
        "The wedding had 121 chairs",
    ),
    ("plan", "", "Chosen: one label for each chair", "choice", "One label for each chair"),
    (
        "plan",
        "TRON decision",
        "[R]esponse: one label for each chair",
        "choice",
        "One label for each chair",
    ),
    (
        "plan",
        "TRON decision",
        "[O]utcome: all chairs were found again",
        "outcome",
        "All chairs were found again",
    ),
    ("do", "", "Found the cause: two chairs share a label", "root", "Two chairs share a label"),
    ("plan", "Analysis", "Two chairs share a label and nobody sees it", "cause", ""),
    ("plan", "Analysis", "Count the chairs, or ask the host for each of them", "option", ""),
    ("plan", "", "Count the chairs before the guests arrive", "plan", ""),
    ("do", "", "Added a label to each of the chairs", "deed", ""),
    ("check", "", "All 118 chairs have a label of their own", "check", ""),
    (
        "act",
        "Lessons",
        "Lesson: never count chairs without their labels",
        "rule",
        "Never count chairs without their labels",
    ),
    ("act", "", "Next step: print the labels on paper", "next", "Print the labels on paper"),
]
UNPLACED = [
    ("check", "", "Count the chairs before the guests arrive"),
    ("do", "", "Excellent and comprehensive labels for perfect chairs"),
    ("act", "Lessons", "Lesson: labels were printed successfully this time"),
    ("summary", "My answer", "One label for each of the chairs"),
    ("plan", "", "`npm run label --all`"),
    ("do", "", "The old labels would have been enough"),
]


def line(section: str, label: str, text: str) -> Line:
    return Line(1, section, "", label, text, 12)


@pytest.mark.parametrize(("section", "label", "text", "role", "said"), PLACED)
def test_a_line_is_placed_by_what_it_says(
    section: str, label: str, text: str, role: str, said: str
) -> None:
    made = placing.place(line(section, label, text))
    assert made and (made[0], made[1].text) == (role, said or text)


@pytest.mark.parametrize(("section", "label", "text"), UNPLACED)
def test_a_line_that_nobody_could_place_is_left_out(section: str, label: str, text: str) -> None:
    assert placing.place(line(section, label, text)) is None


def test_labelled_sentences_stand_apart(told: Corpus) -> None:
    title = "Import of guest lists validated"
    each = next(r for r in told.pdcas() if r.document.title == title)
    found = {g.lines[0].text: g.role for g in groups_of(told, each)}
    assert found["A wedding had 121 chairs for 118 guests"] == "problem"
    assert (
        found["Import returns guests and problems; nothing is stored while there are problems"]
        == "choice"
    )


def test_the_requirements_instruction_is_one_of_the_frames(told: Corpus) -> None:
    found = [c for c in candidates(SHORT.dataset(NAME), told, SHORT) if c.metadata.view == "whole"]
    required = {wording().required.format(kind=name.replace("_", " ")) for name in wording().kind}
    assert 0.01 < sum(each.instruction in required for each in found) / len(found) < 0.12


def test_two_runs_agree(store: Corpus, patterns: list[Candidate]) -> None:
    again = list(candidates(SETTINGS.dataset(NAME), store, SETTINGS))
    assert [pattern.fingerprint for pattern in again] == [
        pattern.fingerprint for pattern in patterns
    ]
