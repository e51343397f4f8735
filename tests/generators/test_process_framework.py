"""What process_framework's samples claim, computed again from their texts, and the content they are
made of.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter

import pytest

from generators import catalog
from generators import pdca as reader
from generators.pdca.marks import plain
from generators.pipeline import gates, near_duplicates
from generators.process_framework import authoring, cmm, generator, links, pdca, tron
from generators.sample import Candidate
from generators.settings import Settings

TOPICS = {
    "start",
    "pdca",
    "cmm",
    "dual-links",
    "ensure-links",
    "component-upgrade",
    "merge",
    "component",
    "feature-development",
    "web4-vs-nodejs",
    "tech-stack",
    "test-workflow",
    "test-without-versioning",
    "test-first",
    "interpret-instructions",
    "collaborate",
    "chat-response",
    "report",
    "license-headers",
    "decide",
}
DUAL = re.compile(
    r"\[GitHub\]\(https://github\.com/([^/]+/[^/]+)/blob/([^)]+)\) \| \[§/([^\]]+)\]\(([^)]+)\)"
)
PART = re.compile(r"\*\*\[([TRON])\](?:rigger|esponse|utcome|ext):\*\* (.*)")
CRUMB = re.compile(r"- \*\*(FOLLOWS|PRECEDES):\*\* (.*)")


@pytest.fixture(scope="module")
def offered() -> list[Candidate]:
    dataset = catalog.DATASETS["process_framework"]
    return list(generator.candidates(dataset, None, Settings()))


@pytest.fixture(scope="module")
def passed(
    offered: list[Candidate],
) -> tuple[list[Candidate], list[gates.Rejected]]:
    """What of it passes the gates, and what does not."""
    dataset, fit, rejected = catalog.DATASETS["process_framework"], [], []
    for some, others in gates.apply_gates(iter(offered), dataset, Settings()):
        fit += some
        rejected += others
    return fit, rejected


def of(offered: list[Candidate], category: str, view: str = "") -> list[Candidate]:
    found = [
        each
        for each in offered
        if each.category == category and each.metadata.view.startswith(view)
    ]
    assert found
    return found


def request(candidate: Candidate) -> str:
    return f"{candidate.instruction}\n\n{candidate.input}"


def situation(candidate: Candidate) -> authoring.Situation:
    return next(each for each in authoring.situations() if each.source == candidate.metadata.source)


def told(candidate: Candidate) -> authoring.Situation:
    """The cycle that a sample tells: a situation, or the one after it."""
    s = situation(candidate)
    if not re.search(r"_next_|_next$", candidate.metadata.view):
        return s
    title = re.search(r"^# PDCA: (.*)$", candidate.output, re.M)
    after = authoring.follow_up(s, title[1] if title else "")
    assert after
    return after


def test_enough_for_training_and_evaluation(offered: list[Candidate]) -> None:
    counts = Counter(each.category for each in offered)
    for category in catalog.DATASETS["process_framework"].categories:
        assert counts[category.name] >= 1.15 * category.target, category.name


def test_same_seed_same_candidates(offered: list[Candidate]) -> None:
    dataset = catalog.DATASETS["process_framework"]
    assert [each.fingerprint for each in generator.candidates(dataset, None, Settings())] == [
        each.fingerprint for each in offered
    ]


def test_all_pass_the_gates(
    passed: tuple[list[Candidate], list[gates.Rejected]],
) -> None:
    assert not passed[1]


def test_distinct_and_far_apart(offered: list[Candidate]) -> None:
    outputs = [each.output for each in offered]
    assert len({each.fingerprint for each in offered}) == len(offered)
    assert len(set(outputs)) == len(outputs)
    near = {position for pair in near_duplicates.pairs(outputs) for position in pair[:2]}
    assert len(near) <= 0.05 * len(outputs)


def test_no_near_duplicates_across_families(offered: list[Candidate]) -> None:
    found = near_duplicates.pairs([each.text for each in offered])
    assert [pair for pair in found if offered[pair[0]].family != offered[pair[1]].family] == []


def test_no_entry_offers_more_than_its_share(offered: list[Candidate]) -> None:
    assert max(Counter(each.metadata.source for each in offered).values()) <= authoring.MAX_SAMPLES


def test_four_grams_are_varied(offered: list[Candidate]) -> None:
    grams: list[tuple[str, ...]] = []
    for each in offered:
        # Addresses are computed; what is told is the rest.
        words = re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", each.output.lower()))
        grams += zip(words, words[1:], words[2:], words[3:], strict=False)
    assert len(set(grams)) >= 0.25 * len(grams)


def test_no_wording_left_open(offered: list[Candidate]) -> None:
    for each in offered:
        for text in (each.instruction, each.output):
            assert not re.search(r"\{[a-z_]+\}", re.sub(r"`[^`]*`", "", text)), text
        assert "  " not in each.output.replace("  \n", "\n").replace("\n  ", "\n"), each.output


def test_metadata_is_filled_and_true(offered: list[Candidate]) -> None:
    known = {
        each.source for each in (*authoring.situations(), *authoring.lessons(), *authoring.areas())
    }
    for each in offered:
        assert each.metadata.task_type == "process_framework"
        assert each.metadata.source in known
        assert each.metadata.family == each.metadata.source
        assert each.metadata.view
    for each in of(offered, "key_lessons"):
        lesson = next(one for one in authoring.lessons() if one.source == each.metadata.source)
        assert each.metadata.concept_taught == lesson.title
        assert lesson.title in each.instruction + each.output
    for each in of(offered, "cmm_levels", "lift"):
        low, high = re.findall(r"CMM\d", each.metadata.cmm_transition)
        first, second = each.output.split("\n\n")[:2]
        assert first.startswith("**") and low in first and high in second
        # Both levels say what they are.
        assert all(cmm.meaning(int(level[-1])) in each.output for level in (low, high))


def test_a_name_keeps_its_capital(offered: list[Candidate]) -> None:
    """Texts that go on within a sentence begin in lower case, but not if a name begins them."""
    told = {each.source: {each.agent, each.peer} for each in authoring.situations()}
    for each in offered:
        for name in told.get(each.metadata.source, ()):
            assert not re.search(rf"[ (“]{name.lower()}('s)?\b(?!-)", each.output), each.output


def test_no_sentence_ends_twice(offered: list[Candidate]) -> None:
    for each in offered:
        assert ".”." not in each.output, each.output


def test_lessons_cover_every_topic() -> None:
    lessons = authoring.lessons()
    assert len(lessons) >= 115
    assert {each.topic for each in lessons} == TOPICS
    assert len({each.title for each in lessons}) == len(lessons)
    for each in lessons:
        parts = (
            each.principle,
            each.reasons,
            each.apply,
            (*each.examples, *(example for *_, example in (*each.cases, *each.wrong))),
            each.wrong,
            each.cases,
        )
        least = (2, 3, 4, 8, 3, 4)
        assert all(len(part) >= n for part, n in zip(parts, least, strict=True)), each.id
        assert each.examples, each.id


def test_situations_are_whole_and_different() -> None:
    situations = authoring.situations()
    assert len(situations) >= 190
    assert len({each.component for each in situations}) == len(situations)
    texts = [f"{each.problem} {each.cause} {each.outcome}" for each in situations]
    assert near_duplicates.pairs(texts, 0.2) == []
    for each in situations:
        assert len(each.options) == 3 and len(each.turns) >= 3, each.id
        assert len(each.steps) >= 3 and len(each.checks) >= 3 and each.next, each.id
        assert 1 <= each.practice.level <= 3, each.id


@pytest.mark.parametrize(
    "view",
    [
        "document_from_notes",
        "document_from_message",
        "document_repaired",
        "document_next_cycle",
        "document_next_repaired",
    ],
)
def test_documents_follow_the_template(offered: list[Candidate], view: str) -> None:
    for each in of(offered, "pdca_structure", view):
        text = each.output[each.output.index("# PDCA: ") :]
        s = told(each)
        record = reader.parse(text, s.record)
        assert [line for line in text.split("\n") if re.match(r"##? ", line)][1:] == [
            "## Objective",
            "## Plan",
            "## Do",
            "## Check",
            "## Act",
            "## Breadcrumb Links",
        ]
        assert record.complete
        assert f"**Template Version:** {pdca.TEMPLATE}" in record.header
        assert record.objective == plain(s.objective)
        assert (record.agent_name, record.agent_role, record.branch) == (s.agent, s.role, s.branch)
        assert record.previous == (s.previous.removesuffix(".pdca.md"),)
        decision = record.tron[0]
        assert decision.trigger and decision.response and decision.outcome and decision.next
        for heading in (
            "### Analysis",
            "### Approach",
            "### TRON decision",
            "### Lessons learned",
            "### Next steps",
        ):
            assert heading in text


def test_documents_use_only_given_facts(offered: list[Candidate]) -> None:
    """Every fact of a record stands in its input: nothing is invented by the answer."""
    for each in of(offered, "pdca_structure", "document"):
        s = told(each)
        s = pdca.part_of(s) if each.metadata.view == "document_repaired" else s
        assert s.title in f"{each.instruction}\n{each.input}"
        given = each.input.lower()
        for fact in (
            s.objective,
            s.problem,
            s.cause,
            *s.steps,
            *s.checks,
            s.outcome,
            s.lesson,
            s.previous,
            *(reason for _, reason in s.options if reason in each.output),
        ):
            assert fact.lower().rstrip(".") in given, (each.metadata.view, fact)


def test_two_records_of_a_situation_tell_different_facts(offered: list[Candidate]) -> None:
    for each in of(offered, "pdca_structure", "document_repaired"):
        s = situation(each)
        assert s.evidence not in each.output and s.turns[0].said not in each.output
        assert s.turns[authoring.OF_REPAIR].said in each.output


def test_the_next_cycle_follows_and_tells_other_facts(offered: list[Candidate]) -> None:
    """The chain leads back to the situation's own record, and no sentence of it is told again."""
    for each in of(offered, "pdca_structure", "document_next_cycle"):
        s = situation(each)
        after = told(each)
        crumbs = dict(CRUMB.findall(each.output))
        assert s.record in crumbs["FOLLOWS"] and s.record in each.input
        assert after.when > s.when and s.sequel and 1 <= s.sequel.step <= len(s.next)
        assert s.title in each.instruction
        # The request quotes the step as the record before has it, not this cycle's objective.
        assert s.next[s.sequel.step - 1].rstrip(".") in each.input
        for fact in (s.problem, s.cause, s.evidence, s.outcome, s.lesson, *s.steps, *s.checks):
            assert fact not in each.output, fact


