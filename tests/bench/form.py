"""Measures whether the form of an input of guardrails gives its answer away: `python -m
tests.bench.form` lets a classifier, which knows no rule, tell approved pieces from violations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.naive_bayes import ComplementNB

from generators.guardrails import cases

FOLDS = 5
FOLDINGS = 3
# A shape is told by the beginning of its line.
SHOWN = 40


def words(text: str) -> list[str]:
    """Words and signs."""
    return re.findall(r"[A-Za-z_]\w*|[^\w\s]", text)


def shapes(text: str) -> list[str]:
    """Each line with `a` for its words and `0` for its numbers, and how many lines there are."""
    lines = text.splitlines()
    plain = (re.sub(r"\d+", "0", re.sub(r"[A-Za-z]+", "a", line.strip())) for line in lines)
    return [f"line {line[:SHOWN]}" for line in plain] + [f"{min(len(lines), 30) // 3} lines"]


def both(text: str) -> list[str]:
    """Words and shapes."""
    return words(text) + shapes(text)


# An input, whether it is approved, and the id of its case.
Given = tuple[str, bool, str]
PARTS: dict[str, Callable[[str], list[str]]] = {"words": words, "shapes": shapes, "both": both}


@lru_cache(maxsize=8)
def inputs(category: str) -> tuple[Given, ...]:
    """The violation and the approved piece of each case of a category that has one of its own."""
    return tuple(_inputs(category))


def _inputs(category: str) -> Iterator[Given]:
    pieces: dict[str, dict[str, str]] = {}
    for sample in cases.candidates(category, len(cases.cases(category)), 0):
        pieces.setdefault(sample.metadata.source, {})[sample.metadata.view] = sample.input
    for case in cases.cases(category):
        given = pieces[case.source]
        review, approved = given.get("scenario_review"), given.get("scenario_look_alike")
        if review and approved and case.allowed and case.allowed.strip() in approved:
            yield review, False, case.id
            yield approved, True, case.id


def accuracy(given: list[Given], parts: str) -> float:
    """Share told apart, half of it by chance: mean of two classifiers and several foldings, in
    which a case is either learned or asked.
    """
    approved = np.array([each[1] for each in given])
    case = [each[2] for each in given]
    counted = CountVectorizer(analyzer=PARTS[parts], min_df=2, binary=True)
    table = counted.fit_transform([each[0] for each in given])
    found = []
    for folding in range(FOLDINGS):
        folds = GroupKFold(FOLDS, shuffle=True, random_state=folding)
        for model in (LogisticRegression(C=0.1, max_iter=500), ComplementNB()):
            told = cross_val_predict(model, table, approved, groups=case, cv=folds)
            found.append(float(balanced_accuracy_score(approved, told)))
    return sum(found) / len(found)


def main() -> None:
    """Prints a line for each category and one for all."""
    every: list[Given] = []
    for category in cases.FILES:
        every += (given := list(inputs(category)))
        _show(category, given)
    _show("all", every)


def _show(name: str, given: list[Given]) -> None:
    told = "  ".join(f"{parts} {accuracy(given, parts):.0%}" for parts in PARTS)
    print(f"{name:<20}{len(given) // 2:>5} pairs  {told}")


if __name__ == "__main__":
    main()
