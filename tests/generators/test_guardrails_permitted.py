"""Questions of guardrails whose answer permits: right marks, and no form that gives them away."""

import re
from collections import Counter

from generators import catalog
from generators.guardrails import cases, permitted
from generators.guardrails.rules import rules
from generators.guardrails.wording import NONE

CATEGORIES = [category.name for category in catalog.DATASETS["guardrails"].categories]


def test_every_class_has_questions_that_permit() -> None:
    share = catalog.DATASETS["guardrails"].shares[permitted.VIEW]
    for category in catalog.DATASETS["guardrails"].categories:
        made = list(permitted.candidates(category.name, 7))
        assert len(made) >= share * category.target
        for each in made:
            assert not each.metadata.is_negative_example
            assert each.metadata.violation_type == each.metadata.severity == NONE


def test_questions_come_near_to_many_rules_and_know_them() -> None:
    near = Counter(each.rule for each in permitted.questions())
    assert set(near) <= set(rules()) and max(near.values()) <= 8
    ids = {each.id for each in permitted.questions()}
    assert len(ids) == len(permitted.questions())
    assert ids.isdisjoint(case.id for name in CATEGORIES for case in cases.cases(name))


def test_a_question_that_is_permitted_looks_like_one_that_is_refused() -> None:
    allowed = [each for name in CATEGORIES for each in permitted.candidates(name, 7)]
    refused = [
        each
        for name in CATEGORIES
        for each in cases.candidates(name, 0, 7)
        if each.metadata.view == "scenario_question"
    ]
    assert {each.instruction for each in allowed} <= {each.instruction for each in refused}
    pieces, no = re.compile(r"^```", re.M), re.compile(r"No\b")
    for group in (allowed, refused):
        assert 0.15 <= sum(bool(no.match(each.output)) for each in group) / len(group) <= 0.75
        assert 0.3 <= sum(bool(pieces.search(each.input)) for each in group) / len(group) <= 0.9
    # Of questions that show a piece, most are refused all the same.
    shown = Counter(
        each.metadata.is_negative_example
        for each in (*allowed, *refused)
        if pieces.search(each.input)
    )
    assert shown[True] > shown[False]
