"""Representative PDCAs: quarters as the corpus has them, complete records whole or by section, each
known from what is given, true claims.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any, cast

import pytest

from generators import tokens
from generators.catalog import DATASETS, REQUIRED_QUARTERS, Category
from generators.domain_representatives import briefs, elsewhere, generator, pieces
from generators.domain_representatives.generator import REPEATED, candidates, diverse, plan
from generators.domain_representatives.wording import NAME, wording
from generators.pdca import facts
from generators.pdca.sections import Section
from generators.pdca.telling import cuts, forms, notes
from generators.pdca.telling.notes import Topic
from generators.pipeline import engine
from generators.pipeline.quotas import Mix, spread, views
from generators.sample import Candidate, SampleMetadata, quarter_of
from generators.settings import Settings
from generators.store.corpus import Corpus
from generators.worth import judge
from generators.worth.case import WORD

from .records import Records, record


def corpus(*dates: str, count: int = 24) -> Corpus:
    return cast(Corpus, Records(count, dates) if dates else Records(count))


def offered(store: Corpus, settings: Settings) -> list[Candidate]:
    return list(candidates(plan(settings.dataset(NAME), store, settings), store, settings))


def test_the_required_quarters_stay_where_the_corpus_has_them() -> None:
    settings = Settings(scale=0.01)
    enough = corpus(count=48)
    assert plan(settings.dataset(NAME), enough, settings) == settings.dataset(NAME)


def test_other_quarters_take_the_whole_target() -> None:
    settings = Settings(scale=0.01)
    planned = plan(settings.dataset(NAME), corpus("2025-08-01", "2025-02-01", count=16), settings)
    assert [category.name for category in planned.categories] == ["Q1_2025", "Q3_2025"]
    assert [category.target for category in planned.categories] == [5, 25]


def test_nothing_is_planned_for_a_quarter_of_one_record() -> None:
    """Evaluation holds a record of each quarter out: training would always lack that sample."""
    store = corpus("2025-08-01", count=9)
    id, old = next(iter(store._records.items()))
    store._records[id] = record(id, old.text.replace("2025-08-01", "2025-02-01"))
    assert {quarter_of(each.date) for each in store.pdcas()} == {"Q1_2025", "Q3_2025"}
    settings = Settings(scale=0.01)
    planned = plan(settings.dataset(NAME), store, settings)
    assert {each.name: each.target for each in planned.categories} == {"Q3_2025": 30}
    alone = plan(settings.dataset(NAME), corpus("2025-02-01", count=1), settings)
    assert [each.name for each in alone.categories] == ["Q1_2025"]


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


def test_a_small_quarter_offers_all_its_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its gates and its evaluation take a larger part than those of a large one."""
    wanted: list[bool] = []

    def two(record: Any, usual: Any, sections: bool, *_: Any) -> list[pieces.Piece]:
        wanted.append(sections)
        return [pieces.Piece("section", "Write it.", "", f"{record.id} {n}", 0.0) for n in "ab"]

    monkeypatch.setattr(pieces, "pieces", two)
    monkeypatch.setattr(generator, "TOP_RECORDS", 2)
    settings = Settings(scale=0.01)
    store = corpus("2025-08-01", "2025-02-01", count=24)
    targets = {
        each.name: each.target for each in plan(settings.dataset(NAME), store, settings).categories
    }
    offered(store, settings)
    # Twice as many candidates as the target has samples would do without the spare ones.
    assert min(targets.values()) < 24
    assert all(wanted)


@pytest.mark.parametrize("sifted", [True, False])
def test_sections_are_offered_until_enough_leave_something_to_select(
    monkeypatch: pytest.MonkeyPatch, sifted: bool
) -> None:
    wanted: list[bool] = []

    def one(record: Any, usual: Any, sections: bool, *_: Any) -> list[pieces.Piece]:
        wanted.append(sections)
        return [pieces.Piece("plan", "Write it.", "", record.id, 0.0, sifted=sifted)]

    monkeypatch.setattr(pieces, "pieces", one)
    monkeypatch.setattr(generator, "TOP_RECORDS", 2)
    monkeypatch.setattr(generator, "SPARE", 0)
    offered(corpus("2025-08-01", count=24), Settings(scale=0.001))
    assert all(wanted) != sifted


