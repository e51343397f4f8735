"""Tags of documentation comments that one repository alone knows."""

from __future__ import annotations

import pytest

from generators.typescript import tags

DOOR = """\
class Door {{
{comment}  open(wide: boolean): void {{
    this.turn('/** @hinge */', wide);
  }}
}}
"""


def without(comment: str) -> str:
    return tags.without_unknown(DOOR.format(comment=comment))


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        (
            "  /**\n   * Opens it.\n   * @ticket 12\n   *   and 13\n   * @param wide how far\n"
            "   */\n",
            "  /**\n   * Opens it.\n   * @param wide how far\n   */\n",
        ),
        (
            "  /**\n   * Opens it.\n   *\n   * @hideFromMenu\n   */\n",
            "  /**\n   * Opens it.\n   */\n",
        ),
        ("  /** Opens it.\n   * @ticket 12 */\n", "  /** Opens it. */\n"),
        ("  /**\n   * @ticket 12\n   */\n", ""),
        ("  /** @author nobody */\n", ""),
    ],
)
def test_an_unknown_tag_goes_with_what_it_says(comment: str, kept: str) -> None:
    assert without(comment) == DOOR.format(comment=kept)


@pytest.mark.parametrize(
    "comment",
    [
        "  /**\n   * Opens it.\n   * @param wide how far\n   * @returns nothing\n   */\n",
        "  /** Opens it for {@link Guest}, write to @door. */\n",
        "  /**\n   * @example\n   * ```\n   * @Component()\n   * ```\n   */\n",
        "  // @ticket 12\n",
    ],
)
def test_what_everybody_knows_stays(comment: str) -> None:
    text = DOOR.format(comment=comment)
    assert without(comment) == text and not tags.unknown(comment.strip())