def test_objectives_can_be_missed() -> None:
    """Whoever looks, searches or asks has done so after a minute; an objective says what will be
    true, and can be read by itself.
    """
    activity = re.compile(r"^(?:Look|Search|Ask|Profile)\b|in the same way\.|\btoo\.$|^Use it\b")
    for s in authoring.situations():
        after = authoring.follow_up(s, s.title)
        for told in (s, *([after] if after else [])):
            assert not activity.search(told.objective), told.objective


def test_the_example_of_a_case_says_more_than_its_application() -> None:
    """Few runs of four words of the application come back in the example that follows it."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return set(zip(*(words[at:] for at in range(4)), strict=False))

    for lesson in authoring.lessons():
        for *_, application, example in (*lesson.wrong, *lesson.cases):
            told, shown = runs(application), runs(example)
            again = told & shown
            assert len(again) < max(3, 0.2 * min(len(told), len(shown))), (application, example)


def test_sequels_have_what_a_record_needs() -> None:
    sequels = [each.sequel for each in authoring.situations() if each.sequel]
    assert len(sequels) >= 60
    for each in sequels:
        assert len(each.options) == 2 and len(each.steps) == len(each.checks) == 3, each.objective
        assert each.lesson != each.outcome and each.next.endswith(".")


def test_drafts_to_repair_are_faulty(offered: list[Candidate]) -> None:
    """A draft departs from the repaired document, and as many findings are named as faults were
    made.
    """
    for each in of(offered, "pdca_structure", "document_repaired"):
        findings, whole = each.output.split("# PDCA: ", 1)
        assert len(re.findall(r"^\d\. ", findings, re.M)) == 3
        assert whole.strip() not in each.input


def test_quotation_marks_within_others_are_single(offered: list[Candidate]) -> None:
    quoted = [
        each
        for view in ("review_next", "document_next_repaired")
        for each in of(offered, "pdca_structure", view)
        if "‘" in each.instruction
    ]
    assert quoted
    for each in of(offered, "pdca_structure"):
        assert not re.search("“[^”]*“", each.instruction), each.instruction


def test_the_next_cycle_names_no_file_that_nobody_has_told(offered: list[Candidate]) -> None:
    for view in ("document_next", "review_next"):
        for each in of(offered, "pdca_structure", view):
            assert "### Changed files" not in each.output
            assert "components/" not in each.input


def test_what_a_review_puts_right_holds_no_fault_of_another_finding(
    offered: list[Candidate],
) -> None:
    """A passage is given corrected whole, also where it held the faulty link of another finding."""
    reviews = [
        each
        for view in ("review", "review_next")
        for each in of(offered, "pdca_structure", view)
        if "](file://" in each.input
    ]
    assert reviews
    for each in reviews:
        assert "](file://" not in each.output, each.output


def test_tron_has_its_four_parts_in_order(offered: list[Candidate]) -> None:
    for each in of(offered, "tron_format"):
        letters = "".join(letter for letter, text in PART.findall(each.output) if text.strip())
        assert letters and letters == "TRON" * (len(letters) // 4), each.output
    for each in of(offered, "tron_format", "missing"):
        assert len(PART.findall(each.input)) == 3
    for each in of(offered, "tron_format", "decision_log"):
        assert len(PART.findall(each.output)) == 4 * len(situation(each).turns)


def test_tron_trigger_is_verbatim(offered: list[Candidate]) -> None:
    for each in of(offered, "tron_format", "from_dialogue"):
        s = situation(each)
        turns = (*s.turns, s.sequel.turn) if s.sequel else s.turns
        said = next(turn.said for turn in turns if turn.said in each.output)
        assert f"{situation(each).peer}: {said}" in each.input
        assert f"“{said}”" in next(
            text for letter, text in PART.findall(each.output) if letter == "T"
        )


def test_swapped_parts_are_named(offered: list[Candidate]) -> None:
    for each in of(offered, "tron_format", "mixed_up"):
        given, put_right = dict(PART.findall(each.input)), dict(PART.findall(each.output))
        wrong = {
            letter for letter in "RON" if given[letter].lower() not in put_right[letter].lower()
        }
        words = {"R": "Response", "O": "Outcome", "N": "Next"}
        assert len(wrong) == 2
        explanation = each.output.split(tron.LABELS["trigger"])[0]
        assert all(words[letter] in explanation for letter in wrong)


def test_levels_named_are_the_records(offered: list[Candidate]) -> None:
    for each in of(offered, "cmm_levels"):
        view, _, number = each.metadata.view.rpartition("_")
        if view in ("assess", "claim", "practice", "practice_claim"):
            verdict = each.output.split("\n")[0]
            assert cmm.level_name(int(number)) in verdict, each.output
    right = {True: 0, False: 0}
    for each in of(offered, "cmm_levels", "claim"):
        claimed = re.search(r"CMM(\d)", each.input.split("\n\n")[-1])
        assert claimed
        right[claimed[1] == each.metadata.view[-1]] += 1
    # Nobody learns that a claim is always wrong.
    assert right[True] >= 0.3 * right[False]


def test_level_order_is_right(offered: list[Candidate]) -> None:
    for each in of(offered, "cmm_levels", "order"):
        area = next(one for one in authoring.areas() if one.source == each.metadata.source)
        texts = dict(re.findall(r"^([A-D])\) (.*)$", each.input, re.M))
        answers = re.findall(r"\*\*([A-D]): CMM(\d)\*\*", each.output)
        assert [int(level) for _, level in answers] == [1, 2, 3, 4]
        assert all(texts[letter] == area.levels[int(n) - 1][0] for letter, n in answers)


def test_the_reason_of_a_level_is_not_copied_from_the_request(offered: list[Candidate]) -> None:
    """What a description shows has to be concluded from what is done."""
    signs = [sign for area in authoring.areas() for _, sign in area.levels]
    signs += [s.practice.signs for s in authoring.situations()]
    for each in of(offered, "cmm_levels"):
        assert not [sign for sign in signs if sign in each.input], each.input


def test_the_reason_of_a_level_names_no_figure_of_its_own() -> None:
    """“Two testers differ in six of them” cannot be concluded from what is done."""
    described = [pair for area in authoring.areas() for pair in area.levels]
    described += [(s.practice.text, s.practice.signs) for s in authoring.situations()]
    for text, sign in described:
        assert all(count.lower() in text.lower() for count in COUNT.findall(sign)), sign


def place(candidate: Candidate) -> authoring.Situation:
    """Where and when the sample's paths are: each sample about links has a place of its own."""
    s = situation(candidate)
    linked = candidate.category == "dual_links"
    return links.elsewhere(s, candidate.metadata.view) if linked else s