def short(text: str) -> str:
    """A record with two items below each heading."""
    return re.sub(r"^- \*\*\w+ [3-9]:.*\n", "", text, flags=re.M)


def mixed() -> Corpus:
    """Records of which every other one fits whole."""
    records = Records(24)
    for id in list(records._records)[::2]:
        records._records[id] = record(id, short(records._records[id].text))
    return cast(Corpus, records)


@pytest.fixture(scope="module")
def found() -> list[Candidate]:
    return offered(mixed(), Settings(scale=0.05))


def test_claims_follow_from_the_record(found: list[Candidate]) -> None:
    store = mixed()
    for candidate in found:
        record = store.pdca(candidate.metadata.pdca_id)
        meta = candidate.metadata
        assert meta.source == record.id and meta.family == record.family
        assert meta.quarter == meta.category == quarter_of(record.date)
        assert meta.quality_score == facts.quality_score(record.document)
        # Cut, never rewritten.
        assert candidate.output.strip() in record.text
        assert candidate.output.count("```") % 2 == 0


def test_everything_can_be_known(found: list[Candidate]) -> None:
    refused = set(DATASETS[NAME].refused)
    for candidate in found:
        request = f"{candidate.instruction}\n{candidate.input}"
        assert briefs.supported(candidate.output, request) >= briefs.SUPPORTED
        # What the gates let through has no weakness, but for an Act of which little follows, and
        # notes of which nothing is left out.
        weak = set(judge.alone(candidate)) - refused
        few = candidate.metadata.view == "act" and candidate.rung > generator.SECTIONS
        assert weak - {"leaks"} <= ({"unshown"} if few else set())
        assert ("leaks" in weak) == ("Notes for the" in candidate.input)
    # These records are much alike, so that there is often nothing to be left out.
    sifted = [judge.alone(candidate) for candidate in found]
    sifted = [weak for weak in sifted if "leaks" not in weak]
    assert sum(not weak for weak in sifted) > len(sifted) / 2


def test_whole_records_are_all_there_is_of_those_that_fit(found: list[Candidate]) -> None:
    views: dict[str, set[str]] = {}
    for candidate in found:
        views.setdefault(candidate.metadata.pdca_id, set()).add(candidate.metadata.view)
    assert {"document"} in views.values()
    assert all(each == {"document"} or "document" not in each for each in views.values())
    assert sum("document" in each for each in views.values()) == 12
    whole = [c for c in found if c.metadata.view == "document"]
    # Under further briefs only in quarters that are not filled without.
    again = {c.metadata.quarter for c in whole if c.rung == REPEATED}
    for output, count in Counter(c.output for c in whole).items():
        [quarter] = {c.metadata.quarter for c in whole if c.output == output}
        assert count == (len(pieces.FORMS) if quarter in again else 1)
    assert again
    assert len({c.input for c in whole}) == len(whole)
    asked = Counter(c.instruction for c in whole)
    assert asked[wording().required] and len(asked) > 1
    assert all(c.input.startswith(f"Task: Create PDCA for {c.metadata.pdca_id}") for c in whole)


def test_whole_records_have_a_share_whatever_the_budget_prefers() -> None:
    dataset = replace(DATASETS[NAME], categories=(Category("Q3_2024", 40),))
    about = SampleMetadata(task_type=NAME, category="Q3_2024")
    made = [
        Candidate(
            instruction="Write it.",
            input="",
            output=f"{view} {at}",
            metadata=about.model_copy(update={"view": view}),
        )
        for view in ("plan", "check", "document", "cycle")
        for at in range(40)
    ]
    mix = Mix(dataset, made, views(made))
    taken: Counter[str] = Counter()
    # Sections are offered first, as a tight budget has it.
    for at, each in enumerate(made):
        if mix.allows(at):
            mix.take(at)
            taken[each.metadata.view] += 1
    assert taken.total() == 40 and taken["document"] >= 4 and taken["cycle"] >= 6


