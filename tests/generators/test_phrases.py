"""Phrases: equal keys draw equally, by both schemes."""

from generators.phrases import Phrases

VARIANTS = tuple(f"{{name}} {number}" for number in range(8))


def drawn(count, *key, **options):
    phrases = Phrases(*key, slots={"slot": VARIANTS}, **options)
    return [phrases.say("slot", name="a") for _ in range(count)]


def test_a_key_repeats_its_draws_and_another_key_does_not():
    assert drawn(20, "1", "x") == drawn(20, "1", "x") != drawn(20, "2", "x")


def test_draws_in_turn_differ_and_draws_by_key_do_not():
    assert len(set(drawn(20, "1"))) > 1
    assert len(set(drawn(20, "1", by="key"))) == 1


def test_fresh_draws_use_every_variant_before_any_returns():
    assert len(set(drawn(8, "1", fresh=True))) == 8
    assert len(drawn(9, "1", fresh=True)) == 9