def origins_of(candidate: Candidate) -> dict[str, str]:
    """Parts of a sample's output and the folders from which their links start, as its input says
    it.
    """
    s, view, output = place(candidate), candidate.metadata.view, candidate.output
    if view == "hand_over":
        return {output: "."}
    if view == "moved":
        target = next(
            path for path in re.findall(rf"[\w./-]+/{re.escape(s.record)}", candidate.input)[1:]
        )
        return {output: posixpath.dirname(target)}
    if view in ("chain", "insert"):
        blocks = re.split(r"^`([^`]+\.pdca\.md)`$", output, flags=re.M)
        by_day = re.search(r"\d{4}-\d\d-\d\d/\d{8}-\d{6}", candidate.input)
        return {
            text: f"{s.folder}/{links.day_of(name)}" if by_day else s.folder
            for name, text in zip(blocks[1::2], blocks[2::2], strict=True)
        }
    return {output: s.folder}


def test_dual_links_lead_to_one_file(offered: list[Candidate]) -> None:
    """Both halves name the same file on the situation's branch, and the relative path arrives
    there.
    """
    counted = 0
    for each in offered:
        if each.category == "pdca_structure" and not each.metadata.view.startswith("review"):
            parts = {each.output: situation(each).folder}
        elif each.category == "dual_links":
            parts = origins_of(each)
        else:
            continue
        s = place(each)
        for part, origin in parts.items():
            for repository, address, shown, local in DUAL.findall(part):
                counted += 1
                assert repository == s.repository
                assert address == f"{s.branch}/{shown}"
                assert local == posixpath.relpath(shown, origin)
        assert "file:///" not in each.output
    assert counted > 1_000


