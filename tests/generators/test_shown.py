"""What a source is shown without."""

from __future__ import annotations

import pytest

from generators.style_core.shown import without_creed

BUILT = "  constructor() {}\n"


@pytest.mark.parametrize(
    "comments",
    [
        "  // Nothing happens here\n",
        "  /** Nothing happens here. */\n",
        "  /**\n   * Nothing\n   * happens here.\n   */\n",
        "  // One\n  /** two */\n  // three\n",
        "  /** an open one\n  /** and its end */\n",
    ],
)
def test_comments_before_a_constructor_are_not_shown(comments: str) -> None:
    before, after = "class A {\n  level = 1; // of oil\n\n", "  // Light it\n  light() {}\n}\n"
    assert without_creed(before + comments + BUILT + after) == before + BUILT + after
    twice = f"{before}{comments}{BUILT}{comments}{BUILT}{after}"
    assert without_creed(twice) == before + BUILT * 2 + after


@pytest.mark.parametrize(
    "text",
    [
        f"  /** The level. */\n  level = 1;\n{BUILT}",
        f"  // The level\n\n{BUILT}",
        f"  level = 1; /* of oil */\n{BUILT}",
        BUILT,
        "",
    ],
)
def test_others_stay(text: str) -> None:
    assert without_creed(text) == text
