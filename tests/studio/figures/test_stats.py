"""Arithmetic that the screens and the validation share."""

from __future__ import annotations

import pytest
from scipy.stats import entropy as shannon

from studio.figures import stats


def test_bars_are_as_wide_as_the_spread_asks_for():
    narrow = {value: 5 for value in range(400, 460)}
    assert stats.bin_width(narrow, 70) == 16
    assert stats.bin_width(narrow, 3) == 32
    wide = {value: 5 for value in range(20, 2_000, 7)}
    assert stats.bin_width(wide, 70) == 64
    assert stats.bin_width({448: 3, 512: 900, 576: 40}, 70) == 64, "counted by 64 already"
    assert stats.bin_width({}, 70) == stats.BUCKET


def test_a_histogram_has_only_filled_buckets_and_buckets_have_all() -> None:
    times = {3: 1, 60: 2, 64: 4, 300: 1}
    assert stats.histogram(times, 64) == {0: 3, 64: 4, 256: 1}
    assert stats.buckets(times, 64) == {0: 3, 64: 4, 128: 0, 192: 0, 256: 1}
    assert list(stats.histogram({300: 1, 3: 1}, 64)) == [0, 256]
    assert stats.histogram({}) == stats.buckets({}) == {}


def test_entropy_is_that_of_scipy() -> None:
    times = {"a": 5, "b": 1, "c": 10}
    assert stats.entropy(times) == pytest.approx(shannon(list(times.values()), base=3))
    assert (stats.entropy({"a": 2, "b": 2}), stats.entropy({"a": 9}), stats.entropy({})) == (
        1,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("counted", "empty"),
    [
        (["Q3_2024", "Q2_2025"], ("Q4_2024", "Q1_2025")),
        (["Q4_2025", "Q1_2025", "Q3_2025"], ("Q2_2025",)),
        (["Q1_2025"], ()),
        ([], ()),
        (["spring", "Q1_2025", "Q4_2025"], ()),
    ],
)
def test_empty_quarters_lie_between_the_first_and_the_last(
    counted: list[str], empty: tuple[str, ...]
) -> None:
    assert stats.empty_quarters(dict.fromkeys(counted, 1)) == empty