def test_the_way_up_has_to_be_counted(offered: list[Candidate]) -> None:
    """Records lie one to five folders deep or beside their component, so that no number of `../` is
    right without looking.
    """
    ups: Counter[int] = Counter()
    for each in of(offered, "dual_links"):
        if each.metadata.view not in ("chain", "insert", "hand_over"):
            for part in origins_of(each):
                ups.update(local.count("../") for *_, local in DUAL.findall(part))
    assert len(ups) >= 5
    assert max(ups.values()) <= 0.35 * sum(ups.values()), ups
    chained = [each for view in ("chain", "insert") for each in of(offered, "dual_links", view)]
    by_day = [each for each in chained if re.search(r"\]\(\.\./\d{4}-", each.output)]
    assert 0.25 <= len(by_day) / len(chained) <= 0.75


def test_a_path_of_the_wrong_length_is_told_from_a_right_one(offered: list[Candidate]) -> None:
    """A relative path with one `../` less or more than it takes does not arrive, and the answer
    says how many it takes.
    """
    told = 0
    for each in of(offered, "dual_links", "repair"):
        s = place(each)
        given = re.search(r"\| \[§/([^\]]+)\]\((\.\.[^)]+|components[^)]+)\)", each.input)
        if given is None or given[2] == (right := posixpath.relpath(given[1], s.folder)):
            continue
        told += 1
        assert posixpath.normpath(posixpath.join(s.folder, given[2])) != given[1]
        assert f"`{'../' * right.count('../')}`" in each.output, each.output
    assert told >= 10


