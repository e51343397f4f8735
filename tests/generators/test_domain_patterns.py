"""Patterns of records: what a record labels itself, asked for by that and told whole, below its own
headings; each sample with lines of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import Any, cast

import pytest

from generators import tokens
from generators.catalog import LEAST_NEW, Dataset
from generators.domain_patterns import generator, labelled, noise, topic, units
from generators.domain_patterns.excerpt import excerpt
from generators.domain_patterns.generator import NAME, REPEATED, candidates
from generators.domain_patterns.groups import Group, groups
from generators.domain_patterns.siblings import Siblings
from generators.domain_patterns.sound import Sound
from generators.domain_patterns.twice import Twice
from generators.domain_patterns.wording import wording
from generators.pdca import facts, parse
from generators.pipeline import near_duplicates, selection
from generators.pipeline.selection import Pool
from generators.sample import Candidate
from generators.settings import Settings
from generators.store.corpus import Chunk, Corpus, PdcaRecord
from generators.worth import judge
from generators.worth.case import WORD, content_lines
from generators.worth.stated import kinds, parts
from studio import demo

from .records import PARTS, THINGS, Records, record

SHORT = Settings().model_validate({"scale": 0.004, "datasets": {NAME: {"output_band": (80, 300)}}})
# More than the demo has: all is offered.
LARGE = SHORT.model_copy(update={"scale": 1.0})
# So few that there is a choice among what shows its kind.
FEW = SHORT.model_copy(update={"scale": 0.002})


class Demo(Records):
    """The bundled demo corpus, each record the predecessor of the next, its chunks found by the
    share of a query's words they hold.
    """

    @cached_property
    def _records(self) -> dict[str, PdcaRecord]:
        paths = sorted(demo.corpus().rglob("*.pdca.md"))
        made = (record(PurePosixPath(p).name[:-8], p.read_text("utf-8")) for p in paths)
        return {each.id: each for each in made}

    def predecessors(self, id: str) -> list[str]:
        ids = list(self._records)
        return ids[max(0, ids.index(id) - 1) : ids.index(id)]

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


@pytest.fixture(scope="module")
def told() -> Corpus:
    return cast(Corpus, Demo())


@pytest.fixture(scope="module")
def patterns(told: Corpus) -> list[Candidate]:
    return list(candidates(LARGE.dataset(NAME), told, LARGE))


@pytest.fixture(scope="module")
def new(patterns: list[Candidate]) -> list[Candidate]:
    """Those that do not only fill."""
    return [pattern for pattern in patterns if pattern.rung < REPEATED]


def bare(line: str) -> str:
    return " ".join(re.sub(r"[*`_>📋🗓🎯👤🚨📊🔧📝🚀💫🔗🏅\ufe0f]+", " ", line).split())


def test_records_are_asked_for_labels_and_sections(new: list[Candidate]) -> None:
    views = Counter(pattern.metadata.view for pattern in new)
    assert views["pattern"] > 20 and views["sections"]


def test_every_output_is_within_the_band(patterns: list[Candidate]) -> None:
    sizes = tokens.count_batch([pattern.output for pattern in patterns], "auto")
    assert min(sizes) >= 80 and max(sizes) <= 300


def test_lines_stand_as_in_the_record_below_its_headings(
    told: Corpus, patterns: list[Candidate]
) -> None:
    for pattern in patterns:
        lines = [bare(line) for line in told.pdca(pattern.metadata.pdca_id).text.split("\n")]
        at = -1
        for line in filter(None, map(bare, pattern.output.split("\n"))):
            at = lines.index(line, at + 1)


def test_the_input_shows_the_record(told: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        given = {bare(line) for line in pattern.input.split("\n")}
        assert {bare(line) for line in pattern.output.split("\n")} <= given
        raw = told.pdca(pattern.metadata.pdca_id).text[:500].split("\n")[:-1]
        opening = [bare(line) for line in raw if "](" not in line and bare(line)]
        shown = [line for line in map(bare, pattern.input.split("\n")) if line]
        assert shown[: len(opening)] == [line for line in opening if line != "---"]


def test_an_answer_is_shorter_than_its_input(new: list[Candidate]) -> None:
    for pattern in new:
        given, said = (len(WORD.findall(text)) for text in (pattern.input, pattern.output))
        assert said < 0.6 * given


def test_sections_that_are_asked_for_are_told(told: Corpus, patterns: list[Candidate]) -> None:
    named = 0
    for each in patterns:
        lines = [line for line in each.output.splitlines() if line[:1] == "#" or line[-1:] == ":"]
        headings = {line.strip("# :*✅") for line in lines}
        title = told.pdca(each.metadata.pdca_id).document.title
        said = re.sub(r"\([^)]*\)", "", each.instruction.replace(f"“{title}”", ""))
        asked = set(re.findall(r"“([^”]+)”", said))
        assert asked <= headings
        named += len(asked)
    assert named


# What an instruction calls a part, and how the demo records label it.
LABELLED = {
    "the cause": r"^.*Root Cause:\*\* .*$",
    "the decisions": r"^\*\*(?:Final )?Decision:\*\* .*$",
    "the lessons": r"^\*\*Key Learning:\*\* .*$",
    "the next steps": r"^\*\*Next:\*\* .*$",
}


@pytest.mark.parametrize("called", LABELLED)
def test_an_answer_holds_all_that_bears_the_label(
    told: Corpus, new: list[Candidate], called: str
) -> None:
    asked = [each for each in new if called in each.instruction]
    assert asked
    for each in asked:
        text = told.pdca(each.metadata.pdca_id).text
        for line in re.findall(LABELLED[called], text, re.M):
            assert bare(line) in map(bare, each.output.split("\n"))


def test_a_new_pattern_brings_lines_that_no_other_has(new: list[Candidate]) -> None:
    lines: dict[str, list[set[str]]] = defaultdict(list)
    for pattern in new:
        lines[pattern.metadata.source].append(set(content_lines(pattern.output)))
    for texts in lines.values():
        for at, own in enumerate(texts):
            others = set().union(*texts[:at], *texts[at + 1 :])
            assert len(own - others) >= LEAST_NEW * len(own)
    assert not judge.repeating(new)


def test_worth(new: list[Candidate]) -> None:
    weak = Counter(code for pattern in new for code in judge.alone(pattern))
    assert not weak["unknown"] and not weak["personal"] and not weak["broken"]
    shown = [pattern for pattern in new if pattern.rung < generator.UNSEEN]
    assert sum(bool(judge.alone(pattern)) for pattern in shown) < 0.1 * len(shown)


def test_claims(told: Corpus, patterns: list[Candidate]) -> None:
    for pattern in patterns:
        meta = pattern.metadata
        record = told.pdca(meta.pdca_id)
        assert (meta.source, meta.family, meta.agent_name, meta.date) == (
            record.id, record.family, record.agent_name, record.date,
        )  # fmt: skip


def test_distinct(new: list[Candidate]) -> None:
    outputs = [pattern.output for pattern in new]
    assert len(set(outputs)) == len(outputs)
    assert near_duplicates.pairs(outputs) == []


def test_neighbours_are_named_once_and_stay_out_of_the_output(
    told: Corpus, patterns: list[Candidate]
) -> None:
    named = 0
    for pattern in patterns:
        for id in told.predecessors(pattern.metadata.pdca_id):
            title = told.pdca(id).document.title
            assert pattern.input.count(f"FOLLOWS: “{title}”") == 1
            assert title not in pattern.output
            named += 1
    assert named


UNRELATED = (
    "wind rain frost hours",
    "price offer shop customer",
    "queue patient nurse",
    "seat table guest",
)


def selected(store: Corpus, dataset: Dataset) -> tuple[list[Candidate], dict[str, set[str]]]:
    """What is on offer, and the selected samples of each category."""
    offered = list(candidates(dataset, store, FEW))
    chosen = selection.select([Pool(dataset, offered)], FEW).training[NAME]
    by_category: dict[str, set[str]] = defaultdict(set)
    for each in chosen:
        by_category[each.category].add(each.output)
    return [each for each in offered if each.rung < generator.HEADED], by_category


def test_other_queries_select_other_samples(told: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    # The budget prefers the same lengths whatever was asked.
    monkeypatch.setattr(selection, "AVERAGE_TOKENS", (0, 10_000))
    dataset = FEW.dataset(NAME)
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
    "Clicks at the end of a fade": "debugging",
    "Connecting the board to the new departure API": "integration",
    "Ranking moved out of the command line": "architectural_decision",
    "Moderation kept apart from messages": "architectural_decision",
    "Integration of TicketDesk with MailRelay - TicketDesk": "integration",
    "Connecting the album to the backup service - PhotoAlbum": "integration",
    "Escalation chain handed to the night team - AlarmBell": "collaboration",
    "Spring plan agreed by three gardeners": "collaboration",
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_a_record_leads_with_the_kind_it_tells_of(told: Corpus, title: str, kind: str) -> None:
    each = next(r for r in told.pdcas() if r.document.title == title).document
    said = [line for line in each.text.split("\n") if line.strip() and not line.startswith("#")]
    assert topic.kinds(each, said)[0][0] == kind


def test_what_a_record_does_not_call_itself_beside_another_kind_comes_last(
    told: Corpus, patterns: list[Candidate]
) -> None:
    found = Counter()
    for pattern in patterns:
        document = told.pdca(pattern.metadata.pdca_id).document
        last = pattern.rung == generator.UNNAMED and pattern.metadata.view == "pattern"
        found[last] += 1
        assert not (last and topic.named(pattern.category, document))
    assert found[True] and found[False]


RECORD = """# PDCA Cycle: Kiln door opened in the night

