"""Words by which one piece of work is told from another."""

from __future__ import annotations

import pytest

from generators.worth.stated.topics import topic_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Replace the latches of the oven", {"replac", "latche", "oven"}),
        ("Commit and push it to GitHub", set()),
        ("Complete the PDCA of this session by the template", set()),
        ("Test the ovens by the testing of tests", {"test", "oven"}),
        ("40 of 41 in the hut", set()),
    ],
)
def test_what_a_text_is_about(text: str, words: set[str]) -> None:
    assert topic_words(text) == words