def test_broken_links_are_broken(offered: list[Candidate]) -> None:
    for each in of(offered, "dual_links", "repair"):
        s = place(each)
        right = DUAL.search(each.output)
        assert right and right[0] not in each.input
        assert s.repository in each.input and s.branch in each.input


def test_what_is_in_no_order_is_not_in_order(offered: list[Candidate]) -> None:
    """“The records are listed in no order” was said of sorted ones, too."""
    for each in of(offered, "dual_links", "chain"):
        listed = re.findall(r"^- \S*?(\d{8}-\d{6})", each.input, re.M)
        assert len(listed) >= 3 and listed != sorted(listed), each.input
    for each in of(offered, "cmm_levels", "order"):
        assert re.findall(r"\*\*([A-D]): CMM", each.output) != list("ABCD")


def test_chains_answer_each_other(offered: list[Candidate]) -> None:
    """Sorted by name, every PRECEDES is answered by a FOLLOWS; the ends are open."""
    for view in ("chain", "insert"):
        for each in of(offered, "dual_links", view):
            blocks = re.split(r"^`([^`]+\.pdca\.md)`$", each.output, flags=re.M)
            crumbs: dict[str, dict[str, str]] = {}
            for name, text in zip(blocks[1::2], blocks[2::2], strict=True):
                named = {
                    kind: re.search(r"\d{8}-\d{6}-[\w.]+\.md", value)
                    for kind, value in CRUMB.findall(text)
                }
                crumbs[name] = {kind: found[0] for kind, found in named.items() if found}
            names = list(crumbs)
            assert names == sorted(names) and len(names) >= 3
            for earlier, later in itertools.pairwise(names):
                assert crumbs[earlier]["PRECEDES"] == later
                assert crumbs[later]["FOLLOWS"] == earlier
            assert "FOLLOWS" not in crumbs[names[0]] and "PRECEDES" not in crumbs[names[-1]]


def test_chosen_lesson_is_the_right_one(offered: list[Candidate]) -> None:
    for each in of(offered, "key_lessons", "chosen"):
        options = dict(re.findall(r"^([A-D])\) (.*)$", each.input, re.M))
        letter = re.match(r"\*\*([A-D])\) ", each.output)
        assert letter and options[letter[1]] == each.metadata.concept_taught
        assert len(set(options.values())) == 4
        # One that says the same in other words would be right as well.
        assert not {
            "What runs twice leaves what running once leaves", "Make operations safe to repeat"
        } <= set(options.values())  # fmt: skip
        meant_for = {one.title: one.when for one in authoring.lessons()}
        told = dict(re.findall(r"^- \*\*([A-D]):\*\* (.*)$", each.output, re.M))
        assert {options[other]: when for other, when in told.items()} == {
            title: meant_for[title]
            for title in options.values()
            if title != each.metadata.concept_taught
        }
        # What sets it apart from the others is its own occasion.
        assert f"**Context:** {meant_for[each.metadata.concept_taught]}" in each.output
        # A case that is told here first is shown, one that is told again is not shown twice.
        assert ("**Example:** " in each.output) == (each.rung == 0)


def test_lessons_have_the_required_parts(offered: list[Candidate]) -> None:
    for each in of(offered, "key_lessons", "applied"):
        parts = re.findall(
            r"^\*\*(Key Lesson|Context|Principle|Application|Example):\*\*", each.output, re.M
        )
        assert parts == ["Key Lesson", "Context", "Principle", "Application", "Example"]


