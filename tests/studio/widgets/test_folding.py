"""Long lines: what follows stands under the start of its line, and copying gives what was said."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content, Span
from textual.geometry import Offset
from textual.selection import Selection

from studio.widgets.text.folding import Part, folded, selected


@pytest.mark.parametrize(
    ("line", "code", "shown"),
    [
        ("    return first + second;", True, "    return first +\n    ↪ second;"),
        ("one two three four five", False, "one two three four\nfive"),
        ("+   let total = one + two;", True, "+   let total = one\n    ↪ + two;"),
        ("- the first of all points", False, "- the first of all\n  points"),
        ("12. the first of all points", False, "12. the first of all\n    points"),
        ("fits", True, "fits"),
    ],
)
def test_a_fold_keeps_the_indent_and_marks_code(line: str, code: bool, shown: str) -> None:
    text = folded(Content(line), 20, [Part(0, len(line))] if code else [])
    assert [each.rstrip() for each in text.plain.split("\n")] == shown.split("\n")


def test_only_lines_of_code_are_marked() -> None:
    prose, code = "some words of prose here", "let sum = first + second;"
    text = folded(Content(f"{prose}\n{code}"), 12, [Part(len(prose) + 1, 99)])
    assert [line.startswith("↪ ") for line in text.plain.split("\n")] == [0, 0, 0, 0, 1, 1]


def test_colours_stay_on_their_words() -> None:
    line = "    return first + second + third;"
    spans = [Span(line.index(word), line.index(word) + len(word), word) for word in line.split()]
    text = folded(Content(line, spans), 16)
    assert "\n" in text.plain
    assert [text.plain[span.start : span.end] for span in text.spans] == line.split()


TEXTS = st.lists(st.text("ab {;-界 ", max_size=60), max_size=5).map(
    lambda lines: "\n".join([*lines, "end"])
)


@example("ends at six   ", 6, True)
@example("sixsix \nend", 6, False)
@given(TEXTS, st.integers(6, 30), st.booleans())
def test_no_line_is_too_wide_and_what_is_selected_is_what_was_said(
    said: str, width: int, code: bool
) -> None:
    part = [Part(0, len(said))] if code else []
    lines = folded(Content(said), width, part).plain.split("\n")
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    end = Offset(len(lines[-1]), len(lines) - 1)
    assert selected(Content(said), width, part, Selection(Offset(0, 0), end)) == said
    assert selected(Content(said), width, part, Selection(None, None)) == said