def test_a_shorter_limit_makes_shorter_pieces(found: list[Candidate]) -> None:
    limit = 700
    settings = Settings(scale=0.05, max_tokens=limit)
    smaller = offered(mixed(), settings)
    views = {c.metadata.view for c in found if length(c) > limit}
    assert views >= {"document", "do"}
    assert smaller and max(map(length, smaller)) <= limit


def length(candidate: Candidate) -> int:
    """Tokens of the candidate in the training format."""
    chat = tokens.chat(candidate.instruction, candidate.input, candidate.output, "qwen2.5")
    return tokens.count(chat, "auto")


def test_every_line_of_a_record_is_noted(found: list[Candidate]) -> None:
    for candidate in found:
        if candidate.metadata.view != "document":
            continue
        given = words(candidate.input)
        for line in lines(candidate.output):
            assert words(line) in given or words(notes.note_of(line)) in given, line


def words(text: str) -> str:
    """The text's words without articles, in one line."""
    said = (word for word in WORD.findall(text.lower()) if word not in ("the", "a", "an"))
    return f" {' '.join(said)} "


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if WORD.search(line)]


def test_where_the_whole_does_not_fit_the_cycle_is_asked_for() -> None:
    (one,) = corpus(count=1).pdcas()
    brief = short(one.text)
    long = "- The bell of hall {0} rang {0} times in the night of day {0} for nobody\n"
    more = "".join(long.format(number) for number in range(70))
    text = brief.replace("## **📊 SUMMARY**", f"## **📊 SUMMARY**\n{more}")
    assert more in text
    made = list(pieces.pieces(record(one.id, text), frozenset(), True, Settings()))
    assert {piece.view for piece in made} == {"cycle"} and len(made) == len(pieces.FORMS)
    for piece in made:
        assert piece.output.startswith(text.split("\n")[0]) and "bell" not in piece.output
        assert all(name in piece.output for name in ("PLAN**", "DO**", "CHECK**", "ACT**"))
        assert "SUMMARY" not in piece.output
        # What has no dual links is not asked for as if it had all that the house wants.
        assert ("[GitHub](" in piece.output) != ("dual links" in piece.instruction)


LONG = "- The bolt of kiln {0} holds {0} grams since the firing of day {0} in hall {0}\n"


def long_records() -> Corpus:
    """Records whose sections fit, but not the whole."""
    records = Records(8)
    for id, old in records._records.items():
        text = old.text
        for n, part in enumerate(("PLAN", "DO", "CHECK", "ACT")):
            more = "".join(LONG.format(100 * n + at) for at in range(4))
            head = next(line for line in text.split("\n") if line.startswith("##") and part in line)
            text = text.replace(head, f"{head}\n\n### **Bolts**\n{more}")
        records._records[id] = record(id, text)
    return cast(Corpus, records)


def test_of_a_long_record_the_sections() -> None:
    offers = offered(long_records(), Settings(scale=0.05))
    views = Counter(c.metadata.view for c in offers)
    assert not views["document"] and {"plan", "do", "check", "act", "process_update"} <= set(views)
    given = "\n".join(c.input for c in offers)
    assert "Notes for the" in given
    # What follows from the section before it is shown with that section.
    assert any(c.metadata.view == "check" and "## **🔧 DO**" in c.input for c in offers)
    assert not judge.repeating(offers)


def test_what_the_request_says_is_not_given_twice() -> None:
    (one,) = corpus(count=1).pdcas()
    title = f"Title: {pieces._title(one)}"
    asked = f"Write the PLAN of “{pieces._title(one)}”."
    number = pieces.ID_NUMBER.findall(one.id)[0]
    assert title in pieces._facts(one, "", "Write the PLAN.")
    assert title not in pieces._facts(one, "", asked)
    assert f"PDCA ID: {one.id}" in pieces._facts(one, f"since {number}", asked)
    assert not any(fact.startswith("PDCA ID") for fact in pieces._facts(one, "since then", asked))


def test_a_gap_is_shown_in_its_place() -> None:
    (one,) = corpus(count=1).pdcas()
    check = one.document.section("check")
    assert check
    shown = "\n".join(pieces._shown(one, check, "gap") or [])
    assert "## CHECK\n(missing)" in shown and "## **🎯 ACT**" in shown
    assert shown.index("DO**") < shown.index("(missing)") < shown.index("ACT**")