def test_half_of_the_lessons_have_all_five_labels(offered: list[Candidate]) -> None:
    lessons = of(offered, "key_lessons")
    labels = ("Key Lesson", "Context", "Principle", "Application", "Example")
    whole = [
        each
        for each in lessons
        if all(f"**{name}:** " in each.output or f"**{name}:**\n" in each.output for name in labels)
    ]
    assert len(whole) >= 0.5 * len(lessons)


def test_an_open_question_stands_in_the_request(offered: list[Candidate]) -> None:
    for each in of(offered, "dual_links", "hand_over"):
        assert situation(each).next[0] in each.input


def test_a_log_has_one_form_of_trigger(offered: list[Candidate]) -> None:
    for each in of(offered, "tron_format", "decision_log"):
        told = [text for letter, text in PART.findall(each.output) if letter == "T"]
        peer = situation(each).peer
        assert all(text.startswith(f"{peer}: “") for text in told)


def test_assessments_place_the_case_on_the_whole_ladder(offered: list[Candidate]) -> None:
    for view in ("assess", "claim", "ladder", "order"):
        for each in of(offered, "cmm_levels", view):
            assert set(re.findall(r"CMM(\d)", each.output)) == set("1234"), each.output


def test_a_way_of_working_is_judged_by_its_own_facts(offered: list[Candidate]) -> None:
    """Nobody has described its other levels, so nothing is said of them but the next step."""
    for view in ("practice", "practice_claim"):
        for each in of(offered, "cmm_levels", view):
            practice = situation(each).practice
            verdict, step = each.output.split("\n\n")
            assert verdict.endswith(practice.signs) and step.endswith(practice.lift)


def test_evidence_of_a_level_names_what_it_is_about() -> None:
    """“It is done by hand” says nothing where the description does not stand beside it."""
    signs = [sign for area in authoring.areas() for _, sign in area.levels]
    signs += [s.practice.signs for s in authoring.situations()]
    pronoun = re.compile(r"(?:It|They|He|She|Those|These|This|That) ")
    assert not [sign for sign in signs if pronoun.match(sign)]


def test_notes_are_named_by_their_place(offered: list[Candidate]) -> None:
    """A beginning in quotation marks and three dots is no way to name a note."""
    for each in of(offered, "tron_format", "missing"):
        assert re.search(r"\b(first|second) note\b", each.output), each.output
    for category in ("tron_format", "pdca_structure"):
        for each in of(offered, category):
            assert " …”" not in each.output, each.output


def test_a_decision_is_told_without_remarks_that_fit_any_decision(
    offered: list[Candidate],
) -> None:
    for view in ("from_report", "from_dialogue", "out_of_order"):
        for each in of(offered, "tron_format", view):
            last = each.output.rstrip().split("\n")[-1]
            assert last.startswith(tron.LABELS["next"]), each.output


def test_each_decision_is_told_once_before_any_is_told_again(offered: list[Candidate]) -> None:
    told = Counter(
        next(text for letter, text in PART.findall(each.output) if letter == "N")
        for each in of(offered, "tron_format")
        if each.rung == 0 and each.metadata.view not in ("from_options", "decision_log")
    )
    assert told and sum(told.values()) >= 700
    assert sum(count > 1 for count in told.values()) <= 0.02 * len(told)


def test_every_situation_has_the_cycle_after_it() -> None:
    assert all(each.sequel for each in authoring.situations())


def test_an_action_does_not_tell_its_result() -> None:
    """“Counted the conflicts: 14 of 19 were in dist” leaves nothing for the outcome."""
    found = re.compile(r": (?:no|none|all|it|they|nobody|\d+)\b[^“`]*\.$")
    assert not [t.did for s in authoring.situations() for t in s.turns if found.search(t.did)]


def test_no_question_ends_with_a_title_in_brackets(offered: list[Candidate]) -> None:
    for each in offered:
        if each.category != "cmm_levels":
            assert not re.search(r"\([A-Z][^()`/]*\)[.?]$", each.instruction), each.instruction


def test_the_next_cycle_begins_after_what_the_last_one_reports() -> None:
    s = next(each for each in authoring.situations() if each.id == "alarm-fatigue")
    assert any("first fortnight" in check for check in s.checks)
    assert (s.followed - s.when).days >= 15


def test_every_case_and_mistake_has_an_example_of_its_own(offered: list[Candidate]) -> None:
    """An example of another case would make two of one, and leave the first without any."""
    told = [
        example
        for lesson in authoring.lessons()
        for example in (
            *lesson.examples,
            *(example for *_, example in (*lesson.cases, *lesson.wrong)),
        )
    ]
    assert len(told) == len(set(told))
    by_source = {lesson.source: lesson for lesson in authoring.lessons()}
    for form in ("applied", "corrected"):
        for each in of(offered, "key_lessons", form):
            lesson, at = by_source[each.metadata.source], int(each.metadata.view[-1]) - 1
            facts = lesson.wrong[at] if form == "corrected" else lesson.cases[at]
            assert facts[0] in request(each)
            assert f"**Example:** {facts[-1]}" in each.output


