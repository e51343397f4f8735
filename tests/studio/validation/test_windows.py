"""The join over word runs finds what comparing everything with everything finds."""

from __future__ import annotations

import random

import numpy as np

from studio.validation import windows
from tests.material import prose


def sample(output: str, given: str = "") -> dict:
    return {"instruction": "", "input": given, "output": output}


def variants(rng: random.Random, count: int) -> list[dict]:
    """Texts of which many are alike: words changed, halves joined, beginnings cut."""
    bases = [prose(rng, rng.randint(3, 60)).split() for _ in range(8)]
    made = []
    for _ in range(count):
        words = list(rng.choice(bases))
        if rng.random() < 0.6:
            words[rng.randrange(len(words))] = "changed"
        if rng.random() < 0.4:
            words += rng.choice(bases)[: rng.randint(1, 20)]
        made.append(sample(" ".join(words)))
    return made


def runs(text: str, width: int) -> set[tuple[str, ...]]:
    words = windows.WORD.findall(text.lower())
    width = min(width, len(words))
    return (
        {tuple(words[at : at + width]) for at in range(len(words) - width + 1)} if width else set()
    )


def test_near_duplicates_are_those_of_a_full_comparison():
    for seed in range(20):
        rng = random.Random(seed)
        left, right = variants(rng, 12), variants(rng, 25)
        right += [sample(f"{each['output']} more") for each in left]
        expected = {}
        for a, one in enumerate(left):
            for b, other in enumerate(right):
                x, y = runs(one["output"], 5), runs(other["output"], 5)
                if len(x & y) / len(x | y) >= 0.8:
                    expected[a, b] = len(x & y) / len(x | y)
        first, second = windows.Texts(left), windows.Texts(right)
        found = windows.near_duplicates(first.output_shingles, second.output_shingles)
        assert {(a, b): round(s, 9) for a, b, s in found} == {
            pair: round(s, 9) for pair, s in expected.items()
        }
        assert expected, "a comparison without a pair shows nothing"


def test_repeated_texts_are_those_of_a_full_comparison():
    for seed in range(20):
        texts = variants(random.Random(seed), 30)
        flat = windows.Texts(texts).output_shingles
        every = [runs(each["output"], 5) for each in texts]
        expected = {
            a
            for a, x in enumerate(every)
            for b, y in enumerate(every)
            if a != b and len(x & y) >= 0.8 * len(x | y)
        }
        assert windows.repeated(flat, range(len(texts))) == expected


def test_containment_counts_all_texts_of_a_group():
    for seed in range(20):
        rng = random.Random(seed)
        left, right = variants(rng, 12), variants(rng, 25)
        group = np.array([rng.randrange(6) for _ in right])
        expected = {}
        for a, one in enumerate(left):
            mine = runs(one["output"], 8)
            if len(windows.WORD.findall(one["output"])) < 8:
                continue
            unions: list[set] = [set() for _ in range(6)]
            for text, number in zip(right, group.tolist(), strict=True):
                unions[number] |= runs(text["output"], 8)
            shares = [len(mine & union) / len(mine) for union in unions]
            if max(shares) >= 0.8:
                expected[a] = round(max(shares), 9)
        first, second = windows.Texts(left), windows.Texts(right)
        found = windows.contained(first.windows, second.windows, group)
        assert {a: round(share, 9) for a, _, share in found} == expected


def test_texts_without_words_are_like_nothing():
    texts = windows.Texts([sample("…"), sample(""), sample("one two")])
    assert windows.repeated(texts.output_shingles, [0, 1, 2]) == set()
    assert not list(windows.near_duplicates(texts.shingles, windows.Texts([]).shingles))