def test_an_incomplete_record_is_never_offered() -> None:
    records = Records(4)
    (first, *_) = records._records
    text = records._records[first].text.replace("## **✅ CHECK**", "## **Song**")
    records._records[first] = record(first, text)
    offers = offered(cast(Corpus, records), Settings(scale=0.05))
    assert offers and first not in {c.metadata.pdca_id for c in offers}


def test_notes_repeat_what_the_text_repeats() -> None:
    text = "## Plan\n**Steps:**\n- Oil the latch\n## Do\n- Oil the latch\n"
    assert briefs.brief(text, "Form:\n**Steps:**") == [
        Topic("## Plan", ("Oil the latch",), 1),
        Topic("## Do", ("Oil the latch",), 2),
    ]
    numbered = "## Do\n**1. Oil**\n- The latch\n"
    assert briefs.brief(numbered, forms.blank(numbered)) == [Topic("## Do", ("The latch",), 1)]
    usual = frozenset({"oil the latch"})
    assert not briefs.told(briefs.brief(text, "**Steps:**", usual))


def test_briefs_in_blocks_and_in_sentences() -> None:
    topics = [
        Topic("## Plan", ("Oil the latch.",), 1),
        Topic("### Why", ("A latch sticks",), 1),
        Topic("## Do", ("```bash\noil --the latch\n```", "The latch was oiled"), 2),
    ]
    assert sorted(briefs.listed(topics, "k").split("\n\n")) == [
        "- Oil latch\n- A latch sticks",
        "```bash\noil --the latch\n```\n- Latch was oiled",
    ]
    assert briefs.dictated(topics) == (
        "Oil the latch.\nA latch sticks.\n```bash\noil --the latch\n```\nThe latch was oiled."
    )


def test_a_section_that_does_not_hold_its_name_is_not_asked_for() -> None:
    assert pieces._holds("do", "## Do\n- Oiled the latch\n- Moved the spring\n")
    assert not pieces._holds(
        "do", "## Do\n- Planning the oil of the latch\n- Latch will be moved\n"
    )
    assert pieces._holds("check", "## Check\n- 12 latches close\n")
    assert not pieces._holds("check", "## Check\n- Focus on what can be oiled\n- Wrong oil used\n")
    assert pieces._holds("plan", "## Plan\n- Oil\n")


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        # The number of an item is no result, and what is to be done is none.
        ("check", "## Check\n1. **Latch**: Cannot be read\n2. **Hinge**: As before\n", False),
        ("check", "## Check\n1. **Latch**: closes in 3 of 3 tries\n", True),
        ("check", "## Check\n- **Latch**: Test the hinge, not 3 doors\n", False),
        ("check", "## Check\n- ✅ Latch closes\n- ✅ Hinge planned\n", False),
        ("check", "## Check\n- ✅ Latch closes\n- ✅ Hinge turns\n", True),
        ("check", "## Check\n- Latch works\n```\n✅ Hinge set (pending oil)\n```\n", False),
        ("check", "## Check\n- A distributed latch\n- An oil-based hinge\n- ✅ It works\n", False),
        ("check", "## Check\n> a door\n> of mine\n- ✅ Latch works\n", True),
        ("check", "## Check\n```\n3 latches closed\n```\n", True),
        (
            "do",
            "## Do\n- Built it\n```ts\nclose(latch, hinge, door);\nopen(door, hinge);\n```\n",
            False,
        ),
        (
            "do",
            "## Do\n- **Required Fix:** oiled latch\n- Solution required: tests\n",
            False,
        ),
        ("do", "## Do\n### What I Did Wrong\n- Oiled a latch\n- Painted it\n", False),
        ("do", "## Do\n### What I Did\n- Oiled a latch\n- Painted it\n", True),
        ("act", "## Act\n**Issues:**\n- Oil it next\n- Never paint it\n", False),
        ("act", "## Act\n**Issues fixed:**\n- Oil it next\n- Never paint it\n", True),
        ("check", "## Check\n**Latch (✅ PLANNED)**\n- ✅ Latch closes\n", False),
        ("do", "## Do\n- **Fix:** oiled latch\n- Solution: tested\n", True),
        ("act", "## Act\n**Achieved:** the latch closes\n- Better doors\n", False),
        ("act", "## Act\n**Achieved:** the latch closes\n**Next:** paint it\n", True),
        ("act", "## Act\n- Review the hinge\n", True),
    ],
)
def test_what_a_section_must_hold(kind: str, text: str, held: bool) -> None:
    assert pieces._holds(kind, text) is held