def test_no_answer_of_a_lesson_is_one_line(offered: list[Candidate]) -> None:
    """An objection answered in two sentences rests on a case that nobody has told."""
    for each in of(offered, "key_lessons"):
        assert len(each.output.split()) >= 50, each.output
        assert "**Principle:**" in each.output


COUNT = re.compile(
    r"\b(?:\d[\d,]*|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred)\b", re.I
)
# Counts that the request does not name and that follow from it.
FOLLOWING = (
    "Three places by hand",
    "believes that there were three",
    "For three months readers",
    "a 404 to the first person",
    "The reader sees 404",
    "it can paste eleven",
    "four causes are possible",
    "now tell three stories",
)


def test_a_correction_counts_what_the_request_counts(offered: list[Candidate]) -> None:
    """“Three breadcrumbs now lead nowhere” is a fact of the case, which its request has to hold."""
    for each in of(offered, "key_lessons", "corrected"):
        why = next(
            why
            for lesson in authoring.lessons()
            for done, why, *_ in lesson.wrong
            if done in request(each) and why in each.output
        )
        given = request(each).lower()
        unknown = [count for count in COUNT.findall(why) if count.lower() not in given]
        assert not unknown or any(phrase in why for phrase in FOLLOWING), why


def test_a_case_is_asked_by_its_lesson_or_as_a_choice(offered: list[Candidate]) -> None:
    """Asked “which key lesson says so?” of a case alone, several lessons fit, and the answer has to
    make one of them say what it does not.
    """
    titles = {one.source: one.title for one in authoring.lessons()}
    for each in of(offered, "key_lessons"):
        assert titles[each.metadata.source] in request(each), each.instruction


def test_a_spare_note_is_sent_where_it_belongs(offered: list[Candidate]) -> None:
    """Figures belong to the analysis, steps to Do, observations to Check, a lesson to Act."""
    seen: Counter[str] = Counter()
    for each in of(offered, "tron_format", "missing"):
        s, remark = situation(each), each.output.split("\n\n")[-1]
        notes = re.findall(r"^\d\. (.*)$", each.input, re.M)
        places = {"Do": s.steps, "Check": s.checks, "Act": (s.lesson,), "analysis": (s.evidence,)}
        spare = [place for place, texts in places.items() if set(texts) & set(notes)]
        assert len(spare) == 1
        named = [place for place in places if re.search(rf"\b{place}\b", remark)]
        assert named == spare, each.output
        seen[spare[0]] += 1
        # Two notes on what was done would both answer the question for the response.
        forbidden = {"[R]esponse": "Do", "[O]utcome": "Check", "[N]ext": "Act"}
        gap = next(label for label in forbidden if label not in each.input)
        assert spare != [forbidden[gap]]
    assert len(seen) == 4


def test_length_does_not_tell_which_note_fits(offered: list[Candidate]) -> None:
    longer = []
    for each in of(offered, "tron_format", "missing"):
        notes = re.findall(r"^\d\. (.*)$", each.input, re.M)
        fits = next(note for note in notes if note[1:] in each.output)
        longer.append(len(fits) > min(map(len, notes)))
    assert 0.35 <= sum(longer) / len(longer) <= 0.65


def test_an_observation_does_not_claim_that_nobody_asked(offered: list[Candidate]) -> None:
    for each in of(offered, "tron_format", "from_options"):
        s = situation(each)
        assert s.peer not in each.output.split("\n")[0].replace(s.title, "")
        assert re.search(r"^\*\*\[T\]rigger:\*\* (?:Observed|What was seen): ", each.output, re.M)


def test_pages_by_position_skip_after_a_removal() -> None:
    """Read by position, a list of six in pages of three: a removal skips one, an insertion shows
    one twice.
    """

    def read(change: list[int]) -> list[int]:
        return [1, 2, 3, *change[3:6]]

    assert read([2, 3, 4, 5, 6]) == [1, 2, 3, 5, 6]
    assert read([0, 1, 2, 3, 4, 5, 6]) == [1, 2, 3, 3, 4, 5]
    s = next(each for each in authoring.situations() if each.id == "pagination-skips-rows")
    assert "leaves the list" in s.cause and "the first of the next page is skipped" in s.cause
    assert "removes a donor" in s.steps[0]


def test_lessons_are_asked_without_an_input_where_one_sentence_will_do(
    offered: list[Candidate],
) -> None:
    lessons = of(offered, "key_lessons")
    told = {
        each.metadata.view.rpartition("_")[0]
        for each in lessons
        if each.input and each.instruction not in authoring.wording().lessons["required"]
    }
    assert told == {"chosen"}
    assert sum(not each.input for each in lessons) >= 0.6 * len(lessons)


