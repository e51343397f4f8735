"""The list of samples: flag and selection side by side, and no column that says nothing."""

from studio.widgets.samples import sample_columns
from studio.widgets.samples.sample_columns import USUAL, fitting

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


def test_a_text_without_room_leaves_its_cells_to_the_subject() -> None:
    row = ROW | {"subject": "a subject that needs more than thirty cells", "likeness": 0.6}
    wide, narrow = (sample_columns.line(row, width, False, USUAL) for width in (89, 68))
    assert "Would you" in wide and "more than" not in wide
    assert "Would" not in narrow and "more than" in narrow
    keys = {sample_columns.key_at(x, 68, USUAL) for x in range(68)}
    assert keys == {"", "dataset", "tokens"}


def test_what_is_alike_is_marked_as_sorted_by_likeness() -> None:
    titles = sample_columns.titles(90, "tokens", False, USUAL | {"likeness"})
    assert "alike▼" in titles and "tokens▲" not in titles


def test_the_dataset_is_whole_unless_the_subject_needs_its_cells() -> None:
    for width, wanted, size in ((79, USUAL, 22), (72, USUAL | {"why"}, 15), (50, USUAL, 15)):
        found = dict((column.key, cells) for column, cells in fitting(width, wanted))
        assert found["dataset"] == size and found["subject"] >= 12, (width, found)