@pytest.mark.parametrize(("command", "sound"), [("# oil the latch", False), ("oil latch", True)])
def test_remarks_are_no_commands(command: str, sound: bool) -> None:
    assert cuts.sound(f"## Do\n```bash\n# by hand\n{command}\n```\n- Oiled it\n") is sound


def test_what_stands_in_the_header_is_noted_again() -> None:
    (one,) = corpus(count=1).pdcas()
    task = re.search(r"^\*\*✅ Task:\*\* (.*)$", one.text, re.M)
    assert task
    text = short(one.text).replace("**Strategy for the fix:**", f"- **Task:** {task[1]}", 1)
    for piece in pieces.pieces(record(one.id, text), frozenset(), True, Settings()):
        assert piece.given.count(task[1]) == piece.output.count(task[1]) == 2


def test_a_record_with_a_second_gap_is_not_shown_for_one() -> None:
    (one,) = corpus(count=1).pdcas()
    text = re.sub(r"(## \*\*🔧 DO\*\*\n)", r"\1{{to be done}}\n", one.text)
    torn = record(one.id, text)
    for each, shown in ((one, True), (torn, False)):
        check = each.document.section("check")
        assert check and bool(pieces._shown(each, check, "gap")) is shown


def test_somebodys_own_words_stay_as_they_are() -> None:
    topics = [Topic("### User feedback", ("i want the latch",), 1)]
    assert briefs.listed(topics, "k") == "- i want the latch"


def test_commits_are_masked() -> None:
    records = Records(1)
    (id,) = records._records
    objective = "**🎯 Objective"
    text = records._records[id].text.replace(objective, f"**Commit:** 3f2c1ab9\n{objective}")
    records._records[id] = record(id, text)
    for piece in pieces.pieces(records._records[id], frozenset(), True, Settings()):
        assert "3f2c1ab9" not in piece.output + piece.given


def test_outputs_do_not_repeat_and_runs_agree(found: list[Candidate]) -> None:
    again = offered(mixed(), Settings(scale=0.05))
    assert [candidate.fingerprint for candidate in found] == [
        candidate.fingerprint for candidate in again
    ]


def test_agents_take_turns() -> None:
    records = corpus(count=24).pdcas()
    first = diverse(records)[:8]
    assert len({record.agent_name for record in first}) >= 6
    assert Counter(record.id for record in diverse(records)) == Counter(
        record.id for record in records
    )


