"""MinHash proposes, exact Jaccard decides: no pair missed or invented against brute force."""

import random

import pytest

from generators.pipeline import near_duplicates
from tests.material import prose


def brute(texts, threshold):
    shingler = near_duplicates.Shingler()
    rows = [set(shingler(text).tolist()) for text in texts]
    return {
        (i, j): len(rows[i] & rows[j]) / len(rows[i] | rows[j])
        for j in range(len(texts))
        for i in range(j)
        if len(rows[i] & rows[j]) / len(rows[i] | rows[j]) >= threshold
    }


@pytest.mark.parametrize("threshold", [0.8, 0.7])
def test_pairs_equal_brute_force(threshold):
    rng = random.Random(3)
    texts = []
    for _ in range(60):
        words = prose(rng, 120).split()
        for changes in (0, 1, 2, 3, 5, 8):
            changed = list(words)
            for _ in range(changes):
                changed[rng.randrange(len(changed))] = "changed"
            texts.append(" ".join(changed))
    found = {(i, j): s for i, j, s in near_duplicates.pairs(texts, threshold)}
    expected = brute(texts, threshold)
    assert expected and found == pytest.approx(expected)


def test_case_and_punctuation_do_not_hide_a_copy():
    assert near_duplicates.pairs(
        ["One two, three four five six!", "one TWO three four (five) six"]
    ) == [(0, 1, 1.0)]


def test_word_order_matters():
    assert near_duplicates.pairs(["a b c d e f g h i j", "j i h g f e d c b a"]) == []


@pytest.mark.parametrize("texts", [[], ["one"], ["", "x y"]])
def test_few_or_short_texts_are_no_pairs(texts):
    assert near_duplicates.pairs(texts) == []
