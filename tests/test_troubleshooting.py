"""The messages of docs/troubleshooting.md are the program's, and its checks exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
MESSAGES, CHECKS = PAGE.split("## Checks that fail")
PARTS = re.findall(r"^\| (.+?) \|", MESSAGES, re.M)[2:]
RULES = (ROOT / "docs" / "rules.md").read_text("utf-8")


def said() -> str:
    """All code, with texts that go on in the next line joined."""
    files = [path for top in ("studio", "generators") for path in (ROOT / top).rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in files)
    return re.sub(r'"\s*\n\s*f?"', "", text)


def test_every_message_is_one_of_the_program() -> None:
    code = said()
    quoted = [part for row in PARTS for part in re.findall(r"`([^`]+)`", row)]
    assert len(quoted) >= 16
    assert not [part for part in quoted if part not in code]


@pytest.mark.parametrize("row", re.findall(r"^\| (`.+?) \|", CHECKS, re.M))
def test_every_check_is_a_rule(row: str) -> None:
    for name in re.findall(r"`(\w+)`", row):
        assert f"`{name}`" in RULES or name in ("flagged", "scale"), name
