"""Lines of an input that a reader has read already: in the output, or in an earlier sample."""

from __future__ import annotations

import pytest

from studio.widgets.samples.known_lines import MOST_LINES, fold

OUTPUT = """## Do
- ✅ **Cause:** the pool was closed too early
- ✅ **Choice:** close it after the last reader

load(path: string): string {
  return this.files.get(path) ?? '';
}"""
BOTH = "⋯ 2 lines as in the output; + unfolds"


def test_lines_of_earlier_samples_are_folded() -> None:
    frame = frozenset({"head", "first", "second", "}"})
    text = "head\nfirst\n\nsecond\nnew\nfirst\n}\nnew too\nfirst\nnew again"
    assert fold(text, "", frame).split("\n") == [
        "⋯ 3 lines as in an earlier sample; + unfolds", "new",
        "⋯ 2 lines as in an earlier sample", "new too", "first", "new again",
    ]  # fmt: skip
    fenced = "```ts\nfirst\nsecond\n}\n```"
    assert fold(fenced, "", frame).split("\n") == [
        "```ts", "⋯ 3 lines as in an earlier sample; + unfolds", "```"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Cause: the pool was closed too early\n\n- Choice: close it after the last reader.", BOTH),
        ("Cause: the pool was closed too early\nnew\nChoice: close it after the last reader", ""),
        ("1. Cause: the pool was closed too late\n2. Choice: close it before", ""),
        ("  load(path: string): string;\n  return this.files.get(path) ?? '';", BOTH),
        ("  return this.files.get(path) ?? '';\n  load(path: string): string;", BOTH),
        ("}\n}\n{", ""),
        ("  }\n}", ""),
    ],
)  # fmt: skip
def test_lines_of_the_output_are_folded_whatever_their_marks(given: str, shown: str) -> None:
    assert fold(given, OUTPUT, frozenset()) == (shown or given)


def test_both_kinds_are_told_apart() -> None:
    given = "Title: of another\n- Cause: the pool was closed too early\nnew"
    shown = fold(given, OUTPUT, frozenset({"Title: of another"}))
    said = "⋯ 1 line as in an earlier sample, 1 line as in the output; + unfolds"
    assert shown.split("\n") == [said, "new"]


def test_a_huge_text_is_not_searched() -> None:
    given = "\n".join(["the same line of some length"] * (MOST_LINES + 1))
    assert fold(given, given, frozenset()) == given