def test_runs_alone(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    # Without a store there is a clear error and exit code 2.
    assert engine.main(NAME, ["--workspace", str(tmp_path)]) == 2
    assert "error:" in capsys.readouterr().err


def test_notes_of_a_single_list_are_told_in_running_text() -> None:
    topics = [Topic("### Part", ("Oiled the latch", "Mended the hinge"))]
    section = Section("do", "Do", 2, "", 0, 0)
    for n in range(20):
        written = pieces._noted(section, topics, "- …", elsewhere.More(), ("1", "record", str(n)))
        assert written == ["Notes for the DO:\nOiled the latch. Mended the hinge."]


CYCLE = """# {title}

**Objective:** {objective}
**Date:** 2025-10-13

## Plan

{plan}

## Do

{do}

## Check

- All of it works as before
"""
LATCH = CYCLE.format(
    title="Latch of the kiln",
    objective="Mend the latch of the kiln",
    plan="- Take the latch off the door\n- Replace the spring of the latch",
    do="{do}",
)
DONE = "- Sorted all the screws by their length\n- Replaced both of its rusty springs\n"
DONE += "- Moved the oil can to the upper shelf"


def more(do: str, *beside: str) -> elsewhere.More:
    """What belongs elsewhere, for the Plan of the record of the latch."""
    one = record("2025-10-13-UTC-0900-latch", LATCH.format(do=do))
    others = [record(f"2025-10-1{n}-UTC-0900-other", text) for n, text in enumerate(beside, 4)]
    plan = one.document.section("plan")
    assert plan
    own = briefs.brief(cuts.section(plan), "")
    return elsewhere.more_than(one, plan, own, others, ("1", one.id, "plan"))


def test_notes_of_another_section_are_told_by_their_form() -> None:
    found = more(DONE)
    assert len(found.notes) == 2 and not found.title
    assert all(note.startswith(("Sorted", "Replaced", "Moved")) for note, _ in found.notes)
    assert {above for _, above in found.notes} == {""}
    assert more("- The latch is off, and nobody says by whom").notes == ()


def test_notes_of_another_section_bring_the_label_that_they_stand_below() -> None:
    found = more(f"**Tidying:**\n{DONE}")
    assert [above for _, above in found.notes] == ["Tidying"] * 2
    long = "Tidying of the room of the kiln and the latch"
    assert {above for _, above in more(f"### {long}\n{DONE}").notes} == {""}


def test_notes_of_other_work_have_words_of_their_own() -> None:
    plan = (
        "- Count the invoices of the bakery twice\n- Print the bakery ledger on grey paper\n"
        "- Send the invoices to every customer by post\n- Take the latch off the door"
    )
    other = CYCLE.format(
        title="Invoices of the bakery",
        objective="Send invoices to customers of the bakery before the ledger is closed",
        plan=plan,
        do="- Sent them",
    )
    found = more("- The latch is off", other)
    assert found.title == "Invoices of the bakery"
    assert len(found.notes) == 2 and not any("latch" in note for note, _ in found.notes)
    assert more("- The latch is off", LATCH.format(do="- The latch is off")).notes == ()


def test_notes_of_other_work_bear_no_name_of_the_form() -> None:
    plan = (
        "**Traceability:** the bakery counts its invoices twice\n\n### Aims\n"
        "- Print the bakery ledger on grey paper\n- Send the invoices to every customer by post"
    )
    other = CYCLE.format(
        title="Invoices of the bakery",
        objective="Send invoices to customers of the bakery before the ledger is closed",
        plan=plan,
        do="- Sent them",
    )
    one = record("2025-10-13-UTC-0900-latch", LATCH.format(do="- The latch is off"))
    others = [record("2025-10-14-UTC-0900-other", other)]
    section = one.document.section("plan")
    assert section

    def found(*names: str) -> int:
        own = [Topic(f"### **{name}:**", ("Oil the latch",)) for name in names]
        return len(elsewhere.more_than(one, section, own, others, ("1", one.id, "plan")).notes)

    assert found("Latch") == 2
    assert found("Traceability") == 2 and found("Aims", "Traceability") == 0
    # With or without further words.
    assert found("Aims of the year", "Traceability (later)") == 0


def test_notes_of_other_work_name_nothing_that_this_one_calls_itself() -> None:
    lines = [
        "- Count the invoices of the bakery twice",
        "- Print the bakery ledger beside a latch",
        "- Send the invoices to every customer by kiln",
    ]
    other = CYCLE.format(
        title="Invoices of the bakery",
        objective="Send invoices to customers of the bakery before the ledger is closed",
        plan="\n".join(lines),
        do="- Sent them",
    )
    assert more("- The latch is off", other).notes == ()


def test_a_record_of_another_quarter_than_its_date_is_not_offered() -> None:
    records = Records(24)
    late = next(iter(records._records))
    text = records._records[late].text
    named = text.replace("### **My Answer**", "### **My Answer**\nSee `2031-09-27-UTC-0900-x.md`.")
    assert named != text
    records._records[late] = record(late, named)
    ids = {each.metadata.pdca_id for each in offered(cast(Corpus, records), Settings(scale=0.05))}
    assert ids and late not in ids


def test_what_leads_back_from_a_whole_record_is_left_out() -> None:
    way = "[Back](./planning.md) | [Overview](../overview.md)"
    dual = "[GitHub](https://example.org/x/planning.md) | [planning.md](./planning.md)"
    assert pieces._without_way(f"{way}\n\n# PDCA: Latch\n") == "# PDCA: Latch\n"
    for kept in (f"{dual}\n\n# PDCA: Latch\n", f"See {way}\n\n# PDCA\n", f"# PDCA\n{way}\n# A\n"):
        assert pieces._without_way(kept) == kept


def test_a_record_without_dual_links_is_not_called_complete() -> None:
    records = Records(24)
    for id, each in list(records._records.items()):
        plain = re.sub(r"\[GitHub\]\([^)]*\) \| \[([^\]]*)\]\([^)]*\)", r"\1", short(each.text))
        records._records[id] = record(id, plain)
    found = offered(cast(Corpus, records), Settings(scale=0.05))
    whole = [each for each in found if each.metadata.view in ("document", "cycle")]
    assert whole and all("dual links" in each.instruction for each in whole)
    assert not any("complete" in each.instruction.lower() for each in whole)


@pytest.mark.parametrize(
    ("lines", "astray"),
    [
        ("**Next Steps:**\n- Removed the latch of it\n- Replaced the spring of it", True),
        ("**Next Steps:**\n- Remove the latch of it\n- Replace the spring of it", False),
        ("### Lessons Learned\n- Latch three was blue then\n- The door was green then", True),
        ("### Lessons Learned\n- Always oil a latch\n- A spring must never be dry", False),
        ("### Process Improvements\n- Latch works as before\n- Springs tested with oil", True),
        ("### Process Improvements\n- Latch of a door is oiled\n- Oil the springs", False),
        ("**Results:**\n- Removed the latch of it\n- Replaced the spring of it", False),
    ],
)
def test_lines_that_do_not_fit_their_label(lines: str, astray: bool) -> None:
    assert elsewhere.misfit(f"## Act\n\n{lines}\n") is astray


def test_lines_that_belong_to_another_section() -> None:
    steps = "- Remove the latch of it\n- Always oil a spring"
    state = "- The door is green\n- Nobody saw the latch then"
    assert elsewhere.strays("act", f"## Act\n{steps}\n{state}\n") == 0.5
    assert elsewhere.strays("act", f"## Act\n{steps}\n") == 0.0
    assert elsewhere.strays("check", f"## Check\n{steps}\n") == 1.0
    assert elsewhere.strays("plan", f"## Plan\n{state}\n") == 1.0
    assert elsewhere.strays("plan", "## Plan\n- Tries: 12\n- Oil: two cans\n") == 0.5
    assert elsewhere.strays("plan", f"## Plan\n{steps}\n") == 0.0
    assert elsewhere.strays("do", "## Do\n- Remove the latch\n- Removed the hinge\n") == 0.5
    assert elsewhere.strays("summary", f"## Summary\n{state}\n") == 0.0


def test_a_check_that_only_quotes_checks_nothing() -> None:
    quoted = "## Check\n- QA Feedback:\n> mend the latch\n"
    assert elsewhere.strays("check", quoted) == 1.0
    assert elsewhere.strays("check", f"{quoted}- The latch is mended\n") == 0.0
    assert elsewhere.strays("check", f"{quoted}```\n3 of 3 close\n```\n") == 0.0


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        ("<function_results>12 latches</function_results>", False),
        ("</invoke>", False),
        ("- The invoke of the latch < 3 functions", True),
        ("- `<latch>` holds", True),
    ],
)
def test_marks_of_tool_calls_are_not_asked_for(line: str, sound: bool) -> None:
    assert cuts.sound(f"## Check\n{line}\n") is sound
    assert cuts.sound(f"## Check\n```\n{line}\n```\n") is sound


def test_a_whole_record_counts_phases_that_do_not_hold_their_name() -> None:
    done = LATCH.format(do="- Replaced the spring of it")
    good = record("2025-10-13-UTC-0900-latch", f"{done}\n## Act\n\n- Review the hinge\n")
    bad = record("2025-10-13-UTC-0900-latch", f"{done}\n## Act\n\n- The hinge was red\n")
    assert pieces._strays(bad) - pieces._strays(good) == 0.25


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        ("**Success Achieved:** (To be filled after the work)", False),
        ("**Results:** to be added", False),
        ("- The latch is to be filled with oil", True),
    ],
)
def test_a_place_still_to_be_filled_is_not_asked_for(line: str, sound: bool) -> None:
    assert cuts.sound(f"## Act\n{line}\n") is sound