def test_one_whole_record_of_a_situation_comes_first(offered: list[Candidate]) -> None:
    first = [
        each.metadata.source
        for each in of(offered, "pdca_structure")
        if each.metadata.view in pdca.DOCUMENTS and each.rung == 0
    ]
    assert first and len(first) == len(set(first))


def test_nothing_authored_has_to_be_masked(
    offered: list[Candidate], passed: tuple[list[Candidate], list[gates.Rejected]]
) -> None:
    """A mask would stand in the middle of a command, or in place of a date that is counted with."""
    assert Settings().mask_emails
    # The gates give a candidate on as it is, where nothing in it has to be masked.
    pairs = zip(offered, passed[0], strict=True)
    assert not [each.family for each, gated in pairs if gated is not each]


def test_the_requirements_own_words_are_asked_in_every_category(
    offered: list[Candidate],
) -> None:
    """Two or three samples of a hundred have the requirement's instruction and nothing else as
    theirs; what it leaves open stands in the input.
    """
    own_words = {slots["required"][0] for slots in authoring.wording().model_dump().values()}
    asked = Counter(each.category for each in offered if each.instruction in own_words)
    every = Counter(each.category for each in offered)
    shares = {name: asked[name] / count for name, count in every.items()}
    assert all(0.015 <= share <= 0.06 for share in shares.values()), shares
    own = [each for each in offered if each.instruction.startswith("Create breadcrumb navigation")]
    # The files of a record that are to be linked are no breadcrumbs.
    assert {each.metadata.view for each in own} == {"chain"}


def test_an_approach_has_one_form(offered: list[Candidate]) -> None:
    """Options stand in front of the choice wherever the account tells of several, and the choice
    is named and not numbered.
    """
    for each in of(offered, "pdca_structure", "document"):
        s = told(each)
        approach = each.output.split("### Approach\n")[-1].split("\n\n### TRON")[0]
        choice = f"**Decision:** {s.options[0][0]}. {s.why}"
        if all(reason.rstrip(".").lower() in each.input.lower() for _, reason in s.options):
            assert approach.startswith("Options considered:\n\n- **"), approach
            assert approach.endswith(f"\n\n{choice}"), approach
        else:
            assert approach == choice


def test_a_finding_says_all_that_its_correction_changes(offered: list[Candidate]) -> None:
    """A label that is put right is a fault that the finding names."""
    for each in of(offered, "dual_links", "repair"):
        right, finding = DUAL.search(each.output), each.output.split("\n\n")[0]
        given = re.findall(r"\[([^\]]+)\]\(", each.input)
        assert right and given
        if not set(given) <= {"GitHub", f"§/{right[3]}"}:
            assert re.search(r"\b(?:label|labelled)\b", finding), each.output
        if len(given) == 1:
            assert re.search(r"missing|GitHub half|half a dual link", finding), each.output


def test_a_quotation_is_said_to_be_about_nothing_but_itself(offered: list[Candidate]) -> None:
    """“What Barend said about MatchClock” may be about anything else."""
    for each in of(offered, "pdca_structure", "review"):
        told = re.sub("“[^”]*”", "", each.output.split("\n\n## ")[0])
        assert " said about " not in told, each.output


# “They are needed for one report a year, link.”, `[GitHub](…)`
NO_LINK = re.compile(r"\(link\)|[:,] link[”.;,)]|[“ ]Link\. |\]\(…")


def test_an_example_shows_a_link_and_not_the_word() -> None:
    """An example is the thing itself: a link that is written has its address."""
    told = [
        text
        for lesson in authoring.lessons()
        for text in (*lesson.examples, *(last for *_, last in (*lesson.cases, *lesson.wrong)))
    ]
    assert not [text for text in told if NO_LINK.search(text)]


PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.I)


def test_each_part_of_a_decision_says_whom_it_means() -> None:
    """“She corrected one of them” after “Tjark read the list” is read as Tjark."""
    for s in authoring.situations():
        for turn in (*s.turns, *([s.sequel.turn] if s.sequel else [])):
            for text in (turn.did, turn.result, turn.next):
                first = PRONOUN.search(text)
                named = {s.agent, s.peer, *re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text)}
                named |= set(re.findall(r"^(?:The|An?) [a-z]+|\bthe [a-z]+", text))
                before = text[: first.start()] if first else ""
                assert not first or any(name in before for name in named), (s.id, text)


def test_what_is_automatic_has_not_let_the_incident_happen(offered: list[Candidate]) -> None:
    """A bill whose parts differ cannot be printed: so nobody has been sent one."""
    for each in of(offered, "cmm_levels", "practice_3"):
        assert situation(each).problem not in each.input
