"""Containment against a count over sets of word tuples that shares no code with it."""

import random

from generators.pipeline.windows import CONTAINED, Overlap
from tests.conftest import prose


def windows(*texts):
    found = set()
    for text in texts:
        words = text.lower().replace(".", " ").split()
        found |= {tuple(words[at : at + 8]) for at in range(len(words) - 7)}
    return found


def by_hand(texts, families, clusters):
    """Positions of outputs that one family of another cluster holds for the most part."""
    together = {
        f: windows(*(t for t, g in zip(texts, families, strict=True) if g == f)) for f in families
    }
    cluster = dict(zip(families, clusters, strict=True))
    return {
        at
        for at, text in enumerate(texts)
        if (mine := windows(text))
        and any(
            cluster[family] != clusters[at] and len(mine & theirs) >= CONTAINED * len(mine)
            for family, theirs in together.items()
        )
    }


def made_up(seed, size=160):
    """Texts of which many are built from the sentences of others."""
    rng = random.Random(seed)
    sentences = [prose(rng, rng.randint(10, 30)) for _ in range(60)]
    texts = [" ".join(rng.sample(sentences, rng.randint(1, 9))) for _ in range(size)]
    families = [f"f{rng.randrange(40)}" for _ in texts]
    clusters = [f"c{int(family[1:]) // 2}" for family in families]
    return texts, families, clusters


def test_what_is_contained_agrees_with_a_count_by_hand():
    total = 0
    for seed in range(5):
        texts, families, clusters = made_up(seed)
        found = Overlap(texts, families, clusters).contained()
        assert found == by_hand(texts, families, clusters)
        assert found != set(range(len(texts)))
        total += len(found)
    assert total > 50


def test_a_family_contains_what_none_of_its_outputs_does():
    rng = random.Random(3)
    first, second, other = (prose(rng, 60) for _ in range(3))
    texts = [f"{first} {second}", f"{first} {other}", f"{second} {prose(rng, 40)}"]
    assert Overlap(texts, ["a", "b", "b"], ["a", "b", "b"]).contained() == {0}
    assert Overlap(texts, ["a", "b", "c"], ["a", "b", "c"]).contained() == set()
    assert Overlap(texts, ["a", "b", "b"], ["a", "a", "a"]).contained() == set()


def test_only_the_families_asked_for_count():
    rng = random.Random(4)
    part = prose(rng, 60)
    texts = [part, f"{part} {prose(rng, 50)}", prose(rng, 50)]
    overlap = Overlap(texts, ["a", "b", "c"], ["a", "b", "c"])
    assert overlap.contained([1]) == overlap.contained() == {0}
    assert overlap.contained([2]) == set()


def leaking(texts, families, chosen, training):
    """(chosen position, family) of which the family's training outputs hold the most part."""
    together = {f: windows(*(texts[p] for p in training if families[p] == f)) for f in families}
    return {
        (at, family)
        for at in chosen
        for family, theirs in together.items()
        if (mine := windows(texts[at])) and len(mine & theirs) >= CONTAINED * len(mine)
    }


def test_training_gives_up_what_contains_evaluation_and_no_more():
    went = 0
    for seed in range(8):
        texts, families, clusters = made_up(seed)
        overlap = Overlap(texts, families, clusters)
        held = {at for at, cluster in enumerate(clusters) if cluster in ("c0", "c1", "c2")}
        rest = set(range(len(texts))) - held
        fixed = {at for at in rest if at % 7 == 0}
        chosen = held - overlap.contained(fixed)
        left_out = overlap.leaks(chosen, fixed, rest - fixed)
        assert left_out <= rest - fixed
        assert not leaking(texts, families, chosen, rest - left_out)
        for family in {families[p] for p in left_out}:
            back = {p for p in left_out if families[p] == family}
            assert leaking(texts, families, chosen, (rest - left_out) | back), "it need not go"
        went += len(left_out)
    assert went > 5


def test_nothing_to_compare_is_no_error():
    assert Overlap([], [], []).contained() == set()
    assert Overlap(["", "one", "one two"], ["a", "b", "c"], ["a", "b", "c"]).contained() == set()
