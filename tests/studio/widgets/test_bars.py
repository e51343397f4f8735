"""Bars and gauges say the same without their colours."""

from __future__ import annotations

import pytest

from studio.widgets.bars import gauge


@pytest.mark.parametrize(
    ("value", "shown"), [(100.0, "●──━━━───"), (550.0, "───━●━───"), (990.0, "───━━━──●")]
)
def test_the_band_of_a_gauge_and_its_value_are_told_by_signs(value: float, shown: str) -> None:
    assert gauge(value, 500.0, 600.0, 9).plain == shown
