"""The list of samples: flag and selection side by side, and no column that says nothing."""

from studio.widgets.samples import sample_columns
from studio.widgets.samples.sample_columns import USUAL

ROW = {
    "dataset": "guardrails", "category": "jest_ban", "tokens": 69, "state": "flagged",
    "subject": "kayak club pipeline", "opening": "Would you approve this?",
}  # fmt: skip


def test_flag_and_selection_are_both_seen() -> None:
    assert sample_columns.line(ROW, 120, True, USUAL).startswith("●⚑ ")
    assert sample_columns.line(ROW, 120, False, USUAL).startswith(" ⚑ ")


def test_the_subject_comes_before_the_frame_and_constant_columns_go() -> None:
    text = sample_columns.line(ROW, 120, False, USUAL - {"dataset"})
    assert "guardrails" not in text
    assert text.index("kayak club pipeline") < text.index("Would you approve")
    titles = sample_columns.titles(120, "tokens", False, USUAL | {"weakness"} - {"dataset"})
    assert "weakness" in titles and "tokens▲" in titles


def test_only_columns_that_the_store_can_sort_are_offered() -> None:
    keys = sample_columns.sortable(200, USUAL | {"weakness", "source"})
    assert "source" in keys and "weakness" not in keys and "subject" not in keys