**Objective:** Keep the kiln door shut
**Issues:** The door opened twice and cooled the batch

## Plan

**Root Cause:** The spring of the latch is worn out.

### Artifact Links
- [GitHub](https://example.org/a) | [a](a.md)

## Do

### 1. Latch
- Replaced the spring of the latch
- Added a second spring behind it

### 2. Alarm
Wired an alarm to the door: it rings at 5 mm.

## Check

- ✅ The door held in three firings
- ✅ The alarm rang at 4.8 mm

Benefits:
- Excellent quality of the whole workshop

## Act

**Lessons Learned:**
- Replace springs before they wear out
- Test a latch under heat

**Next Steps:**
1. Order springs for the other kilns

> "Always forward!"
"""


def read(text: str) -> tuple[list[units.Unit], Sound]:
    document = parse(text, "2024-01-02-UTC-0304-kiln.pdca.md")
    found = units.read(document, units.shown(document), units.only_links)
    return found, Sound(found, text.split("\n"), Counter())


def part_of(text: str, label: str) -> str:
    """A part as it is told; empty where it cannot be asked for."""
    found, sound = read(text)
    part = labelled.labelled(found, sound.told).get(label)
    return units.written(found, part.units) if part and sound.whole(part) else ""


def test_units_stand_below_headings_labels_and_items() -> None:
    found, _ = read(RECORD)
    above = {unit.text: found[unit.above].text for unit in found if unit.above >= 0}
    assert above["- Added a second spring behind it"] == "### 1. Latch"
    assert above["- Test a latch under heat"] == "Lessons Learned:"
    assert above["Lessons Learned:"] == "## Act"
    assert not any("Artifact" in unit.text for unit in found)


def test_a_heading_with_a_colon_keeps_what_it_announces() -> None:
    found, _ = read("# T\n\n## ACT\n\n### Goals:\n- One goal\n\n**Later:**\n1. Two goals\n")
    texts = [each.text for each in found]
    goals, later = texts.index("### Goals:"), texts.index("1. Two goals")
    assert units.emptied(found, {goals, later - 1, later})
    assert not units.emptied(found, {goals, goals + 1})


def test_a_field_behind_an_item_is_none_of_it() -> None:
    found, _ = read(
        "# A\n\n**✅ Task:** Mend the latch\n**🚨 Issues:** It opened twice\n\n## Plan\nx\n"
    )
    above = {unit.text: unit.above for unit in found}
    assert above["Issues: It opened twice"] == above["✅ Task: Mend the latch"]


def test_a_part_is_all_that_bears_its_label() -> None:
    assert part_of(RECORD, "problem") == "Issues: The door opened twice and cooled the batch"
    assert part_of(RECORD, "lesson").splitlines() == [
        "Lessons Learned:", "- Replace springs before they wear out", "- Test a latch under heat",
    ]  # fmt: skip
    twice = RECORD.replace("## Check", "**Root Cause:** Nobody looked.\n\n## Check")
    assert part_of(twice, "cause").count("Root Cause") == 2


INNER = """# PDCA Cycle: Kiln door opened in the night

## Do

### Work

#### Latch of hall 3
- Replaced the spring of the latch

Springs in stock:
- Two of bronze
- One of steel

- [ ] Doors:
  - One of oak

### Results
Root Cause:
- The spring

Oil left:
- Nobody counted it
- Nobody asked for it

Bolts left:
Nobody counted them.

Tools:
- A brush

The rest is in hall 4.
"""


def test_parts_bear_names_of_headings_at_any_depth_and_of_labels() -> None:
    found, sound = read(INNER)
    told = {part.name: part for part in labelled.named(found, sound.told)}
    assert set(told) == {"Work", "Latch of hall 3", "Springs in stock", "Oil left"}
    assert units.written(found, told["Springs in stock"].units) == (
        "Springs in stock:\n- Two of bronze\n- One of steel"
    )


def test_of_a_series_none_is_left_out_in_between() -> None:
    found, _ = read(
        "# T\n\n## Act\n\n### Phase 1: oil\n- Oil\n\n### Phase 2: test\n- Test\n\n"
        "### Phase 3: wait\n- Wait\n\n## Do\n\n### 1. Bolt\n- Bolt\n\n### 2. Door\n- Door\n"
    )
    at = {unit.text.lstrip("#- "): unit.at for unit in found}
    one, two, three = at["Phase 1: oil"], at["Phase 2: test"], at["Phase 3: wait"]
    assert labelled.gapped(found, {one, three})
    assert not labelled.gapped(found, {one, two, three})
    assert not labelled.gapped(found, {two, three, at["2. Door"]})


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Springs in stock", True),
        ("I looked at them. They are", False),
        ("spring_stock", False),
        ("Springs (hall 3)", False),
        ("Springs in hall/3", False),
        ("What I found in hall 3 on the second day", False),
    ],
)
def test_a_label_is_a_name_where_it_is_asked_for(name: str, asked: bool) -> None:
    found, sound = read(INNER.replace("Springs in stock", name))
    assert (name in {part.name for part in labelled.named(found, sound.told)}) == asked


def test_a_field_of_a_screen_is_no_section() -> None:
    screen = "```\nLatches of the hall:\n- One of oak\n- Two of pine\n```\n"
    for text, whole in ((screen, False), (screen.replace("```\n", "\n"), True)):
        found, sound = read(f"# T\n\n## Do\n\n{text}\n### Results\n- All are shut\n")
        parts = [each for each in labelled.named(found, sound.told) if each.name[:1] == "L"]
        assert parts and all(map(sound.whole, parts)) == whole


def test_open_items_stay_in_their_list() -> None:
    record = RECORD[: RECORD.index('> "Always')]
    record = record.replace("1. Order springs", "- [x] Tell the school\n- [ ] Order springs")
    assert part_of(record, "next").splitlines()[1:] == [
        "- [x] Tell the school", "- [ ] Order springs for the other kilns",
    ]  # fmt: skip


LINE = "- Test a latch under heat\n"
UNCERTAIN = {
    "a line of it is torn": (LINE, "- Test a latch under the\n"),
    "a line of it points at a person": (LINE, f"{LINE}- See https://example.org/kiln/7\n"),
    "what follows has no label": ("**Next Steps:**", "The master agreed\n\n**Next Steps:**"),
    "a line of a list elsewhere bears the label": (
        "- Added a second spring behind it", "- Lesson: springs wear out",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_cannot_be_told_whole_is_not_asked_for(name: str) -> None:
    old, new = UNCERTAIN[name]
    assert part_of(RECORD, "lesson")
    assert not part_of(RECORD.replace(old, new, 1), "lesson")


def test_before_is_not_asked_for_without_after() -> None:
    before = RECORD.replace("Benefits:", "Before:")
    assert not part_of(before, "comparison")
    both = before.replace("## Act", "After:\n- The door stays shut\n\n## Act")
    assert "The door stays shut" in part_of(both, "comparison")


def saying(found: list[units.Unit]) -> Callable[[labelled.Part], tuple[int, int]]:
    """How many lines of a part are about debugging."""
    return lambda part: kinds.counted("debugging", units.written(found, part.units))


def test_the_pattern_of_the_kind_is_asked_for_first() -> None:
    found, sound = read(RECORD)
    known = labelled.labelled(found, sound.told)
    sections = list(labelled.phases(found, sound.told))
    made = groups("debugging", known, sections, len, 4, Twice(found), saying(found))
    assert [part.name for part in next(made).parts] == ["problem", "cause"]


def test_parts_are_added_until_the_kind_is_shown() -> None:
    found, sound = read(RECORD)
    known = labelled.labelled(found, sound.told)
    told = partial(groups, "debugging", known, [], len, 4, Twice(found), saying(found))

    def names(shown: Callable[[Collection[int]], bool]) -> set[str]:
        return {part.name for part in next(told(shown)).parts}

    assert names(lambda units: True) == {"problem", "cause"}
    assert names(known["goal"].units.issubset) == {"goal", "problem", "cause"}
    # Where nothing makes it so the answer stays short.
    assert names(lambda units: False) == {"problem", "cause"}


OPTIONS = "**Options:**\n- a) a bolt for each door\n- b) a latch for all doors\n\n"


@pytest.mark.parametrize(
    ("options", "asked"), [(OPTIONS, {"options", "request"}), ("", set()), (OPTIONS[:40], set())]
)
def test_who_answers_by_letters_is_quoted_with_the_options(options: str, asked: set[str]) -> None:
    asks = "### User Feedback\n> please take 1b for the door\n\n## Act"
    text = RECORD.replace("## Act", asks).replace("## Plan\n", f"## Plan\n{options}", 1)
    records = Records(0)
    records._records["2024-01-02-UTC-0304-kiln"] = record("2024-01-02-UTC-0304-kiln", text)
    asker = generator._Asker(
        records._records["2024-01-02-UTC-0304-kiln"],
        cast(Corpus, records),
        Counter(),
        LARGE.dataset(NAME),
        LARGE,
    )
    known, _ = asker._parts()
    if asked:
        assert known["request"].needs >= {"options"}
    assert ("request" in known) == bool(asked)


def test_a_kind_of_which_there_is_enough_comes_after_others() -> None:
    lines = """
- Merging the spring branch failed because the oven list was missing
- The adapter of the bakery hangs since its endpoint sends empty letters
- Connected scales lose every third weight, an error of the old cable
- No sync with the hall of the potters: their gateway was broken in March
- The webhook of the night shift crashed twice when two carts arrived
- Wrong dates came in with the migrated invoices of the dairy
"""
    oil = "".join(f"- Oiled {each} with a brush and waited\n" for each in (*PARTS, *THINGS))
    text = (
        "# PDCA Cycle: Merge of the gateway failed\n\n**Objective:** Fix the merge that failed\n"
        f"**Issues:** the merge failed\n\n## Plan\n\n### Halls\n{lines}\n## Do\n\n### Oil\n{oil}"
    )
    one = record("2024-01-02-UTC-0304-gateway", text)
    similar: dict[str, dict[str, object]] = {c.name: {} for c in LARGE.dataset(NAME).categories}

    def kinds_of(*plenty: str) -> set[str]:
        given = (
            cast(Corpus, Records(0)),
            Counter[str](),
            LARGE.dataset(NAME),
            LARGE,
            frozenset(plenty),
        )
        found = generator._Asker(one, *given).samples(cast(Any, similar))
        return {each.category for each in found if not judge.alone(each)}

    assert "debugging" in kinds_of() and kinds_of("debugging") == {"integration"}


def test_samples_of_one_record_keep_their_words_to_themselves() -> None:
    long = "- The latch of the oven was changed as the spring behind it had worn out in the frost\n"
    told = Siblings()
    first = long + "- The door was oiled\n- The floor was swept\n"
    told.take(first)
    assert told.hold(first) and not told.hold(long)
    more = "- The lamp was changed\n- The bell was hung\n- The gate was shut\n"
    assert told.twin(long + "- The lamp was changed\n")
    assert not told.leave(long + more) and not told.twin(more) and told.leave(more)


# What an answer shows: its parts, its lines, and the kind of work that a reader would give it.
KEY_PARTS = {
    "debugging": ("cause", "Root Cause: the latch failed\nIt broke twice\nThe error is fixed"),
    "architectural_decision": (
        "decision",
        "Decision: the layers stay separate\nThe interface is a class of its own\nOptions were two",
    ),
    "collaboration": (
        "request", "The user asked for a review\nThe team agreed\nFeedback by the owner",
    ),
    "integration": (
        "goal", "Merge the branch\nThe api is connected\nEndpoints sync with the gateway",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KEY_PARTS)
def test_an_answer_shows_one_kind_most(kind: str) -> None:
    name, text = KEY_PARTS[kind]
    group = Group((labelled.Part(name, frozenset({1})),))
    shown = {each: group.shows(each, text) for each in KEY_PARTS}
    assert max(shown, key=lambda each: shown[each]) == kind
    assert not any(group.shows(each, "The kiln is warm\nIt rains\nNobody came") for each in shown)


def test_a_part_at_its_heart_shows_a_kind_more() -> None:
    text = "The error\nA crash because of rust\nIt failed\n"
    cause, goal = (Group((labelled.Part(each, frozenset({1})),)) for each in ("cause", "goal"))
    assert cause.shows("debugging", text) > goal.shows("debugging", text) > 0
    assert not cause.shows("debugging", "Oil\n" * 13 + text)


def test_every_answer_that_comes_first_shows_its_kind_and_is_what_it_is_called(
    new: list[Candidate],
) -> None:
    first = [each for each in new if each.rung < generator.UNSEEN]
    assert first
    for each in first:
        assert kinds.shown(each.category, each.output)
        assert not parts.airy(content_lines(each.output))


PART_LINES = {
    "decision": ("- [x] Keep the bolt of the old door", "- [x] Errors identified: two springs"),
    "lesson": ("- Never oil a cold latch", "- Latch excellence: the doors were confirmed"),
    "next": ("- Oil the other doors", "- Mission accomplished: systematic quality excellence"),
}
NAMES = {"decision": "Decisions", "lesson": "Lessons Learned", "next": "Next Steps"}


@pytest.mark.parametrize("name", PART_LINES)
def test_what_is_not_what_it_is_called_is_not_asked_for(told: Corpus, name: str) -> None:
    for line, kept in zip(PART_LINES[name], (True, False), strict=True):
        text = f"# PDCA Cycle: Door fixed\n\n## Act\n\n**{NAMES[name]}:**\n{line}\n"
        asker = generator._Asker(
            record("2024-01-02-UTC-0304-door", text), told, Counter(), LARGE.dataset(NAME), LARGE
        )
        assert (name in asker._parts()[0]) == kept


def test_words_that_other_kinds_use_leave_a_doubt() -> None:
    links = ["Imported the symlinks", "Installed the dependency", "The server has a remote"]
    assert topic.lines("integration", links) == 3 and not topic.clear("integration", links)
    assert topic.clear("integration", ["Merged both", "An adapter connects", "The API answers"])


def test_options_are_told_with_the_choice() -> None:
    given = RECORD.replace(
        "Benefits:\n- Excellent quality of the whole workshop",
        "Options Considered:\n1. A spring\n2. A bolt\n\nDecision:\n- The bolt",
    )
    assert part_of(given, "options")
    found, sound = read(given)
    known = labelled.labelled(found, sound.told)
    assert known["options"].needs >= {"decision"}
    alone = labelled.labelled(
        *(lambda pair: (pair[0], pair[1].told))(read(given.replace("Decision:", "Notes:")))
    )
    assert "decision" not in alone["options"].needs


def test_the_same_is_not_told_twice() -> None:
    said = "The user wants the door to be shut in every single firing"
    given = RECORD.replace("**Issues:** The door opened", f"**Issues:** {said}; it opened")
    given = given.replace("Benefits:", f"User Request:\n> {said}")
    found, sound = read(given)
    known = labelled.labelled(found, sound.told)
    twice = Twice(found)
    assert not twice(known["problem"].units) and not twice(known["request"].units)
    assert twice(known["problem"].units | known["request"].units)
    made = list(groups("debugging", known, [], len, 99, twice, saying(found)))
    assert made and not any(twice(group.units) for group in made)
    assert not Twice(
        read(
            "# T\n\n## Do\n```sh\nmake all the doors of this hall now\n"
            "make all the doors of this hall now\n```\n"
        )[0]
    )({0, 1, 2})


def test_results_below_what_somebody_asked_for_are_not_told_without_it() -> None:
    given = RECORD.replace(
        "Benefits:\n- Excellent quality of the whole workshop",
        "### User Feedback\n> Shut it\n\nTest Results:\n- It is shut\n- It stays shut",
    )
    assert not part_of(given, "result")
    assert part_of(given.replace("### User Feedback\n> Shut it\n\n", ""), "result")


def test_an_input_breaks_no_list() -> None:
    found, sound = read(RECORD)
    sizes = [10] * len(found)
    wanted = sorted(labelled.labelled(found, sound.told)["cause"].units)
    for budget in range(60, 260, 10):
        text = excerpt(found, units.shown(parse(RECORD, "x")), sizes, sound.told, wanted, budget)
        assert ("Replaced the spring" in text) == ("Added a second spring" in text)


def test_an_input_shows_that_what_is_wanted_ends() -> None:
    found, sound = read(RECORD)
    wanted = sorted(labelled.labelled(found, sound.told)["lesson"].units)
    text = excerpt(found, units.shown(parse(RECORD, "x")), [99] * len(found), sound.told, wanted, 9)
    assert "- Test a latch under heat\n\nNext Steps:\n" in text


def test_an_input_shows_more_than_the_answer() -> None:
    """Blocks that could be asked for as well: fields of the header are none."""
    header = "".join(f"**Field {n}:** what stands in the header of the record\n" for n in range(30))
    text = RECORD.replace("**Issues:**", f"{header}**Issues:**")
    found, sound = read(text)
    sizes = tokens.count_batch([unit.text for unit in found], "auto")
    lines = units.shown(parse(text, "x"))
    for label, part in labelled.labelled(found, sound.told).items():
        wanted = sorted(part.units)
        for budget in (1, 300):
            given = excerpt(found, lines, sizes, sound.told, wanted, budget)
            own = {found[at].text for at in wanted}
            others = [
                unit.text
                for unit in found
                if unit.text not in own
                and unit.kind not in (units.HEADING, units.LABEL)
                and unit.section != "header"
            ]
            assert sum(each in given for each in others) > 1, (label, budget)
            assert "Field 29" not in given


@pytest.mark.parametrize(("title", "told"), [("Links of the hall", False), ("The hall", True)])
def test_where_links_are_the_matter_a_line_that_lost_one_is_not_told(
    title: str, told: bool
) -> None:
    document = parse(
        f"# PDCA Cycle: {title}\n\n## Plan\nNew: [the hall](../hall.md) is open\n", "x"
    )
    found = units.read(document, units.shown(document), noise.unfit(document))
    assert any("the hall is open" in unit.text for unit in found) is told


@pytest.mark.parametrize(
    ("title", "named"),
    [("Sync of both halls", True), ("Doors with sync status", False), ("Synchronized doors", True)],
)
def test_a_status_of_syncing_is_no_integration(title: str, named: bool) -> None:
    assert bool(topic.NAMED[topic.INTEGRATION].search(title)) is named


LABELS = [
    ("Root Cause:", "cause"),
    ("root cause analysis", "cause"),
    ("ursache", "cause"),
    ("the fix (applied)", "fix"),
    ("lösung", "fix"),
    ("key learnings", "lesson"),
    ("nächste schritte", "next"),
    ("options considered", "options"),
    ("rationale for selected option", "rationale"),
    ("decision framework", ""),
    ("fix strategy", "fix"),
    ("next sprint", ""),
    ("tron feedback (2024-01-02-utc-0304)", "request"),
    ("success achieved", "result"),
    ("my answer", "answer"),
    ("future enhancements", "next"),
]


@pytest.mark.parametrize(("name", "label"), LABELS)
def test_what_a_name_labels(name: str, label: str) -> None:
    assert labelled.label_of(name) == label


def test_a_label_is_called_without_the_marks_around_it() -> None:
    for text in ("> User Request: “Mend it.”", "- User Request: “Mend it.”"):
        assert labelled._called(unit(text)) == "User Request"


TORN = [
    "- ... and 21 more",
    "- Located the record with a snippet for",
    "- Verified our  calls  directly",
    "- GitHub | components/Unit",
    "- Compared a) with (b",
    "- Wrote the list (hall 3), and oil) for it",
]
WHOLE = [
    "- Replaced the spring of the latch",
    "- `unit.toScenario()` creates the scenario object",
    "- 2a) Keep the spring (chosen)",
    "- Removed every require()",
    "- Wrote down the standard of latches (Decision 4c)",
    "- Latches 3 and 4 are ready (27, 28)",
    "- Returns the first latch (which may be 0.3.0.0)",
    "- Decided: 1a) oil (hall 3), 2b) bolts (hall 4)",
]


def unit(text: str) -> units.Unit:
    return units.Unit(0, units.ITEM, 0, 0, text, 0, -1, "do")


@pytest.mark.parametrize("text", TORN)
def test_what_is_torn(text: str) -> None:
    assert noise.torn(unit(text))


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_whole(text: str) -> None:
    assert not noise.torn(unit(text))


def test_the_requirements_instruction_is_one_of_the_frames(
    told: Corpus, new: list[Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [name.replace("_", " ") for name in wording().kinds]
    required = tuple(wording().required.format(kind=word, parts="the ")[:-17] for word in words)
    assert all(each.endswith(" PDCA: the") for each in required)
    asked = sum(each.instruction.startswith(required) for each in new)
    assert asked < 0.15 * len(new)
    monkeypatch.setattr(generator, "REQUIRED", 1.0)
    offered = candidates(SHORT.dataset(NAME), told, SHORT)
    again = [each for each in offered if each.instruction.startswith(required)]
    assert len(again) > asked and {each.metadata.view for each in again} == {"pattern"}
    assert not [each for each in again if "untrue" in judge.alone(each)]


def test_the_last_rungs_are_offered_where_there_is_too_little_else(
    told: Corpus, patterns: list[Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = Counter(each.category for each in patterns if each.rung >= generator.UNNAMED)
    # The last few records need not have their part of what is good.
    monkeypatch.setattr(generator, "PART", 1_000)
    dataset = FEW.dataset(NAME)
    some = list(candidates(dataset, told, FEW))
    first = [each for each in some if each.rung < generator.UNNAMED]
    good = Counter(each.category for each in first if not judge.alone(each))
    enough = {c.name for c in dataset.categories if good[c.name] >= generator.SUPPLY * c.target}
    assert len(last) == 4 and len(enough) > 1
    assert not any(each.rung >= generator.UNNAMED and each.category in enough for each in some)
    # The same answers, some as one of another kind that they show, of which there are fewer.
    first = [each for each in patterns if each.rung < generator.UNNAMED]
    outputs = {each.output for each in some}
    missed = [each for each in first if each.output not in outputs]
    assert len(missed) < 0.1 * len(first) and outputs <= {each.output for each in patterns}
    same = {each.fingerprint for each in first} & {each.fingerprint for each in some}
    assert len(same) > 0.6 * len(some)


def test_twins_are_offered_where_there_is_nothing_else(told: Corpus) -> None:
    dataset = SHORT.dataset(NAME)
    offered = list(candidates(dataset, told, SHORT))
    assert any(generator.UNNAMED <= each.rung < generator.TWIN for each in offered)
    own = Counter(each.category for each in offered if each.rung < generator.TWIN)
    twins = {each.category for each in offered if each.rung == generator.TWIN}
    enough = {c.name for c in dataset.categories if own[c.name] >= generator.SUPPLY * c.target}
    assert enough and not twins & enough


def test_two_runs_agree(told: Corpus, patterns: list[Candidate]) -> None:
    again = list(candidates(LARGE.dataset(NAME), told, LARGE))
    assert [pattern.fingerprint for pattern in again] == [
        pattern.fingerprint for pattern in patterns
    ]
